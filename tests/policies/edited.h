/// A text with a piece of it changed, at the first place where it stands: how tests turn a figure of the shipped rulebook, or break a line. A piece that
/// stands nowhere halts, since such a test would change nothing and pass.
#pragma once

#include <string>
#include <string_view>

#include "ledger/base/assert.h"

namespace katiwala::policies::kit {

inline std::string edited(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  KATIWALA_ASSERT(at != std::string::npos, "a test changes words that the text does not have");
  return text.replace(at, from.size(), to);
}

}  // namespace katiwala::policies::kit
