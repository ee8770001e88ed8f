// A real software token: keys of both kinds sign what our own verification accepts; and everything that can be wrong with one.
#include "api/token/signer.h"

#include <gtest/gtest.h>

#include <thread>

#include "ledger/crypto/signature.h"
#include "tests/kit/soft_token.h"

namespace katiwala::api::token::signer_test {
namespace {

using crypto::Algorithm;
using katiwala::testing::PairOptions;
using katiwala::testing::SoftToken;

Result<TokenKey> opened(const std::string& uri, Algorithm algorithm = Algorithm::ed25519, std::string_view pin = SoftToken::kPin) {
  return open_token_key(TokenUri::parse(uri).value(), pin, algorithm);
}
std::string code(const Result<TokenKey>& key) { return key.ok() ? "good" : std::string(name_of(key.refusal().code)); }

PairOptions pair(const std::string& label, std::uint8_t id) {
  PairOptions out;
  out.label = label;
  out.id = {id};
  return out;
}

TEST(TokenSigner, SignsWithAnEdwardsKeyWhicheverWayItsCurveIsWritten) {
  SoftToken token;
  token.add_pair(pair("by-identifier", 1));
  PairOptions by_name = pair("by-name", 2);
  by_name.params_as_name = true;
  token.add_pair(by_name);
  std::vector<Bytes> halves;
  for (const char* const label : {"by-identifier", "by-name"}) {
    const auto key = opened(token.uri(label));
    ASSERT_TRUE(key.ok()) << label << ": " << key.refusal().message;
    EXPECT_EQ(key->signer->public_key().algorithm, Algorithm::ed25519);
    for (const std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{200}, std::size_t{65'000}}) {
      const Bytes message(length, 0x5a);
      const auto signature = key->signer->sign(message);
      ASSERT_TRUE(signature.ok()) << length;
      EXPECT_TRUE(crypto::verify(key->signer->public_key(), message, *signature).ok());
      EXPECT_EQ(*key->signer->sign(message), *signature) << "RFC 8032 signatures are one";
    }
    halves.push_back(key->signer->public_key().spki);
    EXPECT_TRUE(key->facts.made_there);
    EXPECT_EQ(key->facts.label, "katiwala");
    EXPECT_EQ(key->facts.model, "SoftHSM v2");
    EXPECT_EQ(key->facts.serial.size(), 16u);
  }
  EXPECT_NE(halves[0], halves[1]);
}

TEST(TokenSigner, SignsWithAP256Key) {
  SoftToken token;
  PairOptions options = pair("officer", 7);
  options.edwards = false;
  token.add_pair(options);
  const auto key = opened(token.uri("officer"), Algorithm::es256);
  ASSERT_TRUE(key.ok()) << key.refusal().message;
  // Often enough for halves with a set top bit and for short ones.
  for (int i = 0; i < 300; ++i) {
    const auto signature = key->signer->sign(view("proposal " + std::to_string(i)));
    ASSERT_TRUE(signature.ok()) << i << ": " << signature.refusal().message;
  }
}

TEST(TokenSigner, IsUsedFromSeveralThreads) {
  SoftToken token;
  token.add_pair({});
  const auto key = opened(token.uri());
  ASSERT_TRUE(key.ok());
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i) EXPECT_TRUE(key->signer->sign(view(std::to_string(t) + "/" + std::to_string(i))).ok());
    });
  }
}

