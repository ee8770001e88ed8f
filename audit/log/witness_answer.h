/// What the log does with a witness's answer.
///
///   200                            keep the cosignatures that verify under the witness's key; none: the witness is at fault
///   409 and text/x.tlog.size       the witness has another size: up to ours, prove from there and ask again; above ours, alarm
///   409 without that type, 422     alarm: the witness has another root, or our proof is wrong; never asked again by itself
///   403, 404                       the witness does not know this log or its key: somebody must look
///   400                            the witness did not read the request: our fault, somebody must look
///   429, 5xx, no answer (0), else  ask again later
///
/// Source: C2SP tlog-witness; what witnesses in use answer (omniwitness: 429, and 409 for another root; litewitness: 403 for an unknown log).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/log/note.h"

namespace katiwala::audit {

/// How often one checkpoint is sent anew because of a 409.
inline constexpr unsigned kMaxWitnessRetries = 3;

/// What was sent, and to whom.
struct WitnessExchange {
  std::string_view text;     ///< the checkpoint's text
  std::uint64_t size = 0;    ///< its size
  unsigned retries = 0;      ///< how often it was sent anew before
  std::span<const VerifierKey> keys;  ///< the witness's, of type 0x04
};

enum class WitnessNext {
  keep,      ///< cosigned: store the lines
  retry,     ///< ask again at once, from `old_size`
  back_off,  ///< ask again later
  look,      ///< nothing changes until somebody has looked
  alarm,     ///< the log or the witness has two histories
};

struct WitnessVerdict {
  WitnessNext next = WitnessNext::back_off;
  std::vector<SignatureLine> lines;    ///< with keep: one a key, each verified
  std::vector<std::uint64_t> times_s;  ///< of `lines`
  std::uint64_t old_size = 0;          ///< with retry
  std::optional<Refusal> why;          ///< with all but keep: WITNESS_CONFLICT, WITNESS_AHEAD, WITNESS_REFUSED, CHECKPOINT_FORK
};

/// `status` 0: no answer came.
WitnessVerdict judge_answer(const WitnessExchange& sent, unsigned status, std::string_view content_type, std::string_view body);

}  // namespace katiwala::audit
