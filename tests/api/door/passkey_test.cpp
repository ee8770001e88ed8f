// A guardian's telephone through the door: enrolled by two officers, counting a day later, signing her in, signing what she asks for; and what is not let in.
#include <functional>
#include <utility>

#include "api/door/negotiation.h"
#include "api/door/people.h"
#include "ledger/crypto/digest.h"
#include "habits.h"
#include "tests/kit/soft_passkey.h"

namespace katiwala::api::door::testing::passkey_test {
namespace {

using katiwala::testing::Asked, katiwala::testing::attestation_object;
using katiwala::testing::SoftPasskey;
using katiwala::testing::kBe, katiwala::testing::kUp, katiwala::testing::kUv;
namespace cbor = katiwala::testing::cbor;

struct Telephone : Story {
  SoftPasskey device{SoftPasskey::Kind::es256, "the guardian's telephone"};
  std::string guardian;
  std::uint32_t counter = 0;

  Telephone() {
    const Reply site = post("officer-1", "/v1/relying-party", object({{"id", "trust.sandbox.example"}, {"origin", "https://trust.sandbox.example"}}));
    EXPECT_EQ(site.status, 202) << site.raw;
    EXPECT_EQ(approve("officer-2", site.number("proposal")).status, 202);
    EXPECT_EQ(approve("compliance", site.number("proposal")).status, 201);
    guardian = get("guardian", "/v1/me").text("principal");
  }

  Json answer_to_create(const std::string& challenge, std::uint8_t flags = kUp | kUv | kBe) const {
    Asked asked;
    asked.type = "webauthn.create";
    asked.challenge = from_base64(challenge).value();
    asked.flags = flags;
    asked.counter = 3;
    const Bytes attestation = attestation_object("none", cbor::map({}), device.attested_data(asked));
    return object({{"challenge", challenge}, {"id", to_base64(device.id())}, {"client_data", to_base64(view(client_data(asked)))},
                   {"attestation_object", to_base64(attestation)}});
  }
  Json to_enrol(const std::string& principal, const Json& answer) const {
    return object({{"principal", principal}, {"credential", object({{"passkey", answer}})}});
  }
  std::string challenge() { return get("officer-1", "/v1/credential-challenge").text("challenge"); }
  void enrol() {
    counter = 3;
    done("/v1/credentials", to_enrol(guardian, answer_to_create(challenge())));
  }
  /// Past the pause: a day and an hour.
  void wait() { move_clock("2026-02-27T10:00:00"); }

  transport::Request request_of(const std::string& method, const std::string& target, const Json& body, const std::string& token) {
    transport::Request request;
    request.method = method;
    request.target = transport::parse_target(target).value();
    request.headers.set("content-type", "application/json");
    request.headers.set("idempotency-key", key_for_next.empty() ? fresh_key() : key_for_next);
    if (!token.empty()) request.headers.set("authorization", "Bearer " + token);
    if (method == "POST") request.body = to_text(body);
    request.id = "test";
    return request;
  }
  /// A read, with one more header.
  transport::Response read(const std::string& target, const std::string& token, const std::string& header, const std::string& value) {
    transport::Request request = request_of("GET", target, {}, token);
    request.headers.set(header, value);
    return answer_people(house(), request);
  }
  Reply people(const std::string& method, const std::string& target, const Json& body = Json(Json::Object{}), const std::string& token = {}) {
    const transport::Response answered = answer_people(house(), request_of(method, target, body, token));
    Reply out;
    out.status = answered.status;
    out.raw = answered.body;
    if (auto json = transport::parse_json(out.raw); json.ok()) out.body = std::move(*json);
    return out;
  }
  Json signed_with_it(const Bytes& challenge, const std::function<void(Asked&)>& change = {}) {
    Asked asked;
    asked.type = "webauthn.get";
    asked.challenge = challenge;
    asked.flags = kUp | kUv | kBe;
    asked.counter = ++counter;
    if (change) change(asked);
    const std::string said = client_data(asked);
    const Bytes data = authenticator_data(asked);
    return object({{"client_data", to_base64(view(said))}, {"authenticator_data", to_base64(data)}, {"signature", to_base64(device.signature(data, said))}});
  }
  Reply sign_in(const std::function<void(Asked&)>& change = {}, const std::string& nonce = {}, const std::string& within = {}) {
    const Reply drawn = people("GET", "/v1/session-challenge");
    Json body = signed_with_it(from_base64(drawn.text("challenge")).value_or(Bytes{}), change);
    body.set("nonce", nonce.empty() ? drawn.text("nonce") : nonce).set("id", to_base64(device.id()));
    return people("POST", "/v1/sessions", body, within);
  }
  /// With her passkey's id, and a signature that is not its.
  Reply sign_in_badly(const std::function<void(Asked&)>& change) {
    const Reply drawn = people("GET", "/v1/session-challenge");
    const Bytes id = device.id();
    const SoftPasskey hers = std::exchange(device, SoftPasskey(SoftPasskey::Kind::es256, "another telephone"));
    Json body = signed_with_it(from_base64(drawn.text("challenge")).value_or(Bytes{}), change);
    device = hers;
    body.set("nonce", drawn.text("nonce")).set("id", to_base64(id));
    return people("POST", "/v1/sessions", body);
  }

