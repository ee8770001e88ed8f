/// A set of random ids in one flat table: of all that the pass in order remembers, what grows with every command.
#pragma once

#include <vector>

#include "audit/verify/bytes.h"

namespace verify {

class IdSet {
 public:
  /// False when it was there before. Pre: not the id of zeros, which stands for a free slot.
  bool insert(const Id& id) {
    if (4 * (count_ + 1) > 3 * slots_.size()) grow();
    Id& slot = slot_of(id);
    if (slot == id) return false;
    slot = id;
    ++count_;
    return true;
  }

  template <class State>
  void pass(State& state) { state(count_, slots_); }

 private:
  Id& slot_of(const Id& id) {
    std::size_t at = FirstBytes{}(id) & (slots_.size() - 1);
    while (slots_[at] != Id{} && slots_[at] != id) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }

  void grow() {
    std::vector<Id> old(std::max<std::size_t>(1024, 2 * slots_.size()));
    old.swap(slots_);
    for (const Id& id : old)
      if (id != Id{}) slot_of(id) = id;
  }

  std::vector<Id> slots_;  // a power of two of them
  std::uint64_t count_ = 0;
};

}  // namespace verify
