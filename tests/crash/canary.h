/// Strings that must be nowhere, and every way they might lie there.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "program.h"

namespace katiwala::crash {

class Canaries {
 public:
  /// The text itself, in lower and upper case, as normalised for comparison (words alone, signs alone, digits alone); each in UTF-8,
  /// UTF-16 of both orders, hex of both cases and base64 at its three alignments.
  void add(const std::string& name, const std::string& text);
  /// "name as encoding" of all that are in `bytes`.
  [[nodiscard]] std::vector<std::string> found_in(std::string_view bytes) const;
  [[nodiscard]] std::size_t needles() const { return needles_.size(); }

 private:
  std::map<std::string, std::string> needles_;  ///< bytes to what they are
};

/// How one text is encoded, for planting it: "UTF-8", "UTF-16LE", "UTF-16BE", "hex", "HEX", "base64+0", "base64+1", "base64+2".
std::map<std::string, std::string> encodings_of(const std::string& text);

struct Scan {
  std::size_t files = 0, bytes = 0, rows = 0;
  std::vector<std::string> found;  ///< "place: name as encoding"
};

/// Every file below `root`, byte by byte.
void scan_files(const Path& root, const Canaries& canaries, Scan& scan);
/// A copy of the ledger folder in `root`: every row of its databases, unpacked, as they are; then every file again after everything was
/// flushed to table files and compacted.
void scan_databases(const Path& root, const Canaries& canaries, Scan& scan);

}  // namespace katiwala::crash
