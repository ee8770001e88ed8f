#include "ledger/store/rocks_store.h"

#include <algorithm>

namespace katiwala::store {
namespace {

/// Where the frame of `seq` lies in a block that holds it.
ByteView frame_in(const Block& block, ByteView frames, record::Seq seq) {
  const std::size_t index = seq - block.first;
  const std::size_t start = block.offsets[index];
  const std::size_t end = index + 1 < block.count ? block.offsets[index + 1] : block.frames.size();
  return frames.subspan(start, end - start);
}

}  // namespace

RocksStore::RocksStore(Locks locks, std::unique_ptr<RocksTables> tables, std::optional<HeadFile> head_file, std::optional<Head> head)
    : locks_(std::move(locks)), tables_(std::move(tables)), head_file_(std::move(head_file)), head_(head), latched_(!head_file_) {}

std::optional<Head> RocksStore::head() const {
  const std::lock_guard lock(head_mutex_);
  return head_;
}

Status RocksStore::latch(Status status) {
  if (!status.ok()) latched_ = true;
  return status;
}

Status RocksStore::append(const Batch& batch) {
  const std::lock_guard writing(appending_);
  if (latched_) return refuse(Code::STORE_READ_ONLY);
  const auto before = head();
  assert_continues(batch, before ? before->seq + 1 : 0);
  KATIWALA_CHECK(latch(make_durable(batch)));
  const std::lock_guard lock(head_mutex_);
  head_ = Head{batch.last, batch.last_leaf};
  return good();
}

Status RocksStore::make_durable(const Batch& batch) {
  KATIWALA_CHECK(tables_->commit(batch));
  KATIWALA_CHECK(read_back(batch));
  return head_file_->advance(Head{batch.last, batch.last_leaf});
}

/// RocksDB serves this from its memtable. So it catches a write that was acknowledged but not applied, applied under another
/// key, cut short, or changed in memory between encoding and here (the memtable's own protection bytes are checked too). It
/// says nothing about the disk: that is the work of the sync, the checksums, and the comparison with the head file at opening.
Status RocksStore::read_back(const Batch& batch) const {
  const Block* block = nullptr;
  Bytes stored;
  for (const record::Seq seq : batch.read_back) {
    if (block == nullptr || seq < block->first || seq >= block->first + block->count) {
      block = &*std::ranges::find_if(batch.blocks, [&](const Block& b) { return seq < b.first + b.count; });
      KATIWALA_TRY(stored, tables_->block(block->first));
    }
    const bool same = stored.size() == block->frames.size() && std::ranges::equal(frame_in(*block, stored, seq), frame_in(*block, block->frames, seq));
    if (!same) return damaged_entry(seq, "what was read back is not what was written");
  }
  return good();
}

Status RocksStore::scan(record::Seq first, const EntryVisitor& visit) const {
  const auto head = this->head();
  if (!head || first > head->seq) return good();
  return tables_->scan(first, head->seq, visit);
}

Result<record::StoredEntry> RocksStore::read(record::Seq seq) const {
  const auto head = this->head();
  if (!head || seq > head->seq) return refuse(Code::ENTRY_MISSING, std::string(sentence_of(Code::ENTRY_MISSING)), "seq " + std::to_string(seq));
  KATIWALA_TRY(const Bytes frame, tables_->frame(seq));
  return decode_entry(seq, frame);
}

Status RocksStore::put_derived(std::span<const DerivedRow> rows, record::Seq reflects) {
  if (latched_) return refuse(Code::STORE_READ_ONLY);
  const auto head = this->head();
  KATIWALA_ASSERT(head && reflects <= head->seq, "derived rows follow the journal");
  return latch(tables_->put_derived(rows, reflects));
}

std::optional<record::Seq> RocksStore::derived_reflects() const {
  // A read-only opening can not throw a cache away that is ahead of the journal; it does not use it either.
  const auto head = this->head();
  const auto reflects = tables_->derived_reflects();
  if (!head || !reflects || *reflects > head->seq) return std::nullopt;
  return reflects;
}

Status RocksStore::clear_derived() {
  if (latched_) return refuse(Code::STORE_READ_ONLY);
  return latch(tables_->clear_derived());
}

}  // namespace katiwala::store
