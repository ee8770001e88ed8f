#include "api/door/callers.h"

#include <mutex>

namespace katiwala::api::door {

void Callers::refresh(const custody::State& state) {
  std::unordered_map<Digest, Caller, custody::DigestHash> fresh;
  for (const auto& [id, p] : state.principals) {
    for (const custody::Credential& c : p.credentials) fresh[c.fingerprint] = {id, p.person, p.role, c.fingerprint, p.revoked};
  }
  const std::unique_lock lock(mutex_);
  callers_ = std::move(fresh);
}

std::optional<Caller> Callers::find(const Digest& fingerprint) const {
  const std::shared_lock lock(mutex_);
  const auto found = callers_.find(fingerprint);
  if (found == callers_.end()) return std::nullopt;
  return found->second;
}

bool Callers::is_revoked(const Digest& fingerprint) const {
  const auto caller = find(fingerprint);
  return caller && caller->revoked;
}

}  // namespace katiwala::api::door
