// R56  What is paid beyond an order's awards is never a ward's: it stays in suspense, and the payor is told.
//      2259(b)(2)(C); D.
//
// A receipt of exactly what is outstanding leaves nothing; one minor unit more leaves that unit and opens the notice, as a duty
// of the pool. When it is due is a design default.
#include "policies/rules/asking.h"

namespace katiwala::policies::r56_over_payment {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"payor_notice_days", ParameterType::integer}};

bool passes_award(const Matter& m) {
  bool passed = false;
  for_each_planned<AwardCredited>(m, [&](const Subject&, const AwardCredited& e) {
    const Amount outstanding = m.state.balance(book::AccountKind::outstanding, e.award.bytes, e.gross.currency());
    passed = passed || e.gross > outstanding;
  });
  return passed;
}

Verdict judge(const Matter& m) {
  const auto* match = m.as<MatchCredit>();
  if (match == nullptr) return silent();
  if (passes_award(m)) return deny(Code::OVER_PAYMENT, {});
  const Credit* credit = m.state.credit(match->credit);
  Verdict verdict;
  for_each_planned<CreditMatched>(m, [&](const Subject&, const CreditMatched& e) {
    if (!e.left.is_positive() || credit == nullptr) return;
    const CivilDate due = m.today + bounded(m.rulebook, "R56", "payor_notice_days");
    verdict = allow("over_payment", {fact("left", e.left), fact("notice_due", due)});
    verdict.duties.push_back({subject(credit->pool), Duty::payor_notice, DutyOwner::trust_officer, due});
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r56_over_payment

KATIWALA_RULE(R56, r56_over_payment, kParameters, judge, hears<MatchCredit>())
