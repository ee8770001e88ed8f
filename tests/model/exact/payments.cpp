// What is paid out and comes back, the bank's statements, and time: asked of the ledger, and reckoned.
#include <algorithm>

#include "tests/model/exact/history.h"

namespace katiwala::model::exact {

using namespace custody;
using reckoning::Kind;
using reckoning::Money;
using reckoning::Whole;

/// Under a court's order, to the last unit of what she has free; a unit more is refused.
void History::request() {
  const auto holding = any_holding({Kind::principal, Kind::income});
  if (!holding) return;
  const Ward& ward = wards_[holding->ward];
  const auto payee = ward.payees.find(holding->currency);
  if (payee == ward.payees.end()) return;
  const CourtOrderId order = ward.orders.at(holding->currency);
  RequestDisbursement c;
  const auto ask = [&](const Whole& minor) {
    c.request = office_.draw<RequestTag>();
    c.ward = ward.id;
    c.payee = payee->second;
    c.amount = amount({holding->currency, minor});
    c.purpose = Purpose::shelter;
    c.court_order = order;
    return office_.agree(c, {"officer-2", "worker"});
  };
  const Whole cap = books_.balance(Kind::cap, order.bytes, holding->currency);
  if (chance_.percent(15) && holding->minor < cap && !is(ask(holding->minor + 1), Outcome::deny, "a request beyond what she has")) return;
  const Whole minor = chance_.up_to(std::min(std::min(holding->minor, cap), Whole(4'000'000)));
  const Whole income = books_.balance(Kind::income, ward.id.bytes, holding->currency);
  if (!is(ask(minor), Outcome::allow, "request")) return;
  note("request from both income and principal", income > 0 && income < minor);
  books_.reserve(c.request.bytes, ward.id.bytes, order.bytes, {holding->currency, minor});
  requests_.push_back({c.request, holding->ward, {holding->currency, minor}, Stage::approved, office_.today()});
}

constexpr int kGoodForDays = 14;  // R31 proposal_days, as shipped

/// Held while a statement of that very account says otherwise, and by no other.
void History::release() {
  std::vector<Request*> approved;
  for (Request& request : requests_)
    if (request.stage == Stage::approved && office_.today() <= request.asked + kGoodForDays) approved.push_back(&request);
  if (approved.empty()) return;
  Request& request = *chance_.any(approved);
  Release c;
  c.request = request.id;
  c.ward = wards_[request.ward].id;
  c.message_id = c.end_to_end_id = "KTW-" + std::to_string(++payments_);
  c.uetr = request.id.bytes;
  c.file = office_.in_vault();
  const Pot pot{wards_[request.ward].pool, request.amount.currency};
  const bool held = broken_.contains(pot);
  if (!is(office_.say("releaser", c), held ? Outcome::hold : Outcome::allow, "release") || held) return;
  const bool beside = std::ranges::any_of(broken_, [&](const Pot& other) { return other.pool != pot.pool; });
  const bool of_pool = std::ranges::any_of(broken_, [&](const Pot& other) { return other.pool == pot.pool; });
  note("release while another pool is broken", beside);
  note("release while another currency of the pool is broken", of_pool);
  request.stage = Stage::released;
  books_.release(request.id.bytes);
}

/// The bank pays, or does not.
void History::answer() {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < requests_.size(); ++i)
    if (requests_[i].stage == Stage::released) out.push_back(i);
  if (out.empty()) return;
  const std::size_t at = chance_.any(out);
  Request& request = requests_[at];
  const WardId ward = wards_[request.ward].id;
  if (chance_.percent(25)) {
    if (!is(office_.say("bank", RejectPayment{request.id, ward, "AC01", {office_.reference()}}), Outcome::allow, "reject")) return;
    books_.reject(request.id.bytes);
    requests_.erase(requests_.begin() + static_cast<std::ptrdiff_t>(at));
    return;
  }
  const auto ask = [&](const Whole& minor) {
    Settle c;
    c.request = request.id;
    c.ward = ward;
    c.amount = amount({request.amount.currency, minor});
    c.booked = c.value_date = office_.today();
    c.references = {office_.reference()};
    return office_.say("bank", c);
  };
  if (chance_.percent(10) && !is(ask(request.amount.minor + 1), Outcome::deny, "a unit more paid than was asked")) return;
  if (!is(ask(request.amount.minor), Outcome::allow, "settle")) return;
  request.stage = Stage::settled;
  books_.settle(request.id.bytes);
}

/// What was paid comes back whole, sometimes with the bank's fee.
void History::give_back() {
  std::vector<std::size_t> paid;
  for (std::size_t i = 0; i < requests_.size(); ++i)
    if (requests_[i].stage == Stage::settled) paid.push_back(i);
  if (paid.empty()) return;
  const std::size_t at = chance_.any(paid);
  const Request request = requests_[at];
  const Whole refunded = chance_.percent(40) ? chance_.up_to(1'000) : Whole(0);
  const auto ask = [&](const Whole& minor) {
    ReturnPayment c;
    c.request = request.id;
    c.ward = wards_[request.ward].id;
    c.amount = amount({request.amount.currency, minor});
    c.booked = c.value_date = office_.today();
    c.references = {office_.reference()};
    c.reason_code = "AC04";
    if (refunded > 0) c.refunded_fee = amount({request.amount.currency, refunded});
    return office_.say("bank", c);
  };
  if (chance_.percent(20) && request.amount.minor > 1 && !is(ask(request.amount.minor - 1), Outcome::deny, "a unit less comes back than was paid")) return;
  if (!is(ask(request.amount.minor), Outcome::allow, "return")) return;
  note("return with its fee", refunded > 0);
  books_.give_back(request.id.bytes, refunded);
  requests_.erase(requests_.begin() + static_cast<std::ptrdiff_t>(at));
}

/// What the bank says of one account is what the reckoner says of it, or a unit or more beside it.
void History::statement() {
  const Pot pot = any_pot();
  const bool breaks = broken_.contains(pot) ? chance_.percent(20) : chance_.percent(40);
  Whole closing = books_.balance(Kind::bank, pool(pot).bytes, pot.currency);
  if (breaks) closing += (chance_.percent(50) ? 1 : -1) * chance_.up_to(chance_.percent(50) ? 1 : 9'000'000);
  Reconcile c{pool(pot), office_.today(), amount({pot.currency, closing}), office_.reference(), office_.in_vault()};
  if (!is(office_.say("bank", c), Outcome::allow, breaks ? "statement that breaks" : "statement that agrees")) return;
  if (breaks) broken_.insert(pot);
  else broken_.erase(pot);
}

void History::pass_time() {
  const CivilDate day = office_.today() + 1 + static_cast<int>(chance_.below(3));
  office_.move_to(day);
  books_.today(day.days());
  note("day passes", true);
}

}  // namespace katiwala::model::exact
