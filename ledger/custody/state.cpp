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

void add_due(std::vector<AgendaItem>& all, const Subject& owner, const std::vector<Obligation>& obligations, const std::vector<Reminder>& reminders) {
  for (const Obligation& o : obligations)
    if (!o.closed && !o.overdue) all.push_back({deadline_of(o), Matter::deadline, owner, o.number});
  for (const Reminder& r : reminders) all.push_back({r.at, Matter::reminder, owner, r.number});
}

/// Sorted first: millions of items put into a tree in the order of hash tables take ten times as long.
std::set<AgendaItem> agenda_of(const State& state) {
  std::vector<AgendaItem> all;
  for (const auto& [id, ward] : state.wards) {
    if (!ward.adult && ward.majority) all.push_back({start_of(*ward.majority), Matter::majority, subject(id), 0});
    add_due(all, subject(id), ward.obligations, ward.reminders);
  }
  for (const auto& [id, file] : state.protections) add_due(all, protection_of(id), file.obligations, file.reminders);
  for (const auto& [about, file] : state.watches) add_due(all, about, file.obligations, file.reminders);
  for (const auto& [id, pool] : state.pools) add_due(all, subject(id), pool.obligations, pool.reminders);
  add_due(all, Subject{}, state.ledger.obligations, state.ledger.reminders);
  for (const auto& [id, proposal] : state.proposals) all.push_back({proposal.expires, Matter::proposal_expiry, proposal.about, id});
  std::sort(all.begin(), all.end());
  return {all.begin(), all.end()};
}

