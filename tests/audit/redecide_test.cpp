// Deciding again: an untouched ledger gives the same decisions; a ledger whose program waved something through does not.
#include "audit/redecide.h"

#include <gtest/gtest.h>

#include "ledger/crypto/digest.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::audit::redecide_test {
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
  void erase(const WardId& ward) {
    const auto proposed = ledger.allowed("compliance", EraseWard{ward, "asked for", {}});
    ledger.allowed("officer-1", ledger.approval(proposed));
    ledger.allowed("compliance-2", ledger.approval(proposed));
  }
  RecordCourtOrder court_order(const WardId& ward, const CourtOrderId& order) {
    RecordCourtOrder out;
    out.ward = ward;
    out.order = order;
    out.dated = date("2026-02-18");
    out.cap = ledger.amount("10000.00", "PHP");
    out.document = ledger.draw_digest();
    out.docket = ledger.draw_vault_ref();
    return out;
  }
  /// The place of what is found where the rules give other reasons for one entry.
  std::string found_where_it_differs(std::uint64_t at) {
    RedecideOptions changed = options();
    changed.decide = [&](const State& state, const Submission& submission) {
      Decision decision = judge.decide(state, submission);
      if (submission.seq == at) decision.reasons.push_back({});
      return decision;
    };
    const RedecideReport report = redecide(ledger.store(), changed);
    return report.good() ? "" : report.first_different->place;
  }
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
  erase(other);
  const RedecideReport report = redecide(ledger.store(), options());
  EXPECT_TRUE(report.good()) << report.first_different->place << " " << report.first_different->message;
  EXPECT_EQ(report.unreadable, 5u) << "her opening, proposed and approved; her erasure, proposed and twice approved";
  EXPECT_EQ(report.seals_open, 1u);
  EXPECT_EQ(report.decided + 6, size());
}

/// A court order's number is taken where another ward has an order of it; of an erased ward nobody knows which numbers she had.
struct OtherWardsOrder : Redecide {
  std::uint64_t before = 0, denied = 0;
  WardId other;

  void SetUp() override {
    Redecide::SetUp();
    before = size() - 1;
    other = ledger.open_ward(ids.pool);
    const auto order = ledger.draw<CourtOrderTag>();
    ledger.agree(court_order(other, order));
    const auto again = ledger.say("officer-1", court_order(ids.ward, order));
    denied = again.entry->seq();
    ASSERT_EQ(*again.entry->primary()->outcome, Outcome::deny);
  }
};

TEST_F(OtherWardsOrder, IsDecidedTheSameWhileSheIsThere) {
  const RedecideReport report = redecide(ledger.store(), options());
  EXPECT_TRUE(report.good());
  EXPECT_TRUE(report.unproven.empty());
  EXPECT_EQ(report.decided, size());
}

TEST_F(OtherWardsOrder, IsNeitherRightNorWrongOnceSheIsErased) {
  erase(other);
  ledger.say("guardian", MatchCredit{ledger.draw<CreditTag>(), ids.order});  // denied
  const RedecideReport report = redecide(ledger.store(), options());
  EXPECT_TRUE(report.good()) << report.first_different->place << " " << report.first_different->message;
  EXPECT_EQ(report.unproven, std::vector<record::Seq>{denied});
  EXPECT_EQ(report.decided + report.unreadable + report.seals_open + 1, size());
  // Only while she was there.
  EXPECT_EQ(found_where_it_differs(before), "entry " + std::to_string(before));
  EXPECT_EQ(found_where_it_differs(size() - 1), "entry " + std::to_string(size() - 1));
  EXPECT_EQ(found_where_it_differs(denied), "");
}

TEST_F(OtherWardsOrder, IsWrongWhereHerKeyIsGoneAndNobodyErasedHer) {
  std::optional<crypto::KeyId> key;
  ASSERT_TRUE(ledger.journal().look([&](const journal::Memory& memory) { key = *memory.key_of(subject(other)); }).ok());
  ledger.stop();
  ASSERT_TRUE(ledger.keys().destroy(*key).ok());
  const RedecideReport report = redecide(ledger.store(), options());
  ASSERT_FALSE(report.good());
  EXPECT_EQ(report.first_different->place, "entry " + std::to_string(denied));
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
}  // namespace katiwala::audit::redecide_test
