/// Bodies of messages too long to be held in memory: on the disk, sealed under a key that is nowhere but here and goes with the process, in a file that has
/// no name. What a crash leaves of one is unreadable space that the file system takes back.
///
/// Only where a long message may come, from whom it may come: the bank's system, with POST /v1/bank-messages. Few at once, and of one certificate fewer:
/// whoever sends slowly, or announces and sends nothing, keeps no other bank out. Thread-safe; must outlive what it gave.
#pragma once

#include <filesystem>

#include "api/transport/long_body.h"
#include "api/transport/tally.h"

namespace katiwala::api {

class LongBodies {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{128} << 20;
  static constexpr std::size_t kMostAtOnce = 4, kMostOfOne = 2;

  /// Files lie in `folder`, which is there.
  explicit LongBodies(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// For who shows that certificate. HTTP_BUSY: so many are under way already; HTTP_BODY_TOO_LARGE; STORE_IO.
  Result<std::unique_ptr<transport::LongBody>> take(const Digest& certificate, std::size_t bytes);

 private:
  std::filesystem::path folder_;
  transport::Tally of_all_{kMostAtOnce}, of_one_{kMostOfOne};
};

}  // namespace katiwala::api
