// From a table of cases as it lies in a file to cases that can be judged.
#include <algorithm>

#include "api/cases/table.h"
#include "api/door/reading.h"
#include "api/scenario/read_fields.h"
#include "ledger/money/exact.h"
#include "policies/rulebook_view.h"

namespace katiwala::api::cases {
namespace {

using scenario::Kind;
using scenario::Node;

constexpr std::string_view kTopKeys[] = {"schema", "title", "parameters", "given", "case"};
constexpr std::size_t kMostRows = 255;
constexpr std::string_view kExpectKeys[] = {"outcome", "tier", "codes", "told", "flags", "duties", "waits_for"};

bool is_duty(const std::string& text) {
  const std::size_t space = text.find(' ');
  return space != std::string::npos && from_name<custody::Duty>(text.substr(0, space)).has_value() && CivilDate::parse(text.substr(space + 1)).ok();
}
bool is_code(const std::string& text) {
  Code code{};
  return code_from_name(text, code);
}
bool is_flag(const std::string& text) { return text.starts_with("RF") && policies::find_rule(text) != nullptr; }
bool is_role(const std::string& text) { return from_name<custody::Role>(text).has_value(); }
bool is_degree(const std::string& text) { return text.size() == 1 && text[0] >= '0' && text[0] <= '9'; }

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) { table_.file = file; }

  Result<Table> read(const Node& top) {
    KATIWALA_CHECK(only(top, kTopKeys, "a table of cases"));
    KATIWALA_CHECK(schema(top));
    KATIWALA_TRY(table_.title, text(top, "title"));
    KATIWALA_CHECK(parameters(top));
    Facts common;
    if (const Node* given = top.find("given")) KATIWALA_CHECK(facts(*given, common));
    const Node* cases = top.find("case");
    if (cases == nullptr || cases->list() == nullptr || cases->list()->empty()) return wrong(top, "A table has at least one [[case]].");
    for (const Node& node : *cases->list()) {
      KATIWALA_TRY(Case one, read_case(node, common));
      table_.cases.push_back(std::move(one));
    }
    return std::move(table_);
  }

 private:
  [[nodiscard]] Refusal wrong(const Node& at, const std::string& words) const { return refuse(Code::RULE_TABLE, words, scenario::place_of(file_, at.line)); }

  Status only(const Node& table, std::span<const std::string_view> keys, const std::string& what) const {
    if (table.table() == nullptr) return wrong(table, what + " must be a table.");
    for (const auto& [key, node] : *table.table()) {
      if (std::ranges::find(keys, key) != keys.end()) continue;
      std::string known;
      for (const std::string_view k : keys) known += (known.empty() ? "" : ", ") + std::string(k);
      return wrong(node, "\"" + key + "\" is not known to " + what + ", which has: " + known + ".");
    }
    return good();
  }

  Result<std::string> text(const Node& table, std::string_view key) const {
    const Node* node = table.find(key);
    if (node == nullptr) return wrong(table, "\"" + std::string(key) + "\" is missing.");
    if (node->text() == nullptr || node->text()->empty()) return wrong(*node, "\"" + std::string(key) + "\" must be a text that is not empty.");
    return *node->text();
  }

  Status schema(const Node& top) const {
    const Node* schema = top.find("schema");
    if (schema == nullptr) return wrong(top, "\"schema\" is missing.");
    return schema->integer() != nullptr && *schema->integer() == 1 ? good() : Status(wrong(*schema, "\"schema\" must be 1."));
  }

  Status parameters(const Node& top) {
    const Node* node = top.find("parameters");
    table_.rulebook.line = top.line;
    if (node == nullptr) return good();
    constexpr Field field[] = {{"parameters", Kind::parameters, true, 0, {}}};
    const Node wrapped{node->line, Node::Table{{"parameters", *node}}};
    KATIWALA_TRY(const Fields read, scenario::read_fields(file_, wrapped, field, {}, "the table", names_));
    table_.rulebook.parameters = read.pairs("parameters");
    table_.rulebook.line = node->line;
    return good();
  }

