#include "ledger/store/log_tail.h"

#include <algorithm>

#include "ledger/crypto/digest.h"

namespace katiwala::store {
namespace {

constexpr std::size_t kBlockBytes = 32 * 1024;
constexpr std::size_t kPieceHeader = 4 + 2 + 1;
constexpr std::size_t kTypeAt = 6;

/// A record that does not fit into its block goes on in the next ones.
enum class Piece : std::uint8_t { none = 0, full = 1, first = 2, middle = 3, last = 4 };

std::uint32_t masked(std::uint32_t crc) { return ((crc >> 15) | (crc << 17)) + 0xa282ead8u; }

std::uint32_t little_endian(ByteView bytes) {
  std::uint32_t out = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) out = out << 8 | bytes[i];
  return out;
}

struct ReadPiece {
  Piece type = Piece::none;
  std::size_t end = 0;
};

/// The whole piece that starts at `at`; none if there is no such.
ReadPiece piece_at(ByteView log, std::size_t at) {
  const std::size_t block_end = std::min(log.size(), at - at % kBlockBytes + kBlockBytes);
  if (block_end - at < kPieceHeader) return {};
  const std::uint8_t type = log[at + kTypeAt];
  const std::size_t length = little_endian(log.subspan(at + 4, 2));
  const std::size_t end = at + kPieceHeader + length;
  if (type < static_cast<std::uint8_t>(Piece::full) || type > static_cast<std::uint8_t>(Piece::last) || end > block_end) return {};
  if (masked(crypto::crc32c(log.subspan(at + kTypeAt, 1 + length))) != little_endian(log.subspan(at, 4))) return {};
  return {static_cast<Piece>(type), end};
}

bool any_piece_behind(ByteView log, std::size_t at) {
  for (; at < log.size(); ++at)
    if (piece_at(log, at).type != Piece::none) return true;
  return false;
}

}  // namespace

LogExtent extent_of_log(ByteView log) {
  LogExtent out;
  bool inside = false;  // a record whose last piece is yet to come
  for (std::size_t at = 0; at < log.size();) {
    const std::size_t block_left = kBlockBytes - at % kBlockBytes;
    if (block_left < kPieceHeader) {
      at += block_left;
      continue;
    }
    const ReadPiece piece = piece_at(log, at);
    const bool starts = piece.type == Piece::full || piece.type == Piece::first;
    if (piece.type == Piece::none || starts == inside) {
      out.whole_behind = any_piece_behind(log, piece.type == Piece::none ? at + 1 : at);
      return out;
    }
    at = piece.end;
    inside = piece.type == Piece::first || piece.type == Piece::middle;
    if (!inside) out.whole = at;
  }
  return out;
}

}  // namespace katiwala::store
