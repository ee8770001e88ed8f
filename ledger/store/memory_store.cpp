#include <map>
#include <mutex>
#include <shared_mutex>

#include "ledger/store/block.h"
#include "ledger/store/engines.h"

namespace katiwala::store {
namespace {

/// The engine of throw-away sandboxes and of tests that are not about disks. Same contract, no durability.
class MemoryStore final : public LogStore {
 public:
  explicit MemoryStore(LedgerId ledger) : ledger_(ledger) {}

  LedgerId ledger() const override { return ledger_; }

  std::optional<Head> head() const override {
    const std::shared_lock lock(mutex_);
    return head_;
  }

  Status append(const Batch& batch) override {
    const std::unique_lock lock(mutex_);
    assert_continues(batch, head_ ? head_->seq + 1 : 0);
    for (const Block& block : batch.blocks) blocks_.emplace(block.first, block.frames);
    for (const tree::FullTile& tile : batch.tiles) tiles_.emplace(tile.id, tile.hashes);
    head_ = Head{batch.last, batch.last_leaf};
    return good();
  }

  bool read_only() const override { return false; }

  Status scan(record::Seq first, const EntryVisitor& visit) const override {
    const auto head = this->head();
    if (!head) return good();
    for (record::Seq next = first; next <= head->seq;) {
      const auto [start, frames] = block_of(next);
      KATIWALA_TRY(next, visit_block(start, frames, next, head->seq, visit));
    }
    return good();
  }

  Result<record::StoredEntry> read(record::Seq seq) const override {
    const auto head = this->head();
    if (!head || seq > head->seq) return refuse(Code::ENTRY_MISSING, std::string(sentence_of(Code::ENTRY_MISSING)), "seq " + std::to_string(seq));
    const auto [start, frames] = block_of(seq);
    KATIWALA_TRY(const auto frame, frame_of(start, frames, seq));
    return decode_entry(seq, frame);
  }

  std::optional<Bytes> tile(tree::TileId id) const override {
    const std::shared_lock lock(mutex_);
    const auto found = tiles_.find(id);
    return found == tiles_.end() ? std::nullopt : std::optional(found->second);
  }

  Status put_derived(std::span<const DerivedRow> rows, record::Seq reflects) override {
    const std::unique_lock lock(mutex_);
    KATIWALA_ASSERT(head_ && reflects <= head_->seq, "derived rows follow the journal");
    for (const DerivedRow& row : rows) {
      KATIWALA_ASSERT(!row.key.empty(), "a derived row has a key");
      if (row.value) derived_[row.key] = *row.value;
      else derived_.erase(row.key);
    }
    reflects_ = reflects;
    return good();
  }

  std::optional<record::Seq> derived_reflects() const override {
    const std::shared_lock lock(mutex_);
    return reflects_;
  }

  Status scan_derived(const std::function<Status(ByteView, ByteView)>& visit) const override {
    std::map<Bytes, Bytes> rows;
    {
      const std::shared_lock lock(mutex_);
      rows = derived_;
    }
    for (const auto& [key, value] : rows) KATIWALA_CHECK(visit(key, value));
    return good();
  }

  std::optional<Bytes> get_derived(ByteView key) const override {
    const std::shared_lock lock(mutex_);
    const auto found = derived_.find(Bytes(key.begin(), key.end()));
    return found == derived_.end() ? std::nullopt : std::optional(found->second);
  }

  Status clear_derived() override {
    const std::unique_lock lock(mutex_);
    derived_.clear();
    reflects_.reset();
    return good();
  }

 private:
  /// The block that holds `seq`. Blocks are never changed or removed, so the view stays good without the lock.
  std::pair<record::Seq, ByteView> block_of(record::Seq seq) const {
    const std::shared_lock lock(mutex_);
    const auto after = blocks_.upper_bound(seq);
    KATIWALA_ASSERT(after != blocks_.begin(), "every entry up to the head has a block");
    const auto& [start, frames] = *std::prev(after);
    return {start, frames};
  }

  const LedgerId ledger_;
  mutable std::shared_mutex mutex_;
  std::optional<Head> head_;
  std::map<record::Seq, Bytes> blocks_;
  std::map<tree::TileId, Bytes> tiles_;
  std::optional<record::Seq> reflects_;
  std::map<Bytes, Bytes> derived_;
};

}  // namespace

std::unique_ptr<LogStore> memory_store(LedgerId ledger) { return std::make_unique<MemoryStore>(ledger); }

}  // namespace katiwala::store
