/// Random numbers that are the same everywhere for the same seed (SplitMix64).
#pragma once

#include <cstdint>

namespace katiwala::seeded {

inline constexpr std::uint64_t kSplitMixStep = 0x9e3779b97f4a7c15ULL;

/// The first number that the seed `n` gives; also a number that no other `n` gets.
constexpr std::uint64_t mixed(std::uint64_t n) {
  n += kSplitMixStep;
  n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9ULL;
  n = (n ^ (n >> 27)) * 0x94d049bb133111ebULL;
  return n ^ (n >> 31);
}

class SplitMix {
 public:
  explicit SplitMix(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    const std::uint64_t out = mixed(state_);
    state_ += kSplitMixStep;
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace katiwala::seeded
