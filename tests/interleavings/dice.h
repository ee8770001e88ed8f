/// Random numbers that are the same everywhere for the same seed (SplitMix64).
#pragma once

#include <initializer_list>

#include "tests/interleavings/names.h"

namespace katiwala::interleavings {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() { return mixed(state_ += seeded::kSplitMixStep); }
  /// 0 .. sides-1. Pre: sides > 0.
  int roll(int sides) { return static_cast<int>(next() % static_cast<std::uint64_t>(sides)); }
  bool percent(int chance) { return roll(100) < chance; }
  template <class List>
  const typename List::value_type& pick(const List& list) {
    return list[static_cast<std::size_t>(roll(static_cast<int>(list.size())))];
  }
  template <class T>
  T among(std::initializer_list<T> list) {
    return list.begin()[roll(static_cast<int>(list.size()))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace katiwala::interleavings
