/// Playing a random history, and cutting one that differs down to what a person can follow.
#pragma once

#include "tests/model/generator.h"
#include "tests/model/play.h"

namespace katiwala::model {

struct Played {
  History history;        ///< as far as it was played
  std::string differs;    ///< "": both agreed to the end
  bool at_the_end = false;  ///< only what must hold of a finished history differs
  Tally tally;
};

Played play_at_random(std::uint64_t seed, std::size_t steps);
/// The steps of a history that differed, as few as playing `most_steps` again can make them, and what differs at the last of them.
std::string explain(const Played& outcome, std::size_t most_steps = 150'000);

}  // namespace katiwala::model
