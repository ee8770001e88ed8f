/// The mark on a copy that was restored from a backup: until two officers have accepted it, nothing but the restoring itself writes there.
///
///   <head>/restored        one record in the head file's form (head_file.h):
///                          epoch = the one that the ledger goes on in; head = the newest entry that is known to have been acknowledged
///   <head>/head.lost-E     the head file that was found there, of the life before epoch E
///
/// Epochs: the upper 16 bits count the restorings of a ledger, the lower 16 the openings since. So the epoch of a restored copy lies above every
/// opening of the life that was lost, also where that head file is lost with it.   Source: docs/restore.md; docs/durability.md.
#pragma once

#include <optional>

#include "ledger/store/engines.h"
#include "ledger/store/head_file.h"

namespace katiwala::store {

inline constexpr std::uint32_t kOpeningsOfALife = std::uint32_t{1} << 16;

/// What the mark of a copy says that is made from `backup`, where the head file `survivor` was found in its place.
/// STORE_HEAD_MISMATCH if they are of two ledgers.
Result<HeadRecord> mark_for(const HeadRecord& backup, const std::optional<HeadFileContent>& survivor);

/// Nothing: the ledger at these places was not restored, or was accepted. STORE_HEAD_DAMAGED if the mark can not be read.
Result<std::optional<HeadRecord>> read_restored_mark(FileSystem& files, const Places& places);
/// Durable before it returns.
Status put_restored_mark(FileSystem& files, const Places& places, const HeadRecord& mark);
Status lift_restored_mark(FileSystem& files, const Places& places);

/// An empty journal in the place of the lost one, marked. Takes the locks. The mark comes first, so what a power cut leaves of this does not
/// open for writing; it is repeated once the operator has cleared the data folder. STORE_EXISTS if a database is there.
Result<std::unique_ptr<LogStore>> create_restored(const Places& places, const HeadRecord& backup, const EngineOptions& options);
/// The marked copy, to add what is missing. STORE_NOT_RESTORED if there is no mark; otherwise as `open_rocks`.
Result<std::unique_ptr<LogStore>> open_restored(const Places& places, const EngineOptions& options);

}  // namespace katiwala::store
