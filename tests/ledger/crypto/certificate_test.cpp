#include "ledger/crypto/certificate.h"

#include <gtest/gtest.h>

namespace katiwala::crypto::certificate_test {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kNotBefore = 1'767'225'600 * kSecond;  // 2026-01-01T00:00:00Z
constexpr std::int64_t kNotAfter = 1'798'761'600 * kSecond;   // 2027-01-01T00:00:00Z
constexpr std::int64_t kDuring = kNotBefore + 1000 * kSecond;

struct Party {
  std::string pem;
  Certificate certificate;
};

PublicKey half_of(const std::string& pem) { return (*signer_from_pem(pem))->public_key(); }

IssueRequest request_for(const std::string& name, const std::string& pem) {
  return {name, half_of(pem), kNotBefore, kNotAfter, false, false, {}, {}};
}

Party authority(const std::string& name, Algorithm algorithm, const Party* above = nullptr) {
  const std::string pem = generate_key_pem(algorithm);
  IssueRequest request = request_for(name, pem);
  request.is_ca = true;
  const auto der = issue_certificate(request, above ? above->pem : pem, above ? &above->certificate : nullptr);
  return {pem, *parse_certificate_der(*der)};
}

Certificate party(const Party& issuer, bool server = false, Algorithm algorithm = Algorithm::es256) {
  IssueRequest request = request_for("Releasing officer", generate_key_pem(algorithm));
  request.server = server;
  return *parse_certificate_der(*issue_certificate(request, issuer.pem, &issuer.certificate));
}

std::string verdict(const Certificate& leaf, std::vector<Certificate> authorities, Purpose purpose = Purpose::client, std::int64_t at = kDuring) {
  const Status status = verify_chain(leaf, authorities, purpose, at);
  if (status.ok()) return "valid";
  EXPECT_EQ(status.refusal().code, Code::CERTIFICATE_INVALID);
  return status.refusal().message;
}

TEST(Certificate, IssuedOnesReadBackAsAsked) {
  for (const Algorithm algorithm : {Algorithm::ed25519, Algorithm::es256}) {
    const Party root = authority("Sandbox root", algorithm);
    EXPECT_TRUE(root.certificate.is_ca);
    EXPECT_EQ(root.certificate.subject_common_name, "Sandbox root");
    const Certificate leaf = party(root, false, algorithm);
    EXPECT_FALSE(leaf.is_ca);
    EXPECT_EQ(leaf.key.algorithm, algorithm);
    EXPECT_EQ(leaf.not_before_micros, kNotBefore);
    EXPECT_EQ(leaf.not_after_micros, kNotAfter);
    EXPECT_EQ(leaf.serial_hex.size(), 32u);
    EXPECT_NE(leaf.serial_hex, party(root).serial_hex);
    EXPECT_NE(text_of(leaf.der).find("Katiwala SANDBOX"), std::string_view::npos);
    const auto again = parse_certificate_pem(certificate_pem(leaf.der));
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again->der, leaf.der);
    EXPECT_EQ(again->fingerprint(), leaf.fingerprint());
  }
}

TEST(Certificate, CarriesServerNames) {
  const Party root = authority("Sandbox root", Algorithm::es256);
  IssueRequest request = request_for("localhost", generate_key_pem(Algorithm::es256));
  request.server = true;
  request.dns_names = {"localhost", "ledger.sandbox.test"};
  request.ip_addresses = {"127.0.0.1", "::1"};
  const auto der = issue_certificate(request, root.pem, &root.certificate);
  ASSERT_TRUE(der.ok());
  EXPECT_NE(text_of(*der).find("ledger.sandbox.test"), std::string_view::npos);
  EXPECT_NE(text_of(*der).find(std::string_view("\x87\x04\x7f\x00\x00\x01", 6)), std::string_view::npos);
  EXPECT_EQ(verdict(*parse_certificate_der(*der), {root.certificate}, Purpose::server), "valid");
  for (const char* bad : {"", "a,IP:1.2.3.4", "UPPER", "with space"}) {
    IssueRequest wrong = request;
    wrong.dns_names = {bad};
    EXPECT_FALSE(issue_certificate(wrong, root.pem, &root.certificate).ok()) << bad;
  }
  IssueRequest wrong = request;
  wrong.ip_addresses = {"300.1.1.1"};
  EXPECT_FALSE(issue_certificate(wrong, root.pem, &root.certificate).ok());
}

TEST(Certificate, IssuingRefusesWhatDoesNotFit) {
  const Party root = authority("Sandbox root", Algorithm::es256);
  const Party other = authority("Other root", Algorithm::es256);
  IssueRequest request = request_for("Officer", generate_key_pem(Algorithm::es256));
  ASSERT_TRUE(issue_certificate(request, root.pem, &root.certificate).ok());
  EXPECT_FALSE(issue_certificate(request, other.pem, &root.certificate).ok());
  EXPECT_FALSE(issue_certificate(request, other.pem, nullptr).ok());  // self-signed with another's key
  IssueRequest backwards = request;
  backwards.not_after_micros = backwards.not_before_micros;
  EXPECT_FALSE(issue_certificate(backwards, root.pem, &root.certificate).ok());
  for (const std::string& name : {std::string(), std::string(65, 'x'), std::string("\xff")}) {
    IssueRequest named = request;
    named.common_name = name;
    EXPECT_FALSE(issue_certificate(named, root.pem, &root.certificate).ok()) << name.size();
  }
}