  Result<Fields> fields(const Node& node, const TableForm& form) {
    KATIWALA_TRY(Fields out, scenario::read_fields(file_, node, form.fields, {}, "\"" + std::string(form.key) + "\"", names_));
    for (const Field& field : form.fields) {
      const scenario::Value* value = out.find(field.key);
      if (value == nullptr) continue;
      const auto no = [&](std::string_view words) {
        return refuse(Code::RULE_TABLE, "\"" + std::string(field.key) + "\" must be " + std::string(words) + ".", scenario::place_of(file_, value->line));
      };
      if (field.kind == Kind::amount && !door::parse_amount(value->text).ok()) return no("an amount with all its currency's decimals: \"18000.00 PHP\"");
      if (field.key == "base" && !Currency::parse(value->text).ok()) return no("a currency");
      if (field.kind == Kind::rate && !Rate::parse(Currency::parse(out.text("base")).value(), Currency::parse("PHP").value(), value->text).ok()) return no("a rate: \"58.2350\"");
      if (field.key == "degree" && !is_degree(value->text)) return no("a degree as text: \"3\"");
    }
    KATIWALA_CHECK(amounts_agree(node, form, out));
    return out;
  }

  /// What stands on one account is of one currency and not negative; a request alone may name any amount, to be shown how it is refused.
  Status amounts_agree(const Node& node, const TableForm& form, const Fields& fields) const {
    if (form.key == "request") return good();
    std::optional<Amount> sum, first;
    for (const Field& field : form.fields) {
      if (field.kind != Kind::amount || !fields.has(field.key)) continue;
      const Amount amount = door::parse_amount(fields.text(field.key)).value();
      if (amount.is_negative()) return wrong(node, "\"" + std::string(field.key) + "\" must not be negative.");
      const bool in_pesos = form.key == "guardian" || field.key == "allowance";
      if (in_pesos && amount.currency().code() != "PHP") return wrong(node, "\"" + std::string(field.key) + "\" must be in PHP.");
      if (form.key == "ward" || form.key == "guardian") continue;
      if (first && first->currency() != amount.currency()) return wrong(node, "The amounts of \"" + std::string(form.key) + "\" must be of one currency.");
      const auto more = sum ? amount_from_wide(amount.currency(), wide(*sum) + wide(amount)) : Result<Amount>(amount);
      if (!more) return wrong(node, "The amounts of \"" + std::string(form.key) + "\" are larger than this ledger accepts.");
      sum = *more;
      if (!first) first = amount;
    }
    if (form.key == "receipt" && !first->is_positive()) return wrong(node, "A receipt is of more than nothing.");
    const auto used = fields.maybe("used");
    if (used && first && door::parse_amount(*used).value() > *first) return wrong(node, "\"used\" is more than there was.");
    return good();
  }

  /// What a case says takes the place of what the file says: key by key in a table, as a whole in a list.
  Status facts(const Node& node, Facts& out) {
    std::vector<std::string_view> keys{"on"};
    for (const TableForm& form : fact_forms()) keys.push_back(form.key);
    KATIWALA_CHECK(only(node, keys, "\"given\""));
    if (const Node* on = node.find("on")) {
      const auto moment = on->text() == nullptr ? Result<Instant>(refuse(Code::TIME_SYNTAX)) : scenario::parse_moment(*on->text());
      if (!moment) return wrong(*on, "\"on\" must be a Manila time such as \"2026-03-02T09:15\", or a date.");
      out.on = *moment;
    }
    for (const TableForm& form : fact_forms()) {
      const Node* table = node.find(form.key);
      if (table == nullptr) continue;
      if (form.key == "guardian" && table->flag() != nullptr) out.guardian = *table->flag();
      else if (form.many) KATIWALA_CHECK(rows(*table, form, out));
      else KATIWALA_CHECK(lay_over(*table, form, out));
    }
    return good();
  }

  Status rows(const Node& list, const TableForm& form, Facts& out) {
    if (list.list() == nullptr || list.list()->size() > kMostRows) return wrong(list, "\"" + std::string(form.key) + "\" must be a list of at most 255 tables.");
    std::vector<Fields> rows;
    for (const Node& item : *list.list()) {
      KATIWALA_TRY(Fields row, fields(item, form));
      rows.push_back(std::move(row));
    }
    out.many.insert_or_assign(std::string(form.key), std::move(rows));
    return good();
  }

  /// Required keys may stand in the file's own table: they are asked for when both are together.
  Status lay_over(const Node& node, const TableForm& form, Facts& out) {
    std::vector<Field> loose(form.fields.begin(), form.fields.end());
    for (Field& field : loose) field.required = false;
    KATIWALA_TRY(const Fields top, fields(node, {form.key, loose, false}));
    const Fields base = out.table(form.key);
    Fields both;
    both.line = node.line;
    for (const Field& field : form.fields) {
      const scenario::Value* value = top.has(field.key) ? top.find(field.key) : base.find(field.key);
      if (value != nullptr) both.set(field.key, *value);
      else if (field.required) return wrong(node, "\"" + std::string(field.key) + "\" is missing: \"" + std::string(form.key) + "\" needs it.");
    }
    if (form.key == "ward" && both.has("born_earliest") != both.has("born_latest")) return wrong(node, "Write both \"born_earliest\" and \"born_latest\".");
    KATIWALA_CHECK(amounts_agree(node, form, both));
    if (form.key == "guardian") out.guardian = true;
    out.one.insert_or_assign(std::string(form.key), std::move(both));
    return good();
  }

