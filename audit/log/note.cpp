#include "audit/log/note.h"

#include <algorithm>

#include "audit/log/cosignature.h"
#include "audit/log/lines.h"

namespace katiwala::audit {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";
constexpr std::size_t kEd25519Bytes = 64;

Refusal malformed_note(std::string message, std::string place) { return refuse(Code::NOTE_MALFORMED, std::move(message), std::move(place)); }

std::string line_number(std::size_t number) { return "line " + std::to_string(number); }

/// Without its LF.
std::optional<SignatureLine> signature_line(std::string_view line) {
  if (!line.starts_with(kDash)) return std::nullopt;
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  SignatureLine out{.name = std::string(line.substr(0, space)), .key_id = {}, .blob = {}};
  const auto bytes = from_base64(line.substr(space + 1));
  if (!is_key_name(out.name) || !bytes || bytes->size() <= out.key_id.size()) return std::nullopt;
  const auto blob = bytes->begin() + static_cast<std::ptrdiff_t>(out.key_id.size());
  std::copy(bytes->begin(), blob, out.key_id.begin());
  out.blob.assign(blob, bytes->end());
  return out;
}

Result<std::vector<SignatureLine>> signature_lines(std::string_view bytes, std::size_t lines_before) {
  std::vector<SignatureLine> out;
  Lines lines(bytes);
  while (!lines.at_end()) {
    const std::string place = line_number(lines_before + out.size() + 1);
    if (out.size() == kMaxNoteSignatures) return malformed_note("A note carries at most 100 signatures.", place);
    const auto text = lines.next();
    if (!text) return malformed_note("A note ends in a line end.", place);
    auto line = signature_line(*text);
    if (!line) return malformed_note("A signature line is an em dash, a key name and base64.", place);
    out.push_back(std::move(*line));
  }
  if (out.empty()) return malformed_note("A note carries at least one signature.", line_number(lines_before + 1));
  return out;
}

Status check_text(std::string_view bytes) {
  if (bytes.size() > kMaxNoteBytes) return malformed_note("The note is larger than accepted.", {});
  std::size_t number = 0;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    ++number;
    if (!is_note_text(line)) return malformed_note("A note is UTF-8 without control characters.", line_number(number));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return good();
}

/// The one key that a line names; nothing if none does.
Result<std::optional<std::size_t>> key_of(const SignatureLine& line, std::span<const VerifierKey> keys) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].id != line.key_id || keys[i].name != line.name) continue;
    if (found && keys[*found] != keys[i]) return refuse(Code::SIGNATURE_INVALID, "Two known keys have this name and key id.");
    if (!found) found = i;
  }
  return found;
}

}  // namespace

Result<Note> parse_note(std::string_view bytes) {
  KATIWALA_CHECK(check_text(bytes));
  const std::size_t split = bytes.rfind("\n\n");
  if (split == std::string_view::npos) return malformed_note("A blank line divides a note's text from its signatures.", {});
  Note note{.text = std::string(bytes.substr(0, split + 1)), .signatures = {}};
  const auto lines_before = static_cast<std::size_t>(std::ranges::count(note.text, '\n')) + 1;
  KATIWALA_TRY(note.signatures, signature_lines(bytes.substr(split + 2), lines_before));
  return note;
}

Result<std::vector<SignatureLine>> parse_signature_lines(std::string_view bytes) {
  KATIWALA_CHECK(check_text(bytes));
  return signature_lines(bytes, 0);
}

std::string print_signature_line(const SignatureLine& line) {
  KATIWALA_ASSERT(is_key_name(line.name) && !line.blob.empty(), "a signature line made by hand");
  Bytes bytes(line.key_id.begin(), line.key_id.end());
  bytes.insert(bytes.end(), line.blob.begin(), line.blob.end());
  return std::string(kDash) + line.name + " " + to_base64(bytes) + "\n";
}

std::string print_note(const Note& note) {
  KATIWALA_ASSERT(note.text.ends_with('\n') && is_note_text(note.text) && !note.signatures.empty() && note.signatures.size() <= kMaxNoteSignatures,
                  "a note made by hand");
  std::string out = note.text + "\n";
  for (const SignatureLine& line : note.signatures) out += print_signature_line(line);
  return out;
}

Result<SignatureLine> sign_note(std::string_view text, std::string_view name, crypto::Signer& signer) {
  if (!text.ends_with('\n') || !is_note_text(text)) return refuse(Code::NOTE_MALFORMED, "This text can not stand in a note.");
  KATIWALA_TRY(const VerifierKey key, vkey_of(name, KeyType::ed25519, signer));
  KATIWALA_TRY(Bytes signature, signer.sign(view(text)));
  return SignatureLine{key.name, key.id, std::move(signature)};
}

Result<std::uint64_t> verify_line(const SignatureLine& line, const VerifierKey& key, std::string_view text) {
  if (line.name != key.name || line.key_id != key.id) return refuse(Code::SIGNATURE_INVALID, "The line names another key.");
  if (key.type == KeyType::cosignature) return verify_cosignature(key, text, line.blob);
  if (line.blob.size() != kEd25519Bytes) return refuse(Code::SIGNATURE_INVALID);
  KATIWALA_TRY(const crypto::PublicKey half, crypto::PublicKey::from_ed25519_raw(key.raw));
  KATIWALA_CHECK(crypto::verify(half, view(text), line.blob));
  return std::uint64_t{0};
}

Result<std::vector<VerifiedLine>> verify_note(const Note& note, std::span<const VerifierKey> keys) {
  std::vector<VerifiedLine> out;
  for (std::size_t i = 0; i < note.signatures.size(); ++i) {
    const SignatureLine& line = note.signatures[i];
    const std::string place = "signature " + std::to_string(i + 1);
    const auto known = key_of(line, keys);
    if (!known.ok()) return refuse(known.refusal().code, known.refusal().message, place);
    if (!*known) continue;
    const std::size_t key = **known;
    const auto time_s = verify_line(line, keys[key], note.text);
    if (!time_s.ok()) return refuse(time_s.refusal().code, time_s.refusal().message, place);
    const bool repeated = std::ranges::any_of(out, [key](const VerifiedLine& seen) { return seen.key == key; });
    if (!repeated) out.push_back({.line = i, .key = key, .time_s = *time_s});
  }
  if (out.empty()) return refuse(Code::NOTE_UNSIGNED);
  return out;
}

}  // namespace katiwala::audit
