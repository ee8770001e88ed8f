/// Bodies of messages too long to be held in memory: on the disk, sealed under a key that is nowhere but here and goes with the process, in a file that has
/// no name. What a crash leaves of one is unreadable space that the file system takes back.
///
/// Only where a long message may come, from whom it may come: the bank's system, with POST /v1/bank-messages. Thread-safe; must outlive what it gave.
#pragma once

#include <atomic>
#include <filesystem>

#include "api/transport/long_body.h"
#include "ledger/crypto/keystore.h"

namespace katiwala::api {

class LongBodies {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{128} << 20;
  static constexpr int kMostAtOnce = 4;

  /// Files lie in `folder`, which is there.
  explicit LongBodies(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// HTTP_BUSY: so many are under way already; HTTP_BODY_TOO_LARGE; STORE_IO.
  Result<std::unique_ptr<transport::LongBody>> take(std::size_t bytes);

 private:
  std::filesystem::path folder_;
  std::atomic<int> under_way_{0};
};

}  // namespace katiwala::api
