/// `katiwala verify`: everything a stored ledger says of itself, checked against itself.
///
/// For every entry in order: frame, header, part hashes, chain (seq, prev, time), opening of sealed parts, subject chains, zero sum, floors,
/// balances after, seals. Then: full tiles against the leaves, the head file's head against the last entry, derived tables against a state
/// rebuilt from nothing, every sealed part that does not open against an erasure that names its key, and that no erased key exists.
///
/// What it does not do: it trusts this program's own code (the independent program is audit/verify), and it does not decide again.
#pragma once

#include <functional>

#include "ledger/journal/journal.h"

namespace katiwala::audit {

struct VerifyProgress {
  record::Seq entries = 0;
  record::Seq total = 0;
};

struct VerifyOptions {
  /// Null: sealed parts stay closed, are counted, and money and chains of wards are not checked.
  crypto::KeyStore* keys = nullptr;
  std::function<void(const VerifyProgress&)> progress;  ///< may be empty; called every few thousand entries
};

struct VerifyReport {
  record::Seq entries = 0;
  std::uint64_t parts = 0;
  std::uint64_t parts_closed = 0;         ///< sealed, and no key store was given
  std::uint64_t parts_erased = 0;         ///< sealed under a key that an erasure names
  std::uint64_t seals = 0;                ///< made again from the entries before them
  std::uint64_t seals_open = 0;           ///< over parts that can not be read
  std::uint64_t tiles = 0;
  std::uint64_t derived_rows = 0;
  bool derived_compared = false;
  Digest root{};
  Instant last_time;
  /// The first thing that is wrong: code, sentence, and "entry N ..." as place.
  std::optional<Refusal> first_bad;
  [[nodiscard]] bool good() const { return !first_bad.has_value(); }
};

/// Never refuses: what can not be read is the first bad thing.
VerifyReport verify_ledger(const store::LogStore& store, const VerifyOptions& options);

}  // namespace katiwala::audit
