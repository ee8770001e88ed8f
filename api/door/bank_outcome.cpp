// What became of each line: recorded, replayed, duplicate, unmatched; and the statuses of payments.
#include "api/door/answer.h"
#include "api/door/bank_import.h"
#include "api/door/payment_files.h"
#include "api/door/routes.h"
#include "api/door/writing.h"

namespace katiwala::api::door {
namespace {

std::string_view result_of(const journal::Entry& entry) {
  switch (entry.act.command) {
    case custody::ReceiveCredit::kind: return "received";
    case custody::Settle::kind: return "settled";
    case custody::RejectPayment::kind: return "rejected";
    case custody::ReturnPayment::kind: return "returned";
    case custody::Reconcile::kind: return "reconciled";
    default: return "unmatched";
  }
}

std::optional<custody::RequestId> request_in(const journal::SubjectPart& part) {
  if (const auto* c = std::get_if<custody::Settle>(&*part.asked)) return c->request;
  if (const auto* c = std::get_if<custody::RejectPayment>(&*part.asked)) return c->request;
  if (const auto* c = std::get_if<custody::ReturnPayment>(&*part.asked)) return c->request;
  return std::nullopt;
}

void add_difference(Json& out, const journal::Entry& entry) {
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const custody::Event& event : opened.part->events)
      if (const auto* e = std::get_if<custody::StatementReconciled>(&event)) out.set("difference", amount_json(e->difference));
  }
}

}  // namespace

Status BankImport::take_statuses(const messages::StatusMessage& message) {
  if (message.transactions.empty()) {
    messages::TransactionStatus whole;
    whole.status = message.group_status;
    whole.reasons = message.group_reasons;
    KATIWALA_TRY(const auto file, find_by_message_id(call_, message.original_message_id));
    if (!file) return take_status(message, whole, "/group");
    for (std::size_t i = 0; i < file->members.size(); ++i) {
      whole.end_to_end_id = file->members[i].request.end_to_end_id;
      KATIWALA_CHECK(take_status(message, whole, "/group/payment[" + std::to_string(i + 1) + "]"));
    }
    return good();
  }
  for (std::size_t i = 0; i < message.transactions.size(); ++i) {
    KATIWALA_CHECK(take_status(message, message.transactions[i], "/transaction[" + std::to_string(i + 1) + "]"));
  }
  return good();
}

Status BankImport::take_status(const messages::StatusMessage& message, const messages::TransactionStatus& status, const std::string& place) {
  KATIWALA_CHECK(settle());
  KATIWALA_TRY(const bool answered, replay(place));
  if (answered) return good();
  if (messages::outcome_of(status.status) != messages::Outcome::rejected) {
    // Accepted is not yet paid: the bank's statement settles (R49).
    transport::Json out;
    out.set("place", place).set("result", "pending").set("status", status.status);
    return say(std::move(out));
  }
  // A message of one payment may be rejected as a whole: it is then known by its own id alone.
  const bool names_payment = !status.end_to_end_id.empty() || !status.uetr.empty();
  KATIWALA_TRY(const auto request, find_request(status.end_to_end_id, status.uetr, names_payment ? std::string() : message.original_message_id));
  if (!request) return unmatched(place);
  const std::string text = "RJCT|" + request->end_to_end_id;
  const custody::Mark mark{custody::MarkKind::bank_reference, call_.journal().mark(custody::MarkKind::bank_reference, text)};
  KATIWALA_TRY(const auto first, used_by({mark}));
  if (first) return duplicate(place, *first);
  custody::RejectPayment c;
  c.request = request->id;
  c.ward = request->ward;
  c.reason_code = status.reasons.empty() || status.reasons.front().code.empty() ? status.status : status.reasons.front().code;
  c.references = {mark};
  return submit(place, std::move(c));
}

Status BankImport::say(transport::Json line) {
  KATIWALA_CHECK(settle());
  KATIWALA_CHECK(take_(std::move(line)));
  ++index_;
  return good();
}

