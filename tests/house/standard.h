/// A page that holds the house against somebody's standard (docs/asvs.md) may name only what is there, and must tell every requirement once.
///
/// Its tables begin with the number of a requirement, or several: `1.2.3`, `1.2.3, 1.2.5`, `1.2.3 to 1.2.6`, `10.1 to 10.7` (whole sections).
#pragma once

#include "tests/house/checks.h"

namespace katiwala::house {

/// In backquotes: `folder/name` is a file or folder of the tree, as it stands or below tests, the ending of a script may be missing; `name.cpp` a file
/// anywhere; `Suite.Case` and `Suite` tests that are there. What begins with a slash is a URL. Links lead to files. A row that holds says where.
Complaints check_what_is_named(const SourceTree& tree, const std::string& page);

/// Each of the requirements of OWASP ASVS 5.0, by chapter, section and number.
Complaints check_requirements_of_asvs(const SourceTree& tree, const std::string& page);

}  // namespace katiwala::house
