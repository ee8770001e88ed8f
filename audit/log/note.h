/// The signed note: a text, a blank line, and signature lines.
///
///   This is an example message.
///
///   — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
///
/// A signature line is em dash (U+2014), space, key name, space, base64(key id[4] ‖ signature), LF. What is signed is the text with its
/// last LF, without the blank line; the last blank line is the one that divides. The whole is UTF-8 without control characters but LF.
///
/// Verifying: a line of an unknown (name, key id) is ignored; a line of a known one that does not verify rejects the note, for others will
/// reject it too; a note with no known line is NOTE_UNSIGNED. Stricter than Go: a *second* line of a known key is checked as well.
/// Source: C2SP signed-note; golang.org/x/mod/sumdb/note.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/log/verifier_key.h"

namespace katiwala::audit {

inline constexpr std::size_t kMaxNoteBytes = 1'000'000;  ///< what readers elsewhere take
inline constexpr std::size_t kMaxNoteSignatures = 100;

struct SignatureLine {
  std::string name;
  KeyId key_id{};
  Bytes blob;  ///< what follows the key id; never empty
  bool operator==(const SignatureLine&) const = default;
};

struct Note {
  std::string text;  ///< ends in LF
  std::vector<SignatureLine> signatures;
  bool operator==(const Note&) const = default;
};

/// NOTE_MALFORMED with "line N".
Result<Note> parse_note(std::string_view bytes);
/// Signature lines alone, as a witness answers them: 1 to kMaxNoteSignatures. NOTE_MALFORMED with "line N".
Result<std::vector<SignatureLine>> parse_signature_lines(std::string_view bytes);

/// With its LF. Pre: name and blob as in a parsed line (asserted).
std::string print_signature_line(const SignatureLine& line);
/// What `parse_note` reads back to the byte. Pre: as in a parsed note (asserted).
std::string print_note(const Note& note);

/// A line of type 0x01. NOTE_MALFORMED if the text can not stand in a note, KEY_INVALID for the name, SIGNER_UNUSABLE for the signer.
Result<SignatureLine> sign_note(std::string_view text, std::string_view name, crypto::Signer& signer);

/// One line of `text` against the key that it names. SIGNATURE_INVALID; the time of a cosignature, 0 for a plain signature.
Result<std::uint64_t> verify_line(const SignatureLine& line, const VerifierKey& key, std::string_view text);

struct VerifiedLine {
  std::size_t line = 0;      ///< index into the note's signatures
  std::size_t key = 0;       ///< index into the keys given
  std::uint64_t time_s = 0;  ///< of a cosignature: seconds since the Unix epoch; 0 for a plain signature
};
/// The first line of each known key, all lines of known keys having verified.
/// SIGNATURE_INVALID naming the line, also where two of `keys` answer to one (name, key id); NOTE_UNSIGNED.
Result<std::vector<VerifiedLine>> verify_note(const Note& note, std::span<const VerifierKey> keys);

}  // namespace katiwala::audit
