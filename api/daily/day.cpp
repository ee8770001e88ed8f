#include "api/daily/day.h"

#include <algorithm>
#include <ranges>

#include "api/daily/bank_side.h"

namespace katiwala::api::daily {

using namespace audit::daily;

namespace {

constexpr std::size_t kMostReceipts = 200;  ///< of earlier credits, newest first, that a suggestion looks at

Refusal not_yet(CivilDate today) { return refuse(Code::NOT_DUE, "That day has not begun: the ledger's day is " + today.text() + ".", "day"); }

/// Entries about the pool, back to where every account agreed last before the day.
Result<std::vector<PoolEntry>> entries_of(const Sources& from, const custody::Pool& pool, CivilDate day, const Progress& progress) {
  std::vector<PoolEntry> newest_first, ascending;
  PoolOwners owners;
  KATIWALA_CHECK(from.look([&](const journal::Memory& memory) { owners = owners_of(memory.state, pool.id); }));
  for (std::uint64_t seq = from.entries; seq-- > 0;) {
    KATIWALA_TRY(const journal::Entry entry, from.read(seq));
    if (manila_date(entry.header.time) < day - kMostDaysBack) break;
    if (progress && seq % 256 == 0) progress(from.entries - seq, from.entries);
    KATIWALA_TRY(const auto command, carried_out(from, entry));
    auto one = pool_entry(owners, entry, command ? &*command : nullptr);
    if (!one) continue;
    const bool was_statement = one->statement.has_value();
    newest_first.push_back(std::move(*one));
    if (!was_statement) continue;
    ascending.assign(newest_first.rbegin(), newest_first.rend());
    if (has_begin(pool, day, ascending)) return ascending;
  }
  return std::vector<PoolEntry>(newest_first.rbegin(), newest_first.rend());
}

/// Only what came in before this one; the state knows no order, the entries of the matchings do.
Result<std::vector<std::pair<custody::Credit, custody::OrderId>>> receipts_before(const Sources& from, const custody::Credit& credit) {
  std::vector<custody::Credit> matched;
  KATIWALA_CHECK(from.look([&](const journal::Memory& memory) {
    for (const auto& [id, one] : memory.state.credits)
      if (one.pool == credit.pool && one.matched_in != 0 && one.amount.currency() == credit.amount.currency() && one.entry < credit.entry) matched.push_back(one);
  }));
  std::ranges::sort(matched, std::greater{}, &custody::Credit::entry);
  if (matched.size() > kMostReceipts) matched.resize(kMostReceipts);
  std::ranges::sort(matched, {}, [](const custody::Credit& one) { return std::pair(one.booked, one.entry); });
  std::vector<std::pair<custody::Credit, custody::OrderId>> out;
  for (custody::Credit& one : matched) {
    KATIWALA_TRY(const journal::Entry entry, from.read(one.matched_in));
    for (const journal::OpenedPart& opened : entry.parts) {
      if (!opened.part) continue;
      for (const custody::Event& event : opened.part->events)
        if (const auto* e = std::get_if<custody::CreditMatched>(&event); e != nullptr && e->credit == one.id) out.emplace_back(std::move(one), e->order);
    }
  }
  return out;
}

/// One of each, in their order; the messages of the first are read first.
Result<std::vector<CreditSeen>> credits_seen(const Sources& from, BankSide* bank, std::span<const custody::Credit> credits) {
  std::vector<CreditSeen> out;
  for (const custody::Credit& credit : credits)
    out.push_back({credit.id, credit.amount + credit.charges.value_or(zero(credit.amount.currency())), credit.booked, {}});
  if (bank == nullptr) return out;
  std::vector<custody::ReceiveCredit> received(credits.size());
  for (std::size_t i = 0; i < credits.size(); ++i) {
    KATIWALA_TRY(const journal::Entry entry, from.read(credits[i].entry));
    const journal::SubjectPart* primary = entry.primary();
    const auto* asked = primary == nullptr || !primary->asked ? nullptr : std::get_if<custody::ReceiveCredit>(&*primary->asked);
    if (asked != nullptr) received[i] = *asked;
  }
  std::vector<PaymentNames> names = bank->names_of(received);
  for (std::size_t i = 0; i < out.size(); ++i) out[i].names = std::move(names[i]);
  return out;
}

/// Orders whose awards are of that currency and of wards of the pool.
void take_orders(const custody::State& state, const custody::Credit& credit, std::vector<OrderSeen>& out) {
  const Currency currency = credit.amount.currency();
  for (const auto& [id, awards] : state.awards) {
    const custody::AwardOrder* order = state.order(id);
    if (order == nullptr || order->total.currency() != currency) continue;
    OrderSeen seen{id, {}, {}};
    bool is_of_pool = !awards.empty();
    for (const auto& [award, ward] : awards) {
      const custody::Ward* hers = state.ward(ward);
      is_of_pool = is_of_pool && hers != nullptr && hers->pool == credit.pool;
      seen.awards.push_back({award, ward, state.balance(book::AccountKind::outstanding, award.bytes, currency)});
    }
    if (is_of_pool) out.push_back(std::move(seen));
  }
}

std::vector<custody::Request> payments_of(const custody::State& state, const custody::Credit& credit) {
  std::vector<custody::Request> out;
  for (const auto& [id, request] : state.requests) {
    const custody::Ward* ward = state.ward(request.ward);
    if (!request.message_id.empty() && request.amount.currency() == credit.amount.currency() && ward != nullptr && ward->pool == credit.pool) out.push_back(request);
  }
  return out;
}

bool has_names(const PaymentNames& names) { return names.uetr || names.end_to_end || names.servicer || !names.debtor.empty(); }

}  // namespace

Result<PoolDay> pool_day(const Sources& from, const custody::PoolId& id, CivilDate day, CivilDate today, const Progress& progress) {
  if (day > today) return not_yet(today);
  PoolDay out;
  out.day = day;
  bool known = false;
  KATIWALA_CHECK(from.look([&](const journal::Memory& memory) {
    const custody::Pool* pool = memory.state.pool(id);
    known = pool != nullptr;
    if (known) out.pool = *pool;
  }));
  if (!known) return refuse(Code::POOL_UNKNOWN);
  KATIWALA_TRY(const std::vector<PoolEntry> entries, entries_of(from, out.pool, day, progress));
  std::map<std::uint64_t, std::optional<StatementRead>> read;
  if (from.house != nullptr) {
    BankSide bank(*from.house);
    for (const PoolEntry& entry : std::views::reverse(entries))  // the newest are read while any may be
      if (entry.statement && entry.statement->day <= day) read[entry.entry] = bank.statement(*entry.statement);
  }
  const ReadStatement lines = [&read](const StatementSeen& seen) { return read[seen.entry]; };
  std::vector<AccountDay> accounts;
  KATIWALA_CHECK(from.look([&](const journal::Memory& memory) {
    accounts = account_days(memory.state, id, day, entries, lines);
    out.waiting = aged_credits(memory.state, id, day);
  }));
  out.accounts = reconcile(accounts);
  return out;
}

Result<CreditSuggestions> suggestions_for(const Sources& from, const custody::CreditId& id) {
  CreditSuggestions out;
  bool known = false;
  std::vector<OrderSeen> orders;
  std::vector<custody::Request> payments;
  KATIWALA_CHECK(from.look([&](const journal::Memory& memory) {
    const custody::Credit* credit = memory.state.credit(id);
    known = credit != nullptr;
    if (!known) return;
    out.credit = *credit;
    take_orders(memory.state, *credit, orders);
    if (from.house != nullptr) payments = payments_of(memory.state, *credit);
  }));
  if (!known) return refuse(Code::CREDIT_UNKNOWN);
  if (out.credit.matched || out.credit.resolved) return out;
  std::optional<BankSide> bank;
  if (from.house != nullptr) bank.emplace(*from.house);
  BankSide* const side = bank ? &*bank : nullptr;
  KATIWALA_TRY(auto before, receipts_before(from, out.credit));
  std::erase_if(before, [&](const auto& one) { return std::ranges::find(orders, one.second, &OrderSeen::order) == orders.end(); });
  std::vector<custody::Credit> newest_first{out.credit};
  for (const auto& [receipt, order] : std::views::reverse(before)) newest_first.push_back(receipt);
  KATIWALA_TRY(const std::vector<CreditSeen> seen, credits_seen(from, side, newest_first));
  out.by_message = has_names(seen[0].names);
  for (std::size_t i = 0; i < before.size(); ++i) std::ranges::find(orders, before[i].second, &OrderSeen::order)->receipts.push_back(seen[before.size() - i]);
  std::vector<PaymentSeen> ours;
  for (const custody::Request& request : payments) ours.push_back(side->payment_seen(request));
  out.suggestions = suggest(seen[0], orders, ours);
  return out;
}

Result<std::vector<OpenItem>> end_of_day(const Sources& from, const Calendar* calendar, CivilDate day, CivilDate today, const Reader& reader) {
  if (day > today) return not_yet(today);
  DayAsked asked{day, today, calendar, false};
  if (from.entries > 0) {
    KATIWALA_TRY(const journal::Entry last, from.read(from.entries - 1));
    asked.seal_is_last = last.act.command == custody::TakeSeal::kind;
  }
  std::vector<OpenItem> out;
  KATIWALA_CHECK(from.look([&](const journal::Memory& memory) { out = open_items(memory.state, asked, reader); }));
  return out;
}

}  // namespace katiwala::api::daily
