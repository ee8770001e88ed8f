#include "tests/policies/properties/figures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>

namespace katiwala::policies::properties {
namespace {

struct Place {
  std::size_t from, length;
};

/// Where the value stands, its quotes with it.
Place place_of(std::string_view text, std::string_view rule, std::string_view name) {
  const std::size_t table = text.find("[rules." + std::string(rule) + ".parameters]");
  EXPECT_NE(table, std::string_view::npos) << rule;
  std::size_t line = text.find("\n" + std::string(name) + " = ", table);
  EXPECT_NE(line, std::string_view::npos) << rule << "." << name;
  line = text.find(" = ", line) + 3;
  const bool quoted = text[line] == '"';
  const std::size_t end = quoted ? text.find('"', line + 1) + 1 : text.find_first_of(" \n", line);
  return {line, end - line};
}

Rational pesos(std::string_view text, std::string_view rule, std::string_view name) {
  const std::string value = parameter(text, rule, name);
  return exact_major(Amount::parse(Currency::parse("PHP").value(), value.substr(0, value.find(' '))).value());
}

int whole(std::string_view text, std::string_view rule, std::string_view name) { return std::stoi(parameter(text, rule, name)); }

}  // namespace

std::string parameter(std::string_view text, std::string_view rule, std::string_view name) {
  const Place place = place_of(text, rule, name);
  std::string value(text.substr(place.from, place.length));
  std::erase(value, '"');
  return value;
}

std::string with_parameter(std::string text, std::string_view rule, std::string_view name, std::string_view value) {
  const Place place = place_of(text, rule, name);
  const bool quoted = text[place.from] == '"';
  return text.replace(place.from, place.length, quoted ? "\"" + std::string(value) + "\"" : std::string(value));
}

std::string raised(std::string text, std::string_view rule, std::string_view name) {
  const std::string value = parameter(text, rule, name);
  const Currency php = Currency::parse("PHP").value();
  const Amount more = Amount::parse(php, value.substr(0, value.find(' '))).value() + Amount(php, 1);
  return with_parameter(std::move(text), rule, name, more.text() + " PHP");
}

Figures::Figures(std::string_view text)
    : t0_request(pesos(text, "R19", "t0_request_limit")), t0_window(pesos(text, "R19", "t0_window_limit")),
      t1_request(pesos(text, "R19", "t1_request_limit")), t1_window(pesos(text, "R19", "t1_window_limit")),
      window_days(whole(text, "R19", "window_days")), instapay(pesos(text, "R48", "limit")), split_days(whole(text, "RF02", "window_days")),
      depletion_percent(whole(text, "RF09", "percent")), depletion_days(whole(text, "RF09", "window_days")),
      surge_count(whole(text, "RF14", "count")), surge_days(whole(text, "RF14", "window_days")), surge_before(whole(text, "RF14", "days_before")),
      compensation_percent(whole(text, "R25", "cap_percent")), lawyer_percent(whole(text, "R60", "percent")),
      covered(pesos(text, "R36", "threshold")), covered_working_days(whole(text, "R36", "due_working_days")),
      order_months(whole(text, "R20", "order_months")), age_years(whole(text, "R01", "majority_age_years")),
      leap_is_february(parameter(text, "R02", "leap_rule") == "FEB_28"), standin_days(whole(text, "R31", "standin_after_days")),
      proposal_days(whole(text, "R31", "proposal_days")) {}

CivilDate birthday(CivilDate born, int years, bool leap_is_february) {
  const int year = born.year() + years;
  const auto same = CivilDate::from_ymd(year, born.month(), born.day());
  if (same.ok()) return *same;
  return leap_is_february ? CivilDate::from_ymd(year, 2, 28).value() : CivilDate::from_ymd(year, 3, 1).value();
}

std::optional<bool> is_working(CivilDate day) {
  struct MonthDay {
    unsigned month, day;
  };
  constexpr std::array<MonthDay, 18> kHolidays{{{1, 1}, {2, 17}, {4, 2}, {4, 3}, {4, 4}, {4, 9}, {5, 1}, {6, 12}, {8, 21}, {8, 31},
                                                {11, 1}, {11, 2}, {11, 30}, {12, 8}, {12, 24}, {12, 25}, {12, 30}, {12, 31}}};
  if (day.year() != 2026 && day.year() != 2027) return std::nullopt;
  if (day.weekday() == 0 || day.weekday() == 6) return false;
  if (day.year() == 2027) return !(day.month() == 1 && day.day() == 1);
  return std::none_of(kHolidays.begin(), kHolidays.end(), [&](const MonthDay& h) { return h.month == day.month() && h.day == day.day(); });
}

std::optional<CivilDate> working_from(CivilDate day) {
  for (;; day = day + 1) {
    const auto works = is_working(day);
    if (!works) return std::nullopt;
    if (*works) return day;
  }
}

std::optional<CivilDate> working_days_after(CivilDate day, int count) {
  std::optional<CivilDate> at = day;
  for (int i = 0; i < count && at; ++i) at = working_from(*at + 1);
  return at;
}

}  // namespace katiwala::policies::properties
