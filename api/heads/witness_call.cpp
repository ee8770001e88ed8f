#include "api/heads/witness_call.h"

#include <algorithm>

#include "audit/log/witness_request.h"

namespace katiwala::api {
namespace {

/// A witness that knows nothing, or everything, needs no proof.
Result<std::string> request_for(const SignedHead& head, std::uint64_t old_size, const ProveGrowth& prove) {
  audit::WitnessRequest request;
  request.old_size = old_size;
  request.checkpoint = head.note;
  if (old_size > 0 && old_size < head.checkpoint.size) {
    KATIWALA_TRY(request.proof, prove(old_size));
  }
  return audit::print_witness_request(request);
}

}  // namespace

WitnessOutcome ask_witness(const WitnessAddress& witness, std::uint64_t& known_size, const SignedHead& head, const ProveGrowth& prove, const WitnessCall& call) {
  WitnessOutcome out;
  std::uint64_t old_size = std::min(known_size, head.checkpoint.size);
  for (unsigned retries = 0;; ++retries) {
    const auto body = request_for(head, old_size, prove);
    if (!body.ok()) {
      out.trouble = body.refusal();
      return out;
    }
    const WitnessReply reply = call(witness.url + "/add-checkpoint", *body);
    const audit::WitnessExchange sent{head.note.text, head.checkpoint.size, retries, std::span(&witness.key, 1)};
    audit::WitnessVerdict verdict = audit::judge_answer(sent, reply.status, reply.content_type, reply.body);
    if (verdict.next == audit::WitnessNext::retry) {
      old_size = verdict.old_size;
      continue;
    }
    if (verdict.next == audit::WitnessNext::keep) {
      known_size = head.checkpoint.size;
      out.time_s = *std::ranges::max_element(verdict.times_s);
      out.lines = std::move(verdict.lines);
      return out;
    }
    out.alarm = verdict.next == audit::WitnessNext::alarm;
    out.trouble = std::move(verdict.why);
    return out;
  }
}

}  // namespace katiwala::api
