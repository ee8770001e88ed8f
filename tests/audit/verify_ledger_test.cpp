// A changed byte of a stored entry, a missing tile, a key that nobody destroyed: found, and the first bad entry named.
#include <gtest/gtest.h>

#include "audit/verify_ledger.h"
#include "ledger/journal/derived.h"
#include "ledger/journal/part_codec.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::audit::verify_ledger_test {
namespace {

using namespace custody;
using journal::testing::Ids;
using journal::testing::TestLedger;

/// A store whose answers about one entry or one tile are changed: what a hand in the database file would look like to a reader.
class Tampered final : public store::LogStore {
 public:
  explicit Tampered(const store::LogStore& inner) : inner_(inner) {}
  record::Seq changed_entry = ~record::Seq{0};
  std::optional<record::StoredEntry> instead;
  bool spoil_tiles = false;
  std::optional<store::Head> other_head;

  store::LedgerId ledger() const override { return inner_.ledger(); }
  std::optional<store::Head> head() const override { return other_head ? other_head : inner_.head(); }
  Status append(const store::Batch&) override { return refuse(Code::STORE_READ_ONLY); }
  bool read_only() const override { return true; }
  Status scan(record::Seq first, const std::function<Status(record::Seq, record::StoredEntry)>& visit) const override {
    return inner_.scan(first, [&](record::Seq seq, record::StoredEntry entry) { return visit(seq, seq == changed_entry ? *instead : std::move(entry)); });
  }
  Result<record::StoredEntry> read(record::Seq seq) const override { return seq == changed_entry ? Result<record::StoredEntry>(*instead) : inner_.read(seq); }
  std::optional<Bytes> tile(tree::TileId id) const override {
    auto tile = inner_.tile(id);
    if (tile && spoil_tiles) (*tile)[100] ^= 1;
    return tile;
  }
  Status put_derived(std::span<const store::DerivedRow>, record::Seq) override { return refuse(Code::STORE_READ_ONLY); }
  std::optional<record::Seq> derived_reflects() const override { return inner_.derived_reflects(); }
  Status scan_derived(const std::function<Status(ByteView, ByteView)>& visit) const override { return inner_.scan_derived(visit); }
  std::optional<Bytes> get_derived(ByteView key) const override { return inner_.get_derived(key); }
  Status clear_derived() override { return refuse(Code::STORE_READ_ONLY); }

 private:
  const store::LogStore& inner_;
};

struct Verify : ::testing::Test {
  TestLedger ledger;
  Ids ids;
  void SetUp() override {
    ledger.found();
    ids = ledger.open_story();
  }
  VerifyReport verify(const store::LogStore& store) { return verify_ledger(store, {&ledger.keys(), {}}); }
};

TEST_F(Verify, AnUntouchedLedgerIsGood) {
  for (int i = 0; i < 270; ++i) ledger.receive(ids.pool, "1.00", "USD");
  ledger.stop();
  const VerifyReport report = verify(ledger.store());
  EXPECT_TRUE(report.good()) << report.first_bad->message << " " << report.first_bad->place;
  EXPECT_EQ(report.entries, ledger.store().head()->seq + 1);
  EXPECT_EQ(report.tiles, report.entries / 256);
  EXPECT_TRUE(report.derived_compared);
  EXPECT_GT(report.derived_rows, 300u);
  EXPECT_EQ(report.parts_erased, 0u);
  // Without keys the chain, the tree and the clear parts are still checked, and what was not is counted.
  const VerifyReport closed = verify_ledger(ledger.store(), {});
  EXPECT_TRUE(closed.good());
  EXPECT_GT(closed.parts_closed, 5u);
  EXPECT_EQ(closed.root, report.root);
}

TEST_F(Verify, EveryByteOfAWardsEntryIsCovered) {
  ledger.stop();
  // The newest entry with a sealed part: registering the school.
  const record::Seq seq = ledger.store().head()->seq;
  Tampered store(ledger.store());
  store.changed_entry = seq;
  Bytes frame;
  record::append_frame(frame, *ledger.store().read(seq));
  std::size_t tried = 0;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    Bytes changed = frame;
    changed[i] ^= 0x01;
    std::size_t offset = 0;
    auto stored = record::read_frame(changed, offset);
    if (!stored.ok() || offset != changed.size()) continue;  // the store itself refuses such a frame (RECORD_MALFORMED)
    store.instead = std::move(*stored);
    const VerifyReport report = verify(store);
    ASSERT_FALSE(report.good()) << "byte " << i;
    EXPECT_TRUE(report.first_bad->place.starts_with("entry " + std::to_string(seq))) << "byte " << i << ": " << report.first_bad->place;
    ++tried;
  }
  EXPECT_GT(tried, frame.size() / 2);
}

