// The bank's statement held against the book (R32). What is instructed and not yet debited still stands on the bank account, in the
// book as at the bank, so the two are compared as they are.
#include "ledger/money/exact.h"
#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

/// A statement that agrees is used up; one that broke may be held against the book again, after what was missing is booked.
Result<Plan> plan_of(const Asking& asking, const Reconcile& c) {
  KATIWALA_TRY(const Pool* pool, pool_or_refuse(asking.state, c.pool));
  const PoolCash* cash = find_cash(*pool, c.closing.currency());
  if (cash == nullptr) return refuse(Code::POOL_ACCOUNT_UNKNOWN);
  std::vector<Mark> references;
  if (c.statement) references.push_back(*c.statement);
  KATIWALA_CHECK(unused(asking.state, references));
  if (c.day > asking.today || (cash->reconciled && c.day < *cash->reconciled)) {
    return wrong_field("day");
  }
  if (cash->brought_as_of && c.day < *cash->brought_as_of) return refuse(Code::BEFORE_OPENING);
  const Amount book = asking.state.balance(book::AccountKind::bank, c.pool.bytes, c.closing.currency());
  KATIWALA_TRY(const Amount difference, amount_from_wide(c.closing.currency(), wide(c.closing) - wide(book)));
  Plan plan = plan_about(subject(c.pool));
  happen(plan, plan.about, StatementReconciled{c.day, c.closing, book, difference});
  if (difference.is_zero()) use(plan, c.pool, references);
  return plan;
}

}  // namespace katiwala::policies