TEST(TokenSigner, RefusesAndSaysWhatToDo) {
  SoftToken token;
  token.add_pair(pair("heads", 1));
  token.add_pair(pair("twice", 2));
  token.add_pair(pair("twice", 3));
  const std::string uri = token.uri();
  EXPECT_EQ(code(opened(uri)), "good");
  const auto with = [&](const std::string& what, const std::string& instead) {
    std::string out = uri;
    return out.replace(out.find(what), what.size(), instead);
  };
  EXPECT_EQ(code(opened(with(SoftToken::kModule, "/no/such/module.so"))), "TOKEN_MODULE");
  EXPECT_EQ(code(opened(with(SoftToken::kModule, token.pin_file().string()))), "TOKEN_MODULE") << "a file that is no library";
  EXPECT_EQ(code(opened(with(SoftToken::kModule, "/usr/lib/x86_64-linux-gnu/libcrypto.so.3"))), "TOKEN_MODULE") << "a library that is no module";
  EXPECT_EQ(code(opened(with("token=katiwala", "token=another"))), "TOKEN_MISSING");
  EXPECT_EQ(code(opened(token.uri("heads-2027"))), "TOKEN_KEY") << "no such key";
  EXPECT_EQ(code(opened(token.uri("twice"))), "TOKEN_KEY") << "two keys";
  EXPECT_EQ(code(opened(with("object=heads", "object=twice;id=%02"))), "good") << "one of them, by its id";
  EXPECT_EQ(code(opened(uri, Algorithm::es256)), "TOKEN_KEY_UNFIT");
  EXPECT_EQ(code(opened(uri, Algorithm::ed25519, "wrong-pin")), "TOKEN_PIN");
  EXPECT_EQ(code(opened(uri, Algorithm::ed25519, "")), "TOKEN_PIN");
  token.add_token("katiwala");
  EXPECT_EQ(code(opened(uri)), "TOKEN_MISSING") << "two tokens of one label";
}

TEST(TokenSigner, AWrongPinIsToldToWhoLooks) {
  SoftToken token;
  token.add_pair({});
  ASSERT_EQ(code(opened(token.uri(), Algorithm::ed25519, "wrong-pin")), "TOKEN_PIN");
  EXPECT_TRUE(opened(token.uri())->facts.wrong_pin_before);
  EXPECT_FALSE(opened(token.uri())->facts.wrong_pin_before) << "the right one was given since";
}

TEST(TokenSigner, RefusesKeysThatCanLeave) {
  SoftToken token;
  PairOptions loose = pair("extractable", 1);
  loose.extractable = true;
  token.add_pair(loose);
  PairOptions plain = pair("in-clear", 2);
  plain.sensitive = false;
  token.add_pair(plain);
  PairOptions idle = pair("not-for-signing", 3);
  idle.signs = false;
  token.add_pair(idle);
  EXPECT_EQ(code(opened(token.uri("extractable"))), "TOKEN_KEY_LOOSE");
  EXPECT_EQ(code(opened(token.uri("in-clear"))), "TOKEN_KEY_LOOSE");
  EXPECT_EQ(code(opened(token.uri("not-for-signing"))), "TOKEN_KEY_UNFIT");
}

TEST(TokenSigner, TheTwoHalvesMustBeOfOneKey) {
  SoftToken token;
  token.add_pair(pair("first", 1));
  token.add_pair(pair("second", 2));
  EXPECT_EQ(code(opened(token.uri("first"))), "good");
  token.swap_public_half({1}, {2});
  EXPECT_EQ(code(opened(token.uri("first"))), "TOKEN_FAILED");
  EXPECT_EQ(code(opened(token.uri("second"))), "good");
}

TEST(TokenSigner, OneTokenAtATimeInAProcess) {
  SoftToken token;
  token.add_pair({});
  auto first = opened(token.uri());
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(code(opened(token.uri())), "TOKEN_MODULE");
  EXPECT_TRUE(first->signer->sign(view("still")).ok());
  first = refuse(Code::TOKEN_KEY);
  EXPECT_EQ(code(opened(token.uri())), "good");
}

TEST(TokenSigner, ATokenThatWasDrawnIsNotUsedAgain) {
  SoftToken token;
  token.add_pair({});
  auto key = opened(token.uri());
  ASSERT_TRUE(key.ok());
  ASSERT_TRUE(key->signer->sign(view("before")).ok());
  token.draw();
  const auto during = key->signer->sign(view("during"));
  ASSERT_FALSE(during.ok());
  EXPECT_EQ(name_of(during.refusal().code), "TOKEN_FAILED");
  token.plug_back();
  EXPECT_EQ(key->signer->sign(view("after")).refusal().message, during.refusal().message) << "what it did meanwhile is not known";
  key = refuse(Code::TOKEN_KEY);
  EXPECT_EQ(code(opened(token.uri())), "good") << "a start asks it anew";
}

}  // namespace
}  // namespace katiwala::api::token::signer_test
