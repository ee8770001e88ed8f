#include "api/door/challenges.h"

#include <algorithm>

namespace katiwala::api::door {
namespace {

bool is_young(std::int64_t drawn, std::int64_t now) { return drawn <= now && now - drawn < Challenges::kLifeMicros; }

}  // namespace

Challenges::Nonce Challenges::draw(crypto::Entropy& entropy, std::int64_t now) {
  Nonce nonce;
  entropy.fill(nonce);
  const std::scoped_lock lock(mutex_);
  std::erase_if(drawn_, [now](const auto& one) { return !is_young(one.second, now); });
  if (drawn_.size() >= kMost) drawn_.erase(std::ranges::min_element(drawn_, {}, [](const auto& one) { return one.second; }));
  drawn_[nonce] = now;
  return nonce;
}

bool Challenges::is_open(const Nonce& nonce, std::int64_t now) const {
  const std::scoped_lock lock(mutex_);
  const auto found = drawn_.find(nonce);
  return found != drawn_.end() && is_young(found->second, now);
}

bool Challenges::take(const Nonce& nonce, std::int64_t now) {
  const std::scoped_lock lock(mutex_);
  const auto found = drawn_.find(nonce);
  if (found == drawn_.end()) return false;
  const bool young = is_young(found->second, now);
  drawn_.erase(found);
  return young;
}

}  // namespace katiwala::api::door
