/// Challenges that were drawn for an enrolment or a sign-in, each good once and for a short while.
///
/// In memory alone: after a restart people ask for another. Time is the caller's, in microseconds; it is the machine's and not the ledger's, because it
/// is about connections and nothing that is recorded.
#pragma once

#include <array>
#include <map>
#include <mutex>

#include "ledger/crypto/keystore.h"

namespace katiwala::api::door {

class Challenges {
 public:
  using Nonce = std::array<std::uint8_t, 32>;
  static constexpr std::int64_t kLifeMicros = 300'000'000;
  static constexpr std::size_t kMost = 4096;  ///< open at once; the oldest gives way

  Nonce draw(crypto::Entropy& entropy, std::int64_t now);
  /// Whether it was drawn here, is not used and not too old.
  [[nodiscard]] bool is_open(const Nonce& nonce, std::int64_t now) const;
  /// The same; it is used from then on.
  bool take(const Nonce& nonce, std::int64_t now);

 private:
  mutable std::mutex mutex_;
  std::map<Nonce, std::int64_t> drawn_;
};

}  // namespace katiwala::api::door
