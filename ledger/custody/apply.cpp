/// The fold. Every event that `decide` can write has exactly one place here, and nothing else changes the state.
#include <algorithm>

#include "ledger/custody/state.h"

namespace katiwala::custody {
namespace {

struct Apply {
  State& state;
  const Origin& origin;
  const Subject& about;
  Touched* touched;

  void touch(Table table, ByteView key) const {
    if (touched != nullptr) touched->row(table, key);
  }

  template <class Tag>
  Id<Tag> subject_id(SubjectKind kind) const {
    KATIWALA_ASSERT(about.kind == kind, "an event stands in a part of another kind of subject");
    return Id<Tag>{about.id};
  }

  Ward& ward() const {
    const auto found = state.wards.find(subject_id<WardTag>(SubjectKind::ward));
    KATIWALA_ASSERT(found != state.wards.end(), "an event about a ward that does not exist");
    touch(Table::ward, about.id);
    return found->second;
  }
  Pool& pool() const {
    const auto found = state.pools.find(subject_id<PoolTag>(SubjectKind::pool));
    KATIWALA_ASSERT(found != state.pools.end(), "an event about a pool that does not exist");
    touch(Table::pool, about.id);
    return found->second;
  }
  AwardOrder& order() const {
    const auto found = state.orders.find(subject_id<OrderTag>(SubjectKind::order));
    KATIWALA_ASSERT(found != state.orders.end(), "an event about an order that does not exist");
    touch(Table::order, about.id);
    return found->second;
  }
  Request& request(const RequestId& id) const {
    const auto found = state.requests.find(id);
    KATIWALA_ASSERT(found != state.requests.end(), "an event about a request that does not exist");
    touch(Table::request, id.bytes);
    return found->second;
  }
  void touch_number(Table table, std::uint64_t number) const {
    std::array<std::uint8_t, 8> key{};
    for (std::size_t i = 0; i < 8; ++i) key[i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
    touch(table, key);
  }

  // -- ledger
  void operator()(const LedgerCreated& e) const {
    KATIWALA_ASSERT(origin.seq == 0, "a ledger is created by entry 0 only");
    state.ledger = {e.ledger, e.origin, e.mode, e.witness_quorum, {}, std::nullopt, e.vault_key, {}, e.witnesses, std::nullopt};
    for (const std::string& key : e.log_keys) state.ledger.log_keys.push_back({key, KeyStanding::active, origin.seq});
    touch(Table::ledger, {});
  }
  void operator()(const RulebookAdopted& e) const {
    state.rulebooks[e.hash] = {e.hash, e.text, origin.seq};
    state.ledger.rulebook = e.hash;
    touch(Table::rulebook, e.hash);
    touch(Table::ledger, {});
  }
  void operator()(const PrincipalEnrolled& e) const {
    Principal& p = state.principals[e.who.principal];
    p.id = e.who.principal;
    p.person = e.who.person;
    p.role = e.who.role;
    p.credentials.push_back(e.who.credential);
    state.credentials[e.who.credential.fingerprint] = p.id;
    touch(Table::principal, p.id.bytes);
  }
  void operator()(const PrincipalRevoked& e) const {
    const auto found = state.principals.find(e.principal);
    KATIWALA_ASSERT(found != state.principals.end(), "revoking a principal that does not exist");
    found->second.revoked = true;
    touch(Table::principal, e.principal.bytes);
  }
  void operator()(const ClockMoved& e) const {
    state.ledger.clock = e.to;
    touch(Table::ledger, {});
  }
  void operator()(const RateRecorded& e) const {
    auto& known = state.rates[e.rate.rate.base()];
    const auto at = std::lower_bound(known.begin(), known.end(), e.rate.day,
                                     [](const DayRate& r, CivilDate day) { return r.day < day; });
    if (at != known.end() && at->day == e.rate.day) *at = e.rate;
    else known.insert(at, e.rate);
    const std::uint16_t n = e.rate.rate.base().numeric();
    const std::array<std::uint8_t, 2> key{static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n & 255)};
    touch(Table::rate, key);
  }
  void operator()(const LedgerSealed& e) const {
    // A seal of a day that had not ended does not close it.
    if (manila_date(origin.time) <= e.day) return;
    state.ledger.sealed = std::max(state.ledger.sealed.value_or(e.day), e.day);
    touch(Table::ledger, {});
  }
  void operator()(const LogKeyDeclared& e) const {
    auto& keys = state.ledger.log_keys;
    const auto known = std::ranges::find(keys, e.key, &LogKey::key);
    if (known == keys.end()) keys.push_back({e.key, e.standing, origin.seq});
    else *known = {e.key, e.standing, origin.seq};
    touch(Table::ledger, {});
  }
  void operator()(const WitnessesAdopted& e) const {
    state.ledger.witness_quorum = e.quorum;
    state.ledger.witnesses = e.witnesses;
    touch(Table::ledger, {});
  }
  void operator()(const LedgerRestored& e) const {
    state.ledger.epoch = e.epoch;
    touch(Table::ledger, {});
  }
  void operator()(const WardErased& e) const { erase(e); }
  void erase(const WardErased& e) const;

