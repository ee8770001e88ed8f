// Verifier keys of notes: name+id+base64.
#include "audit/log/verifier_key.h"

#include <algorithm>

#include "audit/verify/note.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

void one(std::string_view text) {
  const bool accepted = same_bytes(text, audit::parse_vkey, audit::print_vkey);
  const auto other = verify::parse_note_key(text);
  agree(accepted, other ? std::nullopt : std::optional<std::string>("not a key"));
  if (!other) return;
  const auto key = audit::parse_vkey(text);
  KATIWALA_ASSERT(key->name == other->name && std::ranges::equal(view(other->key), key->raw), "one key, two meanings");
}

}  // namespace katiwala::fuzz
