#include "raw.h"

#include <rocksdb/db.h>

#include "ledger/base/assert.h"

namespace katiwala::crash {
namespace {

void must(const rocksdb::Status& status) {
  if (!status.ok()) halt(status.ToString().c_str(), __FILE__, __LINE__);
}

}  // namespace

RawDatabase::RawDatabase(const Path& folder) {
  rocksdb::DBOptions options;
  options.info_log_level = rocksdb::InfoLogLevel::FATAL_LEVEL;
  std::vector<std::string> names;
  must(rocksdb::DB::ListColumnFamilies(options, folder.string(), &names));
  rocksdb::ColumnFamilyOptions packed;
  packed.compression = rocksdb::kLZ4Compression;
  std::vector<rocksdb::ColumnFamilyDescriptor> wanted;
  for (const std::string& name : names) wanted.emplace_back(name, packed);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  must(rocksdb::DB::Open(options, folder.string(), wanted, &handles, &db));
  db_.reset(db);
  for (std::size_t i = 0; i < names.size(); ++i) families_[names[i]] = handles[i];
}

RawDatabase::~RawDatabase() {
  for (const auto& [name, handle] : families_) must(db_->DestroyColumnFamilyHandle(handle));
}

std::map<std::string, std::string> RawDatabase::rows(const std::string& family) const {
  std::map<std::string, std::string> out;
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(rocksdb::ReadOptions(), families_.at(family)));
  for (at->SeekToFirst(); at->Valid(); at->Next()) out.emplace(at->key().ToString(), at->value().ToString());
  must(at->status());
  return out;
}

std::vector<std::string> RawDatabase::families() const {
  std::vector<std::string> out;
  for (const auto& [name, handle] : families_) out.push_back(name);
  return out;
}

void RawDatabase::put(const std::string& family, const std::string& key, const std::string& value) {
  rocksdb::WriteOptions synced;
  synced.sync = true;
  must(db_->Put(synced, families_.at(family), key, value));
}

void RawDatabase::flush_and_compact() {
  for (const auto& [name, handle] : families_) {
    must(db_->Flush(rocksdb::FlushOptions(), handle));
    must(db_->CompactRange(rocksdb::CompactRangeOptions(), handle, nullptr, nullptr));
  }
}

}  // namespace katiwala::crash
