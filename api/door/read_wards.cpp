// Wards as the reader may see them: balances, awards, court orders, duties.
#include <algorithm>
#include <set>

#include "api/door/answer.h"
#include "api/door/balances.h"
#include "api/door/by_block.h"
#include "api/door/query.h"
#include "api/door/reading.h"
#include "api/door/routes.h"
#include "api/door/shown.h"

namespace katiwala::api::door {
namespace {

using book::AccountKind;

constexpr std::size_t kAtOnce = 256;  ///< entries read before it is looked at whether there are enough

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

/// One of her entries as it is shown; nothing where another command asked for it.
struct Told {
  record::Seq seq = 0;
  std::optional<Json> row;
};

Result<std::vector<Told>> tell(const Call& call, Numbers numbers, const std::string* command) {
  return by_block<Told>(numbers, [&](Numbers stretch, std::vector<Told>& made) -> Status {
    for (const record::Seq seq : stretch) {
      KATIWALA_TRY(journal::Entry whole, call.journal().read(seq));
      KATIWALA_TRY(const journal::Entry entry, visible_to(call, std::move(whole)));
      const bool wanted = command == nullptr || is_asked_by(entry, *command);
      made.push_back({seq, wanted ? std::optional(entry_json(call.house, entry, call.caller)) : std::nullopt});
    }
    return good();
  });
}

/// Her entries after `page.after`, and where to go on. Of an omnibus entry nothing of another's.
Result<Json> entries_json(const Call& call, const crypto::KeyId& key, const Page& page, const std::string* command) {
  Json list{Json::Array{}};
  std::size_t count = 0;
  KATIWALA_TRY(const auto numbers, call.house.ward_entries().find(call.house.store(), key, page.after, command == nullptr ? page.limit : kMostPage));
  record::Seq reached = 0;
  // Of those that a command made nobody knows how many must be read, so no more than a few are read for nothing.
  for (Numbers left(numbers); !left.empty() && count < page.limit; left = left.subspan(std::min(left.size(), kAtOnce))) {
    KATIWALA_TRY(auto told, tell(call, left.first(std::min(left.size(), kAtOnce)), command));
    for (Told& one : told) {
      if (count == page.limit) break;
      reached = one.seq;
      if (!one.row) continue;
      list.push(std::move(*one.row));
      ++count;
    }
  }
  Json out;
  out.set("entries", std::move(list));
  const bool cut_short = numbers.size() == (command == nullptr ? page.limit : kMostPage) || (!numbers.empty() && reached != numbers.back());
  if (cut_short) out.set("next", static_cast<std::int64_t>(reached));
  return out;
}

/// Since when each ward the caller may see is there: the first entry of hers. A ward whose key is destroyed has none that can be found by it.
using Known = std::vector<std::tuple<record::Seq, custody::WardId, Json>>;

Result<Known> wards_seen(const Call& call) {
  std::vector<std::pair<std::optional<crypto::KeyId>, std::pair<custody::WardId, Json>>> found;
  KATIWALA_CHECK(call.journal().look([&](const journal::Memory& memory) {
    for (const auto& [id, ward] : memory.state.wards) {
      if (!may_see(call.caller, memory.state, ward)) continue;
      Json row;
      row.set("id", id.hex()).set("pool", ward.pool.hex()).set("adult", ward.adult);
      const crypto::KeyId* key = memory.key_of(custody::subject(id));
      found.emplace_back(key == nullptr ? std::nullopt : std::optional(*key), std::pair(id, std::move(row)));
    }
  }));
  Known out;
  for (auto& [key, row] : found) {
    std::vector<record::Seq> first;
    if (key) {
      KATIWALA_TRY(first, call.house.ward_entries().find(call.house.store(), *key, std::nullopt, 1));
    }
    out.emplace_back(first.empty() ? 0 : first[0], row.first, std::move(row.second));
  }
  std::ranges::sort(out, {}, [](const auto& row) { return std::pair(std::get<0>(row), std::get<1>(row)); });
  return out;
}

}  // namespace

transport::Response read_wards(const Call& call) {
  const auto page = page_of(call.request.target);
  if (!page.ok()) return refused(call, page.refusal());
  auto rows = wards_seen(call);
  if (!rows.ok()) return refused(call, rows.refusal());
  const auto next = cut(*rows, *page, [](const auto& row) { return std::get<0>(row); });
  Json list{Json::Array{}};
  for (auto& [entry, id, json] : *rows) list.push(std::move(json));
  Json out;
  out.set("wards", std::move(list));
  if (next) out.set("next", static_cast<std::int64_t>(*next));
  return json_response(out);
}

transport::Response read_ward(const Call& call) {
  const auto id = parse_id<custody::WardTag>(call.params[0]);
  if (!id.ok()) return refused(call, id.refusal());
  return answer_shown(call, &show_ward, Code::WARD_UNKNOWN);
}

std::optional<Json> show_ward(const journal::Memory& memory, const Caller& caller, std::string_view named) {
  const auto id = parse_id<custody::WardTag>(named);
  const auto* ward = id.ok() ? memory.state.ward(*id) : nullptr;
  if (ward == nullptr || !may_see(caller, memory.state, *ward)) return std::nullopt;
  return ward_json(memory.state, *ward, caller.is_outside());
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
  auto out = entries_json(call, *key, *page, call.request.target.parameter("command"));
  return out.ok() ? json_response(*out) : refused(call, out.refusal());
}

}  // namespace katiwala::api::door
