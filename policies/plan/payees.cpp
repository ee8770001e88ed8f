// Who is paid, and under which account (RF04, RF11).
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

bool share_mark_of(MarkKind kind, const std::vector<Mark>& a, const std::vector<Mark>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Mark& mark) { return mark.kind == kind && std::ranges::find(b, mark) != b.end(); });
}

/// The same person, or the same name, was paid for this ward under another account: then these details are a change (RF11). Where neither
/// record says which account it is, nothing shows that it is the same.
bool had_another_account(const Ward& ward, const RegisterPayee& c) {
  return std::any_of(ward.payees.begin(), ward.payees.end(), [&](const Payee& payee) {
    const bool same_holder = payee.person == c.person || share_mark_of(MarkKind::name, payee.marks, c.marks);
    return same_holder && !share_mark_of(MarkKind::account, payee.marks, c.marks);
  });
}

/// What was known stays, but for what the new details say anew; the old account is never the new one's mark.
std::vector<Mark> with_new(const std::vector<Mark>& old, const std::vector<Mark>& given) {
  std::vector<Mark> marks;
  for (const Mark& mark : old) {
    const bool replaced = std::any_of(given.begin(), given.end(), [&](const Mark& g) { return g.kind == mark.kind; });
    if (mark.kind != MarkKind::account && !replaced) marks.push_back(mark);
  }
  marks.insert(marks.end(), given.begin(), given.end());
  return marks;
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const RegisterPayee& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (c.payee.is_zero()) return wrong_field("payee");
  if (c.person.is_zero()) return wrong_field("person");
  if (find_payee(*ward, c.payee) != nullptr) return refuse(Code::ALREADY_EXISTS);
  KATIWALA_CHECK(pool_with_currency(asking.state, *ward, c.currency));
  Payee payee{c.payee, c.person,     c.payee_kind,           c.rail,                        c.currency, c.details,
              c.marks, asking.today, asking.submission.time, had_another_account(*ward, c), c.covers};
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, PayeeRegistered{std::move(payee)});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const ChangePayee& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  const Payee* known = find_payee(*ward, c.payee);
  if (known == nullptr) return refuse(Code::PAYEE_UNKNOWN);
  if (c.details == known->details) return refuse(Code::ALREADY_EXISTS);
  Payee payee = *known;
  payee.details = c.details;
  payee.marks = with_new(known->marks, c.marks);
  payee.rail = c.rail.value_or(known->rail);
  payee.account_since = asking.submission.time;
  payee.account_before = true;
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, PayeeChanged{std::move(payee)});
  return plan;
}

}  // namespace katiwala::policies
