// R32  What is held for the wards of a pool adds up to its bank account each day and currency; while a statement says otherwise
//      nothing is released from that account.  MORB 401(d).
//
// One centavo is a break (`tolerance_minor` = 0). It holds releases of every ward of the pool in that currency, of no other
// currency and no other pool, until a statement agrees again; held, not denied: nothing need be approved again.
#include "policies/rules/asking.h"

namespace katiwala::policies {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"tolerance_minor", ParameterType::integer}};

bool is_break(const Matter& m, Amount difference) {
  const std::int64_t minor = difference.minor();
  return (minor < 0 ? -minor : minor) > m.rulebook.integer("R32", "tolerance_minor");
}

Verdict on_release(const Matter& m, const Payment& asked) {
  const Pool* pool = m.state.pool(m.ward->pool);
  const PoolCash* cash = pool == nullptr ? nullptr : find_cash(*pool, asked.amount.currency());
  if (cash == nullptr) return deny(Code::POOL_ACCOUNT_UNKNOWN, {fact("currency", asked.amount.currency().code())});
  if (!cash->difference || !is_break(m, *cash->difference)) return silent();
  std::vector<Fact> facts{fact("difference", *cash->difference)};
  if (cash->reconciled) facts.push_back(fact("day", *cash->reconciled));
  return hold(Code::RECONCILIATION_BREAK, std::move(facts));
}

Verdict judge(const Matter& m) {
  if (const auto asked = payment(m); asked && m.ward != nullptr && m.stage == Stage::release) return on_release(m, *asked);
  Verdict verdict;
  for_each_planned<StatementReconciled>(m, [&](const Subject&, const StatementReconciled& e) {
    const std::string_view word = is_break(m, e.difference) ? "break" : "agrees";
    verdict = allow(word, {fact("closing", e.closing), fact("book", e.book), fact("difference", e.difference)});
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies

KATIWALA_RULE(R32, r32_segregation, kParameters, judge)
