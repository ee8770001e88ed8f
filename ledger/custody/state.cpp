#include "ledger/custody/state.h"

#include <algorithm>

namespace katiwala::custody {
namespace {

template <class Map, class Key>
const typename Map::mapped_type* lookup(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

template <class Record, class Match>
const Record* first(const std::vector<Record>& records, Match match) {
  const auto found = std::find_if(records.begin(), records.end(), match);
  return found == records.end() ? nullptr : &*found;
}

void add_deadlines(State& state, const std::vector<Obligation>& obligations, const std::array<std::uint8_t, 16>& owner) {
  for (const Obligation& o : obligations) {
    if (!o.closed && !o.overdue) state.agenda.insert({start_of(o.due + 1), Matter::deadline, owner, o.number});
  }
}

}  // namespace

State::State() = default;
State::State(const State& other) = default;
State::State(State&& other) noexcept = default;
State& State::operator=(const State& other) = default;
State& State::operator=(State&& other) noexcept = default;
State::~State() = default;

const Principal* State::principal(const PrincipalId& id) const { return lookup(principals, id); }
const Ward* State::ward(const WardId& id) const { return lookup(wards, id); }
const Pool* State::pool(const PoolId& id) const { return lookup(pools, id); }
const AwardOrder* State::order(const OrderId& id) const { return lookup(orders, id); }
const Credit* State::credit(const CreditId& id) const { return lookup(credits, id); }
const Proposal* State::proposal(ProposalId id) const { return lookup(proposals, id); }
const Request* State::request(const RequestId& id) const { return lookup(requests, id); }

const DayRate* State::rate(Currency base, CivilDate day) const {
  const auto* known = lookup(rates, base);
  if (known == nullptr) return nullptr;
  const auto after = std::upper_bound(known->begin(), known->end(), day,
                                      [](CivilDate d, const DayRate& r) { return d < r.day; });
  return after == known->begin() ? nullptr : &*std::prev(after);
}

const Guardian* find_guardian(const Ward& ward, const PersonId& person) {
  return first(ward.guardians, [&](const Guardian& g) { return g.person == person; });
}
const Payee* find_payee(const Ward& ward, const PayeeId& payee) {
  return first(ward.payees, [&](const Payee& p) { return p.id == payee; });
}
const CourtOrder* find_court_order(const Ward& ward, const CourtOrderId& order) {
  return first(ward.court_orders, [&](const CourtOrder& o) { return o.id == order; });
}
const Award* find_award(const Ward& ward, const AwardId& award) {
  return first(ward.awards, [&](const Award& a) { return a.id == award; });
}
const Obligation* find_obligation(const std::vector<Obligation>& obligations, std::uint32_t number) {
  return first(obligations, [&](const Obligation& o) { return o.number == number; });
}
const PoolCash* find_cash(const Pool& pool, Currency currency) {
  return first(pool.cash, [&](const PoolCash& c) { return c.account.currency == currency; });
}

bool shares_mark(const std::vector<Mark>& a, const std::vector<Mark>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Mark& m) { return std::find(b.begin(), b.end(), m) != b.end(); });
}

void index(State& state) {
  state.credentials.clear();
  for (const auto& [id, principal] : state.principals)
    for (const Credential& credential : principal.credentials) state.credentials[credential.fingerprint] = id;
  state.awards.clear();
  state.agenda.clear();
  for (const auto& [id, ward] : state.wards) {
    for (const Award& award : ward.awards) state.awards[award.order].emplace_back(award.id, id);
    if (!ward.adult && ward.majority) state.agenda.insert({start_of(*ward.majority), Matter::majority, id.bytes, 0});
    add_deadlines(state, ward.obligations, id.bytes);
  }
  for (const auto& [id, pool] : state.pools) add_deadlines(state, pool.obligations, id.bytes);
  for (auto& [order, list] : state.awards) std::sort(list.begin(), list.end());
  for (const auto& [id, proposal] : state.proposals) {
    state.agenda.insert({proposal.expires, Matter::proposal_expiry, proposal.about.id, id});
  }
}

}  // namespace katiwala::custody
