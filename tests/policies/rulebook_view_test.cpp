// What people are shown of a rulebook: parameters as they are written, remarks, and what differs.
#include "policies/rulebook_view.h"

#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::rulebook_view_test {
namespace {

std::string shown(const Rulebook& book, std::string_view rule) {
  std::string out;
  for (const ParameterText& one : parameters_of(book, *find_rule(rule))) out += one.name + " = " + one.value + "\n";
  return out;
}

std::string said(const std::vector<Difference>& list) {
  std::string out;
  for (const Difference& one : list) out += one.where + ": " + one.before.value_or("-") + " > " + one.after.value_or("-") + "\n";
  return out;
}

TEST(RulebookView, ParametersAreWrittenAsInTheRulebook) {
  const Rulebook book = shipped();
  EXPECT_EQ(shown(book, "R01"), "majority_age_years = 18\n");
  EXPECT_EQ(shown(book, "R02"), "leap_rule = \"MAR_1\"\n");
  EXPECT_EQ(shown(book, "R22"), "order_document_required = true\n");
  EXPECT_EQ(shown(book, "R26"), "statuses = [\"alleged\", \"charged\", \"convicted\"]\n");
  EXPECT_NE(shown(book, "R19").find("t0_request_limit = \"20000.00 PHP\"\n"), std::string::npos);
  EXPECT_EQ(find_rule("R99"), nullptr);
}

/// Every line that is shown stands in the rulebook's text, so that what is shown can be copied back.
TEST(RulebookView, WhatIsShownCanBeReadAgain) {
  const std::string document = file_text(std::string(KATIWALA_SOURCE_DIR) + "/policies/data/rulebook.toml");
  const Rulebook book = shipped();
  for (const Rule* rule : all_rules()) {
    for (const ParameterText& one : parameters_of(book, *rule)) {
      EXPECT_NE(document.find("\n" + one.name + " = " + one.value), std::string::npos) << rule->id << " " << one.name << " = " << one.value;
    }
  }
}

TEST(RulebookView, ADesignDefaultSaysSo) {
  EXPECT_EQ(words_of(Source::design), "design default: no law prescribes it");
  EXPECT_EQ(words_of(Source::law), "law");
  EXPECT_EQ(words_of(Confidence::medium), "medium: by analogy, or not settled");
}

TEST(RulebookView, RemarksAreTheCommentsOfParameters) {
  const auto remarks = remarks_of(
      "# not = this\n[rules.R20]\ntitle = \"a\" # nor this\n[rules.R20.parameters]\nmonths = 12   # calendar months\nword = \"a # b\"\nother = \"#\" # c \"d\"\n"
      "[rules.R21]\ncap = 1 # nor this\n");
  EXPECT_EQ(remarks, (std::map<std::string, std::string>{{"R20.months", "calendar months"}, {"R20.other", "c \"d\""}}));
}

TEST(RulebookView, DifferencesNameWhatAndWhere) {
  EXPECT_EQ(said(differences(shipped(), shipped())), "");
  const Rulebook other = shipped({{"majority_age_years = 18", "majority_age_years = 21"}, {"citation = \"RA 6809; FC 234, 236\"", "citation = \"RA 6809\""}});
  EXPECT_EQ(said(differences(shipped(), other)), "R01 citation: RA 6809; FC 234, 236 > RA 6809\nR01 majority_age_years: 18 > 21\n");
  const std::string years = said(differences(shipped(), shipped({}, Years::with_2027)));
  EXPECT_NE(years.find("calendar 2027 source: - > "), std::string::npos) << years;
  EXPECT_NE(years.find("holiday 2027-01-01: - > regular, "), std::string::npos) << years;
}

/// A rulebook from before a parameter differs from a later one by that parameter and by nothing else.
TEST(RulebookView, AParameterThatCameLaterIsAddedOrTakenAway) {
  const Rulebook before = shipped({{"pesonet_cut_offs = [\"09:00\", \"12:00\", \"15:00\"]", ""}});
  const std::string hours = "[\"09:00\", \"12:00\", \"15:00\"]";
  EXPECT_EQ(said(differences(before, shipped())), "R49 pesonet_cut_offs: - > " + hours + "\n");
  EXPECT_EQ(said(differences(shipped(), before)), "R49 pesonet_cut_offs: " + hours + " > -\n");
}

}  // namespace
}  // namespace katiwala::policies::scene::rulebook_view_test
