// Another rulebook on a recorded past: the same one differs in nothing; another figure differs exactly where it matters.
#include "audit/simulate.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ledger/crypto/digest.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::audit::simulate_test {
namespace {

using namespace custody;
using journal::testing::date;
using journal::testing::Ids;
using journal::testing::TestLedger;

struct Simulate : ::testing::Test {
  TestLedger ledger;
  Ids ids;
  record::Seq asked = 0;  ///< the entry of a guardian's request of 20,000.00

  void SetUp() override {
    ledger.found();
    ids = ledger.open_story();
    CreditId credit;
    ledger.receive(ids.pool, "19975.00", "USD", &credit);
    ledger.agree(MatchCredit{credit, ids.order});
    ledger.move_clock("2026-03-02T09:00:00+08:00");
    ledger.convert(ids.ward);  // what is asked for is in pesos
    RequestDisbursement request;
    request.request = ledger.draw<RequestTag>();
    request.ward = ids.ward;
    request.payee = ids.school;
    request.amount = ledger.amount("20000.00", "PHP");
    request.voucher = ledger.draw_digest();
    asked = ledger.say("guardian", request).entry->seq();
  }

  /// The test ledger's rulebook, a line of it changed.
  static policies::Rulebook changed(std::string_view from = "", std::string_view to = "") {
    std::string text = journal::testing::test_rulebook();
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return policies::Rulebook::parse(text.replace(at, from.size(), to)).value();
  }

  SimulateReport run(const policies::Rulebook& book, std::uint32_t engine = policies::kEngineRevision) {
    SimulateOptions options;
    options.keys = &ledger.keys();
    options.hash = [](std::string_view text) { return crypto::sha256(view(text)); };
    options.engine_revision = engine;
    return simulate(ledger.store(), book, options);
  }

  std::uint64_t size() { return ledger.journal().head()->seq + 1; }
};

const WouldDiffer* find(const SimulateReport& report, record::Seq entry) {
  for (const WouldDiffer& one : report.differ)
    if (one.entry == entry) return &one;
  return nullptr;
}

TEST_F(Simulate, TheSameRulebookDiffersInNothing) {
  const SimulateReport report = run(changed());
  EXPECT_TRUE(report.run.good());
  EXPECT_EQ(report.run.decided, size());
  for (const WouldDiffer& one : report.differ) ADD_FAILURE() << one.entry << " " << one.command << " " << name(one.what);
}

TEST_F(Simulate, ALimitOneCentavoLowerEscalatesWhatPassed) {
  const SimulateReport report = run(changed("t0_request_limit = \"20000.00 PHP\"", "t0_request_limit = \"19999.99 PHP\""));
  const WouldDiffer* one = find(report, asked);
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->what, Otherwise::outcome);
  EXPECT_EQ(one->command, "request_disbursement");
  EXPECT_EQ(one->recorded.outcome, Outcome::allow);
  EXPECT_EQ(one->again.outcome, Outcome::escalate);
  EXPECT_NE(std::ranges::find(one->again.reasons, "escalate TIER_REQUEST_LIMIT R19"), one->again.reasons.end());
  EXPECT_EQ(report.count(Otherwise::outcome), 1U) << "nothing else in this ledger is near a tier";
}

TEST_F(Simulate, AnotherPeriodChangesWhatFollowsAndNoOutcome) {
  const SimulateReport report = run(changed("inventory_months = 3", "inventory_months = 2"));
  EXPECT_EQ(report.count(Otherwise::outcome) + report.count(Otherwise::reasons), 0U);
  EXPECT_GE(report.count(Otherwise::follows) + report.count(Otherwise::facts), 1U) << "the guardian's appointment opens that duty";
}

TEST_F(Simulate, EntriesOfAnotherRevisionAreCountedAndNotDecided) {
  const SimulateReport report = run(changed("inventory_months = 3", "inventory_months = 2"), policies::kEngineRevision + 1);
  EXPECT_EQ(report.run.other_engine, size());
  EXPECT_TRUE(report.differ.empty());
}

}  // namespace
}  // namespace katiwala::audit::simulate_test
