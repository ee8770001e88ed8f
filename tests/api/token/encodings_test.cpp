// What tokens say of a key, in every spelling that is taken, and one step beside each.
#include "api/token/encodings.h"

#include <gtest/gtest.h>

namespace katiwala::api::token::encodings_test {
namespace {

using crypto::Algorithm;

Bytes hex(std::string_view text) { return from_hex(text).value(); }
template <class T>
std::string code(const Result<T>& result) { return result.ok() ? "good" : std::string(name_of(result.refusal().code)); }

// RFC 8032 §7.1 test 1, and the generator of P-256 (SEC 2 §2.4.2): known points.
const std::string kEdwards = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const std::string kP256 = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

TEST(TokenEncodings, TheCurveHasTwoSpellings) {
  EXPECT_EQ(*algorithm_of(hex("06032b6570")), Algorithm::ed25519);
  EXPECT_EQ(*algorithm_of(hex("130c656477617264733235353139")), Algorithm::ed25519);
  EXPECT_EQ(*algorithm_of(hex("06082a8648ce3d030107")), Algorithm::es256);
  for (const std::string_view other : {"", "06032b6571" /* Ed448 */, "06032b656e" /* X25519 */, "06052b8104000a" /* secp256k1 */, "130a656477617264733434380a",
                                       "0603 2b65", "130c65647761726473323535313900", "06032b657000"}) {
    EXPECT_EQ(code(algorithm_of(from_hex(other).value_or(Bytes{0x06, 0x03, 0x2b, 0x65}))), "TOKEN_KEY_UNFIT") << other;
  }
}

TEST(TokenEncodings, ThePointIsBareOrInOneOctetString) {
  const auto bare = public_key_of(Algorithm::ed25519, hex(kEdwards));
  ASSERT_TRUE(bare.ok());
  EXPECT_EQ(to_hex(bare->spki), "302a300506032b6570032100" + kEdwards);
  EXPECT_EQ(public_key_of(Algorithm::ed25519, hex("0420" + kEdwards))->spki, bare->spki);
  const auto p256 = public_key_of(Algorithm::es256, hex("0441" + kP256));
  ASSERT_TRUE(p256.ok());
  EXPECT_EQ(public_key_of(Algorithm::es256, hex(kP256))->spki, p256->spki);
  const std::string refused[] = {"", "04", "0420", "041f" + kEdwards, "0421" + kEdwards, "0320" + kEdwards, "0420" + kEdwards + "00", kEdwards + "00", kEdwards.substr(2),
                                 "04" "0420" + kEdwards, "04220420" + kEdwards};
  for (const std::string& one : refused) EXPECT_EQ(code(public_key_of(Algorithm::ed25519, hex(one))), "TOKEN_KEY_UNFIT") << one;
  std::string off_curve = kP256;
  off_curve.back() = '4';
  EXPECT_EQ(code(public_key_of(Algorithm::es256, hex(off_curve))), "TOKEN_KEY_UNFIT");
  EXPECT_EQ(code(public_key_of(Algorithm::es256, hex(kEdwards))), "TOKEN_KEY_UNFIT");
}

TEST(TokenEncodings, TwoHalvesBecomeDer) {
  const std::string zeros(62, '0'), ones(62, '1');
  EXPECT_EQ(to_hex(*der_signature(hex(zeros + "01" + zeros + "7f"))), "300602010102017f");
  EXPECT_EQ(to_hex(*der_signature(hex(zeros + "80" + zeros + "00"))), "30070202008002" "0100") << "a set top bit is padded, zero is one byte";
  EXPECT_EQ(to_hex(*der_signature(hex("ff" + ones + "7f" + ones))), "3045022100ff" + ones + "02207f" + ones);
  EXPECT_EQ(code(der_signature(Bytes(63))), "TOKEN_FAILED");
  EXPECT_EQ(code(der_signature(Bytes(65))), "TOKEN_FAILED");
  EXPECT_EQ(code(der_signature({})), "TOKEN_FAILED");
}

}  // namespace
}  // namespace katiwala::api::token::encodings_test
