// From a scenario file's bytes to a Script.
#include <algorithm>
#include <fstream>
#include <sstream>

#include "api/scenario/read_fields.h"
#include "api/scenario/script.h"

namespace katiwala::api::scenario {
namespace {

constexpr std::string_view kTopKeys[] = {"title", "about", "start", "calendars", "holiday", "parameters", "party", "pool", "step", "expect"};
constexpr std::string_view kStepKeys[] = {"at", "do", "by", "label", "approve", "note", "expect"};

class Reader {
 public:
  Reader(const std::string& file, ReadFile read_file) : file_(file), read_file_(read_file) { script_.file = file; }

  Result<Script> read(const Node& top) {
    KATIWALA_CHECK(known_keys(top));
    KATIWALA_CHECK(head(top));
    KATIWALA_CHECK(rulebook(top));
    for (const DefaultParty& party : default_parties()) KATIWALA_CHECK(names_.give(std::string(party.name), kParty, 0, file_));
    KATIWALA_CHECK(tables(top, "party", party_fields(), script_.parties));
    KATIWALA_CHECK(tables(top, "pool", pool_fields(), script_.pools));
    if (script_.pools.empty()) KATIWALA_CHECK(names_.give(std::string(kDefaultPool), kPool, 0, file_));
    KATIWALA_CHECK(steps(top));
    if (const Node* expect = top.find("expect")) {
      KATIWALA_TRY(script_.finally, read_expectations(file_, *expect, names_, false));
    }
    return std::move(script_);
  }

 private:
  [[nodiscard]] std::string place(const Node& node) const { return place_of(file_, node.line); }
  [[nodiscard]] Refusal wrong(const Node& node, std::string_view key, std::string_view wanted) const {
    return refuse(Code::SCRIPT_TYPE, "\"" + std::string(key) + "\" must be " + std::string(wanted) + ".", place(node));
  }

  Status known_keys(const Node& top) const {
    for (const auto& [key, node] : *top.table()) {
      if (std::find(std::begin(kTopKeys), std::end(kTopKeys), key) != std::end(kTopKeys)) continue;
      std::string known;
      for (const std::string_view k : kTopKeys) known += (known.empty() ? "" : ", ") + std::string(k);
      return refuse(Code::SCRIPT_UNKNOWN_KEY, "\"" + key + "\" is not known at the top of a scenario, which has: " + known + ".", place(node));
    }
    return good();
  }

  Result<std::string> text(const Node& table, std::string_view key, bool required) const {
    const Node* node = table.find(key);
    if (node == nullptr) {
      if (!required) return std::string();
      return refuse(Code::SCRIPT_MISSING, "\"" + std::string(key) + "\" is missing.", place_of(file_, table.line));
    }
    if (node->text() == nullptr || node->text()->empty()) return wrong(*node, key, "a text that is not empty");
    return *node->text();
  }

  Status head(const Node& top) {
    KATIWALA_TRY(script_.title, text(top, "title", true));
    KATIWALA_TRY(script_.about, text(top, "about", false));
    KATIWALA_TRY(const std::string start, text(top, "start", true));
    const auto moment = parse_moment(start);
    if (!moment) return wrong(*top.find("start"), "start", "a Manila time such as \"2026-02-18T08:00\", or a date");
    script_.start = *moment;
    now_ = *moment;
    return good();
  }

  Status rulebook(const Node& top) {
    script_.rulebook.line = top.line;
    if (const Node* parameters = top.find("parameters")) {
      constexpr Field field[] = {{"parameters", Kind::parameters, true, 0, {}}};
      Node::Table wrap{{"parameters", *parameters}};
      const Node table{parameters->line, std::move(wrap)};
      KATIWALA_TRY(const Fields read, read_fields(file_, table, field, {}, "the script", names_));
      script_.rulebook.parameters = read.pairs("parameters");
      script_.rulebook.line = parameters->line;
    }
    if (const Node* calendars = top.find("calendars")) {
      constexpr Field field[] = {{"files", Kind::files, true, 0, {}}};
      KATIWALA_TRY(const Fields read, read_fields(file_, *calendars, field, {}, "[calendars]", names_));
      const int line = read.find("files")->line;
      for (const std::string& name : read.list("files")) {
        const auto found = read_file_(beside(file_, name));
        if (!found) return refuse(Code::SCRIPT_MISSING, "The file \"" + name + "\" is not there, or can not be read.", place_of(file_, line));
        script_.rulebook.calendars.push_back({name, *found, line});
      }
    }
    return tables(top, "holiday", holiday_fields(), script_.rulebook.holidays);
  }

