/// A report as it is read: headed, in tables, certified, to be signed. Values only; drawing is audit/pages, JSON is `json_of`.
///
/// Everything has a key (for programs) and a title (for people), so that the paper and the JSON are two renderings of one thing. Nothing in here is computed: figures are
/// (ward_account.h, order_receipts.h, trial_balance.h), and a document is made of them only after they were checked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/reports/basis.h"
#include "ledger/book/account.h"
#include "ledger/money/rate.h"

namespace katiwala::audit::reports {

struct Cell {
  std::string value;  ///< exact: what JSON carries; empty: nothing
  std::string shown;  ///< on paper; empty: the same
  [[nodiscard]] const std::string& on_paper() const { return shown.empty() ? value : shown; }
};

Cell text(std::string_view value);
Cell number(std::uint64_t value);
Cell day(CivilDate date);
/// "582350.00"; on paper "582,350.00".
Cell money(Amount amount);
/// "582350.00 PHP" for where no table says the currency; on paper "PHP 582,350.00".
Cell money_with_currency(Amount amount);
/// Full; on paper its first eight digits.
Cell short_of(std::string hex);
/// "food_clothing"; on paper "food clothing".
Cell word(std::string_view name);
/// "USD 1 = PHP 58.2350"
std::string rate_text(const Rate& rate);

enum class Align { left, right };

struct Column {
  std::string_view key, title;
  int share = 1;  ///< of the width
  Align align = Align::left;
};

enum class RowStyle { line, subtotal, total };

struct Row {
  std::vector<Cell> cells;         ///< as many as there are columns
  RowStyle style = RowStyle::line;
  std::string_view key{};          ///< of a subtotal or total, for programs
};

struct Table {
  std::string_view key;
  std::string title;
  std::optional<Currency> currency{};
  std::vector<Column> columns;
  std::vector<Row> rows{};
  std::string none{};              ///< said where there is no row
};

struct Fact {
  std::string_view key, label;
  Cell cell;
};

/// A line to sign on.
struct Signature {
  std::string who;
  std::string below{};  ///< "Date: ..."; what has to be written under the name
};

struct Document {
  std::string_view kind;               ///< "annual-account"
  std::string title;
  std::string law;                     ///< under which it is made
  bool to_court = false;               ///< with the caption of a court's paper
  std::string matter;                  ///< whom or what it is about, for the foot of each page
  std::string caption;                 ///< of a court's paper, after "In the matter of"
  Basis basis;
  bool of_a_day = false;               ///< what stands at the end of its last day, whatever came before
  std::vector<Fact> facts;
  std::vector<Table> tables;
  std::vector<std::string> notes;      ///< what a reader has to know
  std::string certification;
  std::vector<Signature> signatures;
  bool sworn = false;                  ///< made under oath: with a jurat
};

/// One JSON object without white space and without a line end; the same document gives the same bytes. Shape: docs/reports.md.
std::string json_of(const Document& document);

}  // namespace katiwala::audit::reports
