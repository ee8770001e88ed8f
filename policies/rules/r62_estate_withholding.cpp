// R62  What is paid to an estate within one year of the death, without the tax office's clearance, is paid less 6%, and the 6% are owed to the
//      tax office.  NIRC 97.
//
// Judged at release, by the day of release: the anniversary of the death is within the year, the day after is not. The clearance (eCAR)
// must be recorded and in force on that day. The figure is half-even of the gross in its own currency; what the plan of the release keeps
// must be exactly that, also where that is nothing (ESTATE_TAX). The money stands in the pool's tax account, and paying it on is due within
// `remittance_days` (a design default). Whether a trust account is a deposit in this sense is not settled: `applies_to_trust` is the
// stricter reading, which counsel may switch. The plan works out what it keeps by itself; here it is worked out again.
#include "ledger/money/exact.h"
#include "policies/rules/asking.h"
#include "policies/rules/facts.h"

namespace katiwala::policies::r62_estate_withholding {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"percent", ParameterType::integer},
                                           {"months", ParameterType::integer},
                                           {"applies_to_trust", ParameterType::flag},
                                           {"remittance_days", ParameterType::integer}};

/// The last day on which it is kept.
CivilDate last_day(CivilDate died, const Rulebook& rulebook) {
  constexpr int kLastYear = 8900;  // a thousand years of months stay within the calendar
  return died.year() > kLastYear ? died : add_months(died, bounded(rulebook, "R62", "months"));
}

bool is_exempt(const Matter& m) {
  if (!m.ward->died || m.today > last_day(*m.ward->died, m.rulebook)) return true;
  if (fact_in_force(m.ward->facts, FactKind::estate_clearance, m.today) != nullptr) return true;
  const Pool* pool = m.state.pool(m.ward->pool);
  const bool trust = pool != nullptr && (pool->product == Product::pooled_trust || pool->product == Product::individual_trust);
  return trust && !m.rulebook.flag("R62", "applies_to_trust");
}

Amount to_be_kept(const Matter& m, Amount gross, std::int64_t percent) {
  if (is_exempt(m)) return zero(gross.currency());
  return round_half_even(exact_major(gross) * percent / 100, gross.currency()).value();  // a part of an amount is in range
}

Verdict judge(const Matter& m) {
  if (m.stage != Stage::release || m.ward == nullptr) return silent();
  const auto asked = payment(m);
  if (!asked || asked->purpose != Purpose::estate) return silent();
  const std::int64_t percent = m.rulebook.integer("R62", "percent");
  if (percent < 0 || percent > 100) return deny_parameter("R62", "percent", std::to_string(percent));
  const Amount due = to_be_kept(m, asked->amount, percent);
  Amount withheld = zero(asked->amount.currency());
  for_each_planned<RequestReleased>(m, [&](const Subject&, const RequestReleased& e) {
    if (e.withheld) withheld = *e.withheld;
  });
  std::vector<Fact> facts{fact("gross", asked->amount), fact("withheld", withheld)};
  if (withheld != due) {
    facts.push_back(fact("expected", due));
    return deny(Code::ESTATE_TAX, std::move(facts));
  }
  if (due.is_zero()) return allow("no_estate_withholding", std::move(facts));
  const CivilDate remit_by = m.today + bounded(m.rulebook, "R62", "remittance_days");
  facts.push_back(fact("remit_by", remit_by));
  Verdict verdict = allow("estate_withholding", std::move(facts));
  verdict.duties.push_back({subject(m.ward->pool), Duty::tax_remittance, DutyOwner::trust_officer, remit_by});
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r62_estate_withholding

KATIWALA_RULE(R62, r62_estate_withholding, kParameters, judge, hears<RequestDisbursement>())
