#include "ledger/store/appender.h"

#include "ledger/store/block.h"

namespace katiwala::store {
namespace {

constexpr std::size_t kEntriesAWrite = 4096;
constexpr record::Seq kProgressEvery = 1024;

Refusal does_not_follow(record::Seq seq, const std::string& field) {
  return refuse(Code::CHAIN_BROKEN, "The entry does not follow the one before it (" + field + ").", "entry " + std::to_string(seq));
}

}  // namespace

Result<Appender> Appender::behind(LogStore& store) {
  Appender out(store);
  const auto head = store.head();
  const std::uint64_t size = head ? head->seq + 1 : 0;
  out.builder_ = BlockBuilder(size);
  std::vector<Digest> tail;
  // The last entry is read in any case: the next one must follow it.
  const record::Seq first = size == 0 ? 0 : (size - 1) / tree::kTileWidth * tree::kTileWidth;
  KATIWALA_CHECK(store.scan(first, [&](record::Seq seq, const record::StoredEntry& entry) -> Status {
    KATIWALA_TRY(out.before_, record::decode_header(entry.header));
    out.leaf_ = record::leaf_hash(entry.header);
    if (seq >= size / tree::kTileWidth * tree::kTileWidth) tail.push_back(out.leaf_);
    return good();
  }));
  KATIWALA_TRY(out.frontier_, tree::Frontier::load(size, [&store](tree::TileId id) { return store.tile(id); }, tail));
  return out;
}

Status Appender::add(const record::StoredEntry& entry) {
  KATIWALA_TRY(record::Header header, record::decode_header(entry.header));
  const auto follows = record::check_follows(header, before_ ? &*before_ : nullptr, leaf_);
  if (!follows.ok()) return does_not_follow(next(), follows.refusal().place);
  leaf_ = record::leaf_hash(entry.header);
  before_ = std::move(header);
  builder_.add(entry);
  frontier_.append(leaf_, tiles_);
  return ++waiting_ < kEntriesAWrite ? good() : flush();
}

Status Appender::flush() {
  if (waiting_ == 0) return good();
  Batch batch;
  batch.blocks = builder_.take();
  batch.tiles = std::exchange(tiles_, {});
  batch.last = next() - 1;
  batch.last_leaf = leaf_;
  waiting_ = 0;
  return store_->append(batch);
}

Status copy_entries(const LogStore& from, LogStore& to, record::Seq end, const std::function<void(record::Seq done, record::Seq total)>& progress) {
  KATIWALA_TRY(Appender appender, Appender::behind(to));
  if (appender.next() >= end) return good();
  bool reached = false;
  const Status copied = from.scan(appender.next(), [&](record::Seq seq, const record::StoredEntry& entry) -> Status {
    reached = seq >= end;
    if (reached) return refuse(Code::ENTRY_MISSING);  // ends the scan
    if (progress && seq % kProgressEvery == 0) progress(seq, end);
    return appender.add(entry);
  });
  if (!copied.ok() && !reached) return copied;
  KATIWALA_CHECK(appender.flush());
  if (appender.next() < end) return refuse(Code::ENTRY_MISSING, "The journal that is copied ends too early.", "entry " + std::to_string(appender.next()));
  return good();
}

}  // namespace katiwala::store
