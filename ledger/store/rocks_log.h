/// What RocksDB has to say: warnings and worse, a line each on standard error.
///
/// In place of its own LOG file. Measured on 7.8.3 as packaged: once the disk has refused a write of that file, the next line for it
/// fails an assertion of the library and ends the process, and with it the read-only answers of a ledger whose disk is full.
#pragma once

#include <memory>

namespace rocksdb {
class Logger;
}

namespace katiwala::store {

/// `silent`: nothing at all, for simulated disks that are broken ten thousand times a test.
std::shared_ptr<rocksdb::Logger> rocks_log(bool silent);

}  // namespace katiwala::store
