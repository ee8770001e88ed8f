/// The published tree as a folder of files, for any tlog client, and with the entries' parts the bundle for an auditor
/// (docs/proofs.md, "A data export").
///
/// What is written is the tree of the head that was published last: <heads>/cosigned, or <heads>/signed where nothing was cosigned. A tree that
/// does not have that head's root is not written.
#pragma once

#include "api/commands/command.h"

namespace katiwala::api::commands {

struct TreeWritten {
  std::string head;  ///< "cosigned" or "signed"
  std::uint64_t size = 0;
  std::uint64_t files = 0;
  std::uint64_t parts_in_clear = 0;
  std::uint64_t parts_withheld = 0;
};

/// Into an empty folder: checkpoint, tile/..., and parts/... where `parts`. Wards' parts are withheld where `opened` has no keys.
/// SIGNER_UNUSABLE where no head was ever signed, CHECKPOINT_FORK where the head is not one of this journal, STORE_DAMAGED where a stored tile is
/// not the tree's, STORE_IO, and what a stored head or an entry refuses.
Result<TreeWritten> export_tree(const OpenedForReading& opened, bool parts, const Path& folder);

}  // namespace katiwala::api::commands