  std::string key_for_next;
};

TEST(Passkey, IsEnrolledByTwoAndCountsAfterThePause) {
  Telephone s;
  const Reply proposed = s.post("officer-1", "/v1/credentials", s.to_enrol(s.guardian, s.answer_to_create(s.challenge())));
  ASSERT_EQ(proposed.status, 202) << proposed.raw;
  s.counter = 3;
  EXPECT_EQ(s.approve("officer-1", proposed.number("proposal")).code(), "APPROVAL_OWN");
  const Reply agreed = s.approve("officer-2", proposed.number("proposal"));
  ASSERT_EQ(agreed.status, 201) << agreed.raw;
  EXPECT_NE(agreed.raw.find("credential_notice"), std::string::npos) << agreed.raw;
  const Reply listed = s.get("guardian", "/v1/credentials");
  EXPECT_EQ(listed.text("credentials/1/kind"), "passkey");
  EXPECT_EQ(listed.text("credentials/2/kind"), "") << "she sees her own";
  EXPECT_GT(listed.text("credentials/1/from"), listed.text("credentials/1/enrolled"));
  EXPECT_NE(s.get("auditor", "/v1/credentials").text("credentials/5/kind"), "") << "an auditor sees everybody's";
  EXPECT_EQ(s.sign_in().code(), "CREDENTIAL_PENDING");
  s.wait();
  EXPECT_EQ(s.sign_in().status, 201);
}

TEST(Passkey, AnswersOneChallengeOnceAndForThisSite) {
  Telephone s;
  const auto enrol = [&](const Json& answer, const std::string& principal) {
    return s.post("officer-1", "/v1/credentials", s.to_enrol(principal, answer)).code();
  };
  EXPECT_EQ(enrol(s.answer_to_create(to_base64(Bytes(32, 7))), s.guardian), "PASSKEY_INVALID") << "drawn by nobody";
  const Json used = s.answer_to_create(s.challenge());
  EXPECT_EQ(enrol(used, s.guardian), "");
  EXPECT_EQ(enrol(used, s.guardian), "PASSKEY_INVALID") << "used";
  EXPECT_EQ(enrol(s.answer_to_create(s.challenge(), kUp | kBe), s.guardian), "PASSKEY_UNVERIFIED");
  const std::string officer = s.get("officer-2", "/v1/me").text("principal");
  EXPECT_EQ(enrol(s.answer_to_create(s.challenge(), kUp | kUv | kBe), officer), "PASSKEY_SYNCED") << "an officer's stays on its device";
  EXPECT_EQ(enrol(s.answer_to_create(s.challenge()), std::string(32, '5')), "PRINCIPAL_UNKNOWN");
}

TEST(Passkey, SignsHerInAndWhatSheAsksFor) {
  Telephone s;
  s.enrol();
  s.fund();
  const Reply in = s.sign_in();
  ASSERT_EQ(in.status, 201) << in.raw;
  const std::string token = in.text("token");
  EXPECT_EQ(in.text("role"), "guardian");
  EXPECT_EQ(s.people("GET", "/v1/me", {}, token).text("principal"), s.guardian);
  EXPECT_EQ(s.people("GET", "/v1/me").code(), "SESSION_INVALID");
  EXPECT_EQ(s.people("GET", "/v1/me", {}, std::string(64, '0')).code(), "SESSION_INVALID");
  const std::string path = "/v1/wards/" + s.ward + "/requests";
  Json body = object({{"request", kRequest}, {"payee", s.payee}, {"amount", "18000.00 PHP"}, {"purpose", "education"}, {"voucher", std::string(64, 'a')}});
  s.key_for_next = "asked-by-telephone";
  EXPECT_EQ(s.people("POST", path, body, token).code(), "SIGNATURE_MISSING");
  s.key_for_next = "asked-by-telephone-2";
  const Bytes canonical = from_base64(s.people("POST", path + "?show=canonical", body, token).text("canonical")).value_or(Bytes{});
  const Digest challenge = crypto::sha256(canonical);
  const Json with = s.signed_with_it({challenge.begin(), challenge.end()});
  for (const auto& [key, value] : *with.object()) body.set(key, value);
  s.key_for_next = "another-key";
  EXPECT_EQ(s.people("POST", path, body, token).code(), "SIGNATURE_INVALID") << "it was over the other key";
  s.key_for_next = "asked-by-telephone-2";
  const Reply asked = s.people("POST", path, body, token);
  EXPECT_EQ(asked.status, 202) << asked.raw;
}

TEST(Passkey, WhoIsNotLetIn) {
  Telephone s;
  s.enrol();
  s.wait();
  EXPECT_EQ(s.sign_in([](Asked& a) { a.origin = "https://evil.example"; }).code(), "SIGNATURE_INVALID");
  EXPECT_EQ(s.sign_in([](Asked& a) { a.rp_id = "sandbox.example"; }).code(), "SIGNATURE_INVALID");
  EXPECT_EQ(s.sign_in([](Asked& a) { a.type = "webauthn.create"; }).code(), "SIGNATURE_INVALID");
  EXPECT_EQ(s.sign_in([](Asked& a) { a.flags = kUp | kBe; }).code(), "PASSKEY_UNVERIFIED");
  EXPECT_EQ(s.sign_in([](Asked& a) { a.counter = 3; }).code(), "PASSKEY_CLONED");
  EXPECT_EQ(s.sign_in({}, to_base64(Bytes(32, 7))).code(), "SIGNATURE_INVALID") << "a nonce of nobody's";
  EXPECT_EQ(s.sign_in_badly([](Asked& a) { a.flags = kUp | kBe; }).code(), "SIGNATURE_INVALID") << "who has not her key is not told what the passkey has to be";
  EXPECT_EQ(s.sign_in_badly([](Asked& a) { a.counter = 3; }).code(), "SIGNATURE_INVALID");
  const SoftPasskey hers = std::exchange(s.device, SoftPasskey(SoftPasskey::Kind::es256, "another telephone"));
  EXPECT_EQ(s.sign_in().code(), "SIGNATURE_INVALID");
  s.device = hers;
  EXPECT_EQ(s.sign_in().status, 201) << "and she is";
}

TEST(Passkey, SessionsAreListedAndClosed) {
  Telephone s;
  s.enrol();
  s.wait();
  const std::string first = s.sign_in().text("token"), second = s.sign_in().text("token");
  const Reply listed = s.people("GET", "/v1/sessions", {}, first);
  const std::string oldest = listed.text("sessions/0/session");
  EXPECT_NE(listed.text("sessions/1/session"), "");
  EXPECT_EQ(s.people("POST", "/v1/sessions/" + oldest + "/closing", object({}), second).status, 200);
  EXPECT_EQ(s.people("GET", "/v1/me", {}, first).code(), "SESSION_INVALID");
  EXPECT_EQ(s.people("GET", "/v1/me", {}, second).status, 200);
  EXPECT_EQ(s.people("POST", "/v1/sessions/" + oldest + "/closing", object({}), second).code(), "SESSION_INVALID") << "it is closed";
  EXPECT_EQ(s.post("officer-1", "/v1/principals/" + s.guardian + "/revocation", object({{"reason", "lost"}})).status, 201);
  EXPECT_EQ(s.people("GET", "/v1/me", {}, second).code(), "SESSION_INVALID") << "a revocation acts at once";
}

TEST(Passkey, WhoSignsInAnewGoesOnInTheNewSessionAlone) {
  Telephone s;
  s.enrol();
  s.wait();
  const std::string elsewhere = s.sign_in().text("token"), current = s.sign_in().text("token");
  const std::string anew = s.sign_in({}, {}, current).text("token");
  EXPECT_EQ(s.people("GET", "/v1/me", {}, current).code(), "SESSION_INVALID") << "it was signed in anew within it";
  EXPECT_EQ(s.people("GET", "/v1/me", {}, anew).status, 200);
  EXPECT_EQ(s.people("GET", "/v1/me", {}, elsewhere).status, 200) << "what goes on elsewhere is hers to close";
  EXPECT_EQ(s.sign_in([](Asked& a) { a.counter = 3; }, {}, anew).code(), "PASSKEY_CLONED");
  EXPECT_EQ(s.people("GET", "/v1/me", {}, anew).status, 200) << "a sign-in that fails ends none";
}

TEST(Passkey, AfterItsRemovalASessionOfItClosesNobodys) {
  Telephone s;
  s.enrol();
  s.wait();
  const std::string token = s.sign_in().text("token");
  const std::string passkey = s.get("guardian", "/v1/credentials").text("credentials/1/credential");
  s.done("/v1/principals/" + s.guardian + "/removal", object({{"credential", passkey}, {"reason", "the telephone is in other hands"}}));
  const std::string closing = "/v1/sessions/" + s.people("GET", "/v1/sessions", {}, token).text("sessions/0/session") + "/closing";
  s.move_clock("2026-02-28T09:59:59");
  EXPECT_EQ(s.people("GET", "/v1/sessions", {}, token).status, 200) << "in the pause";
  s.move_clock("2026-02-28T11:00:00");
  for (const auto& [method, path] : {std::pair<const char*, std::string>("GET", "/v1/sessions"), {"POST", closing}, {"GET", "/v1/me"}})
    EXPECT_EQ(s.people(method, path, object({}), token).code(), "CREDENTIAL_PENDING") << path;
}

TEST(Passkey, ASessionHasTheHabitsOfTheDoor) {
  Telephone s;
  s.enrol();
  s.wait();
  const std::string token = s.sign_in().text("token"), hers = "/v1/wards/" + s.ward;
  const transport::Response seen = s.read(hers, token, "accept-language", "en");
  ASSERT_EQ(seen.status, 200) << seen.body;
  EXPECT_EQ(header_of(seen, "katiwala-version"), kVersion);
  EXPECT_EQ(s.read(hers, token, "if-none-match", header_of(seen, "etag")).status, 304);
  for (const std::string& path : {hers, std::string("/v1/sessions"), std::string("/v1/session-challenge")}) {
    EXPECT_EQ(s.read(path, token, "katiwala-version", std::string(kVersion)).status, 200) << path;
    EXPECT_EQ(code_of(s.read(path, token, "katiwala-version", "1999-01-01")), "VERSION_UNKNOWN") << path;
  }
  EXPECT_EQ(s.people("GET", hers + "?colour=red", {}, token).code(), "HTTP_TARGET");
  EXPECT_EQ(header_of(s.read(hers, {}, "accept-language", "fil"), "vary"), "accept-language");
  EXPECT_EQ(s.people("POST", hers + "/requests?dry_run=true", object({}), token).code(), "ROLE_FORBIDDEN") << "from outside the bank there is none";
}

TEST(Passkey, AMethodThatAPathDoesNotTakeIsToldThoseThatItDoes) {
  Telephone s;
  s.enrol();
  s.wait();
  const std::string token = s.sign_in().text("token"), id(32, '5');
  const struct {
    std::string method, path, allow;
  } cases[] = {{"PUT", "/v1/session-challenge", "GET"}, {"DELETE", "/v1/sessions", "GET, POST"}, {"GET", "/v1/sessions/" + id + "/closing", "POST"},
               {"GET", "/policy-report", "POST"},       {"PUT", "/v1/wards/" + s.ward, "GET"},   {"PUT", "/problems", "GET"}};
  for (const auto& c : cases) {
    const transport::Request request = s.request_of(c.method, c.path, {}, token);
    const transport::Response reply = answer_people(s.house(), request);
    EXPECT_EQ(reply.status, 405) << c.path << reply.body;
    EXPECT_EQ(header_of(reply, "allow"), c.allow) << c.path;
    EXPECT_EQ(methods_of_people(request.target), c.allow) << "and what the transport tells of methods that nobody knows";
  }
  EXPECT_EQ(methods_of_people(transport::parse_target("/").value()), "GET, HEAD");
  EXPECT_EQ(methods_of_people(transport::parse_target("/v1/nothing").value()), "");
}

TEST(Passkey, OfASessionTheLogNamesThePrincipal) {
  Telephone s;
  s.enrol();
  s.wait();
  const std::string token = s.sign_in().text("token");
  const auto labels = [&](const std::string& path, const std::string& with) { return labels_of_people(s.house(), s.request_of("POST", path, {}, with)); };
  const std::string id(32, '5');
  const std::pair<std::string, std::string> patterns[] = {{"/policy-report", "/policy-report"},
                                                          {"/v1/wards/" + id, "/v1/wards/{w}"},         {"/v1/sessions", "/v1/sessions"},
                                                          {"/v1/session-challenge", "/v1/session-challenge"}, {"/v1/sessions/" + id + "/closing", "/v1/sessions/{id}/closing"},
                                                          {"/v1/sessions/" + id + "/canary", "(unknown)"}, {"/v1/sessions/a/b/closing", "(unknown)"}};
  for (const auto& [path, pattern] : patterns) {
    EXPECT_EQ(labels(path, token).route, pattern);
    EXPECT_EQ(labels(path, token).principal, s.guardian);
    EXPECT_EQ(labels(path, {}).principal, "");
  }
  EXPECT_TRUE(passkey_of(s.house(), s.request_of("GET", "/v1/me", {}, token)));
  EXPECT_FALSE(passkey_of(s.house(), s.request_of("GET", "/v1/me", {}, std::string(64, '0'))));
  EXPECT_EQ(s.people("POST", "/v1/sessions/" + s.people("GET", "/v1/sessions", {}, token).text("sessions/0/session") + "/closing", object({}), token).status, 200);
  EXPECT_FALSE(passkey_of(s.house(), s.request_of("GET", "/v1/me", {}, token))) << "it is closed";
}

TEST(Sessions, EndByTime) {
  Sessions sessions;
  const auto entropy = crypto::test_entropy("sessions");
  const custody::PrincipalId who = crypto::random_id<custody::PrincipalTag>(*entropy);
  const Sessions::Token token = sessions.begin(who, {}, *entropy, 0);
  EXPECT_TRUE(sessions.use(token, Sessions::kIdleMicros - 1));
  EXPECT_TRUE(sessions.find(token, 2 * Sessions::kIdleMicros - 2));
  EXPECT_FALSE(sessions.find(token, 2 * Sessions::kIdleMicros - 1)) << "looking did not make it go on";
  EXPECT_TRUE(sessions.use(token, 2 * Sessions::kIdleMicros - 2)) << "a request makes it go on";
  EXPECT_FALSE(sessions.use(token, 3 * Sessions::kIdleMicros - 2));
  const Sessions::Token busy = sessions.begin(who, {}, *entropy, 0);
  for (std::int64_t now = 0; now < Sessions::kLongestMicros; now += Sessions::kIdleMicros / 2) EXPECT_TRUE(sessions.use(busy, now)) << now;
  EXPECT_TRUE(sessions.use(busy, Sessions::kLongestMicros - 1));
  EXPECT_FALSE(sessions.use(busy, Sessions::kLongestMicros)) << "but not for ever";
  std::vector<Sessions::Token> many;
  for (std::int64_t i = 0; i <= static_cast<std::int64_t>(Sessions::kMostOfOne); ++i) many.push_back(sessions.begin(who, {}, *entropy, i));
  EXPECT_FALSE(sessions.use(many.front(), 10)) << "the oldest gave way";
  EXPECT_TRUE(sessions.use(many.back(), 10));
}

TEST(Challenges, AreGoodOnceAndForAWhile) {
  Challenges challenges;
  const auto entropy = crypto::test_entropy("challenges");
  const Challenges::Nonce one = challenges.draw(*entropy, 0), two = challenges.draw(*entropy, 0);
  EXPECT_TRUE(challenges.is_open(one, Challenges::kLifeMicros - 1));
  EXPECT_FALSE(challenges.is_open(one, Challenges::kLifeMicros));
  EXPECT_TRUE(challenges.take(one, Challenges::kLifeMicros - 1));
  EXPECT_FALSE(challenges.take(one, 1)) << "used";
  EXPECT_FALSE(challenges.take(two, Challenges::kLifeMicros)) << "too old";
  EXPECT_FALSE(challenges.take({}, 0));
  const Challenges::Nonce first = challenges.draw(*entropy, 1);
  for (std::size_t i = 0; i < Challenges::kMost; ++i) challenges.draw(*entropy, 2);
  EXPECT_FALSE(challenges.is_open(first, 2)) << "the oldest gave way";
}

}  // namespace
}  // namespace katiwala::api::door::testing::passkey_test
