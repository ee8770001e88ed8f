// R53  Amounts are rounded once, half to even, to what the currency has; what is divided among wards adds up to what came in.
//      D.
//
// A conversion's bought amount is exactly what its rate makes of the sold one: 0.5 of a minor unit goes to the even side. Of a
// matched credit, each ward's gross is her net and her charges, all nets are what went to the wards, and with what is left
// they are the credit: no minor unit appears or disappears. How it is divided (largest remainder, ties to the lowest id) is
// the money room's.
#include "ledger/money/exact.h"
#include "ledger/money/rate.h"
#include "policies/rules/asking.h"

namespace katiwala::policies {
namespace {

using namespace custody;

Verdict on_conversion(const Convert& deal) {
  if (deal.rate.base() != deal.sold.currency() || deal.rate.quote() != deal.bought.currency() || deal.sold.currency().is_none()) {
    return silent();  // R54 denies
  }
  const Result<Amount> exact = deal.rate.convert(deal.sold);
  if (!exact.ok()) return deny(exact.refusal());
  if (*exact == deal.bought) return allow("rounded_half_even", {fact("bought", deal.bought)});
  return deny(Code::RATE_MISMATCH, {fact("bought", deal.bought), fact("by_rate", *exact)});
}

Verdict on_match(const Matter& m, const MatchCredit& match) {
  const Credit* credit = m.state.credit(match.credit);
  if (credit == nullptr) return silent();
  const Verdict wrong = deny(Code::SUM_NOT_PRESERVED, {fact("credit", credit->amount)});
  bool parts_agree = true;
  Minor nets = 0;
  for_each_planned<AwardCredited>(m, [&](const Subject&, const AwardCredited& e) {
    parts_agree = parts_agree && e.gross == e.net + e.charges;
    nets += e.net.minor();
  });
  bool whole_agrees = true;
  for_each_planned<CreditMatched>(m, [&](const Subject&, const CreditMatched& e) {
    whole_agrees = whole_agrees && wide(e.to_wards) == nets && e.to_wards + e.left == credit->amount;
  });
  return parts_agree && whole_agrees ? silent() : wrong;
}

Verdict judge(const Matter& m) {
  if (const auto* deal = m.as<Convert>()) return on_conversion(*deal);
  if (const auto* match = m.as<MatchCredit>()) return on_match(m, *match);
  return silent();
}

}  // namespace
}  // namespace katiwala::policies

KATIWALA_RULE(R53, r53_rounding, {}, judge)
