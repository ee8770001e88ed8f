#include "tests/audit/daily/days.h"

#include <algorithm>

namespace katiwala::audit::daily::testing {
namespace {

using custody::MarkValue;
using custody::PoolId;
using custody::WardId;

const CivilDate kLast = *CivilDate::parse("2026-03-06");
constexpr const char* kCurrencies[] = {"PHP", "USD", "JPY"};

struct Account {
  AccountDay day;
  Amount start;                        ///< where book and bank agreed last
  Amount between;                      ///< moved at the bank between two statements
  CivilDate between_from;
  std::vector<BankLine> bank{};
};

class Maker {
 public:
  Maker(std::uint64_t seed, Injected injected) : random_(seed), injected_(injected) {}

  Days make() {
    const int pools = 1 + below(3);
    for (int p = 0; p < pools; ++p) open_pool();
    const int movements = 8 + below(40);
    for (int i = 0; i < movements; ++i) move();
    out_.movements = static_cast<std::size_t>(movements);
    inject();
    for (Account& account : accounts_) out_.accounts.push_back(close(account));
    return std::move(out_);
  }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  template <class T>
  T fresh() {
    T out{};
    for (auto& byte : out) byte = static_cast<std::uint8_t>(random_());
    return out;
  }

  void open_pool() {
    const PoolId pool{fresh<std::array<std::uint8_t, 16>>()};
    std::vector<WardId> wards;
    for (int w = 2 + below(4); w > 0; --w) wards.push_back(WardId{fresh<std::array<std::uint8_t, 16>>()});
    const int days = 1 + below(3);
    for (const char* code : kCurrencies) {
      const Currency currency = *Currency::parse(code);
      Account account{{pool, kLast, std::nullopt, Held(currency)}, Amount(currency, 5'000'000 + below(1'000'000)), zero(currency), {}};
      account.day.agreed = Statement{1, kLast - days, std::nullopt, account.start, std::nullopt};
      accounts_.push_back(std::move(account));
    }
    pools_.push_back({pool, wards, days});
  }

  Account& account(std::size_t pool, std::size_t currency) { return accounts_[pool * std::size(kCurrencies) + currency]; }

  struct Shape {
    const char* what;
    Nature nature;
    bool credit, of_ward;
  };

  /// One movement, on both sides.
  void move() {
    static constexpr Shape kShapes[] = {{"receive_credit", Nature::payment, true, false}, {"settle", Nature::payment, false, true}, {"record_charge", Nature::charge, false, true},
                                        {"record_interest", Nature::interest, true, true}, {"convert", Nature::conversion, false, true}};
    const Shape& shape = kShapes[below(5)];
    const auto pool = static_cast<std::size_t>(below(static_cast<int>(pools_.size())));
    const CivilDate day = kLast - below(pools_[pool].days);
    const WardId ward = pools_[pool].wards[static_cast<std::size_t>(below(static_cast<int>(pools_[pool].wards.size())))];
    const std::uint64_t entry = ++entries_;
    const std::vector<MarkValue> references{fresh<MarkValue>(), fresh<MarkValue>()};
    const auto currency = static_cast<std::size_t>(below(3));
    // Few amounts, so that equal ones meet on one day.
    const std::int64_t minor = (1 + below(6)) * 1'250;
    add(account(pool, currency), shape, entry, day, shape.credit ? minor : -minor, ward, references);
    if (shape.nature == Nature::conversion) add(account(pool, (currency + 1) % 3), shape, entry, day, minor * 58, ward, references);
  }

  void add(Account& to, const Shape& shape, std::uint64_t entry, CivilDate day, std::int64_t minor, const WardId& ward, const std::vector<MarkValue>& references) {
    BookLine book{entry, day, Amount(to.day.currency(), minor), shape.what, {references[0]}};
    BankLine bank{"/report[1]/entry[" + std::to_string(++places_) + "]", day, book.change, references, shape.nature};
    if (shape.of_ward) book.ward = book.meant = ward;
    if (shape.nature == Nature::payment && shape.of_ward) {
      book.request = custody::RequestId{fresh<std::array<std::uint8_t, 16>>()};
      bank.names = ward;
    }
    // Interest that an officer booked without the bank's reference; its amount is met once on its day.
    if (shape.nature == Nature::interest && below(4) == 0) {
      book.references.clear();
      book.change = bank.change = Amount(to.day.currency(), minor + static_cast<std::int64_t>(entry) * 7'000'000);
    }
    to.day.book.push_back(std::move(book));
    to.bank.push_back(std::move(bank));
  }

