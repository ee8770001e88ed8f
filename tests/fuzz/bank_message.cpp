// Fuzzer of the bank message reader: any bytes give a message or a refusal that says why.
#include "api/messages/read.h"

#include "ledger/money/exact.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

using namespace katiwala::api::messages;

void one(std::string_view bytes) {
  const auto message = read_message(bytes, kDoorLimits, nullptr);
  if (!message.ok()) {
    KATIWALA_ASSERT(!message.refusal().message.empty(), "a refusal without a reason");
    return;
  }
  // The same bytes are the same message.
  const auto again = read_message(bytes, kDoorLimits, nullptr);
  KATIWALA_ASSERT(again.ok() && *again == *message, "read twice, read differently");
  if (const auto* account = std::get_if<AccountMessage>(&*message)) {
    for (const AccountReport& report : account->reports)
      for (const Entry& entry : report.entries) {
        Minor sum = 0;
        for (const Transaction& transaction : entry.transactions) sum += wide(with_sign(transaction.amount, transaction.direction));
        KATIWALA_ASSERT(sum == wide(with_sign(entry.amount, entry.direction)), "transactions that do not add up to their entry");
      }
  }
}

}  // namespace katiwala::fuzz
