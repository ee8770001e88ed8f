// R34  Nothing is paid from a ward's money to the trustee's own people, nor to who is related to one of them.  RA 8791 s.80.
//
// The bank's people are recorded once, of no ward (record_relation, trustee_related). Their relatives are those within `degree` civil
// degrees, spouses, cohabitants and households; a mark in common is a tie as everywhere. Always denied, whatever a court order allows, at
// every stage, and already when such a payee is registered, changed, or named in an election. A conversion is no payment to the bank: its
// counterparty is the bank by nature.
#include "policies/rules/people.h"

namespace katiwala::policies::r34_trustee_related {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"degree", ParameterType::integer}};

Verdict judge(const Matter& m) {
  if (m.ward == nullptr || m.state.ledger.trustee_related.empty()) return silent();
  for (const Party& party : parties(m)) {
    if (party.part != "payee") continue;
    if (const auto tied = trustee_tie(m, party)) return deny(Code::TRUSTEE_RELATED, facts_of(party, *tied));
  }
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r34_trustee_related

KATIWALA_RULE(R34, r34_trustee_related, kParameters, judge, hears<RequestDisbursement, RegisterPayee, ChangePayee, RecordElection>())
