// Power cuts at every operation of seeded runs: what was acknowledged is there afterwards, whole, and nothing else is.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>

#include "ledger/store/engines.h"
#include "ledger/store/head_file.h"
#include "tests/ledger/store/fixture.h"
#include "tests/ledger/store/simdisk.h"

namespace katiwala::store::crash_test {
namespace {

using testing::Chain;
using testing::read_all;
using testing::SimDisk;
using testing::Survival;
using testing::test_ledger;

constexpr Survival kModes[] = {Survival::lost, Survival::torn, Survival::garbage, Survival::fitting};
const Places kPlaces = Places::under("/sim");


/// "By operation N the writer had been told that entries 0..acknowledged-1 are durable."
struct Promise {
  std::size_t operation;
  record::Seq acknowledged;
};

struct Run {
  std::shared_ptr<SimDisk> disk = SimDisk::create();
  Chain chain;
  std::vector<Promise> promises;
  explicit Run(std::uint32_t seed) : chain("crash " + std::to_string(seed)) {}

  [[nodiscard]] record::Seq acknowledged_at(std::size_t operation) const {
    record::Seq out = 0;
    for (const Promise& promise : promises)
      if (promise.operation <= operation) out = promise.acknowledged;
    return out;
  }
};

void put_some_derived(LogStore& store, std::mt19937& random) {
  const auto reflects = store.head()->seq;
  std::vector<DerivedRow> rows;
  // The value of every row says which entry it reflects: after a crash no row may be newer than the journal.
  Bytes value(8);
  for (std::size_t i = 0; i < 8; ++i) value[i] = static_cast<std::uint8_t>(reflects >> (56 - 8 * i));
  for (int i = 0; i < 4; ++i) rows.push_back({Bytes{1, static_cast<std::uint8_t>(random() % 16)}, value});
  ASSERT_TRUE(store.put_derived(rows, reflects).ok());
}

/// A seeded life of a ledger: commits of one to many entries, derived rows between them, clean reopenings.
Run live(std::uint32_t seed) {
  Run run(seed);
  std::mt19937 random(seed);
  auto store = create_rocks(kPlaces, test_ledger(), on(*run.disk));
  EXPECT_TRUE(store.ok()) << store.refusal().message;
  run.promises.push_back({run.disk->operations(), 0});
  const std::size_t commits = 40 + random() % 30;
  for (std::size_t i = 0; i < commits && store.ok(); ++i) {
    const std::size_t count = random() % 5 == 0 ? 1 + random() % 120 : 1 + random() % 4;
    Batch batch = run.chain.next(count, 1 + random() % 700);
    if (random() % 2 == 0) batch.read_back.push_back(batch.last);
    EXPECT_TRUE((*store)->append(batch).ok());
    run.promises.push_back({run.disk->operations(), run.chain.size()});
    if (random() % 3 == 0) put_some_derived(**store, random);
    if (random() % 16 == 0) {
      store->reset();
      store = open_rocks(kPlaces, on(*run.disk));
      EXPECT_TRUE(store.ok()) << store.refusal().message;
    }
  }
  return run;
}

/// Nothing if all is well, else what is wrong.
std::string check_derived(const LogStore& store) {
  const auto reflects = store.derived_reflects();
  if (reflects && (!store.head() || *reflects > store.head()->seq)) return "derived tables are ahead of the journal";
  const auto rows = store.scan_derived([&](ByteView, ByteView value) -> Status {
    record::Seq seq = 0;
    for (const std::uint8_t byte : value) seq = seq << 8 | byte;
    return reflects && seq <= *reflects ? good() : Status(refuse(Code::STORE_DAMAGED, "a row is newer than what the tables reflect"));
  });
  return rows.ok() ? std::string() : rows.refusal().message;
}

std::string check_survivor(SimDisk& disk, const Run& run, record::Seq acknowledged) {
  const auto head = read_head_file(disk.files(), kPlaces.head / "head");
  if (!head.ok()) return "head file: " + head.refusal().message;
  const record::Seq in_head_file = head->last.head ? head->last.head->seq + 1 : 0;
  if (in_head_file < acknowledged) {
    return "acknowledged " + std::to_string(acknowledged) + " entries, the head file vouches for " + std::to_string(in_head_file);
  }
  auto store = open_rocks(kPlaces, on(disk));
  if (!store.ok()) return "does not open: " + std::string(name_of(store.refusal().code)) + " " + store.refusal().message;
  const auto entries = read_all(**store);
  if (!entries.ok()) return "does not read: " + entries.refusal().message;
  if (entries->size() < in_head_file) return "entries of the head file are gone";
  if (entries->size() > run.chain.size() || !std::equal(entries->begin(), entries->end(), run.chain.entries().begin())) {
    return "the journal is not a prefix of what was written";
  }
  if (const std::string wrong = check_derived(**store); !wrong.empty()) return wrong;

  Chain onward("after the cut");
  onward.resume(*entries);
  if (!(*store)->append(onward.next(2)).ok()) return "does not accept entries after recovery";
  const auto after = read_all(**store);
  return after.ok() && after->size() == entries->size() + 2 ? std::string() : "does not read what was appended after recovery";
}

struct Tally {
  std::size_t points = 0;
  std::size_t images = 0;
  std::vector<std::string> wrong;
};

Tally cut_everywhere(std::uint32_t seed, std::size_t stride) {
  Tally tally;
  const Run run = live(seed);
  const std::size_t last = run.disk->operations();
  for (std::size_t at = run.promises.front().operation; at <= last; at += stride) {
    ++tally.points;
    for (const Survival mode : kModes) {
      ++tally.images;
      const auto disk = run.disk->image_at(at, mode, static_cast<std::uint32_t>(seed * 1'000'003 + at));
      const std::string wrong = check_survivor(*disk, run, run.acknowledged_at(at));
      if (!wrong.empty()) {
        tally.wrong.push_back("seed " + std::to_string(seed) + ", operation " + std::to_string(at) + ", mode " +
                              std::to_string(static_cast<int>(mode)) + ": " + wrong);
      }
    }
  }
  return tally;
}

/// Also what the sabotaged builds are caught by (tests/sabotage).
TEST(Crash, NothingAcknowledgedIsLostInOneLife) {
  const Tally tally = cut_everywhere(1, 1);
  for (std::size_t i = 0; i < std::min<std::size_t>(tally.wrong.size(), 3); ++i) ADD_FAILURE() << tally.wrong[i];
  EXPECT_TRUE(tally.wrong.empty()) << tally.wrong.size() << " of " << tally.images << " images";
  EXPECT_GE(tally.points, 100u);
}

TEST(Crash, NothingAcknowledgedIsLostAtAnyPowerCut) {
  const std::uint32_t seeds = std::getenv("KATIWALA_DEEP") != nullptr ? 60 : 6;
  Tally all;
  std::mutex mutex;
  std::vector<std::thread> workers;
  for (std::uint32_t worker = 0; worker < 2; ++worker) {
    workers.emplace_back([&, worker] {
      for (std::uint32_t seed = 1 + worker; seed <= seeds; seed += 2) {
        const Tally tally = cut_everywhere(seed, 1);
        const std::lock_guard lock(mutex);
        all.points += tally.points;
        all.images += tally.images;
        all.wrong.insert(all.wrong.end(), tally.wrong.begin(), tally.wrong.end());
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  std::printf("SHOWN: power cuts: %zu points, %zu images (lost, torn, garbage, fitting), %zu wrong\n", all.points, all.images, all.wrong.size());
  for (std::size_t i = 0; i < std::min<std::size_t>(all.wrong.size(), 5); ++i) ADD_FAILURE() << all.wrong[i];
  EXPECT_TRUE(all.wrong.empty());
  EXPECT_GE(all.points, 2000u);
}

}  // namespace
}  // namespace katiwala::store::crash_test
