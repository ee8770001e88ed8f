#include "ledger/store/unlisted.h"

#include <rocksdb/db.h>
#include <rocksdb/metadata.h>
#include <rocksdb/sst_file_reader.h>

#include <algorithm>

#include "ledger/store/rocks_settings.h"

namespace katiwala::store {

Result<std::vector<std::string>> unlisted_tables(rocksdb::DB& db) {
  std::vector<rocksdb::LiveFileMetaData> listed;
  db.GetLiveFilesMetaData(&listed);
  std::vector<std::string> names;
  if (const auto status = db.GetEnv()->GetChildren(db.GetName(), &names); !status.ok()) return refusal_of(status, db.GetName());
  std::vector<std::string> out;
  for (const std::string& name : names) {
    const bool is_listed = std::ranges::any_of(listed, [&](const auto& file) { return file.relative_filename == name; });
    if (is_listed || !name.ends_with(".sst")) continue;
    const std::string path = db.GetName() + "/" + name;
    if (rocksdb::SstFileReader(db.GetOptions()).Open(path).ok()) out.push_back(path);
  }
  return out;
}

}  // namespace katiwala::store
