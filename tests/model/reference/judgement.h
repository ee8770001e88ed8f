/// What the rules say of a matter: reasons, and what follows from them.
#pragma once

#include "tests/model/reference/memory.h"

namespace reference {

/// A duty that a rule opens; numbered when the decision is carried out.
struct NewDuty {
  Subject about;
  Duty duty;
  bool always = false;  ///< owed also where the matter is denied or held
};

struct NewReminder {
  Subject about;
  ReminderKind kind = ReminderKind::review;
  Micros at = 0;
  std::optional<std::uint32_t> of;
  std::optional<Name> object;
};

/// A red flag: a rule's, about a request.
struct Raised {
  Subject watch;
  std::string flag;
  bool opens_case = false;
  std::optional<Name> request, credit;
};

struct Judgement {
  std::set<Reason> reasons;
  Tier at_least = Tier::t0;
  std::vector<NewDuty> duties;
  std::vector<std::pair<Name, Covered>> covered;
  std::vector<std::pair<Subject, std::uint32_t>> met;      ///< duties that are closed by this
  std::vector<NewReminder> reminders;
  std::vector<Name> revoked;                               ///< principals
  std::vector<std::pair<Name, Name>> suspended;            ///< guardians, by ward
  std::vector<Raised> raised;                              ///< kept whatever the outcome is
  std::vector<std::pair<Name, std::string>> alerts;        ///< of wards: "R11 BOND_INADEQUATE"

  [[nodiscard]] Outcome outcome() const;
  [[nodiscard]] bool stopped() const { return outcome() >= Outcome::hold; }
  void say(Outcome outcome, const char* code, const char* rule) { reasons.insert({outcome, code, rule}); }
  void allow(const char* word, const char* rule) { say(Outcome::allow, word, rule); }
  void deny(const char* code, const char* rule) { say(Outcome::deny, code, rule); }
  Duty& owe(const Subject& about, DutyKind kind, DutyOwner owner, const char* rule, Day due);
};

/// A payment as it is judged, at whatever stage.
struct Payment {
  Name id{}, payee{};
  Money amount;
  Purpose purpose = Purpose::education;
  std::optional<Name> court_order;
  Name requester{};
  Rail rail = Rail::book_transfer;
  Day day = 0;
  Micros at = 0;
  std::optional<Name> budget;
};

/// One matter before the rules.
struct Matter {
  const Memory& memory;
  const Rulebook& book;
  Stage stage = Stage::asked;
  const Operation& operation;             ///< what was submitted
  const Action& action;                   ///< what is judged: the same, or what was proposed
  Subject about;
  const Ward* ward = nullptr;
  const Principal* who = nullptr;         ///< who submitted
  bool signature_good = false;
  const Proposal* proposal = nullptr;     ///< that is being approved
  std::optional<Payment> payment;
  const Request* request = nullptr;       ///< when executed or released
  const Draft& draft;
  Tier tier = Tier::t0;
  Micros now = 0;
  Day today = 0;

  template <class C>
  [[nodiscard]] const C* as() const { return std::get_if<C>(&action); }
  [[nodiscard]] bool asked_again() const { return stage != Stage::asked; }
  /// Who asked for what is judged: once executed, the proposal's maker.
  [[nodiscard]] const Principal* maker() const;
  /// The guardian whose request or act it is, if he is one of this ward.
  [[nodiscard]] const Guardian* guardian() const;
  [[nodiscard]] bool is_guardians_act() const;
};

void judge(const Matter& matter, Judgement& out);

// By subject.
void judge_payment(const Matter& matter, const Payment& payment, Judgement& out);
void judge_patterns(const Matter& matter, const Payment& payment, Judgement& out);
void judge_paying_out(const Matter& matter, const Payment& payment, Judgement& out);  ///< receipts owed, accounts that changed
void judge_receipt_duties(const Matter& matter, Judgement& out);
void judge_cases(const Matter& matter, Judgement& out);
void judge_recalls(const Matter& matter, Judgement& out);     ///< what a bank asks back (R57)
void judge_budget(const Matter& matter, const SetBudget& budget, Judgement& out);
void judge_guardian(const Matter& matter, Judgement& out);     ///< age, letters, bond
void judge_receipts(const Matter& matter, Judgement& out);
void judge_persons(const Matter& matter, Judgement& out);      ///< offenders, four eyes

/// All she has, in pesos, after the draft where that is asked; nothing where a price is missing.
std::optional<Pesos> worth_of_all(const Matter& matter, const Name& name, const Ward& ward, bool after);
/// Whether she needs a parent's bond, and of what she has.
struct BondNeed {
  bool needed = false;
  Pesos property;
};
std::optional<BondNeed> bond_need(const Matter& matter, const Name& name, const Ward& ward, const Guardian& parent, bool after);
bool bond_reaches(const Guardian& guardian, Pesos whole, std::int64_t percent, Day today);
/// R11: whether what she then has asks for a higher bond; nothing where a price is missing.
std::optional<bool> bond_too_low(const Matter& matter, const Name& name, const Ward& ward, const Guardian& guardian);
/// The day a court's office is open, where the calendar knows.
Day court_day(const Rulebook& book, Day day);
/// The last working day before; where the calendar does not know, the day before.
Day working_day_before(const Rulebook& book, Day day);
// Guardians' standing.
void judge_standing(const Matter& matter, Judgement& out);
/// She came of age on that day; her guardians stand as they did before (R63).
void guardianship_ends(const Memory& memory, const Name& ward, Day day, Judgement& out);
/// A duty to the court was not met in time; time has passed since; keys are to be revoked (R15, R63).
void return_is_late(const Memory& memory, const Name& ward, const Duty& late, Judgement& out);
void grace_is_over(const Memory& memory, Micros now, const Name& ward, const Reminder& reminder, Judgement& out);
/// Looks at what waits in a pool's suspense, as a reminder that has come asks for (R55).
void look_at_suspense(const Memory& memory, Day today, const Name& pool, std::uint32_t come, Judgement& out);
/// Counts towards the covered transactions of a day (R36, R71).
void count_covered(const Matter& matter, const Name& ward, Money amount, Day booked, bool tell, Judgement& out);

}  // namespace reference
