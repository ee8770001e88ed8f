#include "tests/policies/properties/limits.h"

#include <algorithm>

namespace katiwala::policies::properties {
namespace {

bool of_a_ward(book::AccountKind kind) {
  return kind == book::AccountKind::principal || kind == book::AccountKind::income || kind == book::AccountKind::reserved;
}

}  // namespace

Limits::Asked* Limits::find(const RequestId& id) {
  const auto found = std::find_if(asked_.begin(), asked_.end(), [&](const Asked& a) { return a.what.request == id; });
  return found == asked_.end() ? nullptr : &*found;
}

Rational Limits::worth(Amount amount, CivilDate day) const {
  if (amount.currency() == kit::currency("PHP")) return exact_major(amount);
  const auto& known = rates_.at(amount.currency());
  return exact(std::prev(known.upper_bound(day))->second, amount);
}

bool Limits::without_limits(const RequestDisbursement& what) const {
  return what.purpose == Purpose::tax && payee(what).payee_kind == PayeeKind::government;
}

std::string Limits::see(const Entry& entry) {
  std::string wrong;
  if (entry.time <= last_) wrong = "time went backwards";
  last_ = entry.time;
  const CivilDate today = manila_date(entry.time);
  if (!entry.decision.accepted()) return wrong;
  // Held against what stood before the entry, except that a request asked for now is itself on the list by then.
  std::vector<std::pair<RequestId, Step>> steps;
  for (const Effect& effect : entry.decision.effects) {
    if (const auto* e = std::get_if<RequestJudged>(&effect.event)) {
      take_in_request(entry, *e);
      steps.emplace_back(e->request.id, Step::asked);
    }
    if (const auto* e = std::get_if<RequestMoved>(&effect.event); e != nullptr && e->to == RequestState::approved) steps.emplace_back(e->request, Step::agreed);
    if (const auto* e = std::get_if<RequestReleased>(&effect.event)) steps.emplace_back(e->request, Step::left);
  }
  for (const auto& [request, step] : steps)
    if (wrong.empty()) wrong = payment(*find(request), today, step);
  if (wrong.empty()) wrong = posted(entry);
  if (wrong.empty()) wrong = covered(entry);
  for (const Effect& effect : entry.decision.effects) take_in(entry, effect);
  return wrong;
}

/// The tier is what was decided; the rest is what was asked, on the day of the entry.
void Limits::take_in_request(const Entry& entry, const RequestJudged& e) {
  const auto& what = std::get<RequestDisbursement>(entry.command);
  Asked a;
  a.what = what;
  a.rail = what.rail.value_or(payee(what).rail);
  a.tier = e.request.tier;
  a.day = manila_date(entry.time);
  a.rulebook = in_force_;
  a.worth = worth(what.amount, a.day);
  for (const auto& [id, purse] : purses_) {
    const bool same = purse.ward == what.ward && purse.purpose == what.purpose && purse.most.currency() == what.amount.currency();
    const bool fits = same && purse.from <= a.day && a.day <= purse.to;
    const bool counts = !what.court_order || what.court_order == purse.order;
    if (what.budget == id || (fits && counts && !what.budget)) a.budget = id;
  }
  asked_.push_back(std::move(a));
}

void Limits::take_in(const Entry& entry, const Effect& effect) {
  const WardId ward{effect.about.id};
  const CivilDate today = manila_date(entry.time);
  if (const auto* e = std::get_if<RulebookAdopted>(&effect.event)) {
    in_force_ = e->hash;
    books_.try_emplace(e->hash, Figures(e->text));
  } else if (const auto* r = std::get_if<RateRecorded>(&effect.event)) {
    rates_[r->rate.rate.base()][r->rate.day] = r->rate.rate;
  } else if (const auto* w = std::get_if<WardOpened>(&effect.event)) {
    born_[ward] = w->ward.born_latest;
    if (w->ward.terms && w->ward.terms->allowance) allowances_[ward] = exact_major(*w->ward.terms->allowance);
  } else if (const auto* p = std::get_if<PayeeRegistered>(&effect.event)) {
    payees_[{ward, p->payee.id}] = p->payee;
  } else if (const auto* c = std::get_if<CourtOrderRecorded>(&effect.event)) {
    caps_[c->order.id] = {ward, lowered(c->order.cap), c->order.dated, c->order.expires, OrderStanding::in_force};
  } else if (const auto* moved = std::get_if<CourtOrderMoved>(&effect.event)) {
    Cap& cap = caps_.at(moved->order);
    cap.standing = moved->to;
    if (moved->cap) cap.most = lowered(*moved->cap);
    if (moved->expires) cap.expires = moved->expires;
  } else if (const auto* b = std::get_if<BudgetSet>(&effect.event)) {
    purses_[b->budget.id] = {ward, b->budget.purpose, b->budget.from, b->budget.to, lowered(b->budget.amount), b->budget.court_order};
  } else if (const auto* o = std::get_if<OrderRecorded>(&effect.event)) {
    awarded_by_[o->order.order] = o->order.kind_of_order.value_or(OrderKind::restitution);
  } else if (const auto* award = std::get_if<AwardRecorded>(&effect.event)) {
    awards_[award->award.id] = award->award.order;
  } else if (const auto* received = std::get_if<CreditReceived>(&effect.event)) {
    credits_[received->credit] = received->booked;
  } else if (const auto* gain = std::get_if<AwardCredited>(&effect.event)) {
    const bool assistance = awarded_by_.at(awards_.at(gain->award)) == OrderKind::defined_monetary_assistance;
    if (assistance) assistance_[ward][gain->gross.currency()] += gain->gross.minor();
  } else if (const auto* i = std::get_if<InterestCredited>(&effect.event)) {
    interest_.push_back({ward, i->booked, worth(i->gross - i->tax, i->booked)});
  } else if (const auto* left = std::get_if<RequestReleased>(&effect.event)) {
    find(left->request)->at = At::left;
    find(left->request)->left_on = today;
  } else if (const auto* m = std::get_if<RequestMoved>(&effect.event)) {
    Asked& a = *find(m->request);
    if (m->to == RequestState::approved) a.at = At::approved;
    if (m->to == RequestState::cancelled || m->to == RequestState::returned) a.at = At::undone;
  }
}

/// Nobody's money goes below nothing, and none of hers moves in a matter about somebody else (R35).
std::string Limits::posted(const Entry& entry) {
  for (const SubjectPosting& line : entry.decision.postings) balances_[line.posting.account] += line.posting.change_minor;
  for (const SubjectPosting& line : entry.decision.postings) {
    const book::Account& account = line.posting.account;
    if (!of_a_ward(account.kind)) continue;
    if (balances_[account] < 0) return "R35: " + std::string(name(account.kind)) + " below nothing";
    if (line.about.id != account.owner) return "R35: her money moved in another's part";
    if (entry.decision.about.kind == SubjectKind::ward && entry.decision.about.id != account.owner) return "R35: her money moved in another's matter";
  }
  return "";
}

}  // namespace katiwala::policies::properties
