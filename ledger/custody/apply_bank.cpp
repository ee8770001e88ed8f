// Events of the bank's side.
#include <algorithm>

#include "ledger/custody/applying.h"

namespace katiwala::custody {

/// Released anew it has the payments of now, and the others go with no file.
void Apply::operator()(const FileReleased& e) const {
  const PoolId pool = subject_id<PoolTag>(SubjectKind::pool);
  if (const ReleasedFile* before = state.file(e.file))
    for (const RequestId& request : before->requests) state.filed.erase(request);
  state.files[e.file] = {e.file, pool, e.message_id, e.rail, e.requests, e.total, e.releasers, origin.seq};
  for (const RequestId& request : e.requests) state.filed[request] = e.file;
  touch(Table::file, e.file.bytes);
}

/// Kept for whoever reads her part: what moves her payment stands beside it.
void Apply::operator()(const LeftWithFile&) const {}

void Apply::operator()(const OpeningNoted& e) const {
  std::optional<OpeningNote>& noted = ward().noted;
  if (e.lines.empty()) noted.reset();
  else noted = OpeningNote{e.opening, e.lines};
}
void Apply::operator()(const BalanceBrought& e) const {
  Ward& w = ward();
  w.noted.reset();
  w.brought.push_back({e.opening, e.as_of, e.source, e.lines, origin.seq});
  w.moved = manila_date(origin.time);
}
void Apply::operator()(const BroughtUndone& e) const {
  Ward& w = ward();
  std::erase_if(w.brought, [&](const Brought& b) { return b.entry == e.entry; });
  w.moved = manila_date(origin.time);
}

PoolCash& Apply::cash_of(Pool& pool, Currency currency) const {
  const auto found = std::ranges::find_if(pool.cash, [&](const PoolCash& c) { return c.account.currency == currency; });
  KATIWALA_ASSERT(found != pool.cash.end(), "an opening in a currency in which the pool has no account");
  return *found;
}
void Apply::operator()(const BooksOpened& e) const {
  Pool& p = pool();
  for (const OpeningTotals& total : e.totals) {
    PoolCash& cash = cash_of(p, total.bank.currency());
    cash.brought = cash.brought.value_or(zero(total.bank.currency())) + total.bank;
    cash.brought_as_of = e.as_of;
  }
}
void Apply::operator()(const OpeningUndone& e) const {
  Pool& p = pool();
  for (const Amount& bank : e.banks) {
    PoolCash& cash = cash_of(p, bank.currency());
    KATIWALA_ASSERT(cash.brought && *cash.brought >= bank, "more is taken back than an older book brought");
    cash.brought = *cash.brought - bank;
    if (!cash.brought->is_zero()) continue;
    cash.brought.reset();
    cash.brought_as_of.reset();
  }
}


void Apply::operator()(const RecallFiled& e) const {
  Recall& recall = state.recalls[e.recall];
  KATIWALA_ASSERT(recall.id.is_zero(), "a recall filed twice");
  recall.id = e.recall;
  if (about.kind == SubjectKind::pool) recall.pool = subject_id<PoolTag>(SubjectKind::pool);
  recall.credit = e.credit;
  recall.amount = e.amount;
  recall.reason = e.reason;
  recall.number = e.number;
  recall.message = e.message;
  recall.entry = origin.seq;
  recall.filed = manila_date(origin.time);
  touch(Table::recall, e.recall.bytes);
}
void Apply::operator()(const RecallAnswered& e) const {
  const auto found = state.recalls.find(e.recall);
  KATIWALA_ASSERT(found != state.recalls.end() && found->second.standing == RecallStanding::open, "an answer to a recall that is not open");
  Recall& recall = found->second;
  recall.standing = e.to;
  recall.answer = e.reason;
  recall.court_order = e.court_order;
  recall.answered = origin.time;
  recall.answered_in = origin.seq;
  touch(Table::recall, e.recall.bytes);
}

}  // namespace katiwala::custody
