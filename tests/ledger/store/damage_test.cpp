// Damage: every byte of every file of a small ledger changed, every file cut at every length, every file gone.
//
// A damaged ledger may refuse to open or to read, or be as good as before; it must never serve less than was acknowledged, or
// something else, as if nothing had happened. The judging runs in worker processes (damage.h), because the packaged RocksDB
// halts on assertions of its own where some damages pass its checksums: loud as well, and counted apart.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "tests/ledger/store/damage.h"

namespace katiwala::store::testing::damage_test {
namespace {

bool deep() { return std::getenv("KATIWALA_DEEP") != nullptr; }

struct Tally {
  std::map<std::string, std::array<std::size_t, 5>> by_kind_of_file;
  std::vector<std::string> silent;
  std::vector<std::string> crashed;

  void add(const Damage& damage, Verdict verdict) {
    ++by_kind_of_file[kind_of_file(damage.path)][static_cast<std::size_t>(verdict)];
    if (verdict == Verdict::silent) silent.push_back(damage.path + " at " + std::to_string(damage.at));
  }
  static std::string kind_of_file(const std::string& path) {
    const std::string name = path.substr(path.rfind('/') + 1);
    if (name.ends_with(".log")) return "log";
    if (name.ends_with(".sst")) return "table";
    return name.substr(0, name.find('-'));
  }
  void merge(const Tally& other) {
    for (const auto& [kind, counts] : other.by_kind_of_file)
      for (std::size_t i = 0; i < counts.size(); ++i) by_kind_of_file[kind][i] += counts[i];
    silent.insert(silent.end(), other.silent.begin(), other.silent.end());
    crashed.insert(crashed.end(), other.crashed.begin(), other.crashed.end());
  }
  [[nodiscard]] std::size_t count(Verdict verdict) const {
    std::size_t sum = 0;
    for (const auto& [kind, counts] : by_kind_of_file) sum += counts[static_cast<std::size_t>(verdict)];
    return sum;
  }
};

std::string this_program() {
  std::string path(4096, '\0');
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
  KATIWALA_ASSERT(length > 0, "a program knows where it lies");
  path.resize(static_cast<std::size_t>(length));
  return path;
}

/// Runs one worker over the damages from, from + step, ..., until it ends or halts; returns the first one not judged.
std::size_t run_worker(const std::string& file, const std::vector<Damage>& damages, std::size_t from, std::size_t step, Tally& tally) {
  const std::string command = "'" + this_program() + "' --damage-worker '" + file + "' " + std::to_string(from) + " " + std::to_string(step) + " 2>&1";
  FILE* const pipe = ::popen(command.c_str(), "r");
  KATIWALA_ASSERT(pipe != nullptr, "a worker can be started");
  std::size_t next = from;
  std::string last_words;
  bool assertion = false;  // of RocksDB's own
  for (std::array<char, 4096> line; std::fgets(line.data(), line.size(), pipe) != nullptr;) {
    std::size_t index = 0;
    int verdict = 0;
    if (std::sscanf(line.data(), "verdict %zu %d", &index, &verdict) == 2 && index == next) {
      tally.add(damages[index], static_cast<Verdict>(verdict));
      next += step;
    } else {
      last_words = line.data();
      assertion = assertion || (last_words.find("rocksdb") != std::string::npos && last_words.find("Assertion") != std::string::npos);
    }
  }
  ::pclose(pipe);
  if (next >= damages.size()) return next;
  if (assertion) tally.add(damages[next], Verdict::halted);
  else tally.crashed.push_back(damages[next].path + " at " + std::to_string(damages[next].at) + ": " + last_words);
  return next + step;
}

Tally judge_all(const Ledger& ledger, const std::vector<Damage>& damages) {
  constexpr std::size_t kWorkers = 2;
  std::string file = (std::filesystem::temp_directory_path() / "katiwala-damage-XXXXXX").string();
  const int fd = ::mkstemp(file.data());
  KATIWALA_ASSERT(fd >= 0, "a scratch file can be made");
  ::close(fd);
  save(ledger, damages, file);
  std::array<Tally, kWorkers> tallies;
  std::vector<std::thread> threads;
  for (std::size_t worker = 0; worker < kWorkers; ++worker) {
    threads.emplace_back([&, worker] {
      for (std::size_t next = worker; next < damages.size() && tallies[worker].crashed.size() < 10;) {
        next = run_worker(file, damages, next, kWorkers, tallies[worker]);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::filesystem::remove(file);
  tallies[0].merge(tallies[1]);
  return tallies[0];
}

void expect_nothing_silent(const char* title, const Ledger& ledger, std::size_t stride) {
  ASSERT_EQ(judge(ledger, ledger.image), Verdict::as_before);
  const auto damages = every_damage(ledger.image, stride, std::max(stride, deep() ? std::size_t{1} : std::size_t{199}));
  const Tally tally = judge_all(ledger, damages);
  std::printf("SHOWN: %s: %zu damages of %zu files: %zu refused at opening, %zu at reading, %zu halted by RocksDB, %zu harmless, %zu silent\n",
              title, damages.size(), ledger.image.size(), tally.count(Verdict::refused_opening), tally.count(Verdict::refused_reading),
              tally.count(Verdict::halted), tally.count(Verdict::as_before), tally.count(Verdict::silent));
  std::printf("  %-10s %7s %7s %7s %7s %7s\n", "file", "opening", "reading", "as was", "silent", "halted");
  std::size_t judged = 0;
  for (const auto& [kind, counts] : tally.by_kind_of_file) {
    std::printf("  %-10s %7zu %7zu %7zu %7zu %7zu\n", kind.c_str(), counts[0], counts[1], counts[2], counts[3], counts[4]);
    for (const std::size_t count : counts) judged += count;
  }
  EXPECT_EQ(judged, damages.size());
  for (std::size_t i = 0; i < std::min<std::size_t>(tally.silent.size(), 10); ++i) ADD_FAILURE() << "silent: " << tally.silent[i];
  for (const std::string& what : tally.crashed) ADD_FAILURE() << "crashed: " << what;
  EXPECT_GT(tally.count(Verdict::refused_opening), damages.size() / 10);
}

TEST(Damage, NoByteOfASmallLedgerIsLostSilently) {
  expect_nothing_silent("small ledger, tables and log", lay_down({2, 1, 0, 3, 1}), 1);
}

TEST(Damage, NoByteOfALedgerThatIsAllLogIsLostSilently) {
  expect_nothing_silent("small ledger, log alone", lay_down({2, 1, 3}), 1);
}

TEST(Damage, NoTileIsLostSilently) {
  expect_nothing_silent("ledger with a tile", lay_down({250, 0, 10, 5, 0, 3}), deep() ? 7 : 499);
}

// -- that the judge can say "silent" at all

TEST(DamageControl, AnOlderCopyOfDatabaseAndHeadFileTogetherIsSilent) {
  const Ledger older = lay_down({2, 1}), newer = lay_down({2, 1, 0, 3});
  EXPECT_EQ(judge(newer, older.image), Verdict::silent);
}

TEST(DamageControl, AnOlderDatabaseAloneIsRefused) {
  const Ledger older = lay_down({2, 1}), newer = lay_down({2, 1, 0, 3});
  Image image = older.image;
  image["/sim/head/head"] = newer.image.at("/sim/head/head");
  EXPECT_EQ(judge(newer, std::move(image)), Verdict::refused_opening);
}

TEST(DamageControl, AnotherLedgersValuesAreSeen) {
  Ledger ledger = lay_down({2, 1});
  const Image image = ledger.image;
  ledger.entries.back().parts[0].bytes[0] ^= 1;
  EXPECT_EQ(judge(ledger, image), Verdict::silent);
}

}  // namespace
}  // namespace katiwala::store::testing::damage_test
