#include "audit/pages/table.h"

#include <algorithm>

namespace katiwala::audit::pages {
namespace {

using namespace reports;

constexpr int kPadding = 3 * kPoint;
constexpr int kRowGap = 3 * kPoint;
constexpr int kThin = kPoint / 3, kThick = kPoint * 8 / 10;
constexpr int kPale = 800;  ///< of 1024: white
constexpr Style kTitle{Face::serif, 110, true};
constexpr Style kHeader{Face::sans, 68, true};
constexpr Style kBody{Face::sans, 74};
constexpr Style kTotal{Face::sans, 76, true};

struct Span {
  int x = 0, width = 0;
};

std::vector<Span> spans_of(const Table& table) {
  int shares = 0;
  for (const Column& column : table.columns) shares += column.share;
  std::vector<Span> out;
  int before = 0;
  for (const Column& column : table.columns) {
    const int begin = kTextWidth / shares * before, end = kTextWidth / shares * (before + column.share);
    out.push_back({kMargin + begin, end - begin});
    before += column.share;
  }
  return out;
}

struct SetCell {
  Setting setting;
  int x = 0;
};
struct SetRow {
  std::vector<SetCell> cells;
  int height = 0;
};

class TableSetter {
 public:
  TableSetter(Sheets& sheets, const Type& type, const Table& table) : sheets_(sheets), type_(type), table_(table), spans_(spans_of(table)) {
    std::vector<Cell> titles;
    for (const Column& column : table.columns) titles.push_back(text(column.title));
    header_ = set_row(titles, kHeader, false);
    for (const Row& row : table.rows) rows_.push_back(set_row(row.cells, row.style == RowStyle::total ? kTotal : kBody, row.style != RowStyle::line));
  }

  void put() {
    const Setting title = type_.set(table_.title, kTitle);
    const Setting none = type_.set(table_.none, kBody);
    const bool empty = std::ranges::none_of(table_.rows, [](const Row& row) { return row.style == RowStyle::line; }) && !table_.none.empty();
    const int first = table_.rows.empty() ? none.height() : needed(0);
    if (!sheets_.fits(title.height() + 4 * kPoint + header_.height + first + 2 * kRowGap)) sheets_.turn();
    sheets_.paragraph(title);
    sheets_.skip(4 * kPoint);
    put_header();
    if (empty) {
      sheets_.skip(kRowGap);
      sheets_.paragraph(none, kMargin + kPadding);
      sheets_.skip(kRowGap);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!sheets_.fits(needed(i))) {
        sheets_.turn();
        sheets_.paragraph(type_.set(table_.title + " (continued)", {Face::serif, 95, false, true}));
        sheets_.skip(4 * kPoint);
        put_header();
      }
      put_row(rows_[i], table_.rows[i].style);
    }
    if (table_.rows.empty() || table_.rows.back().style != RowStyle::total) sheets_.rule(kMargin, sheets_.y(), kTextWidth, kThin);
    sheets_.skip(16 * kPoint);
  }

 private:
  /// A total's name may run over the empty columns behind it.
  [[nodiscard]] Span span_of(const std::vector<Cell>& cells, std::size_t column, bool wide) const {
    Span out = spans_[column];
    if (!wide || column != 0) return out;
    for (std::size_t next = 1; next < cells.size() && cells[next].value.empty(); ++next) out.width += spans_[next].width;
    return out;
  }

  [[nodiscard]] SetRow set_row(const std::vector<Cell>& cells, const Style& style, bool wide) const {
    KATIWALA_ASSERT(cells.size() == table_.columns.size(), "a row of another width than its table");
    SetRow out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].value.empty()) continue;
      const bool right = table_.columns[i].align == Align::right;
      const Span span = span_of(cells, i, wide);
      const int width = span.width - 2 * kPadding;
      Setting setting = type_.set(cells[i].on_paper(), style, width, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
      out.height = std::max(out.height, setting.height());
      out.cells.push_back({std::move(setting), span.x + kPadding});
    }
    return out;
  }

  /// A row and the totals right below it stay together.
  [[nodiscard]] int needed(std::size_t row) const {
    int out = rows_[row].height + 2 * kRowGap;
    for (std::size_t next = row + 1; next < rows_.size() && table_.rows[next].style != RowStyle::line; ++next) out += rows_[next].height + 2 * kRowGap;
    return out;
  }

  void put_cells(const SetRow& row) {
    for (const SetCell& cell : row.cells) sheets_.text(cell.setting, cell.x, sheets_.y());
    sheets_.skip(row.height);
  }

  void put_header() {
    sheets_.rule(kMargin, sheets_.y(), kTextWidth, kThick);
    sheets_.skip(kRowGap);
    put_cells(header_);
    sheets_.skip(kRowGap);
    sheets_.rule(kMargin, sheets_.y(), kTextWidth, kThin);
  }

  void put_row(const SetRow& row, RowStyle style) {
    if (style == RowStyle::total) sheets_.rule(kMargin, sheets_.y(), kTextWidth, kThin);
    sheets_.skip(kRowGap);
    put_cells(row);
    sheets_.skip(kRowGap);
    if (style == RowStyle::total) {
      sheets_.rule(kMargin, sheets_.y(), kTextWidth, kThin);
      sheets_.rule(kMargin, sheets_.y() + kPoint * 16 / 10, kTextWidth, kThin);
    } else {
      sheets_.rule(kMargin, sheets_.y(), kTextWidth, kThin / 2, kPale);
    }
  }

  Sheets& sheets_;
  const Type& type_;
  const Table& table_;
  std::vector<Span> spans_;
  SetRow header_;
  std::vector<SetRow> rows_;
};

}  // namespace

void put_table(Sheets& sheets, const Type& type, const Table& table) { TableSetter(sheets, type, table).put(); }

}  // namespace katiwala::audit::pages
