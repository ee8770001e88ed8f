// One break put into accounts that are made up, and where it was put. No two touch the same entry.
#include <algorithm>

#include "tests/audit/daily/made.h"

namespace katiwala::audit::daily::testing {
namespace {

using custody::MarkValue;

constexpr std::size_t kAccountsAPool = std::size(kMadeCurrencies);

class Injector {
 public:
  Injector(Made& made, Draw& draw, Injected what) : made_(made), draw_(draw), what_(what) {}

  std::vector<Put> inject() {
    if (what_ == Injected::nothing) return {};
    if (const auto at = pick([this](const MadeAccount& account, const Movement& one) { return fits(account, one); })) inject_at(*at);
    return std::move(puts_);
  }

 private:
  struct Place {
    std::size_t account, line;
  };
  /// A movement, at random, that nothing touched and of which `wanted` is true.
  template <class Wanted>
  std::optional<Place> pick(Wanted wanted) {
    std::vector<Place> all;
    for (std::size_t a = 0; a < made_.accounts.size(); ++a)
      for (std::size_t i = 0; i < made_.accounts[a].moved.size(); ++i)
        if (const Movement& one = made_.accounts[a].moved[i]; !one.touched && wanted(made_.accounts[a], one)) all.push_back({a, i});
    if (all.empty()) return std::nullopt;
    return all[draw_.index(all.size())];
  }

  [[nodiscard]] bool fits(const MadeAccount& account, const Movement& one) const {
    switch (what_) {
      case Injected::missing_at_bank:
      case Injected::doubled_in_book:
      case Injected::doubled_at_bank:
      case Injected::centavo_in_book:
      case Injected::centavo_at_bank: return !one.book.references.empty();
      case Injected::wrong_currency: return !one.book.references.empty() && one.book.what != "convert";  // its other leg stands there by right
      case Injected::swapped_wards: return one.book.ward.has_value() && one.book.what != "convert";
      case Injected::between_statements: return account.between.is_zero();
      case Injected::sub_ledger: return account.held_wrong.is_zero();
      case Injected::credit_to_other_pool: return one.book.what == "receive_credit" && made_.pools.size() > 1;
      case Injected::payment_from_other_pool: return one.book.what == "settle" && made_.pools.size() > 1;
      default: return true;
    }
  }

  void put(std::size_t account, std::vector<std::uint64_t> entries, std::vector<std::string> places) {
    puts_.push_back({what_, account, std::move(entries), std::move(places)});
  }

  /// Also the other leg of a conversion.
  void touch(std::uint64_t entry) {
    for (MadeAccount& account : made_.accounts)
      for (Movement& one : account.moved)
        if (one.book.entry == entry) one.touched = true;
  }

  void add(std::size_t account, Movement one) {
    one.touched = true;
    made_.accounts[account].moved.push_back(std::move(one));
  }

  void inject_at(const Place& at) {
    MadeAccount& account = made_.accounts[at.account];
    Movement& one = account.moved[at.line];
    const Currency currency = account.currency();
    switch (what_) {
      case Injected::off_ledger_cash: return take_cash(at.account);
      case Injected::between_statements:
        account.between = Amount(currency, 1'000 + draw_.below(5'000));
        account.between_from = account.agreed + 1 + draw_.below(kLastDay.days() - account.agreed.days());
        return put(at.account, {}, {});
      case Injected::sub_ledger:
        account.held_wrong = Amount(currency, draw_.below(2) == 0 ? 1 : -10'000);
        return put(at.account, {}, {});
      case Injected::swapped_wards: return swap_wards(account, at);
      default: break;
    }
    touch(one.book.entry);
    switch (what_) {
      case Injected::missing_in_book:
        one.booked = false;
        return put(at.account, {}, {one.bank.place});
      case Injected::missing_at_bank:
        one.at_bank = false;
        return put(at.account, {one.book.entry}, {});
      case Injected::doubled_in_book: return double_book(at);
      case Injected::doubled_at_bank: return double_bank(at);
      case Injected::centavo_in_book: return change(at, one.book.change);
      case Injected::centavo_at_bank: return change(at, one.bank.change);
      case Injected::wrong_currency: return book_elsewhere(at, at.account / kAccountsAPool * kAccountsAPool + (at.account + 1) % kAccountsAPool);
      case Injected::credit_to_other_pool: return book_elsewhere(at, of_other_pool(at.account));
      case Injected::payment_from_other_pool: return pay_elsewhere(at);
      default: return;
    }
  }

  void change(const Place& at, Amount& side) {
    side += Amount(side.currency(), draw_.below(2) == 0 ? 1 : -1);
    const Movement& one = made_.accounts[at.account].moved[at.line];
    put(at.account, {one.book.entry}, {one.bank.place});
  }

