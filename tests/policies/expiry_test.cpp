// What was agreed to expires (R31 `proposal_days`): with the shipped rules and the whole of the mechanism, from the asking to the bank.
#include <gtest/gtest.h>

#include "tests/policies/edited.h"
#include "tests/policies/story.h"

namespace katiwala::policies::kit::expiry_test {
namespace {

using book::AccountKind;

/// The shipped rulebook, where what was agreed to holds for other days.
std::string with_days(std::string_view days) {
  return edited(shipped_bundle(), "\nproposal_days = 14", "\nproposal_days = " + std::string(days));
}

class Expiry : public ::testing::Test {
 protected:
  Expiry() {
    story.open_pool({"PHP"});
    story.open_ward(kWard);
    story.record_order("100000.00 PHP");
    story.record_award(kWard, kAward, "100000.00 PHP");
    story.appoint_guardian();
    story.register_payee();
    story.credit(1, "50000.00 PHP");
  }
  /// Through the last of so many days, or the instant after it. Every command is a microsecond later than the one before.
  void pass(int days, bool over) { story.pass_to({start_of(manila_date(story.now) + days + 1).micros - (over ? 1 : 2)}); }
  void adopt(std::string_view days) { story.agreed(kCompliance, AdoptRulebook{with_days(days)}, {kOfficer, kCompliance2}); }
  std::string held() const { return story.ward_balance(kWard, AccountKind::reserved, "PHP"); }
  Story story;
};

TEST_F(Expiry, APaymentIsLetGoThroughItsLastDay) {
  story.approved(20, "100.00 PHP");
  story.approved(21, "100.00 PHP");
  pass(14, false);
  EXPECT_EQ(said(story.release(20)), "allow");  // in the last microsecond of the day, and of the next in its first
  EXPECT_EQ(said(story.release(21)), "deny PROPOSAL_EXPIRED");
}

TEST_F(Expiry, WhatIsExpiredCanBeWithdrawnAndAskedForAnew) {
  story.approved(20, "100.00 PHP");
  const ProposalId proposal = story.state.request(id<RequestId>(20))->proposal;
  pass(14, true);
  EXPECT_EQ(said(story.release(20)), "deny PROPOSAL_EXPIRED");
  EXPECT_EQ(held(), "100.00") << "nothing happens to it by itself";
  EXPECT_EQ(said(story.ask(kGuardian, CancelProposal{proposal, subject(kWard), "asked for anew"})), "allow");
  EXPECT_EQ(held(), "0.00");
  story.approved(21, "100.00 PHP");
  EXPECT_EQ(said(story.release(21)), "allow");
}

TEST_F(Expiry, WhatWasReleasedInTimeGoesItsWay) {
  story.approved(20, "100.00 PHP");
  ASSERT_EQ(said(story.release(20)), "allow");
  pass(20, true);
  EXPECT_EQ(said(story.ask(kBank, HandOver{id<RequestId>(20), kWard})), "allow");
  EXPECT_EQ(said(story.settle(20, "100.00 PHP")), "allow");
}

TEST_F(Expiry, TheShorterOfTwoRulebooksCounts) {
  story.approved(20, "100.00 PHP");
  ASSERT_TRUE(story.ask(kGuardian, story.request(21, "100.00 PHP")).accepted());
  const ProposalId open = story.last();
  adopt("7");
  story.approved(22, "100.00 PHP");
  adopt("30");
  pass(7, false);
  EXPECT_EQ(said(story.release(22)), "allow") << "asked for under the shorter: its last day";
  pass(0, true);
  EXPECT_EQ(said(story.release(20)), "allow") << "fourteen days of the first";
  adopt("3");
  EXPECT_EQ(said(story.approve(kOfficer, open)), "deny PROPOSAL_EXPIRED") << "it waits still, and by the rulebook of now too long";
  EXPECT_NE(story.state.proposal(open), nullptr);
}

}  // namespace
}  // namespace katiwala::policies::kit::expiry_test
