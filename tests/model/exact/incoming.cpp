// Money that comes in, is shared out, changed, charged, remitted and put right: asked of the ledger, and reckoned.
#include <algorithm>

#include "tests/model/exact/history.h"

namespace katiwala::model::exact {

using namespace custody;
using reckoning::Kind;
using reckoning::Money;
using reckoning::Whole;

/// Gross around what is outstanding, and anything below; some of it kept by banks on the way.
void History::receive() {
  const Pot pot = any_pot();
  const bool late = chance_.percent(5) && std::ranges::any_of(orders_, [&](const Order& order) { return order.pot == pot; });
  Order order = open_order(pot);
  if (late)
    for (const Order& paid : orders_)
      if (paid.pot == pot && outstanding(paid) == 0) order = paid;
  const Whole open = outstanding(order);
  Whole gross = open > 0 ? chance_.up_to(open) : chance_.up_to(5'000);
  if (chance_.percent(25)) gross = open + Whole(chance_.below(3)) + (chance_.percent(30) ? chance_.up_to(90'000) : Whole(0));
  if (gross < 1) gross = 1;
  const Whole charges = gross == 1 || chance_.percent(50) ? Whole(0) : std::min(Whole(gross - 1), chance_.percent(50) ? Whole(2'500) : chance_.up_to(gross));
  const Money net{pot.currency, gross - charges};
  ReceiveCredit c;
  c.credit = office_.draw<CreditTag>();
  c.pool = pool(pot);
  c.amount = amount(net);
  if (charges > 0) c.charges = amount({pot.currency, charges});
  c.booked = c.value_date = office_.today();
  c.references = {office_.reference()};
  const Spoken said = office_.say("bank", c);
  if (!is(said, Outcome::allow, "receive")) return;
  books_.receive(said.entry, c.credit.bytes, c.pool.bytes, net, charges);
  credits_.push_back({c.credit, order.id, pot, said.entry});
  undoable_.push_back({said.entry, subject(c.pool), c.credit, std::nullopt});
}

void History::match() {
  std::vector<Credit*> waiting;
  for (Credit& credit : credits_)
    if (credit.waits) waiting.push_back(&credit);
  if (waiting.empty()) return;
  Credit& credit = *chance_.any(waiting);
  const Spoken said = office_.agree(MatchCredit{credit.id, credit.order}, {"officer-2"});
  if (!is(said, Outcome::allow, "match")) return;
  const reckoning::Matched matched = books_.match(said.entry, credit.id.bytes, credit.order.bytes);
  note("match with equal remainders", matched.tie);
  note("match that is capped", matched.capped);
  note("match that leaves something", matched.left > 0);
  credit.waits = false;
  std::erase_if(undoable_, [&](const Undoable& one) { return one.received == credit.id; });
  undoable_.push_back({said.entry, subject(pool(credit.pot)), std::nullopt, credit.id});
}

/// What nobody could be credited with goes back where it came from, in part or whole; never a unit more.
void History::resolve() {
  std::vector<Credit*> left;
  for (Credit& credit : credits_)
    if (!credit.waits && books_.left_of(credit.id.bytes) > 0) left.push_back(&credit);
  if (left.empty()) return;
  Credit& credit = *chance_.any(left);
  const Whole most = books_.left_of(credit.id.bytes);
  const auto ask = [&](const Whole& minor) {
    ResolveCredit c;
    c.credit = credit.id;
    c.to = CreditEnd::returned;
    c.amount = amount({credit.pot.currency, minor});
    c.document = office_.document();
    c.references = {office_.reference()};
    return office_.agree(c, {"officer-2", "compliance"});
  };
  if (chance_.percent(30) && !is(ask(most + 1), Outcome::deny, "a unit too much of suspense")) return;
  const Whole minor = chance_.up_to(most);
  if (!is(ask(minor), Outcome::allow, "resolve")) return;
  books_.resolve(credit.id.bytes, minor);
  std::erase_if(undoable_, [&](const Undoable& one) { return one.matched == credit.id; });
}

namespace {

struct Deal {
  const char *from, *to, *rate;
};
constexpr Deal kDeals[] = {{"USD", "PHP", "58.2350"}, {"USD", "PHP", "57.125"}, {"USD", "PHP", "58.5"}, {"USD", "PHP", "58"}, {"JPY", "PHP", "0.3871"},
                           {"JPY", "PHP", "0.375"}, {"EUR", "PHP", "68.9125"}, {"EUR", "PHP", "67.5"}, {"PHP", "USD", "0.0171"}, {"PHP", "USD", "0.0175"},
                           {"PHP", "JPY", "2.5"}, {"PHP", "JPY", "2.583"}, {"USD", "EUR", "0.925"}, {"USD", "JPY", "150.5"}};

reckoning::Exact unrounded(const Whole& minor, const Deal& deal) {
  return reckoning::Books::exchanged({deal.from, minor}, reckoning::decimal(deal.rate), deal.to);
}

}  // namespace

void History::convert() {
  const auto holding = any_holding({Kind::principal});
  if (!holding) return;
  const Ward& ward = wards_[holding->ward];
  std::vector<Deal> deals;
  for (const Deal& deal : kDeals)
    if (deal.from == holding->currency && std::ranges::count(pools_[ward.pool].currencies, deal.to) > 0) deals.push_back(deal);
  if (deals.empty()) return;
  const Deal deal = chance_.any(deals);
  Whole sold = chance_.up_to(holding->minor);
  for (int tries = chance_.percent(60) ? 40 : 0; tries > 0 && !reckoning::is_half(unrounded(sold, deal)); --tries) sold = chance_.up_to(holding->minor);
  const Whole bought = books_.bought({deal.from, sold}, reckoning::decimal(deal.rate), deal.to);
  if (bought < 2) return;
  const Whole charge = chance_.percent(30) ? chance_.up_to(std::min(Whole(bought - 1), Whole(2'500))) : Whole(0);
  const auto ask = [&](const Whole& gets) {
    Convert c;
    c.ward = ward.id;
    c.sold = amount({deal.from, sold});
    c.bought = amount({deal.to, gets});
    c.rate = *Rate::parse(currency(deal.from), currency(deal.to), deal.rate);
    c.source = "test desk";
    c.dealt = start_of(office_.today());
    if (charge > 0) c.charge = amount({deal.to, charge});
    c.references = {office_.reference()};
    return office_.agree(c, {"officer-2"});
  };
  if (chance_.percent(20) && !is(ask(bought + (chance_.percent(50) ? 1 : -1)), Outcome::deny, "a conversion one unit off")) return;
  const Spoken said = ask(bought);
  if (!is(said, Outcome::allow, "convert")) return;
  note("convert at half a unit", reckoning::is_half(unrounded(sold, deal)));
  books_.convert(said.entry, ward.id.bytes, {deal.from, sold}, reckoning::decimal(deal.rate), deal.to, charge);
  undoable_.push_back({said.entry, subject(ward.id), std::nullopt, std::nullopt});
}

/// A bank's, from income first; never more than she has free.
void History::charge() {
  const auto holding = any_holding({Kind::principal, Kind::income});
  if (!holding) return;
  const WardId ward = wards_[holding->ward].id;
  const auto ask = [&](const Whole& minor) {
    RecordCharge c;
    c.ward = ward;
    c.amount = amount({holding->currency, minor});
    c.booked = office_.today();
    c.references = {office_.reference()};
    return office_.agree(c, {"officer-2", "compliance"});
  };
  if (chance_.percent(15) && !is(ask(holding->minor + 1), Outcome::deny, "a charge beyond what she has")) return;
  const Whole minor = chance_.up_to(std::min(holding->minor, Whole(5'000)));
  const Whole income = books_.balance(Kind::income, ward.bytes, holding->currency);
  const Spoken said = ask(minor);
  if (!is(said, Outcome::allow, "charge")) return;
  note("charge on both income and principal", income > 0 && income < minor);
  books_.charge(said.entry, ward.bytes, {holding->currency, minor});
  undoable_.push_back({said.entry, subject(ward), std::nullopt, std::nullopt});
}

/// The trustee's own, from income alone.
void History::fee() {
  const auto holding = any_holding({Kind::income});
  if (!holding) return;
  const WardId ward = wards_[holding->ward].id;
  const auto ask = [&](const Whole& minor) {
    RecordCharge c;
    c.ward = ward;
    c.amount = amount({holding->currency, minor});
    c.booked = office_.today();
    c.references = {office_.reference()};
    c.charge = ChargeKind::trustee_fee;
    return office_.agree(c, {"officer-2", "compliance"});
  };
  if (chance_.percent(25) && !is(ask(holding->minor + 1), Outcome::deny, "a fee beyond income")) return;
  const Whole minor = chance_.up_to(holding->minor);
  const Spoken said = ask(minor);
  if (!is(said, Outcome::allow, "fee")) return;
  books_.fee(said.entry, ward.bytes, {holding->currency, minor});
  undoable_.push_back({said.entry, subject(ward), std::nullopt, std::nullopt});
}

void History::remit() {
  const Pot pot = any_pot();
  const bool tax = chance_.percent(60);
  const Kind kind = tax ? Kind::tax : Kind::fee;
  const Whole kept = books_.balance(kind, pool(pot).bytes, pot.currency);
  if (kept == 0) return;
  const auto ask = [&](const Whole& minor) {
    Remit c;
    c.pool = pool(pot);
    c.account = tax ? RemitAccount::tax : RemitAccount::fee;
    c.amount = amount({pot.currency, minor});
    c.booked = office_.today();
    c.references = {office_.reference()};
    c.document = office_.document();
    return office_.agree(c, {"officer-2", "compliance"});
  };
  if (chance_.percent(25) && !is(ask(kept + 1), Outcome::deny, "more remitted than was kept")) return;
  const Whole minor = chance_.percent(50) ? kept : chance_.up_to(kept);
  const Spoken said = ask(minor);
  if (!is(said, Outcome::allow, "remit")) return;
  books_.remit(said.entry, pool(pot).bytes, kind, {pot.currency, minor});
  undoable_.push_back({said.entry, subject(pool(pot)), std::nullopt, std::nullopt});
}

/// An entry is undone whole, where nothing would go below zero by it; where something would, it is refused.
void History::undo() {
  if (undoable_.empty()) return;
  const std::size_t at = chance_.below(undoable_.size());
  const Undoable one = undoable_[at];
  const bool can = books_.can_undo(one.entry);
  const Spoken said = office_.agree(ReverseEntry{one.entry, one.about, "booked wrongly"}, {"officer-2", "compliance"});
  if (!is(said, can ? Outcome::allow : Outcome::deny, "undo") || !can) return;
  books_.undo(one.entry);
  undoable_.erase(undoable_.begin() + static_cast<std::ptrdiff_t>(at));
  const auto credit = std::ranges::find_if(credits_, [&](const Credit& c) { return c.id == one.received || c.id == one.matched; });
  if (credit == credits_.end()) return;
  credit->waits = one.matched.has_value();
  if (one.matched) undoable_.push_back({credit->received, subject(pool(credit->pot)), credit->id, std::nullopt});
  else credits_.erase(credit);
}

}  // namespace katiwala::model::exact
