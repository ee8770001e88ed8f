/// Put before every file of the mutants' build, and of no other: the check to leave out is named when the tests start, so
/// that one build serves all mutants.
#pragma once

#include <cstdlib>
#include <string_view>

inline const std::string_view verify_mutant = [] {
  const char* const name = std::getenv("VERIFY_MUTANT");
  return std::string_view(name ? name : "");
}();
