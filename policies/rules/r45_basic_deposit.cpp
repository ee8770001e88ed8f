// R45  A basic deposit account holds 50,000.00 at most; what would take her past it waits for an ordinary or a trust account.
//      MORB 213.
//
// Strictly more: exactly the ceiling may stand there. Valued in pesos, exactly, as her account would stand. A credit to be matched, a
// conversion and interest are held, and the money stays where it is, until she is in another pool; what comes back to her of her own
// (R51) is not held. Such an account is not among the products that R46 lets award money into; the rule acts where counsel admits it.
#include "ledger/money/exact.h"
#include "policies/rules/asking.h"
#include "policies/rules/incoming.h"
#include "policies/rules/worth.h"

namespace katiwala::policies::r45_basic_deposit {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"ceiling", ParameterType::amount}};

Result<bool> passes(const Matter& m, const Ward& ward) {
  const Pool* pool = m.state.pool(ward.pool);
  if (pool == nullptr || pool->product != Product::basic_deposit) return false;
  KATIWALA_TRY(const Rational held, holdings_worth(m, ward, true));
  return held > exact_major(m.rulebook.amount("R45", "ceiling"));
}

/// Names no ward and none of her balances: a matched credit's reasons stand in the pool's part.
Verdict over(const Matter& m) {
  return hold(Code::PRODUCT_CEILING,
              {fact("product", name(Product::basic_deposit)), fact("ceiling", m.rulebook.amount("R45", "ceiling")), fact("route", "trust")});
}

Verdict judge(const Matter& m) {
  std::vector<const Ward*> wards;
  if (m.as<MatchCredit>() != nullptr) {
    for (const Incoming& row : incoming(m)) wards.push_back(row.ward);
  } else if (m.ward != nullptr && (m.as<Convert>() != nullptr || m.as<RecordInterest>() != nullptr)) {
    wards.push_back(m.ward);
  }
  for (const Ward* ward : wards) {
    const Result<bool> passed = passes(m, *ward);
    if (!passed.ok()) return deny(passed.refusal());
    if (*passed) return over(m);
  }
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r45_basic_deposit

KATIWALA_RULE(R45, r45_basic_deposit, kParameters, judge, hears<MatchCredit, Convert, RecordInterest>())
