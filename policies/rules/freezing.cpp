#include "policies/rules/freezing.h"

#include "policies/rules/asking.h"

namespace katiwala::policies {

using namespace custody;
using book::AccountKind;

namespace {

Amount free_for(const State& state, const Ward& ward, Currency currency) {
  return state.balance(AccountKind::principal, ward.id.bytes, currency) + state.balance(AccountKind::income, ward.id.bytes, currency);
}

/// At release the amount is set aside already, and what is free is what stays.
std::vector<Leaving> of_ward(const Matter& m, Amount amount, std::optional<Purpose> purpose, bool by_order) {
  const Currency currency = amount.currency();
  const Amount free = free_for(m.state, *m.ward, currency);
  const Amount cash = m.state.balance(AccountKind::bank, m.ward->pool.bytes, currency);
  return {{subject(m.ward->id), m.stage == Stage::release ? free : free - amount, purpose, by_order},
          {subject(m.ward->pool), cash - amount, purpose, by_order}};
}

/// What a freeze is not meant for: a death lets the estate be paid, a claim the claimant, and the bank's own review what a court ordered.
bool lets_pass(const Freeze& freeze, const Leaving& what) {
  switch (freeze.freeze_kind) {
    case FreezeKind::death: return what.purpose == Purpose::estate;
    case FreezeKind::claim: return what.purpose == Purpose::claim;
    case FreezeKind::review: return what.by_order;
    default: return false;
  }
}

}  // namespace

std::vector<Leaving> leaving(const Matter& m) {
  if (m.stage == Stage::submit) return {};
  if (const auto* resolved = m.as<ResolveCredit>()) {
    const Credit* credit = m.state.credit(resolved->credit);
    if (credit == nullptr) return {};
    const Amount waiting = m.state.balance(AccountKind::suspense, credit->pool.bytes, resolved->amount.currency());
    return {{subject(credit->pool), waiting - resolved->amount, std::nullopt, false}};
  }
  if (m.ward == nullptr) return {};
  if (const auto* deal = m.as<Convert>()) return of_ward(m, deal->sold, std::nullopt, false);
  if (const auto asked = payment(m)) return of_ward(m, asked->amount, asked->purpose, asked->court_order.has_value());
  return {};
}

const Freeze* in_the_way(const std::vector<Freeze>* freezes, const Leaving& what, CivilDate day) {
  if (freezes == nullptr) return nullptr;
  Amount kept = zero(what.left.currency());
  for (const Freeze& freeze : *freezes) {
    if (!holds_on(freeze, day) || lets_pass(freeze, what)) continue;
    if (!freeze.amount) return &freeze;
    if (freeze.amount->currency() != kept.currency()) continue;
    kept += *freeze.amount;
    if (kept > what.left) return &freeze;
  }
  return nullptr;
}

}  // namespace katiwala::policies
