/// The least that a server pays for keeping what it is told before it answers: synced puts, shared by all who wait at the same time.
///
/// As the journal shares them: one of the callers writes what all have handed in meanwhile (store::Yardstick), the others wait for it. Thread-safe.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "ledger/store/yardstick.h"

namespace katiwala::api::bench {

class GroupedPuts {
 public:
  /// Values of so many bytes, in a folder of its own, made here. STORE_IO.
  static Result<std::unique_ptr<GroupedPuts>> create(const std::filesystem::path& folder, std::size_t value_bytes);

  /// Returns when one more value is on the disk. STORE_IO: it may be or not, and from then on nobody's is.
  Status keep();

  [[nodiscard]] std::uint64_t kept() const;
  [[nodiscard]] std::uint64_t commits() const;

 private:
  GroupedPuts(std::unique_ptr<store::Yardstick> disk, std::size_t value_bytes) : disk_(std::move(disk)), value_(value_bytes) {}
  void write_what_waits(std::unique_lock<std::mutex>& lock);

  const std::unique_ptr<store::Yardstick> disk_;
  const Bytes value_;
  mutable std::mutex mutex_;
  std::condition_variable written_;
  bool writing_ = false;
  std::uint64_t asked_ = 0, kept_ = 0, commits_ = 0;
  std::optional<Refusal> failed_;
};

}  // namespace katiwala::api::bench
