// Who may agree: own approval, the second key of one person, a signature over something else, a proposal that is over. Each is
// refused and recorded, and moves nothing; beside each stands what is accepted.
#include "story.h"

namespace katiwala::api::door::testing::approval_test {
namespace {

struct Funded : Story {
  Funded() { fund(); }
  std::string books() { return balance("PHP") + " " + balance("PHP", "reserved") + " " + balance("USD"); }
};

TEST(Approval, IsRefusedWhereItMustBe) {
  Funded s;
  const std::string second = s.certificate_of_new("officer-1-second-key");
  const std::string person = s.get("officer-1", "/v1/me").text("person");
  s.done("/v1/principals", object({{"person", person}, {"role", "trust_officer"}, {"certificate", second}}));
  const Reply proposed = s.post("officer-1", "/v1/orders", object({{"country", "US"}, {"dated", "2026-01-12"}, {"total", "1.00 USD"}, {"document", std::string(64, 'a')}}));
  ASSERT_EQ(proposed.status, 202) << proposed.raw;
  const std::int64_t n = proposed.number("proposal");
  const std::string before = s.books();
  const Bytes other{1, 2, 3};
  EXPECT_EQ(s.approve("officer-1", n).code(), "APPROVAL_OWN");
  EXPECT_EQ(s.approve("officer-1-second-key", n).code(), "APPROVAL_OWN") << "a person is one person, whatever the key";
  EXPECT_EQ(s.approve("officer-2", n, &other).code(), "SIGNATURE_INVALID");
  EXPECT_EQ(s.approve("auditor", n).status, 403);
  EXPECT_EQ(s.approve("officer-2", 999).code(), "PROPOSAL_UNKNOWN");
  EXPECT_EQ(s.books(), before);
  EXPECT_EQ(s.approve("officer-2", n).status, 201) << "and the right one passes";
  EXPECT_EQ(s.approve("officer-2", n).code(), "PROPOSAL_UNKNOWN") << "once";
}

TEST(Approval, OfAProposalThatIsOverIsRefused) {
  Funded s;
  const Reply asked = s.request(kRequest, "18000.00 PHP");
  ASSERT_EQ(asked.status, 202) << asked.raw;
  const auto canonical = from_base64(s.get("auditor", "/v1/proposals/" + std::to_string(asked.number("proposal"))).text("canonical"));
  const std::string before = s.balance("PHP", "total");
  const std::string expires = asked.text("expires");
  s.move_clock(expires.substr(0, 19));
  const Reply late = s.approve("officer-1", asked.number("proposal"), &*canonical);
  EXPECT_GE(late.status, 400) << late.raw;
  EXPECT_TRUE(late.code() == "PROPOSAL_UNKNOWN" || late.code() == "PROPOSAL_EXPIRED") << late.raw;
  EXPECT_EQ(s.balance("PHP", "total"), before);
  EXPECT_EQ(s.balance("PHP", "reserved"), "0.00 PHP");
}

TEST(Approval, TheReleaserIsAnotherPersonAndSignsWhatWasApproved) {
  Funded s;
  const Reply asked = s.request(kRequest, "18000.00 PHP");
  ASSERT_EQ(asked.status, 202) << asked.raw;
  EXPECT_GE(s.release("releaser", kRequest).status, 400) << "not approved yet";
  ASSERT_EQ(s.approve("officer-1", asked.number("proposal")).status, 201);
  const std::string before = s.books();
  EXPECT_EQ(s.release("officer-1", kRequest).status, 403);
  const std::string path = "/v1/requests/" + kRequest + "/release";
  EXPECT_EQ(s.post("releaser", path, object({{"signature", to_base64(s.sign("releaser", Bytes{1}))}})).code(), "SIGNATURE_INVALID");
  EXPECT_EQ(s.post("releaser", path, Json(Json::Object{})).code(), "JSON_MISSING_KEY");
  EXPECT_EQ(s.get("bank", "/v1/requests/" + kRequest + "/file").code(), "REQUEST_STATE");
  EXPECT_EQ(s.books(), before);
  EXPECT_EQ(s.release("releaser", kRequest).status, 201);
}

TEST(Approval, ARequestWithAForeignSignatureIsRefused) {
  Funded s;
  const std::string path = "/v1/wards/" + s.ward + "/requests";
  const Json body = object({{"request", kRequest}, {"payee", s.payee}, {"amount", "100.00 PHP"}, {"purpose", "education"},
                            {"signature", to_base64(s.sign("guardian", Bytes{1}))}});
  EXPECT_EQ(s.post("guardian", path, body).code(), "SIGNATURE_INVALID");
  EXPECT_EQ(s.get("auditor", "/v1/requests/" + kRequest).code(), "REQUEST_UNKNOWN");
}

TEST(Approval, ARevokedCertificateIsTurnedAwayAtOnce) {
  Story s;
  const std::string principal = s.get("guardian", "/v1/me").text("principal");
  ASSERT_FALSE(principal.empty());
  ASSERT_EQ(s.post("officer-1", "/v1/principals/" + principal + "/revocation", object({{"reason", "lost"}})).status, 201);
  EXPECT_FALSE(s.is_let_in("guardian"));
  EXPECT_TRUE(s.is_let_in("auditor"));
}

}  // namespace
}  // namespace katiwala::api::door::testing::approval_test
