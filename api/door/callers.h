/// Who may be at the other end: credentials by fingerprint, as the newest durable enrolments, removals and revocations say.
///
/// A copy beside the journal's state, because every handshake and request asks, and must not wait for a commit.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "ledger/custody/state.h"

namespace katiwala::api::door {

struct Caller {
  custody::PrincipalId principal;
  custody::PersonId person;
  custody::Role role = custody::Role::auditor;
  Digest credential{};
  bool revoked = false;
  /// The credential counts from the one on, and before the other.
  Instant from{std::numeric_limits<std::int64_t>::min()}, until{std::numeric_limits<std::int64_t>::max()};
  std::vector<custody::OrderId> orders{};  ///< of a foreign court's reader: what he may read

  [[nodiscard]] bool counts_at(Instant time) const { return from <= time && time < until; }
  /// None of the bank's: sees single wards, and of them what stands in their own parts; a foreign court's reader sees no ward at all.
  [[nodiscard]] bool is_outside() const {
    using enum custody::Role;
    return role == guardian || role == ward || role == guardian_ad_litem || role == court_recorder || role == foreign_court_reader;
  }
};

class Callers {
 public:
  void refresh(const custody::State& state);
  /// Nothing if the credential is of nobody.
  [[nodiscard]] std::optional<Caller> find(const Digest& fingerprint) const;
  /// By the authenticator's own name for a passkey.
  [[nodiscard]] std::optional<Caller> find_passkey(ByteView id) const;
  [[nodiscard]] bool is_revoked(const Digest& fingerprint) const;

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<Digest, Caller, custody::DigestHash> callers_;
  std::map<Bytes, Digest> passkeys_;
};

}  // namespace katiwala::api::door
