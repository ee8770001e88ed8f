// RF16  The payee is one of the trustee's own people or related to one.  RA 8791 s.80.
//
// R34 denies it; this looks at the same tie and opens a case, whatever the outcome is.
#include "policies/rules/people.h"

namespace katiwala::policies::rf16_trustee_paid {
namespace {

using namespace custody;

Verdict judge(const Matter& m) {
  Verdict verdict;
  if (m.ward == nullptr || m.state.ledger.trustee_related.empty()) return verdict;
  for (const Party& party : parties(m)) {
    if (party.part != "payee") continue;
    const auto tied = trustee_tie(m, party);
    if (!tied) continue;
    const auto asked = payment(m);
    verdict.raised.push_back({watch_of(m.ward->id), facts_of(party, *tied), true, asked ? std::optional(asked->id) : std::nullopt, std::nullopt});
    return verdict;
  }
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf16_trustee_paid

KATIWALA_RULE(RF16, rf16_trustee_paid, {}, judge, hears<RequestDisbursement, RegisterPayee, ChangePayee, RecordElection>())
