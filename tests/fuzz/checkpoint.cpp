// Checkpoints (C2SP tlog-checkpoint): the text of a note. The verifier reads whole notes, and no extension lines: the ledger writes none.
#include "audit/log/checkpoint.h"

#include "audit/log/lines.h"
#include "audit/verify/note.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {
namespace {

constexpr std::string_view kSignature = "\n\xe2\x80\x94 a AAAAAAA=\n";

}  // namespace

void one(std::string_view text) {
  const bool accepted = same_bytes(text, audit::parse_checkpoint, audit::print_checkpoint);
  // What no note can hold is no checkpoint to the verifier; and a blank line at its end would be read as the note's.
  if (!audit::is_note_text(text) || text.find("\n\n") != std::string_view::npos || text.starts_with('\n')) return;
  const auto checkpoint = audit::parse_checkpoint(text);
  const bool ours = accepted && checkpoint->extensions.empty() && audit::is_key_name(checkpoint->origin) && checkpoint->origin.size() <= 255;
  const std::string note = std::string(text) + std::string(kSignature);
  std::optional<verify::Checkpoint> read;
  agree(ours, stranger([&] { read = verify::parse_checkpoint(note, "note"); }));
  if (!ours) return;
  KATIWALA_ASSERT(read->origin == checkpoint->origin && read->size == checkpoint->size && std::ranges::equal(read->root, checkpoint->root), "one checkpoint, two meanings");
}

}  // namespace katiwala::fuzz
