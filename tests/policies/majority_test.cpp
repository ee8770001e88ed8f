// The day a ward comes of age, under the shipped rules and the tick: S07's dates, and a rulebook that changes its mind before the day.
#include <gtest/gtest.h>

#include "tests/policies/story.h"

namespace katiwala::policies::kit {
namespace {

using book::AccountKind;

std::string with_leap_rule(std::string_view word) {
  std::string text = shipped_bundle();
  const std::string_view shipped = "leap_rule = \"MAR_1\"";
  const std::size_t at = text.find(shipped);
  EXPECT_NE(at, std::string::npos);
  return text.replace(at, shipped.size(), "leap_rule = \"" + std::string(word) + "\"");
}

/// Born on 29 February 2008, with 200,000.00 and a request of 40,000.00 (T1) of Friday 27 February 2026, approved and not released.
class LeapDay : public ::testing::Test {
 protected:
  void begin(std::string_view leap_rule) {
    story.emplace(all_rules(), with_leap_rule(leap_rule));
    EXPECT_EQ(said(story->ask(kBank, RecordRate{rate("USD", "50"), manila_date(story->now), "reference rate"})), "allow");
    story->open_pool();
    story->open_ward(kWard, "2008-02-29");
    story->record_order("35000.00 USD");
    story->record_award(kWard, kAward, "35000.00 USD");
    story->appoint_guardian();
    story->register_payee();
    story->fund("4000.00 USD", "200000.00 PHP");
  }
  void request_at_the_end() {
    story->pass_to(at("2026-02-27"));
    story->approved(20, "40000.00 PHP");
    EXPECT_EQ(story->ward_balance(kWard, AccountKind::reserved, "PHP"), "40000.00");
  }
  void expect_of_age_on(std::string_view date) {
    const Instant midnight = start_of(day(date));
    story->pass_to({midnight.micros - 1});
    EXPECT_FALSE(story->state.wards.at(kWard).adult) << date;
    EXPECT_EQ(story->state.request(id<RequestId>(20))->state, RequestState::approved);
    story->pass_to(midnight);
    EXPECT_TRUE(story->state.wards.at(kWard).adult) << date;
    EXPECT_EQ(story->state.request(id<RequestId>(20))->state, RequestState::cancelled);
    EXPECT_EQ(story->ward_balance(kWard, AccountKind::reserved, "PHP"), "0.00");
    EXPECT_EQ(story->ward_balance(kWard, AccountKind::principal, "PHP"), "200000.00");
    story->pass_to(at(date, "00:05"));
    EXPECT_EQ(said(story->ask(kGuardian, story->request(21, "1.00 PHP"))), "deny AUTHORITY_ENDED");
    EXPECT_EQ(said(story->release(20)), "deny REQUEST_STATE");
  }
  std::optional<Story> story;
};

TEST_F(LeapDay, OnTheFirstOfMarch) {
  begin("MAR_1");
  request_at_the_end();
  expect_of_age_on("2026-03-01");
}

TEST_F(LeapDay, OrOnTheTwentyEighthOfFebruary) {
  begin("FEB_28");
  request_at_the_end();
  expect_of_age_on("2026-02-28");
}

TEST_F(LeapDay, ALaterDayIsWrittenDownWhenTheEarlierOneComes) {
  begin("FEB_28");
  story->agreed(kCompliance, AdoptRulebook{with_leap_rule("MAR_1")}, {kOfficer, kCompliance2});
  request_at_the_end();
  story->pass_to(at("2026-02-28"));
  EXPECT_EQ(events_of(story->entries.back().decision), "majority_scheduled");
  expect_of_age_on("2026-03-01");
}

TEST_F(LeapDay, AnEarlierDayEndsAuthorityBeforeTheTickComes) {
  begin("MAR_1");
  request_at_the_end();
  story->agreed(kCompliance, AdoptRulebook{with_leap_rule("FEB_28")}, {kOfficer, kCompliance2});
  story->pass_to(at("2026-02-27", "21:00"));
  EXPECT_EQ(said(story->ask(kGuardian, story->request(21, "1.00 PHP"))), "allow");
  story->pass_to(at("2026-02-28", "00:00"));
  EXPECT_EQ(said(story->ask(kGuardian, story->request(22, "1.00 PHP"))), "deny AUTHORITY_ENDED");
  EXPECT_EQ(said(story->release(20)), "deny AUTHORITY_ENDED");
}

}  // namespace
}  // namespace katiwala::policies::kit
