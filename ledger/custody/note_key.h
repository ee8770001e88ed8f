/// The public key of a note as text ("vkey"): what the ledger declares of its own log and of its witnesses.
///
///   example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
///   name           +key id  +base64(type ‖ key)
///
///   key id = first 4 bytes of SHA-256(name ‖ 0x0a ‖ type ‖ public key)
///
/// Only the form is read here: SHA-256 is not known in this room, so that the id is the one that follows is for the reader to see.
/// Source: C2SP signed-note, "Verifier keys"; tlog-cosignature for type 0x04.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "ledger/base/result.h"

namespace katiwala::custody {

inline constexpr std::uint8_t kLogKeyType = 0x01;      ///< Ed25519 over the note's text
inline constexpr std::uint8_t kWitnessKeyType = 0x04;  ///< Ed25519 over a timestamped cosignature

struct NoteKey {
  std::string_view name;             ///< within the text that was read
  std::array<std::uint8_t, 4> id{};  ///< as said
  std::uint8_t type = 0;
  std::array<std::uint8_t, 32> key{};
};

/// KEY_INVALID unless the text has this form to the letter: a name that may be one, eight lower-case digits, canonical base64 of 33 bytes. The message never
/// repeats the text, which may be a secret one.
Result<NoteKey> read_note_key(std::string_view text);
/// What the key id is the beginning of the hash of.
std::string hashed_for_id(std::string_view name, std::uint8_t type, const std::array<std::uint8_t, 32>& key);

/// UTF-8 without control characters below U+0020 other than LF: what may stand in a note.
bool is_note_text(std::string_view text);
/// Names of keys: not empty, UTF-8, no control character, no Unicode space, no '+'.
bool is_key_name(std::string_view name);

}  // namespace katiwala::custody
