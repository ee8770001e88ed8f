/// Where an unfinished write at the end of one of RocksDB's own logs begins.
///
/// RocksDB appends to its write-ahead log and to its MANIFEST (the list of its files) in one format: blocks of 32 KiB, in them
/// records of masked CRC-32C u32 le ‖ length u16 le ‖ type u8 ‖ payload. A power cut between an append and its sync can leave
/// anything in place of the appended bytes. RocksDB takes a record that is cut short for the end of a log; one whose random
/// length happens to fit it takes for damage, and refuses (docs/decisions/0015).
#pragma once

#include "ledger/base/bytes.h"

namespace katiwala::store {

struct LogExtent {
  std::size_t whole = 0;      ///< bytes up to the end of the last record before the first that is not whole
  bool whole_behind = false;  ///< behind that there is a whole record yet: not an unfinished write but damage
};
LogExtent extent_of_log(ByteView log);

}  // namespace katiwala::store
