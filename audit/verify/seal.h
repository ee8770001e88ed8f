/// A seal: one Merkle tree over every subject whose chain is open (docs/proofs.md).
#pragma once

#include "audit/verify/chains.h"
#include "audit/verify/tree.h"

namespace verify {

Hash blinded_subject(Bytes ledger_id, std::uint64_t seal_seq, const SubjectId& subject);
Hash seal_leaf(const Hash& blinded, const Chain& chain);

struct SealTree {
  std::uint64_t subjects = 0;
  Hash root{};
};
/// Over the chains that are open, as they are now.
SealTree seal_of(const Chains& chains, Bytes ledger_id, std::uint64_t seal_seq);

}  // namespace verify
