#include "api/migration/older_book.h"

#include <algorithm>
#include <array>
#include <map>

#include "api/door/reading.h"
#include "ledger/crypto/digest.h"
#include "ledger/money/exact.h"

namespace katiwala::api::migration {
namespace {

enum class Column : std::uint8_t { kind, ward, currency, authority, amount, income, paid, charges, booked, lines };
constexpr std::array<std::string_view, 10> kColumns{"kind", "ward", "currency", "authority", "amount", "income", "paid", "charges", "booked", "lines"};

constexpr std::string_view kHeader = "kind,ward,currency,authority,amount,income,paid,charges,booked,lines";

constexpr std::string_view name_of_column(Column column) { return kColumns[static_cast<std::size_t>(column)]; }

std::string place(std::size_t row, Column column) { return "row " + std::to_string(row) + ", column " + std::string(name_of_column(column)); }
std::string place(std::size_t row) { return "row " + std::to_string(row); }

class Row {
 public:
  Row(std::size_t number, std::vector<std::string_view> cells) : number_(number), cells_(std::move(cells)) {}

  [[nodiscard]] std::size_t number() const { return number_; }
  [[nodiscard]] std::string_view cell(Column column) const { return cells_[static_cast<std::size_t>(column)]; }
  [[nodiscard]] Refusal wrong(Column column, std::string sentence, Code code = Code::FIELD_INVALID) const { return refuse(code, std::move(sentence), place(number_, column)); }

  /// Nothing stands in a column that this kind of row does not have, and something in those that it must have.
  [[nodiscard]] Status has(std::initializer_list<Column> must, std::initializer_list<Column> may) const {
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      const auto column = static_cast<Column>(i);
      const auto among = [column](std::initializer_list<Column> list) { return std::ranges::find(list, column) != list.end(); };
      if (column == Column::kind) continue;
      if (among(must) && cells_[i].empty()) return wrong(column, "This must be said.");
      if (!among(must) && !among(may) && !cells_[i].empty()) return wrong(column, "A row of this kind says nothing here.");
    }
    return good();
  }

  [[nodiscard]] Result<Currency> currency() const {
    auto currency = Currency::parse(cell(Column::currency));
    if (!currency.ok()) return wrong(Column::currency, currency.refusal().message, currency.refusal().code);
    return currency;
  }
  /// In the row's currency, unless it names its own.
  [[nodiscard]] Result<Amount> amount(Column column, Currency in) const {
    std::string_view text = cell(column);
    if (const auto space = text.find(' '); space != std::string_view::npos && (column == Column::paid || column == Column::charges)) {
      const auto named = Currency::parse(text.substr(space + 1));
      if (!named.ok()) return wrong(column, named.refusal().message, named.refusal().code);
      in = *named;
      text = text.substr(0, space);
    }
    const auto amount = Amount::parse(in, text);
    if (!amount.ok()) return wrong(column, amount.refusal().message, amount.refusal().code);
    if (amount->is_negative()) return wrong(column, "Nothing in an older book is below zero.");
    return amount;
  }
  [[nodiscard]] Result<std::optional<Amount>> optional_amount(Column column, Currency in) const {
    if (cell(column).empty()) return std::optional<Amount>{};
    KATIWALA_TRY(const Amount found, amount(column, in));
    return std::optional(found);
  }
  [[nodiscard]] Result<CivilDate> date(Column column) const {
    const auto date = CivilDate::parse(cell(column));
    if (!date.ok()) return wrong(column, date.refusal().message, date.refusal().code);
    return date;
  }
  [[nodiscard]] Result<std::uint32_t> count(Column column) const {
    const std::string_view text = cell(column);
    const bool digits = !text.empty() && text.size() <= 9 && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits || (text.size() > 1 && text[0] == '0')) return wrong(column, "This is a whole number of rows.");
    return static_cast<std::uint32_t>(std::stoul(std::string(text)));
  }

 private:
  std::size_t number_;
  std::vector<std::string_view> cells_;
};

}  // namespace

Result<Authority> authority_of(std::string_view text) {
  const auto colon = text.find(':');
  const std::string_view kind = text.substr(0, colon), rest = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
  if (kind == "award") {
    KATIWALA_TRY(const auto id, door::parse_id<custody::AwardTag>(rest));
    return Authority(id);
  }
  if (kind == "order") {
    KATIWALA_TRY(const auto id, door::parse_id<custody::OrderTag>(rest));
    return Authority(id);
  }
  if (kind != "paper") return refuse(Code::FIELD_INVALID, "An authority is award:, order: or paper: and what it is.");
  KATIWALA_TRY(const Digest digest, door::parse_digest(rest));
  return Authority(digest);
}

