/// What a banking day is read from: an open ledger, or one as it lies there, without the vault and the key that marks are made with.
#pragma once

#include "api/house.h"
#include "audit/daily/collect.h"

namespace katiwala::api::daily {

struct Sources {
  /// The state, and the time of the newest entry; copies out what it needs.
  std::function<Status(const std::function<void(const journal::Memory&)>&)> look;
  std::function<Result<journal::Entry>(record::Seq)> read;
  std::uint64_t entries = 0;                       ///< below which `read` reads
  House* house = nullptr;                          ///< nullptr: the bank's messages are not at hand
};
/// Of an open ledger. The house must outlive it.
Result<Sources> sources_of(House& house);
/// Of a ledger as it lies there, folded already. Both must outlive it. `keys` may not be null.
Sources sources_of(const store::LogStore& store, crypto::KeyStore& keys, const journal::Memory& memory);

/// The command an entry carried out: its own, or the proposed one where it is the approval that completed a quorum; nothing where it can not be read.
Result<std::optional<custody::Command>> carried_out(const Sources& from, const journal::Entry& entry);

}  // namespace katiwala::api::daily
