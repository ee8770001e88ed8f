/// Entries that a restored copy lacks, out of an auditor's bundle: put back as they were, to the byte of every hash.
///
/// A bundle holds parts in clear; a ward's are sealed again under her own data key, which the surviving key store has. A ward that was opened after the
/// backup gets a new data key: its name stands at rest only, never in what is hashed. Parts of a ward erased since stay unreadable, as they were.
/// Vault items are in no bundle; the entries that name them say which are missing.   Source: docs/restore.md.
#pragma once

#include "audit/bundle.h"
#include "ledger/crypto/keystore.h"
#include "ledger/store/logstore.h"

namespace katiwala::audit {

struct Reimported {
  std::uint64_t entries = 0;
  std::uint64_t keys_made = 0;    ///< for wards opened after the backup
  std::uint64_t parts_erased = 0; ///< put back unreadable
};

/// Adds what is missing behind the store's last entry, each checked as a start checks it. CHECKPOINT_FORK if the bundle is of another history,
/// RESTORE_SHORT if a part is withheld that no erasure in the bundle explains (an auditor's copy made without keys), and what `fold` refuses with
/// "entry N". What was added before a refusal stays: it is a beginning of the right history. `progress` may be empty.
Result<Reimported> reimport(const BundleReader& bundle, store::LogStore& store, crypto::KeyStore& keys,
                            const std::function<void(record::Seq done, record::Seq total)>& progress);

}  // namespace katiwala::audit
