// Entries and rows that are opened on many threads: told of in their order, and what can not be opened named as if they had been opened one by one.
// What is broken stands at the borders of what one thread opens and of what is opened at once, and beside them.
#include "ledger/journal/opening.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ledger/base/endian.h"
#include "ledger/journal/derived.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::journal {
namespace opening_test {
namespace {

using namespace custody;
using testing::Ids;
using testing::TestLedger;

/// A store as it is read: some entries are others, and from one on nothing can be read; derived rows are the test's own.
class Reading final : public store::LogStore {
 public:
  explicit Reading(const store::LogStore& inner) : inner_(inner) {}
  std::map<record::Seq, record::StoredEntry> instead;
  record::Seq unreadable_from = ~record::Seq{0};
  std::vector<std::pair<Bytes, Bytes>> rows;

  store::LedgerId ledger() const override { return inner_.ledger(); }
  std::optional<store::Head> head() const override { return inner_.head(); }
  Status append(const store::Batch&) override { return refuse(Code::STORE_READ_ONLY); }
  bool read_only() const override { return true; }
  Status scan(record::Seq first, const std::function<Status(record::Seq, record::StoredEntry)>& visit) const override {
    return inner_.scan(first, [&](record::Seq seq, record::StoredEntry entry) -> Status {
      if (seq >= unreadable_from) return refuse(Code::STORE_DAMAGED, "The journal is damaged.", "entry " + std::to_string(seq));
      const auto other = instead.find(seq);
      return visit(seq, other == instead.end() ? std::move(entry) : other->second);
    });
  }
  Result<record::StoredEntry> read(record::Seq seq) const override { return inner_.read(seq); }
  std::optional<Bytes> tile(tree::TileId id) const override { return inner_.tile(id); }
  Status put_derived(std::span<const store::DerivedRow>, record::Seq) override { return refuse(Code::STORE_READ_ONLY); }
  std::optional<record::Seq> derived_reflects() const override { return inner_.derived_reflects(); }
  Status scan_derived(const std::function<Status(ByteView, ByteView)>& visit) const override {
    for (const auto& [key, value] : rows) KATIWALA_CHECK(visit(key, value));
    return good();
  }
  std::optional<Bytes> get_derived(ByteView) const override { return std::nullopt; }
  Status clear_derived() override { return refuse(Code::STORE_READ_ONLY); }

 private:
  const store::LogStore& inner_;
};

/// A journal that is longer than what is opened at once, several times over; made once.
struct LongJournal {
  TestLedger ledger;
  Ids ids;
  std::vector<record::Seq> borders;  ///< the first entry of each batch but the first

