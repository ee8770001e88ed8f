/// What can be asked of a ledger, in plain values. One struct a command; a history is a list of these, so it can be kept, cut and
/// played again. Entries are named by the step that made them, because numbers shift when a history is cut.
#pragma once

#include <variant>

#include "tests/model/reference/words.h"

namespace reference {

using Step = std::uint32_t;
inline constexpr Step kNoStep = ~Step{0};

/// The entry that a step made; `entry` is filled in when the history is played (0: that step was not played).
struct EntryOf {
  Step step = kNoStep;
  std::uint64_t entry = 0;
};

struct MoveClock { Micros to = 0; };
struct RefuseInput { std::string code; };
struct Enrol {
  Name principal{}, person{};
  Role role = Role::auditor;
  Name credential{};
  Micros from = 0, to = 0;
};
struct Revoke { Name principal{}; };
struct AdoptRulebook { int edition = 0; };
struct Erase { Name ward{}; };
struct RecordRate {
  Price price;
  Day day = 0;
};
enum class Product { pooled_trust, individual_trust, minor_savings, in_trust_for };
struct PoolAccount {
  Currency currency = Currency::php;
  Name account{};
};
struct OpenPool {
  Name pool{};
  std::string bank, code;
  Product product = Product::pooled_trust;
  std::vector<PoolAccount> accounts;
};
struct OpenWard {
  Name ward{}, pool{};
  Day born_earliest = 0, born_latest = 0;
  bool instrument = true;
};
struct RecordOrder {
  Name order{};
  std::string country;
  Day dated = 0;
  Money total;
};
struct RecordAward {
  Name award{}, order{}, ward{};
  Money amount;
};
enum class GuardianKind { parent, court_appointed };
struct AppointGuardian {
  Name ward{}, person{};
  GuardianKind kind = GuardianKind::court_appointed;
  std::optional<Day> letters;
  std::optional<Money> bond_ordered;
  bool no_other_property = false;
  std::optional<Money> other_property;
  std::vector<Mark> marks;
};
/// Where a guardian stands with the court.
enum class Standing { active, suspended, removed, resigned, discharged, ended };
struct ChangeGuardian {
  Name ward{}, person{};
  Standing to = Standing::suspended;
  Day dated = 0;
  bool document = true;
  std::string reason;
};
struct ApproveBond {
  Name ward{}, guardian{};
  Money amount;
  Day approved = 0;
};
struct FileReturn {
  Name ward{};
  std::optional<Name> pool;
  std::optional<Subject> about;  ///< a duty of a file that goes with a ward or pool; ward is then nobody
  std::uint32_t number = 0;
  Day filed = 0;
};
enum class Adverse { alleged, charged, convicted };
struct RecordAdverse {
  Name ward{}, person{};
  Adverse status = Adverse::alleged;
  std::vector<Mark> marks;
};
enum class Rail { book_transfer, instapay, pesonet };
/// What compliance looks into (R37).
struct OpenCase {
  Subject about;
  std::string flag;
  std::optional<Name> request, credit;
};
enum class CaseState { open, suspicious, clear, reported, closed };
struct MoveCase {
  Subject about;
  std::uint32_t number = 0;
  CaseState to = CaseState::suspicious;
  Day dated = 0;
  bool trafficking = false;
};
struct RegisterPayee {
  Name ward{}, payee{}, person{};
  Rail rail = Rail::book_transfer;
  Currency currency = Currency::php;
  std::vector<Mark> marks;
};
enum class Purpose { education, medical, shelter };
/// Other details of a payee she has; the rail where it changes.
struct ChangePayee {
  Name ward{}, payee{}, details{};
  std::vector<Mark> marks;
  std::optional<Rail> rail;
};
struct RecordCourtOrder {
  Name ward{}, order{};
  Day dated = 0;
  std::optional<Day> expires;
  Money cap;
  std::optional<Purpose> purpose;
  std::optional<Name> payee;
  bool document = true, docket = true, final_judgment = false;
};
/// What may be spent for a purpose from day to day, both included.
struct SetBudget {
  Name ward{}, budget{};
  Purpose purpose = Purpose::education;
  Day from = 0, to = 0;
  Money amount;
  std::optional<Name> court_order;
};
/// What was paid was received.
struct FileReceipt {
  Name ward{}, request{}, document{}, payee{};
  Money amount;
  Day dated = 0;
};
struct ReceiveCredit {
  Name credit{}, pool{};
  Money amount;
  std::optional<Money> charges;
  Day booked = 0;
  std::vector<Name> references;
};
struct MatchCredit { Name credit{}, order{}; };
struct Convert {
  Name ward{};
  Money sold, bought;
  Price price;
  std::string source;
  Micros dealt = 0;
  std::optional<Money> charge;
  std::vector<Name> references;
};
struct RequestPayment {
  Name request{}, ward{}, payee{};
  Money amount;
  Purpose purpose = Purpose::education;
  std::optional<Name> court_order;
  std::optional<Rail> rail;
  std::optional<Name> budget;
};
struct Approve {
  EntryOf proposal;
  Subject about;
};
struct Cancel {
  EntryOf proposal;
  Subject about;
  std::string reason;
};
struct Release {
  Name request{}, ward{};
  std::string message_id, end_to_end_id;
};
struct HandOver { Name request{}, ward{}; };
struct Settle {
  Name request{}, ward{};
  Money amount;
  Day value_date = 0;
  std::vector<Name> references;
};
struct RejectPayment {
  Name request{}, ward{};
  std::string reason;
  std::vector<Name> references;
};
struct Reverse {
  EntryOf of;
  Subject about;
  std::string reason;
};
struct Reconcile {
  Name pool{};
  Day day = 0;
  Money closing;
  std::optional<Name> statement;
};
struct RecordCharge {
  Name ward{};
  Money amount;
  Day booked = 0;
  std::vector<Name> references;
};

/// What an older book holds for a ward, and by what: an award of hers, or a paper.
struct OpeningLine {
  std::optional<Name> award;
  std::optional<Paper> paper;
  Money amount;
  std::optional<Money> income, paid, charges;
  bool operator==(const OpeningLine&) const = default;
};
/// Written down in the ward's part; none: what was is not meant any more.
struct NoteOpening {
  Name opening{}, ward{};
  std::vector<OpeningLine> lines;
};
/// What an older book has in one currency.
struct OpeningTotals {
  std::uint32_t lines = 0;
  Money principal, income, unplaced, tax, fee, bank;
};
struct UnplacedCredit {
  Name credit{};
  Money amount;
  Day booked = 0;
};
struct OpenBooks {
  Name opening{}, pool{};
  Day as_of = 0;
  bool source = true;
  std::string noted;  ///< what was looked at, line by line; the command carries its hash
  std::vector<OpeningTotals> totals;
  std::vector<UnplacedCredit> unplaced;
};
/// A bank asks for a payment back: all of it, or an amount.
struct FileRecall {
  Name recall{};
  std::optional<Name> credit;
  std::optional<Money> amount;
  std::string reason;
  std::uint32_t number = 1;
  std::vector<Name> references;
};
enum class RecallStanding { open, promised, refused };
struct AnswerRecall {
  Name recall{};
  RecallStanding to = RecallStanding::refused;
  std::string reason;
  std::optional<Name> court_order;
};

using Action = std::variant<MoveClock, RefuseInput, Enrol, Revoke, AdoptRulebook, Erase, RecordRate, OpenPool, OpenWard, RecordOrder, RecordAward,
                            AppointGuardian, ApproveBond, FileReturn, RecordAdverse, RegisterPayee, RecordCourtOrder, ReceiveCredit, MatchCredit, Convert,
                            RequestPayment, Approve, Cancel, Release, HandOver, Settle, RejectPayment, Reverse, Reconcile, RecordCharge, OpenCase, MoveCase, ChangeGuardian, ChangePayee,
                            SetBudget, FileReceipt, NoteOpening, OpenBooks, FileRecall, AnswerRecall>;
inline constexpr std::string_view kActionNames[] = {
    "move_clock", "refuse_input", "enrol_principal", "revoke_principal", "adopt_rulebook", "erase_ward", "record_rate", "open_pool", "open_ward",
    "record_order", "record_award", "appoint_guardian", "approve_bond", "file_return", "record_adverse", "register_payee", "record_court_order",
    "receive_credit", "match_credit", "convert", "request_disbursement", "approve", "cancel_proposal", "release", "hand_over", "settle",
    "reject_payment", "reverse_entry", "reconcile", "record_charge", "open_case", "move_case", "change_guardian", "change_payee", "set_budget", "file_receipt",
    "note_opening", "open_books", "file_recall", "answer_recall"};
static_assert(std::size(kActionNames) == std::variant_size_v<Action>);

/// How it is signed: by which credential, over what.
enum class Signing { none, right, broken, stale };
struct Operation {
  Name who{};
  Action action;
  Signing signing = Signing::none;
  Name credential{};  ///< signs, where it is signed
};

}  // namespace reference