  Status tables(const Node& top, std::string_view key, std::span<const Field> description, std::vector<Fields>& out) {
    const Node* node = top.find(key);
    if (node == nullptr) return good();
    if (node->list() == nullptr) return wrong(*node, key, "written as [[" + std::string(key) + "]]");
    for (const Node& item : *node->list()) {
      KATIWALA_TRY(Fields fields, read_fields(file_, item, description, {}, "[[" + std::string(key) + "]]", names_));
      out.push_back(std::move(fields));
    }
    return good();
  }

  Status steps(const Node& top) {
    const Node* node = top.find("step");
    if (node == nullptr) return refuse(Code::SCRIPT_MISSING, "A scenario has at least one [[step]].", file_ + ":1");
    if (node->list() == nullptr) return wrong(*node, "step", "written as [[step]]");
    for (const Node& item : *node->list()) {
      if (item.table() == nullptr) return wrong(item, "step", "a table");
      Step step;
      step.line = item.line;
      KATIWALA_CHECK(this->step(item, step));
      script_.steps.push_back(std::move(step));
    }
    return good();
  }

  Status step(const Node& node, Step& out) {
    KATIWALA_TRY(const std::string verb, text(node, "do", false));
    if (!verb.empty()) {
      out.verb = find_verb(verb);
      if (out.verb == nullptr) return refuse(Code::SCRIPT_UNKNOWN_VERB, unknown_verb(verb), place(*node.find("do")));
    }
    const std::string what = verb.empty() ? "a step that does nothing" : "the verb \"" + verb + "\"";
    const auto description = verb.empty() ? std::span<const Field>() : out.verb->fields;
    KATIWALA_TRY(out.fields, read_fields(file_, node, description, kStepKeys, what, names_));
    KATIWALA_TRY(out.note, text(node, "note", false));
    KATIWALA_CHECK(moment(node, out));
    KATIWALA_CHECK(label(node, out));
    KATIWALA_CHECK(who(node, out));
    KATIWALA_CHECK(agreement(node, out));
    if (const Node* expect = node.find("expect")) {
      KATIWALA_TRY(out.expect, read_expectations(file_, *expect, names_, out.verb != nullptr));
    }
    return choices(node, out);
  }

  static std::string unknown_verb(const std::string& verb) {
    std::string known;
    for (const Verb& v : all_verbs()) known += (known.empty() ? "" : ", ") + std::string(v.name);
    return "There is no verb \"" + verb + "\"; there are: " + known + ".";
  }

  /// A day alone that is already here moves nothing; any other moment must lie ahead.
  Status moment(const Node& node, Step& out) {
    const Node* at = node.find("at");
    if (at == nullptr) return good();
    const auto parsed = at->text() == nullptr ? Result<Instant>(refuse(Code::TIME_SYNTAX)) : parse_moment(*at->text());
    if (!parsed) return wrong(*at, "at", "a Manila time such as \"2026-03-02T09:15\", or a date that exists");
    if (is_day_alone(*at->text()) && manila_date(*parsed) == manila_date(now_)) return good();
    if (*parsed == now_) return good();
    if (*parsed < now_) return refuse(Code::SCRIPT_TIME, "The step before stands at " + now_.manila_text() + "; time goes forward only.", place(*at));
    now_ = *parsed;
    out.at = parsed.value();
    return good();
  }

  Status label(const Node& node, Step& out) {
    const Node* label = node.find("label");
    if (label != nullptr) {
      KATIWALA_TRY(out.label, text(node, "label", true));
      if (out.verb == nullptr) return refuse(Code::SCRIPT_TYPE, "A step that does nothing needs no label.", place(*label));
      return names_.give(out.label, kStep, label->line, place(*label));
    }
    if (const auto name = out.fields.maybe("name")) out.label = *name;
    return good();
  }

  Status who(const Node& node, Step& out) {
    const Node* by = node.find("by");
    if (by == nullptr) return good();
    if (out.verb == nullptr) return refuse(Code::SCRIPT_TYPE, "A step that does nothing is done by nobody.", place(*by));
    KATIWALA_TRY(out.by, text(node, "by", true));
    return names_.check(out.by, kParty, place(*by));
  }

