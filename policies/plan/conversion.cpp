// A deal done with the bank. Each currency balances alone; the ticket ties the two (docs/books.md).
//
// Worked (S01): USD 10,000.00 at 58.2350: USD Dr principal, Cr bank 10,000.00; PHP Dr bank, Cr principal 582,350.00.
// A charge is a line of its own in the currency bought.  That the bought amount is what the rate makes of the sold one is R53's and
// R54's to judge.
#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;
using book::Category;

Result<Plan> plan_of(const Asking& asking, const Convert& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  KATIWALA_CHECK(unused(asking.state, c.references));
  if (c.sold.currency().is_none() || c.bought.currency().is_none() || c.sold.currency() == c.bought.currency()) {
    return refuse(Code::CURRENCY_MISMATCH);
  }
  KATIWALA_CHECK(positive(c.sold));
  KATIWALA_CHECK(positive(c.bought));
  KATIWALA_CHECK(pool_with_currency(asking.state, *ward, c.sold.currency()));
  KATIWALA_TRY(const Pool* pool, pool_with_currency(asking.state, *ward, c.bought.currency()));
  for (const Currency currency : {c.sold.currency(), c.bought.currency()}) KATIWALA_CHECK(after_opening(*pool, currency, manila_date(c.dealt)));
  const Subject hers = subject(ward->id);
  const Subject pooled = subject(pool->id);
  Plan plan = plan_about(hers);
  happen(plan, hers, Converted{c.sold, c.bought, c.rate});
  use(plan, pool->id, c.references);
  post(plan, hers, AccountKind::principal, ward->id.bytes, -c.sold, Category::conversion);
  post(plan, pooled, AccountKind::bank, pool->id.bytes, -c.sold, Category::conversion);
  post(plan, hers, AccountKind::principal, ward->id.bytes, c.bought, Category::conversion);
  post(plan, pooled, AccountKind::bank, pool->id.bytes, c.bought, Category::conversion);
  if (!c.charge) return plan;
  if (c.charge->currency() != c.bought.currency()) return refuse(Code::CURRENCY_MISMATCH);
  if (c.charge->is_negative()) return refuse(Code::AMOUNT_NOT_POSITIVE);
  post(plan, hers, AccountKind::principal, ward->id.bytes, -*c.charge, Category::charge);
  post(plan, pooled, AccountKind::bank, pool->id.bytes, -*c.charge, Category::charge);
  return plan;
}

}  // namespace katiwala::policies
