/// What a matter adds to the covered transactions of a ward's banking day: shared by R36, which counts and reports, and R71,
/// which refuses to count on a calendar that is not loaded.
#pragma once

#include <functional>

#include "ledger/money/exact.h"
#include "policies/rules/worth.h"

namespace katiwala::policies {

/// One amount to count. What is booked on a day that is no working day counts to the next one.
struct Countable {
  const custody::Ward* ward = nullptr;
  Amount amount;
  CivilDate booked;
};
/// Credits as they are matched (net, by the day they were booked), interest (before its tax, by that day too) and payments as they are released
/// (by the journal's day). A returned payment is her own money and is not counted again.
std::vector<Countable> countables(const Matter& m);

struct Counted {
  custody::Covered covered;             ///< day, amount, rate
  Rational before, total;               ///< of that banking day, in pesos
  std::optional<CivilDate> report_due;  ///< where this amount is the one that takes the day past the threshold
};
/// CALENDAR_YEAR_MISSING, also where this amount passes no threshold: a denial must not tell whether it did (R38). RATE_MISSING.
Result<Counted> count(const Matter& m, const Countable& what);

}  // namespace katiwala::policies
