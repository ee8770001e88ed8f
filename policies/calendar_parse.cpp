#include "policies/calendar_parse.h"

#include "policies/toml_table.h"

namespace katiwala::policies {
namespace {

Result<Holiday> parse_holiday(TomlTable& row) {
  KATIWALA_TRY(const std::string date, row.words("date"));
  KATIWALA_TRY(const std::size_t kind, row.one_of("kind", {"regular", "special"}));
  Holiday holiday;
  KATIWALA_TRY(holiday.name, row.words("name"));
  KATIWALA_CHECK(row.finish());
  const auto day = CivilDate::parse(date);
  if (!day) return row.wrong("date", "a YYYY-MM-DD date");
  holiday.date = *day;
  holiday.regular = kind == 0;
  return holiday;
}

}  // namespace

Result<CalendarYear> parse_calendar(const Document& document) {
  KATIWALA_TRY(const TomlNode parsed, parse_toml(document.name, document.text));
  TomlTable top(document.name, parsed);
  KATIWALA_TRY(const std::int64_t schema, top.integer("schema"));
  if (schema != 1) return top.wrong("schema", "1");
  KATIWALA_TRY(const std::int64_t year, top.integer("year"));
  if (year < 1 || year > 9999) return top.wrong("year", "a calendar year");
  CalendarYear out;
  out.year = static_cast<int>(year);
  KATIWALA_TRY(out.source, top.words("source"));
  KATIWALA_CHECK(top.one_of("confidence", {"V", "VS", "K"}));
  KATIWALA_CHECK(top.words("basis"));
  KATIWALA_TRY(std::vector<TomlTable> rows, top.tables("holiday"));
  KATIWALA_CHECK(top.finish());
  for (TomlTable& row : rows) {
    KATIWALA_TRY(Holiday holiday, parse_holiday(row));
    out.holidays.push_back(std::move(holiday));
  }
  return out;
}

}  // namespace katiwala::policies
