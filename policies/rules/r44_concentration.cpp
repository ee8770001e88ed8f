// R44  More than 1,000,000.00 of a ward's in deposits of one bank is more than the deposit insurance covers: somebody looks at it.
//      Money in trust is not insured at all, and that is said when her account is opened.  PDIC; MORB 413.
//
// Strictly more: exactly the threshold is covered. What is held is valued in pesos, exactly, after the receipt, the interest or an opening; a ward has one
// pool and so one bank. The alert stands in her protection file and a review is opened, one at a time; nothing is held. What she or
// her guardian has at that bank beside this ledger counts to the same limit and can not be seen here.
#include "ledger/money/exact.h"
#include "policies/rules/asking.h"
#include "policies/rules/duties.h"
#include "policies/rules/incoming.h"
#include "policies/rules/products.h"
#include "policies/rules/worth.h"

namespace katiwala::policies::r44_concentration {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"threshold", ParameterType::amount}, {"review_days", ParameterType::integer}};

/// The reason, if any, says nothing of a ward: an omnibus receipt's reasons are not in her part.
Status weigh(const Matter& m, const Ward& ward, Verdict& verdict) {
  const Pool* pool = m.state.pool(ward.pool);
  if (pool == nullptr || !is_deposit(pool->product)) return good();
  KATIWALA_TRY(const Rational held, holdings_worth(m, ward, true));
  if (held <= exact_major(m.rulebook.amount("R44", "threshold"))) return good();
  if (open_duty(ward.obligations, Duty::concentration_review) != nullptr) return good();
  if (m.state.protection(ward.id) != nullptr) {
    verdict.effects.push_back({protection_of(ward.id), AlertRaised{"R44", "DEPOSIT_NOT_COVERED"}});
  }
  const CivilDate due = m.today + bounded(m.rulebook, "R44", "review_days");
  verdict.duties.push_back(duty_of(ward, Duty::concentration_review, DutyOwner::trust_officer, due));
  return good();
}

Verdict on_opening(const Matter& m, const OpenWard& opened) {
  const Pool* pool = m.state.pool(opened.pool);
  if (pool == nullptr) return silent();
  if (is_deposit(pool->product)) return allow("insured", {fact("insurer", "PDIC"), fact("up_to", m.rulebook.amount("R44", "threshold"))});
  return allow("not_insured", {fact("not_insured", "PDIC"), fact("product", name(pool->product))});
}

Verdict judge(const Matter& m) {
  if (const auto* opened = m.as<OpenWard>()) return on_opening(m, *opened);
  Verdict verdict;
  Status status = good();
  if (m.as<MatchCredit>() != nullptr) {
    for (const Incoming& row : incoming(m))
      if (status.ok()) status = weigh(m, *row.ward, verdict);
  } else if (m.as<OpenBooks>() != nullptr) {
    for_each_planned<BalanceBrought>(m, [&](const Subject& about, const BalanceBrought&) {
      const Ward* ward = m.state.ward(WardId{about.id});
      if (ward != nullptr && status.ok()) status = weigh(m, *ward, verdict);
    });
  } else if (m.as<RecordInterest>() != nullptr && m.ward != nullptr) {
    status = weigh(m, *m.ward, verdict);
  }
  return status.ok() ? verdict : deny(status.refusal());
}

}  // namespace
}  // namespace katiwala::policies::r44_concentration

KATIWALA_RULE(R44, r44_concentration, kParameters, judge, hears<OpenWard, MatchCredit, OpenBooks, RecordInterest>())
