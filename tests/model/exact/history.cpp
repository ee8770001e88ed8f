#include "tests/model/exact/history.h"

#include <algorithm>

namespace katiwala::model::exact {

using namespace custody;
using reckoning::Kind;
using reckoning::Money;
using reckoning::Whole;

Currency currency(const std::string& code) { return *Currency::parse(code); }
Amount amount(const Money& money) { return Amount(currency(money.currency), money.minor.convert_to<std::int64_t>()); }

Whole Chance::up_to(const Whole& most) {
  if (percent(8)) return most;
  const Whole bound = percent(15) ? std::min(most, Whole(9)) : percent(30) ? std::min(most, Whole(20'000)) : most;
  return 1 + Whole(next()) % bound;
}

History::History(std::uint64_t seed, reckoning::Fault fault) : chance_(seed), books_(fault) { open(); }

void History::open() {
  for (const auto& [code, pesos] : {std::pair{"USD", "58.2350"}, std::pair{"EUR", "68.9125"}, std::pair{"JPY", "0.3871"}})
    office_.told("officer-1", RecordRate{*Rate::parse(currency(code), currency("PHP"), pesos), office_.today(), "invented"});
  books_.today(office_.today().days());
  open_pool({"PHP", "USD", "JPY"}, 3 + static_cast<int>(chance_.below(2)));
  open_pool({"PHP", "EUR", "USD"}, 2 + static_cast<int>(chance_.below(2)));
}

void History::open_pool(std::vector<std::string> currencies, int wards) {
  OpenPool c;
  c.pool = office_.draw<PoolTag>();
  c.bank = "TESTBANK";
  c.code = "POOL" + std::to_string(pools_.size() + 1);
  for (const std::string& code : currencies) c.accounts.push_back({currency(code), {MarkKind::account, office_.reference().value}, office_.in_vault()});
  office_.arranged(c);
  pools_.push_back({c.pool, std::move(currencies)});
  for (int i = 0; i < wards; ++i) open_ward(pools_.size() - 1);
}

/// With a payee and a court's order for what she needs, in pesos and dollars.
void History::open_ward(std::size_t pool) {
  OpenWard c;
  c.ward = office_.draw<WardTag>();
  c.pool = pools_[pool].id;
  c.born_earliest = c.born_latest = *CivilDate::parse("2013-05-20");
  c.trust_instrument = office_.document();
  office_.arranged(c);
  books_.open_ward(c.ward.bytes, c.pool.bytes);
  Ward ward{c.ward, pool};
  for (const char* code : {"PHP", "USD"}) {
    RegisterPayee payee;
    payee.ward = c.ward;
    payee.payee = office_.draw<PayeeTag>();
    payee.person = office_.draw<PersonTag>();
    payee.payee_kind = PayeeKind::landlord;
    payee.currency = currency(code);
    payee.details = office_.in_vault();
    office_.arranged(payee);
    RecordCourtOrder order;
    order.ward = c.ward;
    order.order = office_.draw<CourtOrderTag>();
    order.dated = office_.today();
    order.cap = amount({code, 10'000'000'00});
    order.document = office_.document();
    order.docket = office_.in_vault();
    office_.arranged(order);
    books_.court_order(order.order.bytes, {code, 10'000'000'00});
    ward.payees[code] = payee.payee;
    ward.orders[code] = order.order;
  }
  wards_.push_back(std::move(ward));
}

/// The last order of that pool and currency under which something is outstanding; one that is recorded now where there is none.
History::Order& History::open_order(const Pot& pot) {
  for (std::size_t i = orders_.size(); i > 0; --i)
    if (orders_[i - 1].pot == pot && outstanding(orders_[i - 1]) > 0) return orders_[i - 1];
  std::vector<std::size_t> victims;
  for (std::size_t i = 0; i < wards_.size(); ++i)
    if (wards_[i].pool == pot.pool) victims.push_back(i);
  if (chance_.percent(20)) victims.push_back(victims.front());  // two awards of one ward
  const std::vector<std::int64_t> ratio{5, 4, 3, 7, 1};
  const std::size_t style = chance_.below(4);
  const std::int64_t unit = static_cast<std::int64_t>(1 + chance_.below(style == 3 ? 7 : 400'000));
  RecordOrder c;
  c.order = office_.draw<OrderTag>();
  c.country = "US";
  c.dated = office_.today();
  c.document = office_.document();
  std::vector<std::int64_t> shares;
  for (std::size_t i = 0; i < victims.size(); ++i) {
    const std::int64_t odd = static_cast<std::int64_t>(1 + chance_.below(900'000));
    shares.push_back(style == 0 ? unit : style == 2 ? odd : unit * ratio[i % ratio.size()]);
  }
  std::int64_t total = 0;
  for (const std::int64_t one : shares) total += one;
  c.total = amount({pot.currency, total});
  office_.arranged(c);
  Order order{c.order, pot};
  for (std::size_t i = 0; i < victims.size(); ++i) {
    const AwardId award = office_.draw<AwardTag>();
    office_.arranged(RecordAward{award, c.order, wards_[victims[i]].id, amount({pot.currency, shares[i]})});
    books_.award(c.order.bytes, award.bytes, wards_[victims[i]].id.bytes, {pot.currency, shares[i]});
    order.awards.push_back(award);
  }
  orders_.push_back(std::move(order));
  return orders_.back();
}

Whole History::outstanding(const Order& order) const {
  Whole sum = 0;
  for (const AwardId& award : order.awards) sum += books_.balance(Kind::outstanding, award.bytes, order.pot.currency);
  return sum;
}

History::Pot History::any_pot() {
  const std::size_t pool = chance_.below(pools_.size());
  return {pool, chance_.any(pools_[pool].currencies)};
}

std::optional<History::Holding> History::any_holding(std::initializer_list<Kind> kinds) {
  std::vector<Holding> all;
  for (std::size_t i = 0; i < wards_.size(); ++i)
    for (const std::string& code : pools_[wards_[i].pool].currencies) {
      Whole sum = 0;
      for (const Kind kind : kinds) sum += books_.balance(kind, wards_[i].id.bytes, code);
      if (sum > 0) all.push_back({i, code, sum});
    }
  if (all.empty()) return std::nullopt;
  return chance_.any(all);
}

bool History::is(const Spoken& said, Outcome wanted, const std::string& what) {
  const bool as_wanted = wanted == Outcome::allow ? said.accepted() : said.outcome == wanted;
  ++asked_;
  ++counts_[what + (wanted == Outcome::allow ? "" : " " + std::string(name(wanted)))];
  if (!as_wanted) problem_ = what + ": " + std::string(name(wanted)) + " is wanted, " + std::string(name(said.outcome)) + " is said (" + said.why + ")";
  return as_wanted;
}

std::string History::compare() {
  const reckoning::Balances product = office_.balances();
  std::string out;
  std::size_t shown = 0;
  const auto show = [&](const reckoning::Account& account, const Whole& ledger, const Whole& reckoned) {
    if (ledger == reckoned || ++shown > 6) return;
    const auto kind = static_cast<book::AccountKind>(account.kind);
    out += "\n  " + std::string(name(kind)) + " of " + to_hex(ByteView(account.owner).first(4)) + " in " + account.currency;
    out += ": the ledger has " + ledger.str() + ", the reckoner " + reckoned.str();
  };
  for (const auto& [account, minor] : product) show(account, minor, books_.balance(account.kind, account.owner, account.currency));
  for (const auto& [account, minor] : books_.balances())
    if (!product.contains(account)) show(account, 0, minor);
  if (const std::string wrong = books_.wrong(); !wrong.empty()) out += "\n  " + wrong;
  return out;
}

void History::step() {
  struct Row {
    unsigned weight;
    void (History::*what)();
  };
  constexpr Row kRows[] = {{16, &History::receive}, {18, &History::match}, {3, &History::resolve}, {14, &History::convert}, {6, &History::interest},
                           {4, &History::run_interest}, {7, &History::charge}, {3, &History::fee}, {3, &History::remit}, {6, &History::undo},
                           {10, &History::request}, {9, &History::release}, {9, &History::answer}, {4, &History::give_back}, {5, &History::statement},
                           {7, &History::pass_time}};
  unsigned sum = 0;
  for (const Row& row : kRows) sum += row.weight;
  auto at = static_cast<unsigned>(chance_.below(sum));
  for (const Row& row : kRows) {
    if (at < row.weight) return (this->*row.what)();
    at -= row.weight;
  }
}

std::string History::play(std::size_t operations) {
  for (std::size_t i = 0; i < operations; ++i) {
    const Counts before = counts_;
    step();
    std::string differs = problem_.empty() ? compare() : "\n  " + problem_;
    if (differs.empty()) continue;
    std::string said;
    for (const auto& [what, count] : counts_) {
      const auto found = before.find(what);
      if (found == before.end() || found->second != count) said += (said.empty() ? "" : ", ") + what;
    }
    return "operation " + std::to_string(i + 1) + " (" + said + "):" + differs;
  }
  return {};
}

}  // namespace katiwala::model::exact