  // -- pool
  void operator()(const PoolOpened& e) const {
    Pool& p = state.pools[subject_id<PoolTag>(SubjectKind::pool)];
    p = {e.pool.pool, e.pool.bank, e.pool.code, e.pool.product, {}, {}};
    for (const PoolAccount& account : e.pool.accounts) p.cash.push_back({account, std::nullopt, std::nullopt});
    touch(Table::pool, about.id);
  }
  void operator()(const CreditReceived& e) const {
    state.credits[e.credit] = {e.credit, subject_id<PoolTag>(SubjectKind::pool), e.amount, e.charges, e.booked, e.value_date, origin.seq,
                               false, 0};
    touch(Table::credit, e.credit.bytes);
  }
  Credit& credit(const CreditId& id, bool matched) const {
    const auto found = state.credits.find(id);
    KATIWALA_ASSERT(found != state.credits.end() && found->second.matched == matched,
                    "an event about a credit that is not in that state");
    touch(Table::credit, id.bytes);
    return found->second;
  }
  void operator()(const CreditMatched& e) const {
    Credit& c = credit(e.credit, false);
    c.matched = true;
    c.matched_in = origin.seq;
  }
  void operator()(const CreditReopened& e) const {
    Credit& c = credit(e.credit, true);
    c.matched = false;
    c.matched_in = 0;
  }
  void operator()(const CreditVoided& e) const { credit(e.credit, false).matched = true; }
  void operator()(const ReferencesUsed& e) const {
    for (const Mark& mark : e.references) {
      state.references.emplace(mark.value, origin.seq);
      touch(Table::reference, mark.value);
    }
  }
  void operator()(const StatementReconciled& e) const {
    for (PoolCash& cash : pool().cash) {
      if (cash.account.currency != e.closing.currency()) continue;
      cash.reconciled = e.day;
      if (e.difference.is_zero()) cash.difference.reset();
      else cash.difference = e.difference;
    }
  }

  // -- order
  void operator()(const OrderRecorded& e) const {
    state.orders[e.order.order] = {e.order.order, e.order.country, e.order.dated, e.order.total, zero(e.order.total.currency()),
                                   e.order.document, e.order.docket};
    touch(Table::order, about.id);
  }
  void operator()(const OrderAllocated& e) const { order().allocated += e.amount; }
  void operator()(const OrderReceipt&) const {}

