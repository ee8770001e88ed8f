// Power cuts and failed writes at every point: whatever happens, one root a size, and nothing that was answered is forgotten.
#include "stand.h"

namespace katiwala::api::witness::testing::crash_test {
namespace {

using namespace audit::samples;
using store::testing::Op;
using store::testing::OpKind;
using store::testing::Survival;

/// What a log with two histories tries after a restart: whatever it can get cosigned from any old size.
void try_everything(Stand& stand, Oracle& oracle) {
  for (const History history : {History::fork, History::honest})
    for (const std::uint64_t old_size : {0u, 3u, 5u})
      for (const std::uint64_t size : {3u, 5u})
        if (old_size <= size) oracle.saw(stand.witness->add_checkpoint(request(history, old_size, size)), history, size);
}

struct Life {
  std::shared_ptr<SimDisk> disk;
  std::size_t ready = 0;  ///< operations when the log had been added
  struct Given {
    std::size_t at;  ///< operations when it was given
    WitnessAnswer answer;
    std::uint64_t size;
  };
  std::vector<Given> answers;
};

Life one_life() {
  Stand stand;
  Life out{stand.disk, 0, {}};
  EXPECT_TRUE(stand.make().ok());
  out.ready = stand.disk->operations();
  EXPECT_TRUE(stand.start().ok());
  for (const auto& [old_size, size] : {std::pair<std::uint64_t, std::uint64_t>(0, 3), {3, 5}}) {
    auto answer = stand.witness->add_checkpoint(request(History::honest, old_size, size));
    EXPECT_EQ(answer.status, 200u);
    out.answers.push_back({stand.disk->operations(), std::move(answer), size});
  }
  return out;
}

TEST(Crash, NoCutMakesItCosignTwoHistories) {
  const Life life = one_life();
  std::size_t opened = 0, refused_before_ready = 0;
  for (std::size_t cut = 0; cut <= life.disk->operations(); ++cut) {
    for (const Survival survival : {Survival::lost, Survival::torn, Survival::garbage}) {
      Stand stand(life.disk->image_at(cut, survival, static_cast<std::uint32_t>(cut)));
      Oracle oracle;
      for (const auto& [at, answer, size] : life.answers)
        if (cut >= at) oracle.saw(answer, History::honest, size);
      const std::uint64_t answered = oracle.largest();
      const Status started = stand.start();
      if (!started.ok()) {
        EXPECT_LT(cut, life.ready) << "a cut at " << cut << " left " << started.refusal().message;
        ++refused_before_ready;
        continue;
      }
      ++opened;
      EXPECT_GE(stand.witness->decide(request(History::honest, 20, 20)).body, std::to_string(answered) + "\n");
      try_everything(stand, oracle);
      EXPECT_FALSE(oracle.has_two_histories()) << cut;
    }
  }
  EXPECT_GT(opened, 30u);
  EXPECT_GT(refused_before_ready, 0u);
}

TEST(Crash, TheOracleSeesTwoHistories) {
  Oracle oracle;
  for (const History history : {History::honest, History::fork}) {
    Stand stand;  // a witness that forgot: a fresh folder with the same key
    ASSERT_TRUE(stand.make().ok() && stand.start().ok());
    EXPECT_FALSE(oracle.has_two_histories());
    oracle.saw(stand.witness->add_checkpoint(request(history, 0, 3)), history, 3);
  }
  EXPECT_TRUE(oracle.has_two_histories());
}

TEST(Crash, AFailedWriteEndsTheWitnessAndIsNeverAnswered) {
  // A replacement is five operations: create, append, sync, rename, sync of the folder.
  for (std::size_t failing = 0; failing < 5; ++failing) {
    Stand stand;
    ASSERT_TRUE(stand.make().ok() && stand.start().ok());
    Oracle oracle;
    oracle.saw(stand.witness->add_checkpoint(request(History::honest, 0, 3)), History::honest, 3);
    ASSERT_EQ(oracle.largest(), 3u);
    std::size_t seen = 0;
    stand.disk->set_fault([&](const Op&) { return seen++ == failing; }, false);
    const auto answer = stand.witness->add_checkpoint(request(History::honest, 3, 5));
    EXPECT_EQ(answer.status, 503u) << failing;
    EXPECT_EQ(*stand.failures, 1);
    stand.disk->set_fault(nullptr, false);
    // The disk works again, and nothing is answered all the same.
    EXPECT_EQ(stand.witness->add_checkpoint(request(History::honest, 3, 5)).status, 503u);
    EXPECT_EQ(stand.witness->add_checkpoint("").status, 503u);
    EXPECT_EQ(stand.witness->last_checkpoint(state_name(kOrigin)).status, 503u);
    EXPECT_EQ(*stand.failures, 1);
    stand.stop();

    ASSERT_TRUE(stand.start().ok()) << failing;
    const std::string shown = stand.witness->last_checkpoint(state_name(kOrigin)).body;
    try_everything(stand, oracle);
    EXPECT_FALSE(oracle.has_two_histories()) << failing;
    EXPECT_NE(shown.find(std::string(kOrigin) + (failing == 4 ? "\n5\n" : "\n3\n")), std::string::npos) << failing << shown;
  }
}

TEST(Crash, WhatWasShownAfterAnUncertainWriteOutlivesTheNextCut) {
  Stand stand;
  ASSERT_TRUE(stand.make().ok() && stand.start().ok());
  ASSERT_EQ(stand.witness->add_checkpoint(request(History::honest, 0, 3)).status, 200u);
  stand.disk->set_fault([](const Op& op) { return op.kind == OpKind::sync_folder; }, false);
  EXPECT_EQ(stand.witness->add_checkpoint(request(History::honest, 3, 5)).status, 503u);
  stand.disk->set_fault(nullptr, false);
  stand.stop();
  // A power cut now would bring back size 3 ...
  Stand cut_now(stand.disk->image(Survival::lost, 1));
  ASSERT_TRUE(cut_now.start().ok());
  EXPECT_NE(cut_now.witness->last_checkpoint(state_name(kOrigin)).body.find("\n3\n"), std::string::npos);
  // ... while the machine itself still reads size 5, and after a restart shows it: from then on no cut takes it away.
  ASSERT_TRUE(stand.start().ok());
  EXPECT_NE(stand.witness->last_checkpoint(state_name(kOrigin)).body.find("\n5\n"), std::string::npos);
  Stand cut_later(stand.disk->image(Survival::lost, 1));
  ASSERT_TRUE(cut_later.start().ok());
  EXPECT_NE(cut_later.witness->last_checkpoint(state_name(kOrigin)).body.find("\n5\n"), std::string::npos);
}

TEST(Crash, ADiskThatRefusesAtStartIsNotServedFrom) {
  Stand stand;
  ASSERT_TRUE(stand.make().ok());
  stand.disk->set_fault([](const Op&) { return true; }, false);
  EXPECT_EQ(code_of(stand.start()), "STORE_IO");
  stand.disk->set_fault(nullptr, false);
  EXPECT_EQ(code_of(stand.start()), "accepted");
}

}  // namespace
}  // namespace katiwala::api::witness::testing::crash_test
