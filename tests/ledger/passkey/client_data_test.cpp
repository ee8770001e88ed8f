// What a browser says, and everything else it could have said.
#include "ledger/passkey/client_data.h"

#include "tests/ledger/passkey/scene.h"

namespace katiwala::passkey::client_data_test {
namespace {

std::string judged(std::string_view text, Ceremony ceremony = Ceremony::get) {
  return code_at(check_client_data(view(text), ceremony, view("0123456789abcdef"), site()));
}

const std::string kFour =
    R"({"type":"webauthn.get","challenge":"MDEyMzQ1Njc4OWFiY2RlZg","origin":"https://trust.sandbox.example","crossOrigin":false)";

std::string with(const std::string& what, const std::string& instead) {
  std::string out = kFour + "}";
  return out.replace(out.find(what), what.size(), instead);
}

TEST(PasskeyClientData, WhatBrowsersWriteIsTaken) {
  EXPECT_EQ(judged(kFour + "}"), "good");
  EXPECT_EQ(judged(with("webauthn.get", "webauthn.create"), Ceremony::create), "good");
  EXPECT_EQ(judged(kFour + R"(,"other_keys_can_be_added_here":"do not compare this with a template, see https://pages.example/why"})"), "good");
  EXPECT_EQ(judged(kFour + R"(,"a":true,"b":false,"c":null,"d":""})"), "good");
  EXPECT_EQ(judged(kFour + R"(,"x":")" + std::string(kMaxClientDataBytes - kFour.size() - 8, 'x') + "\"}"), "good");
}

TEST(PasskeyClientData, WhatSaysSomethingElseIsNamed) {
  const std::string type = "SIGNATURE_INVALID clientDataJSON/type", challenge = "SIGNATURE_INVALID clientDataJSON/challenge",
                    origin = "SIGNATURE_INVALID clientDataJSON/origin", framed = "SIGNATURE_INVALID clientDataJSON/crossOrigin";
  EXPECT_EQ(judged(kFour + "}", Ceremony::create), type);
  for (const char* const other : {"webauthn.create", "webauthn.getx", "webauthn.ge", "Webauthn.get", "payment.get", ""}) {
    EXPECT_EQ(judged(with("webauthn.get", other)), type) << other;
  }
  for (const char* const other : {"MDEyMzQ1Njc4OWFiY2RlZw", "MDEyMzQ1Njc4OWFiY2RlZg==", "MDEyMzQ1Njc4OWFiY2RlZ", "", "MDEyMzQ1Njc4OWFiY2RlZh"}) {
    EXPECT_EQ(judged(with("MDEyMzQ1Njc4OWFiY2RlZg", other)), challenge) << other;
  }
  for (const char* const other : {"http://trust.sandbox.example", "https://trust.sandbox.example:8443", "https://trust.sandbox.example/", "https://Trust.sandbox.example",
                                  "https://pay.trust.sandbox.example", "https://trust.sandbox.example.evil.example", "https://trust.sandbox.exampl", "null", ""}) {
    EXPECT_EQ(judged(with("https://trust.sandbox.example", other)), origin) << other;
  }
  EXPECT_EQ(judged(with("false", "true")), framed);
}

TEST(PasskeyClientData, AnotherSpellingIsRefused) {
  const std::string refused[] = {"",
                                 "{}",
                                 kFour,
                                 kFour + "},",
                                 kFour + "}\n",
                                 kFour + ",}",
                                 kFour + R"(,"a"})",
                                 kFour + R"(,"a":})",
                                 kFour + R"(,"a":1})",
                                 kFour + R"(,"a":{}})",
                                 kFour + R"(,"a":"\u0041"})",
                                 kFour + R"(,"typ\u0065":"b"})",
                                 kFour + ",\"a\":\"\n\"}",
                                 kFour + R"(,"a":"b)",
                                 kFour + R"( ,"a":"b"})",
                                 " " + kFour + "}",
                                 with("\"crossOrigin\":false", "\"crossOrigin\":\"false\""),
                                 with(",\"crossOrigin\":false", ""),
                                 with("\"crossOrigin\":false", "\"crossOrigin\":FALSE"),
                                 with("https://", R"(https:\/\/)"),
                                 with("\"challenge\"", "\"Challenge\""),
                                 with("{\"type\"", "{ \"type\""),
                                 R"({"challenge":"MDEyMzQ1Njc4OWFiY2RlZg","type":"webauthn.get","origin":"https://trust.sandbox.example","crossOrigin":false})"};
  for (const std::string& one : refused) EXPECT_EQ(judged(one), "JSON_SYNTAX clientDataJSON") << one;
  EXPECT_EQ(judged(kFour + ",\"a\":\"\xff\"}"), "TEXT_NOT_UTF8 clientDataJSON");
  EXPECT_EQ(judged(kFour + R"(,"x":")" + std::string(kMaxClientDataBytes - kFour.size() - 7, 'x') + "\"}"), "JSON_TOO_LARGE clientDataJSON");
}

TEST(PasskeyClientData, NoMemberIsSaidTwice) {
  for (const char* const name : {"type", "challenge", "origin", "crossOrigin", "topOrigin", "a"}) {
    EXPECT_EQ(judged(kFour + R"(,"a":"b",")" + name + R"(":"x"})"), "JSON_DUPLICATE_KEY clientDataJSON") << name;
  }
}

TEST(PasskeyRelyingParty, IsADomainAndAnOriginWithinIt) {
  const auto judge = [](const std::string& id, const std::string& origin) { return code(RelyingParty::of(id, origin)); };
  const std::string longest = std::string(63, 'a') + "." + std::string(63, 'b') + "." + std::string(63, 'c') + "." + std::string(61, 'd');
  const std::pair<std::string, std::string> good[] = {{"bank.example", "https://bank.example"},     {"bank.example", "https://trust.bank.example"},
                                                      {"bank.example", "https://bank.example:1"},   {"bank.example", "https://bank.example:65535"},
                                                      {"localhost", "https://localhost:8443"},      {longest, "https://" + longest}};
  for (const auto& [id, origin] : good) EXPECT_EQ(judge(id, origin), "good") << id << " " << origin;
  const std::pair<std::string, std::string> bad[] = {
      // no domain
      {"", "https://bank.example"},
      {"Bank.example", "https://bank.example"},
      {"bank..example", "https://bank..example"},
      {"bank.example.", "https://bank.example."},
      {"-bank.example", "https://-bank.example"},
      {"bank-.example", "https://bank-.example"},
      {"b_nk.example", "https://b_nk.example"},
      {"127.0.0.1", "https://127.0.0.1"},
      {longest + "d", "https://" + longest + "d"},
      {std::string(64, 'a'), "https://" + std::string(64, 'a')},
      // no origin
      {"bank.example", "http://bank.example"},
      {"bank.example", "bank.example"},
      {"bank.example", "https://bank.example/"},
      {"bank.example", "https://bank.example:443"},
      {"bank.example", "https://bank.example:0"},
      {"bank.example", "https://bank.example:65536"},
      {"bank.example", "https://bank.example:08443"},
      {"bank.example", "https://bank.example:"},
      {"bank.example", "https://a@bank.example"},
      // not within
      {"bank.example", "https://evilbank.example"},
      {"bank.example", "https://example"},
      {"trust.bank.example", "https://bank.example"}};
  for (const auto& [id, origin] : bad) EXPECT_EQ(judge(id, origin), "FOLDER_OPTION") << id << " " << origin;
}

}  // namespace
}  // namespace katiwala::passkey::client_data_test
