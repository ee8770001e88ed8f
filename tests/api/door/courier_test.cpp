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
    endpoint.principal = principal_of(whose);
    endpoint.keys.push_back(crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::ed25519)).value());
    endpoint.types = std::move(types);
    endpoint.authorities_pem = receiver.authorities_pem();
    begin();
  }
  ~Post() { house().set_courier(nullptr); }
  /// As after a restart.
  void begin() {
    const transport::WallClock clock = [this] { return now; };
    house().set_courier(nullptr);
    std::vector<Endpoint> all = others;
    all.insert(all.begin(), endpoint);
    courier = Courier::open({&house(), post_over_the_net(mode, clock), clock}, std::move(all)).value();
    house().set_courier(courier.get());
  }
  custody::PrincipalId principal_of(const std::string& who) { return custody::PrincipalId::parse(get(who, "/v1/me").text("principal")).value(); }
  /// What is listed to somebody, by entry.
  std::vector<std::int64_t> dead(const std::string& who = "auditor", const std::string& query = {}) {
    std::vector<std::int64_t> out;
    const Reply listed = get(who, "/v1/dead-letters" + query);
    EXPECT_EQ(listed.status, 200) << listed.raw;
    for (const Json& one : *listed.body.find("dead_letters")->array()) out.push_back(*one.find("entry")->integer());
    return out;
  }
  Reply replay(const Json& body, const std::string& key = {}, const std::string& who = "auditor") { return post(who, "/v1/dead-letters/replays", body, key); }
  std::size_t round() {
    const auto taken = courier->round();
    EXPECT_TRUE(taken.ok());
    return taken.ok() ? *taken : 0;
  }
  void wait_seconds(std::int64_t seconds) { now += seconds * kSecond; }

  Receiver receiver;
  Endpoint endpoint;
  std::vector<Endpoint> others;
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
  const std::int64_t entry = agreed.number("entry");
  const Reply listed = p.get("auditor", "/v1/dead-letters");
  ASSERT_EQ(p.dead(), std::vector<std::int64_t>{entry}) << listed.raw;
  EXPECT_EQ(listed.text("dead_letters/0/webhook"), "receiver");
  EXPECT_EQ(listed.text("dead_letters/0/id"), *p.receiver.taken()[0].headers.find("webhook-id"));
  EXPECT_EQ(listed.text("dead_letters/0/first"), first.manila_text());
  EXPECT_EQ(listed.number("dead_letters/0/tries"), webhooks::kMostTries);
  EXPECT_EQ(listed.text("dead_letters/0/last"), "503");
  p.wait_seconds(86'400);
  EXPECT_EQ(p.round(), 0U);
  EXPECT_EQ(p.receiver.taken().size(), webhooks::kMostTries);
  for (const auto& one : p.receiver.taken()) {
    EXPECT_EQ(*one.headers.find("webhook-id"), *p.receiver.taken()[0].headers.find("webhook-id")) << "the same letter";
    EXPECT_TRUE(verified(one, p.endpoint.keys[0]->public_key()).ok());
  }
  p.receiver.answers(204);
  EXPECT_EQ(p.replay(object({{"webhook", "receiver"}, {"entry", 0}})).code(), "LETTER_UNKNOWN");
  EXPECT_EQ(p.replay(object({{"webhook", "nobody"}, {"entry", entry}})).code(), "WEBHOOK_UNKNOWN");
  const Reply again = p.replay(object({{"webhook", "receiver"}, {"entry", entry}}));
  EXPECT_EQ(again.status, 200) << again.raw;
  EXPECT_EQ(again.number("replayed"), 1);
  p.begin();
  EXPECT_TRUE(p.dead().empty()) << "nor after a restart";
  EXPECT_EQ(p.round(), 1U);
  EXPECT_EQ(p.round(), 0U);
}

