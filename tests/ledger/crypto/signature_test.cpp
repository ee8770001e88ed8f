#include "ledger/crypto/signature.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

namespace katiwala::crypto::signature_test {
namespace {

Bytes hex(std::string_view text) { return from_hex(text).value(); }

struct Example {
  const char* secret;
  const char* key;
  const char* message;
  const char* signature;
};

// RFC 8032 §7.1, tests 1 to 3.
constexpr Example kEd25519[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
     "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
};

std::string ed25519_pem(std::string_view secret_hex) {
  return "-----BEGIN PRIVATE KEY-----\n" + to_base64(hex("302e020100300506032b657004220420" + std::string(secret_hex))) + "\n-----END PRIVATE KEY-----\n";
}

TEST(Ed25519, Rfc8032ExamplesSignAndVerify) {
  for (const Example& e : kEd25519) {
    const auto signer = signer_from_pem(ed25519_pem(e.secret));
    ASSERT_TRUE(signer.ok());
    EXPECT_EQ((*signer)->public_key().spki, PublicKey::from_ed25519_raw(hex(e.key))->spki);
    EXPECT_EQ(to_hex(*(*signer)->sign(hex(e.message))), e.signature);
    EXPECT_TRUE(verify((*signer)->public_key(), hex(e.message), hex(e.signature)).ok());
  }
}

TEST(Ed25519, EveryChangedByteIsRefused) {
  const Example& e = kEd25519[2];
  const PublicKey key = *PublicKey::from_ed25519_raw(hex(e.key));
  const auto refused = [](const Status& status) { return !status.ok() && status.refusal().code == Code::SIGNATURE_INVALID; };
  for (std::size_t i = 0; i < 64; ++i) {
    Bytes signature = hex(e.signature);
    signature[i] ^= 1;
    EXPECT_TRUE(refused(verify(key, hex(e.message), signature))) << i;
  }
  for (std::size_t i = 0; i < 32; ++i) {
    Bytes raw = hex(e.key);
    raw[i] ^= 1;
    EXPECT_TRUE(refused(verify(*PublicKey::from_ed25519_raw(raw), hex(e.message), hex(e.signature)))) << i;
  }
  EXPECT_TRUE(refused(verify(key, hex("af83"), hex(e.signature))));
  EXPECT_TRUE(refused(verify(key, {}, hex(e.signature))));
  EXPECT_TRUE(refused(verify(key, hex(e.message), {})));
  EXPECT_TRUE(refused(verify(key, hex(e.message), ByteView(hex(e.signature)).first(63))));
  Bytes longer = hex(e.signature);
  longer.push_back(0);
  EXPECT_TRUE(refused(verify(key, hex(e.message), longer)));
}

// The edge cases of Ed25519 on which implementations disagree. A verifier written in Go must agree with this one.
TEST(Ed25519, AcceptsExactlyWhatGoAccepts) {
  std::ifstream file(KATIWALA_SOURCE_DIR "/../shared/vectors/ed25519vectors.json");
  if (!file) {
    const char* const ci = std::getenv("CI");
    if (ci != nullptr && std::string_view(ci) == "true") FAIL() << "shared vectors are missing";
    GTEST_SKIP() << "Ed25519.AcceptsExactlyWhatGoAccepts: shared/vectors/ed25519vectors.json is not here";
  }
  const std::string text(std::istreambuf_iterator<char>(file), {});
  std::size_t accepted = 0, seen = 0;
  const boost::json::value rows = boost::json::parse(text);
  for (const auto& value : rows.as_array()) {
    const auto& row = value.as_object();
    bool expected = true;
    if (!row.at("flags").is_null()) {
      for (const auto& flag : row.at("flags").as_array()) {
        if (flag.as_string() == "low_order_residue" || flag.as_string() == "non_canonical_R") expected = false;
      }
    }
    const PublicKey key = *PublicKey::from_ed25519_raw(hex(std::string_view(row.at("key").as_string())));
    const bool valid = verify(key, view(std::string_view(row.at("msg").as_string())), hex(std::string_view(row.at("sig").as_string()))).ok();
    EXPECT_EQ(valid, expected) << boost::json::serialize(row);
    accepted += valid;
    ++seen;
  }
  EXPECT_EQ(seen, 914u);
  EXPECT_EQ(accepted, 208u);
}

// RFC 6979 §A.2.5: the P-256 key, and its signatures with SHA-256 of "sample" and "test", as DER.
constexpr const char* kP256Spki =
    "3059301306072a8648ce3d020106082a8648ce3d03010703420004"
    "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
constexpr const char* kSampleR = "022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
constexpr const char* kSampleS = "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
constexpr const char* kSampleLowS = "02200834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9";
constexpr const char* kTestSignature =
    "3045022100f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
    "0220019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083";

TEST(Es256, Rfc6979ExamplesVerifyWithHighAndLowS) {
  const PublicKey key = *PublicKey::from_spki(hex(kP256Spki));
  EXPECT_EQ(key.algorithm, Algorithm::es256);
  EXPECT_TRUE(verify(key, view("sample"), hex(std::string("3046") + kSampleR + kSampleS)).ok());
  EXPECT_TRUE(verify(key, view("sample"), hex(std::string("3045") + kSampleR + kSampleLowS)).ok());
  EXPECT_TRUE(verify(key, view("test"), hex(kTestSignature)).ok());
  EXPECT_FALSE(verify(key, view("test"), hex(std::string("3046") + kSampleR + kSampleS)).ok());
  EXPECT_FALSE(verify(key, view("sample"), hex(kTestSignature)).ok());
}

TEST(Es256, EveryChangedByteAndEveryOtherSpellingIsRefused) {
  const PublicKey key = *PublicKey::from_spki(hex(kP256Spki));
  const Bytes good = hex(kTestSignature);
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes bad = good;
    bad[i] ^= 1;
    const Status status = verify(key, view("test"), bad);
    ASSERT_FALSE(status.ok()) << i;
    EXPECT_EQ(status.refusal().code, Code::SIGNATURE_INVALID);
  }
  Bytes trailing = good;
  trailing.push_back(0);
  EXPECT_FALSE(verify(key, view("test"), trailing).ok());
  // BER with a long-form length says the same number but is not DER.
  Bytes long_form = good;
  long_form.insert(long_form.begin() + 1, 0x81);
  EXPECT_FALSE(verify(key, view("test"), long_form).ok());
  EXPECT_FALSE(verify(key, view("test"), {}).ok());
  EXPECT_FALSE(verify(key, view("test"), hex("3006020100020100")).ok());  // r = s = 0
}

TEST(PublicKey, OneSpellingAKey) {
  const auto invalid = [](const Bytes& spki) {
    const auto key = PublicKey::from_spki(spki);
    return !key.ok() && key.refusal().code == Code::KEY_INVALID;
  };
  const Bytes p256 = hex(kP256Spki);
  ASSERT_TRUE(PublicKey::from_spki(p256).ok());
  Bytes off_curve = p256;
  off_curve.back() ^= 1;
  EXPECT_TRUE(invalid(off_curve));
  Bytes hybrid = p256;
  hybrid[26] = 0x06 | (p256.back() & 1);
  EXPECT_TRUE(invalid(hybrid));
  Bytes compressed = hex("3039301306072a8648ce3d020106082a8648ce3d03010703220003");
  compressed.insert(compressed.end(), p256.begin() + 27, p256.begin() + 59);
  EXPECT_TRUE(invalid(compressed));
  for (std::size_t i = 0; i < 26; ++i) {
    Bytes bad = p256;
    bad[i] ^= 1;
    EXPECT_TRUE(invalid(bad)) << i;
  }
  const Bytes ed = PublicKey::from_ed25519_raw(hex(kEd25519[0].key))->spki;
  EXPECT_EQ(to_hex(ed), std::string("302a300506032b6570032100") + kEd25519[0].key);
  ASSERT_TRUE(PublicKey::from_spki(ed).ok());
  for (std::size_t i = 0; i < 12; ++i) {
    Bytes bad = ed;
    bad[i] ^= 1;
    EXPECT_TRUE(invalid(bad)) << i;
  }
  Bytes trailing = ed;
  trailing.push_back(0);
  EXPECT_TRUE(invalid(trailing));
  EXPECT_TRUE(invalid({}));
  EXPECT_FALSE(PublicKey::from_ed25519_raw(Bytes(31)).ok());
  EXPECT_FALSE(PublicKey::from_ed25519_raw(Bytes(33)).ok());
  EXPECT_NE(PublicKey::from_spki(ed)->fingerprint(), PublicKey::from_spki(p256)->fingerprint());
}

TEST(Signer, FreshKeysOfBothAlgorithmsSignWhatTheirPublicHalfVerifies) {
  for (const Algorithm algorithm : {Algorithm::ed25519, Algorithm::es256}) {
    const std::string pem = generate_key_pem(algorithm);
    EXPECT_NE(pem, generate_key_pem(algorithm));
    const auto signer = signer_from_pem(pem);
    ASSERT_TRUE(signer.ok());
    EXPECT_EQ((*signer)->public_key().algorithm, algorithm);
    const auto other = signer_from_pem(generate_key_pem(algorithm));
    std::vector<int> wrong(3, 0);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 20; ++i) {
          const std::string message = std::to_string(t) + "/" + std::to_string(i);
          const auto signature = (*signer)->sign(view(message));
          wrong[t] += !signature.ok() || !verify((*signer)->public_key(), view(message), *signature).ok() ||
                      verify((*other)->public_key(), view(message), *signature).ok();
        }
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, std::vector<int>(3, 0));
  }
}

TEST(Signer, RefusesEveryOtherKindOfKeyText) {
  const std::string good = ed25519_pem(kEd25519[0].secret);
  ASSERT_TRUE(signer_from_pem(good).ok());
  const auto code = [](std::string_view pem) {
    const auto signer = signer_from_pem(pem);
    return signer.ok() ? std::string("accepted") : std::string(name_of(signer.refusal().code));
  };
  EXPECT_EQ(code(""), "KEY_INVALID");
  EXPECT_EQ(code("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"), "KEY_INVALID");
  EXPECT_EQ(code(good.substr(0, good.size() / 2)), "KEY_INVALID");
  // X25519, which agrees on keys but signs nothing.
  EXPECT_EQ(code("-----BEGIN PRIVATE KEY-----\n" + to_base64(hex("302e020100300506032b656e04220420" + std::string(64, '7'))) +
                 "\n-----END PRIVATE KEY-----\n"),
            "KEY_INVALID");
  // An encrypted key is refused without asking anybody for a passphrase.
  EXPECT_EQ(code("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n"), "KEY_INVALID");
}

}  // namespace
}  // namespace katiwala::crypto::signature_test
