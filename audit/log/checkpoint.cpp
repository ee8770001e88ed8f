#include "audit/log/checkpoint.h"

#include <algorithm>

#include "audit/log/lines.h"
#include "ledger/tree/tree.h"

namespace katiwala::audit {
namespace {

Refusal malformed(std::string message, std::string place) { return refuse(Code::CHECKPOINT_MALFORMED, std::move(message), std::move(place)); }

bool is_line(std::string_view text) { return !text.empty() && text.find('\n') == std::string_view::npos && is_note_text(text); }

}  // namespace

Result<Checkpoint> parse_checkpoint_lines(std::string_view text) {
  if (text.size() > kMaxNoteBytes) return malformed("The checkpoint is larger than accepted.", {});
  Checkpoint out;
  Lines lines(text);
  const auto origin = lines.next();
  if (!origin || !is_line(*origin)) return malformed("A checkpoint begins with the log's origin.", lines.place());
  out.origin = *origin;
  const auto size = parse_decimal(lines.next().value_or(""));
  if (!size) return malformed("A checkpoint's second line is the size, a plain decimal number.", lines.place());
  out.size = *size;
  const auto root = parse_hash(lines.next().value_or(""));
  if (!root) return malformed("A checkpoint's third line is the root hash, 32 bytes in base64.", lines.place());
  out.root = *root;
  while (!lines.at_end()) {
    const auto extension = lines.next();
    if (!extension || !is_line(*extension)) return malformed("An extension line is empty, not UTF-8, or has no line end.", lines.place());
    out.extensions.emplace_back(*extension);
  }
  return out;
}

Status check_root_of_size(const Checkpoint& checkpoint) {
  if ((checkpoint.size == 0) == (checkpoint.root == tree::empty_root())) return good();
  return malformed("A tree of size 0, and no other, has the root of the empty tree.", "line 3");
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  KATIWALA_TRY(Checkpoint out, parse_checkpoint_lines(text));
  KATIWALA_CHECK(check_root_of_size(out));
  return out;
}

std::string print_checkpoint(const Checkpoint& checkpoint) {
  KATIWALA_ASSERT(is_line(checkpoint.origin) && checkpoint.size <= kMaxLogNumber && std::ranges::all_of(checkpoint.extensions, is_line),
                  "a checkpoint made by hand");
  std::string out = checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(checkpoint.root) + "\n";
  for (const std::string& extension : checkpoint.extensions) out += extension + "\n";
  return out;
}

Result<Note> sign_checkpoint(const Checkpoint& checkpoint, crypto::Signer& signer) {
  if (!is_key_name(checkpoint.origin) || checkpoint.origin.size() > kMaxOriginBytes) {
    return malformed("A log's origin is a key name of at most 255 bytes.", "line 1");
  }
  if (checkpoint.size > kMaxLogNumber) return malformed("A checkpoint's size fits in 63 bits.", "line 2");
  if (!checkpoint.extensions.empty()) return malformed("This ledger signs no extension lines.", "line 4");
  KATIWALA_CHECK(check_root_of_size(checkpoint));
  Note note{.text = print_checkpoint(checkpoint), .signatures = {}};
  KATIWALA_TRY(SignatureLine line, sign_note(note.text, checkpoint.origin, signer));
  note.signatures.push_back(std::move(line));
  return note;
}

Result<Checkpoint> open_checkpoint(const Note& note, std::span<const VerifierKey> keys) {
  KATIWALA_TRY(Checkpoint checkpoint, parse_checkpoint(note.text));
  const auto is_logs = [&checkpoint](const VerifierKey& key) { return key.type == KeyType::ed25519 && key.name == checkpoint.origin; };
  if (std::ranges::none_of(keys, is_logs)) return refuse(Code::ORIGIN_UNKNOWN);
  KATIWALA_TRY(const auto verified, verify_note(note, keys));
  if (std::ranges::none_of(verified, [&](const VerifiedLine& line) { return is_logs(keys[line.key]); })) {
    return refuse(Code::NOTE_UNSIGNED, "The log that the checkpoint names did not sign it.");
  }
  return checkpoint;
}

}  // namespace katiwala::audit
