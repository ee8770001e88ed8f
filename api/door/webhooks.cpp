#include "api/door/webhooks.h"

#include "api/courier/courier.h"
#include "api/door/bulk.h"
#include "api/door/describe/schema.h"
#include "api/door/query.h"
#include "api/door/reading.h"
#include "api/door/writing.h"
#include "api/webhooks/signature.h"

namespace katiwala::api::door {
namespace {

constexpr std::size_t kLongestName = 32;

Json webhook_json(const WebhookState& webhook) {
  Json out, keys{Json::Array{}}, types{Json::Array{}};
  for (const crypto::PublicKey& key : webhook.keys)
    if (auto text = webhooks::public_text(key); text.ok()) keys.push(std::move(*text));
  for (const std::string& type : webhook.types) types.push(type);
  out.set("webhook", webhook.name).set("keys", std::move(keys)).set("types", std::move(types));
  out.set("waiting", static_cast<std::int64_t>(webhook.waiting));
  if (webhook.next) out.set("next", to_json(*webhook.next));
  return std::move(out.set("dead", static_cast<std::int64_t>(webhook.dead)).set("dropped", static_cast<std::int64_t>(webhook.dropped)));
}

Json letter_json(const store::LedgerId& ledger, const DeadLetter& dead) {
  Json out;
  out.set("webhook", dead.webhook).set("id", ledger.hex() + "." + std::to_string(dead.letter.entry)).set("entry", static_cast<std::int64_t>(dead.letter.entry));
  out.set("first", to_json(dead.letter.first)).set("tries", static_cast<std::int64_t>(dead.letter.tries)).set("last", dead.letter.last);
  return out;
}

/// Letters of one entry stay together, whatever the page holds, as the next page begins after it.
std::size_t end_of_page(const std::vector<DeadLetter>& letters, std::size_t limit) {
  std::size_t end = std::min(limit, letters.size());
  while (end > 0 && end < letters.size() && letters[end].letter.entry == letters[end - 1].letter.entry) ++end;
  return end;
}

ReplayAsked read_replay(Fields& f) {
  ReplayAsked out;
  out.webhook = f.text("webhook", kLongestName);
  f.either(
      "from",
      [&] {
        out.entry = static_cast<std::uint64_t>(f.integer("from", 0));
        out.and_later = true;
      },
      [&] { out.entry = static_cast<std::uint64_t>(f.integer("entry", 0)); });
  return out;
}

Result<ReplayAsked> asked_by(const Call& call) {
  KATIWALA_TRY(const std::string key, idempotency_key(call, kLongestBulkKey));
  const std::string* type = call.request.headers.find("content-type");
  if (type == nullptr || !type->starts_with("application/json")) return refuse(Code::MEDIA_TYPE, "Send application/json.", "content-type");
  KATIWALA_TRY(const Json json, transport::parse_json(call.request.body));
  Fields body(json);
  ReplayAsked out = read_replay(body);
  KATIWALA_CHECK(body.finish());
  out.key = journal::idempotency_index(call.caller.principal, key);
  out.request = request_digest(call);
  return out;
}

}  // namespace

transport::Response read_webhooks(const Call& call) {
  Json list{Json::Array{}}, out;
  if (const Courier* courier = call.house.courier())
    for (const WebhookState& one : courier->webhooks_of(call.caller.principal)) list.push(webhook_json(one));
  out.set("webhooks", std::move(list));
  return json_response(out);
}

transport::Response read_dead_letters(const Call& call) {
  const auto page = page_of(call.request.target);
  if (!page.ok()) return refused(call, page.refusal());
  const std::string* webhook = call.request.target.parameter("webhook");
  const Courier* courier = call.house.courier();
  std::vector<DeadLetter> letters = courier == nullptr ? std::vector<DeadLetter>{} : courier->dead_letters_of(call.caller.principal);
  std::erase_if(letters, [&](const DeadLetter& one) {
    return (webhook != nullptr && one.webhook != *webhook) || (page->after && one.letter.entry <= *page->after);
  });
  const std::size_t end = end_of_page(letters, page->limit);
  Json list{Json::Array{}}, out;
  for (std::size_t i = 0; i < end; ++i) list.push(letter_json(call.house.ledger(), letters[i]));
  out.set("dead_letters", std::move(list));
  if (end < letters.size()) out.set("next", static_cast<std::int64_t>(letters[end - 1].letter.entry));
  return json_response(out);
}

transport::Response post_replay(const Call& call) {
  const auto asked = asked_by(call);
  if (!asked.ok()) return refuse_input(call, asked.refusal());
  Courier* courier = call.house.courier();
  const auto replayed = courier == nullptr ? Result<Courier::Replayed>(refuse(Code::WEBHOOK_UNKNOWN)) : courier->replay(call.caller.principal, *asked);
  if (!replayed.ok()) return refused(call, replayed.refusal());
  Json out;
  out.set("webhook", asked->webhook).set("replayed", static_cast<std::int64_t>(replayed->letters));
  transport::Response response = json_response(out);
  if (replayed->before) response.headers.set("idempotent-replayed", "true");
  return response;
}

Json replay_schema() {
  transport::Shape shape;
  Fields body(shape);
  read_replay(body);
  // Nothing is done with a description; what finish() says of it is not of interest.
  static_cast<void>(body.finish().ok());
  return description::body_schema(shape);
}

}  // namespace katiwala::api::door
