#include "policies/predicate_crimes.h"

#include <algorithm>

#include "policies/toml_table.h"

namespace katiwala::policies {
namespace {

bool is_country(std::string_view text) {
  return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// A row names its country, or says that the source does not.
Result<PredicateCountry> parse_country(TomlTable& row) {
  PredicateCountry out;
  if (row.has("unnamed")) {
    KATIWALA_TRY(const bool unnamed, row.flag("unnamed"));
    if (!unnamed) return row.wrong("unnamed", "true, or absent");
  } else {
    KATIWALA_TRY(out.country, row.words("country"));
    if (!is_country(*out.country)) return row.wrong("country", "two capital letters (ISO 3166-1)");
    KATIWALA_TRY(out.name, row.words("name"));
  }
  if (row.has("approach") || out.country) {
    KATIWALA_TRY(const std::string approach, row.words("approach"));
    out.approach = from_name<PredicateApproach>(approach);
    if (!out.approach) return row.wrong("approach", "one of \"explicit_list\" \"all_crimes\" \"not_criminalised\" \"individualised\"");
  }
  KATIWALA_CHECK(row.finish());
  return out;
}

}  // namespace

Result<PredicateCrimes> PredicateCrimes::parse(const std::string& document, std::string_view text) {
  KATIWALA_TRY(const TomlNode parsed, parse_toml(document, text));
  TomlTable top(document, parsed);
  KATIWALA_TRY(const std::int64_t schema, top.integer("schema"));
  if (schema != 1) return top.wrong("schema", "1");
  PredicateCrimes out;
  KATIWALA_TRY(out.source, top.words("source"));
  KATIWALA_TRY(out.basis, top.words("basis"));
  KATIWALA_TRY(const std::int64_t count, top.integer("countries"));
  KATIWALA_TRY(std::vector<TomlTable> rows, top.tables("row"));
  KATIWALA_CHECK(top.finish());
  for (TomlTable& row : rows) {
    KATIWALA_TRY(PredicateCountry country, parse_country(row));
    const bool again = country.country && std::ranges::any_of(out.countries, [&](const PredicateCountry& c) { return c.country == country.country; });
    if (again) return row.wrong("country", "a country that has no row yet");
    out.countries.push_back(std::move(country));
  }
  if (count != std::ssize(out.countries)) return top.wrong("countries", "the number of rows");
  return out;
}

}  // namespace katiwala::policies
