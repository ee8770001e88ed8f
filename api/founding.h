/// Making a ledger: places, keys, PKI where it is a sandbox, and entry 0 signed by two founding officers.
#pragma once

#include "api/ledger_folder.h"

namespace katiwala::api {

/// A founding principal as the operator gives it: role, and certificate by PEM file. Officers who sign give their key as well.
struct FoundingPrincipal {
  custody::Role role = custody::Role::auditor;
  Path certificate;
  Path key;  ///< empty: does not sign here
};

struct Founding {
  LedgerFolder folder;       ///< root, mode, origin, places and, in production, the TLS files and the passphrase file
  std::vector<std::string> witnesses;  ///< vkeys whose cosignatures count from entry 0 on
  std::uint32_t witness_quorum = 0;    ///< and how many of them must cover an approval before its money leaves
  std::string rulebook;      ///< the bundle's text
  std::vector<FoundingPrincipal> principals;  ///< production only
  Instant sandbox_start;     ///< where a sandbox's clock begins
  int scrypt_log2_n = 17;    ///< keyfile.h; lower in sandboxes and tests, whose passphrase is no secret
};

/// 2026-01-05 09:00 in Manila: the first Monday of the year whose calendar comes with the program.
Instant default_sandbox_start();

/// The settings of a sandbox under `root`, everything in one folder.
LedgerFolder sandbox_folder(const Path& root, std::string_view origin);

/// STORE_EXISTS if there is a ledger; FOLDER_OPTION; what store, key store and judge refuse. What was made before a refusal stays where
/// it is for the operator to look at.
Status found(const Founding& founding);

/// The rulebook and calendars that come with the program, as one bundle: from $KATIWALA_DATA, a folder policies/data above the
/// program's own, or /usr/share/katiwala. STORE_MISSING.
Result<std::string> shipped_rulebook();

}  // namespace katiwala::api
