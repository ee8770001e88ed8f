/// A QR code as a square of modules. ISO/IEC 18004, byte mode, error correction M: read back when a seventh of it is dirty.
#pragma once

#include <string_view>
#include <vector>

#include "ledger/base/result.h"

namespace katiwala::audit::pages {

struct QrCode {
  int side = 0;             ///< modules a side, without the quiet zone
  std::vector<bool> dark;   ///< row by row
  [[nodiscard]] bool is_dark(int row, int column) const { return dark[static_cast<std::size_t>(row * side + column)]; }
};
inline constexpr int kQuietModules = 4;  ///< that must stay white around it

/// FIELD_INVALID for text that does not fit into one code.
Result<QrCode> qr_code(std::string_view text);

}  // namespace katiwala::audit::pages