namespace {

/// What the rows of a currency come to, and what the file says they do.
struct Sums {
  Minor held = 0, income = 0, unplaced = 0;
  std::uint32_t lines = 0;
  std::optional<Amount> tax, fee;
  std::size_t row = 0;  ///< of the total; 0: it has none
  Amount bank, said_income;
  std::uint32_t said_lines = 0;
};

class Reader {
 public:
  Status take(const Row& row) {
    const std::string_view kind = row.cell(Column::kind);
    if (kind == "ward") return take_ward(row);
    if (kind == "unplaced") return take_unplaced(row);
    if (kind == "tax" || kind == "fee") return take_kept(row, kind == "tax");
    if (kind == "total") return take_total(row);
    return row.wrong(Column::kind, "A row is of a ward, unplaced, tax, fee or total.");
  }

  Result<OlderBook> finish() {
    for (const auto& [number, pair] : sums_) {
      const auto& [currency, sum] = pair;
      KATIWALA_TRY(custody::OpeningTotals total, held_against_total(currency, sum));
      out_.totals.push_back(total);
    }
    if (out_.totals.empty()) return refuse(Code::FIELD_INVALID, "The older book holds nothing.", place(2));
    return std::move(out_);
  }

 private:
  Sums& sums(Currency currency) { return sums_.try_emplace(currency.numeric(), currency, Sums{}).first->second.second; }

  Status take_ward(const Row& row) {
    KATIWALA_CHECK(row.has({Column::ward, Column::currency, Column::authority, Column::amount}, {Column::income, Column::paid, Column::charges}));
    WardRow line;
    line.row = row.number();
    const auto ward = door::parse_id<custody::WardTag>(row.cell(Column::ward));
    if (!ward.ok()) return row.wrong(Column::ward, ward.refusal().message, ward.refusal().code);
    line.ward = *ward;
    const auto authority = authority_of(row.cell(Column::authority));
    if (!authority.ok()) return row.wrong(Column::authority, authority.refusal().message, authority.refusal().code);
    line.authority = *authority;
    KATIWALA_TRY(const Currency currency, row.currency());
    KATIWALA_TRY(line.amount, row.amount(Column::amount, currency));
    KATIWALA_TRY(line.income, row.optional_amount(Column::income, currency));
    KATIWALA_TRY(line.paid, row.optional_amount(Column::paid, currency));
    KATIWALA_TRY(line.charges, row.optional_amount(Column::charges, currency));
    if (line.income && *line.income > line.amount) return row.wrong(Column::income, "There is more income than is held.");
    const std::string key = std::string(row.cell(Column::ward)) + "|" + std::string(row.cell(Column::authority)) + "|" + currency.code();
    const auto [known, is_new] = rows_.emplace(key, row.number());
    if (!is_new) return row.wrong(Column::ward, "The same ward, authority and currency stand in row " + std::to_string(known->second) + ".");
    Sums& sum = sums(currency);
    ++sum.lines;
    sum.held += wide(line.amount);
    if (line.income) sum.income += wide(*line.income);
    out_.wards.push_back(std::move(line));
    return good();
  }

  Status take_unplaced(const Row& row) {
    KATIWALA_CHECK(row.has({Column::currency, Column::amount, Column::booked}, {}));
    KATIWALA_TRY(const Currency currency, row.currency());
    CreditRow credit{row.number(), {}, {}};
    KATIWALA_TRY(credit.amount, row.amount(Column::amount, currency));
    KATIWALA_TRY(credit.booked, row.date(Column::booked));
    if (credit.amount.is_zero()) return row.wrong(Column::amount, "A credit of nothing.");
    sums(currency).unplaced += wide(credit.amount);
    out_.unplaced.push_back(credit);
    return good();
  }

  Status take_kept(const Row& row, bool tax) {
    KATIWALA_CHECK(row.has({Column::currency, Column::amount}, {}));
    KATIWALA_TRY(const Currency currency, row.currency());
    KATIWALA_TRY(const Amount amount, row.amount(Column::amount, currency));
    std::optional<Amount>& kept = tax ? sums(currency).tax : sums(currency).fee;
    if (kept) return row.wrong(Column::kind, "This currency has such a row already.");
    kept = amount;
    return good();
  }

