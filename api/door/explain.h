/// The whole reasoning of one entry, decided again: the state before it is put together from the journal, every rule is heard, and
/// what it says stands beside what was recorded. Needs nothing but the stored ledger and its keys, so it works on a copy, offline.
#pragma once

#include "api/transport/json.h"
#include "ledger/crypto/keystore.h"
#include "ledger/store/logstore.h"
#include "policies/rulebook.h"

namespace katiwala::api::door {

/// ENTRY_MISSING; KEY_MISSING where the entry can not be read any more; what replay refuses.
///
///   {"entry","time","command","engine","rulebook":{"hash","version"},"recorded":{"outcome","reasons"},
///    "decided_again":{"outcome","same"},"rules":[{"rule","title","citation","confidence","source","signed_off","says","code","facts"}]}
/// `says` is "silent" or an outcome. `source` of a rule without legal source is "design default".
/// Rules for a narrower audience than `most` have no row; an entry whose primary part stands in a file that this audience does not read is refused
/// (ENTRY_MISSING).
Result<transport::Json> explain(const store::LogStore& store, crypto::KeyStore* keys, record::Seq seq,
                                policies::Audience most = policies::Audience::compliance);

/// The same for a person's eyes.
std::string explanation_text(const transport::Json& explanation);

}  // namespace katiwala::api::door