void index_requests(State& state) {
  std::vector<const Request*> in_order;
  in_order.reserve(state.requests.size());
  for (const auto& [id, request] : state.requests) in_order.push_back(&request);
  std::sort(in_order.begin(), in_order.end(), [](const Request* a, const Request* b) { return a->proposal < b->proposal; });
  for (const Request* request : in_order) note_request(state, *request);
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
const Protection* State::protection(const WardId& id) const { return lookup(protections, id); }
const Watch* State::watch(const Subject& id) const { return lookup(watches, id); }
const Pool* State::pool(const PoolId& id) const { return lookup(pools, id); }
const AwardOrder* State::order(const OrderId& id) const { return lookup(orders, id); }
const Credit* State::credit(const CreditId& id) const { return lookup(credits, id); }
const Proposal* State::proposal(ProposalId id) const { return lookup(proposals, id); }
const Request* State::request(const RequestId& id) const { return lookup(requests, id); }
const ReleasedFile* State::file(const PaymentFileId& id) const { return lookup(files, id); }
const Recall* State::recall(const RecallId& id) const { return lookup(recalls, id); }
const Recall* State::recall_of(const CreditId& credit, RecallStanding standing) const {
  const Recall* found = nullptr;
  for (const auto& [id, recall] : recalls)
    if (recall.credit == credit && recall.standing == standing && (found == nullptr || id < found->id)) found = &recall;
  return found;
}
const ReleasedFile* State::file_of(const RequestId& id) const {
  const PaymentFileId* found = lookup(filed, id);
  return found == nullptr ? nullptr : file(*found);
}

const DayRate* State::rate(Currency base, CivilDate day) const {
  const auto* known = lookup(rates, base);
  if (known == nullptr) return nullptr;
  const auto after = std::upper_bound(known->begin(), known->end(), day,
                                      [](CivilDate d, const DayRate& r) { return d < r.day; });
  return after == known->begin() ? nullptr : &*std::prev(after);
}

namespace {

/// The member that wards, pools, their files and the ledger may each have; nullptr where that kind of subject has none.
template <class List, class OfLedger, class OfPool, class OfWard, class OfProtection, class OfWatch>
const List* member(const State& state, const Subject& about, OfLedger of_ledger, OfPool of_pool, OfWard of_ward, OfProtection of_protection, OfWatch of_watch) {
  const auto in = [](const auto* record, auto of) { return record == nullptr ? nullptr : of(*record); };
  switch (about.kind) {
    case SubjectKind::ledger: return about == Subject{} ? of_ledger(state.ledger) : nullptr;  // the ledger has no id
    case SubjectKind::pool: return in(state.pool(PoolId{about.id}), of_pool);
    case SubjectKind::order: return nullptr;
    case SubjectKind::ward: return in(state.ward(WardId{about.id}), of_ward);
    case SubjectKind::protection: return in(state.protection(WardId{about.id}), of_protection);
    case SubjectKind::watch: return in(state.watch(about), of_watch);
  }
  return nullptr;
}

}  // namespace

const std::vector<Obligation>* State::obligations(const Subject& about) const {
  const auto of = [](const auto& record) { return &record.obligations; };
  return member<std::vector<Obligation>>(*this, about, of, of, of, of, of);
}
const std::vector<Reminder>* State::reminders(const Subject& about) const {
  const auto of = [](const auto& record) { return &record.reminders; };
  return member<std::vector<Reminder>>(*this, about, of, of, of, of, of);
}
const std::vector<Freeze>* State::freezes(const Subject& about) const {
  const auto of = [](const auto& record) { return &record.freezes; };
  const auto none = [](const auto&) -> const std::vector<Freeze>* { return nullptr; };
  return member<std::vector<Freeze>>(*this, about, none, of, of, none, of);
}

Instant deadline_of(const Obligation& obligation) { return obligation.due_at ? *obligation.due_at : start_of(obligation.due + 1); }

void note_request(State& state, const Request& request) {
  state.asked[request.ward].push_back(request.id);
  if (request.voucher) note_document(state, *request.voucher, request.id);
}

namespace {

template <class T>
void insert_once(std::vector<T>& ascending, const T& one) {
  const auto at = std::lower_bound(ascending.begin(), ascending.end(), one);
  if (at == ascending.end() || *at != one) ascending.insert(at, one);
}

}  // namespace

void note_document(State& state, const Digest& document, const RequestId& request) { insert_once(state.vouchers[document], request); }
void note_share(State& state, const Digest& document, const WardId& ward) { insert_once(state.shared[document], ward); }

void forget_documents(State& state, const Ward& ward) {
  const auto forget = [](auto& users, const Digest& document, const auto& user) {
    const auto found = users.find(document);
    if (found == users.end()) return;
    std::erase(found->second, user);
    if (found->second.empty()) users.erase(found);
  };
  if (const auto hers = state.asked.find(ward.id); hers != state.asked.end())
    for (const RequestId& id : hers->second)
      if (const Request* request = state.request(id); request != nullptr && request->voucher) forget(state.vouchers, *request->voucher, id);
  for (const Receipt& receipt : ward.receipts) forget(state.vouchers, receipt.document, receipt.request);
  for (const VoucherShare& share : ward.shares) forget(state.shared, share.document, ward.id);
}

const Credential* find_credential(const Principal& principal, const Digest& fingerprint) {
  return first(principal.credentials, [&](const Credential& c) { return c.fingerprint == fingerprint; });
}
const CredentialStanding* find_standing(const Principal& principal, const Digest& fingerprint) {
  return first(principal.standings, [&](const CredentialStanding& s) { return s.credential == fingerprint; });
}
bool counts(const Principal& principal, const Digest& fingerprint, Instant at) {
  const CredentialStanding* standing = find_standing(principal, fingerprint);
  return standing == nullptr || (standing->from <= at && (!standing->until || at < *standing->until));
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
const Freeze* find_freeze(const std::vector<Freeze>& freezes, const FreezeId& freeze) {
  return first(freezes, [&](const Freeze& f) { return f.id == freeze; });
}
const Budget* find_budget(const Ward& ward, const BudgetId& budget) {
  return first(ward.budgets, [&](const Budget& b) { return b.id == budget; });
}
const WardFact* find_fact(const std::vector<WardFact>& facts, std::uint32_t number) {
  return first(facts, [&](const WardFact& f) { return f.number == number; });
}
const WatchCase* find_case(const Watch& watch, std::uint32_t number) {
  return first(watch.cases, [&](const WatchCase& c) { return c.number == number; });
}
const Reminder* find_reminder(const std::vector<Reminder>& reminders, std::uint32_t number) {
  return first(reminders, [&](const Reminder& r) { return r.number == number; });
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
  state.guarded.clear();
  state.asked.clear();
  state.vouchers.clear();
  state.filed.clear();
  state.shared.clear();
  for (const auto& [id, ward] : state.wards) {
    for (const Award& award : ward.awards) state.awards[award.order].emplace_back(award.id, id);
    for (const Guardian& guardian : ward.guardians) state.guarded[guardian.person].push_back(id);
    for (const Receipt& receipt : ward.receipts) note_document(state, receipt.document, receipt.request);
    for (const VoucherShare& share : ward.shares) note_share(state, share.document, id);
  }
  for (auto& [order, list] : state.awards) std::sort(list.begin(), list.end());
  for (auto& [person, wards] : state.guarded) std::sort(wards.begin(), wards.end());
  for (const auto& [id, file] : state.files)
    for (const RequestId& request : file.requests) state.filed[request] = id;
  state.agenda = agenda_of(state);
  index_requests(state);
}

}  // namespace katiwala::custody
