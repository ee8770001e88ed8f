#include "audit/verify/tree.h"

#include <bit>
#include <cstdio>
#include <memory>

namespace verify {

Hash node_hash(const Hash& left, const Hash& right) { return sha256({Bytes("\1", 1), view(left), view(right)}); }

Hash root_of(std::span<const Hash> leaves) {
  if (leaves.empty()) return sha256({});
  if (leaves.size() == 1) return leaves[0];
  const std::size_t split = std::bit_floor(leaves.size() - 1);
  return node_hash(root_of(leaves.first(split)), root_of(leaves.subspan(split)));
}

bool proves_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> path, const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index, sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : path) {
    if (sn == 0) return false;
    if (fn % 2 == 1 || fn == sn) {
      r = node_hash(p, r);
      while (fn % 2 == 0 && fn != 0) fn >>= 1, sn >>= 1;
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1, sn >>= 1;
  }
  return sn == 0 && r == root;
}

bool proves_growth(std::uint64_t old_size, const Hash& old_root, std::uint64_t size, const Hash& root, std::span<const Hash> proof) {
  if (old_size == 0 || old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  std::vector<Hash> path(proof.begin(), proof.end());
  if (path.empty()) return false;
  if (std::has_single_bit(old_size)) path.insert(path.begin(), old_root);
  std::uint64_t fn = old_size - 1, sn = size - 1;
  while (fn % 2 == 1) fn >>= 1, sn >>= 1;
  Hash fr = path[0], sr = path[0];
  for (const Hash& c : std::span(path).subspan(1)) {
    if (sn == 0) return false;
    if (fn % 2 == 1 || fn == sn) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      while (fn % 2 == 0 && fn != 0) fn >>= 1, sn >>= 1;
    } else {
      sr = node_hash(sr, c);
    }
    fn >>= 1, sn >>= 1;
  }
  return sn == 0 && fr == old_root && sr == root;
}

std::string tile_path(std::uint64_t index, std::uint64_t width) {
  const auto three = [](std::uint64_t n) { return std::to_string(n + 1000).substr(1); };
  std::string out = three(index % 1000);
  while ((index /= 1000) > 0) out = "x" + three(index % 1000) + "/" + out;
  return width == kTileWidth ? out : out + ".p/" + std::to_string(width);
}

std::uint64_t tile_width(std::uint64_t size, unsigned level, std::uint64_t index) {
  const std::uint64_t hashes = level < 8 ? size >> (8 * level) : 0;
  if (index < hashes / kTileWidth) return kTileWidth;
  return index == hashes / kTileWidth ? hashes % kTileWidth : 0;
}

void read_file(const std::filesystem::path& path, const Place& place, std::string& out) {
  std::error_code error;
  const bool regular = std::filesystem::is_regular_file(path, error);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(regular ? std::fopen(path.c_str(), "rb") : nullptr, std::fclose);
  if (file) std::setvbuf(file.get(), nullptr, _IONBF, 0);
  const auto size = file ? std::filesystem::file_size(path, error) : 0;
  out.resize(error ? 0 : size);
  const bool whole = file && std::fread(out.data(), 1, size, file.get()) == size && std::fgetc(file.get()) == EOF;
  CHECK("file-missing", whole && !error, place, "missing, or can not be read to its end");
}

void TileFolder::read(unsigned level, std::uint64_t index, std::string& out) const {
  const std::uint64_t width = tile_width(size_, level, index);
  const std::string tile = name(level, index, width);
  read_file(folder_ / tile, Place{tile}, out);
  CHECK("tile-length", out.size() == 32 * width, Place{tile}, "not " + std::to_string(width) + " hashes of 32 bytes");
}

std::vector<Hash> TileFolder::read(unsigned level, std::uint64_t index) const {
  std::string bytes;
  read(level, index, bytes);
  std::vector<Hash> out;
  for (std::size_t at = 0; at + 32 <= bytes.size(); at += 32) out.push_back(fixed<Hash>(Bytes(bytes).substr(at, 32)));
  return out;
}

void Tree::append(const Hash& leaf, const Hash* tile_root) {
  if (edge_.empty()) edge_.emplace_back();
  ++size_;
  edge_[0].push_back(leaf);
  for (unsigned level = 0; edge_[level].size() == kTileWidth; ++level) {
    const std::uint64_t index = (size_ >> (8 * (level + 1))) - 1;
    if (level > 0 && folder_) {
      const std::string tile = TileFolder::name(level, index, kTileWidth);
      CHECK("tile-hash", folder_->read(level, index) == edge_[level], Place{tile}, "the tile is not what the leaves give");
    }
    if (edge_.size() == level + 1) edge_.emplace_back();
    edge_[level + 1].push_back(level == 0 && tile_root ? *tile_root : root_of(edge_[level]));
    edge_[level].clear();
  }
}

void Tree::compare_edge() const {
  for (unsigned level = 1; level < edge_.size() && folder_; ++level) {
    if (edge_[level].empty()) continue;
    const std::string tile = TileFolder::name(level, size_ >> (8 * (level + 1)), edge_[level].size());
    CHECK("tile-edge", folder_->read(level, size_ >> (8 * (level + 1))) == edge_[level],
          Place{tile}, "the tile is not what the leaves give");
  }
}

Hash Tree::perfect(unsigned height, std::uint64_t index) {
  const unsigned level = height / 8, above = height % 8;
  const std::uint64_t first = index << above, tile = first / kTileWidth;
  if (level < edge_.size() && tile == size_ >> (8 * (level + 1))) return root_of(std::span(edge_[level]).subspan(first % kTileWidth, std::size_t{1} << above));
  if (last_read_.hashes.empty() || last_read_.level != level || last_read_.index != tile) last_read_ = {level, tile, folder_->read(level, tile)};
  return root_of(std::span(last_read_.hashes).subspan(first % kTileWidth, std::size_t{1} << above));
}

Hash Tree::subtree(std::uint64_t begin, std::uint64_t end) {
  const std::uint64_t count = end - begin;
  if (count == 0) return sha256({});
  if (std::has_single_bit(count)) {
    const auto height = static_cast<unsigned>(std::countr_zero(count));
    return perfect(height, begin >> height);
  }
  const std::uint64_t split = begin + std::bit_floor(count - 1);
  return node_hash(subtree(begin, split), subtree(split, end));
}

Hash Tree::root(std::uint64_t size) { return subtree(0, size); }

std::vector<Hash> Tree::growth_proof(std::uint64_t old_size, std::uint64_t size) {
  std::vector<Hash> out;
  if (old_size > 0 && old_size < size) prove(old_size, 0, size, true, out);
  return out;
}

void Tree::prove(std::uint64_t old_size, std::uint64_t begin, std::uint64_t end, bool whole, std::vector<Hash>& out) {
  const std::uint64_t count = end - begin;
  if (old_size == count) {
    if (!whole) out.push_back(subtree(begin, end));
    return;
  }
  const std::uint64_t split = std::bit_floor(count - 1);
  if (old_size <= split) {
    prove(old_size, begin, begin + split, whole, out);
    out.push_back(subtree(begin + split, end));
  } else {
    prove(old_size - split, begin + split, end, false, out);
    out.push_back(subtree(begin, begin + split));
  }
}

}  // namespace verify
