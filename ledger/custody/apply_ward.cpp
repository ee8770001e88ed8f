// Events of a ward's account: opening, guardians, duties, receipts, requests; and of proposals about anything.
#include <algorithm>

#include "ledger/custody/applying.h"

namespace katiwala::custody {

void Apply::operator()(const WardOpened& e) const {
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
  w.terms = e.ward.terms;
  w.vouched = e.ward.vouched;
  touch(Table::ward, about.id);
}
void Apply::operator()(const MajorityScheduled& e) const {
  Ward& w = ward();
  if (w.majority) state.agenda.erase({start_of(*w.majority), Matter::majority, about, 0});
  w.majority = e.on;
  state.agenda.insert({start_of(e.on), Matter::majority, about, 0});
}
void Apply::operator()(const MajorityReached& e) const {
  Ward& w = ward();
  w.adult = true;
  if (w.majority) state.agenda.erase({start_of(*w.majority), Matter::majority, about, 0});
  for (Guardian& g : w.guardians) {
    if (g.standing == GuardianStanding::discharged) continue;
    g.standing = GuardianStanding::ended;
    g.since = e.on;
  }
}
void Apply::operator()(const AwardRecorded& e) const {
  Ward& w = ward();
  w.awards.push_back(e.award);
  auto& list = state.awards[e.award.order];
  list.insert(std::upper_bound(list.begin(), list.end(), std::pair(e.award.id, w.id)), {e.award.id, w.id});
}
void Apply::operator()(const GuardianAppointed& e) const {
  Ward& w = ward();
  std::erase_if(w.guardians, [&](const Guardian& g) { return g.person == e.guardian.person; });
  w.guardians.push_back(e.guardian);
  auto& guarded = state.guarded[e.guardian.person];
  const auto at = std::lower_bound(guarded.begin(), guarded.end(), w.id);
  if (at == guarded.end() || *at != w.id) guarded.insert(at, w.id);
}
void Apply::operator()(const BondApproved& e) const {
  for (Guardian& g : ward().guardians)
    if (g.person == e.guardian) g.bond = e.bond;
}
void Apply::operator()(const PayeeRegistered& e) const { ward().payees.push_back(e.payee); }
void Apply::operator()(const CourtOrderRecorded& e) const { ward().court_orders.push_back(e.order); }
void Apply::operator()(const AdverseRecorded& e) const {
  Protection& p = protection();
  std::erase_if(p.adverse, [&](const AdversePerson& known) { return known.person == e.person.person; });
  p.adverse.push_back(e.person);
}
std::vector<Obligation>& Apply::obligations() const {
  switch (about.kind) {
    case SubjectKind::ledger: touch(Table::ledger, {}); return state.ledger.obligations;
    case SubjectKind::pool: return pool().obligations;
    case SubjectKind::protection: return protection().obligations;
    case SubjectKind::watch: return watch().obligations;
    default: return ward().obligations;
  }
}
Obligation& Apply::obligation(std::uint32_t number) const {
  for (Obligation& o : obligations())
    if (o.number == number) return o;
  halt("an event about an obligation that does not exist", __FILE__, __LINE__);
}
void Apply::operator()(const ObligationOpened& e) const {
  obligations().push_back(e.obligation);
  state.agenda.insert({deadline_of(e.obligation), Matter::deadline, about, e.obligation.number});
}
void Apply::operator()(const ObligationClosed& e) const {
  Obligation& o = obligation(e.number);
  o.closed = e.closed;
  state.agenda.erase({deadline_of(o), Matter::deadline, about, o.number});
}
void Apply::operator()(const ObligationOverdue& e) const {
  Obligation& o = obligation(e.number);
  o.overdue = true;
  state.agenda.erase({deadline_of(o), Matter::deadline, about, o.number});
}
void Apply::operator()(const AwardCredited&) const { ward().moved = manila_date(origin.time); }
void Apply::operator()(const Converted&) const { ward().moved = manila_date(origin.time); }
void Apply::operator()(const CoveredCounted& e) const {
  // Kept for good: a credit may be matched, and counted on the day it was booked, years after, and what else moved on that day counts with it.
  watch().covered.push_back(e.covered);
}
void Apply::operator()(const AlertRaised& e) const {
  if (about.kind == SubjectKind::protection) protection().alerts.push_back({e.rule, e.code, manila_date(origin.time)});
}
void Apply::operator()(const RequestJudged& e) const {
  Request& kept = state.requests[e.request.id] = e.request;
  kept.under = {origin.principal};
  kept.agreed_with = {origin.credential};
  touch(Table::request, e.request.id.bytes);
  note_request(state, e.request);
  ward().spends.push_back({e.request.id, e.request.day, e.request.amount, e.rate, e.request.court_order.has_value(), e.request.purpose, e.request.payee});
}
void Apply::operator()(const RequestMoved& e) const {
  Request& r = request(e.request);
  const CivilDate day = manila_date(origin.time);
  if (e.to == RequestState::returned && r.state == RequestState::settled) r.returned = day;
  if (e.to == RequestState::settled || e.to == RequestState::returned) ward().moved = day;
  r.state = e.to;
  if (e.to == RequestState::approved) r.approved_in = origin.seq;
  if (e.value_date && e.to == RequestState::settled) r.settled = e.value_date;
  if (e.from_income) r.from_income = e.from_income;
  if (e.to == RequestState::cancelled || e.to == RequestState::returned) {
    std::erase_if(ward().spends, [&](const Spend& s) { return s.request == e.request; });
  }
}
void Apply::operator()(const RequestReleased& e) const {
  Request& r = request(e.request);
  r.state = RequestState::released;
  r.releaser = e.releaser;
  r.released = manila_date(origin.time);
  r.message_id = e.message_id;
  r.end_to_end_id = e.end_to_end_id;
  r.uetr = e.uetr;
  r.file = e.file;
  r.withheld = e.withheld;
}

void Apply::operator()(const ProposalOpened& e) const {
  KATIWALA_ASSERT(origin.asked != nullptr, "a proposal without its command");
  const Principal* proposer = state.principal(origin.principal);
  KATIWALA_ASSERT(proposer != nullptr, "a proposal by nobody");
  state.proposals[origin.seq] = {origin.seq,   about,       *origin.asked, origin.principal, proposer->person, origin.rulebook,
                                 origin.time, e.expires, e.needs,       {},               ProposalState::open, {}};
  state.agenda.insert({e.expires, Matter::proposal_expiry, about, origin.seq});
  touch_number(Table::proposal, origin.seq);
}
void Apply::operator()(const ProposalApproved& e) const {
  const auto found = state.proposals.find(e.proposal);
  KATIWALA_ASSERT(found != state.proposals.end(), "approving a proposal that is not open");
  found->second.approvals.push_back({e.person, origin.principal, e.role, origin.seq});
  touch_number(Table::proposal, e.proposal);
  if (const auto* asked = std::get_if<RequestDisbursement>(&found->second.command)) {
    Request& r = request(asked->request);
    r.approvers.push_back(e.person);
    r.under.push_back(origin.principal);
    r.agreed_with.push_back(origin.credential);
    if (e.role == Role::social_worker) r.endorsed = manila_date(origin.time);
  }
}
void Apply::operator()(const ProposalClosed& e) const {
  const auto found = state.proposals.find(e.proposal);
  KATIWALA_ASSERT(found != state.proposals.end(), "closing a proposal that is not open");
  state.agenda.erase({found->second.expires, Matter::proposal_expiry, found->second.about, e.proposal});
  state.proposals.erase(found);
  touch_number(Table::proposal, e.proposal);
}
void Apply::operator()(const EntryReversed& e) const {
  KATIWALA_ASSERT(state.reversed.insert(e.entry).second, "reversing an entry twice");
  touch_number(Table::reversed, e.entry);
}

}  // namespace katiwala::custody
