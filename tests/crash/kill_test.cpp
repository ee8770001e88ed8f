// kill -9 on a server under load, at random moments, again and again: nothing that was answered is lost, nothing is half there.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>

#include "load.h"

namespace katiwala::crash::kill_test {
namespace {

constexpr int kRounds = 50, kDeepRounds = 1'000;
constexpr std::uint64_t kMostAnswers = 60;    ///< a life ends within so many
constexpr std::uint64_t kJitter = 200'000;    ///< and a little later: steps of a counter
constexpr std::uint64_t kStartJitter = 60'000'000;
constexpr int kDyingAtTheStartEvery = 5;

int rounds() {
  if (const char* const given = std::getenv("KATIWALA_CRASH_ROUNDS"); given != nullptr) return std::atoi(given);
  const char* const deep = std::getenv("KATIWALA_DEEP");
  return deep != nullptr && std::string(deep) == "1" ? kDeepRounds : kRounds;
}

std::uint64_t seed() {
  if (const char* const given = std::getenv("KATIWALA_CRASH_SEED"); given != nullptr) return std::strtoull(given, nullptr, 10);
  return std::random_device{}();
}

/// A moment that no clock chooses.
void dawdle(std::uint64_t steps) {
  for (std::atomic<std::uint64_t> step{0}; step.load(std::memory_order_relaxed) < steps;) step.fetch_add(1, std::memory_order_relaxed);
}

/// A served ledger and everybody's knowledge of it.
struct Life {
  Server server;
  explicit Life(const Path& root) : server(root) {
    if (!server.wait_ready()) ADD_FAILURE() << "does not serve: " << server.outcome().all();
  }
};

/// Under load until kill -9, after a drawn number of answers.
Load press_and_kill(Server& server, const Path& root, const World& world, std::mt19937_64& dice) {
  Answers answers;
  const std::uint64_t target = 1 + dice() % kMostAnswers, more = dice() % kJitter;
  std::thread killer([&] {
    answers.wait_for(target);
    dawdle(more);
    server.kill_9();
  });
  Load load = press(root, server.port(), world, dice(), answers);
  killer.join();
  EXPECT_EQ(server.outcome().signal, SIGKILL) << server.outcome().all();
  return load;
}

void die_at_the_start(const Path& root, std::mt19937_64& dice) {
  Server server(root);
  dawdle(dice() % kStartJitter);
  server.kill_9();
}

std::string all_of(const Tally& tally) {
  std::string out;
  for (const std::string& complaint : tally.complaints) out += complaint + "\n";
  return out;
}

TEST(Kill, NothingAnsweredIsLostAndNothingIsTorn) {
  Copy ledger;
  const std::uint64_t chosen = seed();
  SCOPED_TRACE("KATIWALA_CRASH_SEED=" + std::to_string(chosen));
  std::mt19937_64 dice(chosen);
  auto life = std::make_unique<Life>(ledger.root());
  auto office = std::make_unique<Office>(ledger.root(), life->server.port());
  Oracle oracle(ledger.world(), balances_of(*office, ledger.world()));
  for (int round = 0; round < rounds() && !HasFatalFailure(); ++round) {
    Load load = press_and_kill(life->server, ledger.root(), ledger.world(), dice);
    const Verified dead = verify(ledger.root());
    ASSERT_EQ(dead.exit_code, 0) << "round " << round << ": " << dead.said;
    if (round % kDyingAtTheStartEvery == kDyingAtTheStartEvery - 1) die_at_the_start(ledger.root(), dice);
    life = std::make_unique<Life>(ledger.root());
    office = std::make_unique<Office>(ledger.root(), life->server.port());
    oracle.judge(*office, std::move(load.asked), load.most_seen);
    ASSERT_EQ(oracle.tally().lost + oracle.tally().torn, 0u) << all_of(oracle.tally());
  }
  oracle.judge_all_again(*office);
  EXPECT_EQ(oracle.tally().lost, 0u) << all_of(oracle.tally());
  EXPECT_EQ(life->server.terminate().exit_code, 0) << life->server.outcome().all();
  const Verified end = verify(ledger.root());
  EXPECT_EQ(end.exit_code, 0) << end.said;
  std::printf("SHOWN: kill -9 of katiwala serve under load: %s; verify good %d times, %lld entries\n", oracle.tally().text().c_str(), rounds() + 1,
              static_cast<long long>(end.number("entries")));
  EXPECT_GT(oracle.tally().unknown_found + oracle.tally().unknown_absent, 0u) << "no kill ever met a request under way";
}

/// A ledger that has lived through one life, and what was asked in it.
struct Lived {
  Copy ledger;
  Balances start;
  Load load;
  Lived() {
    std::mt19937_64 dice(1);
    copy_folder(ledger.root(), ledger.beside("older"));
    Life life(ledger.root());
    Office office(ledger.root(), life.server.port());
    start = balances_of(office, ledger.world());
    load = press_and_kill(life.server, ledger.root(), ledger.world(), dice);
  }
  [[nodiscard]] Tally judged(const Path& root, std::vector<Asked> asked) const {
    Life life(root);
    Office office(root, life.server.port());
    Oracle oracle(ledger.world(), start);
    oracle.judge(office, std::move(asked), load.most_seen);
    return oracle.tally();
  }
};

// The oracle itself: it must see what it is there to see.

TEST(KillControl, AnAnswerThatTheLedgerDoesNotHaveIsSeen) {
  const Lived lived;
  EXPECT_EQ(lived.judged(lived.ledger.root(), lived.load.asked).lost, 0u);
  std::vector<Asked> forged = lived.load.asked;
  const auto answered = std::find_if(forged.begin(), forged.end(), [](const Asked& a) { return a.answer.has_value() && !a.moves.empty(); });
  ASSERT_NE(answered, forged.end());
  answered->key += "0";  // as if it had been asked under this key
  EXPECT_GE(lived.judged(lived.ledger.root(), forged).lost, 1u);
}

TEST(KillControl, OneChangedByteOfAnAnswerIsSeen) {
  const Lived lived;
  std::vector<Asked> forged = lived.load.asked;
  const auto answered = std::find_if(forged.begin(), forged.end(), [](const Asked& a) { return a.answer.has_value(); });
  ASSERT_NE(answered, forged.end());
  answered->answer->second.back() ^= 1;
  EXPECT_EQ(lived.judged(lived.ledger.root(), forged).lost, 1u);
}

TEST(KillControl, AnAmountThatWasNotBookedIsSeen) {
  const Lived lived;
  std::vector<Asked> forged = lived.load.asked;
  const auto moving = std::find_if(forged.begin(), forged.end(), [](const Asked& a) { return a.answer.has_value() && !a.moves.empty(); });
  ASSERT_NE(moving, forged.end());
  moving->moves.begin()->second += 1;
  EXPECT_GE(lived.judged(lived.ledger.root(), forged).torn, 1u);
}

TEST(KillControl, AnOlderCopyOfEverythingIsSeen) {
  const Lived lived;
  ASSERT_GE(lived.load.asked.size(), 2u);
  // Database, head file and keys put back together: the ledger can not know, its clients do.
  EXPECT_GE(lived.judged(lived.ledger.beside("older"), lived.load.asked).lost, 1u);
}

}  // namespace
}  // namespace katiwala::crash::kill_test
