// katiwala policy show, diff, check: a rulebook for those who read, compare and change it (docs/rulebook.md). Nothing here opens a ledger.
#include <algorithm>

#include "api/commands/command.h"
#include "api/founding.h"
#include "api/rulebook_files.h"
#include "ledger/crypto/digest.h"
#include "policies/rulebook_view.h"

namespace katiwala::api::commands {
namespace {

using policies::Rulebook;
using policies::RuleText;
using transport::Json;

struct PolicyOptions {
  std::string rule, rulebook, before, after;
  bool json = false;
};

/// A rulebook and the text it was read from.
struct Opened {
  std::string text;
  Rulebook book;
};

/// The program's own where `place` is empty.
Result<Opened> open_rulebook(const std::string& place) {
  auto text = place.empty() ? shipped_rulebook() : rulebook_text(place);
  if (!text) return text.refusal();
  KATIWALA_TRY(Rulebook book, Rulebook::parse(*text));
  return Opened{std::move(text).value(), std::move(book)};
}

std::string sign_off_of(const RuleText& rule) { return rule.signed_off.empty() ? "nobody of counsel yet" : rule.signed_off; }

// -- show

std::string line_of(const RuleText& rule) {
  std::string out = rule.id;
  out.resize(6, ' ');
  out += rule.source == policies::Source::law ? "law             " : "design default  ";
  out += rule.confidence == policies::Confidence::high ? "high    " : "medium  ";
  out += rule.signed_off.empty() ? "not signed off  " : "signed off      ";
  return out + rule.title;
}

std::string page_of(const Opened& opened, const RuleText& rule) {
  std::string out = rule.id + "  " + rule.title + "\n";
  out += "  citation    " + rule.citation + "\n";
  out.append("  source      ").append(words_of(rule.source)).append("\n");
  out.append("  confidence  ").append(words_of(rule.confidence)).append("\n");
  out += "  signed off  " + sign_off_of(rule) + "\n";
  out.append("  told to     ").append(words_of(rule.audience)).append("\n");
  const auto documents = policies::split_bundle(opened.text);
  const auto remarks = policies::remarks_of(documents->front().text);
  const auto parameters = policies::parameters_of(opened.book, *policies::find_rule(rule.id));
  out += parameters.empty() ? "  no parameters" : "  parameters";
  for (const policies::ParameterText& parameter : parameters) {
    const auto remark = remarks.find(rule.id + "." + parameter.name);
    out += "\n    " + parameter.name + " = " + parameter.value + (remark == remarks.end() ? "" : "   # " + remark->second);
  }
  return out;
}

Json json_of(const Opened& opened, const RuleText& rule) {
  Json out, parameters{Json::Object{}};
  for (const policies::ParameterText& parameter : policies::parameters_of(opened.book, *policies::find_rule(rule.id))) {
    parameters.set(parameter.name, parameter.value);
  }
  out.set("rule", rule.id).set("title", rule.title).set("citation", rule.citation);
  out.set("source", rule.source == policies::Source::law ? "law" : "design default");
  out.set("confidence", rule.confidence == policies::Confidence::high ? "high" : "medium");
  out.set("signed_off", rule.signed_off.empty() ? Json(false) : Json(rule.signed_off));
  constexpr const char* kAudiences[] = {"everyone", "staff", "compliance"};
  out.set("audience", kAudiences[static_cast<std::size_t>(rule.audience)]).set("parameters", std::move(parameters));
  return out;
}

Json json_of(const Opened& opened, const std::vector<RuleText>& rules) {
  Json out, rows{Json::Array{}};
  for (const RuleText& rule : rules) rows.push(json_of(opened, rule));
  out.set("version", opened.book.version()).set("hash", to_hex(crypto::sha256(view(opened.text)))).set("rules", std::move(rows));
  return out;
}

int show(const PolicyOptions& o) {
  const auto opened = open_rulebook(o.rulebook);
  if (!opened.ok()) return report(opened.refusal(), o.json);
  std::vector<RuleText> rules = opened->book.rules();
  if (!o.rule.empty()) std::erase_if(rules, [&](const RuleText& rule) { return rule.id != o.rule; });
  if (rules.empty() && !o.rule.empty()) return report(refuse(Code::RULEBOOK_UNKNOWN_RULE, "There is no rule " + o.rule + ".", o.rule), o.json);
  if (o.json) {
    print_json(json_of(*opened, rules));
    return kDone;
  }
  if (!o.rule.empty()) {
    print_line(page_of(*opened, rules.front()));
    return kDone;
  }
  print_line("rulebook " + opened->book.version() + "  " + to_hex(crypto::sha256(view(opened->text))));
  for (const RuleText& rule : rules) print_line(line_of(rule));
  return kDone;
}

// -- diff

int diff(const PolicyOptions& o) {
  const auto before = open_rulebook(o.before), after = open_rulebook(o.after);
  if (!before.ok()) return report(before.refusal(), o.json);
  if (!after.ok()) return report(after.refusal(), o.json);
  const auto found = policies::differences(before->book, after->book);
  Json rows{Json::Array{}};
  for (const policies::Difference& one : found) {
    const auto value = [](const std::optional<std::string>& text) { return text ? Json(*text) : Json(); };
    Json row;
    rows.push(std::move(row.set("where", one.where).set("before", value(one.before)).set("after", value(one.after))));
    if (o.json) continue;
    print_line(one.where);
    print_line("  - " + one.before.value_or("(not there)"));
    print_line("  + " + one.after.value_or("(not there)"));
  }
  Json out;
  if (o.json) print_json(out.set("differences", std::move(rows)));
  else print_line(found.empty() ? "the same in every rule, parameter and calendar" : std::to_string(found.size()) + " differences");
  return kDone;
}

// -- check

std::string count_of(std::ptrdiff_t count, std::string_view what) { return std::to_string(count) + " " + std::string(what); }

std::string summary_of(const Rulebook& book) {
  const auto& rules = book.rules();
  const auto defaults = std::ranges::count(rules, policies::Source::design, &RuleText::source);
  const auto medium = std::ranges::count(rules, policies::Confidence::medium, &RuleText::confidence);
  const auto open = std::ranges::count_if(rules, [](const RuleText& rule) { return rule.signed_off.empty(); });
  std::string years;
  for (const CalendarYear& year : book.calendar().years()) years += (years.empty() ? "" : ", ") + std::to_string(year.year);
  return "good: rulebook " + book.version() + ", " + count_of(std::ssize(rules), "rules") + ", calendars of " + (years.empty() ? "no year" : years) + "\n" +
         count_of(defaults, "of them design defaults that no law prescribes, ") + count_of(medium, "of medium confidence, ") +
         count_of(open, "not signed off");
}

/// What is wrong in a rulebook is what this command is there to find, and no fault of its command line.
bool is_of_rulebook(Code code) {
  switch (code) {
    case Code::RULEBOOK_SYNTAX:
    case Code::RULEBOOK_UNKNOWN_KEY:
    case Code::RULEBOOK_UNKNOWN_RULE:
    case Code::RULEBOOK_MISSING:
    case Code::RULEBOOK_TYPE:
    case Code::CALENDAR_MALFORMED: return true;
    default: return false;
  }
}

int check(const PolicyOptions& o) {
  const auto opened = open_rulebook(o.rulebook);
  if (!opened.ok()) {
    const int code = report(opened.refusal(), o.json);
    return is_of_rulebook(opened.refusal().code) ? kBad : code;
  }
  Json out;
  if (o.json) print_json(out.set("good", true).set("version", opened->book.version()).set("hash", to_hex(crypto::sha256(view(opened->text)))));
  else print_line(summary_of(opened->book));
  return kDone;
}

// -- origins

int origins(const PolicyOptions& o) {
  const auto table = shipped_predicate_crimes();
  if (!table.ok()) return report(table.refusal(), o.json);
  Json rows{Json::Array{}}, out;
  if (!o.json) print_line("source: " + table->source + "\n" + table->basis);
  for (const policies::PredicateCountry& one : table->countries) {
    const std::string approach(one.approach ? name(*one.approach) : "not classified");
    if (!o.json) print_line(one.country.value_or("--") + "  " + (one.country ? one.name : "(not named by the source)") + ": " + approach);
    Json row;
    row.set("country", one.country ? Json(*one.country) : Json()).set("name", one.country ? Json(one.name) : Json());
    rows.push(std::move(row.set("approach", one.approach ? Json(name(*one.approach)) : Json())));
  }
  if (o.json) print_json(out.set("source", table->source).set("basis", table->basis).set("countries", std::move(rows)));
  return kDone;
}

constexpr const char* kPlace = "A bundle, a folder with rulebook.toml and calendars, or a rulebook.toml alone";

}  // namespace

void add_policy(CommandLine& line) {
  line.group("policy", "Read, compare, check, test and try rulebooks (docs/rulebook.md)");
  auto o = std::make_shared<PolicyOptions>();
  Command shown = line.command("policy show", "The rules of a rulebook, or one of them with its source, sign-off and parameters", [o] { return show(*o); });
  shown.option("rule", &o->rule, "Which: R19, RF01; all in a line each if absent");
  shown.option("--rulebook", &o->rulebook, std::string(kPlace) + "; the program's own if absent");
  shown.flag("--json", o->json, "As JSON");
  Command compared = line.command("policy diff", "What differs between two rulebooks: texts, parameters, calendars", [o] { return diff(*o); });
  compared.argument("before", &o->before, kPlace);
  compared.argument("after", &o->after, kPlace);
  compared.flag("--json", o->json, "As JSON");
  Command checked = line.command("policy check", "Read a rulebook strictly; exit 1 with document and line of the first fault", [o] { return check(*o); });
  checked.argument("rulebook", &o->rulebook, kPlace);
  checked.flag("--json", o->json, "As JSON");
  Command listed = line.command("policy origins", "How paying countries' law counts the crime, with its source: provenance, which judges nothing", [o] { return origins(*o); });
  listed.flag("--json", o->json, "As JSON");
}

}  // namespace katiwala::api::commands
