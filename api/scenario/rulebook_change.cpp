#include "api/scenario/rulebook_change.h"

#include <algorithm>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <sstream>

#include "policies/rulebook.h"

namespace katiwala::api::scenario {
namespace {

using policies::Document;

struct Page {
  std::string name;
  toml::table table;
  [[nodiscard]] std::int64_t year() const { return table["year"].value_or(std::int64_t{0}); }
};

Result<toml::table> parse(const std::string& text, Code code, const std::string& place) {
  toml::parse_result parsed = toml::parse(text);
  if (!parsed) return refuse(code, std::string(parsed.error().description()), place);
  return std::move(parsed).table();
}

std::string text_of(const toml::table& table) {
  std::ostringstream out;
  out << table << "\n";
  return out.str();
}

Status set_parameter(toml::table& book, const std::string& key, const std::string& value, const std::string& place) {
  const std::size_t dot = key.find('.');
  const std::string rule = key.substr(0, dot), name = key.substr(dot + 1);
  toml::table* parameters = book["rules"][rule]["parameters"].as_table();
  if (parameters == nullptr || !parameters->contains(name)) return refuse(Code::SCRIPT_NAME, "The rulebook has no parameter " + key + ".", place);
  KATIWALA_TRY(toml::table line, parse("value = " + value, Code::SCRIPT_TYPE, place));
  line.for_each([&](const toml::key&, auto&& node) { parameters->insert_or_assign(name, node); });
  return good();
}

Page& page_of_year(std::vector<Page>& calendars, std::int64_t year) {
  for (Page& page : calendars)
    if (page.year() == year) return page;
  Page fresh;
  fresh.name = "calendar-" + std::to_string(year) + "-scenario.toml";
  fresh.table.insert("schema", std::int64_t{1});
  fresh.table.insert("year", year);
  fresh.table.insert("source", "A scenario file, not a proclamation");
  fresh.table.insert("confidence", "K");
  fresh.table.insert("basis", "Invented for a scenario.");
  fresh.table.insert("holiday", toml::array{});
  calendars.push_back(std::move(fresh));
  return calendars.back();
}

/// The rows of a calendar stay in the order of their dates.
void add_holiday(std::vector<Page>& calendars, const Fields& holiday) {
  const CivilDate date = CivilDate::parse(holiday.text("date")).value();
  Page& page = page_of_year(calendars, date.year());
  if (!page.table.contains("holiday")) page.table.insert("holiday", toml::array{});
  toml::array& rows = *page.table["holiday"].as_array();
  const auto later = std::find_if(rows.begin(), rows.end(), [&](const toml::node& row) {
    const toml::table* table = row.as_table();
    return table != nullptr && (*table)["date"].value_or(std::string()) > date.text();
  });
  rows.insert(later, toml::table{{"date", date.text()}, {"kind", holiday.text_or("kind", "regular")}, {"name", holiday.text("name")}});
}

std::string page_name(const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool known = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    if (!known) c = '-';
  }
  return name.substr(0, 64);
}

Status replace_calendar(std::vector<Page>& calendars, const CalendarFile& file, const std::string& place) {
  KATIWALA_TRY(toml::table table, parse(file.text, Code::SCRIPT_TYPE, place));
  Page page{page_name(file.name), std::move(table)};
  const std::int64_t year = page.year();
  if (year == 0) return refuse(Code::SCRIPT_TYPE, "The calendar \"" + file.name + "\" does not say its year.", place);
  std::erase_if(calendars, [&](const Page& other) { return other.year() == year || other.name == page.name; });
  calendars.push_back(std::move(page));
  return good();
}

}  // namespace

Result<std::string> changed_rulebook(std::string_view bundle, const RulebookChange& change, const std::string& file) {
  if (change.parameters.empty() && change.calendars.empty() && change.holidays.empty()) return std::string(bundle);
  const std::string place = file + ":" + std::to_string(change.line);
  KATIWALA_TRY(std::vector<Document> documents, policies::split_bundle(bundle));
  KATIWALA_TRY(toml::table book, parse(documents.front().text, Code::RULEBOOK_SYNTAX, place));
  for (const auto& [key, value] : change.parameters) KATIWALA_CHECK(set_parameter(book, key, value, place));
  std::vector<Page> calendars;
  for (std::size_t i = 1; i < documents.size(); ++i) {
    KATIWALA_TRY(toml::table table, parse(documents[i].text, Code::RULEBOOK_SYNTAX, place));
    calendars.push_back({documents[i].name, std::move(table)});
  }
  for (const CalendarFile& calendar : change.calendars) {
    KATIWALA_CHECK(replace_calendar(calendars, calendar, file + ":" + std::to_string(calendar.line)));
  }
  for (const Fields& holiday : change.holidays) add_holiday(calendars, holiday);
  documents.resize(1);
  if (!change.parameters.empty()) documents.front().text = text_of(book);
  for (const Page& page : calendars) documents.push_back({page.name, text_of(page.table)});
  return policies::bundle(documents);
}

}  // namespace katiwala::api::scenario
