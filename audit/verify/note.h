/// Signed notes, checkpoints and their keys (C2SP signed-note, tlog-checkpoint, tlog-cosignature).
#pragma once

#include <vector>

#include "audit/verify/bytes.h"
#include "audit/verify/refusal.h"

namespace verify {

/// A verifier key, `name+hex8(key id)+base64(type ‖ key)`.
struct NoteKey {
  enum class Type : std::uint8_t { log = 0x01, witness = 0x04 };
  std::string name, id;  // id: four bytes
  Type type{};
  std::string key;  // Ed25519, 32 bytes
  bool operator==(const NoteKey&) const = default;
};

/// Nothing for a key that is malformed, whose id is not its own, or of a type this program can not verify.
std::optional<NoteKey> parse_note_key(Bytes vkey);

struct NoteSignature {
  std::string name, id, blob;
  int line;
};

struct Note {
  std::string text;  // what is signed, with its last line feed
  std::vector<NoteSignature> signatures;
};

Note parse_note(Bytes bytes, Bytes name);

/// A verified signature on a note.
struct Seen {
  NoteKey key;
  std::uint64_t time = 0;  // a witness's, in seconds since the Unix epoch
};

/// Those of `keys` that signed the note. A signature that names one of them and is not valid spoils the whole note.
std::vector<Seen> verify_note(const Note& note, const std::vector<NoteKey>& keys, Bytes name);

struct Checkpoint {
  Note note;
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
};

/// A note of exactly three lines: origin, size, root. `name` is where it stands, for messages.
Checkpoint parse_checkpoint(Bytes bytes, Bytes name);

bool ed25519_valid(Bytes key, Bytes message, Bytes signature);

}  // namespace verify
