/// CBOR for a reader: one data item a line, its bytes on the left, what they say on the right, as deep as it stands.
#pragma once

#include <string>

#include "ledger/base/bytes.h"

namespace katiwala::journal::testing {

/// Pre: exactly one value of the record's subset (halts the test otherwise).
std::string dump_cbor(ByteView value);

}  // namespace katiwala::journal::testing
