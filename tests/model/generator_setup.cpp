// Pools, orders and their victims, guardians, payees, court orders.
#include <algorithm>

#include "tests/model/generator.h"

namespace katiwala::model {

using namespace reference;

Generator::Made Generator::open_pool() {
  if (m().pools.size() >= 4 && dice_.percent(90)) return std::nullopt;
  OpenPool out;
  out.pool = dice_.name();
  out.bank = "TESTBANK";
  out.code = "POOL" + std::to_string(dice_.roll(12));
  if (dice_.percent(8)) out.product = static_cast<Product>(dice_.roll(4));
  out.accounts.push_back({Currency::php, dice_.name()});
  for (const Currency more : {Currency::usd, Currency::eur, Currency::jpy, Currency::kwd})
    if (more == Currency::usd || dice_.percent(40)) out.accounts.push_back({more, dice_.name()});
  if (dice_.percent(5)) out.accounts.push_back(out.accounts.front());
  return by(Role::trust_officer, out);
}

Generator::Made Generator::open_ward() {
  const auto* pool = any(m().pools);
  if (pool == nullptr || (m().wards.size() >= 36 && dice_.percent(90))) return std::nullopt;
  OpenWard out;
  out.ward = dice_.name();
  out.pool = pool->first;
  // Some come of age within the history, some of them on a leap day.
  if (dice_.percent(12)) out.born_latest = day_of(2008, 2, 29);
  else if (dice_.percent(35)) out.born_latest = day_of(2008, 3, 1) + static_cast<Day>(dice_.roll(700));
  else out.born_latest = day_of(2010, 2, 1) + static_cast<Day>(dice_.roll(4000));
  out.born_earliest = out.born_latest - static_cast<Day>(dice_.percent(90) ? 0 : dice_.roll(300));
  if (dice_.percent(2)) out.born_earliest = out.born_latest + 1;
  out.instrument = !dice_.percent(3);
  if (dice_.percent(2)) out.pool = dice_.name();
  if (dice_.percent(2) && !m().wards.empty()) out.ward = any(m().wards)->first;
  return by(Role::trust_officer, out);
}

Generator::Made Generator::record_order() {
  const auto* pool = any(m().pools);
  if (pool == nullptr) return std::nullopt;
  std::vector<Name> victims;
  for (const auto& [name, ward] : m().wards)
    if (ward.pool == pool->first || dice_.in_thousand(10)) victims.push_back(name);
  if (victims.empty()) return std::nullopt;
  const Currency currency = dice_.pick(pool->second.cash).currency;
  const std::size_t count = dice_.percent(50) ? 1 : 1 + dice_.roll(4);
  const std::int64_t most = currency == Currency::php ? 90'000'000 : currency == Currency::jpy ? 3'000'000 : 4'000'000;
  RecordOrder out;
  out.order = dice_.name();
  out.country = dice_.percent(97) ? "US" : "U";
  out.dated = today() - static_cast<Day>(dice_.percent(97) ? dice_.roll(200) : 0) + (dice_.percent(2) ? 1 : 0);
  out.total = {currency, 0};
  std::vector<RecordAward> awards;
  for (std::size_t i = 0; i < count; ++i) {
    awards.push_back({dice_.name(), out.order, dice_.pick(victims), {currency, dice_.between(most / 10, most)}});
    out.total.minor += awards.back().amount.minor;
  }
  planned_[out.order] = awards;
  return by(Role::trust_officer, out);
}

Generator::Made Generator::record_award() {
  const auto* order = any(m().orders, [](const Order& o) { return o.allocated < o.total.minor; });
  if (order == nullptr || planned_[order->first].empty()) return std::nullopt;
  const auto& planned = planned_[order->first];
  RecordAward out = dice_.pick(planned);
  if (dice_.percent(4)) ++out.amount.minor;
  if (order->second.awards.contains(out.award) && dice_.percent(90)) return std::nullopt;
  if (dice_.percent(2)) {
    // An award that another order has, perhaps in another currency.
    const auto* other = any(m().orders, [](const Order& o) { return !o.awards.empty(); });
    if (other != nullptr) out.award = other->second.awards.begin()->first;
  }
  if (dice_.percent(1)) out.ward = dice_.name();
  return by(Role::trust_officer, out);
}

Generator::Made Generator::appoint() {
  const auto* ward = any(m().wards, [&](const Ward& w) {
    const bool nobody = std::none_of(w.guardians.begin(), w.guardians.end(), [](const Guardian& g) { return g.acting(); });
    return (nobody && !w.adult) || dice_.percent(8);
  });
  const auto* guardian = any(m().principals, [](const Principal& p) { return p.role == Role::guardian && !p.revoked; });
  if (ward == nullptr || guardian == nullptr) return std::nullopt;
  AppointGuardian out;
  out.ward = ward->first;
  out.person = dice_.percent(96) ? guardian->second.person : some_person();
  out.kind = dice_.percent(45) ? GuardianKind::parent : GuardianKind::court_appointed;
  if (dice_.percent(85)) out.letters = today() - static_cast<Day>(dice_.percent(50) ? 0 : dice_.between(-5, 330));
  if (dice_.percent(1)) out.letters = today() + 400;
  if (dice_.percent(40)) out.bond_ordered = Money{Currency::php, dice_.between(0, 40) * 5'000'00};
  if (dice_.percent(60)) out.no_other_property = true;
  else if (dice_.percent(60)) out.other_property = Money{Currency::php, dice_.between(0, 60'000'00)};
  if (dice_.percent(3)) out.other_property = Money{Currency::usd, 100};
  out.marks = some_marks();
  return by(Role::trust_officer, out);
}

Generator::Made Generator::change_guardian() {
  const auto* ward = any(m().wards, [&](const Ward& w) {
    const auto waits = [](const Guardian& g) { return g.standing == Standing::suspended; };
    return !w.guardians.empty() && (dice_.percent(30) || std::any_of(w.guardians.begin(), w.guardians.end(), waits));
  });
  if (ward == nullptr) return std::nullopt;
  const Guardian& guardian = dice_.pick(ward->second.guardians);
  if (guardian.acting() && dice_.percent(85)) return std::nullopt;  // most stay
  ChangeGuardian out;
  out.ward = ward->first;
  out.person = dice_.percent(98) ? guardian.person : dice_.name();
  out.dated = today() - static_cast<Day>(dice_.percent(85) ? 0 : dice_.between(-1, 12));
  out.document = dice_.percent(95);
  out.reason = dice_.percent(98) ? "ordered by the court" : "";
  constexpr Standing kLeaves[] = {Standing::suspended, Standing::removed, Standing::resigned};
  if (guardian.acting()) out.to = kLeaves[dice_.roll(3)];
  else if (guardian.standing == Standing::suspended) out.to = dice_.percent(70) ? Standing::active : Standing::removed;
  else out.to = Standing::discharged;
  if (dice_.percent(4)) out.to = static_cast<Standing>(dice_.roll(6));
  return by(dice_.percent(70) ? Role::trust_officer : Role::compliance, out);
}

Generator::Made Generator::bond() {
  const auto* ward = any(m().wards, [](const Ward& w) { return !w.guardians.empty(); });
  if (ward == nullptr) return std::nullopt;
  const Guardian& guardian = dice_.pick(ward->second.guardians);
  ApproveBond out;
  out.ward = ward->first;
  out.guardian = dice_.percent(98) ? guardian.person : dice_.name();
  out.approved = today() + static_cast<Day>(dice_.percent(85) ? -dice_.between(0, 20) : dice_.between(1, 20));
  out.amount = {Currency::php, dice_.between(1, 60) * 10'000'00};
  if (guardian.bond_ordered > 0 && dice_.percent(60)) out.amount.minor = guardian.bond_ordered - (dice_.percent(15) ? 1 : 0);
  if (guardian.kind == GuardianKind::parent && dice_.percent(40)) {
    // A tenth of the pesos she has, and a minor unit on either side.
    const std::int64_t held = m().balance(Book::principal, ward->first, Currency::php) + m().balance(Book::reserved, ward->first, Currency::php);
    out.amount.minor = std::max<std::int64_t>(1, (held + guardian.other_property) / 10 + dice_.between(-1, 1));
  }
  if (dice_.percent(2)) out.amount.currency = Currency::usd;
  return by(Role::trust_officer, out);
}

Generator::Made Generator::payee() {
  const auto* ward = any(m().wards, [&](const Ward& w) { return w.payees.size() < 3 || dice_.percent(3); });
  if (ward == nullptr) return std::nullopt;
  RegisterPayee out;
  out.ward = ward->first;
  out.payee = dice_.name();
  out.person = some_person();
  out.rail = static_cast<Rail>(dice_.roll(3));
  if (!ward->second.payees.empty() && dice_.percent(15)) out.person = any(ward->second.payees)->second.person;
  if (dice_.percent(12)) out.currency = dice_.pick(m().pools.at(ward->second.pool).cash).currency;
  if (dice_.percent(2)) out.currency = Currency::kwd;
  out.marks = some_marks();
  if (!ward->second.guardians.empty() && dice_.percent(40)) {
    const Name person = dice_.pick(ward->second.guardians).person;
    const auto* guardian = any(m().principals, [&](const Principal& p) { return p.person == person && p.role == Role::guardian; });
    if (guardian != nullptr) return by(guardian->first, out);
  }
  return by(Role::trust_officer, out);
}

Generator::Made Generator::change_payee() {
  const auto* ward = any(m().wards, [](const Ward& w) { return !w.payees.empty(); });
  if (ward == nullptr) return std::nullopt;
  const auto* payee = any(ward->second.payees);
  // Who is about to be paid, more often.
  const auto* waits = any(m().requests, [](const Request& r) { return r.state == RequestState::asked || r.state == RequestState::approved; });
  if (waits != nullptr && dice_.percent(50)) {
    const auto hers = m().wards.find(waits->second.ward);
    const auto paid = hers == m().wards.end() ? ward->second.payees.end() : hers->second.payees.find(waits->second.payee);
    if (hers == m().wards.end() || paid == hers->second.payees.end()) return std::nullopt;
    ward = &*hers;
    payee = &*paid;
  }
  ChangePayee out;
  out.ward = ward->first;
  out.payee = dice_.percent(98) ? payee->first : dice_.name();
  out.details = dice_.percent(92) ? dice_.name() : payee->second.details;
  if (dice_.percent(80)) out.marks = some_marks();
  if (dice_.percent(20)) out.rail = static_cast<Rail>(dice_.roll(3));
  return by(Role::trust_officer, out);
}

Generator::Made Generator::budget() {
  const auto* ward = any(m().wards, [](const Ward& w) { return w.budgets.size() < 6; });
  if (ward == nullptr) return std::nullopt;
  SetBudget out;
  out.ward = ward->first;
  out.budget = dice_.percent(98) || ward->second.budgets.empty() ? dice_.name() : dice_.pick(ward->second.budgets).first;
  out.purpose = static_cast<Purpose>(dice_.roll(3));
  out.from = today() + static_cast<Day>(dice_.between(-10, 10));
  out.to = out.from + static_cast<Day>(dice_.between(dice_.percent(5) ? -12 : 0, 60));
  out.amount = {Currency::php, dice_.between(1, 40) * 2'000'00};
  if (dice_.percent(3)) out.amount.currency = Currency::usd;
  if (!ward->second.court_orders.empty() && dice_.percent(30)) {
    const auto* order = any(ward->second.court_orders);
    out.court_order = order->first;
    if (order->second.purpose && dice_.percent(85)) out.purpose = *order->second.purpose;
    if (dice_.percent(30)) out.amount.minor = order->second.cap.minor + dice_.between(0, 1);
  }
  if (dice_.percent(2)) out.court_order = dice_.name();
  return by(Role::trust_officer, out);
}

Generator::Made Generator::court_order() {
  const auto* ward = any(m().wards, [](const Ward& w) { return w.court_orders.size() < 4; });
  if (ward == nullptr) return std::nullopt;
  RecordCourtOrder out;
  out.ward = ward->first;
  out.order = dice_.name();
  out.dated = today() - static_cast<Day>(dice_.percent(60) ? dice_.between(0, 29) : dice_.between(-1, 420));
  if (dice_.percent(25)) out.expires = out.dated + static_cast<Day>(dice_.between(-2, 200));
  out.cap = {Currency::php, dice_.between(1, dice_.percent(20) ? 200 : 100) * 5'000'00};
  if (dice_.percent(5)) out.cap.currency = Currency::usd;
  out.final_judgment = dice_.percent(20);
  if (out.final_judgment && !ward->second.awards.empty() && dice_.percent(70)) {
    // Of the money that she was awarded, as much as some of the payments.
    const Money& awarded = any(ward->second.awards)->second.amount;
    out.cap = {awarded.currency, dice_.between(1, std::max<std::int64_t>(2, awarded.minor))};
  }
  if (dice_.percent(30)) out.purpose = static_cast<Purpose>(dice_.roll(3));
  if (dice_.percent(30) && !ward->second.payees.empty()) out.payee = any(ward->second.payees)->first;
  if (dice_.percent(2)) out.payee = dice_.name();
  out.document = !dice_.percent(4);
  out.docket = !dice_.percent(4);
  if (dice_.percent(3)) {
    const auto* other = any(m().wards, [](const Ward& w) { return !w.court_orders.empty(); });
    if (other != nullptr) out.order = any(other->second.court_orders)->first;
  }
  return by(Role::trust_officer, out);
}

}  // namespace katiwala::model
