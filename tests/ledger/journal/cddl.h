/// The CDDL (RFC 8610) of everything that can stand in a part, drawn from the descriptions that the codec itself reads, so that
/// docs/format.cddl can not say anything else than the program writes.
#pragma once

#include <string>

namespace katiwala::journal::testing {
std::string format_cddl();
}
