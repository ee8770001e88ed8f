#include "api/door/recalls.h"

#include <algorithm>

#include "api/door/json_codec.h"
#include "api/door/payment.h"
#include "api/door/query.h"
#include "api/door/routes.h"
#include "api/door/writing.h"
#include "api/messages/incoming.h"

namespace katiwala::api::door {
namespace {

using custody::Command;

messages::Resolution answered(const custody::Recall& recall) {
  messages::Resolution out;
  out.message_id = out.status_id = "KTWRCL" + std::to_string(recall.answered_in);
  out.created = *recall.answered;
  out.answer = recall.standing == custody::RecallStanding::promised ? messages::RecallAnswer::accepted : messages::RecallAnswer::rejected;
  out.reason = recall.answer;
  return out;
}

Refusal not_at_hand() { return refuse(Code::KEY_MISSING, "The message of the recall is not at hand."); }

/// The message that asked, with this one recall of its alone.
Result<messages::RecallMessage> question_of(const Call& call, const custody::Recall& recall) {
  if (!recall.message) return not_at_hand();
  KATIWALA_TRY(const Bytes bytes, call.house.vault().get(call.house.vault_key(), commitment(*recall.message)));
  const auto read = messages::read_incoming(text_of(bytes), messages::kImportLimits, nullptr);
  const auto* message = read.ok() ? std::get_if<messages::RecallMessage>(&*read) : nullptr;
  if (message == nullptr || recall.number == 0 || recall.number > message->recalls.size()) return not_at_hand();
  messages::RecallMessage out = *message;
  out.recalls = {message->recalls[recall.number - 1]};
  return out;
}

Result<Command> answer_recall(Writing& in) {
  Fields& f = in.body();
  custody::AnswerRecall c;
  KATIWALA_TRY(c.recall, in.path_id<custody::RecallTag>(0));
  c.to = named<custody::RecallStanding>(f, "to");
  c.reason = f.optional_parsed("reason", &parse_reason_code, kReasonCodeFormat).value_or("");
  c.court_order = optional_id<custody::CourtOrderTag>(f, "court_order");
  c.document = optional_digest(f, "document");
  KATIWALA_CHECK(f.finish());
  return Command(std::move(c));
}

}  // namespace

messages::Resolution not_decided(const journal::Entry& filed) {
  messages::Resolution out;
  out.message_id = out.status_id = "KTWRCL" + std::to_string(filed.seq());
  out.created = filed.header.time;
  out.answer = messages::RecallAnswer::pending;
  return out;
}

Result<std::string> resolution_of(const Call& call, const custody::RecallId& id) {
  std::optional<custody::Recall> recall;
  KATIWALA_CHECK(look(call, [&](const custody::State& state) {
    if (const custody::Recall* found = state.recall(id)) recall = *found;
  }));
  if (!recall) return refuse(Code::RECALL_UNKNOWN);
  KATIWALA_TRY(const messages::RecallMessage question, question_of(call, *recall));
  if (recall->standing != custody::RecallStanding::open) return messages::write_resolution(question, answered(*recall));
  KATIWALA_TRY(const journal::Entry filed, call.journal().read(recall->entry));
  return messages::write_resolution(question, not_decided(filed));
}

Result<Command> post_recall_answer(Writing& in) { return answer_recall(in); }

transport::Response read_recalls(const Call& call) {
  const auto page = page_of(call.request.target);
  if (!page.ok()) return refused(call, page.refusal());
  std::vector<custody::Recall> rows;
  const Status looked = look(call, [&](const custody::State& state) {
    for (const auto& [id, recall] : state.recalls) rows.push_back(recall);
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  std::ranges::sort(rows, {}, [](const custody::Recall& recall) { return std::pair(recall.entry, recall.id); });
  const auto next = cut(rows, *page, [](const custody::Recall& recall) { return recall.entry; });
  Json out;
  out.set("recalls", to_json(rows));
  if (next) out.set("next", static_cast<std::int64_t>(*next));
  return json_response(out);
}

transport::Response read_resolution(const Call& call) {
  const auto id = parse_id<custody::RecallTag>(call.params[0]);
  if (!id.ok()) return refused(call, id.refusal());
  auto xml = resolution_of(call, *id);
  if (!xml.ok()) return refused(call, xml.refusal());
  transport::Response out;
  out.headers.set("content-type", "application/xml; charset=utf-8");
  out.body = std::move(*xml);
  return out;
}

}  // namespace katiwala::api::door
