// R14  A guardian appointed by a court accounts to it every year, on the anniversary of his letters.  s.17(g); RTJ-00-1589.
//
// One account is open at a time: the first from the appointment on, the next when one is filed, until she is of age. Filed on
// the due date is in time. From the day after, larger requests are held until it is filed; held, not denied: nothing need be
// asked for again. A court that orders accounts more often is a change of `account_months` (3: quarterly).
#include <algorithm>

#include "policies/rules/duties.h"
#include "policies/rules/tiers.h"

namespace katiwala::policies {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"account_months", ParameterType::integer},
                                           {"hold_after_days", ParameterType::integer},
                                           {"hold_from_tier", ParameterType::text}};

Verdict open_account(const Matter& m, CivilDate falls) {
  const CourtDue due = court_due(falls, m.rulebook.calendar());
  if (was_opened(m.ward->obligations, Duty::annual_account, due.due)) return silent();  // the same letters recorded again
  Verdict verdict = allow("account_due", due.facts);
  verdict.duties.push_back(duty_of(*m.ward, Duty::annual_account, DutyOwner::guardian, due.due));
  return verdict;
}

int months(const Matter& m) { return std::max(1, bounded(m.rulebook, "R14", "account_months")); }

/// Letters of the guardian who owes the account: of those whose authority stands, the newest that are older than the account.
std::optional<CivilDate> letters_before(const Ward& ward, CivilDate due) {
  std::optional<CivilDate> newest;
  for (const Guardian& g : ward.guardians) {
    if (g.guardian_kind != GuardianKind::court_appointed || !is_acting(g) || !g.letters || *g.letters >= due) continue;
    if (!newest || *g.letters > *newest) newest = g.letters;
  }
  return newest;
}

Verdict on_filed(const Matter& m, const Obligation& filed) {
  const auto letters = letters_before(*m.ward, filed.due);
  if (!letters || m.ward->adult) return silent();
  // Anniversaries are counted from the letters themselves: neither a moved date nor a short month carries over.
  int count = months(m);
  while (add_months(*letters, count) <= filed.due) count += months(m);
  return open_account(m, add_months(*letters, count));
}

Verdict on_payment(const Matter& m) {
  const TierGate gate = from_tier(m, "R14", "hold_from_tier");
  if (gate.denial) return *gate.denial;
  if (!gate.applies) return silent();
  const int grace_days = bounded(m.rulebook, "R14", "hold_after_days");
  for (const Obligation& o : m.ward->obligations) {
    if (o.duty == Duty::annual_account && !o.closed && m.today >= o.due + grace_days) {
      return hold(Code::ACCOUNT_OVERDUE, {fact("due", o.due), fact("tier", name(m.tier))});
    }
  }
  return silent();
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (payment(m)) return on_payment(m);
  Verdict verdict;
  for_each_planned<GuardianAppointed>(m, [&](const Subject&, const GuardianAppointed& e) {
    const Guardian& g = e.guardian;
    if (g.guardian_kind == GuardianKind::court_appointed && g.letters) verdict = open_account(m, add_months(*g.letters, months(m)));
  });
  for_each_planned<ObligationClosed>(m, [&](const Subject& about, const ObligationClosed& e) {
    if (about != subject(m.ward->id)) return;
    const Obligation* filed = find_obligation(m.ward->obligations, e.number);
    if (filed != nullptr && filed->duty == Duty::annual_account) verdict = on_filed(m, *filed);
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies

KATIWALA_RULE(R14, r14_annual_account, kParameters, judge)
