#include "audit/exports/csv.h"

namespace katiwala::audit::exports {
namespace {

void add_field(std::string& out, std::string_view field) {
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
