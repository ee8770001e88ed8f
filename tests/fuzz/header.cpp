// Headers of entries, the log's leaves.
#include "audit/verify/record.h"
#include "ledger/record/entry.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

void one(std::string_view bytes) {
  const auto read = [](std::string_view b) { return record::decode_header(view(b)); };
  const bool accepted = same_bytes(bytes, read, [](const record::Header& header) { return std::string(text_of(record::encode(header))); });
  std::optional<verify::Header> other;
  agree(accepted, stranger([&] { other = verify::parse_header(bytes, verify::Place{"header"}); }));
  if (!accepted) return;
  const auto header = read(bytes);
  KATIWALA_ASSERT(header->seq == other->seq && header->time.micros == other->time && header->part_hashes.size() == other->count, "one header, two meanings");
  KATIWALA_ASSERT(record::leaf_hash(view(bytes)) == verify::leaf_hash(bytes), "one header, two leaves");
}

}  // namespace katiwala::fuzz
