/// A ledger's databases as RocksDB has them: below our own store, for the hand that changes a byte and the eye that reads everything.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "program.h"

namespace rocksdb {
class DB;
class ColumnFamilyHandle;
}  // namespace rocksdb

namespace katiwala::crash {

class RawDatabase {
 public:
  /// Opens every column family there is, for writing. Halts if it does not open.
  explicit RawDatabase(const Path& folder);
  ~RawDatabase();
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;

  /// Every row of a family, values unpacked.
  [[nodiscard]] std::map<std::string, std::string> rows(const std::string& family) const;
  [[nodiscard]] std::vector<std::string> families() const;
  /// Synced: RocksDB's own checksums are right afterwards.
  void put(const std::string& family, const std::string& key, const std::string& value);
  /// Everything out of the logs into table files, and those into one a family.
  void flush_and_compact();

 private:
  std::unique_ptr<rocksdb::DB> db_;
  std::map<std::string, rocksdb::ColumnFamilyHandle*> families_;
};

}  // namespace katiwala::crash
