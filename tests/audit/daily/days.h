/// Days that are made up: pools, wards, credits, payments, charges, conversions and interest, as the book and the bank have them, and breaks put in.
///
/// A function of its seed. Everything and everybody in it is invented.
#pragma once

#include <random>

#include "audit/daily/reconciliation.h"

namespace katiwala::audit::daily::testing {

/// What is put in. The kinds of `BreakKind`, some of them on either side.
enum class Injected {
  nothing, missing_in_book, missing_at_bank, doubled_in_book, doubled_at_bank, centavo_in_book, centavo_at_bank, wrong_currency, swapped_wards, off_ledger_cash,
  between_statements, sub_ledger, credit_to_other_pool, payment_from_other_pool,
};
BreakKind kind_of(Injected what);  ///< pre: not `nothing`
std::string_view name_of(Injected what);
inline constexpr Injected kInjected[] = {Injected::missing_in_book, Injected::missing_at_bank, Injected::doubled_in_book, Injected::doubled_at_bank,
                                         Injected::centavo_in_book, Injected::centavo_at_bank, Injected::wrong_currency, Injected::swapped_wards,
                                         Injected::off_ledger_cash, Injected::between_statements, Injected::sub_ledger,
                                         Injected::credit_to_other_pool, Injected::payment_from_other_pool};

/// Where it was put, as a break of it should say.
struct Put {
  Injected what = Injected::nothing;
  std::size_t account = 0;
  std::vector<std::uint64_t> entries{};
  std::vector<std::string> bank_lines{};
};
/// Whether a break names every entry and every line of it.
bool speaks_of(const Break& found, const Put& put);

struct Days {
  std::vector<AccountDay> accounts;
  std::vector<Put> puts;             ///< one, or two where a break has two ends
  std::size_t movements = 0;
};

/// One to three pools. `injected` may find no place to be put in a small history: then `puts` is empty.
Days make_days(std::uint64_t seed, Injected injected);
/// Two to four pools, and all of these breaks at once, no two of them in one place. The same seed makes the same days around them.
Days make_pools(std::uint64_t seed, std::span<const Injected> injected);

}  // namespace katiwala::audit::daily::testing
