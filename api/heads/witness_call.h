/// One witness, asked to cosign one head: the exchange of C2SP tlog-witness, carried on until there is nothing more to say.
#pragma once

#include <functional>

#include "audit/log/checkpoint.h"
#include "audit/log/witness_answer.h"

namespace katiwala::api {

/// Whom to ask, from the operator's trust policy file. Whose cosignatures count is the ledger's own affair (adopt_witnesses).
struct WitnessAddress {
  std::string name;  ///< in the policy file
  audit::VerifierKey key;
  std::string url;   ///< submission prefix, without a slash at its end
};

/// What came back. Status 0: no answer.
struct WitnessReply {
  unsigned status = 0;
  std::string content_type, body;
};
/// POSTs a body to an address. Called from several threads.
using WitnessCall = std::function<WitnessReply(const std::string& url, const std::string& body)>;

/// A head that the log has signed.
struct SignedHead {
  audit::Checkpoint checkpoint;
  audit::Note note;  ///< with the log's line alone
  std::string text;  ///< the note, with what cosignatures there are
};
/// Consistency proof from an older size to the head's. Pre: 0 < old size <= the head's.
using ProveGrowth = std::function<Result<std::vector<Digest>>(std::uint64_t old_size)>;

/// How it went.
struct WitnessOutcome {
  std::vector<audit::SignatureLine> lines;  ///< verified; empty unless it cosigned
  std::uint64_t time_s = 0;                 ///< of its cosignature
  std::optional<Refusal> trouble;           ///< nothing if it cosigned
  bool alarm = false;                       ///< the trouble is two histories: WITNESS_AHEAD, CHECKPOINT_FORK
};

/// `known_size`: what the witness cosigned last as far as is known; carried on.
WitnessOutcome ask_witness(const WitnessAddress& witness, std::uint64_t& known_size, const SignedHead& head, const ProveGrowth& prove, const WitnessCall& call);

}  // namespace katiwala::api
