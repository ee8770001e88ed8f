#include "api/door/callers.h"

#include <mutex>

namespace katiwala::api::door {
namespace {

Caller caller_of(const custody::Principal& p, const custody::Credential& credential) {
  Caller out{p.id, p.person, p.role, credential.fingerprint, p.revoked};
  out.orders = p.orders;
  const custody::CredentialStanding* standing = custody::find_standing(p, credential.fingerprint);
  if (standing == nullptr) return out;
  out.from = standing->from;
  if (standing->until) out.until = *standing->until;
  return out;
}

}  // namespace

void Callers::refresh(const custody::State& state) {
  std::unordered_map<Digest, Caller, custody::DigestHash> fresh;
  std::map<Bytes, Digest> passkeys;
  for (const auto& [id, p] : state.principals) {
    for (const custody::Credential& c : p.credentials) {
      fresh[c.fingerprint] = caller_of(p, c);
      if (c.passkey) passkeys[c.passkey->id] = c.fingerprint;
    }
  }
  const std::unique_lock lock(mutex_);
  callers_ = std::move(fresh);
  passkeys_ = std::move(passkeys);
}

std::optional<Caller> Callers::find(const Digest& fingerprint) const {
  const std::shared_lock lock(mutex_);
  const auto found = callers_.find(fingerprint);
  if (found == callers_.end()) return std::nullopt;
  return found->second;
}

std::optional<Caller> Callers::find_passkey(ByteView id) const {
  const std::shared_lock lock(mutex_);
  const auto named = passkeys_.find(Bytes(id.begin(), id.end()));
  const auto found = named == passkeys_.end() ? callers_.end() : callers_.find(named->second);
  if (found == callers_.end()) return std::nullopt;
  return found->second;
}

bool Callers::is_revoked(const Digest& fingerprint) const {
  const auto caller = find(fingerprint);
  return caller && caller->revoked;
}

}  // namespace katiwala::api::door