TEST(Chain, HoldsForTheRightAuthorityPurposeAndTime) {
  const Party root = authority("Sandbox root", Algorithm::es256);
  const Party below = authority("Sandbox issuing", Algorithm::ed25519, &root);
  const Certificate direct = party(root);
  const Certificate two_steps = party(below);
  EXPECT_EQ(verdict(direct, {root.certificate}), "valid");
  EXPECT_EQ(verdict(two_steps, {root.certificate, below.certificate}), "valid");
  EXPECT_NE(verdict(two_steps, {root.certificate}), "valid");
  EXPECT_NE(verdict(two_steps, {below.certificate}), "valid");  // must reach a root
  EXPECT_NE(verdict(direct, {}), "valid");
  EXPECT_NE(verdict(direct, {authority("Sandbox root", Algorithm::es256).certificate}), "valid");  // same name, another key
  EXPECT_NE(verdict(direct, {root.certificate}, Purpose::server), "valid");
  EXPECT_NE(verdict(party(root, true), {root.certificate}, Purpose::client), "valid");
  EXPECT_EQ(verdict(party(root, true), {root.certificate}, Purpose::server), "valid");
}

TEST(Chain, ValidityStartsWithItsFirstSecondAndEndsAtItsLast) {
  const Party root = authority("Sandbox root", Algorithm::es256);
  const Certificate leaf = party(root);
  EXPECT_NE(verdict(leaf, {root.certificate}, Purpose::client, kNotBefore - 1), "valid");
  EXPECT_EQ(verdict(leaf, {root.certificate}, Purpose::client, kNotBefore), "valid");
  EXPECT_EQ(verdict(leaf, {root.certificate}, Purpose::client, kNotAfter - 1), "valid");
  EXPECT_NE(verdict(leaf, {root.certificate}, Purpose::client, kNotAfter), "valid");
  EXPECT_NE(verdict(leaf, {root.certificate}, Purpose::client, -1), "valid");
}

TEST(Chain, ALeafCanNotIssueAndAnAuthorityCanNotActAsAParty) {
  const Party root = authority("Sandbox root", Algorithm::es256);
  const std::string pem = generate_key_pem(Algorithm::es256);
  const Party leaf{pem, *parse_certificate_der(*issue_certificate(request_for("Officer", pem), root.pem, &root.certificate))};
  EXPECT_NE(verdict(party(leaf), {root.certificate, leaf.certificate}), "valid");
  EXPECT_NE(verdict(root.certificate, {root.certificate}), "valid");
  EXPECT_NE(verdict(leaf.certificate, {leaf.certificate}), "valid");  // trusting itself is not a chain
}

TEST(Chain, EveryChangedByteIsUnreadableOrInvalid) {
  const Party root = authority("Sandbox root", Algorithm::es256);
  const Certificate leaf = party(root);
  ASSERT_EQ(verdict(leaf, {root.certificate}), "valid");
  for (std::size_t i = 0; i < leaf.der.size(); ++i) {
    Bytes bad = leaf.der;
    bad[i] ^= 1;
    const auto parsed = parse_certificate_der(bad);
    EXPECT_FALSE(parsed.ok() && verdict(*parsed, {root.certificate}) == "valid") << i;
  }
}

TEST(Certificate, ReadsOneCertificateAndNothingElse) {
  const Certificate leaf = party(authority("Sandbox root", Algorithm::es256));
  const auto refused = [](const Result<Certificate>& result) { return !result.ok() && result.refusal().code == Code::CERTIFICATE_INVALID; };
  Bytes trailing = leaf.der;
  trailing.push_back(0);
  EXPECT_TRUE(refused(parse_certificate_der(trailing)));
  // Lengths outside of what is signed, spelled as BER allows: the same certificate under other fingerprints.
  ASSERT_EQ(leaf.der[1], 0x82);
  Bytes longer{0x30, 0x83, 0x00};
  longer.insert(longer.end(), leaf.der.begin() + 2, leaf.der.end());
  Bytes indefinite{0x30, 0x80};
  indefinite.insert(indefinite.end(), leaf.der.begin() + 4, leaf.der.end());
  indefinite.insert(indefinite.end(), {0x00, 0x00});
  EXPECT_TRUE(refused(parse_certificate_der(longer)));
  EXPECT_TRUE(refused(parse_certificate_der(indefinite)));
  EXPECT_TRUE(refused(parse_certificate_der({})));
  for (std::size_t length = 1; length < leaf.der.size(); length += 7) EXPECT_TRUE(refused(parse_certificate_der(ByteView(leaf.der).first(length))));
  const std::string pem = certificate_pem(leaf.der);
  EXPECT_TRUE(parse_certificate_pem(pem).ok());
  EXPECT_TRUE(refused(parse_certificate_pem(pem + pem)));
  EXPECT_TRUE(refused(parse_certificate_pem(pem + "x")));
  EXPECT_TRUE(refused(parse_certificate_pem("x" + pem)));
  EXPECT_TRUE(refused(parse_certificate_pem("")));
  EXPECT_TRUE(refused(parse_certificate_pem("-----END CERTIFICATE----------BEGIN CERTIFICATE-----")));
  EXPECT_TRUE(refused(parse_certificate_pem("-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n")));
}

}  // namespace
}  // namespace katiwala::crypto::certificate_test
