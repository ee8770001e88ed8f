#include "api/scenario/read_fields.h"

#include <algorithm>

namespace katiwala::api::scenario {
namespace {

/// Reading one value; the place of every refusal is the value's line.
struct ValueReader {
  const std::string& file;
  const Field& field;
  const Node& node;
  NameTable& names;

  [[nodiscard]] std::string place() const { return place_of(file, node.line); }
  [[nodiscard]] Refusal wrong(std::string_view wanted) const {
    return refuse(Code::SCRIPT_TYPE, "\"" + std::string(field.key) + "\" must be " + std::string(wanted) + ".", place());
  }

  Result<Value> read() {
    switch (field.kind) {
      case Kind::text: return text(nullptr, "a text that is not empty");
      case Kind::name: return text(is_script_name, "a name: letters, digits, \"-\" and \"_\"");
      case Kind::fresh: return fresh();
      case Kind::known: return known();
      case Kind::knowns: return knowns();
      case Kind::document: return document();
      case Kind::amount: return text(looks_like_amount, "an amount with its currency, as text: \"18000.00 PHP\"");
      case Kind::rate: return text([](std::string_view t) { return t.find(' ') == std::string_view::npos; }, "a rate, as text: \"58.2350\"");
      case Kind::date: return text([](std::string_view t) { return CivilDate::parse(t).ok(); }, "a date that exists: \"2026-03-02\"");
      case Kind::moment: return text([](std::string_view t) { return parse_moment(t).ok(); }, "a Manila time such as \"2026-03-02T09:15\", or a date");
      case Kind::flag: return flag();
      case Kind::number: return number();
      case Kind::percent: return text(is_percent, "a per cent a year, as text, with at most four decimals: \"1.25\"");
      case Kind::words: return words();
      case Kind::word: return text(field.words.has, "one of: " + field.words.list());
      case Kind::currencies: return texts(looks_like_currency, "a list of currencies: [\"PHP\", \"USD\"]");
      case Kind::files: return texts([](std::string_view t) { return !t.empty(); }, "a list of file names");
      case Kind::particulars: return particulars();
      case Kind::accounts: return accounts();
      case Kind::shares: return amounts(true, "a table of wards and amounts: {A = \"5000.00 USD\"}");
      case Kind::defendants: return amounts(false, "a table of persons and amounts: {accused = \"5000.00 USD\"}");
      case Kind::terms: return terms();
      case Kind::vouchers: return vouchers();
      case Kind::parameters: return parameters();
    }
    halt("a kind of field without a reader", __FILE__, __LINE__);
  }

