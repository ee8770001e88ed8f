// A walk whose dear part is done on other threads: everything once, in the order given, and what goes wrong told as if it had been done in that order.
#include "ledger/base/in_order.h"

#include <gtest/gtest.h>

#include <numeric>
#include <set>
#include <stdexcept>

namespace katiwala {
namespace in_order_test {
namespace {

constexpr std::size_t kBatch = 16;
/// Both sides of every border of the first batches.
const std::size_t kLengths[] = {0, 1, 2, kBatch - 1, kBatch, kBatch + 1, 2 * kBatch - 1, 2 * kBatch, 2 * kBatch + 1, 3 * kBatch, 5 * kBatch + 7};

struct Item {
  std::size_t number = 0;
  std::size_t worked = 0;  ///< how often
  std::thread::id by;
};

struct Walked {
  std::vector<Item> taken;
  Status answer = good();
};

/// Gives so many items; `refused` is not taken.
Walked walk(std::size_t threads, std::size_t items, std::size_t refused) {
  Walked out;
  InOrder<Item> walk(threads, kBatch,
                     [](Item& item) {
                       ++item.worked;
                       item.by = std::this_thread::get_id();
                     },
                     [&](Item&& item) -> Status {
                       if (item.number == refused) return refuse(Code::CHAIN_BROKEN, "The one that is refused.", std::to_string(item.number));
                       out.taken.push_back(item);
                       return good();
                     });
  for (std::size_t i = 0; i < items && out.answer.ok(); ++i) out.answer = walk.give({i, 0, {}}, 1);
  const Status finished = walk.finish();
  EXPECT_TRUE(out.answer.ok() || !finished.ok()) << "what was refused stays refused";
  out.answer = finished;
  return out;
}

std::vector<std::size_t> first_numbers(std::size_t count) {
  std::vector<std::size_t> out(count);
  std::iota(out.begin(), out.end(), std::size_t{0});
  return out;
}

std::vector<std::size_t> numbers_of(const std::vector<Item>& items) {
  std::vector<std::size_t> out;
  for (const Item& item : items) out.push_back(item.number);
  return out;
}

TEST(InOrder, EverythingIsWorkedOnOnceAndTakenInTheOrderGiven) {
  for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
    for (const std::size_t length : kLengths) {
      const Walked walked = walk(threads, length, ~std::size_t{0});
      ASSERT_TRUE(walked.answer.ok());
      EXPECT_EQ(numbers_of(walked.taken), first_numbers(length)) << threads << " threads, " << length;
      for (const Item& item : walked.taken) EXPECT_EQ(item.worked, 1U) << item.number;
    }
  }
}

TEST(InOrder, AShortWalkStartsNoThreadAndALongOneDoes) {
  for (const Item& item : walk(2, kBatch - 1, ~std::size_t{0}).taken) EXPECT_EQ(item.by, std::this_thread::get_id());
  for (const Item& item : walk(2, kBatch, ~std::size_t{0}).taken) EXPECT_NE(item.by, std::this_thread::get_id());
}

TEST(InOrder, TheFirstRefusalIsTheAnswerAndNothingBehindItIsTaken) {
  for (const std::size_t threads : {1U, 2U, 8U}) {
    for (const std::size_t length : kLengths) {
      for (std::size_t refused = 0; refused < length; ++refused) {
        const Walked walked = walk(threads, length, refused);
        ASSERT_FALSE(walked.answer.ok());
        EXPECT_EQ(walked.answer.refusal().place, std::to_string(refused));
        EXPECT_EQ(numbers_of(walked.taken), first_numbers(refused)) << threads << " threads, " << length;
      }
    }
  }
}

/// What is weighed is full by its weight, however few there are.
TEST(InOrder, AHeavyItemIsABatchOfItsOwn) {
  std::size_t taken = 0;
  InOrder<Item> walk(2, kBatch, [](Item&) {}, [&](Item&&) {
    ++taken;
    return good();
  });
  ASSERT_TRUE(walk.give({0, 0, {}}, kBatch).ok());
  EXPECT_EQ(taken, 0U) << "it is worked on";
  ASSERT_TRUE(walk.give({1, 0, {}}, kBatch).ok());
  EXPECT_EQ(taken, 1U) << "taken while the second is worked on";
  ASSERT_TRUE(walk.finish().ok());
  EXPECT_EQ(taken, 2U);
}

/// Thrown on the caller's thread; what was in the batches before has been taken, and nothing of its own batch.
TEST(InOrder, WhatAWorkerThrowsEndsTheWalk) {
  for (const std::size_t threads : {1U, 2U, 8U}) {
    for (const std::size_t length : kLengths) {
      for (std::size_t thrown = 0; thrown < length; ++thrown) {
        std::vector<std::size_t> taken;
        const auto run = [&] {
          InOrder<Item> walk(threads, kBatch,
                             [&](Item& item) {
                               if (item.number == thrown) throw std::runtime_error(std::to_string(thrown));
                             },
                             [&](Item&& item) {
                               taken.push_back(item.number);
                               return good();
                             });
          for (std::size_t i = 0; i < length; ++i) EXPECT_TRUE(walk.give({i, 0, {}}, 1).ok());
          EXPECT_TRUE(walk.finish().ok());
        };
        try {
          run();
          FAIL() << "nothing was thrown at " << thrown << " of " << length;
        } catch (const std::runtime_error& error) {
          EXPECT_EQ(error.what(), std::to_string(thrown));
        }
        EXPECT_EQ(taken, first_numbers(thrown / kBatch * kBatch)) << threads << " threads, " << length << ", thrown at " << thrown;
      }
    }
  }
}

/// Who gives up in the middle waits for whoever still works.
TEST(InOrder, AWalkThatIsLeftIsJoined) {
  std::atomic<std::size_t> worked{0};
  {
    InOrder<Item> walk(2, kBatch, [&](Item&) { ++worked; }, [](Item&&) { return good(); });
    for (std::size_t i = 0; i < kBatch; ++i) ASSERT_TRUE(walk.give({i, 0, {}}, 1).ok());
  }
  EXPECT_EQ(worked.load(), kBatch);
}

TEST(InOrder, AllThreadsWork) {
  constexpr std::size_t kThreads = 2;
  std::atomic<std::size_t> arrived{0};
  std::set<std::thread::id> by;
  InOrder<Item> walk(kThreads, kThreads,
                     [&](Item& item) {
                       item.by = std::this_thread::get_id();
                       ++arrived;
                       arrived.notify_all();
                       for (std::size_t seen = arrived; seen < kThreads; seen = arrived) arrived.wait(seen);  // for the other one
                     },
                     [&](Item&& item) {
                       by.insert(item.by);
                       return good();
                     });
  for (std::size_t i = 0; i < kThreads; ++i) ASSERT_TRUE(walk.give({i, 0, {}}, 1).ok());
  ASSERT_TRUE(walk.finish().ok());
  EXPECT_EQ(by.size(), kThreads);
}

}  // namespace
}  // namespace in_order_test
}  // namespace katiwala
