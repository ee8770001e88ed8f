// Trust policies (C2SP tlog-policy). They have several spellings, so a policy written again must mean the same.
#include "audit/verify/policy.h"

#include "audit/log/trust_policy.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {
namespace {

/// Each subset of the first witnesses is or is no quorum to both.
void same_quorums(const audit::TrustPolicy& house, const verify::Policy& other) {
  const std::size_t counted = std::min<std::size_t>(house.witnesses.size(), 4);
  for (unsigned chosen = 0; chosen < 1u << counted; ++chosen) {
    std::vector<audit::PolicyCosignature> cosignatures;
    std::set<std::string> names;
    for (std::size_t i = 0; i < counted; ++i) {
      if ((chosen >> i & 1u) == 0) continue;
      cosignatures.push_back({i, 1});
      names.insert(house.witnesses[i].name);
    }
    KATIWALA_ASSERT(audit::has_quorum(house, cosignatures) == other.quorum_met(names), "a quorum to one and none to the other");
  }
}

}  // namespace

void one(std::string_view text) {
  const auto read = audit::parse_trust_policy(text);
  std::optional<verify::Policy> other;
  const auto refused = stranger([&] { other = verify::Policy::parse(text); });
  if (!read.ok()) {
    KATIWALA_ASSERT(!read.refusal().message.empty(), "a refusal without a reason");
    if (text.size() <= audit::kMaxPolicyBytes) agree(false, refused);  // the verifier has no bound of its own
    return;
  }
  const auto again = audit::parse_trust_policy(audit::print_trust_policy(*read));
  KATIWALA_ASSERT(again.ok() && *again == *read, "a policy written is another policy");
  if (read->logs.empty()) return;  // of a witness's own file of addresses; an auditor's names a log
  agree(true, refused);
  same_quorums(*read, *other);
}

}  // namespace katiwala::fuzz
