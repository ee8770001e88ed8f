/// The table-driven CRC-32C that `crc32c` (digest.h) falls back to where the processor has no instruction for it.
/// Declared here so that the tests can hold the two against each other.
#pragma once

#include "ledger/base/bytes.h"

namespace katiwala::crypto {
std::uint32_t crc32c_portable(ByteView bytes);
}  // namespace katiwala::crypto