  // -- ward
  void operator()(const WardOpened& e) const {
    Ward& w = state.wards[subject_id<WardTag>(SubjectKind::ward)];
    KATIWALA_ASSERT(w.id.is_zero(), "opening a ward twice");
    w.id = e.ward.ward;
    w.pool = e.ward.pool;
    w.born_earliest = e.ward.born_earliest;
    w.born_latest = e.ward.born_latest;
    w.evidence = e.ward.evidence;
    w.residence = e.ward.residence;
    w.trust_instrument = e.ward.trust_instrument.value_or(Digest{});
    w.particulars = e.ward.particulars;
    w.marks = e.ward.marks;
    touch(Table::ward, about.id);
  }
  void operator()(const MajorityScheduled& e) const {
    Ward& w = ward();
    if (w.majority) state.agenda.erase({start_of(*w.majority), Matter::majority, about.id, 0});
    w.majority = e.on;
    state.agenda.insert({start_of(e.on), Matter::majority, about.id, 0});
  }
  void operator()(const MajorityReached&) const {
    Ward& w = ward();
    w.adult = true;
    if (w.majority) state.agenda.erase({start_of(*w.majority), Matter::majority, about.id, 0});
    for (Guardian& g : w.guardians) g.ended = true;
  }
  void operator()(const AwardRecorded& e) const {
    Ward& w = ward();
    w.awards.push_back(e.award);
    auto& list = state.awards[e.award.order];
    list.insert(std::upper_bound(list.begin(), list.end(), std::pair(e.award.id, w.id)), {e.award.id, w.id});
  }
  void operator()(const GuardianAppointed& e) const {
    Ward& w = ward();
    std::erase_if(w.guardians, [&](const Guardian& g) { return g.person == e.guardian.person; });
    w.guardians.push_back(e.guardian);
  }
  void operator()(const BondApproved& e) const {
    for (Guardian& g : ward().guardians)
      if (g.person == e.guardian) g.bond = e.bond;
  }
  void operator()(const PayeeRegistered& e) const { ward().payees.push_back(e.payee); }
  void operator()(const CourtOrderRecorded& e) const { ward().court_orders.push_back(e.order); }
  void operator()(const AdverseRecorded& e) const {
    Ward& w = ward();
    std::erase_if(w.adverse, [&](const AdversePerson& p) { return p.person == e.person.person; });
    w.adverse.push_back(e.person);
  }
  std::vector<Obligation>& obligations() const {
    return about.kind == SubjectKind::pool ? pool().obligations : ward().obligations;
  }
  Obligation& obligation(std::uint32_t number) const {
    for (Obligation& o : obligations())
      if (o.number == number) return o;
    halt("an event about an obligation that does not exist", __FILE__, __LINE__);
  }
  void operator()(const ObligationOpened& e) const {
    obligations().push_back(e.obligation);
    state.agenda.insert({start_of(e.obligation.due + 1), Matter::deadline, about.id, e.obligation.number});
  }
  void operator()(const ObligationClosed& e) const {
    Obligation& o = obligation(e.number);
    o.closed = e.closed;
    state.agenda.erase({start_of(o.due + 1), Matter::deadline, about.id, o.number});
  }
  void operator()(const ObligationOverdue& e) const {
    Obligation& o = obligation(e.number);
    o.overdue = true;
    state.agenda.erase({start_of(o.due + 1), Matter::deadline, about.id, o.number});
  }
  void operator()(const AwardCredited&) const {}
  void operator()(const Converted&) const {}
  void operator()(const CoveredCounted& e) const {
    // Kept for good: a credit may be matched, and counted on the day it was booked, years after, and what else moved on that day counts with it.
    ward().covered.push_back(e.covered);
  }
  void operator()(const AlertRaised&) const {}
  void operator()(const RequestJudged& e) const {
    state.requests[e.request.id] = e.request;
    touch(Table::request, e.request.id.bytes);
    ward().spends.push_back({e.request.id, e.request.day, e.request.amount, e.rate, e.request.court_order.has_value()});
  }
  void operator()(const RequestMoved& e) const {
    Request& r = request(e.request);
    r.state = e.to;
    if (e.to == RequestState::approved) r.approved_in = origin.seq;
    if (e.value_date) r.settled = e.value_date;
    if (e.from_income) r.from_income = e.from_income;
    if (e.to == RequestState::cancelled || e.to == RequestState::returned) {
      std::erase_if(ward().spends, [&](const Spend& s) { return s.request == e.request; });
    }
  }
  void operator()(const RequestReleased& e) const {
    Request& r = request(e.request);
    r.state = RequestState::released;
    r.releaser = e.releaser;
    r.released = manila_date(origin.time);
    r.message_id = e.message_id;
    r.end_to_end_id = e.end_to_end_id;
    r.uetr = e.uetr;
    r.file = e.file;
  }

