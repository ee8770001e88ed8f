/// A rulebook's figures, read from and changed in its text by hand: for oracles, and for rulebooks with other limits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/money/exact.h"
#include "ledger/time/civil.h"

namespace katiwala::policies::properties {

/// What stands after the "=" of a rule's parameter, without quotes and remark: "20000.00 PHP", "30". Halts where it is not there.
std::string parameter(std::string_view text, std::string_view rule, std::string_view name);
/// The text with another value: quoted if the old one is.
std::string with_parameter(std::string text, std::string_view rule, std::string_view name, std::string_view value);
/// A centavo more.
std::string raised(std::string text, std::string_view rule, std::string_view name);

/// The limits in force under one rulebook; amounts in pesos.
struct Figures {
  explicit Figures(std::string_view text);
  Rational t0_request, t0_window, t1_request, t1_window;  // R19
  int window_days;
  Rational instapay;          // R48
  int split_days;             // RF02
  int depletion_percent, depletion_days;  // RF09
  int surge_count, surge_days, surge_before;  // RF14
  int compensation_percent;   // R25
  int lawyer_percent;         // R60
  Rational covered;           // R36
  int covered_working_days;
  int order_months;           // R20
  int age_years;              // R01
  bool leap_is_february;      // R02
  int standin_days, proposal_days;  // R31
};

/// The n-th anniversary of a birth date, counted here once more.
CivilDate birthday(CivilDate born, int years, bool leap_is_february);
/// Neither Saturday, Sunday nor a holiday of 2026 (rules.md) or 1 January 2027. Of later years nothing is known: nullopt.
std::optional<bool> is_working(CivilDate day);
/// The same day or the next that is one; nullopt past what is known.
std::optional<CivilDate> working_from(CivilDate day);
std::optional<CivilDate> working_days_after(CivilDate day, int count);

}  // namespace katiwala::policies::properties
