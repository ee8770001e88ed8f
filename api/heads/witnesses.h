/// The operator's witnesses: who they are, and how they are reached.
#pragma once

#include "api/heads/witness_call.h"
#include "api/ledger_folder.h"
#include "api/transport/tls.h"

namespace katiwala::api {

/// The witnesses of a trust policy file (audit/log/trust_policy.h) that have an address. TRUST_POLICY_SYNTAX, STORE_MISSING.
Result<std::vector<WitnessAddress>> read_witness_addresses(const Path& path);

/// Asks over HTTP or HTTPS, a few seconds at most.
WitnessCall call_over_the_net(transport::WallClock wall_micros);

}  // namespace katiwala::api