/// Three letters that the receiver says it does not want (410), so that they are dead at once.
class GivenUp : public Post {
 public:
  explicit GivenUp(const std::string& whose = "auditor") : Post(whose) {
    receiver.answers(410);
    const Json rate = object({{"base", "EUR"}, {"quote", "PHP"}, {"rate", "67.5000"}});
    for (int i = 0; i < 3; ++i) {
      const Reply made = Sandbox::post("officer-1", "/v1/rates", object({{"rate", rate}, {"day", "2026-02-25"}, {"source", "SANDBOX"}}));
      entries.push_back(made.number("entry"));
    }
    round();
    receiver.answers(200);
  }
  std::vector<std::int64_t> entries;
};

TEST(DeadLetters, AreListedAndSentAgainFromAnEventOn) {
  GivenUp p;
  const std::size_t before = p.receiver.taken().size();
  EXPECT_EQ(p.dead(), p.entries);
  const Reply all = p.replay(object({{"webhook", "receiver"}, {"from", p.entries[1]}}), "replay-1");
  EXPECT_EQ(all.number("replayed"), 2) << all.raw;
  EXPECT_EQ(p.dead(), std::vector<std::int64_t>{p.entries[0]});
  EXPECT_EQ(p.get("auditor", "/v1/webhooks").number("webhooks/0/waiting"), 2);
  EXPECT_EQ(p.round(), 2U);
  const std::vector<Receiver::Taken> taken = p.receiver.taken();
  EXPECT_EQ(entries_of({taken.begin() + static_cast<std::ptrdiff_t>(before), taken.end()}), (std::vector<std::int64_t>{p.entries[1], p.entries[2]}));
  EXPECT_EQ(p.replay(object({{"webhook", "receiver"}, {"from", p.entries[1]}})).number("replayed"), 0) << "none is left";
}

TEST(DeadLetters, AKeyActsOnceThroughRestarts) {
  GivenUp p;
  const Json body = object({{"webhook", "receiver"}, {"entry", p.entries[0]}});
  const Reply first = p.replay(body, "replay-1");
  ASSERT_EQ(first.status, 200) << first.raw;
  EXPECT_FALSE(first.replayed);
  p.receiver.answers(410);
  EXPECT_EQ(p.round(), 0U);
  EXPECT_EQ(p.dead(), p.entries) << "dead once more";
  p.begin();
  const Reply again = p.replay(body, "replay-1");
  EXPECT_EQ(again.raw, first.raw);
  EXPECT_TRUE(again.replayed);
  EXPECT_EQ(p.dead(), p.entries) << "and it did nothing";
  EXPECT_EQ(p.replay(object({{"webhook", "receiver"}, {"entry", p.entries[1]}}), "replay-1").code(), "IDEMPOTENCY_MISMATCH");
  EXPECT_EQ(p.replay(body, "replay-2").number("replayed"), 1);
}

TEST(DeadLetters, AreNobodysBusinessButTheirs) {
  GivenUp p("compliance");
  EXPECT_EQ(p.dead("compliance"), p.entries);
  for (const char* other : {"auditor", "officer-1", "administrator", "guardian"}) {
    EXPECT_TRUE(p.dead(other).empty()) << other;
    EXPECT_EQ(p.get(other, "/v1/webhooks").raw, "{\"webhooks\":[]}") << other;
    const Reply tried = p.replay(object({{"webhook", "receiver"}, {"from", 0}}), {}, other);
    EXPECT_EQ(tried.code(), "WEBHOOK_UNKNOWN") << other << tried.raw;
    const Reply none = p.replay(object({{"webhook", "nobodys"}, {"from", 0}}), {}, other);
    EXPECT_EQ(tried.text("title") + tried.text("detail"), none.text("title") + none.text("detail")) << "what is another's is as if it were not there";
  }
  EXPECT_EQ(p.get("bank", "/v1/dead-letters").code(), "ROLE_FORBIDDEN");
  EXPECT_EQ(p.dead("compliance"), p.entries);
}