  Status take_total(const Row& row) {
    KATIWALA_CHECK(row.has({Column::currency, Column::amount, Column::income, Column::lines}, {}));
    KATIWALA_TRY(const Currency currency, row.currency());
    Sums& sum = sums(currency);
    if (sum.row != 0) return row.wrong(Column::kind, "This currency has its total in row " + std::to_string(sum.row) + " already.");
    sum.row = row.number();
    KATIWALA_TRY(sum.bank, row.amount(Column::amount, currency));
    KATIWALA_TRY(sum.said_income, row.amount(Column::income, currency));
    KATIWALA_TRY(sum.said_lines, row.count(Column::lines));
    return good();
  }

  static Refusal differs(std::size_t row, Column column, const std::string& comes_to) {
    return refuse(Code::CONTROL_SUM_MISMATCH, "The rows come to " + comes_to + ".", place(row, column));
  }

  static Result<custody::OpeningTotals> held_against_total(Currency currency, const Sums& sum) {
    const Amount none = zero(currency);
    if (sum.row == 0) return refuse(Code::CONTROL_SUM_MISMATCH, "The file has no total of " + currency.code() + ".", "currency " + currency.code());
    custody::OpeningTotals out{sum.lines, none, none, none, sum.tax.value_or(none), sum.fee.value_or(none), none};
    KATIWALA_TRY(const Amount held, amount_from_wide(currency, sum.held));
    KATIWALA_TRY(out.income, amount_from_wide(currency, sum.income));
    KATIWALA_TRY(out.unplaced, amount_from_wide(currency, sum.unplaced));
    KATIWALA_TRY(out.bank, amount_from_wide(currency, sum.held + sum.unplaced + wide(out.tax) + wide(out.fee)));
    out.principal = held - out.income;
#ifndef KATIWALA_SABOTAGE_total_not_held
    if (out.bank != sum.bank) return differs(sum.row, Column::amount, out.bank.text());
#endif
    if (out.income != sum.said_income) return differs(sum.row, Column::income, out.income.text());
    if (out.lines != sum.said_lines) return differs(sum.row, Column::lines, std::to_string(out.lines));
    return out;
  }

  OlderBook out_;
  std::map<std::string, std::size_t> rows_;  ///< of wards, by what must not stand there twice
  std::map<std::uint16_t, std::pair<Currency, Sums>> sums_;
};

/// As many as the columns, or one more: what has more of them is not kept.
std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto comma = line.find(',');
    out.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos || out.size() > kColumns.size()) return out;
    line.remove_prefix(comma + 1);
  }
}

std::size_t columns_in(std::string_view line) { return static_cast<std::size_t>(std::ranges::count(line, ',')) + 1; }

/// Whether every byte is one that a file of this kind has: what is printed in ASCII, without quotes, and spaces only between an amount and its currency.
Status is_plain(std::string_view cell, std::size_t row, std::size_t column) {
  const bool plain = std::ranges::all_of(cell, [](char c) { return c >= ' ' && c <= '~' && c != '"'; });
  const bool trimmed = cell.empty() || (cell.front() != ' ' && cell.back() != ' ');
  if (plain && trimmed) return good();
  return refuse(Code::FIELD_INVALID, "A cell has printable ASCII, no quotes, and no space at its ends.", place(row, static_cast<Column>(column)));
}

}  // namespace

Result<OlderBook> read_older_book(std::string_view csv) {
  Reader reader;
  std::size_t number = 0;
  for (std::string_view rest = csv; !rest.empty();) {
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number;
    std::vector<std::string_view> cells = cells_of(line);
    if (number == 1) {
      if (!std::ranges::equal(cells, kColumns)) return refuse(Code::FIELD_INVALID, "The first row names the columns: " + std::string(kHeader), place(1));
      continue;
    }
    if (cells.size() != kColumns.size())
      return refuse(Code::FIELD_INVALID, "The row has " + std::to_string(columns_in(line)) + " columns, not 10.", place(number));
    for (std::size_t i = 0; i < cells.size(); ++i) KATIWALA_CHECK(is_plain(cells[i], number, i));
    KATIWALA_CHECK(reader.take(Row(number, std::move(cells))));
  }
  if (number == 0) return refuse(Code::FIELD_INVALID, "The file is empty.", place(1));
  KATIWALA_TRY(OlderBook book, reader.finish());
  book.source = crypto::sha256(view(csv));
  return book;
}

}  // namespace katiwala::api::migration
