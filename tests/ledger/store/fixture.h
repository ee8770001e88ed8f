/// Entries and batches for the store's tests: a small chain whose bytes follow from a seed.
#pragma once

#include <memory>
#include <vector>

#include "ledger/crypto/keystore.h"
#include "ledger/store/logstore.h"

namespace katiwala::store::testing {

/// Grows a chain of entries and cuts it into batches, as the journal's committer does.
class Chain {
 public:
  explicit Chain(std::string_view seed) : entropy_(crypto::test_entropy(seed)) {}

  /// Continues after entries that a store already holds.
  void resume(const std::vector<record::StoredEntry>& stored);
  /// One batch of `count` entries; `part_bytes` of clear content each.
  Batch next(std::size_t count, std::size_t part_bytes = 24);

  /// Every entry made so far, by seq.
  [[nodiscard]] const std::vector<record::StoredEntry>& entries() const { return entries_; }
  [[nodiscard]] record::Seq size() const { return entries_.size(); }

 private:
  record::StoredEntry make(std::size_t part_bytes);
  std::unique_ptr<crypto::Entropy> entropy_;
  std::vector<record::StoredEntry> entries_;
  Digest prev_{};
  tree::Frontier frontier_;
};

/// Reads everything a store has and checks that the chain is dense and hashes through to the head.
Result<std::vector<record::StoredEntry>> read_all(const LogStore& store);

inline LedgerId test_ledger(std::uint8_t fill = 7) {
  LedgerId id;
  id.bytes.fill(fill);
  return id;
}

}  // namespace katiwala::store::testing
