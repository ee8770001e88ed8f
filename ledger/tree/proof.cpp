// Making and verifying inclusion and consistency proofs.
#include <algorithm>
#include <bit>

#include "ledger/tree/tree.h"

namespace katiwala::tree {
namespace {

/// The largest power of two below n, for n > 1: where RFC 6962 splits a tree of n leaves.
std::uint64_t split_point(std::uint64_t n) { return std::bit_floor(n - 1); }

/// MTH of `count` leaves from `start`, where start is a multiple of the power of two at or above count.
Result<Digest> range_root(std::uint64_t start, std::uint64_t count, const SubtreeSource& source) {
  std::optional<Digest> right;
  for (std::uint64_t left = count; left != 0; left &= left - 1) {
    // The smallest perfect subtree that is left is the rightmost one.
    const auto log2_size = static_cast<std::uint8_t>(std::countr_zero(left));
    KATIWALA_TRY(const Digest subtree, source(start + (left & (left - 1)), log2_size));
    right = right ? node_hash(subtree, *right) : subtree;
  }
  KATIWALA_ASSERT(right.has_value(), "range_root of no leaves");
  return *right;
}

Status invalid() { return refuse(Code::PROOF_INVALID); }

std::optional<Digest> digest_of(ByteView bytes) {
  Digest out;
  if (bytes.size() != out.size()) return std::nullopt;
  std::ranges::copy(bytes, out.begin());
  return out;
}

/// Both verifications climb the same way: `fn` is the position, `sn` the last position, at the level reached.
struct Climb {
  std::uint64_t fn;
  std::uint64_t sn;

  [[nodiscard]] bool sibling_is_left() const { return (fn & 1) != 0 || fn == sn; }
  void up() {
    fn >>= 1;
    sn >>= 1;
  }
  /// Past the levels where the node has no sibling on the right.
  void up_past_lonely() {
    while ((fn & 1) == 0 && fn != 0) up();
  }
};

}  // namespace

Result<Digest> root_at(std::uint64_t size, const SubtreeSource& source) {
  if (size == 0) return empty_root();
  return range_root(0, size, source);
}

Result<std::vector<Digest>> prove_inclusion(std::uint64_t index, std::uint64_t size, const SubtreeSource& source) {
  KATIWALA_ASSERT(index < size, "proof of a leaf that is not in the tree");
  std::vector<Digest> proof;
  for (std::uint64_t start = 0, count = size; count > 1;) {
    const std::uint64_t k = split_point(count);
    const bool in_left = index - start < k;
    KATIWALA_TRY(const Digest sibling, in_left ? range_root(start + k, count - k, source) : range_root(start, k, source));
    proof.push_back(sibling);
    start = in_left ? start : start + k;
    count = in_left ? k : count - k;
  }
  std::ranges::reverse(proof);
  return proof;
}

Result<std::vector<Digest>> prove_consistency(std::uint64_t old_size, std::uint64_t new_size, const SubtreeSource& source) {
  KATIWALA_ASSERT(old_size > 0 && old_size <= new_size, "consistency needs 0 < old size <= new size");
  std::vector<Digest> proof;
  std::uint64_t start = 0, old_count = old_size, count = new_size;
  bool old_root_known = true;  // the subtree of the old tree looked at is the whole old tree
  while (old_count < count) {
    const std::uint64_t k = split_point(count);
    if (old_count <= k) {
      KATIWALA_TRY(const Digest right, range_root(start + k, count - k, source));
      proof.push_back(right);
      count = k;
    } else {
      KATIWALA_TRY(const Digest left, range_root(start, k, source));
      proof.push_back(left);
      start += k;
      old_count -= k;
      count -= k;
      old_root_known = false;
    }
  }
  if (!old_root_known) {
    KATIWALA_TRY(const Digest old_edge, range_root(start, old_count, source));
    proof.push_back(old_edge);
  }
  std::ranges::reverse(proof);
  return proof;
}

Status verify_inclusion(std::uint64_t index, std::uint64_t size, ByteView leaf, std::span<const Digest> proof, ByteView root) {
  auto r = digest_of(leaf);
  if (index >= size || !r) return invalid();
  Climb climb{index, size - 1};
  for (const Digest& p : proof) {
    if (climb.sn == 0) return invalid();
    if (climb.sibling_is_left()) {
      r = node_hash(p, *r);
      climb.up_past_lonely();
    } else {
      r = node_hash(*r, p);
    }
    climb.up();
  }
  if (climb.sn != 0 || digest_of(root) != r) return invalid();
  return good();
}

Status verify_consistency(std::uint64_t old_size, std::uint64_t new_size, ByteView old_root, ByteView new_root,
                          std::span<const Digest> proof) {
  const auto old_hash = digest_of(old_root);
  const auto new_hash = digest_of(new_root);
  if (!old_hash || !new_hash || old_size == 0 || old_size > new_size) return invalid();
  if (old_size == new_size) return proof.empty() && old_hash == new_hash ? good() : invalid();
  if (proof.empty()) return invalid();
  // A perfect old tree is a node of the new one, so its root is not sent again.
  const bool old_is_perfect = std::has_single_bit(old_size);
  Climb climb{old_size - 1, new_size - 1};
  while ((climb.fn & 1) != 0) climb.up();
  Digest fr = old_is_perfect ? *old_hash : proof.front();
  Digest sr = fr;
  for (const Digest& c : old_is_perfect ? proof : proof.subspan(1)) {
    if (climb.sn == 0) return invalid();
    if (climb.sibling_is_left()) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      climb.up_past_lonely();
    } else {
      sr = node_hash(sr, c);
    }
    climb.up();
  }
  return climb.sn == 0 && fr == *old_hash && sr == *new_hash ? good() : invalid();
}

}  // namespace katiwala::tree
