#include "ledger/crypto/stored_digest.h"

#include <algorithm>

namespace katiwala::crypto {

Result<Digest> sha256_of(const StoredBytes& stored) {
  constexpr std::size_t kPiece = std::size_t{64} << 10;
  Sha256 hash;
  std::string piece;
  for (std::size_t at = 0; at < stored.size(); at += piece.size()) {
    piece.resize(std::min(kPiece, stored.size() - at));
    KATIWALA_CHECK(stored.read(at, piece));
    hash.update(view(piece));
  }
  return hash.finish();
}

}  // namespace katiwala::crypto
