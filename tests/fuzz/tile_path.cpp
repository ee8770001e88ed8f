// Paths of tiles (C2SP tlog-tiles).
#include "audit/log/tiles.h"
#include "audit/verify/tree.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

void one(std::string_view path) {
  if (!same_bytes(path, audit::parse_tile_path, audit::print_tile_path)) return;
  const auto read = audit::parse_tile_path(path);
  const std::string level = path.starts_with("tile/entries/") ? "entries" : std::to_string(read->id.level);
  KATIWALA_ASSERT("tile/" + level + "/" + verify::tile_path(read->id.index, read->width) == path, "the verifier would look elsewhere");
}

}  // namespace katiwala::fuzz
