#include "audit/verify/passkey.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>

namespace verify {
namespace {

constexpr unsigned kPresent = 0x01, kVerified = 0x04, kEligible = 0x08, kBackedUp = 0x10, kAttested = 0x40, kExtensions = 0x80, kReserved = 0x22;
constexpr std::size_t kFixed = 37;

/// RFC 4648 section 5, without padding.
std::string base64url(Bytes bytes) {
  std::string out = base64(bytes);
  std::replace(out.begin(), out.end(), '+', '-');
  std::replace(out.begin(), out.end(), '/', '_');
  return out.substr(0, out.find('='));
}

unsigned flags_of(const Assertion& made) { return made.authenticator_data.size() < kFixed ? 0 : static_cast<unsigned char>(made.authenticator_data[32]); }

bool is_usual_rsa(EVP_PKEY* key) {
  BIGNUM* exponent = nullptr;
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) != 1) return false;
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> held(exponent, BN_free);
  const int bits = EVP_PKEY_get_bits(key);
  return BN_is_word(exponent, 65537) == 1 && bits >= 2048 && bits <= 4096;
}

/// It begins as the specification has browsers write it, and what else the browser said stands behind.
bool is_spelled(Bytes client_data, const std::string& begins) {
  if (client_data.substr(0, begins.size()) != begins) return false;
  const Bytes rest = client_data.substr(begins.size());
  return rest == "}" || (rest.size() > 2 && rest.front() == ',' && rest.back() == '}');
}

}  // namespace

PublicKey passkey_key(Bytes spki) {
  const auto* at = reinterpret_cast<const unsigned char*>(spki.data());
  PublicKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())), EVP_PKEY_free);
  if (!key) return nullptr;
  unsigned char* again = nullptr;
  const int length = i2d_PUBKEY(key.get(), &again);
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> held(again, [](unsigned char* bytes) { OPENSSL_free(bytes); });
  if (length < 0 || Bytes(reinterpret_cast<const char*>(again), static_cast<std::size_t>(length)) != spki) return nullptr;
  const int kind = EVP_PKEY_get_base_id(key.get());
  char curve[32] = {};
  const bool p256 = kind == EVP_PKEY_EC && EVP_PKEY_get_group_name(key.get(), curve, sizeof curve, nullptr) == 1 && Bytes(curve) == "prime256v1";
  return p256 || kind == EVP_PKEY_ED25519 || (kind == EVP_PKEY_RSA && is_usual_rsa(key.get())) ? key : nullptr;
}

void check_assertion(const Assertion& made, const Credential& credential, const Site& site, Bytes statement, const Place& place) {
  CHECK("passkey-site", !site.id.empty() && credential.site == site.id, place, "signed with a passkey of another site than the ledger's");
  const std::string challenge = base64url(view(sha256({statement})));
  const std::string begins = R"({"type":"webauthn.get","challenge":")" + challenge + R"(","origin":")" + site.origin + R"(","crossOrigin":false)";
  CHECK("passkey-client-data", is_spelled(made.client_data, begins), place, "the passkey answered another challenge than this statement, or on another page");
  const Bytes data = made.authenticator_data;
  CHECK("passkey-data", data.size() >= kFixed && data.substr(0, 32) == view(sha256({site.id})), place, "the passkey was used for another site");
  const unsigned flags = flags_of(made);
  CHECK("passkey-extensions", (data.size() > kFixed) == ((flags & kExtensions) != 0), place, "the authenticator data are longer or shorter than they say");
  CHECK("passkey-flags", (flags & (kAttested | kReserved)) == 0, place, "the authenticator data hold what does not belong to a signature");
  CHECK("passkey-verified", (flags & kPresent) != 0 && (flags & kVerified) != 0, place, "nobody was verified when the passkey was used");
  CHECK("passkey-eligible", ((flags & kEligible) != 0) == credential.eligible, place, "whether the passkey may be copied is not as it was enrolled");
  CHECK("passkey-backed-up", (flags & kBackedUp) == 0 || (flags & kEligible) != 0, place, "a passkey backed up that can not be");
  const std::uint32_t counter = counter_of(made);
  CHECK("passkey-counter", counter > credential.counter || (counter == 0 && credential.counter == 0), place, "the passkey's counter did not grow");
}

std::uint32_t counter_of(const Assertion& made) {
  return made.authenticator_data.size() < kFixed ? 0 : static_cast<std::uint32_t>(big_endian(made.authenticator_data.substr(33, 4)));
}
bool backed_up(const Assertion& made) { return (flags_of(made) & kBackedUp) != 0; }

std::string signed_by_passkey(const Assertion& made) { return std::string(made.authenticator_data) + std::string(view(sha256({made.client_data}))); }

}  // namespace verify
