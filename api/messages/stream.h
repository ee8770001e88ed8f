/// A message handed on entry by entry as it is read, so that memory does not grow with the number of its entries.
///
/// Whoever acts on entries reads a message twice: once to see that all of it agrees, and once to act. Nothing of a message that is refused at
/// its last byte was then acted upon. Both readings check alike; only the first needs the schema.
///
/// Handed on singly are the entries of camt.052/053/054. Everything else is read whole, and then handed on in the same way; of more than 16 MiB it is
/// MESSAGE_TOO_LARGE. Whatever the first bytes of a message are, it is read as `read_incoming` reads it, and refused with the
/// same codes and places; of stored bytes above 1 MiB faults of encoding and schema are told where they are met, and what reading them refuses is passed on.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "api/messages/incoming.h"
#include "ledger/base/stored_bytes.h"

namespace katiwala::api::messages {

/// The bytes of one message, read from their beginning as often as is asked for.
class MessageSource {
 public:
  /// Borrows: `bytes` outlive it.
  static MessageSource of(std::string_view bytes) { return MessageSource(bytes, nullptr); }
  static MessageSource of(std::shared_ptr<const StoredBytes> stored) { return MessageSource({}, std::move(stored)); }

  /// Null: they are in memory.
  [[nodiscard]] const StoredBytes* stored() const { return stored_.get(); }
  [[nodiscard]] std::string_view bytes() const { return bytes_; }  ///< pre: in memory

 private:
  MessageSource(std::string_view bytes, std::shared_ptr<const StoredBytes> stored) : bytes_(bytes), stored_(std::move(stored)) {}
  std::string_view bytes_;
  std::shared_ptr<const StoredBytes> stored_;
};

/// Of the entry within its message, all from 0.
struct EntryPlace {
  std::size_t report = 0;
  std::size_t index = 0;  ///< among the booked entries of the report, or among those that are not
  bool booked = false;
};

/// A refusal ends the reading and is its answer.
using TakeEntry = std::function<Status(const EntryPlace& place, Entry&& entry)>;

/// The message without the entries, which went to `take` in their order. `schemas` (may be null) as in `read_incoming`.
Result<IncomingMessage> stream_incoming(const MessageSource& source, const ReadLimits& limits, const SchemaSet* schemas, const TakeEntry& take);

}  // namespace katiwala::api::messages
