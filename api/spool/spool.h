/// One pass over a watched folder: the bank's messages to the door, payment files from it. docs/spool.md.
///
/// A message is claimed by a rename, sent under an Idempotency-Key drawn from its content, and filed with the door's answer beside it; a payment
/// file is written whole, copied to `sent` and published by a rename. Whatever stops a pass, the next one goes on from what lies there: the door
/// answers a message it had before as it did then, and a file that is in `sent` and no longer in `ready` has been published, once.
#pragma once

#include <functional>
#include <string>

#include "api/spool/folder.h"
#include "api/transport/client.h"

namespace katiwala::api::spool {

/// After each of these something has changed that outlives the process.
enum class Step { claimed, answered, outcome_written, filed, fetched, ready, kept, published };

struct Settings {
  /// A message is taken when NAME + marker stands beside it; empty: when it has its name at all. Names ending in .part, .tmp or .filepart, and those
  /// that begin with a dot, are never taken.
  std::string marker{};
  std::size_t max_bytes = std::size_t{128} << 20;  ///< of a message: what the door takes (LongBodies::kMostBytes)
  std::function<void(Step, const std::string& name)> at_step{};  ///< may be empty
};

struct Report {
  std::size_t taken = 0, quarantined = 0, published = 0;
  bool operator==(const Report&) const = default;
};

/// What the door did not answer for stays in `work`; so does what it refuses to talk about (a certificate it does not know, a role that is not the
/// bank's): HTTP_*, TLS_REFUSED, STORE_IO, or ROLE_FORBIDDEN, HTTP_BUSY, RATE_LIMITED, HTTP_RESPONSE with the door's own code in the sentence. `report` counts what
/// was done until then.
Status pass(const Folder& folder, transport::HttpsClient& door, const Settings& settings, Report& report);

/// Under which name a message that was read is filed in `done` or `quarantine`, by its digest; its outcome stands beside it with .json.
std::string filed_name(const std::string& name, const Digest& sha256);
/// 54 characters, the same for the same bytes.
std::string idempotency_key_of(const Digest& sha256);

}  // namespace katiwala::api::spool
