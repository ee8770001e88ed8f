#include "ledger/store/yardstick.h"

#include <rocksdb/db.h>

#include "ledger/base/endian.h"
#include "ledger/store/block.h"
#include "ledger/store/filesystem.h"
#include "ledger/store/head_file.h"
#include "ledger/store/rocks_settings.h"

namespace katiwala::store {
namespace {

/// How many frames lie back to back; none is decoded.
std::uint64_t entries_in(ByteView frames) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; at + 4 <= frames.size(); ++count) at += 4 + load_be<std::uint32_t>(frames.data() + at);
  return count;
}

}  // namespace

struct Yardstick::Impl {
  std::unique_ptr<rocksdb::DB> db;
  std::unique_ptr<AppendFile> file;
  std::uint64_t next = 0;
};

Yardstick::Yardstick(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Yardstick::~Yardstick() = default;

Result<std::unique_ptr<Yardstick>> Yardstick::create(const std::filesystem::path& folder) {
  FileSystem& files = posix_filesystem();
  KATIWALA_CHECK(files.make_folder(folder));
  auto impl = std::make_unique<Impl>();
  rocksdb::Options options;  // as it comes
  options.create_if_missing = true;
  rocksdb::DB* db = nullptr;
  if (const auto status = rocksdb::DB::Open(options, (folder / "db").string(), &db); !status.ok()) return refusal_of(status, folder.string());
  impl->db.reset(db);
  KATIWALA_CHECK(files.write_synced(folder / "head", {}));
  KATIWALA_TRY(impl->file, files.open_append(folder / "head"));
  return std::unique_ptr<Yardstick>(new Yardstick(std::move(impl)));
}

Status Yardstick::put(std::span<const Bytes> values) {
  rocksdb::WriteBatch batch;
  for (const Bytes& value : values) {
    std::array<char, 8> key;
    store_be(reinterpret_cast<std::uint8_t*>(key.data()), impl_->next++);
    const rocksdb::Slice bytes(reinterpret_cast<const char*>(value.data()), value.size());
    if (const auto status = batch.Put(rocksdb::Slice(key.data(), key.size()), bytes); !status.ok()) return refusal_of(status, "yardstick");
  }
  rocksdb::WriteOptions write;
  write.sync = true;
  if (const auto status = impl_->db->Write(write, &batch); !status.ok()) return refusal_of(status, "yardstick");
  const std::array<std::uint8_t, kHeadRecordBytes> record{};
  KATIWALA_CHECK(impl_->file->append(record));
  return impl_->file->datasync();
}

struct BareJournal::Impl {
  std::unique_ptr<rocksdb::DB> db;
  rocksdb::ColumnFamilyHandle* journal = nullptr;
  ~Impl() {
    if (journal != nullptr) static_cast<void>(db->DestroyColumnFamilyHandle(journal));
  }
};

BareJournal::BareJournal(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
BareJournal::~BareJournal() = default;

Result<std::unique_ptr<BareJournal>> BareJournal::open(const std::filesystem::path& journal_folder) {
  const EngineOptions engine;
  const rocksdb::DBOptions settings = database_settings(engine, rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords);
  const std::vector<rocksdb::ColumnFamilyDescriptor> families{{rocksdb::kDefaultColumnFamilyName, table_settings(engine, false)},
                                                              {"journal", table_settings(engine, true)}};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  const auto status = rocksdb::DB::OpenForReadOnly(settings, journal_folder.string(), families, &handles, &opened);
  if (!status.ok()) return refusal_of(status, journal_folder.string());
  auto impl = std::make_unique<Impl>();
  impl->db.reset(opened);
  static_cast<void>(opened->DestroyColumnFamilyHandle(handles[0]));
  impl->journal = handles[1];
  return std::unique_ptr<BareJournal>(new BareJournal(std::move(impl)));
}

Result<BareJournal::Found> BareJournal::find(std::span<const record::Seq> entries) const {
  Found out;
  const std::unique_ptr<rocksdb::Iterator> at(impl_->db->NewIterator(verified_read(), impl_->journal));
  const auto bytes_of = [](const rocksdb::Slice& slice) { return ByteView(reinterpret_cast<const std::uint8_t*>(slice.data()), slice.size()); };
  std::uint64_t first = 0, last = 0;  // of the block that is being looked at, as its length says; none yet where last is 0
  for (const record::Seq seq : entries) {
    if (last == 0 || seq > last) {
      std::array<std::uint8_t, 8> key;
      store_be(key.data(), seq);
      at->SeekForPrev(rocksdb::Slice(reinterpret_cast<const char*>(key.data()), key.size()));
      if (!at->Valid() || at->key().size() != key.size()) return damaged_entry(seq, "the entry is missing");
      first = load_be<std::uint64_t>(bytes_of(at->key()).data());
      last = first + entries_in(bytes_of(at->value())) - 1;
      ++out.blocks;
    }
    KATIWALA_TRY(const ByteView frame, frame_of(first, bytes_of(at->value()), seq));
    out.bytes += frame.size();
  }
  return out;
}

Status compact_for_measuring(const std::filesystem::path& journal_folder) {
  const EngineOptions engine;
  const rocksdb::DBOptions settings = database_settings(engine, rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords);
  std::vector<std::string> names;
  if (const auto status = rocksdb::DB::ListColumnFamilies(settings, journal_folder.string(), &names); !status.ok()) return refusal_of(status, "compaction");
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, table_settings(engine, name == "journal" || name == "derived"));
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  auto status = rocksdb::DB::Open(settings, journal_folder.string(), families, &handles, &opened);
  if (!status.ok()) return refusal_of(status, "compaction");
  const std::unique_ptr<rocksdb::DB> db(opened);
  rocksdb::CompactRangeOptions everything;
  everything.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    if (status.ok()) status = db->CompactRange(everything, handle, nullptr, nullptr);
    static_cast<void>(db->DestroyColumnFamilyHandle(handle));
  }
  if (status.ok()) status = db->Close();
  if (!status.ok()) return refusal_of(status, "compaction");
  return good();
}

}  // namespace katiwala::store
