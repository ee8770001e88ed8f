/// What stands in each derived row (tables: derived.h). Private to this room.
#pragma once

#include "ledger/journal/memory.h"

namespace katiwala::journal {

inline constexpr std::uint8_t kShapeTable = 0, kIdempotencyTable = 32;
/// How a stored value begins (derived.h).
inline constexpr std::uint8_t kClearRow = 0, kSealedRow = 1;

/// One row into the memory. STORE_DAMAGED for a table or a length that is not known here.
Status load_row(Memory& memory, const Bytes& key, ByteView clear, const std::optional<crypto::KeyId>& sealed_for);

}  // namespace katiwala::journal
