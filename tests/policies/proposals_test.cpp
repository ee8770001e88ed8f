// What needs others waits for them: a quorum counts persons and classes, never keys; every way to cheat it leaves balances as they are.
#include <gtest/gtest.h>

#include "tests/policies/story.h"

namespace katiwala::policies::kit::proposals_test {
namespace {

using book::AccountKind;

constexpr std::int64_t kDay = 86'400'000'000;

class Proposals : public ::testing::Test {
 protected:
  void SetUp() override {
    story.begin();
    story.fund();
  }
  ProposalId asked(std::uint8_t number = 20, std::string_view amount = "18000.00 PHP") {
    EXPECT_EQ(said(story.ask(kGuardian, story.request(number, amount))), "allow");
    return story.last();
  }
  std::string held() { return story.ward_balance(kWard, AccountKind::principal, "PHP") + " " + story.ward_balance(kWard, AccountKind::reserved, "PHP"); }
  RequestState state(std::uint8_t number = 20) { return story.state.request(id<RequestId>(number))->state; }
  Story story{std::span<const Rule* const>{}};
};

TEST_F(Proposals, TheLastApprovalCarriesItOut) {
  const ProposalId proposal = asked();
  EXPECT_EQ(held(), "50000.00 0.00");
  EXPECT_EQ(state(), RequestState::judged);
  const Decision given = story.approve(kOfficer, proposal);
  EXPECT_EQ(events_of(given), "proposal_approved request_moved proposal_closed flags_weighed");
  EXPECT_EQ(postings_of(given), "Dr principal 18000.00 PHP, Cr reserved 18000.00 PHP");
  EXPECT_EQ(held(), "32000.00 18000.00");
  EXPECT_EQ(state(), RequestState::approved);
  EXPECT_EQ(story.state.proposal(proposal), nullptr);
  EXPECT_EQ(story.state.request(id<RequestId>(20))->approvers, std::vector<PersonId>{person_of(kOfficer)});
}

TEST_F(Proposals, WhoseApprovalDoesNotCount) {
  const ProposalId proposal = asked();
  const struct {
    PrincipalId who;
    std::string_view expected;
  } kCases[] = {{kGuardian, "deny ROLE_FORBIDDEN"}, {kBank, "deny ROLE_FORBIDDEN"},      {kAdministrator, "deny ROLE_FORBIDDEN"},
                {kReleaser, "deny APPROVAL_NOT_NEEDED"}, {kWorker, "deny APPROVAL_NOT_NEEDED"}, {kCompliance, "deny APPROVAL_NOT_NEEDED"}};
  for (const auto& c : kCases) EXPECT_EQ(said(story.approve(c.who, proposal)), c.expected);
  EXPECT_EQ(held(), "50000.00 0.00");
  EXPECT_EQ(said(story.approve(kOfficer, proposal)), "allow");  // the negative control: nothing of the above spoilt it
  EXPECT_EQ(said(story.approve(kOfficer2, proposal)), "deny PROPOSAL_UNKNOWN");
}

TEST_F(Proposals, TheOwnProposalAndASecondKey) {
  ASSERT_TRUE(story.ask(kOfficer, RecordCharge{kWard, money("1.00 PHP"), manila_date(story.now), {mark(30)}}).accepted());
  const ProposalId proposal = story.last();
  EXPECT_EQ(said(story.approve(kOfficer, proposal)), "deny APPROVAL_OWN");
  EXPECT_EQ(said(story.approve(kOfficerAgain, proposal)), "deny APPROVAL_OWN");
  EXPECT_EQ(said(story.approve(kOfficer2, proposal)), "allow");
  EXPECT_EQ(held(), "50000.00 0.00");
  EXPECT_EQ(said(story.approve(kOfficer2, proposal)), "deny APPROVAL_REPEATED");
  EXPECT_EQ(said(story.approve(kCompliance, proposal)), "allow");
  EXPECT_EQ(held(), "49999.00 0.00");
}

TEST_F(Proposals, OnePersonOfTwoClassesIsOnePerson) {
  // Officer two is enrolled as compliance as well.
  PrincipalSpec both = spec(kCompliance);
  both.principal = id<PrincipalId>(77);
  both.person = person_of(kOfficer2);
  both.credential.fingerprint = document(77);
  story.agreed(kAdministrator, EnrolPrincipal{both}, {kOfficer});
  ASSERT_TRUE(story.ask(kOfficer, RecordCharge{kWard, money("1.00 PHP"), manila_date(story.now), {mark(30)}}).accepted());
  const ProposalId proposal = story.last();
  EXPECT_EQ(said(story.approve(kOfficer2, proposal)), "allow");
  const Subject about = subject(kWard);
  EXPECT_EQ(said(story.would(id<PrincipalId>(77), Approve{proposal, about})), "deny APPROVAL_REPEATED");
  EXPECT_EQ(said(story.would(kCompliance, Approve{proposal, about})), "allow");
}

TEST_F(Proposals, AnotherSubjectOrNumber) {
  const ProposalId proposal = asked();
  EXPECT_EQ(said(story.ask(kOfficer, Approve{proposal, subject(kPool)})), "deny SUBJECT_MISMATCH");
  const Decision unknown = story.ask(kOfficer, Approve{proposal + 1, subject(kWard)});
  EXPECT_EQ(said(unknown), "deny PROPOSAL_UNKNOWN");
  EXPECT_EQ(unknown.about, subject(kWard));
  EXPECT_EQ(story.ask(kOfficer, Approve{proposal + 1, subject(kWardC)}).about, Subject{});  // no such ward
  EXPECT_EQ(held(), "50000.00 0.00");
}

TEST_F(Proposals, StandThroughTheirLastDay) {
  const ProposalId proposal = asked();
  const Instant expires = story.state.proposal(proposal)->expires;
  EXPECT_EQ(expires, start_of(manila_date(story.now) + 15));  // fourteen days, the first excluded
  story.now = {expires.micros - 2};
  EXPECT_EQ(said(story.would(kOfficer, Approve{proposal, subject(kWard)})), "allow");
  story.now = {expires.micros - 1};
  EXPECT_EQ(said(story.would(kOfficer, Approve{proposal, subject(kWard)})), "deny PROPOSAL_EXPIRED");
}

TEST_F(Proposals, ExpiryIsATickThatFreesEverything) {
  const ProposalId proposal = asked();
  EXPECT_EQ(story.state.wards.at(kWard).spends.size(), 1U);
  story.pass_to({story.now.micros + 15 * kDay});
  EXPECT_EQ(events_of(story.entries.back().decision), "request_moved proposal_closed");
  EXPECT_EQ(state(), RequestState::cancelled);
  EXPECT_TRUE(story.state.wards.at(kWard).spends.empty());
  EXPECT_EQ(said(story.approve(kOfficer, proposal)), "deny PROPOSAL_UNKNOWN");
}

TEST_F(Proposals, AWithdrawalFreesWhatIsSetAside) {
  const ProposalId proposal = asked();
  story.approve(kOfficer, proposal);
  EXPECT_EQ(held(), "32000.00 18000.00");
  EXPECT_EQ(said(story.ask(kAdministrator, CancelProposal{proposal, subject(kWard), "?"})), "deny ROLE_FORBIDDEN");
  EXPECT_EQ(said(story.ask(kGuardian, CancelProposal{proposal, subject(kWard), "not needed"})), "allow");
  EXPECT_EQ(held(), "50000.00 0.00");
  EXPECT_EQ(state(), RequestState::cancelled);
  EXPECT_EQ(said(story.release(20)), "deny REQUEST_STATE");
}

TEST_F(Proposals, KeepUnderWhomAndWithWhatTheyWereAgreedTo) {
  story.approved(20, "18000.00 PHP");
  const Request& request = *story.state.request(id<RequestId>(20));
  EXPECT_EQ(request.under, (std::vector{kGuardian, kOfficer}));
  EXPECT_EQ(request.agreed_with, (std::vector{spec(kGuardian).credential.fingerprint, spec(kOfficer).credential.fingerprint}));
  Submission unsigned_one;
  unsigned_one.credential = document(1);
  EXPECT_EQ(said_with(unsigned_one), document(1)) << "what came along";
  unsigned_one.signature = Signature{document(2), {1}};
  EXPECT_EQ(said_with(unsigned_one), document(2)) << "what signed";
}

TEST_F(Proposals, OfficersSendBackWhatIsOpen) {
  const ProposalId proposal = asked();
  EXPECT_EQ(said(story.ask(kCompliance, CancelProposal{proposal, subject(kWard), "under review"})), "allow");
  EXPECT_EQ(state(), RequestState::cancelled);
  EXPECT_EQ(said(story.ask(kCompliance, CancelProposal{proposal, subject(kWard), "again"})), "deny PROPOSAL_UNKNOWN");
}

TEST_F(Proposals, ReleaserIsAnotherPersonThanThoseBefore) {
  story.approved(20, "18000.00 PHP");
  const auto as_releaser = [&](const PrincipalId& person_of_whom) {
    story.state.principals.at(kReleaser).person = person_of(person_of_whom);
    return said(story.release(20));
  };
  EXPECT_EQ(as_releaser(kGuardian), "deny FOUR_EYES");
  EXPECT_EQ(as_releaser(kOfficer), "deny FOUR_EYES");
  story.state.principals.at(kReleaser).person = id<PersonId>(kSchool.bytes[0]);
  EXPECT_EQ(said(story.release(20)), "deny FOUR_EYES");
  EXPECT_EQ(as_releaser(kReleaser), "allow");
}

TEST_F(Proposals, MajorityEndsWhatTheGuardianAskedFor) {
  const ProposalId open = asked(20, "1000.00 PHP");
  story.approved(21, "2000.00 PHP");
  story.approved(22, "3000.00 PHP");
  ASSERT_EQ(said(story.release(22)), "allow");
  EXPECT_EQ(held(), "45000.00 2000.00");
  // The rules schedule majorities; here the mechanism is alone.
  const CivilDate tomorrow = manila_date(story.now) + 1;
  const Origin origin{story.entries.size(), story.now, {}, nullptr, {}};
  apply(story.state, origin, subject(kWard), MajorityScheduled{tomorrow}, nullptr);
  story.pass_to({start_of(tomorrow).micros - 1});
  EXPECT_FALSE(story.state.wards.at(kWard).adult);
  story.pass_to(start_of(tomorrow));
  EXPECT_TRUE(story.state.wards.at(kWard).adult);
  EXPECT_EQ(state(20), RequestState::cancelled);
  EXPECT_EQ(state(21), RequestState::cancelled);
  EXPECT_EQ(state(22), RequestState::released);
  EXPECT_EQ(held(), "47000.00 0.00");
  EXPECT_EQ(story.state.proposal(open), nullptr);
  EXPECT_EQ(said(story.ask(kGuardian, story.request(23, "1.00 PHP"))), "deny AUTHORITY_ENDED");
}

TEST_F(Proposals, ATickThatIsNotDueDoesNothing) {
  asked();
  const AgendaItem next = *story.state.next_due();
  const Tick tick = tick_of(next);
  EXPECT_EQ(said(story.would({}, tick)), "deny NOT_DUE");
  Tick other = tick;
  other.due = {1};
  EXPECT_EQ(said(story.would({}, other)), "deny NOT_DUE");
  story.now = next.due;
  EXPECT_EQ(said(story.would({}, tick)), "allow");
}

}  // namespace
}  // namespace katiwala::policies::kit::proposals_test
