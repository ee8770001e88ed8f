/// The trust policy: which logs an auditor accepts, which witnesses he knows, and how many of them must have cosigned.
///
///   # two of three, none of them ours
///   log example.com/ledger+3f3f9541+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
///   witness north example.org/w1+6a16225f+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X https://w1.example.org
///   witness south ...
///   witness west ...
///   group witnesses 2 north south west           (or: any, all)
///   quorum witnesses                             (or: none)
///
/// Words are divided by spaces and tabs; lines that begin with # are comments. Names are bytes, defined before use, in one group at most;
/// exactly one quorum. Log keys are of type 0x01, witness keys of type 0x04, other types are refused rather than skipped. No Ed25519 key
/// stands twice among the logs or among the witnesses, whatever its name: one holder must not count twice.   Source: C2SP tlog-policy.
#pragma once

#include <string>
#include <vector>

#include "audit/log/checkpoint.h"

namespace katiwala::audit {

struct PolicyLog {
  VerifierKey key;  ///< named after the origin
  std::string url;  ///< empty: none given
  bool operator==(const PolicyLog&) const = default;
};

struct PolicyWitness {
  std::string name;  ///< in this file only
  VerifierKey key;
  std::string url;
  bool operator==(const PolicyWitness&) const = default;
};

struct PolicyGroup {
  std::string name;
  std::size_t needed = 1;  ///< 1 .. members
  std::vector<std::string> members;
  bool operator==(const PolicyGroup&) const = default;
};

struct TrustPolicy {
  std::vector<PolicyLog> logs;
  std::vector<PolicyWitness> witnesses;
  std::vector<PolicyGroup> groups;  ///< each after the groups that it names
  std::string quorum;               ///< a witness, a group, or "none"
  bool operator==(const TrustPolicy&) const = default;
};

inline constexpr std::size_t kMaxPolicyBytes = std::size_t{1} << 20;

/// TRUST_POLICY_SYNTAX with "line N".
Result<TrustPolicy> parse_trust_policy(std::string_view text);
/// One spelling of the policy: logs, witnesses, groups, quorum. `parse_trust_policy` reads it back.
std::string print_trust_policy(const TrustPolicy& policy);

/// A witness of the policy whose cosignature verified.
struct PolicyCosignature {
  std::size_t witness = 0;  ///< index into the policy's witnesses
  std::uint64_t time_s = 0;
};

struct PolicyJudgement {
  Checkpoint checkpoint;
  std::vector<PolicyCosignature> cosignatures;
};

/// Whether these witnesses (indices) are enough.
bool has_quorum(const TrustPolicy& policy, std::span<const PolicyCosignature> cosignatures);
/// What the note says, if the policy accepts it: signed by the policy's log of that origin, and cosigned by its quorum.
/// CHECKPOINT_MALFORMED, ORIGIN_UNKNOWN, SIGNATURE_INVALID, NOTE_UNSIGNED, QUORUM_MISSING. How old a cosignature may be is the caller's rule.
Result<PolicyJudgement> judge(const TrustPolicy& policy, const Note& note);

}  // namespace katiwala::audit
