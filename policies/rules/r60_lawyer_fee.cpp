// R60  Of defined monetary assistance lawyers get no more than 15 per cent.  2259(d)(4).
//
// Binds a payment to a lawyer of a ward who has an award under an order of that kind. All that was asked for to lawyers of hers and was neither
// withdrawn nor returned, this with it, is held against `percent` of what has come in on those awards: gross, with what banks kept on the
// way, not what was awarded. Exactly that much passes. Both in pesos, unrounded: what was asked for at the rate of its day, what came
// in at today's. No court order passes it.
#include <algorithm>

#include "policies/rules/authority.h"

namespace katiwala::policies::r60_lawyer_fee {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"percent", ParameterType::integer}};

bool is_assistance(const Matter& m, const Award& award) {
  const AwardOrder* order = m.state.order(award.order);
  return order != nullptr && order->kind_of_order == OrderKind::defined_monetary_assistance;
}

Result<Rational> received(const Matter& m) {
  Rational total = 0;
  for (const Award& award : m.ward->awards) {
    if (!is_assistance(m, award)) continue;
    const Currency currency = award.amount.currency();
    const Amount gross = m.state.balance(book::AccountKind::received, award.id.bytes, currency) +
                         m.state.balance(book::AccountKind::charged, award.id.bytes, currency);
    if (gross.is_zero()) continue;  // what is not there needs no rate
    KATIWALA_TRY(const Rational worth, peso_worth(m.state, gross, m.today));
    total += worth;
  }
  return total;
}

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr) return silent();
  const Payee* payee = payee_of(m, *asked);
  if (payee == nullptr || payee->payee_kind != PayeeKind::lawyer) return silent();
  if (std::none_of(m.ward->awards.begin(), m.ward->awards.end(), [&](const Award& a) { return is_assistance(m, a); })) return silent();
  const std::int64_t percent = m.rulebook.integer("R60", "percent");
  if (percent < 0 || percent > 100) return deny_parameter("R60", "percent", std::to_string(percent));
  const auto gross = received(m);
  if (!gross.ok()) return deny(gross.refusal());
  const auto fees = spent_with(m, *asked, [&](const Spend& spend) {
    const Payee* paid = find_payee(*m.ward, spend.payee);
    return paid != nullptr && paid->payee_kind == PayeeKind::lawyer;
  });
  if (!fees.ok()) return deny(fees.refusal());
  const Rational most = *gross * percent / 100;
  std::vector<Fact> facts{peso_fact("lawyers", *fees), peso_fact("gross_received", *gross), peso_fact("at_most", most)};
  return *fees <= most ? allow("within_share", std::move(facts)) : deny(Code::LAWYER_CAP, std::move(facts));
}

}  // namespace
}  // namespace katiwala::policies::r60_lawyer_fee

KATIWALA_RULE(R60, r60_lawyer_fee, kParameters, judge, hears<RequestDisbursement>())
