// Deciding again: an untouched ledger gives the same decisions; a ledger whose program waved something through does not.
#include "audit/redecide.h"

#include <gtest/gtest.h>

#include "ledger/crypto/digest.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::audit {
namespace {

using namespace custody;
using journal::testing::date;
using journal::testing::Ids;
using journal::testing::TestLedger;

struct Redecide : ::testing::Test {
  TestLedger ledger;
  Ids ids;
  policies::Judge judge{[](std::string_view text) { return crypto::sha256(view(text)); }};

  void SetUp() override {
    ledger.found();
    ids = ledger.open_story();
    CreditId credit;
    ledger.receive(ids.pool, "19975.00", "USD", &credit);
    ledger.agree(MatchCredit{credit, ids.order});
    ledger.say("guardian", MatchCredit{credit, ids.order});  // denied
    ledger.allowed("auditor", TakeSeal{date("2026-02-18")});
  }
  RedecideOptions options() {
    RedecideOptions out;
    out.keys = &ledger.keys();
    out.decide = [this](const State& state, const Submission& submission) { return judge.decide(state, submission); };
    out.engine_revision = policies::kEngineRevision;
    return out;
  }
  std::uint64_t size() { return ledger.journal().head()->seq + 1; }
};

TEST_F(Redecide, AnUntouchedLedgerIsDecidedTheSame) {
  const RedecideReport report = redecide(ledger.store(), options());
  EXPECT_TRUE(report.good()) << report.first_different->place << " " << report.first_different->message;
  EXPECT_EQ(report.entries, size());
  EXPECT_EQ(report.decided, size());
}

TEST_F(Redecide, AnErasedWardsEntriesAreCountedAndTheRestIsDecided) {
  const WardId other = ledger.open_ward(ids.pool);
  ledger.allowed("auditor", TakeSeal{date("2026-02-18")});
  const auto proposed = ledger.allowed("compliance", EraseWard{other, "asked for", {}});
  ledger.allowed("officer-1", ledger.approval(proposed));
  ledger.allowed("compliance-2", ledger.approval(proposed));
  const RedecideReport report = redecide(ledger.store(), options());
  EXPECT_TRUE(report.good()) << report.first_different->place << " " << report.first_different->message;
  EXPECT_EQ(report.unreadable, 5u) << "her opening, proposed and approved; her erasure, proposed and twice approved";
  EXPECT_EQ(report.seals_open, 1u);
  EXPECT_EQ(report.decided + 6, size());
}

TEST_F(Redecide, AnotherRevisionOfTheRulesIsNotDecided) {
  RedecideOptions later = options();
  later.engine_revision += 1;
  const RedecideReport report = redecide(ledger.store(), later);
  EXPECT_TRUE(report.good());
  EXPECT_EQ(report.other_engine, size());
  EXPECT_EQ(report.decided, 0u);
}

/// Rules that would have decided one entry otherwise, each in one respect.
TEST_F(Redecide, EveryKindOfDifferenceIsNoticed) {
  const std::uint64_t at = size() - 3;  // the approval that matched the credit: events and postings in several parts
  using Change = void (*)(Decision&);
  const struct {
    const char* what;
    Change change;
    const char* said;
  } changes[] = {
      {"outcome", [](Decision& d) { d.outcome = Outcome::deny; }, "The rules say deny where allow is recorded."},
      {"reasons", [](Decision& d) { d.reasons.push_back({}); }, "The rules give other reasons than those recorded."},
      {"subject", [](Decision& d) { d.about.id[0] ^= 1; }, "The rules put it in another subject's part."},
      {"an event less", [](Decision& d) { d.effects.pop_back(); }, "The rules make other events than those recorded."},
      {"an amount", [](Decision& d) { d.postings.front().posting.change_minor += 1; }, "The rules post otherwise than recorded."},
      {"a subject more", [](Decision& d) { d.effects.push_back({subject(WardId{{9}}), MajorityReached{}}); }, "The rules touch other subjects than those recorded."},
  };
  for (const auto& one : changes) {
    RedecideOptions changed = options();
    changed.decide = [&](const State& state, const Submission& submission) {
      Decision decision = judge.decide(state, submission);
      if (submission.seq == at) one.change(decision);
      return decision;
    };
    const RedecideReport report = redecide(ledger.store(), changed);
    ASSERT_FALSE(report.good()) << one.what;
    EXPECT_EQ(report.first_different->place, "entry " + std::to_string(at)) << one.what;
    EXPECT_EQ(report.first_different->message, one.said) << one.what;
  }
}

}  // namespace
}  // namespace katiwala::audit
