/// A data export on disk (docs/proofs.md): one block of up to 256 entries read, hashed and decoded by itself.
#pragma once

#include <exception>

#include "audit/verify/ledger.h"

namespace verify {

/// Items that stay where they are: values point at them.
class ItemStore {
 public:
  Value parse(Bytes bytes, const Place& place);
  void clear();

 private:
  static constexpr std::size_t kChunk = 1 << 16;
  struct Chunk {
    std::size_t size, used;
    std::unique_ptr<Item[]> items;
  };
  std::vector<Chunk> chunks_;
  std::size_t current_ = 0;
};

/// What one file of headers and one file of parts say. Everything that can be checked without the entries before is checked.
struct Block {
  std::uint64_t index = 0, first = 0;
  std::string headers, parts;
  ItemStore items;
  std::vector<char> room = std::vector<char>(1 << 20);
  std::pmr::monotonic_buffer_resource memory{room.data(), room.size()};  // of the entries' lists
  std::vector<Entry> entries;
  std::exception_ptr failure;  // the first thing wrong; `entries` holds those before it
  Hash tile_root{};                // of a full block
  std::uint64_t bytes = 0;
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
  void decode(Block& block) const;
  void check_file(const std::string& path) const;

  std::filesystem::path folder_;
  std::uint64_t size_;
  TileFolder tiles_;
};

}  // namespace verify