  Result<Case> read_case(const Node& node, const Facts& common) {
    std::vector<std::string_view> keys{"name", "given", "expect"};
    for (const TableForm& form : question_forms()) keys.push_back(form.key);
    KATIWALA_CHECK(only(node, keys, "a case"));
    Case out;
    out.line = node.line;
    out.facts = common;
    KATIWALA_TRY(out.name, text(node, "name"));
    if (const Node* given = node.find("given")) KATIWALA_CHECK(facts(*given, out.facts));
    for (const TableForm& form : question_forms()) {
      const Node* asked = node.find(form.key);
      if (asked == nullptr) continue;
      if (!out.question.empty()) return wrong(*asked, "A case asks one question.");
      out.question = form.key;
      KATIWALA_TRY(out.asked, fields(*asked, form));
    }
    if (out.question.empty()) return wrong(node, "A case asks something: request, receipt, new_payee or new_guardian.");
    if (out.asked.flag("under_order", false) && !out.facts.one.contains("court_order")) return wrong(node, "There is no \"court_order\" to ask under.");
    const Node* expect = node.find("expect");
    if (expect == nullptr) return wrong(node, "\"expect\" is missing: a case that expects nothing can not fail.");
    KATIWALA_TRY(out.expected, expected(*expect));
    return out;
  }

  Result<std::optional<std::vector<std::string>>> list(const Node& table, std::string_view key, bool (*known)(const std::string&), std::string_view what) const {
    const Node* node = table.find(key);
    if (node == nullptr) return std::optional<std::vector<std::string>>();
    const std::string words = "\"" + std::string(key) + "\" must be a list of " + std::string(what) + ".";
    if (node->list() == nullptr) return wrong(*node, words);
    std::vector<std::string> out;
    for (const Node& item : *node->list()) {
      if (item.text() == nullptr || !known(*item.text())) return wrong(item, words);
      out.push_back(*item.text());
    }
    return std::optional<std::vector<std::string>>(std::move(out));
  }

  Result<Expected> expected(const Node& node) const {
    KATIWALA_CHECK(only(node, kExpectKeys, "\"expect\""));
    Expected out;
    out.line = node.line;
    KATIWALA_TRY(out.outcome, text(node, "outcome"));
    if (!from_name<custody::Outcome>(out.outcome)) return wrong(node, "\"outcome\" must be one of: allow, deny, escalate, hold.");
    if (node.find("tier") != nullptr) {
      KATIWALA_TRY(out.tier, text(node, "tier"));
      if (!from_name<custody::Tier>(*out.tier)) return wrong(node, "\"tier\" must be one of: T0, T1, T2.");
    }
    KATIWALA_TRY(out.codes, list(node, "codes", is_code, "refusal codes"));
    KATIWALA_TRY(out.told, list(node, "told", is_code, "refusal codes"));
    KATIWALA_TRY(out.flags, list(node, "flags", is_flag, "flags of this program: \"RF01\""));
    KATIWALA_TRY(out.duties, list(node, "duties", is_duty, "duties with their days: \"inventory 2026-10-06\""));
    KATIWALA_TRY(out.waits_for, list(node, "waits_for", is_role, "roles"));
    return out;
  }

  const std::string& file_;
  scenario::NameTable names_;
  Table table_;
};

}  // namespace

const Fields& Facts::table(std::string_view key) const {
  static const Fields none;
  const auto found = one.find(key);
  return found == one.end() ? none : found->second;
}

const std::vector<Fields>& Facts::rows(std::string_view key) const {
  static const std::vector<Fields> none;
  const auto found = many.find(key);
  return found == many.end() ? none : found->second;
}

Result<Table> read_table(const std::string& file, std::string_view text) {
  const auto top = scenario::parse_toml(file, text);
  if (!top) return refuse(Code::RULE_TABLE, top.refusal().message, top.refusal().place);
  auto table = Reader(file).read(*top);
  if (!table) return refuse(Code::RULE_TABLE, table.refusal().message, table.refusal().place);
  return table;
}

}  // namespace katiwala::api::cases
