/// The ledger as it would lie there had one of its decisions been recorded otherwise, by somebody who holds its keys: links, headers and tiles follow from what
/// is told instead, so nothing in it disagrees with anything else in it.
#pragma once

#include <functional>

#include "ledger/journal/entry.h"
#include "ledger/store/engines.h"

namespace katiwala::model {

/// Says something else of a readable entry: in its parts' own words.
using Retell = std::function<void(journal::Entry&)>;

/// Entries before `at` stay as they are. Pre: entry `at` is wholly readable, and no seal comes after it.
Result<std::unique_ptr<store::LogStore>> retold(const store::LogStore& told, crypto::KeyStore& keys, record::Seq at, const Retell& retell);

}  // namespace katiwala::model
