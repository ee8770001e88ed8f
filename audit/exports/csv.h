/// Rows of comma-separated values, as RFC 4180 writes them: fields with a comma, a quote or a line break in quotes, quotes doubled, lines
/// ended by CR LF, a header line first, the same number of fields in every line. A field that a spreadsheet would take for a formula has a single quote
/// before it (OWASP ASVS 5.0, 1.2.10).
#pragma once

#include <initializer_list>

#include "audit/exports/exporter.h"

namespace katiwala::audit::exports {

class CsvTable {
 public:
  CsvTable(Sink sink, std::initializer_list<std::string_view> header);
  /// Pre: as many fields as the header has (asserted).
  void row(std::initializer_list<std::string_view> fields);

 private:
  Sink sink_;
  std::size_t width_;
};

}  // namespace katiwala::audit::exports