TEST_F(Verify, ASealIsMadeAgainFromTheEntriesBeforeIt) {
  ledger.allowed("auditor", TakeSeal{journal::testing::date("2026-02-18")});
  ledger.stop();
  const VerifyReport untouched = verify(ledger.store());
  EXPECT_TRUE(untouched.good());
  EXPECT_EQ(untouched.seals, 1u);
  EXPECT_EQ(verify_ledger(ledger.store(), {}).seals_open, 1u) << "without keys it can not be made again";
  // A seal that leaves somebody out, with every hash and the head made to fit.
  const record::Seq seq = ledger.store().head()->seq;
  Tampered store(ledger.store());
  record::StoredEntry stored = *ledger.store().read(seq);
  auto part = *record::decode_struct<journal::SubjectPart>(stored.parts.at(1).bytes);
  std::get<LedgerSealed>(part.events.at(0)).root[0] ^= 1;
  stored.parts[1].bytes = record::encode_struct(part);
  record::Header header = *record::decode_header(stored.header);
  header.part_hashes[1] = record::part_hash(stored.parts[1].salt, stored.parts[1].bytes);
  stored.header = record::encode(header);
  store.changed_entry = seq;
  store.instead = stored;
  store.other_head = store::Head{seq, record::leaf_hash(stored.header)};
  const VerifyReport report = verify(store);
  ASSERT_FALSE(report.good());
  EXPECT_EQ(report.first_bad->place, "entry " + std::to_string(seq));
  EXPECT_EQ(report.first_bad->message, "The seal does not commit to what the entries before it say.");
}

TEST_F(Verify, AnEntryLeftOutOrMovedIsFound) {
  ledger.stop();
  Tampered store(ledger.store());
  store.changed_entry = 3;
  store.instead = *ledger.store().read(4);
  const VerifyReport report = verify(store);
  ASSERT_FALSE(report.good());
  EXPECT_TRUE(report.first_bad->place.starts_with("entry 3")) << report.first_bad->place;
}

TEST_F(Verify, TilesAndHeadAreHeldAgainstTheEntries) {
  for (int i = 0; i < 260; ++i) ledger.receive(ids.pool, "1.00", "USD");
  ledger.stop();
  Tampered store(ledger.store());
  store.spoil_tiles = true;
  const VerifyReport report = verify(store);
  ASSERT_FALSE(report.good());
  EXPECT_EQ(report.first_bad->place, "entry 255");
  store.spoil_tiles = false;
  ASSERT_TRUE(verify(store).good());
  store.other_head = *ledger.store().head();
  store.other_head->leaf[0] ^= 1;
  EXPECT_EQ(verify(store).first_bad->code, Code::STORE_HEAD_MISMATCH);
}

TEST_F(Verify, ADerivedRowThatTheJournalDoesNotGiveIsFound) {
  ledger.stop();
  const Bytes key(17, 0x55);
  Bytes row_key = key;
  row_key[0] = 32;  // an idempotency row out of nowhere
  const std::vector<store::DerivedRow> rows{{row_key, Bytes{0, 0, 0, 0, 0, 0, 0, 0, 1}}};
  ASSERT_TRUE(ledger.store().put_derived(rows, ledger.store().head()->seq).ok());
  const VerifyReport report = verify(ledger.store());
  ASSERT_FALSE(report.good());
  EXPECT_TRUE(report.first_bad->place.starts_with("row 20")) << report.first_bad->place;
}

/// Kept by another program, which the next start throws away: nothing is wrong with the ledger, and nothing was compared.
TEST_F(Verify, DerivedRowsOfAnotherProgramAreNotCompared) {
  ledger.stop();
  const std::vector<store::DerivedRow> rows{{journal::shape_row().key, Bytes(33, 0)}};
  ASSERT_TRUE(ledger.store().put_derived(rows, ledger.store().head()->seq).ok());
  const VerifyReport report = verify(ledger.store());
  EXPECT_TRUE(report.good()) << report.first_bad->message;
  EXPECT_FALSE(report.derived_compared);
}

