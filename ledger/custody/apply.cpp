/// The fold. Every event that `decide` can write has exactly one place here or in apply_*.cpp, and nothing else changes the state.
#include <algorithm>

#include "ledger/custody/applying.h"

namespace katiwala::custody {
namespace {

void forget_due(State& state, const Subject& owner, const std::vector<Obligation>& obligations, const std::vector<Reminder>& reminders) {
  for (const Obligation& o : obligations) state.agenda.erase({deadline_of(o), Matter::deadline, owner, o.number});
  for (const Reminder& r : reminders) state.agenda.erase({r.at, Matter::reminder, owner, r.number});
}

bool is_hers(const Subject& about, const WardId& ward) { return is_sealed(about.kind) && about.id == ward.bytes; }

}  // namespace

/// After an erasure the live state is what a rebuild without her key gives: her records are gone, and what stood on her
/// accounts stands on the pool's `unreadable` account.
void Apply::erase(const WardErased& e) const {
  const auto found = state.wards.find(e.ward);
  if (found == state.wards.end()) return;  // rebuilt without her key: she was never readable
  const Ward& w = found->second;
  if (w.majority) state.agenda.erase({start_of(*w.majority), Matter::majority, subject(e.ward), 0});
  forget_due(state, subject(e.ward), w.obligations, w.reminders);
  std::vector<book::Account> hers;
  state.book.for_each([&](const book::Account& account, Amount) {
    const bool award = std::any_of(w.awards.begin(), w.awards.end(), [&](const Award& a) { return a.id.bytes == account.owner; });
    const bool budget = std::any_of(w.budgets.begin(), w.budgets.end(), [&](const Budget& b) { return b.id.bytes == account.owner; });
    const bool order = std::any_of(w.court_orders.begin(), w.court_orders.end(), [&](const CourtOrder& o) { return o.id.bytes == account.owner; });
    if (account.owner == e.ward.bytes || award || order || budget) hers.push_back(account);
  });
  for (const book::Account& account : hers) {
    if (book::book_of(account.kind) == book::BookName::custody) {
      const book::Account rest{book::AccountKind::unreadable, e.pool.bytes, account.currency};
      state.book.set_balance(rest, state.book.balance(rest) + state.book.balance(account));
      if (touched != nullptr) touched->balance(rest);
    }
    state.book.set_balance(account, zero(account.currency));
    if (touched != nullptr) touched->balance(account);
  }
  for (const Award& award : w.awards) {
    std::erase_if(state.awards[award.order], [&](const auto& entry) { return entry.second == e.ward; });
  }
  for (const Guardian& guardian : w.guardians) std::erase(state.guarded[guardian.person], e.ward);
  forget_documents(state, w);
  state.asked.erase(e.ward);
  std::erase_if(state.requests, [&](const auto& entry) {
    if (entry.second.ward != e.ward) return false;
    touch(Table::request, entry.first.bytes);
    return true;
  });
  std::erase_if(state.proposals, [&](const auto& entry) {
    if (!is_hers(entry.second.about, e.ward)) return false;
    state.agenda.erase({entry.second.expires, Matter::proposal_expiry, entry.second.about, entry.first});
    touch_number(Table::proposal, entry.first);
    return true;
  });
  if (const Protection* file = state.protection(e.ward)) {
    forget_due(state, protection_of(e.ward), file->obligations, file->reminders);
    state.protections.erase(e.ward);
    touch(Table::protection, e.ward.bytes);
  }
  if (const Watch* file = state.watch(watch_of(e.ward))) {
    forget_due(state, watch_of(e.ward), file->obligations, file->reminders);
    state.watches.erase(watch_of(e.ward));
    touch(Table::watch, e.ward.bytes);
  }
  state.wards.erase(found);
  touch(Table::ward, e.ward.bytes);
}

void apply(State& state, const Origin& origin, const Subject& about, const Event& event, Touched* touched) {
  std::visit(Apply{state, origin, about, touched}, event);
}

void apply(State& state, const book::Balanced& postings, Touched* touched) {
  state.book.post(postings);
  if (touched == nullptr) return;
  for (const book::Posting& line : postings.lines()) touched->balance(line.account);
}

void apply_partial(State& state, std::span<const book::Posting> lines, const std::optional<PoolId>& pool, Touched* touched) {
  const auto change = [&](const book::Account& account, Amount by) {
    state.book.set_balance(account, state.book.balance(account) + by);
    if (touched != nullptr) touched->balance(account);
  };
  for (const book::Posting& line : lines) change(line.account, line.change());
  for (const Amount& missing : book::residue(lines)) {
    KATIWALA_ASSERT(pool.has_value(), "money moved in an entry that names no pool");
    change({book::AccountKind::unreadable, pool->bytes, missing.currency()}, missing);
  }
}

}  // namespace katiwala::custody
