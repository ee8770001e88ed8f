// R68 signatures, R72 the rulebook's version.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene {
namespace {

enum class Signed { not_at_all, wrongly, well };

void sign(Scene& scene, Signed how) {
  scene.submission.signature.reset();
  if (how != Signed::not_at_all) scene.submission.signature = Signature{document(1), {1, 2, 3}};
  scene.submission.signature_valid = how == Signed::well;
}

TEST(R68, WhichCommandsAreSigned) {
  const struct {
    Command command;
    const char* unsigned_says;
  } cases[] = {
      {RequestDisbursement{}, "deny SIGNATURE_MISSING"},
      {Approve{}, "deny SIGNATURE_MISSING"},
      {Release{}, "deny SIGNATURE_MISSING"},
      {ReceiveCredit{}, "silent"},
      {RecordRate{}, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ask(c.command, kOfficer);
    sign(scene, Signed::not_at_all);
    EXPECT_EQ(said(scene.hear("R68")), c.unsigned_says) << name_of(c.command);
    sign(scene, Signed::wrongly);
    EXPECT_EQ(said(scene.hear("R68")), "deny SIGNATURE_INVALID") << name_of(c.command);
    sign(scene, Signed::well);
    EXPECT_EQ(said(scene.hear("R68")), "allow signed") << name_of(c.command);
  }
}

TEST(R68, AtLaterStagesTheApprovalOrReleaseIsWhatIsSigned) {
  Scene scene;
  scene.execute(scene.request(money("100.00 PHP")), kOfficer);
  sign(scene, Signed::not_at_all);
  EXPECT_EQ(said(scene.hear("R68")), "deny SIGNATURE_MISSING");
  sign(scene, Signed::well);
  EXPECT_EQ(said(scene.hear("R68")), "allow signed");
  EXPECT_EQ(fact_of(scene.hear("R68"), "command"), "approve");
}

PrincipalSpec officer(std::uint8_t person, std::uint8_t key) {
  PrincipalSpec spec;
  spec.principal = id<PrincipalId>(key);
  spec.person = id<PersonId>(person);
  spec.credential.fingerprint = document(key);
  return spec;
}

TEST(R68, TheFoundersAreTwo) {
  const struct {
    const char* what;
    std::vector<std::uint8_t> keys;
    bool valid;
    const char* says;
  } cases[] = {
      {"two", {1, 2}, true, "allow signed"},
      {"two, one not verified", {1, 2}, false, "deny SIGNATURE_INVALID"},
      {"one", {1}, true, "deny SIGNATURE_MISSING"},
      {"one, twice", {1, 1}, true, "deny SIGNATURE_MISSING"},
      {"two keys of one person", {1, 3}, true, "deny SIGNATURE_MISSING"},
      {"one and a stranger", {1, 9}, true, "deny SIGNATURE_MISSING"},
      {"none", {}, true, "deny SIGNATURE_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene;
    CreateLedger founding;
    founding.officers = {officer(1, 1), officer(2, 2), officer(1, 3)};
    for (const std::uint8_t key : c.keys) founding.signatures.push_back({document(key), {}});
    scene.ask(founding, kOfficer);
    scene.submission.signature_valid = c.valid;
    EXPECT_EQ(said(scene.hear("R68")), c.says) << c.what;
  }
}

TEST(R68, TheListIsAParameterAndEveryWordOfItACommand) {
  for (const auto& [word, says] : {std::pair{"record_rate", "deny SIGNATURE_MISSING"}, std::pair{"approve", "silent"},
                                   std::pair{"record_rates", "deny PARAMETER_INVALID"}}) {
    Scene scene;
    const std::string edit = "signed_commands = [\"create_ledger\", \"" + std::string(word) + "\"";
    scene.rulebook = shipped({{"signed_commands = [\"create_ledger\", \"request_disbursement\"", edit}});
    scene.ask(RecordRate{}, kOfficer);
    EXPECT_EQ(said(scene.hear("R68")), says) << word;
  }
}

TEST(R72, TheRulebookInForceWasAdopted) {
  Scene scene;
  scene.ask_for(money("100.00 PHP"));
  EXPECT_EQ(said(scene.hear("R72")), "silent");
  scene.state.ledger.rulebook = document(98);
  EXPECT_EQ(said(scene.hear("R72")), "deny RULEBOOK_NOT_ADOPTED");
  scene.state.rulebooks[document(98)] = {document(98), "", 0};  // known by hash alone: nobody could judge again
  EXPECT_EQ(said(scene.hear("R72")), "deny RULEBOOK_NOT_ADOPTED");
  scene.ask(CreateLedger{}, kOfficer);
  EXPECT_EQ(said(scene.hear("R72")), "silent");
}

TEST(R72, SoWasTheOneItWasAskedUnder) {
  Scene scene;
  const RequestDisbursement asked = scene.request(money("100.00 PHP"));
  scene.execute(asked, kOfficer);
  EXPECT_EQ(said(scene.hear("R72")), "allow rulebook_adopted");
  EXPECT_EQ(fact_of(scene.hear("R72"), "version"), "2026.1");
  scene.state.requests.at(kRequest).rulebook = document(98);
  EXPECT_EQ(said(scene.hear("R72")), "deny RULEBOOK_NOT_ADOPTED");
  Scene proposed;
  proposed.complete(Convert{}, kOfficer, kSocialWorker);
  EXPECT_EQ(said(proposed.hear("R72")), "allow rulebook_adopted");
  proposed.state.proposals.at(900).rulebook = document(98);
  EXPECT_EQ(said(proposed.hear("R72")), "deny RULEBOOK_NOT_ADOPTED");
}

}  // namespace
}  // namespace katiwala::policies::scene
