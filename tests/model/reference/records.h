/// What the model remembers: plain records, each by its name.
#pragma once

#include "tests/model/reference/operations.h"
#include "tests/model/reference/rulebook.h"

namespace reference {

struct Credential {
  Name name{};
  Micros from = 0, to = 0;
};
struct Principal {
  Name person{};
  Role role = Role::auditor;
  std::vector<Credential> credentials;
  bool revoked = false;
};

enum class DutyKind {
  inventory, property_report, annual_account, covered_transaction_report, payor_notice, bond, suspense_review, bond_increase, reconciliation,
  determination, suspicious_transaction_report, law_enforcement_report, court_notice, final_account, account_approval, guardian_review,
  receipt
};
enum class DutyOwner { guardian, trust_officer, compliance, court, social_worker };
struct Duty {
  std::uint32_t number = 0;
  DutyKind kind = DutyKind::inventory;
  DutyOwner owner = DutyOwner::guardian;
  std::string rule;
  Day opened = 0, due = 0;
  std::optional<Day> closed;
  bool overdue = false;
  std::optional<std::uint32_t> of;  ///< a case, a duty
  std::optional<Name> request;      ///< whose receipt is owed
};

/// Something that compliance looks into.
struct Case {
  std::uint32_t number = 0;
  std::string flag;
  Day opened = 0;
  std::optional<Name> request, credit;
  CaseState state = CaseState::open;
  bool trafficking = false;
  std::uint64_t entry = 0;  ///< that raised it
  [[nodiscard]] bool pending() const { return state == CaseState::open || state == CaseState::suspicious; }
};

/// What is to be looked at again, and when.
enum class ReminderKind { grace, review };
struct Reminder {
  std::uint32_t number = 0;
  ReminderKind kind = ReminderKind::review;
  Micros at = 0;
  std::optional<std::uint32_t> of;  ///< a duty
  std::optional<Name> object;       ///< a guardian
};

struct Cash {
  Currency currency = Currency::php;
  Name account{};
  std::optional<Day> reconciled;
  std::int64_t difference = 0;  ///< statement less book; not zero: a break
};
struct Pool {
  std::string bank, code;
  Product product = Product::pooled_trust;
  std::vector<Cash> cash;
};

struct Order {
  Money total;
  std::int64_t allocated = 0;
  std::map<Name, Name> awards;  ///< award to ward, ascending award
};

struct Award {
  Name order{};
  Money amount;
};
struct Guardian {
  Name person{};
  GuardianKind kind = GuardianKind::court_appointed;
  std::optional<Day> letters;
  std::int64_t bond_ordered = 0;  ///< centavos; 0: none
  bool declared = false;          ///< it was said what else she has
  std::int64_t other_property = 0;
  std::optional<Money> bond;
  Day bond_approved = 0;
  std::vector<Mark> marks;
  Day appointed = 0;              ///< when he was recorded last
  Standing standing = Standing::active;
  std::optional<Day> since;       ///< of the standing
  [[nodiscard]] bool acting() const { return standing == Standing::active; }
  [[nodiscard]] bool holds_office() const { return standing == Standing::active || standing == Standing::suspended; }
  [[nodiscard]] bool gone() const { return standing == Standing::removed || standing == Standing::resigned || standing == Standing::discharged; }
};
struct Payee {
  Name person{};
  Rail rail = Rail::book_transfer;
  Currency currency = Currency::php;
  std::vector<Mark> marks;
  Name details{};
  Micros since = 0;     ///< of these details
  bool before = false;  ///< there were others
};
struct Budget {
  Purpose purpose = Purpose::education;
  Day from = 0, to = 0;
  Money amount;
  std::optional<Name> court_order;
  [[nodiscard]] bool covers(Purpose p, Day day) const { return purpose == p && from <= day && day <= to; }
};
struct CourtOrder {
  Day dated = 0;
  std::optional<Day> expires;
  Money cap;
  std::optional<Purpose> purpose;
  std::optional<Name> payee;
  bool final_judgment = false;
};
struct AdversePerson {
  Adverse status = Adverse::alleged;
  std::vector<Mark> marks;
};
/// One amount of a banking day (R36).
struct Covered {
  Day day = 0;
  Pesos worth;
  Money amount;
};

enum class RequestState { asked, approved, released, handed_over, settled, cancelled, returned };
struct Request {
  std::uint64_t place = 0;  ///< its entry: earlier requests have lower ones
  Name ward{}, payee{};
  Money amount;
  Purpose purpose = Purpose::education;
  std::optional<Name> court_order;
  Rail rail = Rail::book_transfer;
  Tier tier = Tier::t0;
  RequestState state = RequestState::asked;
  Name requester{};
  Day day = 0;
  Micros at = 0;
  std::optional<Price> price;  ///< of that day, for the windows
  int rulebook = 0;
  std::vector<Name> approvers;
  std::vector<Name> keys;  ///< principals under whom it was asked for and agreed to
  std::optional<Name> releaser;
  std::optional<Day> released, settled;
  std::optional<Day> endorsed;  ///< by a social worker
  std::optional<Day> receipt;   ///< filed
  std::optional<Name> budget;
  std::int64_t from_income = 0;
  [[nodiscard]] bool gone() const { return state == RequestState::cancelled || state == RequestState::returned; }
};

/// What an older book holds for her, written down with everything said.
struct Noted {
  Name opening{};
  std::vector<OpeningLine> lines;
};
/// And what of an older book stands on her accounts since an entry.
struct Brought {
  Name opening{};
  Day as_of = 0;
  std::vector<OpeningLine> lines;
};

struct Ward {
  Name pool{};
  Day born_latest = 0;
  bool adult = false;
  Day majority = 0;  ///< as written down
  std::map<Name, Award> awards;
  std::vector<Guardian> guardians;
  std::map<Name, Payee> payees;
  std::map<Name, CourtOrder> court_orders;
  std::vector<std::pair<Name, Budget>> budgets;  ///< in the order they were set
  [[nodiscard]] const Budget* budget(const Name& name) const {
    for (const auto& [known, budget] : budgets)
      if (known == name) return &budget;
    return nullptr;
  }
  std::vector<std::pair<Name, AdversePerson>> adverse;  ///< in her protection file
  std::vector<Name> requests;  ///< in the order they were asked for
  std::vector<Covered> covered;  ///< in her watch
  std::optional<Noted> noted;
  std::map<std::uint64_t, Brought> brought;  ///< by the entry that brought it
};

struct Credit {
  Name pool{};
  Money amount;
  std::int64_t charges = 0;
  Day booked = 0;
  std::uint64_t entry = 0;
  bool waits = true;             ///< to be matched
  std::uint64_t matched_in = 0;  ///< 0: it is not
  std::optional<std::int64_t> left;  ///< of one that was matched: what nobody could take
  /// What of it is nobody's; nothing of one whose receipt was undone.
  [[nodiscard]] std::int64_t waiting() const { return waits ? amount.minor : left.value_or(0); }
  /// Undone: it never came.
  [[nodiscard]] bool gone() const { return !waits && matched_in == 0; }
};

/// An older book that was brought in, and not taken back.
struct Opening {
  Name pool{};
  Day as_of = 0;
  std::map<Currency, std::int64_t> banks;
};

/// A bank's question, and the answer it was given.
struct Recall {
  Name pool{};  ///< nobody's: the payment did not come here
  std::optional<Name> credit;
  std::optional<Money> amount;
  std::string reason;
  std::uint32_t number = 1;
  std::uint64_t entry = 0;
  Day filed = 0;
  RecallStanding standing = RecallStanding::open;
  std::string answer;
  std::optional<Name> court_order;
  std::uint64_t answered_in = 0;  ///< 0: it is not
  Micros answered = 0;
};

struct Approval {
  Name person{};
  Role role = Role::auditor;
  Name key{};  ///< the principal
  bool operator==(const Approval&) const = default;
};
struct Proposal {
  Subject about;
  Action action;
  Name proposer{}, proposer_person{};
  int rulebook = 0;
  Micros expires = 0;
  std::vector<Role> needs;
  std::vector<Approval> approvals;
};

/// Money moved from one account to another: Dr and Cr of the book of custody, or less and more of the book of authority.
struct Move {
  Account debit, credit;
  std::int64_t minor = 0;
};
/// What an entry moved, for reversals.
struct Booked {
  bool undoable = false;  ///< a receipt, a matching, a conversion or a charge, and all of it can be read
  bool undone = false;
  std::vector<Move> moves;
  std::set<Name> wards;   ///< that it moved anything of
};

/// What falls due by itself, in the order in which it happens.
enum class DueKind { majority = 1, proposal_expiry = 2, deadline = 3, reminder = 4 };
struct Due {
  Micros at = 0;
  DueKind kind = DueKind::majority;
  Subject object;
  std::uint64_t number = 0;
  auto operator<=>(const Due&) const = default;
};

}  // namespace reference
