#include "tests/kit/soft_passkey.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/sha.h>

#include <algorithm>

#include "ledger/base/assert.h"
#include "ledger/base/endian.h"

namespace katiwala::testing {
namespace {

Bytes sha256(ByteView bytes) {
  Bytes out(SHA256_DIGEST_LENGTH);
  SHA256(bytes.data(), bytes.size(), out.data());
  return out;
}

Bytes owned(std::string_view text) { return {view(text).begin(), view(text).end()}; }

/// A number of the key, big-endian; `width` 0 is as short as it can be.
Bytes number_of(const EVP_PKEY* key, const char* name, std::size_t width) {
  BIGNUM* number = nullptr;
  KATIWALA_ASSERT(EVP_PKEY_get_bn_param(key, name, &number) == 1, "a number of the key");
  Bytes out(width == 0 ? static_cast<std::size_t>(BN_num_bytes(number)) : width);
  KATIWALA_ASSERT(BN_bn2binpad(number, out.data(), static_cast<int>(out.size())) >= 0, "a number of the key, written");
  BN_free(number);
  return out;
}

std::string base64url(ByteView bytes) {
  std::string out = to_base64(bytes);
  for (char& each : out) each = each == '+' ? '-' : each == '/' ? '_' : each;
  while (out.ends_with('=')) out.pop_back();
  return out;
}

}  // namespace

namespace cbor {

Bytes head(unsigned major, std::uint64_t argument) {
  const auto first = [major](unsigned info) { return static_cast<std::uint8_t>(major << 5 | info); };
  Bytes out;
  if (argument < 24) {
    out.push_back(first(static_cast<unsigned>(argument)));
  } else if (argument <= 0xff) {
    out = {first(24), static_cast<std::uint8_t>(argument)};
  } else if (argument <= 0xffff) {
    out = {first(25)};
    append_be(out, static_cast<std::uint16_t>(argument));
  } else if (argument <= 0xffffffff) {
    out = {first(26)};
    append_be(out, static_cast<std::uint32_t>(argument));
  } else {
    out = {first(27)};
    append_be(out, argument);
  }
  return out;
}

Bytes number(std::int64_t value) {
  return value >= 0 ? head(0, static_cast<std::uint64_t>(value)) : head(1, static_cast<std::uint64_t>(-(value + 1)));
}
Bytes bytes(ByteView value) { return joined({head(2, value.size()), Bytes(value.begin(), value.end())}); }
Bytes text(std::string_view value) { return joined({head(3, value.size()), owned(value)}); }

Bytes array(std::vector<Bytes> items) {
  Bytes out = head(4, items.size());
  for (const Bytes& item : items) out.insert(out.end(), item.begin(), item.end());
  return out;
}

Bytes map(std::vector<std::pair<Bytes, Bytes>> pairs) {
  Bytes out = head(5, pairs.size());
  for (const auto& [key, value] : pairs) out = joined({out, key, value});
  return out;
}

}  // namespace cbor

Bytes joined(std::vector<Bytes> pieces) {
  Bytes out;
  for (const Bytes& piece : pieces) out.insert(out.end(), piece.begin(), piece.end());
  return out;
}

Asked to_sign(ByteView canonical, std::uint32_t counter) {
  Asked asked;
  asked.type = "webauthn.get";
  asked.challenge = sha256(canonical);
  asked.counter = counter;
  return asked;
}

std::string client_data(const Asked& asked) {
  return "{\"type\":\"" + asked.type + "\",\"challenge\":\"" + base64url(asked.challenge) + "\",\"origin\":\"" + asked.origin + "\",\"crossOrigin\":" +
         asked.cross_origin + asked.further + "}";
}

Bytes authenticator_data(const Asked& asked) {
  Bytes out = sha256(view(asked.rp_id));
  out.push_back(asked.flags);
  append_be(out, asked.counter);
  return joined({out, asked.extensions});
}

Bytes attestation_object(std::string_view format, const Bytes& statement, const Bytes& authenticator_data) {
  return cbor::map({{cbor::text("fmt"), cbor::text(format)}, {cbor::text("attStmt"), statement}, {cbor::text("authData"), cbor::bytes(authenticator_data)}});
}

Bytes other_s(const Bytes& der) {
  const unsigned char* from = der.data();
  ECDSA_SIG* const signature = d2i_ECDSA_SIG(nullptr, &from, static_cast<long>(der.size()));
  KATIWALA_ASSERT(signature != nullptr, "an ECDSA signature");
  BIGNUM* order = nullptr;
  BN_hex2bn(&order, "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  BIGNUM* const s = BN_new();
  KATIWALA_ASSERT(BN_sub(s, order, ECDSA_SIG_get0_s(signature)) == 1, "n - s");
  KATIWALA_ASSERT(ECDSA_SIG_set0(signature, BN_dup(ECDSA_SIG_get0_r(signature)), s) == 1, "the other signature");
  unsigned char* bytes = nullptr;
  const int length = i2d_ECDSA_SIG(signature, &bytes);
  Bytes out(bytes, bytes + length);
  OPENSSL_free(bytes);
  BN_free(order);
  ECDSA_SIG_free(signature);
  return out;
}

SoftPasskey::SoftPasskey(Kind kind, std::string_view name, unsigned rsa_bits) : kind_(kind), id_(sha256(view(name))) {
  EVP_PKEY* const made = kind == Kind::es256   ? EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "prime256v1")
                         : kind == Kind::eddsa ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
                                               : EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(rsa_bits));
  KATIWALA_ASSERT(made != nullptr, "a passkey's key");
  key_ = std::shared_ptr<EVP_PKEY>(made, &EVP_PKEY_free);
}

