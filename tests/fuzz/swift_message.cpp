// Fuzzer of the reader of SWIFT messages: any bytes give a message or a refusal that says why, and a statement's sums hold.
#include "api/messages/read.h"
#include "api/messages/swift.h"
#include "ledger/money/exact.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using namespace katiwala::api::messages;

void one(std::string_view bytes) {
  const auto message = read_swift(bytes, kDoorLimits.max_bytes);
  if (!message.ok()) {
    KATIWALA_ASSERT(!message.refusal().message.empty(), "a refusal without a reason");
    return;
  }
  const auto again = read_swift(bytes, kDoorLimits.max_bytes);
  KATIWALA_ASSERT(again.ok() && *again == *message, "read twice, read differently");
  for (const AccountReport& report : message->reports) {
    if (message->kind != ReportKind::statement) continue;
    Minor sum = wide(report.balances.at(0).amount);
    for (const Entry& entry : report.entries) sum += wide(with_sign(entry.amount, entry.direction));
    KATIWALA_ASSERT(sum == wide(report.balances.at(1).amount), "a statement that does not add up");
  }
}

}  // namespace katiwala::fuzz
