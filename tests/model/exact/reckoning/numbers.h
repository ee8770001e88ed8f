/// Exact numbers, and the two ways in which money is rounded, written from the rules alone: half to even, and largest remainder with ties to the lowest.
///
/// Amounts are whole numbers of minor units; everything between them is an exact rational. Nothing here is the product's: boost's numbers and no more.
/// Sources: rules.md R53; scenarios.md, common conventions and S02; docs/books.md.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace reckoning {

using Whole = boost::multiprecision::cpp_int;
/// Never divided by a `Whole`: Boost 1.81 gets 1 divided by one wrong (its issue 540). Made of two whole numbers at once: ratio.
using Exact = boost::multiprecision::cpp_rational;
inline Exact ratio(const Whole& over, const Whole& under) { return {over, under}; }

/// How the reckoning may be made wrong in one respect, for the controls that must notice it.
enum class Fault {
  none,
  share_half_up,         ///< each share is rounded half up, and the last takes what is over or short
  tie_to_highest,        ///< of equal remainders the last comes first
  remainders_ignored,    ///< what is left goes to the first, whatever their remainders
  limit_ignored,         ///< she gets more than is outstanding
  capped_not_shared,     ///< what is capped is not shared again
  limit_on_rounded,      ///< a limit is held against the rounded part, so that less than a unit above it is not shared again
  charges_on_first,      ///< the banks' charge is the first one's alone
  rate_half_up,
  rate_cut,
  interest_by_balance,   ///< by what is there on the last day, however long it was there
  tax_cut,
  principal_first,       ///< charges and payments are drawn from principal
  return_to_principal,   ///< what comes back is principal, wherever it was drawn from
  cap_not_restored,
  refund_lost,
};
std::string_view name_of(Fault fault);
/// Those that random histories must notice; `limit_on_rounded` shows too seldom in them, and is told apart in small_shares_test.cpp.
inline constexpr Fault kFaults[] = {Fault::share_half_up, Fault::tie_to_highest, Fault::remainders_ignored, Fault::limit_ignored, Fault::capped_not_shared,
                                    Fault::charges_on_first, Fault::rate_half_up, Fault::rate_cut, Fault::interest_by_balance, Fault::tax_cut,
                                    Fault::principal_first, Fault::return_to_principal, Fault::cap_not_restored, Fault::refund_lost};

/// JPY has none, KWD three, the others two.
int decimals_of(std::string_view currency);
/// How many minor units a major one has.
Whole units_of(std::string_view currency);
/// "58.2350" is 582350/10000.
Exact decimal(std::string_view text);

Whole floor_of(const Exact& value);
/// The nearest whole number; of two as near, the even one.
Whole half_even(const Exact& value);
bool is_half(const Exact& value);  ///< exactly between two

/// `total` by weights: each exact quota cut to a whole number, then one unit each to the largest remainders, of equal ones to the lowest index.
/// Pre: total >= 0, weights not empty and positive.
std::vector<Whole> share(const Whole& total, const std::vector<Whole>& weights, Fault fault);
/// Whether a unit went to one of several equal remainders.
bool has_tie(const Whole& total, const std::vector<Whole>& weights);

/// The same with nobody above her limit: what is capped is shared again among the rest, and what nobody can take is left.
struct Limited {
  std::vector<Whole> parts;
  Whole left;
  bool capped = false;  ///< somebody was
};
Limited share_limited(const Whole& total, const std::vector<Whole>& weights, const std::vector<Whole>& limits, Fault fault);

}  // namespace reckoning
