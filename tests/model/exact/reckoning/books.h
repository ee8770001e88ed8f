/// The books of a trust as a reckoner keeps them: every account of every ward, pool, award and court order, exact, from the rules alone.
///
/// Each operation is one that was carried out, with its amounts; what it must come to is worked out here and held against the ledger's. Beside what is booked
/// stands what a ward is entitled to, unrounded, and how far the roundings so far may keep the two apart.
/// It shares no line with the product. Sources: docs/books.md; rules.md R18, R21, R43, R51, R53, R54, R56.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>

#include "tests/model/exact/reckoning/numbers.h"

namespace reckoning {

/// A random identifier; wards, awards and pools are told apart, and ties settled, by it.
using Name = std::array<std::uint8_t, 16>;

struct Money {
  std::string currency;
  Whole minor;
};

/// The numbers are those of the chart of accounts.
enum class Kind : std::uint8_t {
  bank = 1, principal = 2, income = 3, reserved = 4, transit = 5, suspense = 6, tax = 7, fee = 8,
  awarded = 16, outstanding = 17, received = 18, charged = 19, granted = 24, cap = 25, cap_reserved = 26, cap_used = 27,
};
struct Account {
  Kind kind = Kind::bank;
  Name owner{};
  std::string currency;
  auto operator<=>(const Account&) const = default;
};
using Balances = std::map<Account, Whole>;  ///< none that is zero

/// Of a ward in one currency: what is hers exactly, and how far what is booked for her may be from it.
struct Entitled {
  Exact exact = 0, apart = 0;
};

struct Share {
  Name award{}, ward{};
  Whole gross, charges;
};
struct Matched {
  std::vector<Share> shares;
  Whole left;             ///< stays in suspense
  bool tie = false, capped = false;
};

struct Interest {
  Name ward{};
  Whole gross, tax;
};
struct Rate {
  std::int64_t per_million = 0;  ///< a year
  int day_count = 365;
};
/// What decides of the tax (R43).
struct Deposit {
  bool placed_before_law = false, long_term = false;
};

class Books {
 public:
  explicit Books(Fault fault = Fault::none) : fault_(fault) {}

  // -- what there is
  void open_ward(const Name& ward, const Name& pool) { pool_of_[ward] = pool; }
  void award(const Name& order, const Name& award, const Name& ward, const Money& amount);
  void court_order(const Name& order, const Money& cap);
  /// The day that operations are booked on from now.
  void today(int day) { today_ = day; }

  // -- what happens; `entry` is the number under which it can be undone
  void receive(std::uint64_t entry, const Name& credit, const Name& pool, const Money& amount, const Whole& charges);
  Matched match(std::uint64_t entry, const Name& credit, const Name& order);
  void resolve(const Name& credit, const Whole& amount);
  /// What the rate makes of it.
  [[nodiscard]] Whole bought(const Money& sold, const Exact& rate, std::string_view into) const;
  [[nodiscard]] static Exact exchanged(const Money& sold, const Exact& rate, std::string_view into);  ///< the same, unrounded
  void convert(std::uint64_t entry, const Name& ward, const Money& sold, const Exact& rate, std::string_view into, const Whole& charge);
  [[nodiscard]] Whole interest(const Whole& on, std::string_view currency, Rate rate, int days) const;
  [[nodiscard]] Whole tax(std::string_view currency, const Whole& gross, Deposit deposit) const;
  void credit_interest(const Name& ward, const Money& gross, const Exact& exactly, Deposit deposit);
  /// Of a whole pool: what the bank credits, divided by what each had on each day. Both days included.
  std::vector<Interest> run_interest(const Name& pool, const std::string& currency, int from, int to, Rate rate, Deposit deposit);
  void charge(std::uint64_t entry, const Name& ward, const Money& amount);
  void fee(std::uint64_t entry, const Name& ward, const Money& amount);
  void remit(std::uint64_t entry, const Name& pool, Kind from, const Money& amount);
  void reserve(const Name& request, const Name& ward, const Name& order, const Money& amount);
  void release(const Name& request);
  void settle(const Name& request);
  void reject(const Name& request);
  void give_back(const Name& request, const Whole& refunded);
  /// Whether it would leave no account below zero.
  [[nodiscard]] bool can_undo(std::uint64_t entry) const;
  void undo(std::uint64_t entry);

  // -- what it comes to
  [[nodiscard]] const Balances& balances() const { return balances_; }
  [[nodiscard]] Whole balance(Kind kind, const Name& owner, const std::string& currency) const;
  [[nodiscard]] Whole held(const Name& ward, const std::string& currency) const;
  [[nodiscard]] Whole left_of(const Name& credit) const { return credits_.at(credit).left; }
  /// "" where, in each pool and currency, the bank's account is what is held for its wards and the rest, and where no ward is further from what she is
  /// entitled to than the roundings explain; else what is wrong.
  [[nodiscard]] std::string wrong() const;

 private:
  struct Change {
    Account account;
    Whole minor;
  };
  struct Entitlement {
    Name ward;
    std::string currency;
    Entitled change;
  };
  struct Entry {
    std::vector<Change> changes;
    std::vector<Entitlement> entitlements;
    std::optional<Name> matched;  ///< a credit, which waits again when it is undone
  };
  struct Award {
    Name award, ward;
    Money amount;
  };
  struct Credit {
    Name pool;
    Money amount;
    Whole charges, left;
  };
  struct Request {
    Name ward, order;
    Money amount;
    Whole from_income;
  };

  void post(Entry& entry, Kind kind, const Name& owner, const std::string& currency, const Whole& change);
  void entitle(Entry& entry, const Name& ward, const std::string& currency, const Exact& exact, const Exact& apart);
  void keep(std::uint64_t number, Entry entry) { entries_[number] = std::move(entry); }
  Whole draw(Entry& entry, const Name& ward, const Money& amount);
  void put_back(Entry& entry, const Request& request);
  void move_cap(Entry& entry, const Request& request, Kind from, Kind to);
  [[nodiscard]] Whole balance_days(const Name& ward, const std::string& currency, int from, int to) const;
  [[nodiscard]] Whole held_on(const Name& ward, const std::string& currency, int day) const;
  [[nodiscard]] std::string unbalanced() const;
  [[nodiscard]] std::string drifted() const;

  Fault fault_;
  int today_ = 0;
  Balances balances_;
  std::map<Name, Name> pool_of_;
  std::map<Name, std::vector<Award>> orders_;
  std::map<Name, Credit> credits_;
  std::map<Name, Request> requests_;
  std::map<std::uint64_t, Entry> entries_;
  std::map<std::pair<Name, std::string>, Entitled> entitled_;
  std::map<std::pair<Name, std::string>, std::map<int, Whole>> ends_;  ///< of a ward and currency: what she had at the end of days on which it changed
};

}  // namespace reckoning
