/// What a log sends to a witness: `POST <submission prefix>/add-checkpoint` with this body.
///
///   old 1                                                 the size that the witness cosigned last
///   Aippeebat6pa5MPl5F9+l3ESp+Y1k4INvsHsc4ok+Tw=          consistency proof from there, 0 to 63 hashes
///
///   example.com/ledger                                    the checkpoint's note, with the log's signature only: witnesses bound the body
///   2
///   aI3GJEsEEZnnq0mQ32NAzj3BTKpc1aDhExrdqhIJ4aY=
///
///   — example.com/ledger Pz+VQdxB...
///
/// Source: C2SP tlog-witness "add-checkpoint".
#pragma once

#include <string>
#include <vector>

#include "audit/log/note.h"

namespace katiwala::audit {

inline constexpr std::size_t kMaxWitnessProofHashes = 63;
/// The smallest bound seen in witnesses of others; a log keeps what it sends below it.
inline constexpr std::size_t kMaxSentRequestBytes = 10 * 1024;
/// What our witness takes: a note with many signatures fits.
inline constexpr std::size_t kMaxWitnessRequestBytes = 128 * 1024;

struct WitnessRequest {
  std::uint64_t old_size = 0;
  std::vector<Digest> proof;
  Note checkpoint;
  bool operator==(const WitnessRequest&) const = default;
};

/// WITNESS_REQUEST_MALFORMED with "line N".
Result<WitnessRequest> parse_witness_request(std::string_view body);
/// What `parse_witness_request` reads back to the byte. Pre: at most kMaxWitnessProofHashes (asserted).
std::string print_witness_request(const WitnessRequest& request);

}  // namespace katiwala::audit