  /// Statements of every day since the last that agreed; the book as it then stands.
  AccountDay close(Account& from) {
    AccountDay out = std::move(from.day);
    Amount balance = from.start;
    for (CivilDate day = out.agreed->day + 1; day <= kLast; day = day + 1) {
      if (!from.between.is_zero() && day == from.between_from) balance += from.between;
      Statement statement{1000 + entries_, day, balance, balance, std::vector<BankLine>{}};
      for (const BankLine& line : from.bank) {
        if (line.day != day) continue;
        statement.lines->push_back(line);
        balance += line.change;
      }
      statement.closing = balance;
      out.statements.push_back(std::move(statement));
    }
    Held& held = out.held;
    held.bank = from.start;
    for (const BookLine& line : out.book) held.bank += line.change;
    held.suspense = Amount(out.currency(), 1'000);
    held.wards += held.bank - held.suspense;  // what was put there before stays wrong
    return out;
  }

  // -- what is put in

  struct Place {
    std::size_t account, line;
  };
  /// A line of the book, at random, of which `fits` is true; the bank's has the same index.
  template <class Fits>
  std::optional<Place> pick(Fits fits) {
    std::vector<Place> all;
    for (std::size_t a = 0; a < accounts_.size(); ++a)
      for (std::size_t i = 0; i < accounts_[a].day.book.size(); ++i)
        if (fits(accounts_[a].day.book[i])) all.push_back({a, i});
    if (all.empty()) return std::nullopt;
    return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
  }
  template <class Line>
  static void take_out(std::vector<Line>& lines, std::size_t at) { lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at)); }

  void put(std::size_t account, std::vector<std::uint64_t> entries, std::vector<std::string> places) { out_.puts.push_back({account, std::move(entries), std::move(places)}); }

  void inject() {
    const auto any = [](const BookLine&) { return true; };
    const auto known = [](const BookLine& line) { return !line.references.empty(); };
    const bool needs_reference = injected_ == Injected::centavo_in_book || injected_ == Injected::centavo_at_bank || injected_ == Injected::wrong_currency ||
                                 injected_ == Injected::missing_at_bank || injected_ == Injected::doubled_in_book || injected_ == Injected::doubled_at_bank;
    const auto at = injected_ == Injected::nothing ? std::nullopt : needs_reference ? pick(known) : pick(any);
    if (at) inject_at(*at);
  }

  void inject_at(const Place& at) {
    Account& account = accounts_[at.account];
    BookLine& book = account.day.book[at.line];
    BankLine& bank = account.bank[at.line];
    const Currency currency = account.day.currency();
    switch (injected_) {
      case Injected::missing_in_book: put(at.account, {}, {bank.place}); return take_out(account.day.book, at.line);
      case Injected::missing_at_bank: put(at.account, {book.entry}, {}); return take_out(account.bank, at.line);
      case Injected::doubled_in_book: return double_book(at);
      case Injected::doubled_at_bank: return double_bank(at);
      case Injected::centavo_in_book: book.change += Amount(currency, below(2) == 0 ? 1 : -1); return put(at.account, {book.entry}, {bank.place});
      case Injected::centavo_at_bank: bank.change += Amount(currency, below(2) == 0 ? 1 : -1); return put(at.account, {book.entry}, {bank.place});
      case Injected::wrong_currency: return move_currency(at);
      case Injected::swapped_wards: return swap_wards();
      case Injected::off_ledger_cash: return take_cash(at.account);
      case Injected::between_statements:
        account.between = Amount(currency, 1'000 + below(5'000));
        account.between_from = account.day.agreed->day + 1 + below(kLast.days() - account.day.agreed->day.days());
        return put(at.account, {}, {});
      case Injected::sub_ledger: account.day.held.wards += Amount(currency, below(2) == 0 ? 1 : -10'000); return put(at.account, {}, {});
      case Injected::nothing: return;
    }
  }

