// Lines of accounts: credits, debits, closing balances.
#include "api/door/bank_import.h"

#include "api/door/answer.h"
#include "api/door/payment.h"
#include "api/door/plain.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

using custody::Mark;

std::string numbered(const std::string& place, std::string_view what, std::size_t index) {
  return place + "/" + std::string(what) + "[" + std::to_string(index + 1) + "]";
}

/// What banks kept on the way, in the currency of the account. A charge that the bank says it took apart is another line's matter.
std::optional<Amount> charges_of(const messages::Transaction& transaction) {
  Amount sum = zero(transaction.amount.currency());
  for (const messages::Charge& charge : transaction.charges) {
    if (charge.amount.currency() != sum.currency() || charge.included == false) continue;
    sum += charge.direction == messages::Direction::debit ? charge.amount : -charge.amount;
  }
  if (!sum.is_positive()) return std::nullopt;
  return sum;
}

/// A fee that the bank gave back together with the payment it was taken for; it stands in the amount.
Amount refund_of(const messages::Transaction& transaction) {
  Amount sum = zero(transaction.amount.currency());
  for (const messages::Charge& charge : transaction.charges) {
    const bool in_it = charge.direction == messages::Direction::credit && charge.included == true;
    if (in_it && charge.amount.currency() == sum.currency()) sum += charge.amount;
  }
  return sum;
}

/// What left the account for it.
Amount left_for(const custody::Request& request) { return request.amount - request.withheld.value_or(zero(request.amount.currency())); }

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

}  // namespace

Result<transport::Json> BankImport::take(const messages::BankMessage& message) {
  transport::Json out;
  if (const auto* account = std::get_if<messages::AccountMessage>(&message)) {
    out.set("message", account->message_id).set("definition", account->definition);
    KATIWALA_CHECK(take_reports(*account));
  } else {
    const auto& status = std::get<messages::StatusMessage>(message);
    out.set("message", status.message_id).set("definition", status.definition);
    KATIWALA_CHECK(take_statuses(status));
  }
  out.set("lines", std::move(lines_));
  return out;
}

Status BankImport::take_reports(const messages::AccountMessage& message) {
  for (std::size_t i = 0; i < message.reports.size(); ++i) KATIWALA_CHECK(take_report(message.reports[i], numbered("", "report", i), message.kind));
  return good();
}

Status BankImport::take_report(const messages::AccountReport& report, const std::string& place, messages::ReportKind kind) {
  KATIWALA_TRY(const auto account, find_account(report));
  if (!account) return unmatched(place);
  for (std::size_t i = 0; i < report.entries.size(); ++i) {
    const messages::Entry& entry = report.entries[i];
    for (std::size_t k = 0; k < entry.transactions.size(); ++k) {
      BankLine line;
      line.alone = entry.transactions.size() == 1;
      line.place = numbered(place, "entry", i);
      if (!line.alone) line.place = numbered(line.place, "transaction", k);
      line.account = normalised(custody::MarkKind::account, report.account.number);
      line.report = report.id;
      line.entry = &entry;
      line.transaction = &entry.transactions[k];
      line.booked = entry.booking_date ? *entry.booking_date : entry.value_date.value_or(manila_date(report.created.value_or(Instant{})));
      line.value_date = entry.value_date.value_or(line.booked);
      KATIWALA_CHECK(take_line(line, *account));
    }
  }
  if (kind == messages::ReportKind::statement && report.closing() != nullptr) return reconcile(report, place + "/closing", *account);
  return good();
}

Status BankImport::take_line(const BankLine& line, const PoolAccountFound& account) {
  KATIWALA_TRY(const bool answered, replay(line.place));
  if (answered) return good();
  if (line.entry->reversal) return unmatched(line.place);
  std::vector<Mark> references = line_references(call_.journal(), line);
  KATIWALA_TRY(const auto first, used_by(references));
  if (first) return duplicate(line.place, *first);
  KATIWALA_TRY(const bool known, recognise(line, bare_references(call_.journal(), line)));
  if (known) return good();
  if (line.transaction->direction == messages::Direction::credit) return take_credit(line, account, std::move(references));
  return take_debit(line, std::move(references));
}

