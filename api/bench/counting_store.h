/// A LogStore that passes everything on and, while told to, keeps what each commit wrote: the baseline writes the same again.
#pragma once

#include <mutex>

#include "ledger/store/logstore.h"

namespace katiwala::api::bench {

/// The journal bytes of one commit, a value a block; tiles are left out, in the baseline's favour.
struct Commit {
  std::vector<Bytes> blocks;
  std::uint64_t entries = 0;
};

class CountingStore final : public store::LogStore {
 public:
  explicit CountingStore(std::unique_ptr<store::LogStore> inner) : inner_(std::move(inner)) {}

  void record(bool on);
  std::vector<Commit> take();

  store::LedgerId ledger() const override { return inner_->ledger(); }
  std::optional<store::Head> head() const override { return inner_->head(); }
  Status append(const store::Batch& batch) override;
  bool read_only() const override { return inner_->read_only(); }
  Status scan(record::Seq first, const std::function<Status(record::Seq, record::StoredEntry)>& visit) const override { return inner_->scan(first, visit); }
  Result<record::StoredEntry> read(record::Seq seq) const override { return inner_->read(seq); }
  std::optional<Bytes> tile(tree::TileId id) const override { return inner_->tile(id); }
  Status put_derived(std::span<const store::DerivedRow> rows, record::Seq reflects) override { return inner_->put_derived(rows, reflects); }
  std::optional<record::Seq> derived_reflects() const override { return inner_->derived_reflects(); }
  Status scan_derived(const std::function<Status(ByteView key, ByteView value)>& visit) const override { return inner_->scan_derived(visit); }
  std::optional<Bytes> get_derived(ByteView key) const override { return inner_->get_derived(key); }
  Status clear_derived() override { return inner_->clear_derived(); }

 private:
  std::unique_ptr<store::LogStore> inner_;
  std::mutex mutex_;
  bool recording_ = false;
  std::vector<Commit> commits_;
};

}  // namespace katiwala::api::bench
