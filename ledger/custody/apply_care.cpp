// Events of the care for a ward, of the files that go with her, of freezes and reminders.
#include <algorithm>

#include "ledger/custody/applying.h"

namespace katiwala::custody {
namespace {

template <class Record, class Same>
void put(std::vector<Record>& records, Record record, Same same) {
  const auto known = std::find_if(records.begin(), records.end(), same);
  if (known == records.end()) records.push_back(std::move(record));
  else *known = std::move(record);
}

}  // namespace

// Ledgers of the first revision wrote of adverse persons, alerts and covered amounts in the ward's own part: they are in the files now.
Protection& Apply::protection() const {
  KATIWALA_ASSERT(about.kind == SubjectKind::protection || about.kind == SubjectKind::ward, "an event stands in a part of another kind of subject");
  const WardId ward{about.id};
  Protection& file = state.protections[ward];
  file.ward = ward;
  touch(Table::protection, about.id);
  return file;
}
Watch& Apply::watch() const {
  KATIWALA_ASSERT(about.kind == SubjectKind::watch || about.kind == SubjectKind::ward, "an event stands in a part of another kind of subject");
  const Subject itself{SubjectKind::watch, about.id};
  Watch& file = state.watches[itself];
  file.of = itself;
  touch(Table::watch, about.id);
  return file;
}
std::vector<Reminder>& Apply::reminders() const {
  switch (about.kind) {
    case SubjectKind::ledger: touch(Table::ledger, {}); return state.ledger.reminders;
    case SubjectKind::pool: return pool().reminders;
    case SubjectKind::protection: return protection().reminders;
    case SubjectKind::watch: return watch().reminders;
    default: return ward().reminders;
  }
}
std::vector<Freeze>& Apply::freezes() const {
  switch (about.kind) {
    case SubjectKind::pool: return pool().freezes;
    case SubjectKind::watch: return watch().freezes;
    default: return ward().freezes;
  }
}
std::vector<WardFact>& Apply::facts() const { return about.kind == SubjectKind::protection ? protection().facts : ward().facts; }

void Apply::operator()(const FileOpened&) const {
  if (about.kind == SubjectKind::protection) protection();
  else watch();
}
void Apply::operator()(const ReasonsKept&) const {}
void Apply::operator()(const FlagsWeighed& e) const {
  if (!e.raised.empty()) watch().flags += static_cast<std::uint32_t>(e.raised.size());
}
void Apply::operator()(const CaseOpened& e) const { watch().cases.push_back(e.watch_case); }
void Apply::operator()(const CaseMoved& e) const {
  for (WatchCase& one : watch().cases) {
    if (one.number != e.number) continue;
    one.state = e.to;
    one.moved = e.on;
    one.trafficking = one.trafficking || e.trafficking;
    return;
  }
  halt("an event about a case that does not exist", __FILE__, __LINE__);
}

void Apply::operator()(const FreezeSet& e) const {
  put(freezes(), e.freeze, [&](const Freeze& f) { return f.id == e.freeze.id; });
}
void Apply::operator()(const FreezeLifted& e) const {
  for (Freeze& f : freezes())
    if (f.id == e.freeze) f.lifted = e.on;
}

void Apply::operator()(const ReminderSet& e) const {
  reminders().push_back(e.reminder);
  state.agenda.insert({e.reminder.at, Matter::reminder, about, e.reminder.number});
}
void Apply::operator()(const ReminderDue& e) const {
  std::vector<Reminder>& all = reminders();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Reminder& r) { return r.number == e.number; });
  KATIWALA_ASSERT(found != all.end(), "an event about a reminder that does not exist");
  state.agenda.erase({found->at, Matter::reminder, about, found->number});
  all.erase(found);
}

/// Better or equal evidence takes the place of what was known; worse never narrows it (R05, R07).
void Apply::take_in(Ward& w, const WardFact& fact) const {
  const bool evidence = fact.fact == FactKind::birth_evidence && fact.evidence && *fact.evidence <= w.evidence;
  if ((evidence || fact.fact == FactKind::age_found_by_court) && fact.born_earliest && fact.born_latest) {
    w.born_earliest = *fact.born_earliest;
    w.born_latest = *fact.born_latest;
    if (evidence) w.evidence = *fact.evidence;
  }
  if (fact.fact == FactKind::residence && fact.residence) w.residence = *fact.residence;
  if (fact.fact == FactKind::death) w.died = fact.since;
}

