/// The witness's decision: given what it has cosigned and a request, which answer, and what must be remembered before giving it.
///
///   malformed 400 → origin unknown 404 → no trusted log key signed, or one did badly 403 → old above the size 400
///   → old is not the size cosigned last 409 → empty tree without its root 422 → old 0 with a proof 422
///   → same size, other root 422 → proof does not verify 422 → 200
///
/// Pure: the caller persists `accepted` in one transaction that also checks that the origin's last size is still `expected_size`, and only
/// then cosigns and answers; if another request came between, it decides again.   Source: C2SP tlog-witness "add-checkpoint".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/log/checkpoint.h"
#include "audit/log/witness_request.h"

namespace katiwala::audit {

inline constexpr std::string_view kTextType = "text/plain; charset=utf-8";
inline constexpr std::string_view kSizeType = "text/x.tlog.size";

/// What a witness cosigned last of a log.
struct Cosigned {
  std::uint64_t size = 0;
  Digest root{};
  bool operator==(const Cosigned&) const = default;
};

struct WatchedLog {
  std::vector<VerifierKey> keys;  ///< of type 0x01; their name need not be the origin
  std::optional<Cosigned> last;   ///< nothing: never cosigned, which counts as size 0
};
using WatchedLogs = std::map<std::string, WatchedLog, std::less<>>;

struct WitnessDecision {
  struct Accepted {
    Checkpoint checkpoint;
    std::string text;                 ///< what to cosign: the checkpoint written anew, never bytes as they came
    std::uint64_t expected_size = 0;  ///< the last cosigned size that this decision rests on
  };
  unsigned status = 0;
  std::string content_type;
  std::string body;                  ///< of a refusal; that of a 200 is `print_signature_line` of the cosignature
  std::optional<Accepted> accepted;  ///< with status 200 only
};

WitnessDecision decide_witness_request(const WatchedLogs& logs, std::string_view body);

}  // namespace katiwala::audit
