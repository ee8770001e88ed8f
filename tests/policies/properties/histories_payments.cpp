#include <algorithm>
#include <map>

#include "tests/policies/properties/figures.h"
#include "tests/policies/properties/histories.h"
#include "tests/policies/properties/histories_people.h"

namespace katiwala::policies::properties {
namespace {

std::int64_t minor_of(const Rational& major) {
  const Rational minor = major * 100;
  return static_cast<std::int64_t>(boost::multiprecision::numerator(minor) / boost::multiprecision::denominator(minor));
}

/// Each text is read once.
const Figures& figures_of(const AdoptedRulebook& book) {
  static std::map<Digest, Figures> known;
  return known.try_emplace(book.hash, book.text).first->second;
}

}  // namespace

/// In pesos, with what has left of what counts as depletion.
Rational History::held(const WardId& whose) const {
  const State& state = paper_.state;
  Rational sum = 0;
  for (const auto kind : {book::AccountKind::principal, book::AccountKind::income, book::AccountKind::reserved}) {
    sum += exact_major(state.balance(kind, whose.bytes, currency("PHP")));
    const Amount dollars = state.balance(kind, whose.bytes, currency("USD"));
    if (!dollars.is_zero()) sum += exact(state.rate(dollars.currency(), today())->rate, dollars);
  }
  const Figures& f = figures_of(state.rulebooks.at(state.ledger.rulebook));
  for (const Spend& spend : ward(whose).spends) {
    const Request& request = state.requests.at(spend.request);
    const bool counts = request.released && !spend.by_order && spend.purpose != Purpose::tax && spend.day > today() - f.depletion_days;
    if (counts) sum += spend.rate ? exact(*spend.rate, spend.amount) : exact_major(spend.amount);
  }
  return sum;
}

std::optional<CourtOrderId> History::order_for(const WardId& whose, Purpose purpose) {
  std::vector<CourtOrderId> fits;
  for (const CourtOrder& order : ward(whose).court_orders)
    if (!order.purpose || *order.purpose == purpose || dice_.chance(5)) fits.push_back(order.id);
  if (fits.empty()) return std::nullopt;
  return dice_.any(fits);
}

/// A centavo around whatever limit is near: of the tiers, of what is left of them, of an order, a budget, a rail, an allowance, a share.
Amount History::amount_for(const RequestDisbursement& c) {
  const State& state = paper_.state;
  const Figures& f = figures_of(state.rulebooks.at(state.ledger.rulebook));
  const Ward& hers = ward(c.ward);
  std::int64_t in_window = 0, depleting = 0, of_bill = 0, today_alike = 0, in_month = 0, paid_guardian = 0, paid_lawyers = 0;
  for (const Spend& spend : hers.spends) {
    const Rational worth = spend.rate ? exact(*spend.rate, spend.amount) : exact_major(spend.amount);
    if (!spend.by_order && spend.day > today() - f.window_days && spend.purpose != Purpose::tax) in_window += minor_of(worth);
    if (!spend.by_order && spend.day > today() - f.depletion_days && spend.purpose != Purpose::tax) depleting += minor_of(worth);
    if (!spend.by_order && spend.day > today() - f.split_days && spend.purpose == c.purpose) of_bill += minor_of(worth);
    if (spend.day == today() && spend.payee == c.payee) today_alike += minor_of(worth);
    if (spend.purpose == Purpose::allowance && spend.day.month() == today().month()) in_month += minor_of(worth);
    if (spend.purpose == Purpose::compensation) paid_guardian += minor_of(worth);
    if (spend.purpose == Purpose::legal_documents) paid_lawyers += minor_of(worth);
  }
  std::int64_t net = 0;
  for (const InterestLine& line : hers.interest) net += (line.gross - line.tax).minor();
  std::vector<std::int64_t> near{minor_of(f.t0_request), minor_of(f.t1_request), minor_of(f.t0_window) - in_window, minor_of(f.t1_window) - in_window};
  near.push_back(minor_of(f.t0_request) - of_bill);
  near.push_back(minor_of(f.t1_request) - of_bill);
  if (f.depletion_percent < 25) near.insert(near.end(), 2, minor_of(held(c.ward) * f.depletion_percent / 100) - depleting);
  near.push_back(100'000 * static_cast<std::int64_t>(1 + dice_.roll(18)));
  near.push_back(static_cast<std::int64_t>(100'000 + dice_.roll(1'500'000)));
  const Currency php = currency("PHP");
  if (c.court_order) near.assign(6, state.balance(book::AccountKind::cap, c.court_order->bytes, php).minor());
  if (c.court_order && dice_.chance(50)) near.push_back(near.front() / 3);
  for (const Budget& budget : hers.budgets)
    if (budget.purpose == c.purpose) near.insert(near.end(), 3, state.balance(book::AccountKind::cap, budget.id.bytes, php).minor());
  if (find_payee(hers, c.payee)->rail == Rail::instapay) near.push_back(minor_of(f.instapay) - today_alike);
  if (c.purpose == Purpose::allowance) near.assign(1, 300'000 - in_month);
  if (c.purpose == Purpose::compensation) near.assign(1, net * f.compensation_percent / 100 - paid_guardian);
  if (c.purpose == Purpose::legal_documents) near.insert(near.end(), 4, 100'000'000 * f.lawyer_percent / 100 - paid_lawyers);
  std::int64_t minor = dice_.any(near);
  const Currency ccy = find_payee(hers, c.payee)->currency;
  if (ccy != php) minor /= 50;
  const std::vector<std::int64_t> off{-1, 0, 0, 0, 1, 1};
  return Amount(ccy, std::max<std::int64_t>(1, minor + dice_.any(off)));
}

void History::request() {
  RequestDisbursement c;
  c.request = fresh<RequestId>();
  c.ward = dice_.chance(70) ? kWard : kWardB;
  const Paid& paid = kPaid[dice_.roll(std::size(kPaid))];
  c.payee = paid.payee;
  c.purpose = paid.purpose;
  PrincipalId who = kGuardian;
  if (dice_.chance(c.purpose == Purpose::compensation ? 95 : 25)) c.court_order = order_for(c.ward, c.purpose);
  if (c.purpose == Purpose::tax || c.purpose == Purpose::compensation || (c.court_order && dice_.chance(30))) who = kOfficer;
  if (paid.rail == Rail::instapay && dice_.chance(20)) c.rail = Rail::pesonet;
  c.amount = amount_for(c);
  ask(who, c);
  if (!dice_.chance(60)) return;
  // Most of what is asked for is agreed to soon; the rest waits, and counts while it does.
  const Proposal* open = paper_.state.proposal(paper_.last());
  if (open == nullptr) return;
  const ProposalId proposal = open->id;
  const bool endorsed = std::find(open->needs.begin(), open->needs.end(), Role::social_worker) != open->needs.end();
  paper_.approve(decide_, who == kOfficer ? kOfficer2 : kOfficer, proposal);
  if (endorsed) paper_.approve(decide_, kWorker, proposal);
}

void History::agree() {
  std::vector<ProposalId> open;
  for (const auto& [number, proposal] : paper_.state.proposals) open.push_back(number);
  if (open.empty()) return;
  std::sort(open.begin(), open.end());
  const std::vector<PrincipalId> who{kOfficer, kOfficer2, kOfficerAgain, kWorker, kWorker, kCompliance, kCompliance2};
  paper_.approve(decide_, dice_.any(who), dice_.any(open));
}

void History::withdraw() {
  std::vector<const Request*> all = requests(RequestState::judged);
  for (const Request* approved : requests(RequestState::approved)) all.push_back(approved);
  if (all.empty()) return;
  const Request& one = *dice_.any(all);
  ask(kGuardian, CancelProposal{one.proposal, subject(one.ward), "not needed any more"});
}

void History::release() {
  const auto approved = requests(RequestState::approved);
  if (approved.empty()) return;
  const Request& one = *dice_.any(approved);
  Release c;
  c.request = one.id;
  c.ward = one.ward;
  c.message_id = c.end_to_end_id = "KTW-" + std::to_string(++numbers_);
  c.uetr = one.id.bytes;
  c.file = in_vault(7);
  ask(dice_.chance(90) ? kReleaser : kOfficer2, c);
}

/// The bank hands on, pays, refuses or sends back, and dates it as it likes.
void History::bank_answers() {
  const CivilDate dated = today() - dice_.any(std::vector<int>{0, 0, 1, 2, 5, 31});
  const auto under_way = requests(RequestState::released);
  const auto paid = requests(RequestState::settled);
  if (!paid.empty() && dice_.chance(15)) {
    const Request& one = *dice_.any(paid);
    ask(kBank, ReturnPayment{one.id, one.ward, one.amount, dated, dated, {reference()}, "AC04", std::nullopt, std::nullopt});
    return;
  }
  if (under_way.empty()) return;
  const Request& one = *dice_.any(under_way);
  if (dice_.chance(15)) {
    ask(kBank, RejectPayment{one.id, one.ward, "AC01", {reference()}});
    return;
  }
  Settle c;
  c.request = one.id;
  c.ward = one.ward;
  c.amount = one.amount;
  c.booked = c.value_date = dated;
  c.references = {reference()};
  ask(kBank, c);
}

}  // namespace katiwala::policies::properties
