/// Where a request's body goes that is too long to be held in memory (ServerOptions::long_body), and how a handler reads it there.
#pragma once

#include <string_view>

#include "ledger/base/bytes.h"
#include "ledger/base/stored_bytes.h"

namespace katiwala::api::transport {

/// A body that is whole. It is gone with its last reader.
class StoredBody : public StoredBytes {
 public:
  [[nodiscard]] virtual const Digest& sha256() const = 0;
};

/// A body that is arriving. Used by one thread at a time; what is not finished leaves nothing behind.
class LongBody {
 public:
  virtual ~LongBody() = default;
  /// The next bytes. A refusal is what the request is answered.
  virtual Status take(std::string_view bytes) = 0;
  /// All are here.
  virtual Result<std::shared_ptr<const StoredBody>> finish() = 0;
};

}  // namespace katiwala::api::transport
