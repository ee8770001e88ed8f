// R48  InstaPay carries at most 50,000.00 a payment; what is more goes by PESONet, and is never split to fit.  BSP/PPMI.
//
// Exactly 50,000.00 passes. A second InstaPay payment to the same payee (the same person, under whichever of the payee's
// records) on the same day is refused where both together pass the limit. Before release the day is that of the request; at
// release it is today, with what is under way and what left today. The rail carries pesos alone.
#include "policies/rules/asking.h"
#include "policies/rules/payees.h"
#include "policies/rules/worth.h"

namespace katiwala::policies::r48_instapay {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"limit", ParameterType::amount}};

/// Whether another payment counts to the same day as the one that is judged.
bool same_day(const Matter& m, const Payment& asked, const Request& other) {
  return m.stage == Stage::release ? other.released == m.today : other.day == asked.day;
}

Amount sent_alike(const Matter& m, const Payment& asked) {
  Amount sum = zero(asked.amount.currency());
  for (const Spend& spend : m.ward->spends) {  // holds neither what was cancelled nor what came back
    if (spend.request == asked.id) {
      if (m.stage == Stage::release) continue;
      break;  // what was asked for later counted this one
    }
    const Request* other = m.state.request(spend.request);
    if (other == nullptr || other->rail != Rail::instapay || other->amount.currency() != asked.amount.currency()) continue;
    if (same_day(m, asked, *other) && same_payee(*m.ward, asked.payee, other->payee)) sum += other->amount;
  }
  return sum;
}

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr || asked->rail != Rail::instapay) return silent();
  if (asked->amount.currency() != peso()) return deny(Code::CURRENCY_MISMATCH, {fact("rail", name(Rail::instapay)), fact("amount", asked->amount)});
  const Amount limit = m.rulebook.amount("R48", "limit");
  if (limit.currency() != peso()) return deny_parameter("R48", "limit", fact("limit", limit).value);
  std::vector<Fact> facts{fact("limit", limit), fact("amount", asked->amount), fact("offered", name(Rail::pesonet))};
  if (asked->amount > limit) return deny(Code::INSTAPAY_LIMIT, std::move(facts));
  const Amount sum = asked->amount + sent_alike(m, *asked);
  if (sum <= limit) return silent();
  facts.push_back(fact("same_day_to_payee", sum));
  return deny(Code::NO_SPLIT, std::move(facts));
}

}  // namespace
}  // namespace katiwala::policies::r48_instapay

KATIWALA_RULE(R48, r48_instapay, kParameters, judge, hears<RequestDisbursement>())
