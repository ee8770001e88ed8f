#include "ledger/passkey/rsa.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>

#include "ledger/base/endian.h"

namespace katiwala::passkey {
namespace {

constexpr std::size_t kLeastBytes = 256, kMostBytes = 512;
constexpr std::uint8_t kExponent[] = {0x01, 0x00, 0x01};
/// SEQUENCE { rsaEncryption, NULL }
constexpr std::uint8_t kRsaEncryption[] = {0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};
constexpr std::uint8_t kSequence = 0x30, kBitString = 0x03, kInteger = 0x02;
/// Of a SubjectPublicKeyInfo beside the modulus: before it, and in all.
constexpr std::size_t kBefore = 33, kAround = 38;

void append(Bytes& out, ByteView more) { out.insert(out.end(), more.begin(), more.end()); }

/// Every length here has two bytes: the modulus has 256 at least.
void begin(Bytes& out, std::uint8_t tag, std::size_t content_bytes) {
  out.insert(out.end(), {tag, 0x82});
  append_be(out, static_cast<std::uint16_t>(content_bytes));
}

using Pkey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

}  // namespace

Result<Bytes> rsa_spki(ByteView modulus, ByteView exponent) {
  const auto invalid = [](std::string message) { return refuse(Code::KEY_INVALID, std::move(message), "credentialPublicKey"); };
  const std::size_t length = modulus.size();
  if (length < kLeastBytes || length > kMostBytes || (modulus.front() & 0x80) == 0) {
    return invalid("The passkey's RSA key has fewer than 2048 bits, more than 4096, or not a whole number of bytes.");
  }
  if ((modulus.back() & 1) == 0) return invalid("The passkey's RSA key is even.");
  if (!std::ranges::equal(exponent, kExponent)) return invalid("The exponent of the passkey's RSA key is not 65537.");
  Bytes out;
  begin(out, kSequence, length + 34);
  append(out, kRsaEncryption);
  begin(out, kBitString, length + 15);
  out.push_back(0);  // no unused bits
  begin(out, kSequence, length + 10);
  begin(out, kInteger, length + 1);
  out.push_back(0);  // the top bit is not a sign
  append(out, modulus);
  out.insert(out.end(), {kInteger, 3});
  append(out, kExponent);
  return out;
}

Result<Bytes> rsa_from_spki(ByteView der) {
  if (der.size() < kAround + kLeastBytes) return refuse(Code::KEY_INVALID);
  KATIWALA_TRY(Bytes again, rsa_spki(der.subspan(kBefore, der.size() - kAround), kExponent));
  if (!std::ranges::equal(again, der)) return refuse(Code::KEY_INVALID);
  return again;
}

bool verify_rs256(ByteView spki, ByteView message, ByteView signature) {
  if (!rsa_from_spki(spki).ok()) return false;
  const unsigned char* from = spki.data();
  const Pkey key(d2i_PUBKEY(nullptr, &from, static_cast<long>(spki.size())), &EVP_PKEY_free);
  const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  // PKCS #1 v1.5 is what OpenSSL does with an RSA key that is given no other padding.
  const bool valid = key && context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
                     EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
  ERR_clear_error();  // what did not verify is an answer here, not an error that a later TLS call may trip over
  return valid;
}

}  // namespace katiwala::passkey
