/// A rulebook's text with other figures: one parameter at a time, which must be there.
#pragma once

#include <string>

#include "ledger/base/assert.h"

namespace katiwala::journal::testing {

/// Writes another value of a parameter, as it stands in the text ("\"50000.00 PHP\"", "14").
inline void set_parameter(std::string& text, const std::string& rule, const std::string& parameter, const std::string& value) {
  const std::size_t table = text.find("[rules." + rule + ".parameters]\n");
  const std::string line = "\n" + parameter + " = ";
  const std::size_t at = text.find(line, table);
  KATIWALA_ASSERT(table != std::string::npos && at < text.find("\n[", table), "a parameter that the rulebook does not have");
  text.replace(at + line.size(), text.find('\n', at + 1) - at - line.size(), value);
}

}  // namespace katiwala::journal::testing
