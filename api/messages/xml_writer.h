/// Deterministic XML: two spaces a level, one element a line, LF, UTF-8, everything escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/money/amount.h"

namespace katiwala::api::messages {

class XmlWriter {
 public:
  /// Begins <Document> of an ISO 20022 definition such as "pain.001.001.09".
  explicit XmlWriter(std::string_view definition);
  void open(std::string_view name);
  void close();
  void leaf(std::string_view name, std::string_view text);
  /// Nothing if `text` is empty.
  void maybe_leaf(std::string_view name, std::string_view text);
  /// <Amt Ccy="PHP">18000.00</Amt>. Pre: not negative: the direction is said beside it.
  void amount(std::string_view name, Amount amount);
  /// Opens and closes `path` around one leaf, the last name of it: chain({"Tp", "Cd"}, "X").
  void chain(std::initializer_list<std::string_view> path, std::string_view text);
  /// Pre: all that was opened is closed, but the Document.
  std::string finish();

 private:
  void line(std::string_view text);
  std::vector<std::string> open_;
  std::string out_;
};

}  // namespace katiwala::api::messages
