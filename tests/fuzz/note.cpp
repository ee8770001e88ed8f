// Signed notes (C2SP signed-note), read by the house and by the verifier.
#include "audit/log/note.h"

#include "audit/verify/note.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

void one(std::string_view bytes) {
  const bool accepted = same_bytes(bytes, audit::parse_note, audit::print_note);
  if (bytes.size() > audit::kMaxNoteBytes) return;  // the verifier has no bound of its own
  agree(accepted, stranger([&] { verify::parse_note(bytes, "note"); }));
}

}  // namespace katiwala::fuzz
