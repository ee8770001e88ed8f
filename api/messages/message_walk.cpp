#include "api/messages/message_walk.h"

#include "api/messages/fields.h"

namespace katiwala::api::messages {

Refusal missing_element(const std::string& parent_place, std::string_view name) {
  return refuse(Code::MESSAGE_SCHEMA, "A required element is missing.", parent_place + place_step(name, 1));
}

Refusal stands_twice(const Node& node) { return node.refuse_here(Code::MESSAGE_SCHEMA, "The element stands twice where it may stand once."); }

Status read_original_references(const Node& node, std::string_view none, References& out) {
  KATIWALA_TRY(out.instruction_id, maybe_text(node, "OrgnlInstrId", 35));
  KATIWALA_TRY(out.end_to_end_id, maybe_text(node, "OrgnlEndToEndId", 35));
  KATIWALA_TRY(out.transaction_id, maybe_text(node, "OrgnlTxId", 35));
  KATIWALA_TRY(out.uetr, maybe_uetr(node, "OrgnlUETR"));
  const bool named = !out.instruction_id.empty() || !out.end_to_end_id.empty() || !out.transaction_id.empty() || !out.uetr.empty();
  return named ? good() : Status(node.refuse_here(Code::MESSAGE_SCHEMA, std::string(none)));
}

}  // namespace katiwala::api::messages