  LongJournal() {
    constexpr std::size_t kBatchBytes = std::size_t{1} << 20;  // opening.cpp
    ledger.found();
    ids = ledger.open_story();
    while (size() < 6'000) ledger.receive(ids.pool, "1.00", "USD");
    ledger.stop();
    std::size_t bytes = 0;
    EXPECT_TRUE(ledger.store().scan(0, [&](record::Seq seq, const record::StoredEntry& entry) {
      bytes += entry.header.size();
      for (const record::StoredPart& part : entry.parts) bytes += part.bytes.size();
      if (bytes >= kBatchBytes) {
        borders.push_back(seq + 1);
        bytes = 0;
      }
      return good();
    }).ok());
  }
  record::Seq size() { return ledger.journal().head()->seq + 1; }
};
LongJournal& long_journal() {
  static LongJournal made;
  return made;
}

/// Around every border, and the ends.
std::vector<record::Seq> places() {
  LongJournal& journal = long_journal();
  const record::Seq last = journal.ledger.store().head()->seq;
  std::vector<record::Seq> out{1, last};
  for (const record::Seq border : journal.borders)
    for (const record::Seq seq : {border - 1, border, border + 1})
      if (seq < last) out.push_back(seq);
  return out;
}

record::StoredEntry spoilt(const store::LogStore& store, record::Seq seq) {
  record::StoredEntry entry = *store.read(seq);
  entry.parts.back().bytes.back() ^= 1;
  return entry;
}

struct Told {
  std::vector<record::Seq> good_ones;
  Status answer = good();
};
Told walk(const store::LogStore& store, record::Seq first, record::Seq end) {
  Told told;
  told.answer = for_each_opened(store, &long_journal().ledger.keys(), first, end, [&](record::Seq seq, Result<Entry> entry) -> Status {
    if (!entry.ok()) return entry.refusal();
    EXPECT_EQ(entry->seq(), seq);
    told.good_ones.push_back(seq);
    return good();
  });
  return told;
}

std::vector<record::Seq> from_to(record::Seq first, record::Seq end) {
  std::vector<record::Seq> out;
  for (record::Seq seq = first; seq < end; ++seq) out.push_back(seq);
  return out;
}

TEST(Opening, AJournalIsLongerThanWhatIsOpenedAtOnce) { EXPECT_GE(long_journal().borders.size(), 3U) << "else this file shows nothing"; }

TEST(Opening, EveryEntryComesOnceAndInOrderFromAndToWhereItIsAsked) {
  const store::LogStore& store = long_journal().ledger.store();
  const record::Seq size = store.head()->seq + 1;
  EXPECT_EQ(walk(store, 0, ~record::Seq{0}).good_ones, from_to(0, size));
  for (const record::Seq seq : places()) {
    EXPECT_EQ(walk(store, 0, seq).good_ones, from_to(0, seq));
    EXPECT_EQ(walk(store, seq, ~record::Seq{0}).good_ones, from_to(seq, size));
  }
  EXPECT_TRUE(walk(store, 5, 5).answer.ok());
}

TEST(Opening, AnEntryThatDoesNotOpenIsNamedAfterAllBeforeItWereTaken) {
  for (const record::Seq seq : places()) {
    Reading store(long_journal().ledger.store());
    store.instead[seq] = spoilt(long_journal().ledger.store(), seq);
    const Told told = walk(store, 0, ~record::Seq{0});
    ASSERT_FALSE(told.answer.ok()) << seq;
    EXPECT_TRUE(told.answer.refusal().place.starts_with("entry " + std::to_string(seq) + " part ")) << told.answer.refusal().place;
    EXPECT_EQ(told.good_ones, from_to(0, seq));
    const auto folded = replay(store, &long_journal().ledger.keys(), ~record::Seq{0}, nullptr);
    ASSERT_FALSE(folded.ok());
    EXPECT_EQ(folded.refusal().place, told.answer.refusal().place);
  }
}

TEST(Opening, OfTwoFaultsTheFirstIsTold) {
  const std::vector<record::Seq> all = places();
  for (const record::Seq first : all) {
    for (const record::Seq second : all) {
      if (second <= first) continue;
      // The later one is met first: by the thread that reads ahead, or by one that opens.
      Reading unreadable(long_journal().ledger.store());
      unreadable.instead[first] = spoilt(long_journal().ledger.store(), first);
      unreadable.unreadable_from = second;
      EXPECT_TRUE(walk(unreadable, 0, ~record::Seq{0}).answer.refusal().place.starts_with("entry " + std::to_string(first) + " ")) << first << " " << second;
      Reading both(long_journal().ledger.store());
      for (const record::Seq seq : {first, second}) both.instead[seq] = spoilt(long_journal().ledger.store(), seq);
      EXPECT_TRUE(walk(both, 0, ~record::Seq{0}).answer.refusal().place.starts_with("entry " + std::to_string(first) + " ")) << first << " " << second;
    }
  }
}

TEST(Opening, WhatTheStoreCanNotReadIsToldAfterAllBeforeItWereTaken) {
  for (const record::Seq seq : places()) {
    Reading store(long_journal().ledger.store());
    store.unreadable_from = seq;
    const Told told = walk(store, 0, ~record::Seq{0});
    ASSERT_FALSE(told.answer.ok());
    EXPECT_EQ(told.answer.refusal().code, Code::STORE_DAMAGED);
    EXPECT_EQ(told.answer.refusal().place, "entry " + std::to_string(seq));
    EXPECT_EQ(told.good_ones, from_to(0, seq));
    // Who asks for what lies before it alone never comes there.
    EXPECT_TRUE(walk(store, 0, seq).answer.ok());
  }
}

// -- derived rows

constexpr std::uint8_t kIdempotency = 32;

/// Rows of the index of idempotency keys: short, of one length, and none depends on another.
std::pair<Bytes, Bytes> index_row(std::uint64_t number) {
  Bytes key(17, 0), value{0};
  key[0] = kIdempotency;
  store_be(key.data() + 1, number);
  append_be(value, number);
  return {key, value};
}
std::vector<std::pair<Bytes, Bytes>> index_rows(std::uint64_t count) {
  std::vector<std::pair<Bytes, Bytes>> out;
  for (std::uint64_t i = 0; i < count; ++i) out.push_back(index_row(i));
  return out;
}

constexpr std::size_t kRowBytes = 17 + 9;
constexpr std::size_t kRowsABlock = ((std::size_t{128} << 10) + kRowBytes - 1) / kRowBytes;  // derived_load.cpp
constexpr std::size_t kRowsABatch = kRowsABlock * 32;

Status load(const store::LogStore& store, Memory& memory) { return load_derived(memory, store, long_journal().ledger.keys()); }

std::size_t count_of(const Memory& memory) {
  std::size_t count = 0;
  memory.idempotency.for_each([&](const IdempotencyIndexKey& key, record::Seq seq) {
    EXPECT_EQ(load_be<std::uint64_t>(key.data()), seq);
    ++count;
  });
  return count;
}

TEST(DerivedRows, AllAreLoadedHoweverManyThereAre) {
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, kRowsABlock - 1, kRowsABlock, kRowsABlock + 1, kRowsABatch, kRowsABatch + 1, 2 * kRowsABatch + 5}) {
    Reading store(long_journal().ledger.store());
    store.rows = index_rows(count);
    Memory memory;
    ASSERT_TRUE(load(store, memory).ok());
    EXPECT_EQ(count_of(memory), count);
  }
}

TEST(DerivedRows, TheFirstThatCanNotBeReadIsNamed) {
  Reading store(long_journal().ledger.store());
  store.rows = index_rows(2 * kRowsABatch + 5);
  const std::size_t last = store.rows.size() - 1;
  std::vector<std::size_t> places{0, last};
  for (const std::size_t border : {kRowsABlock, 2 * kRowsABlock, kRowsABatch, 2 * kRowsABatch})
    for (const std::size_t at : {border - 1, border, border + 1}) places.push_back(at);
  for (const std::size_t at : places) {
    const auto whole = store.rows[at], whole_last = store.rows[last];
    store.rows[last].second = {7};  // a value of no known kind
    store.rows[at].second = {7};
    Memory memory;
    const Status loaded = load(store, memory);
    ASSERT_FALSE(loaded.ok()) << at;
    EXPECT_EQ(loaded.refusal().code, Code::STORE_DAMAGED);
    EXPECT_EQ(loaded.refusal().place, "row " + to_hex(whole.first));
    store.rows[last] = whole_last;
    store.rows[at] = whole;
  }
}

TEST(DerivedRows, TwoAboutOneThingAreNotLoaded) {
  TestLedger ledger;
  ledger.found();
  ledger.open_story();
  ledger.stop();
  Reading store(ledger.store());
  ASSERT_TRUE(ledger.store().scan_derived([&](ByteView key, ByteView value) {
    store.rows.emplace_back(Bytes(key.begin(), key.end()), Bytes(value.begin(), value.end()));
    return good();
  }).ok());
  const auto load_into = [&](Memory& memory) {
    memory.ledger = ledger.store().ledger();
    return load_derived(memory, store, ledger.keys());
  };
  Memory as_it_is;
  ASSERT_TRUE(load_into(as_it_is).ok());
  const auto principal = std::ranges::find_if(store.rows, [](const auto& row) { return row.first[0] == static_cast<std::uint8_t>(Table::principal); });
  ASSERT_NE(principal, store.rows.end());
  const auto again = *principal;
  const std::vector<std::pair<Bytes, Bytes>> filling = index_rows(kRowsABlock);
  store.rows.insert(store.rows.end(), filling.begin(), filling.end());  // into another block
  store.rows.push_back(again);
  Memory twice;
  const Status loaded = load_into(twice);
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.refusal().code, Code::STORE_DAMAGED);
}

