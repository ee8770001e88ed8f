// R53  Amounts are rounded once, half to even, to what the currency has; what is divided among wards adds up to what came in.
//      D.
//
// A conversion's bought amount is exactly what its rate makes of the sold one: 0.5 of a minor unit goes to the even side. Of a
// matched credit, each ward's gross is her net and her charges, all nets are what went to the wards, and with what is left
// they are the credit: no minor unit appears or disappears. How it is divided (largest remainder, ties to the lowest id) is
// the money room's. Interest is the balance times the rate times the days, both of them counted, over the days of the year (365 or 360).
#include "ledger/money/exact.h"
#include "ledger/money/rate.h"
#include "policies/rules/asking.h"

namespace katiwala::policies::r53_rounding {
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

Verdict on_interest(const RecordInterest& interest) {
  if (interest.on.currency() != interest.gross.currency()) return deny(Code::CURRENCY_MISMATCH, {fact("on", interest.on), fact("gross", interest.gross)});
  if (interest.to < interest.from) return deny(Code::FIELD_INVALID, {fact("from", interest.from), fact("to", interest.to)});
  if (interest.day_count != 365 && interest.day_count != 360) return deny(Code::FIELD_INVALID, {fact("day_count", std::int64_t{interest.day_count})});
  const std::int64_t days = interest.to.days() - interest.from.days() + 1;
  const Rational exact = exact_major(interest.on) * interest.rate_ppm * days / 1'000'000 / interest.day_count;
  const Result<Amount> expected = round_half_even(exact, interest.gross.currency());
  if (!expected.ok()) return deny(expected.refusal());
  std::vector<Fact> facts{fact("on", interest.on), fact("rate_ppm", std::int64_t{interest.rate_ppm}), fact("days", days), fact("gross", interest.gross)};
  if (*expected == interest.gross) return allow("rounded_half_even", std::move(facts));
  facts.push_back(fact("expected", *expected));
  return deny(Code::INTEREST_MISMATCH, std::move(facts));
}

Verdict judge(const Matter& m) {
  if (const auto* interest = m.as<RecordInterest>()) return on_interest(*interest);
  if (const auto* deal = m.as<Convert>()) return on_conversion(*deal);
  if (const auto* match = m.as<MatchCredit>()) return on_match(m, *match);
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r53_rounding

KATIWALA_RULE(R53, r53_rounding, {}, judge, hears<RecordInterest, Convert, MatchCredit>())
