// R14  A guardian appointed by a court accounts to it every year, on the anniversary of his letters.  s.17(g); RTJ-00-1589.
//
// One account is open at a time: the first from the appointment on, the next when one is filed, until she is of age. Filed on
// the due date is in time. From the day after, larger requests of who owes it are held until it is filed; held, not denied: nothing need
// be asked for again. A court that orders accounts more often (RTJ-00-1589: quarterly) says so in an order: while that order is neither
// stayed nor vacated nor past a last day it names, its months count instead of `account_months`, and the account that is open falls due
// with the first of them. R20's year bounds what may be spent under an order, not what must be told. A court may also give another day
// for one account, in writing.
#include <algorithm>

#include "policies/rules/duties.h"
#include "policies/rules/guardians.h"
#include "policies/rules/tiers.h"

namespace katiwala::policies::r14_annual_account {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"account_months", ParameterType::integer},
                                           {"hold_after_days", ParameterType::integer},
                                           {"hold_from_tier", ParameterType::text}};

Verdict open_account(const Matter& m, CivilDate falls) {
  const CourtDue due = court_due(falls, m.rulebook.calendar());
  if (was_opened(m.ward->obligations, Duty::annual_account, due.due)) return silent();
  Verdict verdict = allow("account_due", due.facts);
  verdict.duties.push_back(duty_of(*m.ward, Duty::annual_account, DutyOwner::guardian, due.due));
  return verdict;
}

bool is_in_force(const CourtOrder& order, CivilDate day) {
  const bool stands = order.standing == OrderStanding::in_force || order.standing == OrderStanding::amended || order.standing == OrderStanding::spent;
  return stands && order.dated <= day && (!order.expires || day <= *order.expires);
}

int bounded_months(std::uint32_t ordered) {
  constexpr std::uint32_t kMost = 1'200;
  return static_cast<int>(std::clamp<std::uint32_t>(ordered, 1, kMost));
}

/// As the newest order in force that speaks of it says, or else the rulebook.
int months(const Matter& m) {
  const CourtOrder* newest = nullptr;
  for (const CourtOrder& order : m.ward->court_orders) {
    if (!order.account_months || !is_in_force(order, m.today)) continue;
    if (newest == nullptr || order.dated >= newest->dated) newest = &order;
  }
  return newest != nullptr ? bounded_months(*newest->account_months) : std::max(1, bounded(m.rulebook, "R14", "account_months"));
}

/// Letters of the guardian who owes the account: of those whose authority stands, the newest that are older than the account.
std::optional<CivilDate> letters_before(const Ward& ward, CivilDate due) {
  std::optional<CivilDate> newest;
  for (const Guardian& g : ward.guardians) {
    if (!is_court_appointed(g) || !is_acting(g) || !g.letters || *g.letters >= due) continue;
    if (!newest || *g.letters > *newest) newest = g.letters;
  }
  return newest;
}

/// The first of the months counted from the letters that is after `day`.
CivilDate next_after(CivilDate letters, int step, CivilDate day) {
  int count = step;
  while (add_months(letters, count) <= day) count += step;
  return add_months(letters, count);
}

Verdict on_filed(const Matter& m, const Obligation& filed) {
  const auto letters = letters_before(*m.ward, filed.due);
  if (!letters || m.ward->adult) return silent();
  // Anniversaries are counted from the letters themselves: neither a moved date nor a short month carries over.
  return open_account(m, next_after(*letters, months(m), filed.due));
}

/// An order that wants accounts more often: the account that is open falls due as it says.
Verdict on_order(const Matter& m, const CourtOrder& order) {
  if (!order.account_months || !is_in_force(order, m.today) || m.ward->adult) return silent();
  const auto letters = letters_before(*m.ward, m.today + 1);
  if (!letters) return silent();
  const CivilDate falls = next_after(*letters, bounded_months(*order.account_months), m.today);
  const Obligation* open = open_duty(m.ward->obligations, Duty::annual_account);
  if (open == nullptr) return open_account(m, falls);
  const CourtDue due = court_due(falls, m.rulebook.calendar());
  if (due.due >= open->due) return silent();
  Verdict verdict = allow("account_due", due.facts);
  verdict.effects.push_back({subject(m.ward->id), ObligationMoved{open->number, due.due, order.document}});
  return verdict;
}

Verdict on_payment(const Matter& m) {
  const TierGate gate = from_tier(m, "R14", "hold_from_tier");
  if (gate.denial) return *gate.denial;
  if (!gate.applies) return silent();
  const Obligation* late = late_return(m, Duty::annual_account, bounded(m.rulebook, "R14", "hold_after_days"));
  return late == nullptr ? silent() : hold(Code::ACCOUNT_OVERDUE, {fact("due", late->due), fact("tier", name(m.tier))});
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (payment(m)) return on_payment(m);
  if (auto denial = moved_without_court(m, Duty::annual_account)) return *std::move(denial);
  Verdict verdict;
  for_each_planned<GuardianAppointed>(m, [&](const Subject&, const GuardianAppointed& e) {
    const Guardian& g = e.guardian;
    const bool owed = is_court_appointed(g) && g.letters && !moved_since_letters(*m.ward, g, Duty::annual_account);
    if (owed) verdict = open_account(m, add_months(*g.letters, months(m)));
  });
  for_each_planned<CourtOrderRecorded>(m, [&](const Subject&, const CourtOrderRecorded& e) { verdict = on_order(m, e.order); });
  for_each_planned<ObligationClosed>(m, [&](const Subject& about, const ObligationClosed& e) {
    if (about != subject(m.ward->id)) return;
    const Obligation* filed = find_obligation(m.ward->obligations, e.number);
    if (filed != nullptr && filed->duty == Duty::annual_account) verdict = on_filed(m, *filed);
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r14_annual_account

KATIWALA_RULE(R14, r14_annual_account, kParameters, judge,
              hears<RequestDisbursement, ObligationMoved, GuardianAppointed, CourtOrderRecorded, ObligationClosed>())