  static bool looks_like_currency(std::string_view t) {
    return t.size() == 3 && std::all_of(t.begin(), t.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  [[nodiscard]] Value value() const {
    Value out;
    out.line = node.line;
    return out;
  }

  Result<Value> text(bool (*good_text)(std::string_view), std::string_view wanted) {
    const std::string* found = node.text();
    if (found == nullptr || found->empty() || (good_text != nullptr && !good_text(*found))) return wrong(wanted);
    Value out = value();
    out.text = *found;
    return out;
  }

  Result<Value> fresh() {
    KATIWALA_TRY(Value out, text(is_script_name, "a new name: letters, digits, \"-\" and \"_\""));
    KATIWALA_CHECK(names.give(out.text, static_cast<Space>(field.spaces), node.line, place()));
    return out;
  }

  Result<Value> known() {
    KATIWALA_TRY(Value out, text(is_script_name, "the name of " + words_for(field.spaces)));
    KATIWALA_CHECK(names.check(out.text, field.spaces, place()));
    return out;
  }

  Result<Value> knowns() {
    KATIWALA_TRY(Value out, texts(is_script_name, "a list of names"));
    for (const std::string& name : out.list) KATIWALA_CHECK(names.check(name, field.spaces, place()));
    return out;
  }

  Result<Value> texts(bool (*good_text)(std::string_view), std::string_view wanted) {
    Value out = value();
    if (node.list() == nullptr) return wrong(wanted);
    for (const Node& item : *node.list()) {
      if (item.text() == nullptr || !good_text(*item.text())) return wrong(wanted);
      out.list.push_back(*item.text());
    }
    return out;
  }

  Result<Value> document() {
    if (node.flag() != nullptr && !*node.flag()) return value();
    return text(nullptr, "a text that stands for the document, or false");
  }

  Result<Value> flag() {
    if (node.flag() == nullptr) return wrong("true or false");
    Value out = value();
    out.text = *node.flag() ? "true" : "false";
    return out;
  }

  Result<Value> particulars() {
    constexpr std::string_view kinds[] = {"name", "address", "phone", "device", "account", "notes"};
    constexpr std::string_view wanted = "a table of texts: name, address, phone, device, account, notes";
    if (node.table() == nullptr) return wrong(wanted);
    Value out = value();
    for (const auto& [key, item] : *node.table()) {
      if (std::find(std::begin(kinds), std::end(kinds), key) == std::end(kinds)) {
        return refuse(Code::SCRIPT_UNKNOWN_KEY, "\"" + key + "\" is not known among particulars.", place_of(file, item.line));
      }
      if (item.text() == nullptr || item.text()->empty()) return wrong(wanted);
      out.pairs.emplace_back(key, *item.text());
    }
    return out;
  }

  Result<Value> accounts() {
    constexpr std::string_view wanted = "a table of currencies and account numbers: {USD = \"SBX-1\"}";
    if (node.table() == nullptr || node.table()->empty()) return wrong(wanted);
    Value out = value();
    for (const auto& [key, item] : *node.table()) {
      if (!looks_like_currency(key) || item.text() == nullptr || item.text()->empty()) return wrong(wanted);
      out.pairs.emplace_back(key, *item.text());
    }
    return out;
  }

  Result<Value> amounts(bool of_wards, std::string_view wanted) {
    if (node.table() == nullptr || node.table()->empty()) return wrong(wanted);
    Value out = value();
    for (const auto& [key, item] : *node.table()) {
      if (of_wards) KATIWALA_CHECK(names.check(key, kWard, place_of(file, item.line)));
      else if (!is_script_name(key)) return wrong(wanted);
      if (item.text() == nullptr || !looks_like_amount(*item.text())) return wrong(wanted);
      out.pairs.emplace_back(key, *item.text());
    }
    return out;
  }

  Result<Value> number() {
    if (node.integer() == nullptr || *node.integer() < 0) return wrong("a whole number, not negative");
    Value out = value();
    out.text = std::to_string(*node.integer());
    return out;
  }

  static bool is_percent(std::string_view t) {
    const auto digits = [](std::string_view s) { return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; }); };
    const std::size_t point = t.find('.');
    const std::string_view whole = t.substr(0, point);
    if (!digits(whole) || whole.size() > 3) return false;
    if (point == std::string_view::npos) return true;
    const std::string_view part = t.substr(point + 1);
    return digits(part) && part.size() <= 4;
  }

  Result<Value> words() {
    const std::string wanted = "a list of: " + field.words.list();
    if (node.list() == nullptr || node.list()->empty()) return wrong(wanted);
    Value out = value();
    for (const Node& item : *node.list()) {
      if (item.text() == nullptr || !field.words.has(*item.text())) return wrong(wanted);
      out.list.push_back(*item.text());
    }
    return out;
  }

  Result<Value> terms() {
    constexpr std::string_view wanted = "what the trust instrument says: {auto_invest, no_charges_on_principal: flags, allowance: an amount, receipt_days: a number}";
    if (node.table() == nullptr || node.table()->empty()) return wrong(wanted);
    Value out = value();
    for (const auto& [key, item] : *node.table()) {
      const bool is_flag = key == "auto_invest" || key == "no_charges_on_principal";
      if (is_flag && item.flag() != nullptr) out.pairs.emplace_back(key, *item.flag() ? "true" : "false");
      else if (key == "allowance" && item.text() != nullptr && looks_like_amount(*item.text())) out.pairs.emplace_back(key, *item.text());
      else if (key == "receipt_days" && item.integer() != nullptr && *item.integer() > 0) out.pairs.emplace_back(key, std::to_string(*item.integer()));
      else return wrong(wanted);
    }
    return out;
  }