  Status agreement(const Node& node, Step& out) {
    if (out.verb != nullptr) out.agreement = out.verb->agreement;
    const Node* approve = node.find("approve");
    if (approve == nullptr) return good();
    if (out.verb == nullptr || out.verb->agreement == Agreement::none) {
      return refuse(Code::SCRIPT_TYPE, "Nobody else has to agree to this step: \"approve\" has no meaning here.", place(*approve));
    }
    if (approve->flag() != nullptr) {
      out.agreement = *approve->flag() ? Agreement::given : Agreement::withheld;
      return good();
    }
    if (approve->list() == nullptr || approve->list()->empty()) return wrong(*approve, "approve", "true, false, or a list of parties");
    out.agreement = Agreement::given;
    for (const Node& item : *approve->list()) {
      if (item.text() == nullptr) return wrong(*approve, "approve", "true, false, or a list of parties");
      KATIWALA_CHECK(names_.check(*item.text(), kParty, place(item)));
      out.approvers.push_back(*item.text());
    }
    return good();
  }

  /// What a description of single fields can not say.
  Status choices(const Node& node, const Step& step) {
    if (step.verb == nullptr) return good();
    const auto missing = [&](std::string_view words) { return refuse(Code::SCRIPT_MISSING, std::string(words), place(node)); };
    const Fields& f = step.fields;
    if (step.verb->name == "open_ward") {
      const bool range = f.has("born_earliest") && f.has("born_latest");
      if (f.has("born") == range || (!range && (f.has("born_earliest") || f.has("born_latest")))) {
        return missing("Write \"born\", or both \"born_earliest\" and \"born_latest\".");
      }
    }
    KATIWALA_CHECK(about_one(node, step));
    const bool named = f.has("name") && f.has("kind"), half = f.has("name") || f.has("kind");
    if (step.verb->name == "set_freeze" && (f.has("extends") ? half : !named)) {
      return missing("Write \"name\" and \"kind\", or \"extends\" for a later day of a freeze that was set.");
    }
    if (step.verb->name == "record_fact" && f.has("born") && (f.has("born_earliest") || f.has("born_latest"))) {
      return missing("Write \"born\", or both \"born_earliest\" and \"born_latest\".");
    }
    if (step.verb->name == "adopt_rulebook") return calendars(node, step);
    if (step.verb->name == "move_clock") {
      const Instant to = parse_moment(f.text("to")).value();
      if (to <= now_) return refuse(Code::SCRIPT_TIME, "The clock stands at " + now_.manila_text() + "; it moves forward only.", place(node));
      now_ = to;
    }
    return good();
  }

  /// Verbs that are about a ward, a pool or the ledger are about one of them.
  Status about_one(const Node& node, const Step& step) const {
    const std::string_view verb = step.verb->name;
    const Fields& f = step.fields;
    const bool duty = verb == "file_return" || verb == "open_duty";
    const bool other = verb == "open_case" || verb == "move_case" || (verb == "set_freeze" && !f.has("extends"));
    if (!duty && !other && verb != "set_freeze") return good();
    const int named = (f.has("ward") ? 1 : 0) + (f.has("pool") ? 1 : 0) + (f.flag("ledger", false) ? 1 : 0);
    const int wanted = duty || other ? 1 : 0;
    if (named == wanted) return good();
    if (wanted == 0) return refuse(Code::SCRIPT_TYPE, "What is extended is about what it was about: neither \"ward\" nor \"pool\" has a meaning here.", place(node));
    return refuse(Code::SCRIPT_MISSING, duty ? "Write \"ward\", \"pool\" or \"ledger = true\"." : "Write \"ward\" or \"pool\".", place(node));
  }

  Status calendars(const Node& node, const Step& step) const {
    for (const std::string& name : step.fields.list("calendars"))
      if (!read_file_(beside(file_, name))) return refuse(Code::SCRIPT_MISSING, "The file \"" + name + "\" is not there.", place(node));
    return good();
  }

  const std::string& file_;
  ReadFile read_file_;
  NameTable names_;
  Instant now_;
  Script script_;
};

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

std::string beside(const std::string& script_file, const std::string& path) {
  if (path.starts_with('/')) return path;
  const std::size_t slash = script_file.rfind('/');
  return slash == std::string::npos ? path : script_file.substr(0, slash + 1) + path;
}

Result<Script> parse_script(const std::string& file, std::string_view text, ReadFile read) {
  KATIWALA_TRY(const Node top, parse_toml(file, text));
  return Reader(file, read).read(top);
}

Result<Script> load_script(const std::string& file) {
  const auto text = read_file(file);
  if (!text) return refuse(Code::SCRIPT_MISSING, "The scenario file is not there, or can not be read.", file + ":1");
  return parse_script(file, *text, read_file);
}

}  // namespace katiwala::api::scenario
