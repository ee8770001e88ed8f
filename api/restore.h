/// From a backup back to a ledger: the copy, what it lacks, and the two officers who answer for it.
///
///   begin     the backup's entries and vault items where the lost ones lay; the copy is marked and can only be read
///   import    entries that came after the backup, out of an auditor's bundle
///   accept    everything verified and decided again, every witness asked; then an entry signed by two officers, and the mark is taken away
///
/// Whatever the head file that was found or a witness knows of, the copy must have, or it is not accepted: a ledger that lost acknowledged entries for good
/// can not go on under its name, it can only be founded anew with the balances as they are believed to be.   Source: docs/restore.md; docs/format.md, docs/durability.md.
#pragma once

#include "api/backup.h"
#include "api/house.h"
#include "audit/bundle.h"
#include "audit/reimport.h"

namespace katiwala::api {

struct RestoreStanding {
  BackupManifest backup;
  std::uint64_t entries = 0;      ///< of the copy as it lies there
  store::HeadRecord mark;         ///< epoch to come; the newest entry that is known to have been acknowledged
  [[nodiscard]] std::uint64_t missing() const { return mark.head && mark.head->seq >= entries ? mark.head->seq + 1 - entries : 0; }
};

/// STORE_NOT_RESTORED if nothing is being restored there.
Result<RestoreStanding> restore_standing(const LedgerFolder& folder);

/// Goes on with a restoring that was interrupted. STORE_EXISTS if a database lies there that is not the copy; BACKUP_UNFINISHED; what the
/// backup refuses when its entries are read, CHAIN_BROKEN if they do not lead to what its manifest says.
Result<RestoreStanding> begin_restore(const LedgerFolder& folder, const Path& backup, const BackupProgress& progress);

/// The bundle's head is judged by the policy. As `audit::reimport`.
Result<audit::Reimported> import_missing(const LedgerFolder& folder, crypto::KeyStore& keys, const audit::FileSource& bundle, const audit::TrustPolicy& policy,
                                         const BackupProgress& progress);

/// An officer, as given where the copy lies: certificate and key, PEM; the key 0600.
struct OfficerFiles {
  Path certificate, key;
};
struct Acceptance {
  OfficerFiles trust_officer, compliance;
  std::string reason;
};
struct Accepted {
  record::Seq entry = 0;  ///< that says so
  std::uint32_t epoch = 0;
  std::vector<custody::WitnessSeen> seen;
};
/// RESTORE_SHORT names the first missing entry, STORE_HEAD_MISMATCH another history than the head file found; the first bad or differently decided entry;
/// WITNESS_AHEAD, CHECKPOINT_FORK; WITNESS_WAITING if fewer witnesses answered than the ledger's quorum; what the rules deny.
Result<Accepted> accept_restored(const LedgerFolder& folder, HouseOptions options, const Acceptance& acceptance, const BackupProgress& progress);

}  // namespace katiwala::api
