// Tables of cases are read strictly, put to the rules, and whatever does not hold is said.
#include <gtest/gtest.h>

#include <filesystem>

#include "api/cases/play.h"
#include "api/rulebook_files.h"

namespace katiwala::api::cases::cases_test {
namespace {

const std::string kRoot = KATIWALA_SOURCE_DIR;

const std::string& bundle() {
  static const std::string text = rulebook_of_folder(kRoot + "/policies/data").value();
  return text;
}

Result<TableReport> played(const std::string& text) {
  KATIWALA_TRY(const Table table, read_table("table.toml", text));
  return play_table(table, bundle());
}

/// A table of one case.
std::string table(const std::string& body) { return "schema = 1\ntitle = \"t\"\n[[case]]\nname = \"one\"\n" + body + "\n"; }

/// What does not hold of that one case: "outcome: expected deny, found allow", a line each.
std::string failures(const std::string& body) {
  const auto report = played(table(body));
  if (!report.ok()) return report.refusal().place + " " + report.refusal().message;
  std::string out;
  for (const Failure& failure : report->cases.front().failures) out += failure.what + ": expected " + failure.expected + ", found " + failure.found + "\n";
  return out;
}

TEST(Cases, TheExamplesHold) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kRoot + "/examples/policy")) {
    const std::string path = entry.path().string();
    const auto text = read_text_file(path);
    ASSERT_TRUE(text.ok()) << path;
    const auto report = played(*text);
    ASSERT_TRUE(report.ok()) << path << " " << report.refusal().place << " " << report.refusal().message;
    ++files;
    for (const CaseReport& one : report->cases)
      for (const Failure& failure : one.failures) ADD_FAILURE() << one.name << ": " << failure.what << ": expected " << failure.expected << ", found " << failure.found;
  }
  EXPECT_GE(files, 1U);
}

TEST(Cases, WhatDoesNotHoldIsSaid) {
  const std::string asks = "request = { amount = \"20000.00 PHP\" }\n";
  const struct {
    const char *expect, *said;
  } rows[] = {
      {"outcome = \"allow\"", ""},
      {"outcome = \"deny\"", "outcome: expected deny, found allow\n"},
      {"outcome = \"allow\", tier = \"T0\"", ""},
      {"outcome = \"allow\", tier = \"T1\"", "tier: expected T1, found T0\n"},
      {"outcome = \"allow\", codes = []", ""},
      {"outcome = \"allow\", codes = [\"BOND_PENDING\"]", "codes: expected BOND_PENDING, found none\n"},
      {"outcome = \"allow\", told = [\"BOND_PENDING\"]", "told: expected BOND_PENDING, found none\n"},
      {"outcome = \"allow\", flags = [\"RF01\"]", "flags: expected RF01, found none\n"},
      {"outcome = \"allow\", duties = [\"inventory 2026-10-06\"]", "duties: expected inventory 2026-10-06, found none\n"},
      {"outcome = \"allow\", waits_for = []", "waits_for: expected none, found trust_officer\n"},
  };
  for (const auto& row : rows) EXPECT_EQ(failures(asks + "expect = { " + row.expect + " }"), row.said) << row.expect;
}

TEST(Cases, FactsAndParametersChangeTheAnswer) {
  const std::string asks = "request = { amount = \"20000.00 PHP\" }\n", allowed = "expect = { outcome = \"allow\" }";
  EXPECT_EQ(failures(asks + allowed), "");
  EXPECT_NE(failures("given = { guardian = { without_letters = true } }\n" + asks + allowed), "");
  EXPECT_NE(failures("given = { guardian = false }\n" + asks + allowed), "");
  EXPECT_NE(failures("given = { ward = { born = \"2008-07-06\" } }\n" + asks + allowed), "") << "of age that very day";
  EXPECT_EQ(failures("given = { ward = { born = \"2008-07-07\" } }\n" + asks + "expect = { outcome = \"allow\" }\n").find("AUTHORITY"), std::string::npos);
  const auto lower = played("schema = 1\ntitle = \"t\"\n[parameters]\nR19.t0_request_limit = \"19999.99 PHP\"\n[[case]]\nname = \"one\"\n" + asks + allowed);
  ASSERT_TRUE(lower.ok()) << lower.refusal().message;
  EXPECT_EQ(lower->failed(), 1U);
}

