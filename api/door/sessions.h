/// Sessions of people who sign in with a passkey: short, listed, closed at any time, and gone with a restart.
///
/// A session is known by a token of 32 random bytes, of which only the SHA-256 is kept. It says which passkey signed in and nothing of what it may: that is
/// looked up at every request (callers.h), so that a revocation or removal acts at once. Time is the machine's, in microseconds.
#pragma once

#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "ledger/crypto/keystore.h"
#include "ledger/custody/terms.h"

namespace katiwala::api::door {

struct SessionTag {};
using SessionId = Id<SessionTag>;

struct Session {
  SessionId id;
  custody::PrincipalId principal;
  Digest credential{};  ///< fingerprint of the passkey
  std::int64_t began = 0, used = 0;
};

class Sessions {
 public:
  using Token = std::array<std::uint8_t, 32>;
  static constexpr std::int64_t kIdleMicros = 15ll * 60 * 1'000'000;     ///< without a request
  static constexpr std::int64_t kLongestMicros = 60ll * 60 * 1'000'000;  ///< in all
  static constexpr std::size_t kMostOfOne = 4;                           ///< of one principal: the oldest is closed

  /// Pre: the passkey was judged.
  Token begin(const custody::PrincipalId& principal, const Digest& credential, crypto::Entropy& entropy, std::int64_t now);
  /// The session, used now; nothing if there is none, or it has ended.
  std::optional<Session> use(ByteView token, std::int64_t now);
  /// The same, and it is not used by that.
  [[nodiscard]] std::optional<Session> find(ByteView token, std::int64_t now) const;
  [[nodiscard]] std::vector<Session> of(const custody::PrincipalId& principal, std::int64_t now) const;  ///< those that go on, the oldest first
  /// Whether one of that principal's had this id.
  bool close(const custody::PrincipalId& principal, const SessionId& id);

  /// The counter of a sign-in is in no entry, so it is kept here: whether it grew over the last one of that passkey, and it is the last from then on. Both zero
  /// is as if it did.
  bool counter_grows(const Digest& credential, std::uint32_t counter);

 private:
  mutable std::mutex mutex_;
  std::map<Digest, Session> sessions_;  ///< by the token's hash
  std::map<Digest, std::uint32_t> counters_;
};

}  // namespace katiwala::api::door