/// The cache is thrown away and made again from the journal.
TEST(DerivedRows, AStartWithABrokenOneReadsTheWholeJournal) {
  TestLedger ledger;
  ledger.found();
  ledger.open_story();
  ledger.stop();
  const std::vector<store::DerivedRow> broken{{index_row(1).first, Bytes{7}}};
  ASSERT_TRUE(ledger.store().put_derived(broken, ledger.store().head()->seq).ok());
  ASSERT_TRUE(ledger.reopen().ok());
  EXPECT_EQ(ledger.journal().start_report().from_derived, 0U);
  EXPECT_EQ(ledger.journal().start_report().from_tail, ledger.store().head()->seq + 1);
}

/// What another program kept may lack what a fold keeps now, as a request's credentials once did: it is made again from the journal, and never decided with.
TEST(DerivedRows, AnotherProgramsAreNotUsed) {
  const std::optional<Bytes> others[] = {Bytes(33, 0), std::nullopt};
  for (const auto& other : others) {
    TestLedger ledger;
    ledger.found();
    ledger.open_story();
    ledger.stop();
    const record::Seq head = ledger.store().head()->seq;
    EXPECT_EQ(usable_derived(ledger.store()), head);
    ASSERT_TRUE(ledger.store().put_derived(std::vector<store::DerivedRow>{{shape_row().key, other}}, head).ok());
    EXPECT_FALSE(usable_derived(ledger.store()));
    ASSERT_TRUE(ledger.reopen().ok());
    EXPECT_EQ(ledger.journal().start_report().from_derived, 0U);
    EXPECT_EQ(ledger.journal().start_report().from_tail, head + 1);
    ledger.stop();
    EXPECT_EQ(usable_derived(ledger.store()), head);
    ASSERT_TRUE(ledger.reopen().ok());
    EXPECT_EQ(ledger.journal().start_report().from_tail, 0U);
  }
}

