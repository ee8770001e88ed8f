// What became of each line: recorded, replayed, duplicate, unmatched; and the statuses of payments.
#include "api/door/answer.h"
#include "api/door/bank_import.h"
#include "api/door/routes.h"
#include "api/door/turnstile.h"
#include "api/door/writing.h"
#include "api/messages/read.h"

namespace katiwala::api::door {
namespace {

constexpr std::size_t kLongestMessageKey = 56;  // leaves room for the number of a line

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

bool is_xml(const std::string* content_type) {
  if (content_type == nullptr) return false;
  const std::string_view type = std::string_view(*content_type).substr(0, content_type->find(';'));
  return type == "application/xml" || type == "text/xml";
}

}  // namespace

Status BankImport::take_statuses(const messages::StatusMessage& message) {
  if (message.transactions.empty()) {
    messages::TransactionStatus whole;
    whole.status = message.group_status;
    whole.reasons = message.group_reasons;
    return take_status(message, whole, "/group");
  }
  for (std::size_t i = 0; i < message.transactions.size(); ++i) {
    KATIWALA_CHECK(take_status(message, message.transactions[i], "/transaction[" + std::to_string(i + 1) + "]"));
  }
  return good();
}

Status BankImport::take_status(const messages::StatusMessage& message, const messages::TransactionStatus& status, const std::string& place) {
  KATIWALA_TRY(const bool answered, replay(place));
  if (answered) return good();
  if (messages::outcome_of(status.status) != messages::Outcome::rejected) {
    // Accepted is not yet paid: the bank's statement settles (R49).
    transport::Json out;
    out.set("place", place).set("result", "pending").set("status", status.status);
    say(std::move(out));
    return good();
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
  c.reason_code = status.reasons.empty() || status.reasons[0].code.empty() ? status.status : status.reasons[0].code;
  c.references = {mark};
  return submit(place, std::move(c));
}

void BankImport::say(transport::Json line) {
  lines_.push(std::move(line));
  ++index_;
}

void BankImport::answer(const std::string& place, const journal::Entry& entry, bool is_duplicate) {
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
  say(std::move(out));
}

Result<bool> BankImport::replay(const std::string& place) {
  KATIWALA_TRY(const auto entry, made_before(call_, line_key(), digest_));
  if (!entry) return false;
  ++recorded_;
  answer(place, *entry, false);
  return true;
}

Status BankImport::duplicate(const std::string& place, record::Seq first) {
  KATIWALA_TRY(const journal::Entry entry, call_.journal().read(first));
  answer(place, entry, true);
  return good();
}

Status BankImport::unmatched(const std::string& place) {
  KATIWALA_TRY(const bool answered, replay(place));
  if (answered) return good();
  const Digest about = call_.journal().request_digest({digest_, view(place)});
  return submit(place, custody::RefuseInput{std::string(call_.route.pattern), std::string(name_of(Code::BANK_LINE_UNMATCHED)), about});
}

Status BankImport::submit(const std::string& place, custody::Command command) {
  journal::Ask ask;
  ask.command = std::move(command);
  ask.principal = call_.caller.principal;
  ask.credential = call_.caller.credential;
  ask.idempotency_key = line_key();
  ask.request = digest_;
  KATIWALA_TRY(const journal::Answer made, pass(call_, std::move(ask)));
  ++recorded_;
  if (!made.replayed) ++fresh_;
  answer(place, *made.entry, false);
  return good();
}

Result<custody::VaultRef> BankImport::message_item() {
  if (!item_) {
    KATIWALA_TRY(const store::Commitment kept, call_.house.vault().put(call_.house.vault_key(), view(call_.request.body)));
    item_ = custody::VaultRef{Id<custody::VaultItemTag>{kept.item.bytes}, kept.digest};
  }
  return *item_;
}

transport::Response post_bank_message(const Call& call) {
  const auto key = idempotency_key(call, kLongestMessageKey);
  if (!key.ok()) return refuse_input(call, key.refusal());
  if (!is_xml(call.request.headers.find("content-type"))) return refuse_input(call, refuse(Code::MEDIA_TYPE, "Send application/xml.", "content-type"));
  const auto message = messages::read_message(call.request.body, messages::kDoorLimits, nullptr);
  if (!message.ok()) return refuse_input(call, message.refusal());
  BankImport import(call, *key, request_digest(call));
  auto body = import.take(*message);
  if (!body.ok()) return refused(call, body.refusal());
  transport::Response out = json_response(*body);
  if (import.replayed()) out.headers.set("idempotent-replayed", "true");
  return out;
}

}  // namespace katiwala::api::door
