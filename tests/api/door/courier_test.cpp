// Webhooks, from an entry to somebody else's HTTPS server: signed, thin, through the eyes of a principal, again by appointment, and dead at last.
#include "api/courier/courier.h"

#include "api/webhooks/schedule.h"
#include "api/webhooks/signature.h"
#include "habits.h"
#include "receiver.h"

namespace katiwala::api::door::testing::courier_test {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

/// A story with one endpoint, and a clock that is moved by hand.
class Post : public Habits {
 public:
  explicit Post(const std::string& whose = "auditor", std::vector<std::string> types = {}) {
    endpoint.name = "receiver";
    endpoint.url = receiver.url();
    endpoint.principal = custody::PrincipalId::parse(get(whose, "/v1/me").text("principal")).value();
    endpoint.keys.push_back(crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::ed25519)).value());
    endpoint.types = std::move(types);
    endpoint.authorities_pem = receiver.authorities_pem();
    begin();
  }
  /// As after a restart.
  void begin() {
    const transport::WallClock clock = [this] { return now; };
    courier = Courier::open({&house(), post_over_the_net(mode, clock), clock}, {endpoint}).value();
  }
  std::size_t round() {
    const auto taken = courier->round();
    EXPECT_TRUE(taken.ok());
    return taken.ok() ? *taken : 0;
  }
  void wait_seconds(std::int64_t seconds) { now += seconds * kSecond; }

  Receiver receiver;
  Endpoint endpoint;
  custody::Mode mode = custody::Mode::sandbox;
  std::int64_t now = 1'772'413'200 * kSecond;
  std::unique_ptr<Courier> courier;
};

std::vector<std::int64_t> entries_of(const std::vector<Receiver::Taken>& taken) {
  std::vector<std::int64_t> out;
  for (const auto& one : taken) out.push_back(*transport::parse_json(one.body).value().find("entry")->integer());
  return out;
}

Status verified(const Receiver::Taken& one, const crypto::PublicKey& key) {
  const webhooks::Stamp stamp{*one.headers.find("webhook-id"), std::stoll(*one.headers.find("webhook-timestamp"))};
  return webhooks::verify_header(*one.headers.find("webhook-signature"), key, stamp, one.body);
}

TEST(Courier, TakesWhatHappensSignedAndThin) {
  Post p;
  EXPECT_EQ(p.round(), 0U) << "what was before is not sent";
  const Reply agreed = p.approve("officer-1", p.proposal);
  ASSERT_EQ(agreed.status, 201);
  EXPECT_EQ(p.round(), 1U);
  EXPECT_EQ(p.round(), 0U) << "and once";
  const auto taken = p.receiver.taken();
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].line, "POST /hook HTTP/1.1");
  EXPECT_EQ(*taken[0].headers.find("content-type"), "application/json");
  EXPECT_TRUE(verified(taken[0], p.endpoint.keys[0]->public_key()).ok());
  const auto stranger = crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::ed25519)).value();
  EXPECT_FALSE(verified(taken[0], stranger->public_key()).ok());
  const Json events = p.get("auditor", "/v1/events?after=" + std::to_string(agreed.number("entry") - 1)).body;
  EXPECT_EQ(taken[0].body, to_text((*events.find("events")->array())[0])) << "what GET events says";
}

TEST(Courier, TwoKeysWhileOneIsReplaced) {
  Post p;
  p.endpoint.keys.insert(p.endpoint.keys.begin(), std::shared_ptr<crypto::Signer>(crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::ed25519)).value()));
  p.begin();
  ASSERT_EQ(p.approve("officer-1", p.proposal).status, 201);
  EXPECT_EQ(p.round(), 1U);
  for (const auto& key : p.endpoint.keys) EXPECT_TRUE(verified(p.receiver.taken().at(0), key->public_key()).ok());
}

