/// The day's pack: a folder of papers, each as JSON and PDF, and an index with their digests. The same journal, head, day and reader give the same bytes.
///
///   index.json                               day, reader, what the papers rest on, and SHA-256 of every file
///   end-of-day, statements-due               what is open
///   trial-balance                            both books
///   reconciliation-<bank>-<code>-<pool>      one a pool, the first eight digits of its pseudonym
///   covered-transactions-<ward>              for compliance and auditors alone: drafts for wards of whom anything was counted that day (R36, R38)
#pragma once

#include "api/daily/day.h"
#include "api/ledger_folder.h"
#include "audit/reports/history.h"

namespace katiwala::api::daily {

struct PackAsked {
  CivilDate day, today;
  bool confidential = false;
  std::string note;                  ///< the published head
  std::string public_url;
};

struct PackWritten {
  std::vector<std::string> files;
  CivilDate as_of;                   ///< the day up to which the journal was folded: `day`, or the last under the head where that is earlier
};

/// Into `folder`, which must not be there; it appears whole or not at all. EXPORT_EXISTS, and what reports refuse.
Result<PackWritten> write_pack(const Sources& from, const store::LogStore& store, crypto::KeyStore& keys, const std::vector<audit::daily::OpenItem>& items,
                               const PackAsked& asked, const Path& folder, const audit::reports::Progress& progress);

}  // namespace katiwala::api::daily
