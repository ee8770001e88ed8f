#include "ledger/store/vault_rows.h"

#include "ledger/store/rocks_settings.h"

namespace katiwala::store {
namespace {

constexpr std::uint8_t kPieceTag = 0x01, kCoverTag = 0x02;
constexpr std::size_t kNonceBytes = sizeof(crypto::Nonce);
constexpr std::size_t kPiecesAFlush = 24;  // 1.5 MiB of the 2 that are buffered (vault.cpp)

rocksdb::Slice slice(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Refusal not_written(const rocksdb::Status& status) {
  return refuse(Code::STORE_IO, std::string(sentence_of(Code::STORE_IO)) + " (" + status.ToString() + ")");
}

/// Long rows would push everything else out of what is kept of the tables in memory.
rocksdb::ReadOptions passing_read() {
  rocksdb::ReadOptions read = verified_read();
  read.fill_cache = false;
  return read;
}

rocksdb::WriteOptions past_the_log() {
  rocksdb::WriteOptions write = unsynced_write();
  write.disableWAL = true;
  return write;
}

}  // namespace

Bytes item_row(const VaultId& item) { return {item.bytes.begin(), item.bytes.end()}; }

Bytes piece_row(const VaultId& item, std::uint32_t number) {
  Bytes out = item_row(item);
  out.push_back(kPieceTag);
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(number >> shift));
  return out;
}

Bytes cover_row(const VaultId& item) {
  Bytes out = item_row(item);
  out.push_back(kCoverTag);
  return out;
}

std::optional<Bytes> cover_of(ByteView row) {
  VaultId item;
  if (row.size() <= item.bytes.size() || row[item.bytes.size()] != kPieceTag) return std::nullopt;
  std::memcpy(item.bytes.data(), row.data(), item.bytes.size());
  return cover_row(item);
}

Bytes seal_row(const crypto::DataKey& key, crypto::Entropy& entropy, ByteView row, ByteView clear) {
  crypto::Nonce nonce;
  entropy.fill(nonce);
  Bytes box(nonce.begin(), nonce.end());
  const Bytes sealed = crypto::seal(key, nonce, row, clear);
  box.insert(box.end(), sealed.begin(), sealed.end());
  return box;
}

Result<Bytes> open_row(const crypto::DataKey& key, ByteView row, ByteView box, const std::string& place) {
  if (box.size() < kNonceBytes + crypto::kTagBytes) return refuse(Code::STORE_DAMAGED, "An item of the vault is cut short.", place);
  crypto::Nonce nonce;
  std::memcpy(nonce.data(), box.data(), kNonceBytes);
  auto clear = crypto::open(key, nonce, row, box.subspan(kNonceBytes));
  if (!clear.ok()) return refuse(clear.refusal().code, clear.refusal().message, place);
  return clear;
}

Status VaultTable::put(ByteView row, ByteView box) {
  const auto status = db_->Put(synced_write(), slice(row), slice(box));
  return status.ok() ? good() : Status(not_written(status));
}

Result<std::optional<Bytes>> VaultTable::get(ByteView row, const std::string& place) const {
  rocksdb::PinnableSlice value;
  const auto status = db_->Get(passing_read(), db_->DefaultColumnFamily(), slice(row), &value);
  if (status.IsNotFound()) return std::optional<Bytes>{};
  if (!status.ok()) return refusal_of(status, place);
  const auto* begin = reinterpret_cast<const std::uint8_t*>(value.data());
  return std::optional<Bytes>{Bytes(begin, begin + value.size())};
}

std::unique_ptr<rocksdb::Iterator> VaultTable::from(ByteView row) const {
  std::unique_ptr<rocksdb::Iterator> out(db_->NewIterator(passing_read()));
  out->Seek(slice(row));
  return out;
}

PiecesWriter::~PiecesWriter() {
  for (const Bytes& row : unfinished_) db_.Delete(past_the_log(), slice(row)).PermitUncheckedError();
}

Status PiecesWriter::add(Bytes row, ByteView box) {
  const auto put = db_.Put(past_the_log(), slice(row), slice(box));
  if (!put.ok()) return not_written(put);
  unfinished_.push_back(std::move(row));
  // Before the database would do it by itself: it goes on filling a second buffer then, and warns that it stops when that is full too.
  if (unfinished_.size() % kPiecesAFlush != 0) return good();
  const auto flushed = db_.Flush(rocksdb::FlushOptions());
  return flushed.ok() ? good() : Status(not_written(flushed));
}

Status PiecesWriter::finish() {
  const auto flushed = unfinished_.empty() ? rocksdb::Status::OK() : db_.Flush(rocksdb::FlushOptions());
  if (!flushed.ok()) return not_written(flushed);
  unfinished_.clear();
  return good();
}

}  // namespace katiwala::store
