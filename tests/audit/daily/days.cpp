#include "tests/audit/daily/days.h"

#include <algorithm>

#include "tests/audit/daily/made.h"

namespace katiwala::audit::daily::testing {
namespace {

using custody::MarkValue;
using custody::PoolId;
using custody::WardId;

struct Shape {
  const char* what;
  Nature nature;
  bool credit, of_ward;
};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : draw_(seed) {}

  void open_pools(int count) {
    for (int p = 0; p < count; ++p) open_pool();
  }
  void move(int times) {
    for (int i = 0; i < times; ++i) move_once();
    out_.movements = static_cast<std::size_t>(times);
  }
  void inject(Injected what) {
    for (Put& put : put_in(made_, draw_, what)) out_.puts.push_back(std::move(put));
  }
  Days close() {
    for (const MadeAccount& account : made_.accounts) out_.accounts.push_back(close(account));
    return std::move(out_);
  }
  Draw& draw() { return draw_; }

 private:
  void open_pool() {
    const PoolId pool{draw_.fresh<std::array<std::uint8_t, 16>>()};
    std::vector<WardId> wards;
    for (int w = 2 + draw_.below(4); w > 0; --w) wards.push_back(WardId{draw_.fresh<std::array<std::uint8_t, 16>>()});
    const int days = 1 + draw_.below(3);
    for (const char* code : kMadeCurrencies) {
      const Currency currency = *Currency::parse(code);
      made_.accounts.push_back({pool, kLastDay - days, Amount(currency, 5'000'000 + draw_.below(1'000'000))});
      made_.accounts.back().between = made_.accounts.back().held_wrong = zero(currency);
    }
    made_.pools.push_back({pool, wards, days});
  }

  MadeAccount& account(std::size_t pool, std::size_t currency) { return made_.accounts[pool * std::size(kMadeCurrencies) + currency]; }

  /// One movement, on both sides.
  void move_once() {
    static constexpr Shape kShapes[] = {{"receive_credit", Nature::payment, true, false}, {"settle", Nature::payment, false, true}, {"record_charge", Nature::charge, false, true},
                                        {"record_interest", Nature::interest, true, true}, {"convert", Nature::conversion, false, true}};
    const Shape& shape = kShapes[draw_.below(5)];
    const std::size_t pool = draw_.index(made_.pools.size());
    const CivilDate day = kLastDay - draw_.below(made_.pools[pool].days);
    const WardId ward = made_.pools[pool].wards[draw_.index(made_.pools[pool].wards.size())];
    const std::uint64_t entry = ++made_.entries;
    const std::vector<MarkValue> references{draw_.fresh<MarkValue>(), draw_.fresh<MarkValue>()};
    const auto currency = static_cast<std::size_t>(draw_.below(3));
    // Few amounts, so that equal ones meet on one day.
    const std::int64_t minor = (1 + draw_.below(6)) * 1'250;
    add(account(pool, currency), shape, entry, day, shape.credit ? minor : -minor, ward, references);
    if (shape.nature == Nature::conversion) add(account(pool, (currency + 1) % 3), shape, entry, day, minor * 58, ward, references);
  }

  void add(MadeAccount& to, const Shape& shape, std::uint64_t entry, CivilDate day, std::int64_t minor, const WardId& ward, const std::vector<MarkValue>& references) {
    BookLine book{entry, day, Amount(to.currency(), minor), shape.what, {references[0]}};
    BankLine bank{"/report[1]/entry[" + std::to_string(++made_.places) + "]", day, book.change, references, shape.nature};
    if (shape.of_ward) book.ward = book.meant = ward;
    if (shape.nature == Nature::payment && shape.of_ward) {
      book.request = custody::RequestId{draw_.fresh<std::array<std::uint8_t, 16>>()};
      bank.names = ward;
    }
    // Interest that an officer booked without the bank's reference; its amount is met once on its day.
    if (shape.nature == Nature::interest && draw_.below(4) == 0) {
      book.references.clear();
      book.change = bank.change = Amount(to.currency(), minor + static_cast<std::int64_t>(entry) * 7'000'000);
    }
    to.moved.push_back({std::move(book), std::move(bank)});
  }

  /// Statements of every day since the last that agreed; the book as it then stands.
  [[nodiscard]] AccountDay close(const MadeAccount& from) const {
    AccountDay out{from.pool, kLastDay, Statement{1, from.agreed, std::nullopt, from.start, std::nullopt}, Held(from.currency())};
    for (const Movement& one : from.moved)
      if (one.booked) out.book.push_back(one.book);
    std::ranges::stable_sort(out.book, {}, &BookLine::entry);
    Amount balance = from.start;
    for (CivilDate day = from.agreed + 1; day <= kLastDay; day = day + 1) {
      if (!from.between.is_zero() && day == from.between_from) balance += from.between;
      Statement statement{1000 + made_.entries, day, balance, balance, std::vector<BankLine>{}};
      for (const Movement& one : from.moved) {
        if (!one.at_bank || one.bank.day != day) continue;
        statement.lines->push_back(one.bank);
        balance += one.bank.change;
      }
      statement.closing = balance;
      out.statements.push_back(std::move(statement));
    }
    Held& held = out.held;
    held.bank = from.start;
    for (const BookLine& line : out.book) held.bank += line.change;
    held.suspense = Amount(out.currency(), 1'000);
    held.wards = held.bank - held.suspense + from.held_wrong;
    return out;
  }

  Draw draw_;
  Made made_;
  Days out_;
};

}  // namespace

bool speaks_of(const Break& found, const Put& put) {
  const auto has_all = [](const auto& wanted, const auto& there) { return std::ranges::all_of(wanted, [&](const auto& one) { return std::ranges::find(there, one) != there.end(); }); };
  return has_all(put.entries, found.entries) && has_all(put.bank_lines, found.bank_lines);
}

Days make_days(std::uint64_t seed, Injected injected) {
  Maker maker(seed);
  maker.open_pools(1 + maker.draw().below(3));
  maker.move(8 + maker.draw().below(40));
  maker.inject(injected);
  return maker.close();
}

Days make_pools(std::uint64_t seed, std::span<const Injected> injected) {
  Maker maker(seed);
  maker.open_pools(2 + maker.draw().below(3));
  maker.move(40 + maker.draw().below(60));
  for (const Injected what : injected) maker.inject(what);
  return maker.close();
}

}  // namespace katiwala::audit::daily::testing
