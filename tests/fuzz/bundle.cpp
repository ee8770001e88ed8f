// Bundles of entries (tile/entries): each after its length. The first byte is the width less one.
#include "audit/log/tiles.h"
#include "ledger/base/endian.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

void one(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto width = static_cast<unsigned>(static_cast<unsigned char>(bytes.front())) + 1;
  const auto entries = audit::parse_bundle(view(bytes.substr(1)), width);
  if (!entries.ok()) return;
  KATIWALA_ASSERT(entries->size() == width, "another number of entries than the path says");
  Bytes again;
  for (const Bytes& entry : *entries) {
    append_be(again, static_cast<std::uint16_t>(entry.size()));
    again.insert(again.end(), entry.begin(), entry.end());
  }
  KATIWALA_ASSERT(text_of(again) == bytes.substr(1), "read, but written differently");
}

}  // namespace katiwala::fuzz
