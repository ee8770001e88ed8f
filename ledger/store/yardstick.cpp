#include "ledger/store/yardstick.h"

#include <rocksdb/db.h>

#include "ledger/base/endian.h"
#include "ledger/store/filesystem.h"
#include "ledger/store/head_file.h"
#include "ledger/store/rocks_settings.h"

namespace katiwala::store {

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
