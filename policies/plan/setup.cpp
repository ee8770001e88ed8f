// Pools, foreign orders and their awards, wards. The files that go with a pool or a ward are opened with it.
#include <algorithm>

#include "ledger/money/exact.h"
#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

/// No account of the pool is another pool's, and none is there for a currency twice.
Status new_accounts(const State& state, const OpenPool& c) {
  if (c.accounts.empty()) return wrong_field("accounts");
  for (std::size_t i = 0; i < c.accounts.size(); ++i) {
    if (c.accounts[i].currency.is_none()) return wrong_field("accounts");
    for (std::size_t j = 0; j < i; ++j)
      if (c.accounts[j].currency == c.accounts[i].currency) return wrong_field("accounts");
    for (const auto& [id, pool] : state.pools)
      for (const PoolCash& cash : pool.cash)
        if (cash.account.account == c.accounts[i].account && cash.account.currency == c.accounts[i].currency) return refuse(Code::ALREADY_EXISTS);
  }
  return good();
}

/// Persons and amounts that the instrument or an order names besides.
Status names_persons(const std::vector<Vouching>& vouched) {
  const bool nobody = std::any_of(vouched.begin(), vouched.end(), [](const Vouching& v) { return v.person.is_zero(); });
  return nobody ? Status(wrong_field("vouched")) : good();
}

Status shares_of_total(const std::vector<DefendantShare>& defendants, Amount total) {
  for (const DefendantShare& share : defendants) {
    if (share.person.is_zero()) return wrong_field("defendants");
    if (share.amount.currency() != total.currency()) return refuse(Code::CURRENCY_MISMATCH);
    KATIWALA_CHECK(positive(share.amount));
    if (share.amount > total) return wrong_field("defendants");
  }
  return good();
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const OpenPool& c) {
  if (c.pool.is_zero()) return wrong_field("pool");
  KATIWALA_CHECK(short_code(c.bank, "bank"));
  KATIWALA_CHECK(short_code(c.code, "code"));
  for (const auto& [id, pool] : asking.state.pools) {
    if (id == c.pool || (pool.bank == c.bank && pool.code == c.code)) return refuse(Code::ALREADY_EXISTS);
  }
  KATIWALA_CHECK(new_accounts(asking.state, c));
  Plan plan = plan_about(subject(c.pool));
  happen(plan, plan.about, PoolOpened{c});
  happen(plan, watch_of(c.pool), FileOpened{SubjectKind::pool});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const OpenWard& c) {
  if (c.ward.is_zero()) return wrong_field("ward");
  if (asking.state.ward(c.ward) != nullptr) return refuse(Code::ALREADY_EXISTS);
  KATIWALA_CHECK(pool_or_refuse(asking.state, c.pool));
  if (c.born_earliest > c.born_latest || c.born_latest > asking.today) return wrong_field("born");
  KATIWALA_CHECK(names_persons(c.vouched));
  if (c.terms && c.terms->allowance) KATIWALA_CHECK(positive(*c.terms->allowance));
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, WardOpened{c});
  happen(plan, protection_of(c.ward), FileOpened{SubjectKind::ward});
  happen(plan, watch_of(c.ward), FileOpened{SubjectKind::ward});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const RecordOrder& c) {
  if (c.order.is_zero()) return wrong_field("order");
  if (asking.state.order(c.order) != nullptr) return refuse(Code::ALREADY_EXISTS);
  const bool alpha2 = c.country.size() == 2 && std::all_of(c.country.begin(), c.country.end(), [](char l) { return l >= 'A' && l <= 'Z'; });
  if (!alpha2) return wrong_field("country");
  KATIWALA_CHECK(positive(c.total));
  if (c.dated > asking.today) return wrong_field("dated");
  KATIWALA_CHECK(shares_of_total(c.defendants, c.total));
  Plan plan = plan_about(subject(c.order));
  happen(plan, plan.about, OrderRecorded{c});
  return plan;
}

/// The order learns how much of it is allocated, never to whom.
Result<Plan> plan_of(const Asking& asking, const RecordAward& c) {
  if (c.award.is_zero()) return wrong_field("award");
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  const AwardOrder* order = asking.state.order(c.order);
  if (order == nullptr) return refuse(Code::ORDER_UNKNOWN);
  KATIWALA_CHECK(positive(c.amount));
  if (c.amount.currency() != order->total.currency()) return refuse(Code::CURRENCY_MISMATCH);
  KATIWALA_CHECK(pool_with_currency(asking.state, *ward, c.amount.currency()));
  if (has_accounts(asking.state, book::AccountKind::awarded, c.award.bytes)) return refuse(Code::ALREADY_EXISTS);
  if (wide(order->allocated) + wide(c.amount) > wide(order->total)) return refuse(Code::ORDER_OVERALLOCATED);
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, AwardRecorded{{c.award, c.order, c.amount}});
  happen(plan, subject(c.order), OrderAllocated{c.amount});
  post(plan, plan.about, book::AccountKind::awarded, c.award.bytes, -c.amount, book::Category::authority);
  post(plan, plan.about, book::AccountKind::outstanding, c.award.bytes, c.amount, book::Category::authority);
  return plan;
}

}  // namespace katiwala::policies
