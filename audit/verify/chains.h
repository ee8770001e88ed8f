/// Every subject's chain of parts, and what stands on its accounts.
#pragma once

#include <unordered_map>

#include "audit/verify/book.h"

namespace verify {

struct Chain {
  std::uint64_t parts = 0, last_entry = 0;
  Hash last{};
  bool erased = false;
  std::vector<Posting> standings;
  template <class State>
  void pass(State& state) { state(parts, last_entry, last, erased, standings); }
};

/// Pre: `part` passed check_postings. Follows one subject's chain by one part: number, hash before, balances, floors.
void follow(Chain& chain, const Part& part, std::uint64_t entry, const Place& place);

struct SubjectHash {
  std::size_t operator()(const SubjectId& subject) const { return FirstBytes{}(subject.id) + static_cast<std::size_t>(subject.kind); }
};

class Chains {
 public:
  /// Takes the parts of an entry that are clear. A subject is readable as a whole or withheld as a whole, so a gap is
  /// refused even where parts are withheld.
  void apply(const Part& part, std::uint64_t entry, const Place& place);
  /// From here on the ward, or a file of hers, has no parts.
  void erase(const SubjectId& subject, bool zero_known, std::uint64_t read_from, const Place& place);

  bool known(const SubjectId& subject) const { return chains_.contains(subject); }
  const std::unordered_map<SubjectId, Chain, SubjectHash>& all() const { return chains_; }
  std::size_t open() const { return chains_.size() - erased_; }

  template <class State>
  void pass(State& state) { state(chains_, owners_, erased_); }

 private:
  std::unordered_map<SubjectId, Chain, SubjectHash> chains_;
  std::unordered_map<Id, Id, FirstBytes> owners_;  // whose award or court order it is
  std::size_t erased_ = 0;
};

}  // namespace verify
