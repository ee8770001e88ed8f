/// The published tree as a folder of files, for any tlog client, and with the entries' parts the bundle for an auditor
/// (docs/proofs.md, "A data export").
///
/// What is written is the tree of the head that was published last: <heads>/cosigned, or <heads>/signed where the ledger declares no quorum of
/// witnesses. Where it declares one and only a signed head is at hand, that head is written only if asked for: nobody's policy accepts it. A tree
/// that does not have the head's root is not written.
#pragma once

#include "api/commands/command.h"
#include "audit/log/checkpoint.h"

namespace katiwala::api::commands {

struct PublishedHead {
  std::string name;  ///< "cosigned" or "signed"
  Bytes note;
  audit::Checkpoint checkpoint;
};
/// What lies in the ledger's folder. Read it before the store is opened: a ledger that is served publishes on, and a store that was opened later has all of it. SIGNER_UNUSABLE where no head was ever signed, ORIGIN_UNKNOWN where it is another log's, and what a stored head refuses.
Result<PublishedHead> published_head(const LedgerFolder& folder);

struct TreeWritten {
  std::string head;  ///< "cosigned" or "signed"
  std::uint64_t size = 0;
  std::uint64_t files = 0;
  std::uint64_t parts_in_clear = 0;
  std::uint64_t parts_withheld = 0;
};

struct TreeAsked {
  bool parts = false;       ///< parts/... besides
  bool uncosigned = false;  ///< a head that the ledger's quorum has not cosigned will do
};

/// The tree of `head`, into an empty folder: checkpoint, tile/..., and parts/... Wards' parts are withheld where there are no keys (nullptr).
/// QUORUM_MISSING where none was cosigned and a quorum is declared, CHECKPOINT_FORK where the head is not one of this journal, STORE_DAMAGED where a stored tile is
/// not the tree's, STORE_IO, and what a stored head or an entry refuses.
Result<TreeWritten> export_tree(const LedgerFolder& ledger, const PublishedHead& head, const store::LogStore& store, crypto::KeyStore* keys, const TreeAsked& asked, const Path& folder);

}  // namespace katiwala::api::commands