TEST(Courier, TriesByAppointmentThroughRestartsUntilItIsDead) {
  Post p;
  p.receiver.answers(503);
  const Reply agreed = p.approve("officer-1", p.proposal);
  const Instant first{p.now};
  for (unsigned tries = 1; tries <= webhooks::kMostTries; ++tries) {
    EXPECT_EQ(p.round(), 0U);
    EXPECT_EQ(p.receiver.taken().size(), tries);
    p.begin();
    EXPECT_EQ(p.round(), 0U);
    EXPECT_EQ(p.receiver.taken().size(), tries) << "not before it is due";
    if (const auto next = webhooks::next_try(first, tries)) p.now = next->micros;
  }
  const auto dead = p.courier->dead();
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].second, (webhooks::Letter{static_cast<std::uint64_t>(agreed.number("entry")), first, webhooks::kMostTries, "503"}));
  p.wait_seconds(86'400);
  EXPECT_EQ(p.round(), 0U);
  EXPECT_EQ(p.receiver.taken().size(), webhooks::kMostTries);
  for (const auto& one : p.receiver.taken()) {
    EXPECT_EQ(*one.headers.find("webhook-id"), *p.receiver.taken()[0].headers.find("webhook-id")) << "the same letter";
    EXPECT_TRUE(verified(one, p.endpoint.keys[0]->public_key()).ok());
  }
  p.receiver.answers(204);
  EXPECT_FALSE(p.courier->replay("receiver", 0).value());
  EXPECT_FALSE(p.courier->replay("nobody", dead[0].second.entry).value());
  EXPECT_TRUE(p.courier->replay("receiver", dead[0].second.entry).value());
  EXPECT_EQ(p.round(), 1U);
  EXPECT_TRUE(p.courier->dead().empty());
}

TEST(Courier, WhatIsNoPlainYesIsNoYes) {
  const struct {
    int status;
    std::string more, last;
    bool dead;
  } cases[] = {{302, "location: https://127.0.0.1:1/\r\n", "302", false}, {404, "", "404", false}, {410, "", "410", true}, {0, "", "HTTP_CLOSED", false}};
  for (const auto& c : cases) {
    Post p;
    p.receiver.answers(c.status, c.more);
    ASSERT_EQ(p.approve("officer-1", p.proposal).status, 201);
    EXPECT_EQ(p.round(), 0U) << c.status;
    EXPECT_EQ(p.receiver.taken().size(), 1U) << "no redirect is followed";
    EXPECT_EQ(p.courier->dead().size(), c.dead ? 1U : 0U) << c.status;
    p.receiver.answers(200);
    p.wait_seconds(5);
    EXPECT_EQ(p.round(), c.dead ? 0U : 1U) << c.status;
  }
}

TEST(Courier, GoesNowhereButToThePublicInternetInProduction) {
  Post p;
  p.mode = custody::Mode::production;
  p.begin();
  ASSERT_EQ(p.approve("officer-1", p.proposal).status, 201);
  EXPECT_EQ(p.round(), 0U);
  EXPECT_TRUE(p.receiver.taken().empty());
  p.mode = custody::Mode::sandbox;
  p.begin();
  p.wait_seconds(5);
  EXPECT_EQ(p.round(), 1U);
}

TEST(Courier, SendsWhatItsPrincipalMaySeeAndAskedFor) {
  Post officer("officer-1"), compliance("compliance"), releases("auditor", {"release"});
  for (Post* p : {&officer, &compliance, &releases}) {
    const Reply opened = p->post("compliance", "/v1/cases", object({{"about", object({{"kind", "watch"}, {"id", p->ward}})}, {"flag", "RF10"}}));
    ASSERT_LT(opened.status, 300) << opened.raw;
    const Reply agreed = p->approve("officer-1", p->proposal);
    ASSERT_EQ(agreed.status, 201);
    p->round();
    std::vector<std::int64_t> expected;
    if (p == &compliance) expected.push_back(opened.number("entry"));
    if (p != &releases) expected.push_back(agreed.number("entry"));
    EXPECT_EQ(entries_of(p->receiver.taken()), expected);
  }
}

}  // namespace
}  // namespace katiwala::api::door::testing::courier_test
