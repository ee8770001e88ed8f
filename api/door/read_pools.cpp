// Pools with their balances, credits, foreign orders.
#include <algorithm>

#include "api/door/json_codec.h"
#include "api/door/query.h"
#include "api/door/reading.h"
#include "api/door/routes.h"
#include "api/door/shown.h"

namespace katiwala::api::door {
namespace {

using book::AccountKind;

Amount held_for_wards(const custody::State& state, const custody::Pool& pool, Currency currency) {
  Amount sum = zero(currency);
  for (const auto& [id, ward] : state.wards) {
    if (ward.pool != pool.id) continue;
    for (const AccountKind kind : {AccountKind::principal, AccountKind::income, AccountKind::reserved}) sum += state.balance(kind, id.bytes, currency);
  }
  return sum;
}

Json account_json(const custody::State& state, const custody::Pool& pool, const custody::PoolCash& cash) {
  const Currency currency = cash.account.currency;
  Json out;
  out.set("currency", currency.code());
  for (const AccountKind kind : {AccountKind::bank, AccountKind::suspense, AccountKind::transit, AccountKind::tax, AccountKind::fee, AccountKind::unreadable}) {
    out.set(std::string(name(kind)), amount_json(state.balance(kind, pool.id.bytes, currency)));
  }
  out.set("wards", amount_json(held_for_wards(state, pool, currency)));
  if (cash.reconciled) out.set("reconciled", to_json(*cash.reconciled));
  if (cash.difference) out.set("difference", amount_json(*cash.difference));
  if (cash.brought) out.set("brought", amount_json(*cash.brought));
  if (cash.brought_as_of) out.set("brought_as_of", to_json(*cash.brought_as_of));
  return out;
}

Json pool_json(const custody::State& state, const custody::Pool& pool) {
  Json out = without(to_json(pool), {"cash", "obligations"});
  Json accounts{Json::Array{}};
  for (const custody::PoolCash& cash : pool.cash) accounts.push(account_json(state, pool, cash));
  out.set("accounts", std::move(accounts)).set("obligations", to_json(pool.obligations));
  return out;
}

bool may_see_order(const Caller& caller, const custody::OrderId& order) {
  return caller.role != custody::Role::foreign_court_reader || std::ranges::binary_search(caller.orders, order);
}

/// A court abroad is told of its victims by the pseudonyms of its awards: not which ward has one, as another court's order may award to the same
/// child (R59). Where the paper lies, and who is to pay, it knows and needs from nobody.
Json award_json(const custody::State& state, const custody::AwardId& award, const custody::WardId& ward, Currency currency, bool to_court) {
  Json row;
  row.set("award", award.hex());
  if (!to_court) row.set("ward", ward.hex());
  row.set("outstanding", amount_json(state.balance(AccountKind::outstanding, award.bytes, currency)));
  if (const auto* record = state.ward(ward))
    if (const auto* a = custody::find_award(*record, award)) row.set("amount", amount_json(a->amount));
  return row;
}

Json order_json(const custody::State& state, const custody::AwardOrder& order, bool to_court) {
  Json out = to_court ? without(to_json(order), {"document", "docket", "defendants"}) : to_json(order);
  const Currency currency = order.total.currency();
  Amount outstanding = zero(currency), received = zero(currency), charged = zero(currency);
  Json awards{Json::Array{}};
  if (const auto found = state.awards.find(order.id); found != state.awards.end()) {
    for (const auto& [award, ward] : found->second) {
      outstanding += state.balance(AccountKind::outstanding, award.bytes, currency);
      received += state.balance(AccountKind::received, award.bytes, currency);
      charged += state.balance(AccountKind::charged, award.bytes, currency);
      awards.push(award_json(state, award, ward, currency, to_court));
    }
  }
  out.set("outstanding", amount_json(outstanding)).set("received", amount_json(received)).set("charged", amount_json(charged));
  out.set("awards", std::move(awards));
  return out;
}

}  // namespace

transport::Response read_pools(const Call& call) {
  std::vector<std::pair<custody::PoolId, Json>> rows;
  const Status looked = look(call, [&](const custody::State& state) {
    for (const auto& [id, pool] : state.pools) rows.emplace_back(id, pool_json(state, pool));
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  std::ranges::sort(rows, {}, &std::pair<custody::PoolId, Json>::first);
  Json list{Json::Array{}};
  for (auto& [id, json] : rows) list.push(std::move(json));
  Json out;
  out.set("pools", std::move(list));
  return json_response(out);
}

transport::Response read_pool(const Call& call) {
  const auto id = parse_id<custody::PoolTag>(call.params[0]);
  if (!id.ok()) return refused(call, id.refusal());
  return answer_shown(call, &show_pool, Code::POOL_UNKNOWN);
}

std::optional<Json> show_pool(const journal::Memory& memory, const Caller&, std::string_view named) {
  const auto id = parse_id<custody::PoolTag>(named);
  const auto* pool = id.ok() ? memory.state.pool(*id) : nullptr;
  return pool == nullptr ? std::nullopt : std::optional(pool_json(memory.state, *pool));
}

transport::Response read_credits(const Call& call) {
  const auto page = page_of(call.request.target);
  if (!page.ok()) return refused(call, page.refusal());
  const std::string* matched = call.request.target.parameter("matched");
  std::vector<custody::Credit> rows;
  const Status looked = look(call, [&](const custody::State& state) {
    for (const auto& [id, credit] : state.credits)
      if (matched == nullptr || (*matched == "true") == credit.matched) rows.push_back(credit);
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  std::ranges::sort(rows, {}, &custody::Credit::entry);
  const auto next = cut(rows, *page, [](const custody::Credit& credit) { return credit.entry; });
  Json out;
  out.set("credits", to_json(rows));
  if (next) out.set("next", static_cast<std::int64_t>(*next));
  return json_response(out);
}

transport::Response read_order(const Call& call) {
  const auto id = parse_id<custody::OrderTag>(call.params[0]);
  if (!id.ok()) return refused(call, id.refusal());
  std::optional<Json> found;
  const Status looked = look(call, [&](const custody::State& state) {
    const auto* order = may_see_order(call.caller, *id) ? state.order(*id) : nullptr;
    if (order != nullptr) found = order_json(state, *order, call.caller.role == custody::Role::foreign_court_reader);
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  return found ? json_response(*found) : refused(call, refuse(Code::ORDER_UNKNOWN));
}

}  // namespace katiwala::api::door
