/// Judges with one mistake each, put between the program's judge and the journal: a release, or a hand-over, is judged on a state in which something was
/// forgotten. Every one of them must be seen by the interleavings.
#pragma once

#include "tests/interleavings/bank.h"

namespace katiwala::interleavings {

struct Careless {
  std::string_view name;
  void (*forget)(custody::State& state, const custody::Submission& submission, custody::Request& request);
  bool of_files = false;  ///< of what is handed over, and not of releases
};
std::span<const Careless> careless_judges();

Between between(const Careless& careless);

}  // namespace katiwala::interleavings
