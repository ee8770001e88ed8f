// Pools, orders, wards; the ledger's own matters.
#include <algorithm>

#include "tests/model/reference/refusing.h"

namespace reference {
namespace {

constexpr Micros kLastClock = Micros{32'503'651'200} * 1'000'000;  // 3000-01-01 in Manila: periods counted from the clock stay in the calendar

struct SettingUp {
  const Asking& a;
  const Memory& m = a.memory;

  Draft operator()(const MoveClock& c) const {
    if (c.to <= a.now) throw Refused{"CLOCK_BACKWARDS"};
    field(c.to < kLastClock);
    return {};
  }
  Draft operator()(const RefuseInput& c) const { throw Refused{c.code}; }

  Draft operator()(const Enrol& c) const {
    field(!is_nobody(c.principal) && !is_nobody(c.person));
    field(c.from < c.to);
    if (c.to <= a.now) throw Refused{"CREDENTIAL_EXPIRED"};
    for (const auto& [name, principal] : m.principals)
      for (const Credential& held : principal.credentials) fresh(held.name != c.credential);
    const auto known = m.principals.find(c.principal);
    if (known != m.principals.end()) {
      if (known->second.revoked) throw Refused{"PRINCIPAL_REVOKED"};
      fresh(known->second.person == c.person && known->second.role == c.role);
    }
    Draft out;
    out.then = [c](Memory& memory) {
      Principal& principal = memory.principals[c.principal];
      principal.person = c.person;
      principal.role = c.role;
      principal.credentials.push_back({c.credential, c.from, c.to});
    };
    return out;
  }
  Draft operator()(const Revoke& c) const {
    const auto known = m.principals.find(c.principal);
    if (known == m.principals.end()) throw Refused{"PRINCIPAL_UNKNOWN"};
    if (known->second.revoked) throw Refused{"PRINCIPAL_REVOKED"};
    Draft out;
    out.then = [c](Memory& memory) { memory.principals.at(c.principal).revoked = true; };
    return out;
  }
  Draft operator()(const AdoptRulebook& c) const {
    fresh(c.edition != m.rulebook.edition);
    Draft out;
    out.then = [c](Memory& memory) { memory.rulebook = edition(c.edition); };
    return out;
  }
  Draft operator()(const Erase& c) const {
    const Ward& ward = ward_named(a, c.ward);
    for (const auto& [account, minor] : m.balances)
      if (account.owner == c.ward && is_wards_money(account.book) && minor != 0) throw Refused{"WARD_NOT_EMPTY"};
    for (const Name& name : ward.requests) {
      const Request& request = m.requests.at(name);
      if (!request.gone() && request.state != RequestState::settled) throw Refused{"WARD_BUSY"};
    }
    for (const auto& [entry, proposal] : m.proposals)
      if (is_about_a_ward(proposal.about) && proposal.about.name == c.ward) throw Refused{"WARD_BUSY"};
    if (const auto cases = m.cases.find(watch_of(c.ward)); cases != m.cases.end())
      for (const Case& looked_into : cases->second)
        if (looked_into.pending()) throw Refused{"WARD_BUSY"};
    Draft out;
    out.then = [c](Memory& memory) { forget(memory, c.ward); };
    return out;
  }

  /// Her records are gone, and so is the authority that spoke of her. What was booked with her can not be read any more.
  static void forget(Memory& memory, const Name& name) {
    const Ward& ward = memory.wards.at(name);
    std::erase_if(memory.balances, [&](const auto& row) {
      const Name& owner = row.first.owner;
      return owner == name || ward.awards.contains(owner) || ward.court_orders.contains(owner) || ward.budget(owner) != nullptr;
    });
    for (auto& [entry, booked] : memory.booked)
      if (booked.wards.contains(name)) booked.undoable = false;
    for (auto& [id, order] : memory.orders) std::erase_if(order.awards, [&](const auto& row) { return row.second == name; });
    for (const Name& request : ward.requests) memory.requests.erase(request);
    memory.cases.erase(watch_of(name));
    memory.flags.erase(watch_of(name));
    for (const Subject& about : {hers(name), protection_of(name), watch_of(name)}) {
      memory.duties.erase(about);
      memory.reminders.erase(about);
    }
    memory.wards.erase(name);
  }

  Draft operator()(const RecordRate& c) const {
    if (c.price.to != Currency::php || c.price.from == Currency::php) throw Refused{"CURRENCY_MISMATCH"};
    field(c.day <= a.today);
    Draft out;
    out.then = [c](Memory& memory) { memory.prices[c.price.from][c.day] = c.price; };
    return out;
  }

  Draft operator()(const OpenPool& c) const {
    field(!is_nobody(c.pool));
    for (const auto& [name, pool] : m.pools) fresh(name != c.pool && (pool.bank != c.bank || pool.code != c.code));
    field(!c.accounts.empty());
    for (std::size_t i = 0; i < c.accounts.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) field(c.accounts[i].currency != c.accounts[j].currency);
      for (const auto& [name, pool] : m.pools)
        for (const Cash& cash : pool.cash) fresh(cash.account != c.accounts[i].account || cash.currency != c.accounts[i].currency);
    }
    Draft out;
    out.about = {Kind::pool, c.pool};
    out.then = [c](Memory& memory) {
      Pool& pool = memory.pools[c.pool];
      pool.bank = c.bank;
      pool.code = c.code;
      pool.product = c.product;
      for (const PoolAccount& account : c.accounts) pool.cash.push_back({account.currency, account.account, std::nullopt, 0});
    };
    return out;
  }
  Draft operator()(const OpenWard& c) const {
    field(!is_nobody(c.ward));
    fresh(!m.wards.contains(c.ward));
    if (!m.pools.contains(c.pool)) throw Refused{"POOL_UNKNOWN"};
    field(c.born_earliest <= c.born_latest && c.born_latest <= a.today);
    Draft out;
    out.about = {Kind::ward, c.ward};
    out.then = [c](Memory& memory) {
      Ward& ward = memory.wards[c.ward];
      ward.pool = c.pool;
      ward.born_latest = c.born_latest;
      ward.majority = majority_day(c.born_latest, memory.rulebook);
    };
    return out;
  }
  Draft operator()(const RecordOrder& c) const {
    field(!is_nobody(c.order));
    fresh(!m.orders.contains(c.order));
    field(c.country.size() == 2);
    above_zero(c.total);
    field(c.dated <= a.today);
    Draft out;
    out.about = {Kind::order, c.order};
    out.then = [c](Memory& memory) { memory.orders[c.order].total = c.total; };
    return out;
  }
  Draft operator()(const RecordAward& c) const {
    field(!is_nobody(c.award));
    const Ward& ward = ward_named(a, c.ward);
    const auto order = m.orders.find(c.order);
    if (order == m.orders.end()) throw Refused{"ORDER_UNKNOWN"};
    above_zero(c.amount);
    if (c.amount.currency != order->second.total.currency) throw Refused{"CURRENCY_MISMATCH"};
    kept_in(a, ward, c.amount.currency);
    for (const auto& [name, other] : m.wards) fresh(!other.awards.contains(c.award));
    if (order->second.allocated + c.amount.minor > order->second.total.minor) throw Refused{"ORDER_OVERALLOCATED"};
    Draft out;
    out.about = {Kind::ward, c.ward};
    const Currency currency = c.amount.currency;
    out.moves.push_back({{Book::awarded, c.award, currency}, {Book::outstanding, c.award, currency}, c.amount.minor});
    out.then = [c](Memory& memory) {
      memory.wards.at(c.ward).awards[c.award] = {c.order, c.amount};
      Order& of = memory.orders.at(c.order);
      of.allocated += c.amount.minor;
      of.awards[c.award] = c.ward;
    };
    return out;
  }

  template <class C>
  Draft operator()(const C&) const {
    throw std::logic_error("a command of another family");
  }
};

}  // namespace

Draft draft_setting_up(const Asking& asking, const Action& action) { return std::visit(SettingUp{asking}, action); }

}  // namespace reference
