// Stored entries, back to back in a block: frame, header, parts in clear or sealed.
#include "ledger/record/entry.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

void one(std::string_view bytes) {
  std::size_t offset = 0;
  Bytes again;
  while (offset < bytes.size()) {
    const auto entry = record::read_frame(view(bytes), offset);
    if (!entry.ok()) {
      KATIWALA_ASSERT(!entry.refusal().message.empty(), "a refusal without a reason");
      return;
    }
    record::append_frame(again, *entry);
    KATIWALA_ASSERT(text_of(again) == bytes.substr(0, offset), "read, but written differently");
  }
}

}  // namespace katiwala::fuzz
