// The files under examples/scenarios, and the demo's story, played through the real door; and what must not pass.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "api/scenario/print.h"
#include "api/scenario/sandbox.h"

namespace katiwala::api::scenario::play_test {
namespace {

namespace fs = std::filesystem;

const fs::path kExamples = fs::path(KATIWALA_SOURCE_DIR) / "examples";

std::vector<std::string> example_files() {
  std::vector<std::string> out;
  for (const auto& file : fs::directory_iterator(kExamples / "scenarios"))
    if (file.path().extension() == ".toml") out.push_back(file.path().string());
  out.push_back((kExamples / "demo" / "story.toml").string());
  std::sort(out.begin(), out.end());
  return out;
}

std::string what_failed(const Report& report) {
  std::string out;
  for (const StepReport& step : report.steps)
    if (!step.good()) out += text_of(step, false);
  return out;
}

class Examples : public testing::TestWithParam<std::string> {};

TEST_P(Examples, Holds) {
  const auto report = play_file(GetParam(), {});
  ASSERT_TRUE(report.ok()) << report.refusal().message << " " << report.refusal().place;
  EXPECT_GT(report->held(), 0U);
  EXPECT_EQ(report->failed(), 0U) << what_failed(*report);
}

INSTANTIATE_TEST_SUITE_P(Files, Examples, testing::ValuesIn(example_files()), [](const auto& one) {
  std::string name = fs::path(one.param).stem().string();
  std::replace_if(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

TEST(Examples, AreSeenAtAll) { EXPECT_GE(example_files().size(), 4U); }

TEST(Examples, SayThatTheyAreInvented) {
  for (const std::string& file : example_files()) {
    std::ifstream in(file);
    std::string first;
    std::getline(in, first);
    EXPECT_TRUE(first.starts_with("# INVENTED DATA.")) << file;
  }
}

/// A small story of our own, played; `tail` is added to its last step.
Result<Report> play_text(const std::string& tail) {
  std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
  std::replace(name.begin(), name.end(), '/', '-');  // a table of cases is named with a slash
  const fs::path file = fs::path(testing::TempDir()) / ("katiwala-" + name + ".toml");
  std::ofstream(file) << "title = 'small'\nstart = '2026-03-02'\n"
                         "[[step]]\ndo = 'open_ward'\nname = 'girl'\nborn = '2012-05-20'\n"
                         "[[step]]\ndo = 'record_order'\nname = 'US-1'\ncountry = 'US'\ndated = '2026-01-12'\nshares = { girl = '500.00 USD' }\n"
                         "[[step]]\ndo = 'record_rate'\nbase = 'USD'\nrate = '58.2350'\n"
                         "[[step]]\ndo = 'credit'\nname = 'first'\namount = '195.00 USD'\ncharges = '5.00 USD'\n"
                         "[[step]]\ndo = 'match_credit'\ncredit = 'first'\norder = 'US-1'\n"
                      << tail;
  auto report = play_file(file.string(), {});
  fs::remove(file);
  return report;
}

/// An expectation that is false, and how many checks it makes fail.
struct FalseOne {
  const char* name;
  const char* tail;
};
void PrintTo(const FalseOne& one, std::ostream* out) { *out << one.name; }

const FalseOne kFalse[] = {
    {"total", "expect = { ward.girl.total = '195.01 USD' }\n"},
    {"other_currency", "expect = { ward.girl.total = '195.00 PHP' }\n"},
    {"outstanding", "expect = { ward.girl.outstanding = '299.99 USD' }\n"},
    {"suspense", "expect = { pool.main.suspense = '0.01 USD' }\n"},
    {"order", "expect = { order.US-1.received = '200.00 USD' }\n"},
    {"award", "expect = { award.US-1.girl.charged = '5.01 USD' }\n"},
    {"outcome", "expect = { outcome = 'escalate' }\n"},
    {"outcome_denied", "expect = { outcome = 'deny' }\n"},
    {"status", "expect = { status = 202 }\n"},
    {"code", "expect = { code = 'CREDIT_MATCHED' }\n"},
    {"reason", "expect = { reasons = 'CREDIT_MATCHED' }\n"},
    {"rule", "expect = { rules = 'R99' }\n"},
    {"replayed", "expect = { replayed = true }\n"},
    {"adult", "expect = { ward.girl.adult = true }\n"},
    {"erased", "expect = { ward.girl.erased = true }\n"},
    {"duty", "expect = { obligations = [{ ward = 'girl', duty = 'bond' }] }\n"},
    {"duty_due", "expect = { obligations = [{ ward = 'girl', duty = 'property_report', due = '2026-06-01' }] }\n"},
    {"duty_count", "expect = { obligations = [{ ward = 'girl', duty = 'property_report', count = 2 }] }\n"},
    {"no_duty", "expect = { none_of = [{ ward = 'girl', duty = 'property_report' }] }\n"},
    {"at_the_end", "[expect]\nward.girl.total = '194.99 USD'\n"},
    {"refused_step", "[[step]]\ndo = 'match_credit'\ncredit = 'first'\norder = 'US-1'\n"},
    {"refused_step_with_another_expectation", "[[step]]\ndo = 'match_credit'\ncredit = 'first'\norder = 'US-1'\nexpect = { no_reasons = 'CURRENCY_MISMATCH' }\n"},
    {"flag", "expect = { flags = 'RF10' }\n"},
    {"case_that_is_none", "expect = { cases = [{ ward = 'girl', flag = 'RF12' }] }\n"},
    {"case_in_another_state", "[[step]]\ndo = 'open_case'\nward = 'girl'\nflag = 'RF12'\nexpect = { cases = [{ ward = 'girl', flag = 'RF12', state = 'clear' }] }\n"},
    {"no_case", "[[step]]\ndo = 'open_case'\nward = 'girl'\nflag = 'RF12'\nexpect = { no_cases = [{ ward = 'girl' }] }\n"},
    {"alert", "expect = { alerts = [{ ward = 'girl', rule = 'R11' }] }\n"},
    {"frozen", "expect = { ward.girl.frozen = true }\n"},
    {"not_frozen", "[[step]]\ndo = 'set_freeze'\nname = 'f'\nkind = 'bank'\nward = 'girl'\nexpect = { ward.girl.frozen = false }\n"},
    {"pool_frozen", "expect = { pool.main.frozen = true }\n"},
    {"died", "expect = { ward.girl.died = '2026-03-02' }\n"},
    {"guardian", "expect = { ward.girl.guardian = 'active' }\n"},
    {"budget", "[[step]]\ndo = 'set_budget'\nname = 'b'\nward = 'girl'\npurpose = 'education'\nfrom = '2026-03-02'\nto = '2026-12-31'\n"
               "amount = '5.00 PHP'\nexpect = { budget.b.left = '5.01 PHP' }\n"},
    {"hour", "[[step]]\ndo = 'report_incident'\nkind = 'risk_event'\nexpect = { obligations = [{ ledger = true, due_at = '2026-03-03T09:01' }] }\n"},
    {"duty_in_another_file", "expect = { obligations = [{ ward = 'girl', duty = 'property_report', file = 'watch' }] }\n"},
    {"seen_by_nobody", "expect = { seen_by_guardian = { code = 'UNDER_REVIEW' } }\n"},
    {"statement_that_differs", "[[step]]\ndo = 'statement'\nclosing = '194.99 USD'\nexpect = { matched = true }\n"},
    {"difference", "[[step]]\ndo = 'statement'\nclosing = '194.99 USD'\nexpect = { difference = '0.00 USD' }\n"},
};

/// What the guardian is told, beside what is there.
constexpr const char* kGuardian =
    "[[party]]\nname = 'aunt'\nrole = 'guardian'\n[[step]]\ndo = 'appoint_guardian'\nward = 'girl'\nguardian = 'aunt'\nletters = '2026-03-02'\n"
    "bond_ordered = '1.00 PHP'\n[[step]]\ndo = 'register_payee'\nname = 'shop'\nward = 'girl'\nkind = 'shop'\n"
    "[[step]]\ndo = 'request'\nname = 'shoes'\nward = 'girl'\npayee = 'shop'\namount = '5.00 PHP'\npurpose = 'food_clothing'\n";

TEST(Play, WhatTheGuardianSeesIsSeen) {
  const auto play = [](const std::string& what) { return play_text(std::string(kGuardian) + "[step.expect]\noutcome = 'deny'\nseen_by_guardian = { " + what + " }\n"); };
  const auto codes = [&](const char* code) { return play(std::string("code = ") + code); };
  const auto report = codes("['BOND_PENDING', 'INSUFFICIENT_FUNDS']");
  ASSERT_TRUE(report.ok()) << report.refusal().message;
  EXPECT_TRUE(report->good()) << what_failed(*report);
  for (const char* less : {"'BOND_PENDING'", "'UNDER_REVIEW'"}) {
    const auto other = codes(less);
    ASSERT_TRUE(other.ok()) << other.refusal().message;
    EXPECT_EQ(other->failed(), 1U) << less;
  }
  for (const char* there : {"no_obligations = ['inventory']", "no_words = ['property_report']"}) {
    const auto other = play(there);
    ASSERT_TRUE(other.ok()) << other.refusal().message;
    EXPECT_EQ(other->failed(), 1U) << there;
  }
  const auto absent = play("no_obligations = ['determination'], no_words = ['covered_counted']");
  ASSERT_TRUE(absent.ok()) << absent.refusal().message;
  EXPECT_TRUE(absent->good()) << what_failed(*absent);
}

class FalseExpectations : public testing::TestWithParam<FalseOne> {};

TEST_P(FalseExpectations, AreSeenToFail) {
  const auto report = play_text(GetParam().tail);
  ASSERT_TRUE(report.ok()) << report.refusal().message << " " << report.refusal().place;
  EXPECT_FALSE(report->good());
  EXPECT_EQ(report->failed(), 1U) << what_failed(*report);
  for (const StepReport& step : report->steps) {
    for (const Checked& one : step.checks) {
      if (!one.good) {
        EXPECT_NE(one.expected, one.found);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Of, FalseExpectations, testing::ValuesIn(kFalse), [](const auto& one) { return std::string(one.param.name); });

TEST(Play, TheSmallStoryItselfHolds) {
  const auto report = play_text("expect = { ward.girl = { total = '195.00 USD', outstanding = '300.00 USD' } }\n");
  ASSERT_TRUE(report.ok()) << report.refusal().message;
  EXPECT_TRUE(report->good()) << what_failed(*report);
}

TEST(Play, AScriptThatExpectsNothingStillHasItsBooksChecked) {
  const auto report = play_text("");
  ASSERT_TRUE(report.ok()) << report.refusal().message;
  EXPECT_TRUE(report->good()) << what_failed(*report);
  EXPECT_EQ(report->held(), 1U) << "the books in dollars";
}

TEST(Play, AParameterThatTheRulebookDoesNotHaveIsRefused) {
  const auto report = play_text("[parameters]\nR02.colour = 'red'\n");
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.refusal().code, Code::SCRIPT_NAME) << report.refusal().message;
}

}  // namespace
}  // namespace katiwala::api::scenario::play_test
