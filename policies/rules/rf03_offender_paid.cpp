// RF03  The payee is the offender, a co-accused, a relative within the fourth civil degree, or shares an account, address, phone or device
//       with one.  FC 231-232; rules.md red flags.
//
// R26 and R27 deny it; this looks at the same ties of the payee alone and opens a case, whatever the outcome is: somebody tried. At every
// stage, also when such a payee is registered, changed, or named in an election. Nobody but compliance learns that there is a case (R38).
#include "policies/rules/people.h"

namespace katiwala::policies::rf03_offender_paid {
namespace {

using namespace custody;

std::optional<std::vector<Fact>> tie_of(const Matter& m, const Party& payee) {
  if (const auto tied = offender_tie(m, adverse_of(m), payee)) return facts_of(payee, *tied);
  if (is_herself(m, payee)) return std::nullopt;
  if (const auto tied = relative_tie(m, adverse_of(m), relations_of(m), payee)) return facts_of(payee, *tied);
  return std::nullopt;
}

Verdict judge(const Matter& m) {
  Verdict verdict;
  if (m.ward == nullptr || adverse_of(m).empty()) return verdict;
  for (const Party& party : parties(m)) {
    if (party.part != "payee") continue;
    auto facts = tie_of(m, party);
    if (!facts) continue;
    const auto asked = payment(m);
    verdict.raised.push_back({watch_of(m.ward->id), std::move(*facts), true, asked ? std::optional(asked->id) : std::nullopt, std::nullopt});
    return verdict;
  }
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf03_offender_paid

KATIWALA_RULE(RF03, rf03_offender_paid, {}, judge, hears<RequestDisbursement, RegisterPayee, ChangePayee, RecordElection>())
