#include "ledger/crypto/seal.h"

#include <climits>

#include "ledger/crypto/openssl_handles.h"

namespace katiwala::crypto {
namespace {

const EVP_CIPHER* aes_256_gcm() {
  static const EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  KATIWALA_ASSERT(algorithm != nullptr, "no AES-256-GCM in this OpenSSL");
  return algorithm;
}

/// One context a thread and direction. Every use gives key and nonce anew; a null cipher keeps the memory.
EVP_CIPHER_CTX* thread_context(bool sealing) {
  const auto make = [](bool encrypt) {
    CipherContext made(EVP_CIPHER_CTX_new());
    KATIWALA_ASSERT(made && EVP_CipherInit_ex2(made.get(), aes_256_gcm(), nullptr, nullptr, encrypt ? 1 : 0, nullptr) == 1, "AES-256-GCM context");
    return made;
  };
  thread_local const CipherContext seals = make(true);
  thread_local const CipherContext opens = make(false);
  return sealing ? seals.get() : opens.get();
}

EVP_CIPHER_CTX* begin(bool sealing, const DataKey& key, const Nonce& nonce, ByteView aad) {
  EVP_CIPHER_CTX* const context = thread_context(sealing);
  KATIWALA_ASSERT(EVP_CipherInit_ex2(context, nullptr, key.raw().data(), nonce.data(), -1, nullptr) == 1, "AES-256-GCM begin");
  if (!aad.empty()) {
    KATIWALA_ASSERT(aad.size() <= INT_MAX, "AAD too long");
    int done = 0;
    KATIWALA_ASSERT(EVP_CipherUpdate(context, nullptr, &done, aad.data(), static_cast<int>(aad.size())) == 1, "AES-256-GCM AAD");
  }
  return context;
}

void run(EVP_CIPHER_CTX* context, std::uint8_t* out, ByteView in) {
  if (in.empty()) return;
  KATIWALA_ASSERT(in.size() <= INT_MAX, "too long to seal or open in one piece");
  int done = 0;
  KATIWALA_ASSERT(EVP_CipherUpdate(context, out, &done, in.data(), static_cast<int>(in.size())) == 1, "AES-256-GCM update");
  KATIWALA_ASSERT(static_cast<std::size_t>(done) == in.size(), "AES-256-GCM is a stream");
}

/// Puts a key of zeros in the place of the caller's, so that no key outlives its DataKey in a thread's context.
void forget_key(EVP_CIPHER_CTX* context) {
  static constexpr std::array<std::uint8_t, 32> kZeros{};
  KATIWALA_ASSERT(EVP_CipherInit_ex2(context, nullptr, kZeros.data(), nullptr, -1, nullptr) == 1, "AES-256-GCM forget");
}

}  // namespace

DataKey::DataKey(const std::array<std::uint8_t, 32>& raw) : raw_(raw) {}
DataKey::~DataKey() { OPENSSL_cleanse(raw_.data(), raw_.size()); }
DataKey::DataKey(DataKey&& other) noexcept : raw_(other.raw_) { OPENSSL_cleanse(other.raw_.data(), other.raw_.size()); }
DataKey& DataKey::operator=(DataKey&& other) noexcept {
  if (this != &other) {
    raw_ = other.raw_;
    OPENSSL_cleanse(other.raw_.data(), other.raw_.size());
  }
  return *this;
}

Bytes seal(const DataKey& key, const Nonce& nonce, ByteView aad, ByteView clear) {
  EVP_CIPHER_CTX* const context = begin(true, key, nonce, aad);
  Bytes out(clear.size() + kTagBytes);
  run(context, out.data(), clear);
  std::uint8_t* const tag = out.data() + clear.size();
  int done = 0;
  KATIWALA_ASSERT(EVP_CipherFinal_ex(context, tag, &done) == 1 && done == 0, "AES-256-GCM finish");
  KATIWALA_ASSERT(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTagBytes), tag) == 1, "AES-256-GCM tag");
  forget_key(context);
  return out;
}

Result<Bytes> open(const DataKey& key, const Nonce& nonce, ByteView aad, ByteView sealed) {
  if (sealed.size() < kTagBytes) return refuse(Code::DECRYPT_FAILED);
  const std::size_t length = sealed.size() - kTagBytes;
  EVP_CIPHER_CTX* const context = begin(false, key, nonce, aad);
  Bytes out(length);
  run(context, out.data(), sealed.first(length));
  std::array<std::uint8_t, kTagBytes> tag;
  std::memcpy(tag.data(), sealed.data() + length, tag.size());
  KATIWALA_ASSERT(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1, "AES-256-GCM tag");
  std::uint8_t nothing = 0;
  int done = 0;
  const bool genuine = EVP_CipherFinal_ex(context, &nothing, &done) == 1;
  forget_key(context);
  if (genuine) return out;
  OPENSSL_cleanse(out.data(), out.size());  // never hand on what was not authenticated
  return refuse(Code::DECRYPT_FAILED);
}

}  // namespace katiwala::crypto
