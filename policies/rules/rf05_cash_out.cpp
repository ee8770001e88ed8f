// RF05  Schooling and treatment are paid to who renders them: an e-wallet or cash as the payee needs more persons.  D; rules.md red flags.
//
// Any amount, for the purposes of the parameter. Escalated to T1; a request of a higher tier is there already. Cash is denied by RF04 unless
// a court allowed it. Raised as it is asked for, and the case is compliance's: the guardian learns that it is under review.
#include <algorithm>

#include "policies/rules/step_up.h"

namespace katiwala::policies::rf05_cash_out {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"purposes", ParameterType::list}, {"tier", ParameterType::text}};

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr) return silent();
  const Payee* payee = find_payee(*m.ward, asked->payee);
  if (payee == nullptr || (payee->payee_kind != PayeeKind::e_wallet && payee->payee_kind != PayeeKind::cash)) return silent();
  const auto& purposes = m.rulebook.list("RF05", "purposes");
  for (const std::string& p : purposes)
    if (!from_name<Purpose>(p)) return deny_parameter("RF05", "purposes", p);
  const auto least = tier_of(m, "RF05", "tier");
  if (!least) return deny_parameter("RF05", "tier", m.rulebook.text("RF05", "tier"));
  if (std::find(purposes.begin(), purposes.end(), name(asked->purpose)) == purposes.end()) return silent();
  const std::vector<Fact> facts{fact("payee_kind", name(payee->payee_kind)), fact("purpose", name(asked->purpose))};
  Verdict verdict = at_least_tier(m, Code::CASH_OUT, *least, facts);
  if (m.stage == Stage::submit) verdict.raised.push_back({watch_of(m.ward->id), facts, true, asked->id, std::nullopt});
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf05_cash_out

KATIWALA_RULE(RF05, rf05_cash_out, kParameters, judge, hears<RequestDisbursement>())