std::int64_t SoftPasskey::cose_algorithm() const { return kind_ == Kind::es256 ? -7 : kind_ == Kind::eddsa ? -8 : -257; }

std::vector<Bytes> SoftPasskey::public_parts() const {
  if (kind_ == Kind::es256) return {number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32), number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32)};
  if (kind_ == Kind::rs256) return {number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N, 0), number_of(key_.get(), OSSL_PKEY_PARAM_RSA_E, 0)};
  Bytes raw(32);
  std::size_t length = raw.size();
  KATIWALA_ASSERT(EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &length) == 1, "an Ed25519 public half");
  return {raw};
}

Bytes SoftPasskey::cose_key() const {
  using cbor::bytes, cbor::number;
  const auto parts = public_parts();
  const std::pair<Bytes, Bytes> algorithm{number(3), number(cose_algorithm())};
  if (kind_ == Kind::es256) {
    return cbor::map({{number(1), number(2)}, algorithm, {number(-1), number(1)}, {number(-2), bytes(parts[0])}, {number(-3), bytes(parts[1])}});
  }
  if (kind_ == Kind::eddsa) return cbor::map({{number(1), number(1)}, algorithm, {number(-1), number(6)}, {number(-2), bytes(parts[0])}});
  return cbor::map({{number(1), number(3)}, algorithm, {number(-1), bytes(parts[0])}, {number(-2), bytes(parts[1])}});
}

Bytes SoftPasskey::sign(ByteView message) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  const EVP_MD* const digest = kind_ == Kind::eddsa ? nullptr : EVP_sha256();
  KATIWALA_ASSERT(EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()) == 1, "signing begin");
  std::size_t length = 0;
  KATIWALA_ASSERT(EVP_DigestSign(context.get(), nullptr, &length, message.data(), message.size()) == 1, "signature length");
  Bytes out(length);
  KATIWALA_ASSERT(EVP_DigestSign(context.get(), out.data(), &length, message.data(), message.size()) == 1, "signing");
  out.resize(length);
  return out;
}

Bytes SoftPasskey::attested_data(const Asked& asked) const { return attested_data(asked, cose_key()); }

Bytes SoftPasskey::attested_data(const Asked& asked, const Bytes& cose_key) const {
  Asked bare = asked;
  bare.flags |= kAt;
  bare.extensions.clear();
  Bytes length;
  append_be(length, static_cast<std::uint16_t>(id_.size()));
  const Bytes aaguid = owned("sandbox passkey.");
  return joined({authenticator_data(bare), aaguid, length, id_, cose_key, asked.extensions});
}

Bytes SoftPasskey::signature(const Bytes& authenticator_data, std::string_view client_data) const {
  return sign(joined({authenticator_data, sha256(view(client_data))}));
}

}  // namespace katiwala::testing
