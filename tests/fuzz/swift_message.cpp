// Fuzzer of the reader of SWIFT messages (MT940, MT942, MT103, MT910): any bytes give a message or a refusal that says what and where, a statement's sums
// hold, and each amount is one that stands in the bytes.
#include "api/messages/swift.h"

#include "ledger/money/exact.h"
#include "tests/fuzz/message_oracles.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using namespace api::messages;

namespace {

/// Every page, also one of several, which is not proven to be the day's.
void each_page_adds_up(const AccountMessage& message) {
  if (message.kind != ReportKind::statement) return;
  for (const AccountReport& report : message.reports) {
    Minor sum = wide(report.balances.at(0).amount);
    for (const Entry& entry : report.entries) sum += wide(with_sign(entry.amount, entry.direction));
    KATIWALA_ASSERT(sum == wide(report.balances.at(1).amount), "a statement that does not add up");
  }
}

}  // namespace

void one(std::string_view bytes) {
  check_incoming(bytes);
  if (!is_swift(bytes)) return;
  const auto message = read_swift(bytes, kDoorLimits.max_bytes);
  const auto at_the_door = read_incoming(bytes, kDoorLimits, nullptr);
  if (!message.ok()) {
    same_reading(at_the_door, message.refusal());
    return;
  }
  same_reading(at_the_door, IncomingMessage(*message));
  each_page_adds_up(*message);
}

}  // namespace katiwala::fuzz
