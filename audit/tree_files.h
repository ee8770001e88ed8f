/// The published tree as files, and the bundle for an auditor. Layout and bytes: docs/proofs.md, "A data export".
///
/// Streams: nothing larger than one file is held.
#pragma once

#include <functional>
#include <string>

#include "audit/log/tiles.h"
#include "ledger/journal/entry.h"

namespace katiwala::audit {

/// Takes one file: its path below the export's folder, with slashes, and its bytes. Stops at the first refusal.
using FileSink = std::function<Status(const std::string& path, ByteView bytes)>;

/// Every tile and bundle of headers of a tree of that size, each at its greatest width.
Status write_tree_files(const LogSource& source, std::uint64_t size, const FileSink& sink);

struct PartsWritten {
  std::uint64_t in_clear = 0;
  std::uint64_t withheld = 0;  ///< erased, or no key store was given
};
/// parts/<N>[.p/W] for the first `size` entries. `keys` may be null: then wards' parts are withheld. What the store or an entry refuses.
Result<PartsWritten> write_part_files(const store::LogStore& store, crypto::KeyStore* keys, std::uint64_t size, const FileSink& sink);

}  // namespace katiwala::audit
