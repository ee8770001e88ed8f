// RFC 9421, Appendix B: the examples that are signed with the two algorithms taken here, to the byte; and RFC 9530's digests.
#include <gtest/gtest.h>

#include "ledger/crypto/certificate.h"
#include "ledger/http_signature/content_digest.h"
#include "ledger/http_signature/signature_base.h"

namespace katiwala::http_signature {
namespace rfc9421 {

/// B.1.3 and B.1.4, public halves.
constexpr std::string_view kP256Key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==";
constexpr std::string_view kEd25519Key = "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";
/// B.1.4, PKCS#8.
constexpr std::string_view kEd25519Private = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n";

/// B.3, of a proxy that says which certificate its client showed.
constexpr std::string_view kClientCertificate =
    ":MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgNVBAMMEkxBIEludGVybWVkaWF0ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1"
    "MzNaMA0xCzAJBgNVBAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0T"
    "BAIwADAfBgNVHSMEGDAWgBRm3WjLa38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gA"
    "MEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=:";

struct Vector {
  const char* where;
  std::string_view key;
  std::vector<Component> components;
  const char* input;
  const char* signature;
};

const std::vector<Vector>& vectors() {
  static const std::vector<Vector> all = {
      {"B.2.4", kP256Key,
       {{"@status", "200"}, {"content-type", "application/json"},
        {"content-digest", "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:"}, {"content-length", "23"}},
       R"(("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256")",
       "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw=="},
      {"B.2.6", kEd25519Key,
       {{"date", "Tue, 20 Apr 2021 02:07:55 GMT"}, {"@method", "POST"}, {"@path", "/foo"}, {"@authority", "example.com"}, {"content-type", "application/json"},
        {"content-length", "18"}},
       R"(("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519")",
       "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="},
      {"B.3", kP256Key,
       {{"@path", "/foo"}, {"@query", "?param=Value&Pet=dog"}, {"@method", "POST"}, {"@authority", "service.internal.example"},
        {"client-cert", std::string(kClientCertificate)}},
       R"(("@path" "@query" "@method" "@authority" "client-cert");created=1618884473;keyid="test-key-ecc-p256")",
       "xVMHVpawaAC/0SbHrKRs9i8I3eOs5RtTMGCWXm/9nvZzoHsIg6Mce9315T6xoklyy0yzhD9ah4JHRwMLOgmizw=="},
      {"B.4", kEd25519Key,
       {{"@method", "GET"}, {"@path", "/demo"}, {"@authority", "example.org"}, {"accept", "application/json, */*"}},
       R"(("@method" "@path" "@authority" "accept");created=1618884473;keyid="test-key-ed25519")",
       "ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0pmj3NDA=="},
  };
  return all;
}

crypto::PublicKey key_of(std::string_view base64) { return crypto::PublicKey::from_spki(*from_base64(base64)).value(); }

TEST(Rfc9421, ItsExamplesVerifyAndNothingBesideThem) {
  for (const Vector& v : vectors()) {
    const auto list = read_inner_list(v.input, {Code::SIGNATURE_INPUT, "signature-input"});
    ASSERT_TRUE(list.ok()) << v.where << list.refusal().message;
    ASSERT_EQ(list->items.size(), v.components.size()) << v.where;
    for (std::size_t i = 0; i < list->items.size(); ++i) EXPECT_EQ(list->items[i], v.components[i].name) << v.where;
    const std::string base = signature_base(v.components, v.input);
    const crypto::PublicKey key = key_of(v.key);
    Bytes signature = *from_base64(v.signature);
    EXPECT_TRUE(verify(key, base, signature).ok()) << v.where;
    EXPECT_FALSE(verify(key_of(v.key == kP256Key ? kEd25519Key : kP256Key), base, signature).ok()) << v.where << " under the other key";
    for (std::size_t i = 0; i < v.components.size(); ++i) {
      std::vector<Component> other = v.components;
      other[i].value += "x";
      EXPECT_FALSE(verify(key, signature_base(other, v.input), signature).ok()) << v.where << " " << other[i].name;
    }
    EXPECT_FALSE(verify(key, base + "\n", signature).ok()) << v.where << " with a line end";
    for (std::size_t i = 0; i < signature.size(); i += 7) {
      signature[i] ^= 1;
      EXPECT_FALSE(verify(key, base, signature).ok()) << v.where << " byte " << i;
      signature[i] ^= 1;
    }
    signature.push_back(0);
    EXPECT_FALSE(verify(key, base, signature).ok()) << v.where << " with a byte more";
  }
}

TEST(Rfc9421, ABaseIsThese) {
  EXPECT_EQ(signature_base(vectors()[1].components, vectors()[1].input),
            "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\"@authority\": example.com\n\"content-type\": application/json\n"
            "\"content-length\": 18\n\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
            ";created=1618884473;keyid=\"test-key-ed25519\"");
}

/// Ed25519 signs the same the same way, so the example can be made as well as verified.
TEST(Rfc9421, IsSignedAsItSays) {
  const auto signer = crypto::signer_from_pem(kEd25519Private).value();
  for (const Vector& v : vectors()) {
    if (v.key != kEd25519Key) continue;
    const Bytes made = on_the_wire(crypto::Algorithm::ed25519, signer->sign(view(signature_base(v.components, v.input))).value()).value();
    EXPECT_EQ(to_base64(made), v.signature) << v.where;
  }
}

TEST(Rfc9421, EcdsaIsTwoNumbersAndNotDer) {
  const auto signer = crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::es256)).value();
  for (int i = 0; i < 300; ++i) {  // some of them with a number that begins with zeros, or with its highest bit
    const std::string base = "base " + std::to_string(i);
    const Bytes der = signer->sign(view(base)).value();
    const Bytes raw = on_the_wire(crypto::Algorithm::es256, der).value();
    ASSERT_EQ(raw.size(), 64U);
    EXPECT_TRUE(verify(signer->public_key(), base, raw).ok()) << i;
    EXPECT_FALSE(verify(signer->public_key(), base, der).ok()) << i;
  }
  for (const Bytes& bad : {Bytes{}, Bytes{0x30, 0x00}, Bytes{0x30, 0x03, 0x02, 0x01, 0x01}, Bytes{0x30, 0x07, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01, 0x00},
                           Bytes{0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01}, Bytes{0x30, 0x06, 0x02, 0x05, 0x01, 0x02, 0x01, 0x01}})
    EXPECT_FALSE(on_the_wire(crypto::Algorithm::es256, bad).ok()) << to_hex(bad);
  EXPECT_EQ(on_the_wire(crypto::Algorithm::es256, Bytes{0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02}).value().back(), 2);
}