transport::Json BankImport::line_about(const std::string& place, const journal::Entry& entry, bool is_duplicate) const {
  // A line that belongs to nothing is recorded as a refusal, which is what it says; it is not a command that was denied.
  const bool refusal = entry.act.command == custody::RefuseInput::kind;
  const auto denied = refusal ? std::nullopt : denial_code(call_.house, entry, call_.caller);
  const std::string_view result = denied ? "denied" : result_of(entry);
  Json out;
  out.set("place", place).set("result", is_duplicate ? "duplicate" : result);
  if (is_duplicate) out.set("first", result);
  out.set("entry", static_cast<std::int64_t>(entry.seq()));
  const auto* primary = entry.primary();
  if (primary != nullptr) {
    if (const auto request = request_in(*primary)) out.set("request", request->hex());
    if (!refusal) out.set("outcome", to_json(*primary->outcome));
    if (const auto* refused_input = std::get_if<custody::RefuseInput>(&*primary->asked)) out.set("code", refused_input->code);
  }
  if (denied) out.set("code", name_of(*denied));
  const Json created = created_json(entry);
  if (!created.object()->empty()) out.set("created", created);
  add_difference(out, entry);
  return out;
}

Result<std::optional<journal::Entry>> BankImport::made() {
  KATIWALA_TRY(auto entry, made_before(call_, line_key(), digest_));
  if (entry) ++recorded_;
  return entry;
}

Result<bool> BankImport::replay(const std::string& place) {
  KATIWALA_TRY(const auto entry, made());
  if (!entry) return false;
  KATIWALA_CHECK(say(line_about(place, *entry, false)));
  return true;
}

Status BankImport::duplicate(const std::string& place, record::Seq first) {
  KATIWALA_TRY(const bool ours, replay(place));  // as in `repeated`
  if (ours) return good();
  KATIWALA_TRY(const journal::Entry entry, call_.journal().read(first));
  return say(line_about(place, entry, true));
}

custody::Command BankImport::for_an_officer(const std::string& place, Code why) const {
  const Digest about = call_.journal().request_digest({digest_, view(place)});
  return custody::RefuseInput{std::string(call_.route.pattern), std::string(name_of(why)), about};
}

Status BankImport::unmatched(const std::string& place) {
  KATIWALA_TRY(const bool answered, replay(place));
  if (answered) return good();
  return submit(place, for_an_officer(place, Code::BANK_LINE_UNMATCHED));
}

std::future<Result<journal::Answer>> BankImport::ask(custody::Command command) {
  journal::Ask ask;
  ask.command = std::move(command);
  ask.principal = call_.caller.principal;
  ask.credential = call_.caller.credential;
  ask.idempotency_key = line_key();
  ask.request = digest_;
  // Shared: the journal answers also where nobody waits any more.
  const auto promise = std::make_shared<std::promise<Result<journal::Answer>>>();
  call_.journal().submit(std::move(ask), [promise](Result<journal::Answer> answer) { promise->set_value(std::move(answer)); });
  return promise->get_future();
}

Result<journal::Entry> BankImport::made_by(std::future<Result<journal::Answer>> asked) {
  KATIWALA_TRY(const journal::Answer made, asked.get());
  ++recorded_;
  if (!made.replayed) ++fresh_;
  return *made.entry;
}

Result<journal::Entry> BankImport::record(custody::Command command) {
  KATIWALA_CHECK(settle());
  return made_by(ask(std::move(command)));
}

Status BankImport::submit(const std::string& place, custody::Command command) {
  asked_.push_back({place, ask(std::move(command))});
  ++index_;
  return asked_.size() < most_asked_ ? good() : settle();
}

Status BankImport::settle() {
  asked_of_.clear();
  for (Asked& asked : std::exchange(asked_, {})) {
    KATIWALA_TRY(const journal::Entry entry, made_by(std::move(asked.answer)));
    KATIWALA_CHECK(take_(line_about(asked.place, entry, false)));
  }
  return good();
}

}  // namespace katiwala::api::door