void Apply::operator()(const FactRecorded& e) const {
  facts().push_back(e.fact);
  if (about.kind == SubjectKind::ward) take_in(ward(), e.fact);
}
void Apply::operator()(const FactEnded& e) const {
  for (WardFact& fact : facts()) {
    if (fact.number != e.number) continue;
    fact.ended = e.on;
    if (fact.fact == FactKind::death) ward().died.reset();  // it was recorded by mistake
  }
}
void Apply::operator()(const GuardianMoved& e) const {
  for (Guardian& g : ward().guardians) {
    if (g.person != e.person) continue;
    g.standing = e.to;
    g.since = e.on;
  }
}
void Apply::operator()(const RelationRecorded& e) const {
  if (about.kind == SubjectKind::ledger) touch(Table::ledger, {});
  std::vector<Relation>& all = about.kind == SubjectKind::ledger ? state.ledger.trustee_related : protection().relations;
  put(all, e.relation, [&](const Relation& r) { return r.person == e.relation.person && r.other == e.relation.other && r.relation == e.relation.relation; });
}
void Apply::operator()(const PayeeChanged& e) const {
  put(ward().payees, e.payee, [&](const Payee& p) { return p.id == e.payee.id; });
}
void Apply::operator()(const BudgetSet& e) const { ward().budgets.push_back(e.budget); }
void Apply::operator()(const VoucherShared& e) const {
  Ward& w = ward();
  w.shares.push_back(e.share);
  note_share(state, e.share.document, w.id);
}
void Apply::operator()(const CourtOrderMoved& e) const {
  for (CourtOrder& o : ward().court_orders) {
    if (o.id != e.order) continue;
    o.standing = e.to;
    if (e.cap) o.cap = *e.cap;
    if (e.expires) o.expires = e.expires;
  }
}
void Apply::operator()(const ReceiptFiled& e) const {
  ward().receipts.push_back(e.receipt);
  request(e.receipt.request).receipt_filed = manila_date(origin.time);
  note_document(state, e.receipt.document, e.receipt.request);
}
void Apply::operator()(const InterestCredited& e) const {
  Ward& w = ward();
  w.interest.push_back({e.booked, e.gross, e.tax});
  w.moved = manila_date(origin.time);
}
void Apply::operator()(const ElectionRecorded& e) const { ward().election = e.election; }

void Apply::operator()(const CreditResolved& e) const {
  const auto found = state.credits.find(e.credit);
  KATIWALA_ASSERT(found != state.credits.end(), "an event about a credit that does not exist");
  Credit& c = found->second;
  c.left = c.left.value_or(c.amount) - e.amount;
  c.matched = true;
  c.resolved = e.to;
  touch(Table::credit, e.credit.bytes);
}
void Apply::operator()(const IncidentRecorded& e) const {
  state.ledger.incidents.push_back(e.incident);
  touch(Table::ledger, {});
}
void Apply::operator()(const ObligationMoved& e) const {
  Obligation& o = obligation(e.number);
  state.agenda.erase({deadline_of(o), Matter::deadline, about, o.number});
  o.due = e.due;
  o.due_at.reset();
  o.overdue = false;
  o.moved = true;
  if (!o.closed) state.agenda.insert({deadline_of(o), Matter::deadline, about, o.number});
}
void Apply::operator()(const ObjectionRecorded& e) const {
  const auto found = state.proposals.find(e.proposal);
  KATIWALA_ASSERT(found != state.proposals.end(), "objecting to a proposal that is not open");
  std::vector<PersonId>& all = found->second.objections;
  std::erase(all, e.person);
  if (!e.withdrawn) all.push_back(e.person);
  touch_number(Table::proposal, e.proposal);
}

}  // namespace katiwala::custody
