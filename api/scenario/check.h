/// Holding one expectation against what the door shows.
#pragma once

#include "api/scenario/stage.h"

namespace katiwala::api::scenario {

struct Checked {
  bool good = false;
  int line = 0;
  std::string what;      ///< "ward A outstanding"
  std::string expected;
  std::string found;
};

/// `reply` is the step's own; ignored by expectations about the state. Several results where several things were wanted.
std::vector<Checked> check(Stage& stage, const Expectation& expectation, const Reply& reply, const std::string& step_label);

/// Pool cash = wards + suspense + transit + tax + fee + unreadable, for every pool of the script and every currency.
std::vector<Checked> check_books(Stage& stage);

}  // namespace katiwala::api::scenario
