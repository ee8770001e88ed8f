// Lines of accounts: credits, debits, closing balances.
#include "api/door/bank_import.h"

#include "api/door/answer.h"
#include "api/door/payment.h"
#include "api/door/plain.h"
#include "api/door/writing.h"
#include "ledger/money/exact.h"

namespace katiwala::api::door {
namespace {

using custody::Mark;

/// What banks kept on the way, in the currency of the account. A charge that the bank says it took apart is another line's matter. AMOUNT_RANGE.
Result<std::optional<Amount>> charges_of(const messages::Transaction& transaction) {
  const Currency currency = transaction.amount.currency();
  Minor sum = 0;
  for (const messages::Charge& charge : transaction.charges)
    if (charge.amount.currency() == currency && charge.included != false) sum += wide(with_sign(charge.amount, charge.direction));
  if (sum >= 0) return std::optional<Amount>{};
  KATIWALA_TRY(const Amount kept, amount_from_wide(currency, -sum));
  return std::optional(kept);
}

/// A fee that the bank gave back together with the payment it was taken for; it stands in the amount. AMOUNT_RANGE.
Result<Amount> refund_of(const messages::Transaction& transaction) {
  const Currency currency = transaction.amount.currency();
  Minor sum = 0;
  for (const messages::Charge& charge : transaction.charges) {
    const bool in_it = charge.direction == messages::Direction::credit && charge.included == true;
    if (in_it && charge.amount.currency() == currency) sum += wide(charge.amount);
  }
  return amount_from_wide(currency, sum);
}

bool is_under_way(custody::RequestState state) {
  using enum custody::RequestState;
  return state == released || state == handed_over || state == settled;
}

/// A conversion moves `sold` off one account and `bought` onto another; a charge is a debit of its amount.
bool moves(const custody::Command& command, const messages::Transaction& t) {
  const bool debit = t.direction == messages::Direction::debit;
  if (const auto* c = std::get_if<custody::Convert>(&command)) return t.amount == (debit ? c->sold : c->bought) || (debit && c->charge == t.amount);
  if (const auto* c = std::get_if<custody::RecordCharge>(&command)) return debit && t.amount == c->amount;
  return false;
}

/// The command an entry carried out: its own, or the proposed one where it is the approval that completed a quorum.
Result<std::optional<custody::Command>> carried_out(const journal::Journal& journal, record::Seq seq) {
  KATIWALA_TRY(const journal::Entry entry, journal.read(seq));
  const auto* primary = entry.primary();
  if (primary == nullptr) return std::optional<custody::Command>{};
  const auto* approval = std::get_if<custody::Approve>(&*primary->asked);
  if (approval == nullptr) return primary->asked;
  KATIWALA_TRY(const journal::Entry proposal, journal.read(approval->proposal));
  const auto* proposed = proposal.primary();
  return proposed == nullptr ? std::optional<custody::Command>{} : proposed->asked;
}

/// What the line moved that a command was made of; nothing where it was made of something else.
std::optional<Amount> moved_by(const custody::Command& command) {
  if (const auto* c = std::get_if<custody::ReceiveCredit>(&command)) return c->amount;
  if (const auto* c = std::get_if<custody::Settle>(&command)) return c->amount;
  if (const auto* c = std::get_if<custody::ReturnPayment>(&command)) return c->refunded_fee ? c->amount + *c->refunded_fee : c->amount;
  return std::nullopt;
}

/// Payments on their way between banks, told to us: about no statement of ours.
bool is_advice(const messages::AccountMessage& message) { return message.definition.starts_with("pacs.") || message.definition == "MT103"; }

}  // namespace

Status BankImport::act() {
  KATIWALA_ASSERT(message_.has_value(), "a message is acted upon before it was read");
  if (const auto* account = std::get_if<messages::AccountMessage>(&*message_)) KATIWALA_CHECK(take_reports(*account));
  if (const auto* status = std::get_if<messages::StatusMessage>(&*message_)) KATIWALA_CHECK(take_statuses(*status));
  if (const auto* recalls = std::get_if<messages::RecallMessage>(&*message_)) KATIWALA_CHECK(take_recalls(*recalls));
  return settle();
}

Status BankImport::take_reports(const messages::AccountMessage& message) {
  const auto again = messages::stream_incoming(source_, limits_, nullptr, [&](const messages::EntryPlace& at, messages::Entry&& entry) -> Status {
    if (at.report >= message.reports.size()) return refuse(Code::STORE_IO, "The message is not what it was when it was read first.");
    KATIWALA_CHECK(go_to(message, at.report));
    return take_entry(message.reports[at.report], at, entry);
  });
  if (!again.ok()) return again.refusal();
  return go_to(message, message.reports.size());
}

Status BankImport::go_to(const messages::AccountMessage& message, std::size_t report) {
  while (!report_ || *report_ < report) {
    if (report_) {
      const messages::AccountReport& done = message.reports[*report_];
      const bool closes = account_ && message.kind == messages::ReportKind::statement && done.closing() != nullptr;
      if (closes) KATIWALA_CHECK(reconcile(done, numbered("", "report", *report_) + "/closing"));
    }
    report_ = report_ ? *report_ + 1 : 0;
    account_.reset();
    if (*report_ < message.reports.size() && !is_advice(message)) KATIWALA_CHECK(begin_report(message.reports[*report_], numbered("", "report", *report_)));
  }
  return good();
}

Status BankImport::begin_report(const messages::AccountReport& report, const std::string& place) {
  KATIWALA_CHECK(settle());
  KATIWALA_TRY(account_, find_account(report));
  return account_ ? good() : unmatched(place);
}

Status BankImport::take_entry(const messages::AccountReport& report, const messages::EntryPlace& at, const messages::Entry& entry) {
  const std::string place = numbered("", "report", at.report);
  if (!at.booked) return not_booked(entry, numbered(place, "not_booked", at.index));
  if (!account_) return good();
  for (const BankLine& line : lines_of(report, entry, numbered(place, "entry", at.index))) KATIWALA_CHECK(take_line(line));
  return good();
}

/// Pending, or advice of money that comes or comes back: the line that the bank books says the same again, and that one is posted. Were both, the
/// books would depend on which came first. Not recorded, and without a key.
Status BankImport::not_booked(const messages::Entry& entry, const std::string& place) {
  transport::Json out;
  out.set("place", place).set("result", "not_booked").set("status", entry.status);
  for (const messages::Transaction& t : entry.transactions) {
    if (t.return_reason.empty() || entry.transactions.size() > 1) continue;
    KATIWALA_TRY(const auto request, find_request(t.references.end_to_end_id, t.references.uetr, {}));
    if (request) out.set("request", request->id.hex());
  }
  KATIWALA_CHECK(settle());
  return take_(std::move(out));
}

Status BankImport::before_opening(const std::string& place) {
  transport::Json out;
  out.set("place", place).set("result", "before_opening").set("as_of", account_->brought_as_of->text());
  return say(std::move(out));
}

Status BankImport::take_line(const BankLine& line) {
  KATIWALA_TRY(const bool answered, replay(line.place));
  if (answered) return good();
  if (account_->brought_as_of && line.booked <= *account_->brought_as_of) return before_opening(line.place);
  if (line.entry->reversal) return unmatched(line.place);
  std::vector<Mark> references = line_references(call_.journal(), line);
  const std::vector<Mark> bare = bare_references(call_.journal(), line);
  if (!hangs_on_none_asked(line, references, bare)) KATIWALA_CHECK(settle());
  KATIWALA_TRY(const auto first, used_by(references));
  if (first) return repeated(line, *first);
  KATIWALA_TRY(const bool known, recognise(line, bare));
  if (known) return good();
  for (const Mark& mark : references) asked_of_.insert(mark.value);
  if (line.transaction->direction == messages::Direction::credit) return take_credit(line, std::move(references));
  return take_debit(line, std::move(references));
}

bool BankImport::hangs_on_none_asked(const BankLine& line, const std::vector<Mark>& references, const std::vector<Mark>& bare) const {
  if (line.transaction->direction != messages::Direction::credit || !line.transaction->return_reason.empty()) return false;
  const auto is_asked = [this](const Mark& mark) { return asked_of_.contains(mark.value); };
  return std::ranges::none_of(references, is_asked) && std::ranges::none_of(bare, is_asked);
}

/// A bank may put one reference on a payment and on its fee, and it may correct an amount: neither is the line that was carried out.
Status BankImport::repeated(const BankLine& line, record::Seq first) {
  KATIWALA_TRY(const bool ours, replay(line.place));  // asked meanwhile under the same key: it is this line, and no other
  if (ours) return good();
  KATIWALA_TRY(const journal::Entry entry, call_.journal().read(first));
  const auto* primary = entry.primary();
  const std::optional<Amount> moved = primary == nullptr ? std::nullopt : moved_by(*primary->asked);
  if (moved && *moved != line.transaction->amount) return unmatched(line.place);
  return say(line_about(line.place, entry, true));
}

/// Money of a payment that came back in part, or twice, is nobody's until persons have looked: it is received like any other (R51, R55).
/// One that comes back before we were told that it had left is denied, and recorded once the message is sent again after that.
Result<std::optional<custody::ReturnPayment>> BankImport::returned_payment(const BankLine& line) {
  const messages::Transaction& t = *line.transaction;
  if (t.return_reason.empty()) return std::optional<custody::ReturnPayment>{};
  KATIWALA_TRY(const auto request, find_request(t.references.end_to_end_id, t.references.uetr, {}));
  if (!request || !is_under_way(request->state) || request->amount.currency() != t.amount.currency()) return std::optional<custody::ReturnPayment>{};
  const auto refund = refund_of(t);
  if (!refund.ok() || t.amount - *refund != request->leaving()) return std::optional<custody::ReturnPayment>{};
  custody::ReturnPayment c;
  c.request = request->id;
  c.ward = request->ward;
  c.amount = t.amount - *refund;
  c.booked = line.booked;
  c.value_date = line.value_date;
  c.reason_code = t.return_reason;
  if (refund->is_positive()) c.refunded_fee = *refund;
  return std::optional(std::move(c));
}

Status BankImport::take_credit(const BankLine& line, std::vector<Mark> references) {
  KATIWALA_TRY(auto returned, returned_payment(line));
  if (returned) {
    returned->references = std::move(references);
    KATIWALA_TRY(returned->message, message_item());
    return submit(line.place, std::move(*returned));
  }
  const auto charges = charges_of(*line.transaction);
  if (!charges.ok()) return unmatched(line.place);
  custody::ReceiveCredit c;
  c.credit = crypto::random_id<custody::CreditTag>(crypto::system_entropy());
  c.pool = account_->pool;
  c.amount = line.transaction->amount;
  c.charges = *charges;
  c.booked = line.booked;
  c.value_date = line.value_date;
  c.references = std::move(references);
  KATIWALA_TRY(c.message, message_item());
  return submit(line.place, std::move(c));
}

Status BankImport::take_debit(const BankLine& line, std::vector<Mark> references) {
  const messages::References& given = line.transaction->references;
  KATIWALA_TRY(const auto request, find_request(given.end_to_end_id, given.uetr, {}));
  if (!request) return unmatched(line.place);
  custody::Settle c;
  c.request = request->id;
  c.ward = request->ward;
  c.amount = line.transaction->amount;
  c.booked = line.booked;
  c.value_date = line.value_date;
  c.references = std::move(references);
  KATIWALA_TRY(c.message, message_item());
  return submit(line.place, std::move(c));
}

Status BankImport::reconcile(const messages::AccountReport& report, const std::string& place) {
  KATIWALA_CHECK(settle());  // behind a line that was not taken it would tell a difference that is none
  KATIWALA_TRY(const bool answered, replay(place));
  if (answered) return good();
  if (account_->brought_as_of && report.closing()->date < *account_->brought_as_of) return before_opening(place);
  const std::string text = "STMT|" + normalised(custody::MarkKind::account, report.account.number) + "|" + report.id + "|" + report.closing()->date.text();
  const Mark statement{custody::MarkKind::bank_reference, call_.journal().mark(custody::MarkKind::bank_reference, text)};
  KATIWALA_TRY(const auto first, used_by({statement}));
  if (first) return duplicate(place, *first);
  custody::Reconcile c;
  c.pool = account_->pool;
  c.day = report.closing()->date;
  c.closing = report.closing()->amount;
  c.statement = statement;
  KATIWALA_TRY(c.message, message_item());
  return submit(place, std::move(c));
}

Result<bool> BankImport::recognise(const BankLine& line, const std::vector<Mark>& marks) {
  KATIWALA_TRY(const auto seq, used_by(marks));
  if (!seq) return false;
  KATIWALA_TRY(const auto command, carried_out(call_.journal(), *seq));
  if (!command || !moves(*command, *line.transaction)) return false;
  transport::Json out;
  out.set("place", line.place).set("result", "recognised").set("entry", static_cast<std::int64_t>(*seq));
  KATIWALA_CHECK(say(std::move(out)));
  return true;
}

}  // namespace katiwala::api::door
