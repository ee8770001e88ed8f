/// One hearing: every rule looks at a matter, and what they said is put together. Private to judge.cpp and its tests.
#pragma once

#include <array>
#include <bit>

#include "policies/plan/plan.h"

namespace katiwala::policies {

struct Said {
  const Rule* rule;
  Verdict verdict;
};

/// What the rules said, and what follows from it.
struct Hearing {
  std::vector<Said> said;
  /// The strictest of the reasons: deny > hold > escalate > allow. Nobody speaking allows.
  [[nodiscard]] custody::Outcome outcome() const;
  /// The highest tier that any rule asks for; t0 if none does.
  [[nodiscard]] custody::Tier tier() const;
};

/// Most rules have nothing to say of most matters; their silence is kept only where it is asked for (explain).
enum class Silence { dropped, kept };

/// Nothing of any kind.
bool says_nothing(const Verdict& verdict);

/// Some of a set of rules, by their place in it.
class RuleSet {
 public:
  static constexpr std::size_t kMost = 192;
  void add(std::size_t place) { words_[place / 64] |= std::uint64_t{1} << place % 64; }
  void add(const RuleSet& others) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= others.words_[i];
  }
  [[nodiscard]] bool has(std::size_t place) const { return (words_[place / 64] >> place % 64 & 1) != 0; }
  /// In the order of their places.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t left = words_[i]; left != 0; left &= left - 1) visit(64 * i + static_cast<std::size_t>(std::countr_zero(left)));
  }

 private:
  std::array<std::uint64_t, kMost / 64> words_{};
};

/// Rules, and which of them have to be asked about what (hears.h), worked out once.
class Roll {
 public:
  /// Pre: `rules` outlive it; at most RuleSet::kMost.
  explicit Roll(std::span<const Rule* const> rules);
  [[nodiscard]] std::span<const Rule* const> rules() const { return rules_; }
  /// Who has something to say of the matter is among them.
  [[nodiscard]] RuleSet called(const Matter& matter) const;
  /// In the order of the rules; all of them are asked where silence is kept.
  [[nodiscard]] Hearing hear(const Matter& matter, Silence silence) const;

 private:
  std::span<const Rule* const> rules_;
  std::array<RuleSet, std::variant_size_v<custody::CommandVariant>> of_command_;
  std::array<RuleSet, std::variant_size_v<custody::EventVariant>> of_event_;
  RuleSet of_guardian_;
};

/// 3 deny, 2 hold, 1 escalate, 0 allow.
int strictness(custody::Outcome outcome);

/// A denial without a rule's verdict: roles, plans, the book. A place of a name and a value becomes a fact.
Reason reason_of(const Refusal& refusal);

/// Reasons of several hearings, strictest first, each once, each with its rule. Of a denial or hold only what speaks against.
std::vector<Reason> reasons_of(const std::vector<Hearing>& hearings);

/// Reasons as they are written down: in the primary part what everybody may read who reads that part, the rest in the files beside it.
struct Told {
  std::vector<Reason> primary;
  std::vector<custody::Effect> kept;  ///< ReasonsKept in a ward's watch and protection file
};
/// Only a ward's part is ever given to a guardian; about anything else all is primary. Of a rule for compliance alone the guardian learns that
/// the matter is under review, of one for the bank's people the code without its facts (R38). `rulebook` may be null: then all rules are everybody's.
Told tell(const custody::Subject& about, std::vector<Reason> reasons, const Rulebook* rulebook);

}  // namespace katiwala::policies