TEST(Rfc9421, TwoAlgorithmsHaveNames) {
  EXPECT_EQ(algorithm_named("ed25519"), crypto::Algorithm::ed25519);
  EXPECT_EQ(algorithm_named("ecdsa-p256-sha256"), crypto::Algorithm::es256);
  for (const char* other : {"", "Ed25519", "hmac-sha256", "rsa-pss-sha512", "rsa-v1_5-sha256", "ecdsa-p384-sha384", "ES256"}) EXPECT_FALSE(algorithm_named(other)) << other;
}

/// The body of RFC 9421's examples, and of RFC 9530's.
TEST(Rfc9530, DigestsAreOfTheBody) {
  const std::string body = R"({"hello": "world"})";
  const std::string sha256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
  const std::string sha512 = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";
  EXPECT_EQ(print_digest(view(body)), sha256);
  for (const std::string& good : {sha256, sha512, sha256 + ", " + sha512, sha512 + ", " + sha256}) EXPECT_TRUE(check_content_digest(good, body).ok()) << good;
  EXPECT_TRUE(check_content_digest("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", "").ok());
  EXPECT_TRUE(check_content_digest("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", body + "\n").ok());
}

TEST(Rfc9530, EverythingElseIsRefused) {
  const std::string body = R"({"hello": "world"})", good = print_digest(view(body)), other = print_digest(view("other"));
  const std::string base64 = good.substr(9, 44);
  const std::string md5 = "md5=:lMzQB+gV18ZXP5WFmBjRrw==:";
  const std::vector<std::string> all{"", other, good + ", " + good, good + "," + other, good + ",", good + ", ", " " + good, good + " ",
                                     "sha-512=:" + base64 + ":", "SHA-256=:" + base64 + ":", "sha-256=" + base64, "sha-256=:" + base64, "sha-256=\"" + base64 + "\"",
                                     "sha-256=:" + base64.substr(0, 43) + ":", "sha-256=:" + base64.substr(0, 40) + ":", "sha-256 =:" + base64 + ":", md5,
                                     good + ", " + md5, good + ";q=1", "sha-256"};
  for (const std::string& bad : all) {
    const Status status = check_content_digest(bad, body);
    ASSERT_FALSE(status.ok()) << bad;
    EXPECT_EQ(status.refusal().code, Code::CONTENT_DIGEST) << bad;
    EXPECT_EQ(status.refusal().place, "content-digest") << bad;
  }
}

}  // namespace rfc9421
}  // namespace katiwala::http_signature
