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

/// Keys made for subjects that have none yet.
using NewKeys = std::vector<std::pair<custody::Subject, crypto::KeyId>>;
/// The subjects of a decision that are sealed and have no data key, each once.
std::vector<custody::Subject> without_key(const Memory& memory, const custody::Decision& decision);

/// The decision's own subject comes first, the others in the order of their first effect or posting.
/// Pre: every sealed subject touched has a data key in `memory.keys` or in `new_keys`.
Draft draft_entry(const Memory& memory, Asked asked, custody::Decision decision, crypto::KeyStore& keys,
                  const NewKeys& new_keys, crypto::Entropy& entropy);

}  // namespace katiwala::journal
