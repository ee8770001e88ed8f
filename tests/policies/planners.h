/// The planners alone: a story under the shipped rulebook, of whose rules none says anything. What the tests of what commands do begin with.
#pragma once

#include <gtest/gtest.h>

#include "tests/policies/story.h"

namespace katiwala::policies::kit {

class Planners : public ::testing::Test {
 protected:
  void SetUp() override {
    story.begin();
    today = manila_date(story.now);
  }
  std::string ask(const PrincipalId& who, const Command& command) { return said(story.would(who, command)); }
  /// The field that is wrong.
  std::string field(const PrincipalId& who, const Command& command) {
    const Decision decision = story.would(who, command);
    EXPECT_EQ(said(decision), "deny FIELD_INVALID");
    return fact_of(decision, "field");
  }
  const Ward& her() { return *story.state.ward(kWard); }
  Story story{silent_rules(), shipped_bundle()};
  CivilDate today;
};

/// With money of hers.
class PlannersWithMoney : public Planners {
 protected:
  void SetUp() override {
    Planners::SetUp();
    story.fund();
    today = manila_date(story.now);
  }
};

}  // namespace katiwala::policies::kit
