// A payment file that two persons release: who may, what it must hold, and what leaves with it. The planners alone, under the shipped rulebook.
#include <gtest/gtest.h>

#include "tests/policies/story.h"

namespace katiwala::policies::kit::plans_files_test {
namespace {

const PaymentFileId kFile = id<PaymentFileId>(0x91), kOtherFile = id<PaymentFileId>(0x92);
const PrincipalId kReleaser2 = id<PrincipalId>(0x15), kOfficerReleases = id<PrincipalId>(0x16), kGuardianReleases = id<PrincipalId>(0x17),
                  kSchoolReleases = id<PrincipalId>(0x18);

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    story.begin();
    story.fund();
    enrol(kReleaser2, person_of(kReleaser2));
    enrol(kOfficerReleases, person_of(kOfficer));
    enrol(kGuardianReleases, person_of(kGuardian));
    enrol(kSchoolReleases, find_payee(*story.state.ward(kWard), kSchool)->person);
    for (const std::uint8_t number : {std::uint8_t{30}, std::uint8_t{31}, std::uint8_t{32}}) {
      story.approved(number, "100.00 PHP");
      story.release(number);
    }
  }
  void enrol(const PrincipalId& principal, const PersonId& person) {
    PrincipalSpec made = spec(kReleaser);
    made.principal = principal;
    made.person = person;
    made.credential.fingerprint = document(principal.bytes[0]);
    story.agreed(kAdministrator, EnrolPrincipal{made}, {kOfficer2});
  }
  static ReleaseFile file(std::vector<std::uint8_t> numbers, std::string_view total, const PaymentFileId& which = kFile) {
    ReleaseFile c{which, kPool, "KTB-" + which.hex().substr(0, 2), Rail::book_transfer, {}, money(total)};
    for (const std::uint8_t number : numbers) c.requests.push_back(id<RequestId>(number));
    return c;
  }
  std::string ask(const PrincipalId& who, const ReleaseFile& c) {
    const Decision decision = story.would(who, c);
    return said(decision) == "deny FIELD_INVALID" ? fact_of(decision, "field") : said(decision);
  }
  std::string agree(const PrincipalId& who) { return said(story.approve(who, story.last())); }
  Decision hand_over(std::uint8_t number) { return story.ask(kBank, HandOver{id<RequestId>(number), kWard}); }
  Story story{silent_rules(), shipped_bundle()};
};

TEST_F(Files, TakeTwoReleasersAndNobodyElse) {
  ASSERT_EQ(ask(kReleaser, file({30, 31}, "200.00 PHP")), "allow");
  for (const PrincipalId& other : {kOfficer, kBank, kCompliance, kAdministrator, kGuardian}) {
    EXPECT_EQ(ask(other, file({30, 31}, "200.00 PHP")), "deny ROLE_FORBIDDEN") << other.hex();
  }
  const Decision proposed = story.ask(kReleaser, file({30, 31}, "200.00 PHP"));
  EXPECT_EQ(events_of(proposed), "proposal_opened");
  EXPECT_EQ(proposed.about, subject(kPool));
  EXPECT_EQ(story.state.proposal(story.last())->needs, std::vector<Role>{Role::releaser});
  EXPECT_EQ(agree(kReleaser), "deny APPROVAL_OWN");
  const ProposalId waiting = story.last() - 1;
  for (const PrincipalId& other : {kOfficer2, kWorker, kCompliance}) EXPECT_EQ(said(story.approve(other, waiting)), "deny APPROVAL_NOT_NEEDED") << other.hex();
  const Decision agreed = story.approve(kReleaser2, waiting);
  EXPECT_EQ(events_of(agreed), "proposal_approved file_released proposal_closed");
  EXPECT_TRUE(agreed.postings.empty());
  const auto* released = event_of<FileReleased>(agreed);
  ASSERT_NE(released, nullptr);
  EXPECT_EQ(released->releasers, (std::vector<PersonId>{person_of(kReleaser), person_of(kReleaser2)}));
  EXPECT_EQ(released->total, money("200.00 PHP"));
  EXPECT_EQ(story.state.file(kFile)->requests.size(), 2U);
}

TEST_F(Files, AreReleasedByNobodyWithAPartInAPayment) {
  EXPECT_EQ(ask(kOfficerReleases, file({30}, "100.00 PHP")), "deny FOUR_EYES");    // approved it
  EXPECT_EQ(ask(kGuardianReleases, file({30}, "100.00 PHP")), "deny FOUR_EYES");   // asked for it
  EXPECT_EQ(ask(kSchoolReleases, file({30}, "100.00 PHP")), "deny FOUR_EYES");     // is paid
  EXPECT_EQ(ask(kReleaser, file({30}, "100.00 PHP")), "allow");                    // released that payment alone
  for (const PrincipalId& second : {kOfficerReleases, kGuardianReleases, kSchoolReleases}) {
    ASSERT_EQ(said(story.ask(kReleaser, file({30}, "100.00 PHP"))), "allow");
    EXPECT_EQ(agree(second), "deny FOUR_EYES") << second.hex();
  }
  EXPECT_EQ(story.state.file(kFile), nullptr);
}

