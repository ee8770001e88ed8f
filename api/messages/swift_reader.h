/// From the fields of one SWIFT message to a report. Internal to this room.
#pragma once

#include "api/messages/message.h"
#include "api/messages/swift_text.h"

namespace katiwala::api::messages {

struct SwiftReport {
  AccountReport report;
  Instant created;
  std::string page;      ///< of :28C:, without leading zeros; empty if it has none
  std::string place;     ///< of the opening balance; empty if there is none
};

Result<SwiftReport> read_mt940(const SwiftMessage& message);
Result<SwiftReport> read_mt942(const SwiftMessage& message);
Result<SwiftReport> read_mt103(const SwiftMessage& message);
Result<SwiftReport> read_mt910(const SwiftMessage& message);

}  // namespace katiwala::api::messages
