/// What the text formats of the log share: lines that end in LF alone, decimal numbers with one spelling, hashes in base64.
///
/// Parsers of others (Go's) skip CR and LF inside base64 and read stray low bits; here one value has one spelling, so that a
/// text accepted here can not be read as another one elsewhere.   Source: C2SP signed-note, tlog-checkpoint, tlog-proof, tlog-witness.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/custody/note_key.h"

namespace katiwala::audit {

/// Sizes and times of the formats end here: others hold them in signed 64 bits.
inline constexpr std::uint64_t kMaxLogNumber = (std::uint64_t{1} << 63) - 1;

/// Cuts a text into lines, counting them from 1.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  /// The next line without its LF; nothing at the end of the text, or if what is left has no LF (`at_end` tells which).
  std::optional<std::string_view> next();
  /// What has not been cut off yet.
  [[nodiscard]] std::string_view rest() const { return rest_; }
  /// "line 3": the line that `next` gave, or failed to give, last.
  [[nodiscard]] std::string place() const { return "line " + std::to_string(number_); }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

/// ASCII digits without sign or leading zero, at most kMaxLogNumber; nothing otherwise.
std::optional<std::uint64_t> parse_decimal(std::string_view text);
/// Exactly 32 bytes in canonical base64; nothing otherwise.
std::optional<Digest> parse_hash(std::string_view base64);
using custody::is_key_name;
using custody::is_note_text;

/// A hash a line.
std::string print_hashes(std::span<const Digest> hashes);

}  // namespace katiwala::audit
