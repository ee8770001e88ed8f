/// The proof file (`.tlog-proof`): that one entry is in a log, to be checked without asking anybody.
///
///   c2sp.org/tlog-proof@v1
///   extra aGVsbG8=                                        (may be missing; nothing vouches for it)
///   index 1
///   bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=          hashes from the leaf's sibling up to a child of the root; none in a tree of one
///
///   example.com/ledger                                    the checkpoint's note, signatures and all
///   2
///   aI3GJEsEEZnnq0mQ32NAzj3BTKpc1aDhExrdqhIJ4aY=
///
///   — example.com/ledger Pz+VQdxB...
///
/// Source: C2SP tlog-proof (draft, v1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/log/trust_policy.h"

namespace katiwala::audit {

/// A path in a tree of 2^63 leaves has this many hashes.
inline constexpr std::size_t kMaxProofHashes = 63;
/// Readers elsewhere take lines of up to 64 KiB.
inline constexpr std::size_t kMaxProofExtraBytes = 48'000;

struct ProofFile {
  std::optional<Bytes> extra;
  std::uint64_t index = 0;
  std::vector<Digest> path;
  Note checkpoint;
  bool operator==(const ProofFile&) const = default;
};

/// PROOF_MALFORMED with "line N" of the file.
Result<ProofFile> parse_proof_file(std::string_view text);
/// What `parse_proof_file` reads back to the byte. Pre: at most kMaxProofHashes, extra 1 .. kMaxProofExtraBytes (asserted).
std::string print_proof_file(const ProofFile& proof);

/// That the leaf with this hash is entry `index` of a tree whose checkpoint the policy accepts.
/// What `judge` refuses, and PROOF_INVALID where the path does not lead to the root.
Result<PolicyJudgement> verify_proof_file(const ProofFile& proof, const Digest& leaf_hash, const TrustPolicy& policy);
/// The same for an entry's header bytes.
Result<PolicyJudgement> verify_proof_file(const ProofFile& proof, ByteView header, const TrustPolicy& policy);

}  // namespace katiwala::audit
