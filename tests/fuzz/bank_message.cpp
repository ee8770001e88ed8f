// Fuzzer of the XML reader and of the message readers behind it (camt.052/053/054, pain.002, pacs.002/004/008, camt.056): any bytes give a message or a
// refusal that says what and where, whole and entry by entry. SWIFT's messages are read by the same door and may be what a mutilation makes.
#include "api/messages/read.h"

#include "tests/fuzz/message_oracles.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using namespace api::messages;

namespace {

/// What is acted upon, and no more: the same message as the door's wider reading, or refused by the name of its definition.
void is_acted_upon(std::string_view bytes) {
  const auto narrow = read_message(bytes, kDoorLimits, nullptr);
  const auto all = read_incoming(bytes, kDoorLimits, nullptr);
  if (narrow.ok()) {
    const IncomingMessage same = std::visit([](const auto& message) { return IncomingMessage(message); }, *narrow);
    KATIWALA_ASSERT(!is_swift(bytes) && all.ok() && *all == same, "the same bytes are another message when more is read");
    return;
  }
  if (is_swift(bytes)) return;
  const Refusal& refusal = narrow.refusal();
  refusal_says_where(bytes, refusal);
  if (refusal.code == Code::MESSAGE_UNKNOWN) return;
  KATIWALA_ASSERT(!all.ok() && all.refusal().code == refusal.code && all.refusal().place == refusal.place, "refused differently when more is read");
}

/// A question as it was read is answered, the same way twice, or the writer says which field it can not carry.
void is_answered(const RecallMessage& question) {
  Resolution resolution;
  resolution.message_id = "ANSWER-1";
  resolution.created = question.created;
  resolution.answer = RecallAnswer::rejected;
  resolution.status_id = "STATUS-1";
  resolution.reason = "LEGL";
  const auto answer = write_resolution(question, resolution);
  const auto again = write_resolution(question, resolution);
  KATIWALA_ASSERT(answer.ok() == again.ok(), "an answer that is written and then is not");
  if (answer.ok()) {
    KATIWALA_ASSERT(*answer == *again, "written twice, written differently");
    return;
  }
  const Code code = answer.refusal().code;
  KATIWALA_ASSERT(code == Code::MESSAGE_FIELD || code == Code::MESSAGE_CHARACTER, "an answer refused for another reason than a field");
  KATIWALA_ASSERT(!answer.refusal().place.empty(), "a field without its name");
}

}  // namespace

void one(std::string_view bytes) {
  check_incoming(bytes);
  is_acted_upon(bytes);
  const auto message = read_incoming(bytes, kDoorLimits, nullptr);
  if (!message.ok()) return;
  if (const auto* question = std::get_if<RecallMessage>(&*message)) is_answered(*question);
}

}  // namespace katiwala::fuzz
