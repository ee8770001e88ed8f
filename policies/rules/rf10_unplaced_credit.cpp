// RF10  Money comes in for which no award is open, as it does from those who buy children: it stays in suspense, and compliance looks at it.
//       rules.md red flags; [D].
//
// A credit is unplaced where no ward of the pool has anything outstanding in its currency; where it waits in suspense longer than R55 lets it;
// and where it is to go out again as a third party's. The first raises the flag as it comes in, the second with the pool's statement or its
// reminder, once as long as a case stands and never again for a credit that had its case. What is kept is in the pool's watch. Small sums
// (500.00 to 10,000.00, both included) and foreign currency are the pattern of the typologies: a fact says so, and nothing else follows from it.
#include <algorithm>

#include "policies/rules/patterns.h"
#include "policies/rules/worth.h"

namespace katiwala::policies::rf10_unplaced_credit {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"small_from", ParameterType::amount}, {"small_to", ParameterType::amount}};

/// Whether any ward of the pool waits for money of that currency. Ends at the first who does: nearly every credit is one that is waited for.
bool is_awaited(const State& state, const PoolId& pool, Currency currency) {
  const auto waits = [&](const std::pair<AwardId, WardId>& row) {
    const Ward* ward = state.ward(row.second);
    return ward != nullptr && ward->pool == pool && state.balance(book::AccountKind::outstanding, row.first.bytes, currency).is_positive();
  };
  return std::any_of(state.awards.begin(), state.awards.end(), [&](const auto& under) {
    const AwardOrder* order = state.order(under.first);
    return order != nullptr && order->total.currency() == currency && std::any_of(under.second.begin(), under.second.end(), waits);
  });
}

/// Why, what, and whether it is of the usual size.
RaisedFlag unplaced(const Matter& m, std::string_view why, const PoolId& pool, const CreditId& credit, Amount amount) {
  std::vector<Fact> facts{fact("why", why), fact("amount", amount)};
  const Result<Rational> worth = peso_worth(m.state, amount, m.today);
  const bool small = worth.ok() && *worth >= exact_major(m.rulebook.amount("RF10", "small_from")) && *worth <= exact_major(m.rulebook.amount("RF10", "small_to"));
  if (small) facts.push_back(fact("priority", "high"));
  if (amount.currency() != peso()) facts.push_back(fact("foreign", amount.currency().code()));
  return {watch_of(pool), std::move(facts), true, std::nullopt, credit};
}

bool had_its_case(const Watch* watch, const CreditId& credit) {
  return watch != nullptr && std::any_of(watch->cases.begin(), watch->cases.end(), [&](const WatchCase& c) { return c.flag == "RF10" && c.credit == credit; });
}

/// Of what waits too long, the credit that was booked first (of one day, the lowest id).
const Credit* aged(const Matter& m, const PoolId& pool, const Watch* watch) {
  const int days = std::max(1, bounded(m.rulebook, "R55", "suspense_age_working_days"));
  const Credit* oldest = nullptr;
  for (const auto& [id, credit] : m.state.credits) {
    if (credit.matched || credit.resolved || credit.pool != pool) continue;
    const Result<CivilDate> last = m.rulebook.calendar().add_working_days(credit.booked, days);
    if (m.today <= (last.ok() ? *last : credit.booked + days) || had_its_case(watch, id)) continue;
    if (oldest == nullptr || std::pair(credit.booked, id) < std::pair(oldest->booked, oldest->id)) oldest = &credit;
  }
  return oldest;
}

std::optional<RaisedFlag> on_review(const Matter& m, const PoolId& pool) {
  const Watch* watch = m.state.watch(watch_of(pool));
  if (m.state.pool(pool) == nullptr || standing_case(watch, "RF10") != nullptr) return std::nullopt;
  const Credit* credit = aged(m, pool, watch);
  return credit == nullptr ? std::nullopt : std::optional(unplaced(m, "waits_in_suspense", pool, credit->id, credit->amount));
}

/// The pool whose reminder of what waits has come due.
std::optional<PoolId> reminded_pool(const Matter& m) {
  std::optional<PoolId> pool;
  for_each_planned<ReminderDue>(m, [&](const Subject& about, const ReminderDue& e) {
    const std::vector<Reminder>* reminders = about.kind == SubjectKind::pool ? m.state.reminders(about) : nullptr;
    const Reminder* reminder = reminders == nullptr ? nullptr : find_reminder(*reminders, e.number);
    if (reminder != nullptr && reminder->reminder == ReminderKind::review) pool = PoolId{about.id};
  });
  return pool;
}

std::optional<RaisedFlag> look_at(const Matter& m) {
  if (const auto* credit = m.as<ReceiveCredit>()) {
    const bool awaited = m.state.pool(credit->pool) == nullptr || is_awaited(m.state, credit->pool, credit->amount.currency());
    return awaited ? std::nullopt : std::optional(unplaced(m, "nothing_outstanding", credit->pool, credit->credit, credit->amount));
  }
  if (const auto* resolved = m.as<ResolveCredit>(); resolved != nullptr && resolved->to == CreditEnd::third_party) {
    const Credit* credit = m.state.credit(resolved->credit);
    return credit == nullptr ? std::nullopt : std::optional(unplaced(m, "third_party", credit->pool, credit->id, resolved->amount));
  }
  const auto* statement = m.as<Reconcile>();
  const auto pool = statement != nullptr ? std::optional(statement->pool) : m.as<Tick>() != nullptr ? reminded_pool(m) : std::nullopt;
  return pool ? on_review(m, *pool) : std::nullopt;
}

Verdict judge(const Matter& m) {
  // A proposal keeps no flags: what others must agree to is looked at as it is carried out.
  if (m.stage != (m.as<ResolveCredit>() == nullptr ? Stage::submit : Stage::execute)) return silent();
  auto flag = look_at(m);
  if (!flag) return silent();
  for (const std::string_view bound : {"small_from", "small_to"}) {
    const Amount value = m.rulebook.amount("RF10", bound);
    if (value.currency() != peso()) return deny_parameter("RF10", bound, fact("value", value).value);
  }
  Verdict verdict;
  verdict.raised.push_back(std::move(*flag));
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf10_unplaced_credit

KATIWALA_RULE(RF10, rf10_unplaced_credit, kParameters, judge, hears<ReceiveCredit, ResolveCredit, Reconcile, Tick>())
