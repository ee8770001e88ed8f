/// The mechanism of judging: a rule is one file in policies/rules, found by its name, with its parameters' schema beside it and its
/// cases in tests/policies/rules. The build gathers the files; nothing else is edited to add one.
#pragma once

#include <any>
#include <functional>
#include <span>

#include "ledger/custody/state.h"
#include "policies/hears.h"
#include "policies/rulebook.h"

namespace katiwala::policies {

using custody::Fact;
using custody::Reason;

/// When a command is looked at.
enum class Stage {
  submit,   ///< as it is asked; may become a proposal
  execute,  ///< its quorum is complete: judged again on the state of now
  release,  ///< a request about to leave the bank: judged again (docs/judging.md)
};

/// What a command would do, computed before it is judged: rules look at it, and may add duties and alerts to it.
struct Plan {
  custody::Subject about;
  std::vector<custody::Effect> effects;
  std::vector<custody::SubjectPosting> postings;
};

struct Payment;  // policies/rules/asking.h

/// One matter to be judged. `command` is the command itself, or the request's or proposal's when it is judged again.
struct Matter {
  const custody::State& state;
  const custody::Submission& submission;
  const custody::Command& command;
  Stage stage;
  CivilDate today;                        ///< Manila date of the journal's time
  const Rulebook& rulebook;
  const custody::Ward* ward = nullptr;    ///< the ward it is about, if one: also where it stands in a file that goes with her
  const custody::Protection* protection = nullptr;  ///< hers
  const custody::Watch* watch = nullptr;            ///< hers
  const custody::Principal* principal = nullptr;  ///< who asks (who released or approved, at later stages)
  const custody::Request* request = nullptr;      ///< at execute and release of a disbursement
  const Plan& plan;
  custody::Tier tier = custody::Tier::t0;         ///< of a disbursement, as R19 finds it (at later stages: as recorded)
  const Payment* payment = nullptr;               ///< of a disbursement: what is paid, put together once for all who ask

  template <class C>
  [[nodiscard]] const C* as() const { return std::get_if<C>(&command); }
};

/// A duty a rule opens; the number is given when the decision is put together. Of a matter that is denied or held only those are opened
/// that say `always`.
struct DutyDraft {
  custody::Subject about;   ///< a ward, a pool (R56), a file that goes with one, or the ledger
  custody::Duty duty;
  custody::DutyOwner owner;
  CivilDate due;
  std::optional<custody::RequestId> request{};  ///< whose receipt is owed
  std::optional<Instant> due_at{};              ///< where the law counts hours; `due` is its Manila day
  std::optional<std::uint32_t> of{};            ///< a case, a fact
  bool always = false;                          ///< opened also where the matter is denied or held
};

/// A reminder a rule sets; numbered likewise.
struct ReminderDraft {
  custody::Subject about;
  custody::ReminderKind reminder;
  Instant at;
  std::optional<std::uint32_t> of{};
  std::optional<std::array<std::uint8_t, 16>> object{};
};

/// What a red flag saw: kept in the watch, whatever the outcome is. The rule's id is its code.
struct RaisedFlag {
  custody::Subject watch;
  std::vector<Fact> facts;
  bool opens_case = false;   ///< where none of that flag is open there (R37)
  std::optional<custody::RequestId> request{};
  std::optional<custody::CreditId> credit{};
};

/// Nothing to say, or a reason with what follows from it.
struct Verdict {
  std::optional<Reason> reason;
  std::optional<custody::Tier> at_least;      ///< escalate: the tier the request must have
  std::vector<DutyDraft> duties;
  std::vector<custody::Effect> effects;       ///< alerts, counted amounts, scheduled dates: of what is allowed only; reasons kept in a watch or protection file always
  std::vector<ReminderDraft> reminders;
  std::vector<RaisedFlag> raised;
};

inline Verdict silent() { return {}; }
/// Allows, with the facts that made it so.
Verdict allow(std::string_view word, std::vector<Fact> facts);
/// `code` is a row of refusals.def.
Verdict deny(Code code, std::vector<Fact> facts);
Verdict hold(Code code, std::vector<Fact> facts);
Verdict escalate(Code code, custody::Tier at_least, std::vector<Fact> facts);

Fact fact(std::string_view name, std::string_view value);
Fact fact(std::string_view name, CivilDate value);
Fact fact(std::string_view name, Amount value);  ///< "18000.00 PHP"
Fact fact(std::string_view name, std::int64_t value);

enum class ParameterType {
  integer, flag, text, amount, list,
  hours,  ///< a list as cut_offs.h reads it: "HH:MM", ascending, or "every hour"
};
struct ParameterSchema {
  std::string_view name;
  ParameterType type;
  bool optional = false;  ///< came later: rulebooks from before do not have it, and the rule's own number stands
};

struct Rule {
  std::string_view id;                          ///< "R20"
  std::span<const ParameterSchema> parameters;
  Verdict (*judge)(const Matter&);
  Hears hears = hears_everything();             ///< what it has to be asked about
  /// Where reading its parameters anew for every matter costs too much: what it makes of them when a rulebook is read (Rulebook::made).
  std::any (*make)(const Rulebook&) = nullptr;
};

/// Every rule of the program, ascending id; gathered by the build from policies/rules/*.cpp.
std::span<const Rule* const> all_rules();

}  // namespace katiwala::policies

/// In policies/rules/r49_value_date.cpp:   KATIWALA_RULE(R49, r49_value_date, kParameters, judge, hears<Settle>())
/// The second word must be the file's name without ".cpp" and the namespace that the file's own things stand in; the build's gathered
/// list refers to it. Then what the rule has to be asked about, and what it makes of its parameters, where it makes something of them.
#define KATIWALA_RULE(ID, NAME, PARAMETERS, JUDGE, ...)      \
  namespace katiwala::policies::NAME {                       \
  constexpr Rule kRule{#ID, PARAMETERS, JUDGE, __VA_ARGS__}; \
  }                                                          \
  namespace katiwala::policies {                             \
  extern const Rule rule_##NAME;                             \
  const Rule rule_##NAME = NAME::kRule;                      \
  }