TEST(DeadLetters, ArePagedWithoutPartingOneEvent) {
  GivenUp p;
  Endpoint second = p.endpoint;
  second.name = "second";
  p.others.push_back(second);
  p.begin();
  EXPECT_EQ(p.dead(), p.entries) << "a new endpoint begins with what happens from then on";
  p.receiver.answers(410);
  ASSERT_EQ(p.approve("officer-1", p.proposal).status, 201);
  EXPECT_EQ(p.round(), 0U);
  const std::vector<std::int64_t> all = p.dead();
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[3], all[4]) << "of both";
  EXPECT_EQ(p.dead("auditor", "?webhook=second"), std::vector<std::int64_t>{all[4]});
  EXPECT_EQ(p.dead("auditor", "?limit=2"), (std::vector<std::int64_t>{all[0], all[1]}));
  EXPECT_EQ(p.get("auditor", "/v1/dead-letters?limit=2").number("next"), all[1]);
  const std::string after = std::to_string(all[2]);
  EXPECT_EQ(p.dead("auditor", "?limit=1&after=" + after), (std::vector<std::int64_t>{all[3], all[4]})) << "one more than asked for, rather than one lost";
  EXPECT_EQ(p.get("auditor", "/v1/dead-letters?limit=1&after=" + after).number("next"), -1);
  EXPECT_EQ(p.get("auditor", "/v1/dead-letters?state=dead").code(), "HTTP_TARGET");
}

TEST(DeadLetters, AReplayThatCanNotBeReadIsRecordedAsRefused) {
  GivenUp p;
  const auto before = p.house().journal().head()->seq;
  const std::pair<std::string, Json> webhook{"webhook", "receiver"};
  for (const Json& bad : {object({}), object({webhook}), object({webhook, {"entry", -1}}), object({webhook, {"entry", 1}, {"from", 1}})}) {
    const Reply reply = p.replay(bad);
    EXPECT_EQ(reply.status, 400) << to_text(bad) << reply.raw;
  }
  EXPECT_EQ(p.house().journal().head()->seq, before + 4);
  EXPECT_EQ(p.dead(), p.entries);
}

TEST(DeadLetters, WebhooksSayHowTheyStand) {
  GivenUp p;
  const Reply said = p.get("auditor", "/v1/webhooks");
  EXPECT_EQ(said.text("webhooks/0/webhook"), "receiver");
  EXPECT_EQ(said.text("webhooks/0/keys/0"), webhooks::public_text(p.endpoint.keys[0]->public_key()).value());
  EXPECT_EQ(said.number("webhooks/0/dead"), 3);
  EXPECT_EQ(said.number("webhooks/0/waiting"), 0);
  EXPECT_EQ(said.number("webhooks/0/dropped"), 0);
  p.receiver.answers(503);
  ASSERT_EQ(p.approve("officer-1", p.proposal).status, 201);
  p.round();
  const Reply waits = p.get("auditor", "/v1/webhooks");
  EXPECT_EQ(waits.number("webhooks/0/waiting"), 1);
  EXPECT_EQ(waits.text("webhooks/0/next"), Instant{p.now + 5 * kSecond}.manila_text());
}

/// A letter is under way while somebody reads: what takes long holds nobody up.
TEST(DeadLetters, AreReadWhileALetterIsUnderWay) {
  GivenUp p;
  std::vector<std::int64_t> seen;
  const transport::WallClock clock = [&p] { return p.now; };
  p.house().set_courier(nullptr);
  p.courier = Courier::open({&p.house(),
                             [&](const Endpoint&, const transport::Headers&, const std::string&) -> Result<transport::WebAnswer> {
                               seen = p.dead();
                               return refuse(Code::HTTP_TIMEOUT);
                             },
                             clock},
                            {p.endpoint})
                  .value();
  p.house().set_courier(p.courier.get());
  ASSERT_EQ(p.approve("officer-1", p.proposal).status, 201);
  EXPECT_EQ(p.round(), 0U);
  EXPECT_EQ(seen, p.entries);
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
    EXPECT_EQ(p.dead().size(), c.dead ? 1U : 0U) << c.status;
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