TEST_F(Verify, DestroyingOneWardsKeyLeavesEverythingElseVerifiable) {
  const WardId other = ledger.open_ward(ids.pool);
  crypto::KeyId key;
  ASSERT_TRUE(ledger.journal().look([&](const journal::Memory& m) { key = *m.key_of(custody::subject(other)); }).ok());
  const auto root_before = *ledger.journal().root(ledger.journal().head()->seq + 1);
  const auto size_before = ledger.journal().head()->seq + 1;

  const auto proposed = ledger.allowed("compliance", EraseWard{other, "test of erasure"});
  ledger.allowed("officer-1", ledger.approval(proposed));
  ledger.allowed("compliance-2", ledger.approval(proposed));
  EXPECT_EQ(ledger.keys().find(key), nullptr);
  EXPECT_EQ(*ledger.journal().root(size_before), root_before);
  bool gone = false, hers_is_there = false;
  ASSERT_TRUE(ledger.journal().look([&](const journal::Memory& m) {
    gone = m.state.ward(other) == nullptr;
    hers_is_there = m.state.ward(ids.ward) != nullptr;
  }).ok());
  EXPECT_TRUE(gone);
  EXPECT_TRUE(hers_is_there);
  ledger.stop();
  const VerifyReport report = verify(ledger.store());
  EXPECT_TRUE(report.good()) << report.first_bad->message << " " << report.first_bad->place;
  EXPECT_GE(report.parts_erased, 2u);
  EXPECT_TRUE(report.derived_compared);
}

/// What a reversal undid stays undone for whoever rebuilds the state without the key of the ward it was about.
TEST_F(Verify, AReversalAboutAWardOutlivesHerErasure) {
  const WardId other = ledger.open_ward(ids.pool);
  RecordOrder order;
  order.order = ledger.draw<OrderTag>();
  order.country = "US";
  order.dated = *CivilDate::parse("2026-01-12");
  order.total = ledger.amount("100.00", "USD");
  order.document = Digest{7};
  ledger.agree(order);
  ledger.agree(RecordAward{ledger.draw<AwardTag>(), order.order, other, order.total});
  CreditId credit;
  ledger.receive(ids.pool, "40.00", "USD", &credit);
  ledger.agree(MatchCredit{credit, order.order});
  const record::Seq matched = ledger.journal().head()->seq;
  const auto reversal = ledger.allowed("officer-1", ReverseEntry{matched, subject(other), "matched to the wrong order"});
  ledger.allowed("officer-2", ledger.approval(reversal));
  ledger.allowed("compliance", ledger.approval(reversal));
  const auto erasure = ledger.allowed("compliance", EraseWard{other, "test of erasure"});
  ledger.allowed("officer-1", ledger.approval(erasure));
  ledger.allowed("compliance-2", ledger.approval(erasure));
  ledger.stop();

  const auto rebuilt = journal::replay(ledger.store(), &ledger.keys(), ~record::Seq{0}, {});
  ASSERT_TRUE(rebuilt.ok());
  EXPECT_TRUE(rebuilt->state.reversed.contains(matched));
  const VerifyReport report = verify(ledger.store());
  EXPECT_TRUE(report.good()) << report.first_bad->message << " " << report.first_bad->place;
  EXPECT_TRUE(report.derived_compared);
}

TEST_F(Verify, AKeyThatVanishedWithoutAnErasureIsFound) {
  ledger.stop();
  crypto::KeyId key;
  const auto memory = journal::replay(ledger.store(), &ledger.keys(), ~record::Seq{0}, {});
  ASSERT_TRUE(memory.ok());
  key = *memory->key_of(custody::subject(ids.ward));
  ASSERT_TRUE(ledger.keys().destroy(key).ok());
  const VerifyReport report = verify(ledger.store());
  ASSERT_FALSE(report.good());
  EXPECT_EQ(report.first_bad->code, Code::KEY_MISSING);
}

}  // namespace
}  // namespace katiwala::audit::verify_ledger_test
