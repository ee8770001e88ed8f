#include "ledger/crypto/signature.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <map>

#include "ledger/crypto/digest.h"
#include "ledger/crypto/openssl_handles.h"

namespace katiwala::crypto {
namespace {

// SubjectPublicKeyInfo up to the key itself. DER has one form for each, so comparing bytes is the strict parser.
constexpr std::uint8_t kEd25519Prefix[] = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
constexpr std::uint8_t kP256Prefix[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
                                        0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00};
constexpr std::size_t kEd25519Bytes = 32;
constexpr std::size_t kP256PointBytes = 65;  // 0x04 ‖ x ‖ y

bool has_shape(ByteView der, ByteView prefix, std::size_t key_bytes) {
  return der.size() == prefix.size() + key_bytes && std::ranges::equal(der.first(prefix.size()), prefix);
}

Bytes joined(ByteView prefix, ByteView key) {
  Bytes out(prefix.begin(), prefix.end());
  out.insert(out.end(), key.begin(), key.end());
  return out;
}

ByteView raw_key(const PublicKey& key) {
  const std::size_t length = key.algorithm == Algorithm::ed25519 ? kEd25519Bytes : kP256PointBytes;
  KATIWALA_ASSERT(key.spki.size() > length, "a public key made by hand");
  return ByteView(key.spki).last(length);
}

/// OpenSSL's form of the keys that a thread verified with last: making one costs more than a P-256 verification with it.
/// nullptr: not a key. Good until the thread's next call.
EVP_PKEY* kept_pkey(const PublicKey& key) {
  constexpr std::size_t kMost = 64;
  thread_local std::map<Bytes, PkeyHandle> kept;
  const auto found = kept.find(key.spki);
  if (found != kept.end()) return found->second.get();
  auto made = pkey_of(key);
  if (!made.ok()) return nullptr;
  if (kept.size() >= kMost) kept.clear();
  return kept.emplace(key.spki, std::move(*made)).first->second.get();
}

/// Passphrases are not asked for: no terminal is read, an encrypted key is refused.
int no_passphrase(char*, int, int, void*) { return -1; }

struct PkeySigner final : Signer {
  PkeySigner(PkeyHandle private_key, PublicKey public_half) : key(std::move(private_key)), half(std::move(public_half)) {}
  [[nodiscard]] const PublicKey& public_key() const override { return half; }

  Result<Bytes> sign(ByteView message) override {
    const MdContext context(EVP_MD_CTX_new());
    KATIWALA_ASSERT(context && EVP_DigestSignInit(context.get(), nullptr, digest_for(half.algorithm), nullptr, key.get()) == 1, "signing begin");
    std::size_t length = 0;
    KATIWALA_ASSERT(EVP_DigestSign(context.get(), nullptr, &length, message.data(), message.size()) == 1, "signature length");
    Bytes signature(length);
    KATIWALA_ASSERT(EVP_DigestSign(context.get(), signature.data(), &length, message.data(), message.size()) == 1, "signing");
    signature.resize(length);
    return signature;
  }

  PkeyHandle key;
  PublicKey half;
};

}  // namespace

const EVP_MD* digest_for(Algorithm algorithm) { return algorithm == Algorithm::ed25519 ? nullptr : sha256_algorithm(); }

std::string_view gathered(BIO* bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio, &data);
  return length <= 0 ? std::string_view{} : std::string_view(data, static_cast<std::size_t>(length));
}

Digest PublicKey::fingerprint() const { return sha256(spki); }

Result<PublicKey> PublicKey::from_spki(ByteView der) {
  if (has_shape(der, kEd25519Prefix, kEd25519Bytes)) return PublicKey{Algorithm::ed25519, Bytes(der.begin(), der.end())};
  if (!has_shape(der, kP256Prefix, kP256PointBytes)) return refuse(Code::KEY_INVALID);
  PublicKey key{Algorithm::es256, Bytes(der.begin(), der.end())};
  KATIWALA_CHECK(pkey_of(key));
  return key;
}

Result<PublicKey> PublicKey::from_ed25519_raw(ByteView raw32) {
  if (raw32.size() != kEd25519Bytes) return refuse(Code::KEY_INVALID);
  return PublicKey{Algorithm::ed25519, joined(kEd25519Prefix, raw32)};
}

