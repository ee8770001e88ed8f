// Money in, money changed, money out, and the bank's word on all of it.
#include <algorithm>

#include "tests/model/generator.h"

namespace katiwala::model {

using namespace reference;

Generator::Made Generator::receive() {
  const auto* order = any(m().orders, [&](const Order& o) { return !o.awards.empty() || dice_.percent(5); });
  if (order == nullptr || order->second.awards.empty()) return std::nullopt;
  const Ward& ward = m().wards.at(order->second.awards.begin()->second);
  const Currency currency = order->second.total.currency;
  std::int64_t outstanding = 0;
  for (const auto& [award, name] : order->second.awards) outstanding += m().balance(Book::outstanding, award, currency);
  ReceiveCredit out;
  out.credit = dice_.name();
  out.pool = ward.pool;
  out.amount = {currency, dice_.between(1, std::max<std::int64_t>(2, order->second.total.minor / 6))};
  if (outstanding > 0 && dice_.percent(8)) out.amount.minor = outstanding + dice_.between(0, 1);
  if (currency == Currency::php && dice_.percent(20)) out.amount.minor = m().rulebook.covered_threshold + dice_.between(0, 1);
  if (dice_.percent(30)) out.charges = Money{currency, dice_.between(0, std::min<std::int64_t>(2'500, out.amount.minor))};
  if (dice_.percent(1)) out.charges = Money{currency == Currency::php ? Currency::usd : Currency::php, 5};
  out.booked = today() - static_cast<Day>(dice_.percent(70) ? 0 : dice_.between(0, 9));
  if (dice_.percent(2)) out.booked = today() + static_cast<Day>(dice_.percent(50) ? 1 : -dice_.between(30, 420));
  if (const auto as_of = opened_as_of(m(), out.pool, currency); as_of && dice_.percent(25)) out.booked = *as_of + static_cast<Day>(dice_.roll(2));
  out.references = new_references();
  if (dice_.percent(1)) out.pool = dice_.name();
  if (dice_.percent(1)) out.amount.currency = Currency::kwd;
  if (dice_.percent(1)) out.amount.minor = 0;
  if (dice_.percent(1) && !m().credits.empty()) out.credit = any(m().credits)->first;
  return by(Role::bank_system, out);
}

Generator::Made Generator::match() {
  const auto* credit = any(m().credits, [&](const Credit& c) { return c.waits || dice_.in_thousand(5); });
  if (credit == nullptr) return std::nullopt;
  if (is_asked_back(m(), credit->first, RecallStanding::promised) && dice_.percent(90)) return std::nullopt;
  const auto* order = any(m().orders, [&](const Order& o) {
    const bool fits = o.total.currency == credit->second.amount.currency && !o.awards.empty() && o.allocated == o.total.minor &&
                      m().wards.at(o.awards.begin()->second).pool == credit->second.pool;
    return fits || dice_.in_thousand(10);
  });
  if (order == nullptr) return std::nullopt;
  return by(Role::trust_officer, MatchCredit{dice_.percent(99) ? credit->first : dice_.name(), dice_.percent(99) ? order->first : dice_.name()});
}

Generator::Made Generator::convert() {
  const auto* held = any(m().balances, [](std::int64_t minor) { return minor > 100; });
  for (int i = 0; i < 20 && held != nullptr && (held->first.book != Book::principal || held->first.currency == Currency::php); ++i) held = any(m().balances);
  if (held == nullptr || held->first.book != Book::principal) return std::nullopt;
  const Currency from = held->first.currency;
  Convert out;
  out.ward = held->first.owner;
  out.sold = {from, dice_.percent(25) ? held->second : dice_.between(1, held->second)};
  if (dice_.percent(4)) ++out.sold.minor;
  out.price = m().price(from, today()).value_or(Price{from, Currency::php, 582'350, 4});
  if (from == Currency::php) out.price = {Currency::php, Currency::usd, 17'172, 6};
  out.bought = exchange(out.sold, out.price);
  if (dice_.percent(4)) out.bought.minor += dice_.percent(50) ? 1 : -1;
  out.source = dice_.percent(98) ? "treasury desk" : " ";
  out.dealt = m().now - dice_.between(0, 3'600'000'000);
  if (dice_.percent(2)) out.dealt = m().now + 3'600'000'000;
  const auto as_of = opened_as_of(m(), m().wards.at(out.ward).pool, from);
  if (as_of && dice_.percent(15)) out.dealt = midnight(*as_of + 1) - (dice_.percent(60) ? 1 : 0);
  if (dice_.percent(15)) out.charge = Money{out.price.to, dice_.between(0, std::max<std::int64_t>(1, out.bought.minor / 50))};
  if (dice_.percent(1)) out.charge = Money{out.price.to, out.bought.minor + 1};
  if (dice_.percent(1)) out.price.from = from == Currency::eur ? Currency::jpy : Currency::eur;
  out.references = new_references();
  if (out.bought.minor <= 0 && dice_.percent(90)) return std::nullopt;
  return by(Role::trust_officer, out);
}

Generator::Made Generator::charge() {
  const auto* ward = any(m().wards);
  if (ward == nullptr) return std::nullopt;
  RecordCharge out;
  out.ward = ward->first;
  out.amount = {dice_.pick(m().pools.at(ward->second.pool).cash).currency, 0};
  const std::int64_t held = m().balance(Book::principal, ward->first, out.amount.currency);
  if (held == 0 && dice_.percent(90)) return std::nullopt;
  out.amount.minor = dice_.percent(80) ? dice_.between(0, std::min<std::int64_t>(held, 3'000)) : held + dice_.between(0, 1);
  out.booked = today() + (dice_.percent(3) ? 1 : 0);
  const auto as_of = opened_as_of(m(), ward->second.pool, out.amount.currency);
  if (as_of && dice_.percent(15)) out.booked = *as_of + static_cast<Day>(dice_.roll(2));
  out.references = new_references();
  return by(Role::trust_officer, out);
}

Generator::Made Generator::reconcile() {
  const auto* pool = any(m().pools);
  if (pool == nullptr) return std::nullopt;
  const Cash& cash = dice_.pick(pool->second.cash);
  // A statement of an account that is empty still would be the last word on it, and no older book could be brought in.
  const bool unused_still = m().balance(Book::bank, pool->first, cash.currency) == 0 && nothing_else_moved(m(), pool->first, cash.currency);
  if (unused_still && dice_.percent(90)) return std::nullopt;
  Reconcile out;
  out.pool = pool->first;
  out.day = today() - static_cast<Day>(dice_.percent(90) ? 0 : dice_.between(-1, 2));
  out.closing = {cash.currency, m().balance(Book::bank, pool->first, cash.currency)};
  const auto as_of = opened_as_of(m(), pool->first, cash.currency);
  if (as_of && !cash.reconciled && dice_.percent(30)) out.day = *as_of - static_cast<Day>(dice_.roll(2));
  // A break is soon mended, or nothing would ever be released.
  if (cash.difference == 0 && dice_.percent(12)) out.closing.minor += dice_.percent(50) ? 1 : -dice_.between(1, 5'000);
  if (dice_.percent(90)) out.statement = dice_.percent(97) || m().references.empty() ? dice_.name() : any(m().references)->first;
  if (dice_.percent(1)) out.closing.currency = Currency::kwd;
  return by(Role::bank_system, out);
}

Generator::Made Generator::reverse() {
  const auto* opening = any(m().openings);
  const auto* booked = any(m().booked, [&](const Booked& b) { return (b.undoable && (!b.undone || dice_.percent(5))) || (!b.moves.empty() && dice_.in_thousand(4)) || dice_.in_thousand(1); });
  if (opening != nullptr && dice_.percent(12)) booked = &*m().booked.find(opening->first);
  if (booked == nullptr) return std::nullopt;
  Reverse out;
  out.of = {maker_of_(booked->first), booked->first};
  if (dice_.percent(2)) out.of = {kNoStep, m().next_entry + dice_.roll(9)};
  out.reason = dice_.percent(98) ? "booked by mistake" : "";
  std::vector<Subject> concerned{{}};
  for (const Move& move : booked->second.moves)
    for (const Account& account : {move.debit, move.credit}) {
      if (m().pools.contains(account.owner)) concerned.push_back({Kind::pool, account.owner});
      if (m().wards.contains(account.owner)) concerned.push_back({Kind::ward, account.owner});
    }
  out.about = dice_.percent(96) ? dice_.pick(concerned) : Subject{};
  if (out.about == Subject{} && concerned.size() > 1 && dice_.percent(80)) out.about = concerned[1];
  return by(Role::trust_officer, out);
}

/// Small, or on either side of what limits it: the tiers, the window, the rail, the order's cap, what is free.
Money Generator::request_amount(const Ward& ward, const Name& name, Currency currency, const std::optional<Name>& order) {
  const Rulebook& book = m().rulebook;
  const std::int64_t free = m().balance(Book::principal, name, currency);
  if (currency != Currency::php) return {currency, dice_.between(1, std::max<std::int64_t>(2, free / 4))};
  if (order && dice_.percent(90)) {
    const std::int64_t left = m().balance(Book::cap, *order, currency);
    return {currency, std::max<std::int64_t>(1, dice_.percent(30) ? left + dice_.between(0, 1) : dice_.between(1, std::max<std::int64_t>(2, left / 2)))};
  }
  std::int64_t window = 0;
  for (const Name& earlier : ward.requests) {
    const Request& r = m().requests.at(earlier);
    if (!r.gone() && !r.court_order && r.amount.currency == currency && r.day > today() - book.window_days) window += r.amount.minor;
  }
  for (const Name& before : ward.requests) {
    // Once more what just fitted under a tier.
    const Request& r = m().requests.at(before);
    const std::int64_t limit = r.amount.minor <= book.t0_request ? book.t0_request : book.t1_request;
    const bool fitted = r.amount.currency == currency && r.amount.minor <= limit && r.amount.minor * 100 >= limit * book.under_percent;
    if (fitted && !r.court_order && r.day > today() - book.under_days && dice_.percent(50)) return {currency, limit - dice_.between(-1, limit / 10)};
  }
  const std::int64_t edges[] = {book.t0_request, book.t1_request, book.instapay_limit, free, book.t0_window - window, book.t1_window - window};
  if (dice_.percent(18)) return {currency, std::max<std::int64_t>(1, edges[dice_.roll(std::size(edges))] + dice_.between(-1, 1))};
  if (dice_.percent(6)) return {currency, dice_.between(20'000'00, 120'000'00)};
  if (dice_.percent(20)) return {currency, dice_.between(1, 6'000'00)};
  // What she can spare: a quarter of what she has in three months, less what went already; now and then just that.
  std::int64_t gone = 0, left = 0;
  for (const Name& earlier : ward.requests) {
    const Request& r = m().requests.at(earlier);
    if (r.gone() || r.court_order || r.amount.currency != currency || r.day <= today() - book.depletion_days) continue;
    gone += r.amount.minor;
    if (r.released) left += r.amount.minor;
  }
  const std::int64_t held = free + m().balance(Book::reserved, name, currency) + left;
  const std::int64_t spare = std::max<std::int64_t>(1, held * book.depletion_percent / 100 - gone);
  return {currency, dice_.percent(10) ? std::max<std::int64_t>(1, spare + dice_.between(-1, 1)) : dice_.between(1, std::max<std::int64_t>(2, std::min<std::int64_t>(spare, 9'000'00)))};
}

Generator::Made Generator::request() {
  // Where an account was changed a short time ago, more often.
  const bool hasty = dice_.percent(20);
  const auto cools = [&](const Payee& p) { return p.before && m().now < p.since + m().rulebook.cooling_hours * Micros{3'600'000'000}; };
  const auto* ward = any(m().wards, [&](const Ward& w) {
    const bool acts = std::any_of(w.guardians.begin(), w.guardians.end(), [](const Guardian& g) { return g.acting(); });
    const bool of_these = !hasty || std::any_of(w.payees.begin(), w.payees.end(), [&](const auto& p) { return cools(p.second); });
    return !w.guardians.empty() && !w.payees.empty() && (!w.adult || dice_.percent(2)) && (acts || dice_.percent(5)) && of_these;
  });
  if (ward == nullptr) return std::nullopt;
  const Ward& hers = ward->second;
  const Name person = dice_.pick(hers.guardians).person;
  const auto* guardian = any(m().principals, [&](const Principal& p) { return p.role == Role::guardian && (p.person == person || dice_.in_thousand(2)); });
  if (guardian == nullptr) return std::nullopt;
  const auto* payee = any(hers.payees, [&](const Payee& p) { return !hasty || cools(p); });
  const Currency currency = payee->second.currency;
  if (m().balance(Book::principal, ward->first, currency) == 0 && dice_.percent(92)) return std::nullopt;
  RequestPayment out;
  out.request = dice_.name();
  out.ward = ward->first;
  out.payee = payee->first;
  out.purpose = static_cast<Purpose>(dice_.roll(3));
  if (!hers.court_orders.empty() && dice_.percent(30)) {
    const auto* order = any(hers.court_orders);
    out.court_order = order->first;
    if (order->second.purpose && dice_.percent(85)) out.purpose = *order->second.purpose;
    if (order->second.payee && dice_.percent(85)) out.payee = *order->second.payee;
  }
  if (dice_.percent(40)) out.rail = static_cast<Rail>(dice_.roll(3));
  if (!hers.budgets.empty() && dice_.percent(25)) {
    const auto& [name, budget] = dice_.pick(hers.budgets);
    if (dice_.percent(60)) out.budget = name;
    if (dice_.percent(80)) out.purpose = budget.purpose;
  }
  out.amount = request_amount(hers, ward->first, currency, out.court_order);
  for (const Name& earlier : hers.requests) {
    // The rest of what the rail carries in a day, to who was to be paid by it today already.
    const Request& before = m().requests.at(earlier);
    if (before.day != today() || before.rail != Rail::instapay || before.amount.currency != Currency::php || before.gone() || !dice_.percent(75)) continue;
    out.payee = before.payee;
    out.rail = Rail::instapay;
    out.amount = {Currency::php, std::max<std::int64_t>(1, m().rulebook.instapay_limit - before.amount.minor + (dice_.percent(65) ? 1 : 0))};
  }
  for (const Name& earlier : hers.requests) {
    // The rest of a bill, of which the first part needed nobody else.
    const Request& before = m().requests.at(earlier);
    const std::int64_t rest = m().rulebook.t0_request - before.amount.minor;
    const bool counts = before.day > today() - m().rulebook.bill_days && before.amount.currency == Currency::php && !before.court_order && !before.gone();
    if (!counts || rest <= 0 || !dice_.percent(15)) continue;
    out.payee = before.payee;
    out.purpose = before.purpose;
    out.court_order.reset();
    out.amount = {Currency::php, rest + dice_.between(0, 1)};
  }
  if (dice_.percent(1)) out.budget = dice_.name();
  if (dice_.percent(1)) out.amount.minor = 0;
  if (dice_.percent(1)) out.amount.currency = Currency::usd;
  if (dice_.percent(1)) out.payee = dice_.name();
  if (dice_.percent(1)) out.court_order = dice_.name();
  if (dice_.percent(1) && !m().requests.empty()) out.request = any(m().requests)->first;
  if (dice_.percent(1)) out.ward = any(m().wards)->first;
  // An officer asks where a court has ordered it, and the guardian does not.
  if (out.court_order ? dice_.percent(30) : dice_.in_thousand(5)) return by(Role::trust_officer, out);
  return by(guardian->first, out);
}

/// Some payments lie about until the last day on which they may leave, or the day after: what was agreed to expires, and before that, in some rulebooks,
/// what a social worker said.
bool Generator::lies_about(const Request& r) const {
  Day last = r.day + m().rulebook.proposal_days;
  if (r.endorsed) last = std::min(last, *r.endorsed + m().rulebook.endorsement_days);
  return r.place % (r.endorsed ? 3 : 6) == 0 && today() < last + static_cast<Day>(r.place / 6 % 2);
}

Generator::Made Generator::release() {
  const auto* request = any(m().requests, [&](const Request& r) {
    const bool late = today() > r.day + m().rulebook.proposal_days;
    return (r.state == RequestState::approved && !lies_about(r) && (!late || dice_.percent(10))) || dice_.in_thousand(1);
  });
  if (request == nullptr) return std::nullopt;
  Release out{request->first, request->second.ward, "KTW-MODEL", "KTW-MODEL-E2E"};
  if (dice_.percent(1)) out.message_id.assign(36, 'M');
  if (dice_.percent(1)) out.request = dice_.name();
  if (dice_.percent(1)) out.ward = any(m().wards)->first;
  const Request& r = request->second;
  const bool waited = r.court_order && m().now >= standin_from(m().rulebook, r.at);
  if (waited ? dice_.percent(40) : dice_.percent(r.court_order ? 12 : 1)) return by(Role::trust_officer, out);
  return by(Role::releaser, out);
}

Generator::Made Generator::hand_over() {
  const auto* request = any(m().requests, [&](const Request& r) { return r.state == RequestState::released || dice_.in_thousand(1); });
  if (request == nullptr) return std::nullopt;
  return by(dice_.percent(50) ? Role::bank_system : Role::releaser, HandOver{request->first, request->second.ward});
}

Generator::Made Generator::settle() {
  const auto* request = any(m().requests, [&](const Request& r) {
    return r.state == RequestState::handed_over || (r.state == RequestState::released && dice_.percent(30)) || dice_.in_thousand(1);
  });
  if (request == nullptr) return std::nullopt;
  Settle out{request->first, request->second.ward, request->second.amount, today(), new_references()};
  if (dice_.percent(20)) out.value_date = request->second.released.value_or(today()) - static_cast<Day>(dice_.between(-1, 1));
  if (dice_.percent(2)) ++out.amount.minor;
  if (dice_.percent(1)) out.amount.currency = Currency::jpy;
  if (dice_.percent(1)) out.ward = any(m().wards)->first;
  return by(Role::bank_system, out);
}

/// For what was paid; half of them only when they are long late.
Generator::Made Generator::receipt() {
  const auto* request = any(m().requests, [&](const Request& r) {
    const bool waits = r.place % 2 == 0 && (!r.settled || today() < *r.settled + m().rulebook.receipt_days + 40);
    return (r.released && !r.gone() && !r.receipt && !waits) || dice_.in_thousand(2);
  });
  if (request == nullptr) return std::nullopt;
  const Request& r = request->second;
  FileReceipt out{r.ward, request->first, dice_.name(), r.payee, r.amount, today()};
  if (dice_.in_thousand(10)) out.document = {};
  if (dice_.percent(1)) out.request = dice_.name();
  if (dice_.percent(1)) out.amount.minor = 0;
  if (dice_.percent(1)) out.amount.currency = Currency::jpy;
  if (dice_.percent(1)) out.ward = any(m().wards)->first;
  const auto* guardian = any(m().principals, [&](const Principal& p) { return p.role == Role::guardian && (p.person == r.requester || dice_.in_thousand(3)); });
  if (guardian == nullptr || dice_.percent(35)) return by(Role::trust_officer, out);
  return by(guardian->first, out);
}

Generator::Made Generator::reject() {
  const auto* request = any(m().requests, [&](const Request& r) {
    return r.state == RequestState::handed_over || r.state == RequestState::released || dice_.in_thousand(1);
  });
  if (request == nullptr) return std::nullopt;
  return by(Role::bank_system, RejectPayment{request->first, request->second.ward, dice_.percent(98) ? "AC04" : "", new_references()});
}

}  // namespace katiwala::model
