/// The checkpoint: what a log commits to, as the text of a note.
///
///   example.com/ledger                                    origin: the log's name, which is also the name of its key
///   3                                                     size: how many leaves
///   uTmMkD0106tQD5kfQAzzT1zmzk1tw1TTZiAkFikFmn4=          root: RFC 6962 hash of the tree of that size
///
/// Extension lines may follow. This ledger writes none (what it has to say stands in leaves) but keeps those it reads, because
/// cosignatures cover them. Reading takes any origin that is not empty, because others' origins have other shapes ("go.sum database tree");
/// signing takes only a key name of at most 255 bytes.   Source: C2SP tlog-checkpoint.
#pragma once

#include <string>
#include <vector>

#include "audit/log/note.h"

namespace katiwala::audit {

inline constexpr std::size_t kMaxOriginBytes = 255;

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;  ///< at most 2^63 - 1
  Digest root{};
  std::vector<std::string> extensions;  ///< none is empty
  bool operator==(const Checkpoint&) const = default;
};

/// CHECKPOINT_MALFORMED with "line N". The root is that of the empty tree exactly where the size is 0.
Result<Checkpoint> parse_checkpoint(std::string_view text);
/// The same without the rule about the empty tree, which a witness answers differently from malformed text.
Result<Checkpoint> parse_checkpoint_lines(std::string_view text);
/// The rule about the empty tree.
Status check_root_of_size(const Checkpoint& checkpoint);
/// What `parse_checkpoint` reads back. Pre: lines as in a parsed checkpoint (asserted).
std::string print_checkpoint(const Checkpoint& checkpoint);

/// A note of this checkpoint with the log's 0x01 line; the key is named after the origin. CHECKPOINT_MALFORMED for an origin that is no key
/// name or longer than 255 bytes, for extension lines and for a size without its root; SIGNER_UNUSABLE.
Result<Note> sign_checkpoint(const Checkpoint& checkpoint, crypto::Signer& signer);
/// The checkpoint in a note if a 0x01 key among `keys` that is named after the checkpoint's origin signed it; cosignature keys do not count.
/// CHECKPOINT_MALFORMED, ORIGIN_UNKNOWN, SIGNATURE_INVALID, NOTE_UNSIGNED.
Result<Checkpoint> open_checkpoint(const Note& note, std::span<const VerifierKey> keys);

}  // namespace katiwala::audit