  Result<Value> vouchers() {
    const std::string wanted = "a list of tables: [{kind = \"dswd\", person = \"worker\", document = \"letter\"}], kind one of: " + field.words.list();
    if (node.list() == nullptr || node.list()->empty()) return wrong(wanted);
    Value out = value();
    for (const Node& item : *node.list()) {
      const Node *kind = item.find("kind"), *person = item.find("person"), *document = item.find("document");
      if (kind == nullptr || kind->text() == nullptr || !field.words.has(*kind->text())) return wrong(wanted);
      if (person == nullptr || person->text() == nullptr || !is_script_name(*person->text())) return wrong(wanted);
      if (document != nullptr && (document->text() == nullptr || document->text()->empty())) return wrong(wanted);
      if (item.table()->size() != (document == nullptr ? 2U : 3U)) return wrong(wanted);
      out.rows.push_back({{"kind", *kind->text()}, {"person", *person->text()}});
      if (document != nullptr) out.rows.back().emplace_back("document", *document->text());
    }
    return out;
  }

  Result<Value> parameters() {
    constexpr std::string_view wanted = "parameters by rule: {R02 = {leap_rule = \"FEB_28\"}}";
    if (node.table() == nullptr) return wrong(wanted);
    Value out = value();
    for (const auto& [rule, table] : *node.table()) {
      if (table.table() == nullptr) return wrong(wanted);
      for (const auto& [key, item] : *table.table()) {
        if (item.table() != nullptr) return wrong(wanted);
        out.pairs.emplace_back(rule + "." + key, to_toml(item));
      }
    }
    return out;
  }
};

std::string list_of(std::span<const Field> description, std::span<const std::string_view> others) {
  std::string out;
  for (const Field& field : description) out += (out.empty() ? "" : ", ") + std::string(field.key);
  for (const std::string_view other : others) out += (out.empty() ? "" : ", ") + std::string(other);
  return out;
}

Status check_keys(const std::string& file, const Node::Table& members, std::span<const Field> description,
                  std::span<const std::string_view> others, std::string_view what) {
  for (const auto& [key, node] : members) {
    const bool known = std::any_of(description.begin(), description.end(), [&](const Field& f) { return f.key == key; }) ||
                       std::find(others.begin(), others.end(), key) != others.end();
    if (known) continue;
    return refuse(Code::SCRIPT_UNKNOWN_KEY, "\"" + key + "\" is not known to " + std::string(what) + ", which has: " + list_of(description, others) + ".",
                  place_of(file, node.line));
  }
  return good();
}

}  // namespace

std::string place_of(const std::string& file, int line) { return file + ":" + std::to_string(line); }

bool looks_like_amount(std::string_view text) {
  const std::size_t space = text.find(' ');
  return space != std::string_view::npos && space > 0 && ValueReader::looks_like_currency(text.substr(space + 1));
}

bool is_day_alone(std::string_view text) { return text.size() == 10; }

Result<Instant> parse_moment(std::string_view text) {
  std::string whole(text);
  if (is_day_alone(text)) {
    KATIWALA_CHECK([&]() -> Status { const auto day = CivilDate::parse(text); return day ? good() : Status(day.refusal()); }());
    whole += "T09:00";
  }
  if (whole.size() == 16) whole += ":00";
  if (whole.size() != 19) return refuse(Code::TIME_SYNTAX);
  return Instant::parse(whole + "+08:00");
}

Result<Fields> read_fields(const std::string& file, const Node& table, std::span<const Field> description,
                           std::span<const std::string_view> others, std::string_view what, NameTable& names) {
  const Node::Table* members = table.table();
  if (members == nullptr) return refuse(Code::SCRIPT_TYPE, std::string(what) + " must be a table.", place_of(file, table.line));
  KATIWALA_CHECK(check_keys(file, *members, description, others, what));
  Fields out;
  out.line = table.line;
  // Names given here are given last: a step does not name itself.
  for (const bool giving : {false, true}) {
    for (const Field& field : description) {
      if ((field.kind == Kind::fresh) != giving) continue;
      const Node* node = table.find(field.key);
      if (node == nullptr) {
        if (!field.required) continue;
        return refuse(Code::SCRIPT_MISSING, "\"" + std::string(field.key) + "\" is missing: " + std::string(what) + " needs it.",
                      place_of(file, table.line));
      }
      KATIWALA_TRY(Value value, (ValueReader{file, field, *node, names}.read()));
      out.set(field.key, std::move(value));
    }
  }
  return out;
}

}  // namespace katiwala::api::scenario
