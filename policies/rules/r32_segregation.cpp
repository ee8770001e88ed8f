// R32  What is held for the wards of a pool adds up to its bank account each day and currency; while a statement says otherwise
//      nothing is released from that account.  MORB 401(d).
//
// One centavo is a break (`tolerance_minor` = 0). It holds releases of every ward of the pool in that currency, of no other
// currency and no other pool, until a statement agrees again; held, not denied: nothing need be approved again.
//
// `recon` = "DAILY": before money leaves, the account has been held against the statement of the last working day before this
// one, or a later; the day before that is too old, and an account never held against any statement is. The release goes, says so,
// and opens one reconciliation duty of the pool, due the same day; `hold_unreconciled` = true holds it instead (D: off). The duty is
// closed by the statement after which no account that holds anything is behind. In a year whose calendar is not loaded
// the day before counts as the last working day: it is never earlier than the true one, and a fact says so.
#include "policies/rules/asking.h"
#include "policies/rules/duties.h"

namespace katiwala::policies::r32_segregation {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"tolerance_minor", ParameterType::integer},
                                           {"recon", ParameterType::text},
                                           {"hold_unreconciled", ParameterType::flag}};

bool is_break(const Matter& m, Amount difference) {
  const std::int64_t minor = difference.minor();
  return (minor < 0 ? -minor : minor) > m.rulebook.integer("R32", "tolerance_minor");
}

/// The last working day before today.
struct Before {
  CivilDate day;
  bool guessed = false;
};
Before working_day_before(const Matter& m) {
  for (CivilDate day = m.today - 1;; day = day - 1) {
    const Result<bool> working = m.rulebook.calendar().is_working_day(day);
    if (!working.ok()) return {m.today - 1, true};
    if (*working) return {day, false};
  }
}

bool is_behind(const PoolCash& cash, CivilDate day) { return !cash.reconciled || *cash.reconciled < day; }

Verdict on_unreconciled(const Matter& m, const Pool& pool, const PoolCash& cash, const Before& before) {
  std::vector<Fact> facts{fact("not_reconciled_since", cash.reconciled ? cash.reconciled->text() : "the account was opened"),
                          fact("needed", before.day)};
  if (before.guessed) facts.push_back(fact("counted_in", "calendar days: the year's calendar is not loaded"));
  if (m.rulebook.flag("R32", "hold_unreconciled")) return hold(Code::RECONCILIATION_BREAK, std::move(facts));
  Verdict verdict = allow("not_reconciled", std::move(facts));
  if (open_duty(pool.obligations, Duty::reconciliation) == nullptr) {
    verdict.duties.push_back({subject(pool.id), Duty::reconciliation, DutyOwner::trust_officer, m.today});
  }
  return verdict;
}

Verdict on_release(const Matter& m, const Payment& asked) {
  const Pool* pool = m.state.pool(m.ward->pool);
  const PoolCash* cash = pool == nullptr ? nullptr : find_cash(*pool, asked.amount.currency());
  if (cash == nullptr) return deny(Code::POOL_ACCOUNT_UNKNOWN, {fact("currency", asked.amount.currency().code())});
  if (cash->difference && is_break(m, *cash->difference)) {
    std::vector<Fact> facts{fact("difference", *cash->difference)};
    if (cash->reconciled) facts.push_back(fact("day", *cash->reconciled));
    return hold(Code::RECONCILIATION_BREAK, std::move(facts));
  }
  const Before before = working_day_before(m);
  return is_behind(*cash, before.day) ? on_unreconciled(m, *pool, *cash, before) : silent();
}

/// Whether, with this statement, no account of the pool that holds anything is behind.
bool all_up_to_date(const Matter& m, const Pool& pool, const StatementReconciled& statement) {
  const CivilDate needed = working_day_before(m).day;
  for (const PoolCash& cash : pool.cash) {
    const Currency currency = cash.account.currency;
    if (currency == statement.closing.currency()) {
      if (statement.day < needed) return false;
    } else if (is_behind(cash, needed) && !m.state.balance(book::AccountKind::bank, pool.id.bytes, currency).is_zero()) {
      return false;
    }
  }
  return true;
}

Verdict on_statement(const Matter& m, const Subject& about, const StatementReconciled& e) {
  const std::string_view word = is_break(m, e.difference) ? "break" : "agrees";
  Verdict verdict = allow(word, {fact("closing", e.closing), fact("book", e.book), fact("difference", e.difference)});
  const Pool* pool = m.state.pool(PoolId{about.id});
  const Obligation* owed = pool == nullptr ? nullptr : open_duty(pool->obligations, Duty::reconciliation);
  if (owed != nullptr && all_up_to_date(m, *pool, e)) verdict.effects.push_back({about, ObligationClosed{owed->number, m.today}});
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.ward != nullptr && m.stage == Stage::release) {
    const std::string& recon = m.rulebook.text("R32", "recon");
    if (recon != "DAILY") return deny_parameter("R32", "recon", recon);
    const auto asked = payment(m);
    return asked ? on_release(m, *asked) : silent();
  }
  if (m.as<Reconcile>() == nullptr) return silent();
  Verdict verdict;
  for_each_planned<StatementReconciled>(m, [&](const Subject& about, const StatementReconciled& e) { verdict = on_statement(m, about, e); });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r32_segregation

KATIWALA_RULE(R32, r32_segregation, kParameters, judge, hears<RequestDisbursement, Reconcile>())
