#include "api/door/balances.h"

#include <map>
#include <set>

#include "api/door/by_block.h"
#include "api/door/json_codec.h"
#include "api/door/reading.h"

namespace katiwala::api::door {
namespace {

using book::AccountKind;

constexpr AccountKind kHers[] = {AccountKind::principal, AccountKind::income, AccountKind::reserved};

/// What stands on an account of hers.
using Standing = std::function<Amount(AccountKind, Currency)>;

std::set<Currency> currencies_of(const custody::State& state, const custody::Ward& ward) {
  std::set<Currency> out;
  if (const auto* pool = state.pool(ward.pool))
    for (const custody::PoolCash& cash : pool->cash) out.insert(cash.account.currency);
  return out;
}

Json rows_json(const std::set<Currency>& currencies, const Standing& standing) {
  Json out{Json::Array{}};
  for (const Currency currency : currencies) {
    Json row;
    row.set("currency", currency.code());
    Amount total = zero(currency);
    for (const AccountKind kind : kHers) {
      const Amount balance = standing(kind, currency);
      row.set(std::string(name(kind)), amount_json(balance));
      total += balance;
    }
    row.set("total", amount_json(total));
    out.push(std::move(row));
  }
  return out;
}

struct Ward {
  custody::WardId id;
  crypto::KeyId key;
  std::set<Currency> currencies;
  std::optional<record::Seq> head;
  Json now;
};

Result<Ward> ward_seen(const Call& call) {
  KATIWALA_TRY(const auto id, parse_id<custody::WardTag>(call.params[0]));
  std::optional<Ward> out;
  KATIWALA_CHECK(call.journal().look([&](const journal::Memory& memory) {
    const auto* ward = memory.state.ward(id);
    if (ward == nullptr || !may_see(call.caller, memory.state, *ward)) return;
    const crypto::KeyId* key = memory.key_of(custody::subject(id));
    if (key == nullptr) return;
    out = Ward{id, *key, currencies_of(memory.state, *ward), memory.next - 1, balances_json(memory.state, *ward)};
  }));
  if (!out) return refuse(Code::WARD_UNKNOWN);
  return std::move(*out);
}

using Balances = std::map<book::Account, Amount>;

struct Past {
  Json rows;
  std::optional<record::Seq> entry;  ///< the last of hers that counts
  bool opened = false;               ///< before that she was only proposed
};

/// What her part of an entry says stood on her accounts after it.
Status take_balances(const journal::Entry& entry, const Ward& ward, Balances& out, bool& opened) {
  for (const journal::OpenedPart& part : entry.parts) {
    if (part.key == ward.key && !part.part) return refuse(Code::KEY_MISSING, "A part of hers can not be read any more.", "entry " + std::to_string(entry.seq()));
    if (!part.part || part.part->about != custody::subject(ward.id)) continue;
    for (const custody::Event& event : part.part->events) opened = opened || std::holds_alternative<custody::WardOpened>(event);
    for (const journal::Balance& balance : part.part->balances) out[balance.account] = Amount(balance.account.currency, balance.minor);
  }
  return good();
}

Result<Past> past(const Call& call, const Ward& ward, const AsOf& moment) {
  constexpr std::size_t kStretch = 256;
  Balances balances;
  Past out;
  std::optional<record::Seq> after;
  for (bool done = false; !done;) {
    KATIWALA_TRY(const auto numbers, call.house.ward_entries().find(call.house.store(), ward.key, after, kStretch));
    done = numbers.size() < kStretch;
    KATIWALA_TRY(const auto entries, read_entries(call.journal(), numbers));
    for (const journal::Entry& entry : entries) {
      const record::Seq seq = entry.seq();
      if ((moment.last && seq > *moment.last) || (moment.before && entry.header.time >= *moment.before)) {
        done = true;
        break;
      }
      KATIWALA_CHECK(take_balances(entry, ward, balances, out.opened));
      out.entry = after = seq;
    }
  }
  if (!out.opened) return refuse(Code::WARD_UNKNOWN, "She had no account then.", "as_of");
  out.rows = rows_json(ward.currencies, [&](AccountKind kind, Currency currency) {
    const auto found = balances.find(book::Account{kind, ward.id.bytes, currency});
    return found == balances.end() ? zero(currency) : found->second;
  });
  return out;
}

Result<Json> answer(const Call& call) {
  KATIWALA_TRY(const Ward ward, ward_seen(call));
  Json out;
  out.set("ward", ward.id.hex());
  const std::string* asked = call.request.target.parameter("as_of");
  if (asked == nullptr) return std::move(out.set("balances", ward.now));
  KATIWALA_TRY(const Instant now, call.house.clock().now());
  KATIWALA_TRY(const AsOf moment, parse_as_of(*asked, now, ward.head));
  KATIWALA_TRY(Past then, past(call, ward, moment));
  out.set("as_of", *asked).set("entry", static_cast<std::int64_t>(*then.entry));
  return std::move(out.set("balances", std::move(then.rows)));
}

}  // namespace

Json balances_json(const custody::State& state, const custody::Ward& ward) {
  return rows_json(currencies_of(state, ward), [&](AccountKind kind, Currency currency) { return state.balance(kind, ward.id.bytes, currency); });
}

Result<AsOf> parse_as_of(std::string_view text, Instant now, std::optional<record::Seq> head) {
  AsOf out;
  if (const auto date = parse_date(text); date.ok()) out.before = start_of(*date + 1);
  else if (const auto instant = parse_instant(text); instant.ok()) out.before = Instant{instant->micros + 1};
  if (out.before) {
    if (*out.before > now) return refuse(Code::AS_OF_UNKNOWN, "That moment is not over: what is recorded until then would still count.", "as_of");
    return out;
  }
  const auto number = parse_number(text);
  if (!number.ok()) return refuse(Code::HTTP_TARGET, "As of a day, an instant with its offset, or the number of an entry.", "as_of");
  if (!head || *number > *head) return refuse(Code::AS_OF_UNKNOWN, "The ledger has no such entry yet.", "as_of");
  out.last = *number;
  return out;
}

transport::Response read_balances(const Call& call) {
  const auto out = answer(call);
  return out.ok() ? json_response(*out) : refused(call, out.refusal());
}

}  // namespace katiwala::api::door
