// docs/scenario.md tells of every verb, every key and every word, and its examples can be read.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "api/scenario/print.h"
#include "api/scenario/sandbox.h"
#include "ledger/custody/terms.h"

namespace katiwala::api::scenario::docs_test {
namespace {

const std::string kDocument = std::string(KATIWALA_SOURCE_DIR) + "/docs/scenario.md";

std::string document() {
  std::ifstream in(kDocument);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// The row of a verb in the tables of steps (the table of keys that go with every verb stands before them).
std::string row_of(const std::string& text, std::string_view name) {
  const std::size_t verbs = text.find("\n### Parties, pools, rules, time");
  if (verbs == std::string::npos) return {};
  const std::size_t at = text.find("\n| `" + std::string(name) + "` |", verbs);
  return at == std::string::npos ? std::string() : text.substr(at + 1, text.find('\n', at + 1) - at - 1);
}

bool names_key(const std::string& row, std::string_view key) { return row.find("`" + std::string(key) + "`") != std::string::npos; }

TEST(ScenarioDocs, EveryVerbHasARowWithItsKeysAndWhoDoesIt) {
  const std::string text = document();
  for (const Verb& verb : all_verbs()) {
    const std::string row = row_of(text, verb.name);
    ASSERT_FALSE(row.empty()) << verb.name;
    for (const Field& field : verb.fields) EXPECT_TRUE(names_key(row, field.key)) << verb.name << " " << field.key;
    if (!verb.by.empty()) {
      EXPECT_TRUE(names_key(row, verb.by)) << verb.name << " is done by " << verb.by;
    }
    EXPECT_NE(text.find("do = \"" + std::string(verb.name) + "\""), std::string::npos) << verb.name << " has no example";
  }
}

TEST(ScenarioDocs, EveryKeyOfPartiesPoolsAndHolidaysIsThere) {
  const std::string text = document();
  for (const auto& fields : {party_fields(), pool_fields(), holiday_fields()}) {
    for (const Field& field : fields) EXPECT_TRUE(names_key(text, field.key)) << field.key;
  }
  for (const DefaultParty& party : default_parties()) EXPECT_TRUE(names_key(text, party.name)) << party.name;
}

template <Named E>
void expect_words(const std::string& text) {
  for (const auto& [value, word] : Names<E>::rows) EXPECT_TRUE(names_key(text, word)) << word;
}

TEST(ScenarioDocs, EveryWordIsThere) {
  const std::string text = document();
  expect_words<custody::Role>(text);
  expect_words<custody::EvidenceRank>(text);
  expect_words<custody::Residence>(text);
  expect_words<custody::GuardianKind>(text);
  expect_words<custody::AdverseStatus>(text);
  expect_words<custody::Product>(text);
  expect_words<custody::Purpose>(text);
  expect_words<custody::PayeeKind>(text);
  expect_words<custody::Rail>(text);
  expect_words<custody::Tier>(text);
  expect_words<custody::RequestState>(text);
  expect_words<custody::Duty>(text);
  expect_words<custody::DutyOwner>(text);
  expect_words<custody::ParentKind>(text);
  expect_words<custody::GuardianStanding>(text);
  expect_words<custody::OrderStanding>(text);
  expect_words<custody::OrderKind>(text);
  expect_words<custody::VoucherKind>(text);
  expect_words<custody::FactKind>(text);
  expect_words<custody::RelationKind>(text);
  expect_words<custody::FreezeKind>(text);
  expect_words<custody::CaseState>(text);
  expect_words<custody::IncidentKind>(text);
  expect_words<custody::ChargeKind>(text);
  expect_words<custody::Election>(text);
  expect_words<custody::CreditEnd>(text);
  expect_words<custody::RemitAccount>(text);
}

TEST(ScenarioDocs, WholeScriptsInItHold) {
  const std::string text = document();
  std::size_t scripts = 0;
  for (std::size_t at = text.find("```toml\n"); at != std::string::npos; at = text.find("```toml\n", at + 1)) {
    const std::size_t begin = at + 8, end = text.find("```", begin);
    const std::string block = text.substr(begin, end - begin);
    if (!block.starts_with("title")) continue;
    ++scripts;
    const auto script = parse_script(kDocument, block, [](const std::string&) { return std::optional<std::string>(); });
    ASSERT_TRUE(script.ok()) << script.refusal().message << " " << script.refusal().place;
    const auto report = play_alone(*script);
    ASSERT_TRUE(report.ok()) << report.refusal().message << " " << report.refusal().place;
    for (const StepReport& step : report->steps) EXPECT_TRUE(step.good()) << text_of(step, false);
  }
  EXPECT_EQ(scripts, 2U);
}

}  // namespace
}  // namespace katiwala::api::scenario::docs_test
