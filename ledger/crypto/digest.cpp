#include "ledger/crypto/digest.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <utility>

#include "ledger/base/assert.h"
#include "ledger/crypto/openssl_handles.h"

namespace katiwala::crypto {
namespace {

EVP_MD_CTX* thread_context() {
  thread_local const MdContext context = [] {
    MdContext made(EVP_MD_CTX_new());
    KATIWALA_ASSERT(made && EVP_DigestInit_ex2(made.get(), sha256_algorithm(), nullptr) == 1, "SHA-256 context");
    return made;
  }();
  return context.get();
}

/// A null algorithm keeps the one the context has, and with it the context's memory.
void begin(EVP_MD_CTX* context) {
  KATIWALA_ASSERT(EVP_DigestInit_ex2(context, nullptr, nullptr) == 1, "SHA-256 begin");
}

void add(EVP_MD_CTX* context, ByteView bytes) {
  KATIWALA_ASSERT(EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1, "SHA-256 update");
}

Digest end(EVP_MD_CTX* context) {
  Digest out;
  KATIWALA_ASSERT(EVP_DigestFinal_ex(context, out.data(), nullptr) == 1, "SHA-256 finish");
  return out;
}

EVP_MAC_CTX* thread_mac() {
  thread_local const MacContext context = [] {
    EVP_MAC* hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    KATIWALA_ASSERT(hmac != nullptr, "no HMAC in this OpenSSL");
    MacContext made(EVP_MAC_CTX_new(hmac));
    EVP_MAC_free(hmac);  // the context holds its own reference
    char digest_name[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name, 0), OSSL_PARAM_construct_end()};
    KATIWALA_ASSERT(made && EVP_MAC_CTX_set_params(made.get(), parameters) == 1, "HMAC context");
    return made;
  }();
  return context.get();
}

}  // namespace

const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  KATIWALA_ASSERT(algorithm != nullptr, "no SHA-256 in this OpenSSL");
  return algorithm;
}

Digest sha256(ByteView bytes) { return sha256({bytes}); }

std::array<std::uint8_t, 64> sha512(ByteView bytes) {
  std::array<std::uint8_t, 64> out;
  KATIWALA_ASSERT(EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, EVP_sha512(), nullptr) == 1, "SHA-512");
  return out;
}

Digest sha256(std::initializer_list<ByteView> pieces) {
  EVP_MD_CTX* const context = thread_context();
  begin(context);
  for (const ByteView piece : pieces) add(context, piece);
  return end(context);
}

Digest hmac_sha256(ByteView key, std::initializer_list<ByteView> pieces) {
  // A null key means "the key of last time" to OpenSSL; an empty one must not.
  static constexpr std::uint8_t kNothing = 0;
  const std::uint8_t* const raw = key.empty() ? &kNothing : key.data();
  EVP_MAC_CTX* const context = thread_mac();
  KATIWALA_ASSERT(EVP_MAC_init(context, raw, key.size(), nullptr) == 1, "HMAC begin");
  for (const ByteView piece : pieces) KATIWALA_ASSERT(EVP_MAC_update(context, piece.data(), piece.size()) == 1, "HMAC update");
  Digest out;
  std::size_t length = 0;
  KATIWALA_ASSERT(EVP_MAC_final(context, out.data(), &length, out.size()) == 1 && length == out.size(), "HMAC finish");
  return out;
}

struct Sha256::Impl {
  MdContext context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : impl_(std::make_unique<Impl>()) {
  KATIWALA_ASSERT(impl_->context && EVP_DigestInit_ex2(impl_->context.get(), sha256_algorithm(), nullptr) == 1, "SHA-256 begin");
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(ByteView bytes) {
  KATIWALA_ASSERT(impl_ != nullptr, "SHA-256 used after it was finished");
  add(impl_->context.get(), bytes);
}

Digest Sha256::finish() {
  KATIWALA_ASSERT(impl_ != nullptr, "SHA-256 used after it was finished");
  const auto last = std::move(impl_);
  return end(last->context.get());
}

}  // namespace katiwala::crypto
