#include "tests/ledger/store/fixture.h"

namespace katiwala::store::testing {

void Chain::resume(const std::vector<record::StoredEntry>& stored) {
  entries_ = stored;
  frontier_ = {};
  prev_ = {};
  std::vector<tree::FullTile> completed;
  for (const auto& entry : entries_) {
    prev_ = record::leaf_hash(entry.header);
    frontier_.append(prev_, completed);
  }
}

record::StoredEntry Chain::make(std::size_t part_bytes) {
  record::Part part;
  entropy_->fill(part.salt);
  part.bytes.resize(part_bytes);
  entropy_->fill(part.bytes);
  record::Header header;
  header.seq = entries_.size();
  header.prev = prev_;
  header.time = Instant{static_cast<std::int64_t>(1'000'000 + header.seq)};
  header.part_hashes = {part.hash()};
  record::StoredEntry entry;
  entry.header = record::encode(header);
  entry.parts.push_back({false, {}, part.salt, part.bytes});
  return entry;
}

Batch Chain::next(std::size_t count, std::size_t part_bytes) {
  BlockBuilder builder(entries_.size());
  Batch batch;
  for (std::size_t i = 0; i < count; ++i) {
    entries_.push_back(make(part_bytes));
    builder.add(entries_.back());
    prev_ = record::leaf_hash(entries_.back().header);
    frontier_.append(prev_, batch.tiles);
  }
  batch.blocks = builder.take();
  batch.last = entries_.size() - 1;
  batch.last_leaf = prev_;
  return batch;
}

Result<std::vector<record::StoredEntry>> read_all(const LogStore& store) {
  std::vector<record::StoredEntry> out;
  std::optional<record::Header> before;
  Digest leaf{};
  const auto visit = [&](record::Seq seq, record::StoredEntry entry) -> Status {
    if (seq != out.size()) return refuse(Code::CHAIN_BROKEN, "not dense");
    KATIWALA_TRY(auto header, record::decode_header(entry.header));
    KATIWALA_CHECK(record::check_follows(header, before ? &*before : nullptr, leaf));
    leaf = record::leaf_hash(entry.header);
    for (std::size_t i = 0; i < entry.parts.size(); ++i) {
      const record::Part part{entry.parts[i].salt, entry.parts[i].bytes};
      if (part.hash() != header.part_hashes.at(i)) return refuse(Code::RECORD_HASH_MISMATCH);
    }
    before = std::move(header);
    out.push_back(std::move(entry));
    return good();
  };
  KATIWALA_CHECK(store.scan(0, visit));
  const auto head = store.head();
  if (head && (out.size() != head->seq + 1 || leaf != head->leaf)) return refuse(Code::STORE_DAMAGED, "the scan does not end at the head");
  if (!head && !out.empty()) return refuse(Code::STORE_DAMAGED, "entries without a head");
  return out;
}

}  // namespace katiwala::store::testing
