// Wards as the reader may see them: balances, awards, court orders, duties.
#include <algorithm>
#include <set>

#include "api/door/answer.h"
#include "api/door/reading.h"
#include "api/door/routes.h"

namespace katiwala::api::door {
namespace {

using book::AccountKind;

constexpr std::int64_t kPage = 100, kMostPage = 1'000;

std::set<Currency> currencies_of(const custody::State& state, const custody::Ward& ward) {
  std::set<Currency> out;
  if (const auto* pool = state.pool(ward.pool))
    for (const custody::PoolCash& cash : pool->cash) out.insert(cash.account.currency);
  return out;
}

Json balances_json(const custody::State& state, const custody::Ward& ward) {
  Json out{Json::Array{}};
  for (const Currency currency : currencies_of(state, ward)) {
    Json row;
    row.set("currency", currency.code());
    Amount total = zero(currency);
    for (const AccountKind kind : {AccountKind::principal, AccountKind::income, AccountKind::reserved}) {
      const Amount balance = state.balance(kind, ward.id.bytes, currency);
      row.set(std::string(name(kind)), amount_json(balance));
      total += balance;
    }
    row.set("total", amount_json(total));
    out.push(std::move(row));
  }
  return out;
}

Json awards_json(const custody::State& state, const custody::Ward& ward) {
  Json out{Json::Array{}};
  for (const custody::Award& award : ward.awards) {
    Json row = to_json(award);
    for (const AccountKind kind : {AccountKind::outstanding, AccountKind::received, AccountKind::charged}) {
      row.set(std::string(name(kind)), amount_json(state.balance(kind, award.id.bytes, award.amount.currency())));
    }
    out.push(std::move(row));
  }
  return out;
}

/// What of a cap is left, a court order's or a budget's.
Json capped_json(const custody::State& state, Json row, const std::array<std::uint8_t, 16>& owner, Currency currency) {
  const auto left = [&](AccountKind kind) { return amount_json(state.balance(kind, owner, currency)); };
  row.set("left", left(AccountKind::cap)).set("reserved", left(AccountKind::cap_reserved)).set("used", left(AccountKind::cap_used));
  return row;
}

Json court_orders_json(const custody::State& state, const custody::Ward& ward) {
  Json out{Json::Array{}};
  for (const custody::CourtOrder& order : ward.court_orders) out.push(capped_json(state, to_json(order), order.id.bytes, order.cap.currency()));
  return out;
}

Json budgets_json(const custody::State& state, const custody::Ward& ward) {
  Json out{Json::Array{}};
  for (const custody::Budget& budget : ward.budgets) out.push(capped_json(state, to_json(budget), budget.id.bytes, budget.amount.currency()));
  return out;
}

Json payees_without_marks(const custody::Ward& ward) {
  Json out{Json::Array{}};
  for (const custody::Payee& payee : ward.payees) out.push(without(to_json(payee), {"marks"}));
  return out;
}

/// From outside nobody is told of other people's marks.
Json ward_json(const custody::State& state, const custody::Ward& ward, bool to_guardian) {
  Json out = without(to_json(ward), {"awards", "court_orders", "budgets", "obligations"});
  if (to_guardian) out = std::move(without(std::move(out), {"marks", "guardians", "spends", "vouched", "payees"}).set("payees", payees_without_marks(ward)));
  Json duties{Json::Array{}};
  for (const custody::Obligation& o : ward.obligations)
    if (!to_guardian || !o.confidential) duties.push(to_json(o));
  out.set("balances", balances_json(state, ward)).set("awards", awards_json(state, ward));
  out.set("court_orders", court_orders_json(state, ward)).set("budgets", budgets_json(state, ward)).set("obligations", std::move(duties));
  return out;
}

/// Only what stands in her parts, and of an omnibus entry nothing of another's.
Result<Json> entries_json(const Call& call, const std::vector<record::Seq>& numbers) {
  Json out{Json::Array{}};
  for (const record::Seq seq : numbers) {
    KATIWALA_TRY(journal::Entry whole, call.journal().read(seq));
    KATIWALA_TRY(const journal::Entry entry, visible_to(call, std::move(whole)));
    out.push(entry_json(call.house, entry, call.caller));
  }
  return out;
}

struct Page {
  std::optional<record::Seq> after;
  std::size_t limit = kPage;
};

Result<Page> page_of(const transport::Target& target) {
  Page out;
  for (const auto& [key, value] : target.query) {
    KATIWALA_TRY(const std::uint64_t number, parse_number(value));
    if (key == "after") out.after = number;
    else if (key == "limit" && number >= 1 && number <= kMostPage) out.limit = number;
    else return refuse(Code::HTTP_TARGET, "The query is not one this route knows.", key);
  }
  return out;
}

}  // namespace

transport::Response read_wards(const Call& call) {
  std::vector<std::pair<custody::WardId, Json>> rows;
  const Status looked = look(call, [&](const custody::State& state) {
    for (const auto& [id, ward] : state.wards) {
      if (!may_see(call.caller, state, ward)) continue;
      Json row;
      row.set("id", id.hex()).set("pool", ward.pool.hex()).set("adult", ward.adult);
      rows.emplace_back(id, std::move(row));
    }
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  std::ranges::sort(rows, {}, &std::pair<custody::WardId, Json>::first);
  Json list{Json::Array{}};
  for (auto& [id, json] : rows) list.push(std::move(json));
  Json out;
  out.set("wards", std::move(list));
  return json_response(out);
}

transport::Response read_ward(const Call& call) {
  const auto id = parse_id<custody::WardTag>(call.params[0]);
  if (!id.ok()) return refused(call, id.refusal());
  std::optional<Json> found;
  const Status looked = look(call, [&](const custody::State& state) {
    const auto* ward = state.ward(*id);
    if (ward != nullptr && may_see(call.caller, state, *ward)) found = ward_json(state, *ward, call.caller.is_outside());
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  return found ? json_response(*found) : refused(call, refuse(Code::WARD_UNKNOWN));
}

transport::Response read_ward_entries(const Call& call) {
  const auto id = parse_id<custody::WardTag>(call.params[0]);
  if (!id.ok()) return refused(call, id.refusal());
  const auto page = page_of(call.request.target);
  if (!page.ok()) return refused(call, page.refusal());
  std::optional<crypto::KeyId> key;
  const Status looked = call.journal().look([&](const journal::Memory& memory) {
    const auto* ward = memory.state.ward(*id);
    if (ward == nullptr || !may_see(call.caller, memory.state, *ward)) return;
    if (const crypto::KeyId* found = memory.key_of(custody::subject(*id))) key = *found;
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  if (!key) return refused(call, refuse(Code::WARD_UNKNOWN));
  const auto numbers = call.house.ward_entries().find(call.house.store(), *key, page->after, page->limit);
  if (!numbers.ok()) return refused(call, numbers.refusal());
  auto entries = entries_json(call, *numbers);
  if (!entries.ok()) return refused(call, entries.refusal());
  Json out;
  out.set("entries", std::move(*entries));
  if (numbers->size() == page->limit) out.set("next", static_cast<std::int64_t>(numbers->back()));
  return json_response(out);
}

}  // namespace katiwala::api::door
