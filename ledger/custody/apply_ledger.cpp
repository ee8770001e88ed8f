// Events of the ledger itself, of pools and of orders.
#include <algorithm>

#include "ledger/custody/applying.h"

namespace katiwala::custody {

void Apply::operator()(const LedgerCreated& e) const {
  KATIWALA_ASSERT(origin.seq == 0, "a ledger is created by entry 0 only");
  state.ledger = {e.ledger, e.origin, e.mode, e.witness_quorum, {}, std::nullopt, e.vault_key, {}, e.witnesses, std::nullopt,
                  std::nullopt, {}, {}, {}, {}, std::nullopt};
  for (const std::string& key : e.log_keys) state.ledger.log_keys.push_back({key, KeyStanding::active, origin.seq});
  touch(Table::ledger, {});
}
void Apply::operator()(const RulebookAdopted& e) const {
  state.rulebooks[e.hash] = {e.hash, e.text, origin.seq};
  state.ledger.rulebook = e.hash;
  touch(Table::rulebook, e.hash);
  touch(Table::ledger, {});
}
void Apply::operator()(const ClockMoved& e) const {
  state.ledger.clock = e.to;
  touch(Table::ledger, {});
}
void Apply::operator()(const RateRecorded& e) const {
  auto& known = state.rates[e.rate.rate.base()];
  const auto at = std::lower_bound(known.begin(), known.end(), e.rate.day,
                                   [](const DayRate& r, CivilDate day) { return r.day < day; });
  if (at != known.end() && at->day == e.rate.day) *at = e.rate;
  else known.insert(at, e.rate);
  const std::uint16_t n = e.rate.rate.base().numeric();
  const std::array<std::uint8_t, 2> key{static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n & 255)};
  touch(Table::rate, key);
}
void Apply::operator()(const LedgerSealed& e) const {
  // A seal of a day that had not ended does not close it.
  if (manila_date(origin.time) <= e.day) return;
  state.ledger.sealed = std::max(state.ledger.sealed.value_or(e.day), e.day);
  touch(Table::ledger, {});
}
void Apply::operator()(const LogKeyDeclared& e) const {
  auto& keys = state.ledger.log_keys;
  const auto known = std::ranges::find(keys, e.key, &LogKey::key);
  if (known == keys.end()) keys.push_back({e.key, e.standing, origin.seq});
  else *known = {e.key, e.standing, origin.seq};
  touch(Table::ledger, {});
}
void Apply::operator()(const WitnessesAdopted& e) const {
  state.ledger.witness_quorum = e.quorum;
  state.ledger.witnesses = e.witnesses;
  touch(Table::ledger, {});
}
void Apply::operator()(const LedgerRestored& e) const {
  state.ledger.epoch = e.epoch;
  touch(Table::ledger, {});
}
void Apply::operator()(const WardErased& e) const { erase(e); }

void Apply::operator()(const PoolOpened& e) const {
  Pool& p = state.pools[subject_id<PoolTag>(SubjectKind::pool)];
  p = {e.pool.pool, e.pool.bank, e.pool.code, e.pool.product, {}, {}, {}, {}};
  for (const PoolAccount& account : e.pool.accounts) p.cash.push_back({account, std::nullopt, std::nullopt, std::nullopt, std::nullopt});
  touch(Table::pool, about.id);
}
void Apply::operator()(const CreditReceived& e) const {
  state.credits[e.credit] = {e.credit, subject_id<PoolTag>(SubjectKind::pool), e.amount, e.charges, e.booked, e.value_date, origin.seq,
                             false, 0, std::nullopt, std::nullopt};
  touch(Table::credit, e.credit.bytes);
}
Credit& Apply::credit(const CreditId& id, bool matched) const {
  const auto found = state.credits.find(id);
  KATIWALA_ASSERT(found != state.credits.end() && found->second.matched == matched,
                  "an event about a credit that is not in that state");
  touch(Table::credit, id.bytes);
  return found->second;
}
void Apply::operator()(const CreditMatched& e) const {
  Credit& c = credit(e.credit, false);
  c.matched = true;
  c.matched_in = origin.seq;
  c.left = e.left;
}
void Apply::operator()(const CreditReopened& e) const {
  Credit& c = credit(e.credit, true);
  c.matched = false;
  c.matched_in = 0;
  c.left.reset();
}
void Apply::operator()(const CreditVoided& e) const { credit(e.credit, false).matched = true; }
void Apply::operator()(const ReferencesUsed& e) const {
  for (const Mark& mark : e.references) {
    state.references.emplace(mark.value, origin.seq);
    touch(Table::reference, mark.value);
  }
}
void Apply::operator()(const StatementReconciled& e) const {
  for (PoolCash& cash : pool().cash) {
    if (cash.account.currency != e.closing.currency()) continue;
    cash.reconciled = e.day;
    if (e.difference.is_zero()) cash.difference.reset();
    else cash.difference = e.difference;
  }
}

void Apply::operator()(const OrderRecorded& e) const {
  state.orders[e.order.order] = {e.order.order, e.order.country, e.order.dated, e.order.total, zero(e.order.total.currency()),
                                 e.order.document, e.order.docket, e.order.kind_of_order.value_or(OrderKind::restitution),
                                 e.order.defendants};
  touch(Table::order, about.id);
}
void Apply::operator()(const OrderAllocated& e) const { order().allocated += e.amount; }
void Apply::operator()(const OrderReceipt&) const {}

}  // namespace katiwala::custody
