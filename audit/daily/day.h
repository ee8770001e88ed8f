/// One banking day of one account of a pool, from its three sides: what the book has, what the bank says, for whom it is held.
///
/// A movement belongs to the day on which the bank booked it (R49), or to the journal's where it names none. Amounts are of the account
/// at the bank: a credit is positive. Values alone; where they come from: collect.h (book), api/daily (the bank's messages).
/// Source: rules.md R32 (MORB 401(d)), R50; docs/books.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/custody/terms.h"
#include "ledger/money/amount.h"
#include "ledger/time/civil.h"

namespace katiwala::audit::daily {

/// A movement as the book has it.
struct BookLine {
  std::uint64_t entry = 0;
  CivilDate day;
  Amount change;
  std::string what;                                ///< the command that did it: "settle"
  std::vector<custody::MarkValue> references{};    ///< that it used up
  std::optional<custody::WardId> ward{};           ///< whose money it moved
  std::optional<custody::WardId> meant{};          ///< whom the command named
  std::optional<custody::RequestId> request{};
};

/// What a line of the bank's is about, as far as the bank says.
enum class Nature : std::uint8_t { payment = 1, charge = 2, interest = 3, conversion = 4, other = 5 };

/// A line of the bank's statement.
struct BankLine {
  std::string place;                               ///< "/report[1]/entry[2]"
  CivilDate day;
  Amount change;
  std::vector<custody::MarkValue> references{};    ///< every mark under which the book may know it
  Nature nature = Nature::other;
  std::optional<custody::WardId> names{};          ///< whose payment its references lead to
};

/// What stands on the accounts of a pool in one currency.
struct Held {
  Amount bank, wards, suspense, transit, tax, fee, unreadable;
  Held() = default;
  explicit Held(Currency currency)
      : bank(zero(currency)), wards(bank), suspense(bank), transit(bank), tax(bank), fee(bank), unreadable(bank) {}
  /// For whom the money is held, all together; must be what the book has at the bank.
  [[nodiscard]] Amount total() const { return wards + suspense + transit + tax + fee + unreadable; }
};

struct Statement {
  std::uint64_t entry = 0;                         ///< that held it against the book
  CivilDate day;
  std::optional<Amount> opening{};
  Amount closing;
  std::optional<std::vector<BankLine>> lines{};    ///< nothing: the bank gave none, or its message is not at hand
};

struct AccountDay {
  custody::PoolId pool;
  CivilDate day;
  std::optional<Statement> agreed{};               ///< the last one before the day that agreed with the book: what came before it is settled
  Held held;                                       ///< at the end of the day
  std::vector<BookLine> book{};                    ///< since then, up to the day, ascending by entry
  std::vector<Statement> statements{};             ///< since then, one a day, ascending; the day's own last, if there is one
  [[nodiscard]] Currency currency() const { return held.bank.currency(); }
};

}  // namespace katiwala::audit::daily

namespace katiwala {
template <>
struct Names<audit::daily::Nature> {
  using N = audit::daily::Nature;
  static constexpr std::array<std::pair<N, std::string_view>, 5> rows{
      {{N::payment, "payment"}, {N::charge, "charge"}, {N::interest, "interest"}, {N::conversion, "conversion"}, {N::other, "other"}}};
};
}  // namespace katiwala
