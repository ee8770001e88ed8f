// The day a ward comes of age, under the shipped rules and the tick: S07's dates, and a rulebook that changes its mind before the day.
#include <gtest/gtest.h>

#include "tests/policies/edited.h"
#include "tests/policies/story.h"

namespace katiwala::policies::kit::majority_test {
namespace {

using book::AccountKind;

std::string with_leap_rule(std::string_view word) {
  return edited(shipped_bundle(), "leap_rule = \"MAR_1\"", "leap_rule = \"" + std::string(word) + "\"");
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

// -- S07 to the centavo: interest, the adult, her money

class S07 : public ::testing::Test {
 protected:
  void begin(std::string_view leap_rule) {
    story.emplace(all_rules(), with_leap_rule(leap_rule));
    story->open_pool({"PHP"});
    story->open_ward(kWard, "2008-02-29");
    story->record_order("845230.77 PHP");
    story->record_award(kWard, kAward, "845230.77 PHP");
    story->appoint_guardian();
    story->register_payee();
    story->credit(1, "845230.77 PHP");
    story->pass_to(at("2026-02-27"));
    story->approved(20, "40000.00 PHP");
  }
  RecordInterest interest(std::string_view to) const {
    RecordInterest c;
    c.ward = kWard;
    c.gross = money("1707.83 PHP");
    c.tax = money("341.57 PHP");
    c.booked = c.to = day(to);
    c.from = c.placed = day("2026-01-01");
    c.on = money("845230.77 PHP");
    c.rate_ppm = 12'500;
    c.day_count = 365;
    c.references = {mark(30)};
    return c;
  }
  std::string total() const {
    Amount sum = zero(currency("PHP"));
    for (const AccountKind kind : {AccountKind::principal, AccountKind::income, AccountKind::reserved}) sum += story->balance(kind, kWard.bytes, "PHP");
    return sum.text();
  }
  std::optional<CivilDate> notice() const {
    for (const Obligation& o : story->state.ward(kWard)->obligations)
      if (o.duty == Duty::court_notice) return o.due;
    return std::nullopt;
  }
  std::optional<Story> story;
};

TEST_F(S07, ToTheCentavoAndTheDay) {
  begin("MAR_1");
  story->pass_to(at("2026-02-28", "23:00"));
  RecordInterest off = interest("2026-02-28");
  off.gross = money("1707.84 PHP");
  EXPECT_EQ(said(story->would(kBank, off)), "deny INTEREST_MISMATCH");
  off = interest("2026-02-28");
  off.tax = money("341.56 PHP");
  EXPECT_EQ(said(story->would(kBank, off)), "deny TAX_MISMATCH");
  EXPECT_EQ(said(story->ask(kBank, interest("2026-02-28"))), "allow");
  EXPECT_EQ(total(), "846597.03");
  story->pass_to({start_of(day("2026-03-01")).micros - 1});
  EXPECT_FALSE(story->state.ward(kWard)->adult);
  EXPECT_EQ(notice(), std::nullopt);
  story->pass_to(at("2026-03-01", "00:05"));
  EXPECT_TRUE(story->state.ward(kWard)->adult);
  EXPECT_EQ(story->state.request(id<RequestId>(20))->state, RequestState::cancelled);
  EXPECT_EQ(said(story->ask(kGuardian, story->request(21, "1.00 PHP"))), "deny AUTHORITY_ENDED");
  EXPECT_EQ(total(), "846597.03");
  EXPECT_EQ(notice(), day("2026-03-11"));
}

TEST_F(S07, WithTheOtherLeapRuleADayEarlier) {
  begin("FEB_28");
  story->pass_to({start_of(day("2026-02-28")).micros - 1});
  EXPECT_FALSE(story->state.ward(kWard)->adult);
  story->pass_to(at("2026-02-28", "00:05"));
  EXPECT_TRUE(story->state.ward(kWard)->adult);
  EXPECT_EQ(story->state.request(id<RequestId>(20))->state, RequestState::cancelled);
  EXPECT_EQ(notice(), day("2026-03-10"));
}

TEST_F(S07, SheIsPaidOnTheNextBankingDay) {
  begin("MAR_1");
  story->pass_to(at("2026-03-01", "10:00"));
  const PayeeId her_own = id<PayeeId>(0x64);
  RequestDisbursement all = story->request(22, "845230.77 PHP");
  all.payee = her_own;
  all.purpose = Purpose::handover;
  EXPECT_EQ(said(story->would(kHerself, all)), "deny NOT_HERSELF");

  RecordFact proved;
  proved.ward = kWard;
  proved.fact = FactKind::identity_proved;
  proved.since = day("2026-03-01");
  proved.person = person_of(kHerself);
  proved.document = document(90);
  story->agreed(kOfficer, proved, {kOfficer2});
  RegisterPayee account;
  account.ward = kWard;
  account.payee = her_own;
  account.person = person_of(kHerself);
  account.payee_kind = PayeeKind::beneficiary;
  account.currency = currency("PHP");
  account.details = in_vault(9);
  story->agreed(kOfficer, account, {kOfficer2});
  EXPECT_EQ(said(story->would(kHerself, all)), "deny ELECTION_MISSING");
  story->agreed(kHerself, RecordElection{kWard, Election::pay_out, day("2026-03-01"), document(91), her_own, std::nullopt}, {kOfficer, kWorker});
  const Decision asked = story->ask(kHerself, all);
  ASSERT_TRUE(asked.accepted()) << said(asked);
  const ProposalId proposal = story->last();
  EXPECT_EQ(said(story->approve(kOfficer, proposal)), "allow");
  EXPECT_EQ(said(story->approve(kWorker, proposal)), "allow");
  const Decision sunday = story->release(22);
  EXPECT_EQ(said(sunday), "hold NOT_BANKING_DAY");
  story->pass_to({start_of(day("2026-03-02")).micros - 2});
  EXPECT_EQ(said(story->release(22)), "hold NOT_BANKING_DAY");
  EXPECT_EQ(said(story->release(22)), "allow");
  EXPECT_EQ(said(story->settle(22, "845230.77 PHP")), "allow");
  EXPECT_EQ(total(), "0.00");
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
  RequestDisbursement allowance = story->request(21, "1.00 PHP");
  allowance.purpose = Purpose::allowance;  // with the tuition of the morning it is not one bill
  EXPECT_EQ(said(story->ask(kGuardian, allowance)), "allow");
  story->pass_to(at("2026-02-28", "00:00"));
  EXPECT_EQ(said(story->ask(kGuardian, story->request(22, "1.00 PHP"))), "deny AUTHORITY_ENDED");
  EXPECT_EQ(said(story->release(20)), "deny AUTHORITY_ENDED");
}

}  // namespace
}  // namespace katiwala::policies::kit::majority_test
