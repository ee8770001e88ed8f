#include "api/door/ward_entries.h"

#include <algorithm>

namespace katiwala::api::door {

Status WardEntries::catch_up(const store::LogStore& store) {
  const auto head = store.head();
  if (!head || head->seq < next_) return good();
  return store.scan(next_, [this](record::Seq seq, const record::StoredEntry& stored) {
    for (const record::StoredPart& part : stored.parts) {
      if (!part.sealed) continue;
      auto& list = entries_[crypto::KeyId{part.key}];
      if (list.empty() || list.back() != seq) list.push_back(seq);
    }
    next_ = seq + 1;
    return good();
  });
}

Result<std::vector<record::Seq>> WardEntries::find(const store::LogStore& store, const crypto::KeyId& key, std::optional<record::Seq> after,
                                                   std::size_t limit) {
  const std::lock_guard lock(mutex_);
  KATIWALA_CHECK(catch_up(store));
  const auto found = entries_.find(key);
  if (found == entries_.end()) return std::vector<record::Seq>{};
  const auto& all = found->second;
  const auto from = after ? std::upper_bound(all.begin(), all.end(), *after) : all.begin();
  const auto count = std::min(limit, static_cast<std::size_t>(all.end() - from));
  return std::vector<record::Seq>(from, from + static_cast<std::ptrdiff_t>(count));
}

}  // namespace katiwala::api::door
