#include "audit/exports/csv.h"

namespace katiwala::audit::exports {
namespace {

bool is_negative_number(std::string_view field) {
  return field.size() > 1 && field[0] == '-' && field.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

/// What spreadsheets take for a formula, by its first letter. A negative amount is none, and stays a number.
bool reads_as_formula(std::string_view field) {
  constexpr std::string_view kFirst("=+-@\t\r\0", 7);
  return !field.empty() && kFirst.find(field[0]) != std::string_view::npos && !is_negative_number(field);
}

void add_field(std::string& out, std::string_view field) {
  if (reads_as_formula(field)) return add_field(out, "'" + std::string(field));
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char letter : field) {
    if (letter == '"') out += '"';
    out += letter;
  }
  out += '"';
}

}  // namespace

CsvTable::CsvTable(Sink sink, std::initializer_list<std::string_view> header) : sink_(std::move(sink)), width_(header.size()) { row(header); }

void CsvTable::row(std::initializer_list<std::string_view> fields) {
  KATIWALA_ASSERT(fields.size() == width_, "a row with another number of fields than its table");
  std::string out;
  bool first = true;
  for (const std::string_view field : fields) {
    if (!first) out += ',';
    first = false;
    add_field(out, field);
  }
  sink_(out + "\r\n");
}

}  // namespace katiwala::audit::exports
