/// The three sides of a banking day held against each other, and what explains where they differ.
///
/// A line that has no counterpart, or one that differs from it, is a break. It bears its candidates, best first, each with the grounds it
/// rests on; it is named after the best, and none is left out. What no line explains is `unexplained`, with guesses from the amounts
/// alone. Nothing here decides anything: a break ends by an entry (R32, R52), and releases are held by the rulebook, not by this.
///
/// Lines pair by a reference in common and the same amount; where one side has no reference at all, by amount and a day at most
/// `kWeakDays` apart. Two references that disagree never pair.
#pragma once

#include <span>

#include "audit/daily/day.h"

namespace katiwala::audit::daily {

inline constexpr int kWeakDays = 3;

enum class BreakKind : std::uint8_t {
  missing_in_book = 1,  ///< the bank has a payment, charge, interest or conversion that the book has not
  missing_at_bank = 2,  ///< the book has what no statement shows
  doubled = 3,          ///< one line, twice on one side
  amount = 4,           ///< the same reference, another amount
  wrong_account = 5,    ///< the same reference, on an account in another currency or of another pool
  wrong_ward = 6,       ///< another ward's than the one named; two of these crosswise are swapped wards
  off_ledger = 7,       ///< the bank moved money under no reference that anything in the ledger could have given: cash over the counter
  opening = 8,          ///< a statement does not begin where the one before it ended
  sub_ledger = 9,       ///< what is held for wards and the rest is not what the book has at the bank
  unexplained = 10,
};

/// Why: a word, and the entry, place, amount or day that it rests on.
struct Ground {
  std::string_view why;
  std::string fact{};
  bool operator==(const Ground&) const = default;
};

struct Candidate {
  BreakKind kind = BreakKind::unexplained;
  /// 1: by reference; 2: by amount, day and ward; 3: by what is not there; 4: by the amounts alone; 5, 6: by nothing but the sign.
  unsigned rank = 1;
  std::vector<Ground> grounds{};
  std::vector<std::uint64_t> entries{};  ///< of the book, that it speaks of
};

struct Break {
  Amount effect;                           ///< on bank - book; of `sub_ledger` on held - book; zero where only a ward is wrong
  std::vector<std::uint64_t> entries{};    ///< of the book
  std::vector<std::string> bank_lines{};   ///< their places
  std::vector<custody::WardId> wards{};
  std::vector<Candidate> candidates{};     ///< best first; never empty
  [[nodiscard]] BreakKind kind() const { return candidates.front().kind; }
};

enum class Standing : std::uint8_t { agrees = 1, broken = 2, no_statement = 3 };

struct Reconciliation {
  custody::PoolId pool;
  CivilDate day;
  Standing standing = Standing::no_statement;  ///< `broken` also where the sums agree and a line does not
  Held held;
  std::optional<Statement> statement{};        ///< the day's
  Amount difference;                           ///< bank - book; zero without a statement
  Amount held_difference;                      ///< held - book
  std::vector<Break> breaks{};
  Amount unexplained;                          ///< of `difference`, after the breaks
  bool by_lines = false;                       ///< every statement since the last agreement came with its lines
  std::size_t paired = 0, paired_weakly = 0;
};

struct Desk;
/// Looks for one kind, or for the two that are told apart by the same look, and adds what it finds.
struct Finder {
  BreakKind kind;
  void (*look)(Desk& desk);
};
/// In the order in which they must look: a line that one has explained is not looked at by the next.
std::span<const Finder> finders();

/// One for each account, in their order; hand in all accounts of all pools, or what was booked on another can not be found.
/// Pre: one row for a pool and currency; amounts in the account's currency.
std::vector<Reconciliation> reconcile(std::span<const AccountDay> accounts, std::span<const Finder> with = finders());

/// What would make up `difference` (bank - book) if no line can be looked at, best first. `others`: accounts in other currencies, and of other pools.
std::vector<Candidate> guesses(Amount difference, const AccountDay& account, std::span<const AccountDay> others);

}  // namespace katiwala::audit::daily

namespace katiwala {
template <>
struct Names<audit::daily::BreakKind> {
  using K = audit::daily::BreakKind;
  static constexpr std::array<std::pair<K, std::string_view>, 10> rows{
      {{K::missing_in_book, "missing_in_book"}, {K::missing_at_bank, "missing_at_bank"}, {K::doubled, "doubled"}, {K::amount, "amount"},
       {K::wrong_account, "wrong_account"}, {K::wrong_ward, "wrong_ward"}, {K::off_ledger, "off_ledger"}, {K::opening, "opening"},
       {K::sub_ledger, "sub_ledger"}, {K::unexplained, "unexplained"}}};
};
template <>
struct Names<audit::daily::Standing> {
  using S = audit::daily::Standing;
  static constexpr std::array<std::pair<S, std::string_view>, 3> rows{{{S::agrees, "agrees"}, {S::broken, "broken"}, {S::no_statement, "no_statement"}}};
};
}  // namespace katiwala