  void double_book(const Place& at) {
    BookLine again = accounts_[at.account].day.book[at.line];
    again.entry = ++entries_;
    if (below(2) == 0) again.references = {fresh<MarkValue>()};
    put(at.account, {again.entry}, {});
    accounts_[at.account].day.book.push_back(std::move(again));
  }

  void double_bank(const Place& at) {
    BankLine again = accounts_[at.account].bank[at.line];
    again.place += "/again";
    put(at.account, {}, {again.place});
    accounts_[at.account].bank.push_back(std::move(again));
  }

  void move_currency(const Place& at) {
    BookLine moved = accounts_[at.account].day.book[at.line];
    if (moved.what == "convert") return;  // its other leg stands there by right
    const std::size_t first = at.account / 3 * 3, to = first + (at.account - first + 1) % 3;
    take_out(accounts_[at.account].day.book, at.line);
    moved.change = Amount(accounts_[to].day.currency(), moved.change.minor());
    put(at.account, {moved.entry}, {accounts_[at.account].bank[at.line].place});
    put(to, {moved.entry}, {accounts_[at.account].bank[at.line].place});
    accounts_[to].day.book.push_back(std::move(moved));
  }

  void swap_wards() {
    const auto one = pick([](const BookLine& line) { return line.ward.has_value() && line.what != "convert"; });
    if (!one) return;
    BookLine& a = accounts_[one->account].day.book[one->line];
    for (BookLine& b : accounts_[one->account].day.book) {
      if (!b.ward || *b.ward == *a.ward || b.what == "convert") continue;
      std::swap(a.ward, b.ward);
      put(one->account, {a.entry}, {});
      return put(one->account, {b.entry}, {});
    }
  }

  void take_cash(std::size_t at) {
    BankLine cash{"/report[1]/entry[cash]", kLast - below(kLast.days() - accounts_[at].day.agreed->day.days()), Amount(accounts_[at].day.currency(), -(1 + below(9)) * 1'250),
                  {fresh<MarkValue>()}, Nature::other};
    put(at, {}, {cash.place});
    accounts_[at].bank.push_back(std::move(cash));
  }

  struct Pool {
    PoolId id;
    std::vector<WardId> wards;
    int days;
  };
  std::mt19937_64 random_;
  Injected injected_;
  std::vector<Pool> pools_;
  std::vector<Account> accounts_;
  std::uint64_t entries_ = 100;
  std::size_t places_ = 0;
  Days out_;
};

}  // namespace

BreakKind kind_of(Injected what) {
  switch (what) {
    case Injected::missing_in_book: return BreakKind::missing_in_book;
    case Injected::missing_at_bank: return BreakKind::missing_at_bank;
    case Injected::doubled_in_book:
    case Injected::doubled_at_bank: return BreakKind::doubled;
    case Injected::centavo_in_book:
    case Injected::centavo_at_bank: return BreakKind::amount;
    case Injected::wrong_currency: return BreakKind::wrong_account;
    case Injected::swapped_wards: return BreakKind::wrong_ward;
    case Injected::off_ledger_cash: return BreakKind::off_ledger;
    case Injected::between_statements: return BreakKind::opening;
    case Injected::sub_ledger: return BreakKind::sub_ledger;
    case Injected::nothing: break;
  }
  return BreakKind::unexplained;
}

std::string_view name_of(Injected what) {
  constexpr std::string_view kNames[] = {"nothing", "missing in the book", "missing at the bank", "doubled in the book", "doubled at the bank", "a centavo in the book",
                                         "a centavo at the bank", "wrong currency", "swapped wards", "off-ledger cash", "between statements", "sub-ledger"};
  return kNames[static_cast<std::size_t>(what)];
}

Days make_days(std::uint64_t seed, Injected injected) { return Maker(seed, injected).make(); }

}  // namespace katiwala::audit::daily::testing
