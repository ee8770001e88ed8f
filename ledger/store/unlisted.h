/// Tables that lie in a database's folder and that its list of files does not name.
///
/// RocksDB takes a list that ends early for the whole list, and deletes what it does not name as soon as it opens for writing. After
/// a power cut such a table is the work of a flush that was never recorded, and its entries are still in the log. After damage of
/// the list it can be the only place where they are.
#pragma once

#include <string>
#include <vector>

#include "ledger/base/result.h"

namespace rocksdb {
class DB;
}

namespace katiwala::store {

/// Their paths. A table without its end is left out: it was still being written, and until it is whole and synced nothing relies on it.
Result<std::vector<std::string>> unlisted_tables(rocksdb::DB& db);

}  // namespace katiwala::store