/// Money of a payment that came back in part, or twice, is nobody's until persons have looked: it is received like any other (R51, R55).
/// One that comes back before we were told that it had left is denied, and recorded once the message is sent again after that.
Result<std::optional<custody::ReturnPayment>> BankImport::returned_payment(const BankLine& line) const {
  const messages::Transaction& t = *line.transaction;
  if (t.return_reason.empty()) return std::optional<custody::ReturnPayment>{};
  KATIWALA_TRY(const auto request, find_request(t.references.end_to_end_id, t.references.uetr, {}));
  if (!request || !is_under_way(request->state) || request->amount.currency() != t.amount.currency()) return std::optional<custody::ReturnPayment>{};
  const Amount refund = refund_of(t);
  if (t.amount - refund != left_for(*request)) return std::optional<custody::ReturnPayment>{};
  custody::ReturnPayment c;
  c.request = request->id;
  c.ward = request->ward;
  c.amount = t.amount - refund;
  c.booked = line.booked;
  c.value_date = line.value_date;
  c.reason_code = t.return_reason;
  if (refund.is_positive()) c.refunded_fee = refund;
  return std::optional(std::move(c));
}

Status BankImport::take_credit(const BankLine& line, const PoolAccountFound& account, std::vector<Mark> references) {
  KATIWALA_TRY(auto returned, returned_payment(line));
  if (returned) {
    returned->references = std::move(references);
    KATIWALA_TRY(returned->message, message_item());
    return submit(line.place, std::move(*returned));
  }
  custody::ReceiveCredit c;
  c.credit = crypto::random_id<custody::CreditTag>(crypto::system_entropy());
  c.pool = account.pool;
  c.amount = line.transaction->amount;
  c.charges = charges_of(*line.transaction);
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

Status BankImport::reconcile(const messages::AccountReport& report, const std::string& place, const PoolAccountFound& account) {
  KATIWALA_TRY(const bool answered, replay(place));
  if (answered) return good();
  const std::string text = "STMT|" + normalised(custody::MarkKind::account, report.account.number) + "|" + report.id + "|" + report.closing()->date.text();
  const Mark statement{custody::MarkKind::bank_reference, call_.journal().mark(custody::MarkKind::bank_reference, text)};
  KATIWALA_TRY(const auto first, used_by({statement}));
  if (first) return duplicate(place, *first);
  custody::Reconcile c;
  c.pool = account.pool;
  c.day = report.closing()->date;
  c.closing = report.closing()->amount;
  c.statement = statement;
  KATIWALA_TRY(c.message, message_item());
  return submit(place, std::move(c));
}

Result<std::optional<BankImport::PoolAccountFound>> BankImport::find_account(const messages::AccountReport& report) const {
  const std::string number = normalised(custody::MarkKind::account, report.account.number);
  const custody::MarkValue mark = call_.journal().mark(custody::MarkKind::account, number);
  std::optional<PoolAccountFound> out;
  KATIWALA_CHECK(look(call_, [&](const custody::State& state) {
    for (const auto& [id, pool] : state.pools) {
      for (const custody::PoolCash& cash : pool.cash) {
        const bool currency_fits = report.currency.is_none() || report.currency == cash.account.currency;
        if (cash.account.account.value == mark && currency_fits) out = PoolAccountFound{id, cash.account.currency};
      }
    }
  }));
  return out;
}

Result<std::optional<custody::Request>> BankImport::find_request(const std::string& end_to_end_id, const std::string& uetr,
                                                                 const std::string& message_id) const {
  const auto by_id = request_of(end_to_end_id);
  const auto by_uetr = uuid_from(uetr);
  std::optional<custody::Request> out;
  KATIWALA_CHECK(look(call_, [&](const custody::State& state) {
    const custody::Request* found = by_id ? state.request(*by_id) : nullptr;
    if (found == nullptr && (by_uetr || !message_id.empty())) {
      for (const auto& [id, request] : state.requests) {
        if (request.message_id.empty()) continue;  // not released: nothing of it is at the bank
        if ((by_uetr && request.uetr == *by_uetr) || (!message_id.empty() && request.message_id == message_id)) found = &request;
      }
    }
    if (found != nullptr && !found->message_id.empty()) out = *found;
  }));
  return out;
}

Result<std::optional<record::Seq>> BankImport::used_by(const std::vector<Mark>& marks) const {
  std::optional<record::Seq> out;
  KATIWALA_CHECK(look(call_, [&](const custody::State& state) {
    for (const Mark& mark : marks) {
      const auto found = state.references.find(mark.value);
      if (found != state.references.end()) out = found->second;
    }
  }));
  return out;
}

Result<bool> BankImport::recognise(const BankLine& line, const std::vector<Mark>& marks) {
  KATIWALA_TRY(const auto seq, used_by(marks));
  if (!seq) return false;
  KATIWALA_TRY(const auto command, carried_out(call_.journal(), *seq));
  if (!command || !moves(*command, *line.transaction)) return false;
  transport::Json out;
  out.set("place", line.place).set("result", "recognised").set("entry", static_cast<std::int64_t>(*seq));
  say(std::move(out));
  return true;
}

}  // namespace katiwala::api::door
