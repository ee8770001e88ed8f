#include "api/bench/counting_store.h"

#include <utility>

namespace katiwala::api::bench {

void CountingStore::record(bool on) {
  const std::lock_guard lock(mutex_);
  recording_ = on;
}

std::vector<Commit> CountingStore::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(commits_, {});
}

Status CountingStore::append(const store::Batch& batch) {
  {
    const std::lock_guard lock(mutex_);
    if (recording_) {
      Commit& commit = commits_.emplace_back();
      for (const store::Block& block : batch.blocks) {
        commit.blocks.push_back(block.frames);
        commit.entries += block.count;
      }
    }
  }
  return inner_->append(batch);
}

}  // namespace katiwala::api::bench
