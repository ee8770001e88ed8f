#include "ledger/store/block.h"

#include "ledger/base/endian.h"

namespace katiwala::store {
namespace {

constexpr std::size_t kLengthBytes = 4;

/// The frame at `at`, its length prefix included.
Result<ByteView> frame_at(record::Seq seq, ByteView frames, std::size_t at) {
  if (frames.size() - at < kLengthBytes) return damaged_entry(seq, "its frame is cut short");
  const std::size_t length = load_be<std::uint32_t>(frames.data() + at);
  if (frames.size() - at - kLengthBytes < length) return damaged_entry(seq, "its frame is cut short");
  return frames.subspan(at, kLengthBytes + length);
}

/// First entry after the subtree of which tile (level, index) is made: the tile is complete once the tree is that long.
/// Nothing if that does not fit 64 bits.
std::optional<std::uint64_t> completed_at(tree::TileId id) {
  std::uint64_t size = id.index + 1;
  for (unsigned level = 0; level <= id.level; ++level) {
    if (size > (std::uint64_t{1} << 55)) return std::nullopt;
    size *= tree::kTileWidth;
  }
  return size;
}

void assert_block(const Block& block, record::Seq next) {
  KATIWALA_ASSERT(block.first == next && block.count > 0, "blocks continue the journal without a gap");
  KATIWALA_ASSERT(block.offsets.size() == block.count, "a block knows where each frame starts");
  KATIWALA_ASSERT(block.first / kBlockLimit == (block.first + block.count - 1) / kBlockLimit, "no block crosses a multiple of 256");
}

}  // namespace

Refusal damaged_entry(record::Seq seq, const std::string& what) {
  return refuse(Code::STORE_DAMAGED, "The journal is damaged: " + what + ".", "entry " + std::to_string(seq));
}

Result<ByteView> frame_of(record::Seq first, ByteView frames, record::Seq seq) {
  std::size_t at = 0;
  for (record::Seq here = first;; ++here) {
    if (at == frames.size()) return damaged_entry(seq, "the entry is missing");
    KATIWALA_TRY(const auto frame, frame_at(here, frames, at));
    if (here == seq) return frame;
    at += frame.size();
  }
}

Result<record::StoredEntry> decode_entry(record::Seq seq, ByteView frame) {
  std::size_t offset = 0;
  auto entry = record::read_frame(frame, offset);
  if (!entry.ok()) return damaged_entry(seq, entry.refusal().message);
  if (offset != frame.size()) return damaged_entry(seq, "bytes follow the frame");
  const auto header = record::decode_header(entry->header);
  if (!header.ok()) return damaged_entry(seq, header.refusal().message);
  if (header->seq != seq) return damaged_entry(seq, "another entry lies in its place");
  return entry;
}

Result<record::Seq> visit_block(record::Seq first, ByteView frames, record::Seq from, record::Seq to, const EntryVisitor& visit) {
  std::size_t at = 0;
  record::Seq seq = first;
  for (; at < frames.size() && seq <= to; ++seq) {
    KATIWALA_TRY(const auto frame, frame_at(seq, frames, at));
    at += frame.size();
    if (seq < from) continue;
    KATIWALA_TRY(auto entry, decode_entry(seq, frame));
    KATIWALA_CHECK(visit(seq, std::move(entry)));
  }
  return seq;
}

void assert_continues(const Batch& batch, record::Seq next) {
  KATIWALA_ASSERT(!batch.blocks.empty(), "a batch holds at least one entry");
  record::Seq after = next;
  for (const Block& block : batch.blocks) {
    assert_block(block, after);
    after += block.count;
  }
  KATIWALA_ASSERT(batch.last + 1 == after, "a batch names its last entry");
  for (const tree::FullTile& tile : batch.tiles) {
    const auto size = completed_at(tile.id);
    KATIWALA_ASSERT(size && *size > next && *size <= after, "a batch brings the tiles that it completes and no others");
    KATIWALA_ASSERT(tile.hashes.size() == tree::kTileBytes, "a stored tile is full");
  }
  for (const record::Seq seq : batch.read_back) KATIWALA_ASSERT(seq >= next && seq < after, "only new entries are read back");

  const Block& block = batch.blocks.back();
  std::size_t offset = block.offsets.back();
  const auto entry = record::read_frame(block.frames, offset);
  KATIWALA_ASSERT(entry.ok() && offset == block.frames.size(), "the last frame of a batch can be read");
  KATIWALA_ASSERT(record::leaf_hash(entry->header) == batch.last_leaf, "a batch names the hash of its last entry");
}

void BlockBuilder::add(const record::StoredEntry& entry) {
  if (blocks_.empty() || next_ % kBlockLimit == 0) {
    blocks_.emplace_back();
    blocks_.back().first = next_;
  }
  Block& block = blocks_.back();
  KATIWALA_ASSERT(block.frames.size() <= UINT32_MAX, "a block fits 4 GiB");
  block.offsets.push_back(static_cast<std::uint32_t>(block.frames.size()));
  record::append_frame(block.frames, entry);
  ++block.count;
  ++next_;
}

std::vector<Block> BlockBuilder::take() { return std::exchange(blocks_, {}); }

}  // namespace katiwala::store