  void double_book(const Place& at) {
    Movement again = made_.accounts[at.account].moved[at.line];
    again.at_bank = false;
    again.book.entry = ++made_.entries;
    if (draw_.below(2) == 0) again.book.references = {draw_.fresh<MarkValue>()};
    put(at.account, {again.book.entry}, {});
    add(at.account, std::move(again));
  }

  void double_bank(const Place& at) {
    Movement again = made_.accounts[at.account].moved[at.line];
    again.booked = false;
    again.bank.place += "/again";
    put(at.account, {}, {again.bank.place});
    add(at.account, std::move(again));
  }

  [[nodiscard]] std::size_t of_other_pool(std::size_t account) {
    const std::size_t pool = account / kAccountsAPool, other = (pool + 1 + draw_.index(made_.pools.size() - 1)) % made_.pools.size();
    return other * kAccountsAPool + account % kAccountsAPool;
  }

  /// The book has it on an account that is not the one the bank moved.
  void book_elsewhere(const Place& at, std::size_t to) {
    Movement& one = made_.accounts[at.account].moved[at.line];
    Movement elsewhere = one;
    one.booked = elsewhere.at_bank = false;
    elsewhere.book.change = Amount(made_.accounts[to].currency(), one.book.change.minor());
    for (const std::size_t account : {at.account, to}) put(account, {one.book.entry}, {one.bank.place});
    add(to, std::move(elsewhere));
  }

  /// The bank took it from an account that is not the one the book has it on; on a day that that account's statements are of.
  void pay_elsewhere(const Place& at) {
    Movement& one = made_.accounts[at.account].moved[at.line];
    const std::size_t from = of_other_pool(at.account);
    Movement elsewhere = one;
    one.at_bank = elsewhere.booked = false;
    elsewhere.bank.day = std::max(one.bank.day, made_.accounts[from].agreed + 1);
    for (const std::size_t account : {at.account, from}) put(account, {one.book.entry}, {one.bank.place});
    add(from, std::move(elsewhere));
  }

  void swap_wards(MadeAccount& account, const Place& at) {
    Movement& a = account.moved[at.line];
    for (Movement& b : account.moved) {
      if (b.touched || !b.book.ward || *b.book.ward == *a.book.ward || b.book.what == "convert") continue;
      std::swap(a.book.ward, b.book.ward);
      for (const Movement* one : {&a, &b}) put(at.account, {one->book.entry}, {});
      touch(a.book.entry);
      touch(b.book.entry);
      return;
    }
  }

  void take_cash(std::size_t at) {
    const MadeAccount& account = made_.accounts[at];
    Movement cash;
    cash.booked = false;
    cash.bank = {"/report[1]/entry[cash " + std::to_string(++made_.places) + "]", kLastDay - draw_.below(kLastDay.days() - account.agreed.days()),
                 Amount(account.currency(), -(1 + draw_.below(9)) * 1'250), {draw_.fresh<MarkValue>()}, Nature::other};
    put(at, {}, {cash.bank.place});
    add(at, std::move(cash));
  }

  Made& made_;
  Draw& draw_;
  Injected what_;
  std::vector<Put> puts_;
};

}  // namespace

std::vector<Put> put_in(Made& made, Draw& draw, Injected what) { return Injector(made, draw, what).inject(); }

BreakKind kind_of(Injected what) {
  switch (what) {
    case Injected::missing_in_book: return BreakKind::missing_in_book;
    case Injected::missing_at_bank: return BreakKind::missing_at_bank;
    case Injected::doubled_in_book:
    case Injected::doubled_at_bank: return BreakKind::doubled;
    case Injected::centavo_in_book:
    case Injected::centavo_at_bank: return BreakKind::amount;
    case Injected::wrong_currency:
    case Injected::credit_to_other_pool:
    case Injected::payment_from_other_pool: return BreakKind::wrong_account;
    case Injected::swapped_wards: return BreakKind::wrong_ward;
    case Injected::off_ledger_cash: return BreakKind::off_ledger;
    case Injected::between_statements: return BreakKind::opening;
    case Injected::sub_ledger: return BreakKind::sub_ledger;
    case Injected::nothing: break;
  }
  return BreakKind::unexplained;
}

std::string_view name_of(Injected what) {
  constexpr std::string_view kNames[] = {"nothing", "missing in the book", "missing at the bank", "doubled in the book", "doubled at the bank",
                                         "a centavo in the book", "a centavo at the bank", "wrong currency", "swapped wards", "off-ledger cash",
                                         "between statements", "sub-ledger", "credit to another pool", "payment from another pool"};
  return kNames[static_cast<std::size_t>(what)];
}

}  // namespace katiwala::audit::daily::testing
