// What a witness answers: signature lines.
#include "audit/log/note.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

void one(std::string_view text) {
  same_bytes(text, audit::parse_signature_lines, [](const std::vector<audit::SignatureLine>& lines) {
    std::string out;
    for (const auto& line : lines) out += audit::print_signature_line(line);
    return out;
  });
}

}  // namespace katiwala::fuzz