TEST(Cases, ACaseLiesOverTheFile) {
  const auto report = played(
      "schema = 1\ntitle = \"t\"\n[given]\nguardian = { kind = \"parent\", no_other_property = true }\nward = { principal = \"50000.00 PHP\" }\n"
      "[[case]]\nname = \"as the file says\"\nrequest = { amount = \"100.00 PHP\" }\nexpect = { outcome = \"allow\" }\n"
      "[[case]]\nname = \"one centavo more\"\ngiven = { ward = { principal = \"50000.01 PHP\" } }\nrequest = { amount = \"100.00 PHP\" }\n"
      "expect = { outcome = \"deny\", codes = [\"BOND_PENDING\"] }\n");
  ASSERT_TRUE(report.ok()) << report.refusal().place << report.refusal().message;
  for (const CaseReport& one : report->cases) EXPECT_TRUE(one.good()) << one.name << " " << (one.failures.empty() ? "" : one.failures.front().found);
}

/// What is frozen may be asked for; it does not leave.
TEST(Cases, ARequestIsTakenAsFarAsIsSaid) {
  const auto asked = [](const char* until, const char* outcome) {
    return failures(std::string("request = { amount = \"20000.00 PHP\", until = \"") + until +
                    "\" }\ngiven = { freeze = [{ kind = \"court\", dated = \"2026-07-01\" }] }\nexpect = { outcome = \"" + outcome + "\" }");
  };
  EXPECT_EQ(asked("asked", "allow"), "");
  EXPECT_EQ(asked("agreed", "hold"), "");
  EXPECT_EQ(asked("released", "allow"), "outcome: expected allow, found hold\n");
}

