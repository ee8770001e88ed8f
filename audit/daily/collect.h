/// The book's side of a banking day, drawn from entries of the journal and the state after them.
///
/// Entries are read backwards from the newest, as far as `has_begin` asks: to the last statement of every account that agreed before the
/// day. What came after the day is taken off the balances of now. Nothing is read here: values in, values out.
#pragma once

#include <functional>
#include <span>
#include <unordered_set>

#include "audit/daily/day.h"
#include "ledger/custody/state.h"
#include "ledger/journal/entry.h"

namespace katiwala::audit::daily {

/// A statement that was held against the book.
struct StatementSeen {
  std::uint64_t entry = 0;
  CivilDate day;
  Amount closing;
  Amount difference;                              ///< closing - book, as the entry says
  std::optional<custody::VaultRef> message{};     ///< the bank's message
  bool brought = false;                           ///< no statement: an older book ended so, with which the account begins
};

/// An entry brought in what older books had on an account, or took it back.
struct BroughtSeen {
  std::optional<CivilDate> as_of{};               ///< nothing: taken back
  Amount bank;                                    ///< what stands there after it: nothing but what was brought in
};

/// What one entry did to a pool.
struct PoolEntry {
  std::uint64_t entry = 0;
  CivilDate day;                                  ///< the bank's where a line of its is booked, else the journal's
  std::vector<BookLine> lines{};
  std::vector<book::Posting> postings{};          ///< of the book of custody, on accounts of the pool and its wards
  std::optional<StatementSeen> statement{};
  std::vector<BroughtSeen> brought{};
};

struct PoolOwners {
  custody::PoolId pool;
  std::unordered_set<custody::WardId> wards;
};
PoolOwners owners_of(const custody::State& state, const custody::PoolId& pool);

/// Nothing: the entry is not about that pool. `carried_out`: what the entry did; of an approval that completed a quorum the command that was
/// proposed, nullptr where it can not be read.
std::optional<PoolEntry> pool_entry(const PoolOwners& owners, const journal::Entry& entry, const custody::Command* carried_out);

/// Whether entries read so far reach, for every account of the pool, the last statement before `day` that agreed.
bool has_begin(const custody::Pool& pool, CivilDate day, std::span<const PoolEntry> entries);

/// What the bank's own message says of a statement.
struct StatementRead {
  std::optional<Amount> opening{};
  std::vector<BankLine> lines{};
};
/// Nothing: the message is not at hand, can not be read, or lists no lines although the balance moved.
using ReadStatement = std::function<std::optional<StatementRead>(const StatementSeen& statement)>;

/// One for each account of the pool. `entries`: ascending, up to the newest that `state` has taken. Pre: the pool is there.
std::vector<AccountDay> account_days(const custody::State& state, const custody::PoolId& pool, CivilDate day, std::span<const PoolEntry> entries,
                                     const ReadStatement& read);

}  // namespace katiwala::audit::daily
