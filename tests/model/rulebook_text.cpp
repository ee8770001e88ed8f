// The rulebooks of a history: the shipped one, of the rules that the second implementation knows, and other editions of it.
#include <sstream>

#include "tests/kit/rulebook_text.h"
#include "tests/kit/test_ledger.h"
#include "tests/model/translate.h"

namespace katiwala::model {

namespace ref = reference;
using journal::testing::set_parameter;

namespace {

/// The tables of the rules that the second implementation knows, and all that stands before the first of them; the calendars.
std::string with_known_rules(const std::string& shipped) {
  constexpr std::string_view kTable = "[rules.";
  std::string out;
  bool wanted = true;
  std::stringstream lines(shipped);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("+++ ")) wanted = true;
    if (line.starts_with(kTable)) wanted = ref::known_rules().contains(line.substr(kTable.size(), line.find_first_of(".]", kTable.size()) - kTable.size()));
    if (wanted) out += line + "\n";
  }
  return out;
}

std::string make_rulebook(int edition) {
  std::string text = with_known_rules(journal::testing::test_rulebook());
  if (edition == 0) return text;
  const std::string version = "version = \"2026.1\"";
  text.replace(text.find(version), version.size(), "version = \"model " + std::to_string(edition) + "\"");
  if (edition == 1) {
    set_parameter(text, "R08", "min_bond_percent", "12");
    set_parameter(text, "R15", "grace_days", "20");
    set_parameter(text, "R19", "t0_request_limit", "\"15000.00 PHP\"");
    set_parameter(text, "R19", "t0_window_limit", "\"45000.00 PHP\"");
    set_parameter(text, "R19", "window_days", "20");
    set_parameter(text, "R20", "order_months", "6");
    set_parameter(text, "R30", "endorse_valid_days", "4");
    set_parameter(text, "R31", "proposal_days", "7");
    set_parameter(text, "R31", "standin_after_days", "1");
    set_parameter(text, "R36", "threshold", "\"400000.00 PHP\"");
    set_parameter(text, "R48", "limit", "\"40000.00 PHP\"");
    set_parameter(text, "RF01", "percent", "80");
    set_parameter(text, "RF09", "percent", "30");
    return text;
  }
  set_parameter(text, "R02", "leap_rule", "\"FEB_28\"");
  set_parameter(text, "R14", "account_months", "6");
  set_parameter(text, "R19", "t0_request_limit", "\"25000.00 PHP\"");
  set_parameter(text, "R19", "t1_window_limit", "\"120000.00 PHP\"");
  set_parameter(text, "R56", "payor_notice_days", "5");
  text.erase(text.find("+++ calendar-2027.toml"));
  return text;
}

}  // namespace

std::span<const policies::Rule* const> known_rules() {
  static const std::vector<const policies::Rule*> kKnown = [] {
    std::vector<const policies::Rule*> known;
    for (const policies::Rule* rule : policies::all_rules())
      if (ref::known_rules().contains(std::string(rule->id))) known.push_back(rule);
    KATIWALA_ASSERT(known.size() == ref::known_rules().size(), "a rule of the second implementation that the product does not have");
    return known;
  }();
  return kKnown;
}

const std::string& rulebook_text(int edition) {
  static const std::vector<std::string> kTexts = [] {
    std::vector<std::string> all;
    for (int i = 0; i < ref::kEditions; ++i) all.push_back(make_rulebook(i));
    return all;
  }();
  return kTexts[static_cast<std::size_t>(edition)];
}

}  // namespace katiwala::model
