// What happens, and what it comes to. Shares and income: shares.cpp.
#include "tests/model/exact/reckoning/books.h"

#include <algorithm>

namespace reckoning {
namespace {

bool is_wards(Kind kind) { return kind == Kind::principal || kind == Kind::income || kind == Kind::reserved; }
bool has_floor(Kind kind) { return kind != Kind::awarded && kind != Kind::granted; }

std::string shown(const Name& name) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < 4; ++i) out.append({kHex[name[i] >> 4], kHex[name[i] & 15]});
  return out;
}

}  // namespace

Whole Books::balance(Kind kind, const Name& owner, const std::string& currency) const {
  const auto found = balances_.find({kind, owner, currency});
  return found == balances_.end() ? Whole(0) : found->second;
}

Whole Books::held(const Name& ward, const std::string& currency) const {
  return balance(Kind::principal, ward, currency) + balance(Kind::income, ward, currency) + balance(Kind::reserved, ward, currency);
}

void Books::post(Entry& entry, Kind kind, const Name& owner, const std::string& currency, const Whole& change) {
  if (change == 0) return;
  const Account account{kind, owner, currency};
  entry.changes.push_back({account, change});
  if ((balances_[account] += change) == 0) balances_.erase(account);
  if (is_wards(kind)) ends_[{owner, currency}][today_] = held(owner, currency);
}

void Books::entitle(Entry& entry, const Name& ward, const std::string& currency, const Exact& exact, const Exact& apart) {
  entry.entitlements.push_back({ward, currency, {exact, apart}});
  Entitled& hers = entitled_[{ward, currency}];
  hers.exact += exact;
  hers.apart += apart;
}

void Books::award(const Name& order, const Name& award, const Name& ward, const Money& amount) {
  std::vector<Award>& awards = orders_[order];
  awards.push_back({award, ward, amount});
  std::ranges::sort(awards, {}, &Award::award);
  Entry entry;
  post(entry, Kind::awarded, award, amount.currency, -amount.minor);
  post(entry, Kind::outstanding, award, amount.currency, amount.minor);
}

void Books::court_order(const Name& order, const Money& cap) {
  Entry entry;
  post(entry, Kind::granted, order, cap.currency, -cap.minor);
  post(entry, Kind::cap, order, cap.currency, cap.minor);
}

void Books::receive(std::uint64_t number, const Name& credit, const Name& pool, const Money& amount, const Whole& charges) {
  credits_[credit] = {pool, amount, charges, amount.minor};
  Entry entry;
  post(entry, Kind::bank, pool, amount.currency, amount.minor);
  post(entry, Kind::suspense, pool, amount.currency, amount.minor);
  keep(number, std::move(entry));
}

void Books::resolve(const Name& credit, const Whole& amount) {
  Credit& from = credits_.at(credit);
  from.left -= amount;
  Entry entry;
  post(entry, Kind::suspense, from.pool, from.amount.currency, -amount);
  post(entry, Kind::bank, from.pool, from.amount.currency, -amount);
}

Exact Books::exchanged(const Money& sold, const Exact& rate, std::string_view into) {
  return ratio(sold.minor * units_of(into), units_of(sold.currency)) * rate;
}

Whole Books::bought(const Money& sold, const Exact& rate, std::string_view into) const {
  const Exact exact = exchanged(sold, rate, into);
  if (fault_ == Fault::rate_half_up) return floor_of(exact + Exact(1, 2));
  return fault_ == Fault::rate_cut ? floor_of(exact) : half_even(exact);
}

void Books::convert(std::uint64_t number, const Name& ward, const Money& sold, const Exact& rate, std::string_view into, const Whole& charge) {
  const Name& pool = pool_of_.at(ward);
  const std::string currency(into);
  const Whole gets = bought(sold, rate, into) - charge;
  Entry entry;
  post(entry, Kind::principal, ward, sold.currency, -sold.minor);
  post(entry, Kind::bank, pool, sold.currency, -sold.minor);
  post(entry, Kind::principal, ward, currency, gets);
  post(entry, Kind::bank, pool, currency, gets);
  entitle(entry, ward, sold.currency, -Exact(sold.minor), 0);
  entitle(entry, ward, currency, exchanged(sold, rate, into) - charge, Exact(1, 2));
  keep(number, std::move(entry));
}

/// Income first. Returns what came from it.
Whole Books::draw(Entry& entry, const Name& ward, const Money& amount) {
  const Kind first = fault_ == Fault::principal_first ? Kind::principal : Kind::income, second = first == Kind::income ? Kind::principal : Kind::income;
  const Whole of_first = std::min(balance(first, ward, amount.currency), amount.minor);
  post(entry, first, ward, amount.currency, -of_first);
  post(entry, second, ward, amount.currency, of_first - amount.minor);
  return first == Kind::income ? of_first : Whole(amount.minor - of_first);
}

void Books::charge(std::uint64_t number, const Name& ward, const Money& amount) {
  Entry entry;
  draw(entry, ward, amount);
  post(entry, Kind::bank, pool_of_.at(ward), amount.currency, -amount.minor);
  entitle(entry, ward, amount.currency, -Exact(amount.minor), 0);
  keep(number, std::move(entry));
}

void Books::fee(std::uint64_t number, const Name& ward, const Money& amount) {
  Entry entry;
  post(entry, Kind::income, ward, amount.currency, -amount.minor);
  post(entry, Kind::fee, pool_of_.at(ward), amount.currency, amount.minor);
  entitle(entry, ward, amount.currency, -Exact(amount.minor), 0);
  keep(number, std::move(entry));
}

