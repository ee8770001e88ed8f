/// A data export on disk (docs/proofs.md): one block of up to 256 entries read, hashed and decoded by itself.
#pragma once

#include <exception>

#include "audit/verify/record.h"
#include "audit/verify/tree.h"

namespace verify {

/// What one file of headers and one file of parts say. Everything that can be checked without the entries before is checked.
struct Block {
  std::uint64_t first = 0;
  std::string headers, parts, tile;  // the files: the entries point into them
  Room room;
  std::vector<Entry> entries;
  std::vector<Hash> leaves;
  std::exception_ptr failure;  // the first thing wrong; `entries` holds those before it
  Hash tile_root{};            // of a full block
  std::uint64_t bytes() const { return headers.size() + parts.size() + tile.size(); }
};

class Bundle {
 public:
  Bundle(std::filesystem::path folder, std::uint64_t size) : folder_(std::move(folder)), size_(size), tiles_(folder_, size) {}

  std::uint64_t blocks() const { return (size_ + kTileWidth - 1) / kTileWidth; }
  const TileFolder& tiles() const { return tiles_; }
  /// Does not throw.
  void read(std::uint64_t index, Block& block) const;
  /// No file in the bundle's folders that a tree of this size does not have. Returns how many files of others lie beside them.
  std::uint64_t check_files() const;

 private:
  void decode(std::uint64_t index, Block& block) const;
  void check_file(const std::string& path) const;

  std::filesystem::path folder_;
  std::uint64_t size_;
  TileFolder tiles_;
};

}  // namespace verify