TEST(Cases, ReadingIsStrict) {
  const std::string good = "request = { amount = \"1.00 PHP\" }\nexpect = { outcome = \"allow\" }";
  const struct {
    std::string text;
    const char *place, *words;
  } rows[] = {
      {"schema = 2\ntitle = \"t\"\n", "table.toml:1", "\"schema\" must be 1."},
      {"title = \"t\"\n", "table.toml:1", "\"schema\" is missing."},
      {"schema = 1\ntitle = \"t\"\n", "table.toml:1", "A table has at least one [[case]]."},
      {"schema = 1\ntitle = \"t\"\nnote = 1\n", "table.toml:3", "is not known to a table of cases"},
      {"schema = 1\ntitle = \n", "table.toml:2", ""},
      {table("request = { amount = \"1.00 PHP\" }"), "table.toml:3", "a case that expects nothing can not fail"},
      {table("expect = { outcome = \"allow\" }"), "table.toml:3", "A case asks something"},
      {table(good + "\nreceipt = { amount = \"1.00 PHP\" }"), "table.toml:7", "A case asks one question."},
      {table("request = { amount = \"1.0 PHP\" }\nexpect = { outcome = \"allow\" }"), "table.toml:5", "all its currency's decimals"},
      {table("request = { amount = 1 }\nexpect = { outcome = \"allow\" }"), "table.toml:5", "\"amount\" must be an amount"},
      {table("request = { sum = \"1.00 PHP\" }\nexpect = { outcome = \"allow\" }"), "table.toml:5", "\"sum\" is not known"},
      {table("request = { amount = \"1.00 PHP\", under_order = true }\nexpect = { outcome = \"allow\" }"), "table.toml:3", "There is no \"court_order\""},
      {table(good + "\ngiven = { court_order = { used = \"1.00 PHP\" } }"), "table.toml:7", "\"cap\" is missing"},
      {table(good + "\ngiven = { court_order = { cap = \"1.00 PHP\", used = \"1.01 PHP\" } }"), "table.toml:7", "more than there was"},
      {table(good + "\ngiven = { court_order = { cap = \"1.00 PHP\", used = \"1.00 USD\" } }"), "table.toml:7", "of one currency"},
      {table(good + "\ngiven = { guardian = { bond = \"1.00 USD\" } }"), "table.toml:7", "must be in PHP"},
      {table(good + "\ngiven = { ward = { principal = \"-1.00 PHP\" } }"), "table.toml:7", "must not be negative"},
      {table(good + "\ngiven = { ward = { born_latest = \"2012-05-20\" } }"), "table.toml:7", "Write both"},
      {table(good + "\ngiven = { adverse = [{ who = \"nobody\", status = \"charged\" }] }"), "table.toml:7", "\"who\" must be one of"},
      {table(good + "\ngiven = { on = \"2026-02-29\" }"), "table.toml:7", "\"on\" must be a Manila time"},
      {table("request = { amount = \"1.00 PHP\" }\nexpect = { outcome = \"perhaps\" }"), "table.toml:6", "\"outcome\" must be one of"},
      {table("request = { amount = \"1.00 PHP\" }\nexpect = { outcome = \"deny\", codes = [\"NO_SUCH\"] }"), "table.toml:6", "a list of refusal codes"},
      {table("request = { amount = \"1.00 PHP\" }\nexpect = { outcome = \"deny\", flags = [\"RF99\"] }"), "table.toml:6", "flags of this program"},
      {table("request = { amount = \"1.00 PHP\" }\nexpect = { outcome = \"deny\", duties = [\"inventory\"] }"), "table.toml:6", "duties with their days"},
      {table("receipt = { amount = \"0.00 PHP\" }\nexpect = { outcome = \"deny\" }"), "table.toml:5", "more than nothing"},
  };
  for (const auto& row : rows) {
    const auto read = read_table("table.toml", row.text);
    ASSERT_FALSE(read.ok()) << row.text;
    EXPECT_EQ(read.refusal().code, Code::RULE_TABLE) << row.text;
    EXPECT_EQ(read.refusal().place, row.place) << row.text << read.refusal().message;
    EXPECT_NE(read.refusal().message.find(row.words), std::string::npos) << read.refusal().message;
  }
  EXPECT_TRUE(read_table("table.toml", table(good)).ok());
}

TEST(Cases, AParameterThatTheRulebookDoesNotHaveIsRefused) {
  const auto report = played("schema = 1\ntitle = \"t\"\n[parameters]\nR19.no_such = 1\n[[case]]\nname = \"one\"\nrequest = { amount = \"1.00 PHP\" }\nexpect = { outcome = \"allow\" }\n");
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.refusal().code, Code::SCRIPT_NAME);
}

/// docs/rulebook.md tells of every key, and its table holds.
TEST(CasesDocs, EveryKeyIsToldAndTheExampleHolds) {
  const auto document = read_text_file(kRoot + "/docs/rulebook.md");
  ASSERT_TRUE(document.ok());
  for (const auto& forms : {fact_forms(), question_forms()}) {
    for (const TableForm& form : forms) {
      const std::size_t row = document->find("\n| `" + std::string(form.key) + "` |");
      ASSERT_NE(row, std::string::npos) << form.key;
      const std::string line = document->substr(row + 1, document->find('\n', row + 1) - row);
      for (const Field& field : form.fields) EXPECT_NE(line.find("`" + std::string(field.key) + "`"), std::string::npos) << form.key << " " << field.key;
    }
  }
  for (const auto& [who, word] : Names<Who>::rows) EXPECT_NE(document->find("`" + std::string(word) + "`"), std::string::npos) << word;
  const std::size_t begin = document->find("```toml\nschema = 1\ntitle = \"Tiers\""), end = document->find("```", begin + 8);
  ASSERT_NE(begin, std::string::npos);
  const auto report = played(document->substr(begin + 8, end - begin - 8));
  ASSERT_TRUE(report.ok()) << report.refusal().place << " " << report.refusal().message;
  EXPECT_EQ(report->failed(), 0U) << report->cases.front().answer.outcome;
}

}  // namespace
}  // namespace katiwala::api::cases::cases_test
