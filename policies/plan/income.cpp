// Interest comes in, and what was kept for the tax office or for the trustee goes out.
//
// Worked (S07): gross 1,707.83, tax 341.57
//   interest  Dr bank 1,707.83, Cr income 1,707.83; Dr income 341.57, Cr tax 341.57
//   remitted  Dr tax 341.57, Cr bank 341.57
// That the figures are what rate, days and law make of them is R43's to judge.
#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;
using book::Category;

namespace {

constexpr std::uint32_t kActual = 365, kBankers = 360;  // days of a year

Status well_formed(const Asking& asking, const RecordInterest& c) {
  KATIWALA_CHECK(positive(c.gross));
  if (c.tax.currency() != c.gross.currency() || c.on.currency() != c.gross.currency()) return refuse(Code::CURRENCY_MISMATCH);
  if (c.tax.is_negative()) return refuse(Code::AMOUNT_NOT_POSITIVE);
  if (c.tax > c.gross) return wrong_field("tax");
  KATIWALA_CHECK(positive(c.on));
  if (c.booked > asking.today) return wrong_field("booked");
  if (c.to < c.from || c.to > c.booked) return wrong_field("to");
  if (c.placed > c.from) return wrong_field("placed");
  if (c.rate_ppm == 0) return wrong_field("rate_ppm");
  if (c.day_count != kActual && c.day_count != kBankers) return wrong_field("day_count");
  return good();
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const RecordInterest& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  KATIWALA_CHECK(unused(asking.state, c.references));
  KATIWALA_CHECK(well_formed(asking, c));
  KATIWALA_TRY(const Pool* pool, pool_with_currency(asking.state, *ward, c.gross.currency()));
  KATIWALA_CHECK(after_opening(*pool, c.gross.currency(), c.booked));
  const Subject hers = subject(ward->id);
  const Subject pooled = subject(pool->id);
  Plan plan = plan_about(hers);
  happen(plan, hers, InterestCredited{c.gross, c.tax, c.from, c.to, c.rate_ppm, c.placed, c.booked});
  use(plan, pool->id, c.references);
  post(plan, pooled, AccountKind::bank, pool->id.bytes, c.gross, Category::interest);
  post(plan, hers, AccountKind::income, ward->id.bytes, c.gross, Category::interest);
  post(plan, hers, AccountKind::income, ward->id.bytes, -c.tax, Category::tax);
  post(plan, pooled, AccountKind::tax, pool->id.bytes, c.tax, Category::tax);
  return plan;
}

/// What is kept is the whole pool's; a duty to remit its tax is done when nothing of that currency is kept any more.
Result<Plan> plan_of(const Asking& asking, const Remit& c) {
  KATIWALA_TRY(const Pool* pool, pool_or_refuse(asking.state, c.pool));
  KATIWALA_CHECK(unused(asking.state, c.references));
  KATIWALA_CHECK(positive(c.amount));
  if (find_cash(*pool, c.amount.currency()) == nullptr) return refuse(Code::POOL_ACCOUNT_UNKNOWN);
  if (c.booked > asking.today) return wrong_field("booked");
  KATIWALA_CHECK(after_opening(*pool, c.amount.currency(), c.booked));
  const bool tax = c.account == RemitAccount::tax;
  const AccountKind from = tax ? AccountKind::tax : AccountKind::fee;
  const Category category = tax ? Category::tax : Category::fee;
  Plan plan = plan_about(subject(c.pool));
  use(plan, c.pool, c.references);
  if (tax && asking.state.balance(from, c.pool.bytes, c.amount.currency()) == c.amount) {
    for (const Obligation& duty : pool->obligations) {
      if (duty.duty == Duty::tax_remittance && !duty.closed) happen(plan, plan.about, ObligationClosed{duty.number, asking.today});
    }
  }
  post(plan, plan.about, from, c.pool.bytes, -c.amount, category);
  post(plan, plan.about, AccountKind::bank, c.pool.bytes, -c.amount, category);
  return plan;
}

}  // namespace katiwala::policies
