// The editions of the rulebook: the shipped one with other figures. What only looks for patterns in many requests is moved out of reach, as each ward of these
// ledgers asks for little; nothing about persons, accounts, freezes or authority is.
#include "tests/interleavings/bank.h"
#include "tests/kit/rulebook_text.h"

namespace katiwala::interleavings {

using contract::Figures;
using contract::kEditions;
using journal::testing::set_parameter;

namespace {

std::string pesos(contract::Centavos amount) { return "\"" + Amount(*Currency::parse("PHP"), amount).text() + " PHP\""; }

std::string make(const Figures& figures, bool is_signed) {
  std::string text = journal::testing::test_rulebook();
  const std::string version = "version = \"2026.1\"";
  const std::size_t at = text.find(version);
  KATIWALA_ASSERT(at != std::string::npos, "a rulebook without its version");
  text.replace(at, version.size(), "version = \"" + std::string(figures.name) + "\"");
  set_parameter(text, "R19", "t0_request_limit", pesos(figures.t0_limit));
  set_parameter(text, "R19", "t1_request_limit", pesos(figures.t1_limit));
  set_parameter(text, "R19", "t0_window_limit", pesos(100'000'000));
  set_parameter(text, "R19", "t1_window_limit", pesos(100'000'000));
  set_parameter(text, "R30", "endorse_valid_days", std::to_string(figures.endorsed_days));
  set_parameter(text, "R31", "n_approvers", std::to_string(figures.persons));
  set_parameter(text, "R31", "proposal_days", std::to_string(figures.proposal_days));
  set_parameter(text, "R31", "standin_after_days", std::to_string(figures.standin_days));
  set_parameter(text, "R31", "file_releasers", std::to_string(figures.file_releasers));
  set_parameter(text, "R48", "limit", pesos(figures.instapay));
  set_parameter(text, "RF11", "cooling_hours", std::to_string(figures.cooling_hours));
  set_parameter(text, "RF01", "count", "1000");
  set_parameter(text, "RF14", "count", "1000");
  if (!is_signed) set_parameter(text, "R68", "signed_commands", "[\"create_ledger\"]");
  return text;
}

}  // namespace

const std::string& rulebook_text(int edition, bool is_signed) {
  static const std::vector<std::string> kTexts = [] {
    std::vector<std::string> all;
    for (const Figures& figures : kEditions)
      for (const bool with : {false, true}) all.push_back(make(figures, with));
    return all;
  }();
  return kTexts.at(2 * static_cast<std::size_t>(edition) + (is_signed ? 1 : 0));
}

}  // namespace katiwala::interleavings
