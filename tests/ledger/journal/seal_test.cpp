// Seals: what they commit to, made a second time from the entries alone; and the head that must cover an approval before its money leaves.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "ledger/crypto/digest.h"
#include "ledger/journal/seal.h"
#include "ledger/journal/part_codec.h"
#include "ledger/store/engines.h"
#include "ledger/tree/tree.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::journal::seal_test {
namespace {

using namespace custody;
using testing::date;
using testing::Ids;
using testing::TestLedger;

Bytes joined(std::initializer_list<ByteView> pieces) {
  Bytes out;
  for (const ByteView piece : pieces) out.insert(out.end(), piece.begin(), piece.end());
  return out;
}
Bytes number(std::uint64_t value) {
  Bytes out;
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
  return out;
}

/// From the parts of the entries before `end`, as docs/proofs.md says it, with nothing of seal.cpp.
SealCommitment from_the_entries(TestLedger& ledger, record::Seq end) {
  struct Seen {
    std::uint64_t parts = 0;
    Digest last{};
    std::map<book::Account, std::int64_t> balances;
  };
  std::map<Subject, Seen> seen;
  for (record::Seq seq = 0; seq < end; ++seq) {
    const auto entry = ledger.journal().read(seq);
    for (const OpenedPart& part : entry->parts) {
      if (!part.part) continue;
      Seen& one = seen[part.part->about];
      ++one.parts;
      one.last = part.hash;
      for (const Balance& b : part.part->balances) one.balances[b.account] = b.minor;
      for (const Event& event : part.part->events)
        if (const auto* erased = std::get_if<WardErased>(&event)) seen.erase(subject(erased->ward));
    }
  }
  std::map<Digest, Digest> leaves;
  for (const auto& [subject, one] : seen) {
    const Digest blinded = crypto::sha256(joined({Bytes{4}, ledger.store().ledger().bytes, number(end), Bytes{static_cast<std::uint8_t>(subject.kind)}, subject.id}));
    std::size_t standing = 0;
    Bytes balances;
    for (const auto& [account, minor] : one.balances) {
      if (minor == 0) continue;
      ++standing;
      const Bytes encoded = record::encode_struct(Balance{account, minor});
      balances.insert(balances.end(), encoded.begin(), encoded.end());
    }
    EXPECT_LT(standing, 24u) << "one byte says how many";
    const Digest digest = crypto::sha256(joined({Bytes{5}, Bytes{static_cast<std::uint8_t>(0x80 + standing)}, balances}));
    leaves[blinded] = crypto::sha256(joined({Bytes{0}, blinded, number(one.parts), one.last, digest}));
  }
  std::vector<Digest> sorted;
  for (const auto& [blinded, leaf] : leaves) sorted.push_back(leaf);
  return {sorted.size(), *tree::root_at(sorted.size(), tree::from_leaves(sorted))};
}

const LedgerSealed& sealed_in(const Answer& answer) { return std::get<LedgerSealed>(answer.entry->parts[0].part->events.at(0)); }

void expect_seal_of_all_before(TestLedger& ledger, const Answer& answer) {
  const SealCommitment expected = from_the_entries(ledger, answer.entry->seq());
  EXPECT_EQ(sealed_in(answer).subjects, expected.subjects);
  EXPECT_EQ(sealed_in(answer).root, expected.root);
}

TEST(Seal, CommitsToEverySubjectBeforeIt) {
  TestLedger ledger;
  ledger.found();
  const Answer first = ledger.allowed("auditor", TakeSeal{date("2026-02-18")});
  EXPECT_EQ(sealed_in(first).subjects, 1u) << "the ledger itself";
  expect_seal_of_all_before(ledger, first);
  const Ids ids = ledger.open_story();
  CreditId credit;
  ledger.receive(ids.pool, "19975.00", "USD", &credit);
  ledger.agree(MatchCredit{credit, ids.order});
  const Answer second = ledger.allowed("officer-1", TakeSeal{date("2026-02-18")});
  EXPECT_EQ(sealed_in(second).subjects, 7u) << "the ledger, a pool and its watch, an order, a ward and her two files";
  expect_seal_of_all_before(ledger, second);
  EXPECT_NE(sealed_in(first).root, sealed_in(second).root);
}

TEST(Seal, TheSameStateSealedTwiceHasAnotherRoot) {
  TestLedger ledger;
  ledger.found();
  ledger.open_story();
  const Answer first = ledger.allowed("auditor", TakeSeal{date("2026-02-18")});
  const Answer second = ledger.allowed("auditor", TakeSeal{date("2026-02-18")});
  EXPECT_NE(sealed_in(first).root, sealed_in(second).root);
  expect_seal_of_all_before(ledger, second);
}

TEST(Seal, OfADayThatHasEndedIsTheLedgersOwn) {
  TestLedger ledger;
  ledger.found();
  const auto taken = ledger.journal().seal(date("2026-02-17"));
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(*taken->entry->primary()->outcome, Outcome::allow);
  EXPECT_TRUE(taken->entry->act.principal.is_zero());
  EXPECT_EQ(sealed_in(*taken).day, date("2026-02-17"));
}

TEST(Seal, NotOfTomorrowAndNotForEverybody) {
  TestLedger ledger;
  ledger.found();
  EXPECT_EQ(ledger.say("auditor", TakeSeal{date("2026-02-19")}).entry->primary()->reasons.at(0).code, "FIELD_INVALID");
  EXPECT_EQ(ledger.say("bank", TakeSeal{date("2026-02-18")}).entry->primary()->reasons.at(0).code, "ROLE_FORBIDDEN");
}

TEST(Seal, AnErasedWardIsInNoLaterSeal) {
  TestLedger ledger;
  ledger.found();
  const Ids ids = ledger.open_story();
  const WardId other = ledger.open_ward(ids.pool);
  const Answer before = ledger.allowed("auditor", TakeSeal{date("2026-02-18")});
  const Answer proposed = ledger.allowed("compliance", EraseWard{other, "asked for", {}});
  ledger.allowed("officer-1", ledger.approval(proposed));
  ledger.allowed("compliance-2", ledger.approval(proposed));
  const Answer after = ledger.allowed("auditor", TakeSeal{date("2026-02-18")});
  EXPECT_EQ(sealed_in(after).subjects + 3, sealed_in(before).subjects) << "the ward and her two files";
  expect_seal_of_all_before(ledger, after);
  ASSERT_TRUE(ledger.reopen().ok());
  expect_seal_of_all_before(ledger, ledger.allowed("auditor", TakeSeal{date("2026-02-18")}));
}

TEST(Seal, LeavesAscendAndEachSubjectHasOne) {
  TestLedger ledger;
  ledger.found();
  const Ids ids = ledger.open_story();
  for (int i = 0; i < 20; ++i) ledger.open_ward(ids.pool);
  const Answer taken = ledger.allowed("auditor", TakeSeal{date("2026-02-18")});
  const auto seal = ledger.journal().last_seal();
  ASSERT_NE(seal, nullptr);
  EXPECT_EQ(seal->seq, taken.entry->seq());
  EXPECT_EQ(seal->leaves.size(), 4u + 21 * 3) << "ledger, pool, its watch, order; each ward and her two files";
  EXPECT_EQ(std::ranges::adjacent_find(seal->leaves, std::ranges::greater_equal{}, &SealLeaf::blinded), seal->leaves.end());
  for (const SealLeaf& leaf : seal->leaves) {
    const auto index = seal->index_of(ledger.store().ledger(), leaf.subject);
    ASSERT_TRUE(index.has_value());
    EXPECT_TRUE(tree::verify_inclusion(*index, seal->leaves.size(), leaf.hash, seal->path(*index), seal->commitment.root).ok());
  }
  EXPECT_FALSE(seal->index_of(ledger.store().ledger(), subject(ledger.draw<WardTag>())).has_value());
}

}  // namespace
}  // namespace katiwala::journal::seal_test