TEST_F(Files, AreWhatTheirPaymentsComeTo) {
  const struct {
    std::vector<std::uint8_t> numbers;
    const char* total;
    const char* says;
  } cases[] = {
      {{30}, "100.00 PHP", "allow"},
      {{30, 31, 32}, "300.00 PHP", "allow"},
      {{30, 31}, "200.01 PHP", "deny CONTROL_SUM_MISMATCH"},
      {{30, 31}, "199.99 PHP", "deny CONTROL_SUM_MISMATCH"},
      {{30, 31}, "200.00 USD", "deny CURRENCY_MISMATCH"},
      {{30, 31}, "200.00 EUR", "deny POOL_ACCOUNT_UNKNOWN"},
      {{}, "0.00 PHP", "requests"},
      {{31, 30}, "200.00 PHP", "requests"},  // not ascending
      {{30, 30}, "200.00 PHP", "requests"},  // twice
      {{30, 99}, "200.00 PHP", "deny REQUEST_UNKNOWN"},
  };
  for (const auto& c : cases) EXPECT_EQ(ask(kReleaser, file(c.numbers, c.total)), c.says) << c.total << " " << c.numbers.size();
  const Decision wrong = story.would(kReleaser, file({30, 31}, "200.01 PHP"));
  EXPECT_EQ(fact_of(wrong, "total"), "200.00");
  ReleaseFile c = file({30}, "100.00 PHP");
  c.rail = Rail::pesonet;
  EXPECT_EQ(ask(kReleaser, c), "rail");
  c = file({30}, "100.00 PHP");
  c.pool = id<PoolId>(0x2f);
  EXPECT_EQ(ask(kReleaser, c), "deny POOL_UNKNOWN");
  c = file({30}, "100.00 PHP");
  c.message_id = "";
  EXPECT_EQ(ask(kReleaser, c), "message_id");
  c.message_id = std::string(35, 'K');
  EXPECT_EQ(ask(kReleaser, c), "allow");
  c.message_id = std::string(36, 'K');
  EXPECT_EQ(ask(kReleaser, c), "message_id");
  c = file({30}, "100.00 PHP");
  c.file = {};
  EXPECT_EQ(ask(kReleaser, c), "file");
}

TEST_F(Files, HoldOnlyWhatWaits) {
  story.approved(33, "100.00 PHP");
  EXPECT_EQ(ask(kReleaser, file({33}, "100.00 PHP")), "deny REQUEST_STATE");  // approved, not let go
  ASSERT_TRUE(hand_over(32).accepted());
  EXPECT_EQ(ask(kReleaser, file({32}, "100.00 PHP")), "deny REQUEST_STATE");
  // What was proposed is looked at again when it is agreed to.
  ASSERT_EQ(said(story.ask(kReleaser, file({30, 31}, "200.00 PHP"))), "allow");
  const ProposalId waiting = story.last();
  ASSERT_TRUE(hand_over(31).accepted());
  EXPECT_EQ(said(story.approve(kReleaser2, waiting)), "deny REQUEST_STATE");
}

TEST_F(Files, GoWithOneFileAndMayBeReleasedAnewBeforeAnythingLeft) {
  story.agreed(kReleaser, file({30, 31}, "200.00 PHP"), {kReleaser2});
  const Decision elsewhere = story.would(kReleaser, file({31, 32}, "200.00 PHP", kOtherFile));
  EXPECT_EQ(said(elsewhere), "deny REQUEST_STATE");
  EXPECT_EQ(fact_of(elsewhere, "file"), kFile.hex());
  story.agreed(kReleaser2, file({30, 32}, "200.00 PHP"), {kReleaser});
  EXPECT_EQ(story.state.file_of(id<RequestId>(31)), nullptr);
  EXPECT_EQ(ask(kReleaser, file({31}, "100.00 PHP", kOtherFile)), "allow");
  const Decision left = hand_over(30);
  EXPECT_EQ(events_of(left, subject(kWard)), "request_moved left_with_file");
  EXPECT_EQ(event_of<LeftWithFile>(left)->file, kFile);
  EXPECT_EQ(event_of<LeftWithFile>(left)->releasers, (std::vector<PersonId>{person_of(kReleaser2), person_of(kReleaser)}));
  EXPECT_EQ(ask(kReleaser, file({32}, "100.00 PHP")), "deny REQUEST_STATE") << "some of it has left";
  EXPECT_EQ(events_of(hand_over(31), subject(kWard)), "request_moved") << "it went with no file";
}

}  // namespace
}  // namespace katiwala::policies::kit::plans_files_test
