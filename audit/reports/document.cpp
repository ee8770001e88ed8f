#include "audit/reports/document.h"

#include <algorithm>

#include "audit/exports/json_text.h"

namespace katiwala::audit::reports {
namespace {

using exports::JsonObject;

/// "-582350.00" becomes "-582,350.00".
std::string grouped(const std::string& plain) {
  const std::size_t begin = plain.starts_with('-') ? 1 : 0;
  const std::size_t point = std::min(plain.find('.'), plain.size());
  std::string out;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (i > begin && i < point && (point - i) % 3 == 0) out += ',';
    out += plain[i];
  }
  return out;
}

void add_basis(JsonObject& out, const Basis& basis) {
  out.text("ledger", basis.ledger.hex());
  out.text("origin", basis.origin);
  out.text("mode", name(basis.mode));
  {
    JsonObject as_of(out.key("as_of"));
    as_of.member("entry", basis.entry);
    as_of.text("leaf", to_hex(basis.leaf));
    as_of.text("time", basis.time.utc_text());
    as_of.text("day", manila_date(basis.time).text());
  }
  {
    JsonObject period(out.key("period"));
    period.text("from", basis.from.text());
    period.text("to", basis.to.text());
  }
  {
    JsonObject head(out.key("head"));
    head.member("size", basis.head.size);
    head.text("root", to_hex(basis.head.root));
    head.member("cosignatures", basis.head.cosignatures);
  }
  out.text("check", check_line(basis));
  if (!basis.check_at.empty()) out.text("check_at", code_text(basis));
}

void add_cells(JsonObject& out, const Table& table, const Row& row) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (!row.cells[i].value.empty()) out.text(table.columns[i].key, row.cells[i].value);
}

void add_table(std::string& out, const Table& table) {
  JsonObject object(out);
  object.text("table", table.key);
  if (table.currency) object.text("currency", table.currency->code());
  std::string& rows = object.key("rows");
  rows += '[';
  bool first = true;
  for (const Row& row : table.rows) {
    if (row.style != RowStyle::line) continue;
    if (!std::exchange(first, false)) rows += ',';
    JsonObject line(rows);
    add_cells(line, table, row);
  }
  rows += ']';
  JsonObject totals(object.key("totals"));
  for (const Row& row : table.rows) {
    if (row.style == RowStyle::line) continue;
    JsonObject total(totals.key(row.key));
    // The first cell of a total is its name.
    for (std::size_t i = 1; i < table.columns.size(); ++i)
      if (!row.cells[i].value.empty()) total.text(table.columns[i].key, row.cells[i].value);
  }
}

void add_document(std::string& out, const Document& document) {
  JsonObject object(out);
  object.text("report", document.kind);
  object.text("title", document.title);
  object.text("law", document.law);
  add_basis(object, document.basis);
  {
    JsonObject facts(object.key("facts"));
    for (const Fact& fact : document.facts)
      if (!fact.cell.value.empty()) facts.text(fact.key, fact.cell.value);
  }
  std::string& tables = object.key("tables");
  tables += '[';
  for (std::size_t i = 0; i < document.tables.size(); ++i) {
    if (i > 0) tables += ',';
    add_table(tables, document.tables[i]);
  }
  tables += ']';
  std::string& notes = object.key("notes");
  exports::add_list(notes, document.notes);
  object.text("certification", document.certification);
}

}  // namespace

std::string check_line(const Basis& basis) { return "katiwala:" + basis.origin + "/" + std::to_string(basis.entry) + "#" + to_hex(basis.leaf); }

std::string code_text(const Basis& basis) {
  if (basis.check_at.empty()) return check_line(basis);
  return basis.check_at + "/check#" + std::to_string(basis.entry) + "." + to_hex(basis.leaf);
}

Cell text(std::string_view value) { return {std::string(value), {}}; }
Cell number(std::uint64_t value) { return {std::to_string(value), {}}; }
Cell day(CivilDate date) { return {date.text(), {}}; }
Cell money(Amount amount) { return {amount.text(), grouped(amount.text())}; }
Cell money_with_currency(Amount amount) {
  return {amount.text() + " " + amount.currency().code(), amount.currency().code() + " " + grouped(amount.text())};
}
Cell short_of(std::string hex) {
  std::string shown = hex.substr(0, 8);
  return {std::move(hex), std::move(shown)};
}
Cell word(std::string_view name) {
  std::string shown(name);
  std::ranges::replace(shown, '_', ' ');
  return {std::string(name), std::move(shown)};
}
std::string rate_text(const Rate& rate) { return rate.base().code() + " 1 = " + rate.quote().code() + " " + rate.text(); }

std::string json_of(const Document& document) {
  std::string out;
  add_document(out, document);
  return out;
}

}  // namespace katiwala::audit::reports
