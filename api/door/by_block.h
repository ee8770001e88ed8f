/// Hundreds of entries by their numbers, on all cores, in order: a page of a ward's entries, a statement, what stood on a day long past.
///
/// Numbers are worked on by the stretch: those that share a block of the store and a tile of the tree, so that what they share is read once, and by one
/// thread. Errors: the refusal of the first stretch that has one; what was made before it is dropped. Less than a batch starts no thread.
#pragma once

#include <span>

#include "ledger/base/in_order.h"
#include "ledger/journal/journal.h"
#include "ledger/tree/tree.h"

namespace katiwala::api::door {

using Numbers = std::span<const record::Seq>;

inline constexpr std::size_t kMostAStretch = 32;    ///< also where all lie in one block: there are several cores
inline constexpr std::size_t kStretchedAtOnce = 128;

/// Appends to `made` what comes of these entries. On any thread, at the same time as others.
template <class T>
using MakeOf = std::function<Status(Numbers stretch, std::vector<T>& made)>;

template <class T>
struct Stretched {
  Numbers numbers;
  std::vector<T> made;
  std::optional<Refusal> refused;
};

/// Pre: ascending.
template <class T>
Result<std::vector<T>> by_block(Numbers numbers, const MakeOf<T>& make) {
  std::vector<T> out;
  const auto work = [&](Stretched<T>& one) {
    const Status made = make(one.numbers, one.made);
    if (!made.ok()) one.refused = made.refusal();
  };
  const auto take = [&](Stretched<T>&& one) -> Status {
    if (one.refused) return *one.refused;
    std::move(one.made.begin(), one.made.end(), std::back_inserter(out));
    return good();
  };
  InOrder<Stretched<T>> walk(cores(), kStretchedAtOnce, work, take);
  for (std::size_t at = 0, end = 0; at < numbers.size(); at = end) {
    const auto in_one = [&] { return end < numbers.size() && end - at < kMostAStretch && numbers[end] / tree::kTileWidth == numbers[at] / tree::kTileWidth; };
    while (in_one()) ++end;
    KATIWALA_CHECK(walk.give({numbers.subspan(at, end - at), {}, std::nullopt}, end - at));
  }
  KATIWALA_CHECK(walk.finish());
  return out;
}

/// The entries themselves. As Journal::read.
inline Result<std::vector<journal::Entry>> read_entries(const journal::Journal& journal, Numbers numbers) {
  return by_block<journal::Entry>(numbers, [&](Numbers stretch, std::vector<journal::Entry>& made) -> Status {
    for (const record::Seq seq : stretch) {
      KATIWALA_TRY(journal::Entry entry, journal.read(seq));
      made.push_back(std::move(entry));
    }
    return good();
  });
}

}  // namespace katiwala::api::door
