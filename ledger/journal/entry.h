/// An entry taken apart: the act, and every part as far as its key still exists.
#pragma once

#include "ledger/crypto/keystore.h"
#include "ledger/journal/parts.h"
#include "ledger/store/logstore.h"

namespace katiwala::journal {

/// One part behind the act.
struct OpenedPart {
  Digest hash{};                       ///< as the header commits to it
  std::optional<crypto::KeyId> key;    ///< a sealed part: the key it is sealed under
  record::Part clear;                  ///< salt and bytes; empty if not readable
  std::optional<SubjectPart> part;     ///< nothing: the key was destroyed, or is not in this key store
};

struct Entry {
  record::Header header;
  Digest leaf{};
  Bytes encoded_header;
  record::Part act_clear;
  Act act;
  std::vector<OpenedPart> parts;

  [[nodiscard]] record::Seq seq() const { return header.seq; }
  /// The part that holds what was asked; nullptr if it can not be read.
  [[nodiscard]] const SubjectPart* primary() const;
  [[nodiscard]] bool wholly_readable() const;
};

/// Opens and checks: part hashes, the act, versions, no subject twice, exactly one part with what was asked (when all are
/// readable). RECORD_MALFORMED, RECORD_HASH_MISMATCH, DECRYPT_FAILED with "entry N part M" as place.
/// A part whose key does not exist is left unreadable. `keys` may be null: then sealed parts stay closed.
Result<Entry> open_entry(const store::LedgerId& ledger, const record::StoredEntry& stored, crypto::KeyStore* keys);

/// A sealed part as it lies in the store. AES-256-GCM over salt ‖ bytes; nonce = first 12 bytes of the part hash;
/// AAD = ledger id ‖ seq (u64be) ‖ part index (u16be).
record::StoredPart seal_part(const store::LedgerId& ledger, record::Seq seq, std::uint16_t index, const record::Part& part,
                             const Digest& hash, const crypto::KeyId& id, const crypto::DataKey& key);
/// DECRYPT_FAILED, RECORD_HASH_MISMATCH.
Result<record::Part> open_part(const store::LedgerId& ledger, record::Seq seq, std::uint16_t index, const record::StoredPart& stored,
                               const Digest& hash, const crypto::DataKey& key);

}  // namespace katiwala::journal
