#include "api/door/sessions.h"

#include <algorithm>

#include "ledger/crypto/digest.h"

namespace katiwala::api::door {
namespace {

bool goes_on(const Session& s, std::int64_t now) {
  return s.began <= now && s.used <= now && now - s.used < Sessions::kIdleMicros && now - s.began < Sessions::kLongestMicros;
}

}  // namespace

Sessions::Token Sessions::begin(const custody::PrincipalId& principal, const Digest& credential, crypto::Entropy& entropy, std::int64_t now) {
  Token token;
  entropy.fill(token);
  const Session made{crypto::random_id<SessionTag>(entropy), principal, credential, now, now};
  const std::scoped_lock lock(mutex_);
  std::erase_if(sessions_, [now](const auto& one) { return !goes_on(one.second, now); });
  while (std::ranges::count(sessions_, principal, [](const auto& one) { return one.second.principal; }) >= static_cast<std::ptrdiff_t>(kMostOfOne)) {
    auto oldest = sessions_.end();
    for (auto at = sessions_.begin(); at != sessions_.end(); ++at)
      if (at->second.principal == principal && (oldest == sessions_.end() || at->second.began < oldest->second.began)) oldest = at;
    sessions_.erase(oldest);
  }
  sessions_[crypto::sha256(token)] = made;
  return token;
}

std::optional<Session> Sessions::use(ByteView token, std::int64_t now) {
  const Digest hash = crypto::sha256(token);
  const std::scoped_lock lock(mutex_);
  const auto found = sessions_.find(hash);
  if (found == sessions_.end()) return std::nullopt;
  if (!goes_on(found->second, now)) {
    sessions_.erase(found);
    return std::nullopt;
  }
  found->second.used = now;
  return found->second;
}

std::optional<Session> Sessions::find(ByteView token, std::int64_t now) const {
  const Digest hash = crypto::sha256(token);
  const std::scoped_lock lock(mutex_);
  const auto found = sessions_.find(hash);
  if (found == sessions_.end() || !goes_on(found->second, now)) return std::nullopt;
  return found->second;
}

std::vector<Session> Sessions::of(const custody::PrincipalId& principal, std::int64_t now) const {
  std::vector<Session> out;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [hash, one] : sessions_)
      if (one.principal == principal && goes_on(one, now)) out.push_back(one);
  }
  std::ranges::sort(out, {}, [](const Session& s) { return std::pair(s.began, s.id); });
  return out;
}

bool Sessions::close(const custody::PrincipalId& principal, const SessionId& id) {
  const std::scoped_lock lock(mutex_);
  return std::erase_if(sessions_, [&](const auto& one) { return one.second.principal == principal && one.second.id == id; }) > 0;
}

bool Sessions::counter_grows(const Digest& credential, std::uint32_t counter) {
  const std::scoped_lock lock(mutex_);
  std::uint32_t& last = counters_[credential];
  if (counter <= last && (counter != 0 || last != 0)) return false;
  last = counter;
  return true;
}

}  // namespace katiwala::api::door