Result<PkeyHandle> pkey_of(const PublicKey& key) {
  const ByteView raw = raw_key(key);
  if (key.algorithm == Algorithm::ed25519) {
    PkeyHandle made(EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, raw.data(), raw.size()));
    KATIWALA_ASSERT(made != nullptr, "Ed25519 key from 32 bytes");
    return made;
  }
  const PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  KATIWALA_ASSERT(context && EVP_PKEY_fromdata_init(context.get()) == 1, "P-256 key context");
  char curve[] = "prime256v1";
  Bytes point(raw.begin(), raw.end());
  OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve, 0),
                             OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
                             OSSL_PARAM_construct_end()};
  EVP_PKEY* made = nullptr;
  const bool on_curve = point[0] == 0x04 && EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters) == 1;
  ERR_clear_error();
  if (!on_curve) return refuse(Code::KEY_INVALID, "The P-256 key is not a point of the curve.");
  return PkeyHandle(made);
}

Result<PublicKey> public_key_of(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "ED25519") == 1) {
    std::array<std::uint8_t, kEd25519Bytes> raw{};
    std::size_t length = raw.size();
    KATIWALA_ASSERT(EVP_PKEY_get_raw_public_key(key, raw.data(), &length) == 1 && length == raw.size(), "Ed25519 public half");
    return PublicKey::from_ed25519_raw(raw);
  }
  std::array<char, 64> group{};
  if (EVP_PKEY_is_a(key, "EC") != 1 || EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr) != 1 ||
      std::string_view(group.data()) != "prime256v1") {
    ERR_clear_error();
    return refuse(Code::KEY_INVALID);
  }
  std::array<std::uint8_t, kP256PointBytes> point{0x04};
  int at = 1;
  for (const char* name : {OSSL_PKEY_PARAM_EC_PUB_X, OSSL_PKEY_PARAM_EC_PUB_Y}) {
    BIGNUM* number = nullptr;
    const bool read = EVP_PKEY_get_bn_param(key, name, &number) == 1 && BN_bn2binpad(number, point.data() + at, 32) == 32;
    BN_free(number);
    KATIWALA_ASSERT(read, "P-256 public half");
    at += 32;
  }
  return PublicKey::from_spki(joined(kP256Prefix, point));
}

Status verify(const PublicKey& key, ByteView message, ByteView signature) {
  EVP_PKEY* const pkey = kept_pkey(key);
  if (pkey == nullptr) return refuse(Code::SIGNATURE_INVALID);
  const MdContext context(EVP_MD_CTX_new());
  KATIWALA_ASSERT(context && EVP_DigestVerifyInit(context.get(), nullptr, digest_for(key.algorithm), nullptr, pkey) == 1, "verifying begin");
  const bool valid = EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
  ERR_clear_error();  // what did not verify is an answer here, not an error that a later TLS call may trip over
  if (!valid) return refuse(Code::SIGNATURE_INVALID);
  return good();
}

Result<PkeyHandle> private_key_from_pem(std::string_view pem) {
  const auto invalid = [] {
    ERR_clear_error();
    return refuse(Code::KEY_INVALID, "This is not an unencrypted PKCS#8 private key.");
  };
  constexpr std::string_view kBegin = "-----BEGIN PRIVATE KEY-----";
  if (!pem.starts_with(kBegin) || pem.size() > 4096) return invalid();
  const BioHandle bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  PkeyHandle key(PEM_read_bio_PrivateKey(bio.get(), nullptr, &no_passphrase, nullptr));
  if (!key) return invalid();
  return key;
}

Result<std::unique_ptr<Signer>> signer_from_pem(std::string_view pem) {
  KATIWALA_TRY(PkeyHandle key, private_key_from_pem(pem));
  KATIWALA_TRY(PublicKey half, public_key_of(key.get()));
  return std::unique_ptr<Signer>(std::make_unique<PkeySigner>(std::move(key), std::move(half)));
}

std::string generate_key_pem(Algorithm algorithm) {
  const PkeyHandle key(algorithm == Algorithm::ed25519 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
                                                       : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "prime256v1"));
  const BioHandle bio(BIO_new(BIO_s_mem()));
  KATIWALA_ASSERT(key && bio && PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1, "key generation");
  std::string pem(gathered(bio.get()));
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &data);
  OPENSSL_cleanse(data, static_cast<std::size_t>(length));
  return pem;
}

}  // namespace katiwala::crypto