  // -- proposals, reversals
  void operator()(const ProposalOpened& e) const {
    KATIWALA_ASSERT(origin.asked != nullptr, "a proposal without its command");
    const Principal* proposer = state.principal(origin.principal);
    KATIWALA_ASSERT(proposer != nullptr, "a proposal by nobody");
    state.proposals[origin.seq] = {origin.seq,   about,       *origin.asked, origin.principal, proposer->person, origin.rulebook,
                                   origin.time, e.expires, e.needs,       {},               ProposalState::open};
    state.agenda.insert({e.expires, Matter::proposal_expiry, about.id, origin.seq});
    touch_number(Table::proposal, origin.seq);
  }
  void operator()(const ProposalApproved& e) const {
    const auto found = state.proposals.find(e.proposal);
    KATIWALA_ASSERT(found != state.proposals.end(), "approving a proposal that is not open");
    found->second.approvals.push_back({e.person, origin.principal, e.role, origin.seq});
    touch_number(Table::proposal, e.proposal);
    if (const auto* asked = std::get_if<RequestDisbursement>(&found->second.command)) {
      request(asked->request).approvers.push_back(e.person);
    }
  }
  void operator()(const ProposalClosed& e) const {
    const auto found = state.proposals.find(e.proposal);
    KATIWALA_ASSERT(found != state.proposals.end(), "closing a proposal that is not open");
    state.agenda.erase({found->second.expires, Matter::proposal_expiry, found->second.about.id, e.proposal});
    state.proposals.erase(found);
    touch_number(Table::proposal, e.proposal);
  }
  void operator()(const EntryReversed& e) const {
    KATIWALA_ASSERT(state.reversed.insert(e.entry).second, "reversing an entry twice");
    touch_number(Table::reversed, e.entry);
  }
};

/// After an erasure the live state is what a rebuild without her key gives: her records are gone, and what stood on her
/// accounts stands on the pool's `unreadable` account.
void Apply::erase(const WardErased& e) const {
  const auto found = state.wards.find(e.ward);
  if (found == state.wards.end()) return;  // rebuilt without her key: she was never readable
  const Ward& w = found->second;
  if (w.majority) state.agenda.erase({start_of(*w.majority), Matter::majority, e.ward.bytes, 0});
  for (const Obligation& o : w.obligations) state.agenda.erase({start_of(o.due + 1), Matter::deadline, e.ward.bytes, o.number});
  std::vector<book::Account> hers;
  state.book.for_each([&](const book::Account& account, Amount) {
    const bool award = std::any_of(w.awards.begin(), w.awards.end(), [&](const Award& a) { return a.id.bytes == account.owner; });
    const bool order = std::any_of(w.court_orders.begin(), w.court_orders.end(), [&](const CourtOrder& o) { return o.id.bytes == account.owner; });
    if (account.owner == e.ward.bytes || award || order) hers.push_back(account);
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
  std::erase_if(state.requests, [&](const auto& entry) {
    if (entry.second.ward != e.ward) return false;
    touch(Table::request, entry.first.bytes);
    return true;
  });
  std::erase_if(state.proposals, [&](const auto& entry) {
    if (entry.second.about.kind != SubjectKind::ward || entry.second.about.id != e.ward.bytes) return false;
    state.agenda.erase({entry.second.expires, Matter::proposal_expiry, e.ward.bytes, entry.first});
    touch_number(Table::proposal, entry.first);
    return true;
  });
  state.wards.erase(found);
  touch(Table::ward, e.ward.bytes);
}

}  // namespace

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
