// Requests to a witness (C2SP tlog-witness), and the rules behind them.
#include "audit/log/witness_request.h"

#include "audit/log/witness_answer.h"
#include "audit/log/witness_rules.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {

/// A log that is known under whatever origin and key the request names, so that the rules behind the signature are reached as well.
void one(std::string_view body) {
  if (!same_bytes(body, audit::parse_witness_request, audit::print_witness_request)) return;
  const auto request = audit::parse_witness_request(body);
  const auto checkpoint = audit::parse_checkpoint_lines(request->checkpoint.text);
  audit::WatchedLogs logs;
  if (checkpoint.ok()) {
    const auto key = audit::vkey_of(request->checkpoint.signatures.front().name, audit::KeyType::ed25519, audit::RawKey{1});
    KATIWALA_ASSERT(key.ok(), "a line's name is a key name");
    logs[checkpoint->origin] = {.keys = {*key}, .last = audit::Cosigned{request->old_size, checkpoint->root}};
  }
  const auto decision = audit::decide_witness_request(logs, body);
  KATIWALA_ASSERT((decision.status == 200) == decision.accepted.has_value(), "200 and nothing to cosign, or the other way round");
  KATIWALA_ASSERT(decision.status != 200, "accepted under a key that nobody signed with");
}

}  // namespace katiwala::fuzz
