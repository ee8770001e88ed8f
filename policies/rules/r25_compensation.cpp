// R25  A guardian who is no parent is compensated by a court's order, and with no more than a tenth of her net income.  s.18(b).
//
// The order must say that purpose and that it allows compensation; who is paid must be recorded as her guardian, whatever his standing is
// now (he may be paid for what he did), and not as a parent. What was asked for as compensation in the twelve months that end today, this
// with it, is at most `cap_percent` of the interest booked in them less the tax kept: exactly that much passes. The same day twelve
// months ago is outside. Pesos count unrounded, foreign income at the rate of the day it was booked. Bank charges are not taken off: they
// are posted without a dated line of their own in her record.
#include "policies/rules/authority.h"

namespace katiwala::policies::r25_compensation {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"cap_percent", ParameterType::integer}};
constexpr int kYear = 12;  // months

Verdict forbidden(std::string_view missing) { return deny(Code::COMPENSATION_FORBIDDEN, {fact("missing", missing)}); }

Result<Rational> net_income(const Matter& m, CivilDate after) {
  Rational total = 0;
  for (const InterestLine& line : m.ward->interest) {
    if (line.booked <= after || line.booked > m.today) continue;
    KATIWALA_TRY(const Rational worth, peso_worth(m.state, line.gross - line.tax, line.booked));
    total += worth;
  }
  return total;
}

Verdict within_share(const Matter& m, const Payment& asked) {
  const CivilDate after = add_months(m.today, -kYear);
  const auto paid = spent_with(m, asked, [&](const Spend& s) { return s.purpose == Purpose::compensation && s.day > after && s.day <= m.today; });
  if (!paid.ok()) return deny(paid.refusal());
  const auto income = net_income(m, after);
  if (!income.ok()) return deny(income.refusal());
  const std::int64_t percent = m.rulebook.integer("R25", "cap_percent");
  const Rational most = *income * percent / 100;
  std::vector<Fact> facts{peso_fact("compensation", *paid), peso_fact("net_income", *income), peso_fact("at_most", most), fact("after", after)};
  return *paid <= most ? allow("within_share_of_income", std::move(facts)) : deny(Code::COMPENSATION_FORBIDDEN, std::move(facts));
}

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr || asked->purpose != Purpose::compensation) return silent();
  const std::int64_t percent = m.rulebook.integer("R25", "cap_percent");
  if (percent < 0 || percent > 100) return deny_parameter("R25", "cap_percent", std::to_string(percent));
  const Payee* payee = payee_of(m, *asked);
  const Guardian* guardian = payee == nullptr ? nullptr : find_guardian(*m.ward, payee->person);
  if (guardian == nullptr) return forbidden("guardian");
  if (guardian->guardian_kind == GuardianKind::parent) return deny(Code::COMPENSATION_FORBIDDEN, {fact("guardian", name(guardian->guardian_kind))});
  const CourtOrder* order = order_for(m, *asked, Purpose::compensation);
  if (order == nullptr) return forbidden(asked->court_order ? "order_purpose" : "court_order");
  if (!order->compensation) return forbidden("order_compensation");
  return within_share(m, *asked);
}

}  // namespace
}  // namespace katiwala::policies::r25_compensation

KATIWALA_RULE(R25, r25_compensation, kParameters, judge, hears<RequestDisbursement>())
