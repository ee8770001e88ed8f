#include "policies/rulebook_view.h"

#include <algorithm>

namespace katiwala::policies {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string value_of(const Rulebook& book, std::string_view rule, const ParameterSchema& parameter) {
  switch (parameter.type) {
    case ParameterType::integer: return std::to_string(book.integer(rule, parameter.name));
    case ParameterType::flag: return book.flag(rule, parameter.name) ? "true" : "false";
    case ParameterType::text: return in_quotes(book.text(rule, parameter.name));
    case ParameterType::amount: {
      const Amount amount = book.amount(rule, parameter.name);
      return in_quotes(amount.text() + " " + amount.currency().code());
    }
    case ParameterType::list:
    case ParameterType::hours: break;
  }
  std::string out;
  for (const std::string& item : book.list(rule, parameter.name)) out += (out.empty() ? "" : ", ") + in_quotes(item);
  return "[" + out + "]";
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

/// Where the comment of a line begins, outside of quotes; npos without one.
std::size_t comment_at(std::string_view line) {
  bool inside = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && inside) ++i;
    else if (line[i] == '"') inside = !inside;
    else if (line[i] == '#' && !inside) return i;
  }
  return std::string_view::npos;
}

/// Collects what differs of one thing after another.
struct Comparing {
  std::vector<Difference> found;

  void pair(std::string where, std::optional<std::string> before, std::optional<std::string> after) {
    if (before != after) found.push_back({std::move(where), std::move(before), std::move(after)});
  }
};

void compare_texts(Comparing& to, const RuleText& before, const RuleText& after) {
  const std::string of = before.id + " ";
  to.pair(of + "title", before.title, after.title);
  to.pair(of + "citation", before.citation, after.citation);
  to.pair(of + "confidence", std::string(words_of(before.confidence)), std::string(words_of(after.confidence)));
  to.pair(of + "source", std::string(words_of(before.source)), std::string(words_of(after.source)));
  to.pair(of + "signed_off", before.signed_off, after.signed_off);
  to.pair(of + "audience", std::string(words_of(before.audience)), std::string(words_of(after.audience)));
}

/// Both were read with the rules of one program; a parameter that came later may be in one of them alone.
void compare_rule(Comparing& to, const Rulebook& before, const Rulebook& after, const Rule& rule) {
  const RuleText* text = before.rule(rule.id);
  const RuleText* other = after.rule(rule.id);
  KATIWALA_ASSERT(text != nullptr && other != nullptr, "a rulebook that was read without a rule of the program");
  compare_texts(to, *text, *other);
  const auto shown = [&rule](const Rulebook& book, const ParameterSchema& parameter) {
    return book.has(rule.id, parameter.name) ? std::optional(value_of(book, rule.id, parameter)) : std::nullopt;
  };
  for (const ParameterSchema& parameter : rule.parameters) {
    to.pair(std::string(rule.id) + " " + std::string(parameter.name), shown(before, parameter), shown(after, parameter));
  }
}

std::map<std::string, std::string> lines_of(const CalendarYear& year) {
  std::map<std::string, std::string> lines{{"calendar " + std::to_string(year.year) + " source", year.source}};
  for (const Holiday& day : year.holidays) lines["holiday " + day.date.text()] = std::string(day.regular ? "regular" : "special") + ", " + day.name;
  return lines;
}

std::map<std::string, std::string> lines_of(const Calendar& calendar) {
  std::map<std::string, std::string> lines;
  for (const CalendarYear& year : calendar.years()) lines.merge(lines_of(year));
  return lines;
}

void compare_calendars(Comparing& to, const Calendar& before, const Calendar& after) {
  const auto mine = lines_of(before), theirs = lines_of(after);
  std::map<std::string, std::pair<std::optional<std::string>, std::optional<std::string>>> both;
  for (const auto& [where, text] : mine) both[where].first = text;
  for (const auto& [where, text] : theirs) both[where].second = text;
  for (const auto& [where, texts] : both) to.pair(where, texts.first, texts.second);
}

}  // namespace

std::string_view words_of(Source source) { return source == Source::law ? "law" : "design default: no law prescribes it"; }
std::string_view words_of(Confidence confidence) { return confidence == Confidence::high ? "high" : "medium: by analogy, or not settled"; }
std::string_view words_of(Audience audience) {
  switch (audience) {
    case Audience::everyone: return "everyone who may see the account";
    case Audience::staff: return "the bank's people; a guardian learns the code alone";
    case Audience::compliance: break;
  }
  return "compliance and auditors; others learn that it is under review";
}

const Rule* find_rule(std::string_view id) {
  const auto rules = all_rules();
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule* rule) { return rule->id == id; });
  return found == rules.end() ? nullptr : *found;
}

std::vector<ParameterText> parameters_of(const Rulebook& book, const Rule& rule) {
  std::vector<ParameterText> out;
  for (const ParameterSchema& parameter : rule.parameters) {
    if (parameter.optional && !book.has(rule.id, parameter.name)) continue;
    out.push_back({std::string(parameter.name), value_of(book, rule.id, parameter)});
  }
  return out;
}

std::map<std::string, std::string> remarks_of(std::string_view document) {
  constexpr std::string_view kRules = "[rules.", kParameters = ".parameters]";
  std::map<std::string, std::string> out;
  std::string rule;
  while (!document.empty()) {
    const std::size_t end = std::min(document.find('\n'), document.size());
    const std::string_view line = trimmed(document.substr(0, end));
    document.remove_prefix(std::min(end + 1, document.size()));
    if (line.starts_with('[')) {
      const bool parameters = line.starts_with(kRules) && line.ends_with(kParameters);
      rule = parameters ? std::string(line.substr(kRules.size(), line.size() - kRules.size() - kParameters.size())) : std::string();
      continue;
    }
    const std::size_t equals = line.find('='), comment = comment_at(line);
    if (rule.empty() || comment == std::string_view::npos || equals >= comment) continue;
    out[rule + "." + std::string(trimmed(line.substr(0, equals)))] = trimmed(line.substr(comment + 1));
  }
  return out;
}

std::vector<Difference> differences(const Rulebook& before, const Rulebook& after) {
  Comparing comparing;
  comparing.pair("version", before.version(), after.version());
  for (const Rule* rule : all_rules()) compare_rule(comparing, before, after, *rule);
  compare_calendars(comparing, before.calendar(), after.calendar());
  return std::move(comparing.found);
}

}  // namespace katiwala::policies
