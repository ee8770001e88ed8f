/// Entries of the store opened on all cores, and handed on one by one.
///
/// Whatever folds, checks or decides a journal again takes its entries in order; opening them (hashes, keys, CBOR) is most of the work and asks
/// nothing of the entries before. Errors: see `for_each_opened`. Not for one entry: `open_entry`.
#pragma once

#include <functional>

#include "ledger/journal/entry.h"

namespace katiwala::journal {

/// The entry as `open_entry` gave it. Called on the caller's thread, in order; a refusal ends the walk and is its answer.
using TakeOpened = std::function<Status(record::Seq seq, Result<Entry> entry)>;

/// Entries from `first` up to `end` (exclusive; beyond the head: all there are). What the store refuses, once everything it gave before has been
/// taken. `keys` may be null: then sealed parts stay closed. While it runs, `store` is read and `keys` asked on other threads too.
Status for_each_opened(const store::LogStore& store, crypto::KeyStore* keys, record::Seq first, record::Seq end, const TakeOpened& take);

}  // namespace katiwala::journal
