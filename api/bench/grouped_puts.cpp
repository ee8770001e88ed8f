#include "api/bench/grouped_puts.h"

namespace katiwala::api::bench {

Result<std::unique_ptr<GroupedPuts>> GroupedPuts::create(const std::filesystem::path& folder, std::size_t value_bytes) {
  KATIWALA_TRY(auto disk, store::Yardstick::create(folder));
  return std::unique_ptr<GroupedPuts>(new GroupedPuts(std::move(disk), value_bytes));
}

Status GroupedPuts::keep() {
  std::unique_lock lock(mutex_);
  const std::uint64_t mine = ++asked_;
  while (kept_ < mine) {
    if (failed_) return *failed_;
    if (writing_) written_.wait(lock);
    else write_what_waits(lock);
  }
  return good();
}

void GroupedPuts::write_what_waits(std::unique_lock<std::mutex>& lock) {
  writing_ = true;
  const std::uint64_t until = asked_;
  const std::vector<Bytes> values(until - kept_, value_);
  lock.unlock();
  const Status put = disk_->put(values);
  lock.lock();
  writing_ = false;
  if (put.ok()) {
    kept_ = until;
    ++commits_;
  } else {
    failed_ = put.refusal();
  }
  written_.notify_all();
}

std::uint64_t GroupedPuts::kept() const {
  const std::lock_guard lock(mutex_);
  return kept_;
}

std::uint64_t GroupedPuts::commits() const {
  const std::lock_guard lock(mutex_);
  return commits_;
}

}  // namespace katiwala::api::bench
