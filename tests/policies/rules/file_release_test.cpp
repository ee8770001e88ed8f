// R31: two releasers of a payment file.
#include <gtest/gtest.h>

#include "policies/releasers.h"
#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::file_release_test {
namespace {

const PaymentFileId kFile = id<PaymentFileId>(91);
const PersonId kReleaser2 = id<PersonId>(7);

/// A payment that was released, about to be handed over; `releasers` of its file, where there is one.
Scene leaving(const char* needed, std::vector<PersonId> releasers) {
  Scene scene;
  scene.rulebook = shipped({{"file_releasers = 1", std::string("file_releasers = ") + needed}});
  Request& request = scene.recorded(scene.request(money("18000.00 PHP")), "2026-07-01");
  request.state = RequestState::released;
  request.approvers = {kOfficer};
  request.releaser = kReleaser;
  if (!releasers.empty()) {
    scene.state.files[kFile] = {kFile, kPool, "KTB-1", Rail::book_transfer, {kRequest}, money("18000.00 PHP"), std::move(releasers), 990};
    scene.state.filed[kRequest] = kFile;
  }
  scene.ask(HandOver{kRequest, kWard}, kReleaser);
  return scene;
}

TEST(R31, NothingLeavesBeforeTwoHaveReleasedTheFile) {
  const struct {
    const char* what;
    const char* needed;
    std::vector<PersonId> releasers;
    const char* says;
  } cases[] = {
      {"one is enough, and did", "1", {}, "silent"},
      {"one is enough, two did", "1", {kReleaser, kReleaser2}, "allow file_released_by_two"},
      {"nobody", "2", {}, "deny PAYMENT_FILE_UNRELEASED"},
      {"one alone", "2", {kReleaser}, "deny PAYMENT_FILE_UNRELEASED"},
      {"two", "2", {kReleaser, kReleaser2}, "allow file_released_by_two"},
      {"two who did not release the payment itself", "2", {kStranger, kReleaser2}, "allow file_released_by_two"},
      {"one person twice", "2", {kReleaser, kReleaser}, "deny FOUR_EYES"},
      {"who asked for it", "2", {kReleaser, kGuardian}, "deny FOUR_EYES"},
      {"who approved it", "2", {kOfficer, kReleaser}, "deny FOUR_EYES"},
      {"who is paid", "2", {kReleaser, kSchool}, "deny FOUR_EYES"},
      {"a number that means nothing", "0", {kReleaser, kReleaser2}, "deny PARAMETER_INVALID"},
      {"nor does this", "3", {kReleaser, kReleaser2}, "deny PARAMETER_INVALID"},
  };
  for (const auto& c : cases) EXPECT_EQ(said(leaving(c.needed, c.releasers).hear("R31")), c.says) << c.what;
  EXPECT_EQ(fact_of(leaving("2", {kReleaser}).hear("R31"), "released_by"), "1");
  EXPECT_EQ(fact_of(leaving("2", {kReleaser}).hear("R31"), "needed"), "2");
}

TEST(R31, AFileThatHasChangedIsReleasedAnew) {
  const RequestId other = id<RequestId>(52);
  for (const auto& [state, says] : {std::pair{RequestState::released, "allow file_released_by_two"}, std::pair{RequestState::handed_over, "allow file_released_by_two"},
                                    std::pair{RequestState::settled, "allow file_released_by_two"}, std::pair{RequestState::returned, "deny PAYMENT_FILE_UNRELEASED"},
                                    std::pair{RequestState::cancelled, "deny PAYMENT_FILE_UNRELEASED"}}) {
    Scene scene = leaving("2", {kReleaser, kReleaser2});
    scene.earlier(52, "2026-07-01", money("10.00 PHP")).state = state;
    scene.state.files.at(kFile).requests.push_back(other);
    EXPECT_EQ(said(scene.hear("R31")), says) << name(state);
  }
  Scene erased = leaving("2", {kReleaser, kReleaser2});
  erased.state.files.at(kFile).requests.push_back(other);
  EXPECT_EQ(said(erased.hear("R31")), "deny PAYMENT_FILE_UNRELEASED") << "one that is known no more";
}

TEST(R31, HowManyReleaseAFileIsAParameterThatCameLater) {
  EXPECT_EQ(file_releasers(shipped()), 1) << "as shipped";
  EXPECT_EQ(file_releasers(shipped({{"file_releasers = 1", "file_releasers = 2"}})), 2);
  EXPECT_EQ(file_releasers(shipped({{"file_releasers = 1", "file_releasers = 0"}})), std::nullopt);
  EXPECT_EQ(file_releasers(shipped({{"file_releasers = 1", "file_releasers = 3"}})), std::nullopt);
  EXPECT_EQ(file_releasers(shipped({{"file_releasers = 1", ""}})), 1) << "a rulebook from before";
}

}  // namespace
}  // namespace katiwala::policies::scene::file_release_test
