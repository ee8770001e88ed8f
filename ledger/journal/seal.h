/// What a seal commits to: of every subject whose chain is open, how many parts it has, the hash of the last, and what stands on its
/// accounts, in one RFC 6962 tree sorted by blinded subject. Bytes: docs/proofs.md, "A seal".
///
/// With a statement and a path to the seal its holder sees that nothing of hers was left out; who has all parts makes the whole tree again and sees that
/// nobody is in it twice (docs/format.md).
#pragma once

#include "ledger/journal/memory.h"

namespace katiwala::journal {

/// The subject's place in the tree: SHA-256(0x04 ‖ ledger ‖ seq of the sealing entry ‖ kind ‖ id). It changes with every seal.
Digest blinded_subject(const store::LedgerId& ledger, record::Seq seq, const custody::Subject& subject);

/// SHA-256(0x05 ‖ CBOR array of the balances). Pre: none is zero, ascending by account.
Digest balances_digest(const std::vector<Balance>& balances);

struct SealLeaf {
  custody::Subject subject;
  Digest blinded{};
  Digest hash{};  ///< SHA-256(0x00 ‖ blinded ‖ parts u64 ‖ last part hash ‖ balances digest)
};

/// Of the entry `memory.next`. Costs three hashes a subject.
struct Seal {
  record::Seq seq = 0;
  std::vector<SealLeaf> leaves;  ///< ascending by blinded subject
  custody::SealCommitment commitment;
  /// The place of a subject's leaf; nothing if it is not in this seal.
  [[nodiscard]] std::optional<std::size_t> index_of(const store::LedgerId& ledger, const custody::Subject& subject) const;
  /// RFC 6962 path of that leaf under the root, sibling first. Pre: index < leaves.
  [[nodiscard]] std::vector<Digest> path(std::size_t index) const;
};
Seal make_seal(const Memory& memory);

/// What stands on a subject's accounts, without zeros, ascending by account.
std::vector<Balance> standing_of(const Memory& memory, const custody::Subject& subject);

}  // namespace katiwala::journal