// -- two memories

struct Pair {
  Memory a, b;
  Pair() {
    auto& journal = long_journal();
    for (Memory* memory : {&a, &b}) {
      auto made = replay(journal.ledger.store(), &journal.ledger.keys(), ~record::Seq{0}, nullptr);
      EXPECT_TRUE(made.ok());
      *memory = std::move(*made);
    }
  }
};

TEST(DerivedRows, TwoMemoriesThatAreTheSameDoNotDiffer) {
  const Pair pair;
  const RowsCompared compared = compare_rows(pair.a, pair.b);
  EXPECT_FALSE(compared.differs);
  EXPECT_EQ(compared.rows, all_clear_rows(pair.a).size());
}

TEST(DerivedRows, OneRowThatDiffersIsNamedAndOfSeveralTheLowest) {
  Pair pair;
  std::vector<CreditId> credits;
  for (const auto& [id, credit] : pair.a.state.credits) credits.push_back(id);
  std::ranges::sort(credits);
  const auto key_of = [](const CreditId& id) {
    Bytes key{static_cast<std::uint8_t>(Table::credit)};
    key.insert(key.end(), id.bytes.begin(), id.bytes.end());
    return key;
  };
  pair.b.state.credits.at(credits[700]).booked = CivilDate(1);
  EXPECT_EQ(compare_rows(pair.a, pair.b).differs, key_of(credits[700]));
  pair.b.state.credits.erase(credits[300]);
  EXPECT_EQ(compare_rows(pair.a, pair.b).differs, key_of(credits[300]));
  EXPECT_EQ(compare_rows(pair.b, pair.a).differs, key_of(credits[700])) << "what the second alone has is told where nothing else differs";
}

TEST(DerivedRows, WhatTheSecondAloneHasIsFound) {
  Pair pair;
  pair.b.idempotency.put(IdempotencyIndexKey{9}, 1);
  Bytes key{kIdempotency, 9};
  key.resize(17);
  EXPECT_EQ(compare_rows(pair.a, pair.b).differs, key);
  EXPECT_TRUE(compare_rows(pair.b, pair.a).differs.has_value());
}

}  // namespace
}  // namespace opening_test
}  // namespace katiwala::journal
