/// From a decision to an entry: parts by subject, chains, balances after, salts, hashes, seals. Private to this room.
#pragma once

#include "ledger/journal/memory.h"

namespace katiwala::journal {

/// An entry that is decided but not yet anywhere.
struct Draft {
  std::shared_ptr<Entry> entry;
  record::StoredEntry stored;
};

/// What the entry to come says about its asking.
struct Asked {
  Act act;
  custody::Command command;
  std::optional<custody::Signature> signature;
  Instant time;
};

/// The decision's own subject comes first, the others in the order of their first effect or posting.
/// Pre: every ward touched has a data key in `memory.ward_keys` or is the one that `new_ward_key` is for.
Draft draft_entry(const Memory& memory, Asked asked, custody::Decision decision, crypto::KeyStore& keys,
                  const std::optional<std::pair<custody::WardId, crypto::KeyId>>& new_ward_key, crypto::Entropy& entropy);

}  // namespace katiwala::journal