void Books::remit(std::uint64_t number, const Name& pool, Kind from, const Money& amount) {
  Entry entry;
  post(entry, from, pool, amount.currency, -amount.minor);
  post(entry, Kind::bank, pool, amount.currency, -amount.minor);
  keep(number, std::move(entry));
}

void Books::move_cap(Entry& entry, const Request& request, Kind from, Kind to) {
  post(entry, from, request.order, request.amount.currency, -request.amount.minor);
  post(entry, to, request.order, request.amount.currency, request.amount.minor);
}

void Books::reserve(const Name& name, const Name& ward, const Name& order, const Money& amount) {
  Entry entry;
  Request request{ward, order, amount, draw(entry, ward, amount)};
  post(entry, Kind::reserved, ward, amount.currency, amount.minor);
  move_cap(entry, request, Kind::cap, Kind::cap_reserved);
  requests_[name] = std::move(request);
}

void Books::release(const Name& name) {
  const Request& request = requests_.at(name);
  Entry entry;
  post(entry, Kind::reserved, request.ward, request.amount.currency, -request.amount.minor);
  post(entry, Kind::transit, pool_of_.at(request.ward), request.amount.currency, request.amount.minor);
  entitle(entry, request.ward, request.amount.currency, -Exact(request.amount.minor), 0);
}

void Books::settle(const Name& name) {
  const Request& request = requests_.at(name);
  const Name& pool = pool_of_.at(request.ward);
  Entry entry;
  post(entry, Kind::transit, pool, request.amount.currency, -request.amount.minor);
  post(entry, Kind::bank, pool, request.amount.currency, -request.amount.minor);
  move_cap(entry, request, Kind::cap_reserved, Kind::cap_used);
}

/// Where it was drawn from.
void Books::put_back(Entry& entry, const Request& request) {
  const Whole income = fault_ == Fault::return_to_principal ? Whole(0) : request.from_income;
  post(entry, Kind::income, request.ward, request.amount.currency, income);
  post(entry, Kind::principal, request.ward, request.amount.currency, request.amount.minor - income);
  entitle(entry, request.ward, request.amount.currency, Exact(request.amount.minor), 0);
}

void Books::reject(const Name& name) {
  const Request& request = requests_.at(name);
  Entry entry;
  post(entry, Kind::transit, pool_of_.at(request.ward), request.amount.currency, -request.amount.minor);
  put_back(entry, request);
  if (fault_ != Fault::cap_not_restored) move_cap(entry, request, Kind::cap_reserved, Kind::cap);
}

void Books::give_back(const Name& name, const Whole& refunded) {
  const Request& request = requests_.at(name);
  const Name& pool = pool_of_.at(request.ward);
  Entry entry;
  post(entry, Kind::bank, pool, request.amount.currency, request.amount.minor);
  put_back(entry, request);
  if (fault_ != Fault::cap_not_restored) move_cap(entry, request, Kind::cap_used, Kind::cap);
  if (fault_ == Fault::refund_lost) return;
  post(entry, Kind::bank, pool, request.amount.currency, refunded);
  post(entry, Kind::principal, request.ward, request.amount.currency, refunded);
  entitle(entry, request.ward, request.amount.currency, Exact(refunded), 0);
}

bool Books::can_undo(std::uint64_t number) const {
  Balances after;
  for (const Change& change : entries_.at(number).changes) {
    const auto [at, added] = after.try_emplace(change.account, balance(change.account.kind, change.account.owner, change.account.currency));
    at->second -= change.minor;
  }
  return std::ranges::all_of(after, [](const auto& row) { return !has_floor(row.first.kind) || row.second >= 0; });
}

void Books::undo(std::uint64_t number) {
  const Entry done = entries_.at(number);
  entries_.erase(number);
  Entry undone;
  for (const Change& change : done.changes) post(undone, change.account.kind, change.account.owner, change.account.currency, -change.minor);
  for (const Entitlement& one : done.entitlements) entitle(undone, one.ward, one.currency, -one.change.exact, -one.change.apart);
  if (done.matched) credits_.at(*done.matched).left = credits_.at(*done.matched).amount.minor;
}

std::string Books::unbalanced() const {
  std::map<std::pair<Name, std::string>, Whole> over;
  for (const auto& [account, minor] : balances_) {
    if (account.kind == Kind::bank) over[{account.owner, account.currency}] += minor;
    else if (is_wards(account.kind)) over[{pool_of_.at(account.owner), account.currency}] -= minor;
    else if (account.kind < Kind::awarded) over[{account.owner, account.currency}] -= minor;
    if (has_floor(account.kind) && minor < 0) return "an account below zero, of " + shown(account.owner) + " in " + account.currency;
  }
  for (const auto& [pool, minor] : over)
    if (minor != 0) return "pool " + shown(pool.first) + " in " + pool.second + " is off by " + minor.str();
  return {};
}

std::string Books::drifted() const {
  for (const auto& [whose, hers] : entitled_) {
    const Exact apart = abs(Exact(held(whose.first, whose.second)) - hers.exact);
    if (apart <= hers.apart) continue;
    return "ward " + shown(whose.first) + " in " + whose.second + " is " + apart.str() + " from what is hers, and " + hers.apart.str() + " is explained";
  }
  return {};
}

std::string Books::wrong() const {
  const std::string sums = unbalanced();
  return sums.empty() ? drifted() : sums;
}

}  // namespace reckoning
