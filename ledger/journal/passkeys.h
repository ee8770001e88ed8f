/// A passkey's answer to a statement of this ledger's, judged by what the ledger knows of it. Pure.
#pragma once

#include "ledger/custody/state.h"
#include "ledger/passkey/assertion.h"

namespace katiwala::journal {

/// The challenge was the SHA-256 of `statement` (canonical.h). For the ledger's relying party, which must be the one the passkey was made for, by this
/// credential, with a counter above `counter` unless both are zero. RELYING_PARTY_MISSING and what verify_assertion refuses. Whether the credential counts and
/// is in date is asked beside this.
/// Pre: `credential` is a passkey.
Result<passkey::Credential> judge_passkey(const custody::LedgerRecord& ledger, const custody::Credential& credential, std::uint32_t counter,
                                          const custody::Signature& signature, ByteView statement);

}  // namespace katiwala::journal
