#include "ledger/store/keyfile_format.h"

#include <string.h>  // explicit_bzero

#include "ledger/base/endian.h"
#include "ledger/crypto/digest.h"

namespace katiwala::store {
namespace {

constexpr std::string_view kKeystoreMagic = "KTK1";
constexpr std::string_view kKekMagic = "KTS1";
constexpr std::size_t kPlainHeadBytes = 29;
constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kHeadBytes = kPlainHeadBytes + sizeof(crypto::Nonce) + kKeyBytes + crypto::kTagBytes;
constexpr std::size_t kKekFileBytes = 48;
constexpr int kMaxScryptLog2N = 20;

/// Clear key bytes on their way through: wiped when they go out of scope.
struct Wiped {
  Bytes bytes;
  ~Wiped() { explicit_bzero(bytes.data(), bytes.size()); }
};

Refusal damaged(const char* what) { return refuse(Code::KEY_STORE_DAMAGED, std::string("The key store does not open: ") + what + "."); }

SharedKey key_from(ByteView raw) {
  std::array<std::uint8_t, kKeyBytes> copy;
  std::memcpy(copy.data(), raw.data(), kKeyBytes);
  auto key = std::make_shared<const crypto::DataKey>(copy);
  explicit_bzero(copy.data(), copy.size());
  return key;
}

void append(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

SharedKey wrapping_key(const crypto::DataKey& stretched, const KekSecret& secret) {
  Digest mac = crypto::hmac_sha256(secret.secret->raw(), {stretched.raw()});
  SharedKey key = key_from(mac);
  explicit_bzero(mac.data(), mac.size());
  return key;
}

/// nonce ‖ sealed
void append_sealed(Bytes& out, crypto::Entropy& entropy, const crypto::DataKey& key, ByteView clear) {
  crypto::Nonce nonce;
  entropy.fill(nonce);
  const Bytes sealed = crypto::seal(key, nonce, out, clear);
  append(out, nonce);
  append(out, sealed);
}

Result<Bytes> open_sealed(const crypto::DataKey& key, ByteView aad, ByteView box) {
  crypto::Nonce nonce;
  std::memcpy(nonce.data(), box.data(), nonce.size());
  return crypto::open(key, nonce, aad, box.subspan(nonce.size()));
}

Bytes encode_keys(const KeySet& keys) {
  Bytes out;
  // Sized first: growing would leave copies of keys in freed memory.
  out.reserve(64 + keys.ledger_keys.size() * 300 + keys.data_keys.size() * 48);
  out.push_back(static_cast<std::uint8_t>(keys.ledger_keys.size()));
  for (const auto& [purpose, key] : keys.ledger_keys) {
    out.push_back(static_cast<std::uint8_t>(purpose.size()));
    append(out, view(purpose));
    append(out, key->raw());
  }
  append_be(out, static_cast<std::uint32_t>(keys.data_keys.size()));
  for (const auto& [id, key] : keys.data_keys) {
    append(out, id.bytes);
    append(out, key->raw());
  }
  return out;
}

/// Takes `count` bytes off the front; nothing if there are fewer.
std::optional<ByteView> take(ByteView& in, std::size_t count) {
  if (in.size() < count) return std::nullopt;
  const ByteView out = in.first(count);
  in = in.subspan(count);
  return out;
}

std::optional<KeySet> decode_keys(ByteView in) {
  KeySet keys;
  const auto ledger_count = take(in, 1);
  if (!ledger_count) return std::nullopt;
  for (unsigned i = 0; i < (*ledger_count)[0]; ++i) {
    const auto length = take(in, 1);
    const auto purpose = length ? take(in, (*length)[0]) : std::nullopt;
    const auto key = purpose ? take(in, kKeyBytes) : std::nullopt;
    if (!key || !keys.ledger_keys.emplace(std::string(text_of(*purpose)), key_from(*key)).second) return std::nullopt;
  }
  const auto count = take(in, 4);
  if (!count) return std::nullopt;
  for (std::uint32_t i = 0; i < load_be<std::uint32_t>(count->data()); ++i) {
    const auto id = take(in, 16);
    const auto key = id ? take(in, kKeyBytes) : std::nullopt;
    if (!key) return std::nullopt;
    crypto::KeyId key_id;
    std::memcpy(key_id.bytes.data(), id->data(), 16);
    if (!keys.data_keys.emplace(key_id, key_from(*key)).second) return std::nullopt;
  }
  return in.empty() ? std::optional(std::move(keys)) : std::nullopt;
}

}  // namespace

SharedKey fresh_key(crypto::Entropy& entropy) { return std::make_shared<const crypto::DataKey>(crypto::fresh_data_key(entropy)); }

Bytes encode(const KekSecret& secret) {
  Bytes out;
  out.reserve(kKekFileBytes);
  append(out, view(kKekMagic));
  append_be(out, secret.generation);
  append(out, secret.secret->raw());
  append_be(out, crypto::crc32c(out));
  return out;
}

std::optional<KekSecret> decode_kek(ByteView bytes) {
  if (bytes.size() != kKekFileBytes || text_of(bytes.first(4)) != kKekMagic) return std::nullopt;
  if (crypto::crc32c(bytes.first(kKekFileBytes - 4)) != load_be<std::uint32_t>(bytes.data() + kKekFileBytes - 4)) return std::nullopt;
  return KekSecret{load_be<std::uint64_t>(bytes.data() + 4), key_from(bytes.subspan(12, kKeyBytes))};
}

Wrapping wrap_fresh(crypto::Entropy& entropy, int scrypt_log2_n, const std::array<std::uint8_t, 16>& salt,
                    const crypto::DataKey& stretched, const KekSecret& secret) {
  Wrapping wrapping{scrypt_log2_n, salt, secret.generation, fresh_key(entropy), {}};
  append(wrapping.head, view(kKeystoreMagic));
  wrapping.head.push_back(static_cast<std::uint8_t>(scrypt_log2_n));
  append(wrapping.head, salt);
  append_be(wrapping.head, secret.generation);
  append_sealed(wrapping.head, entropy, *wrapping_key(stretched, secret), wrapping.kek->raw());
  return wrapping;
}

Bytes encode_keystore(crypto::Entropy& entropy, const Wrapping& wrapping, const KeySet& keys) {
  const Wiped clear{encode_keys(keys)};
  Bytes out = wrapping.head;
  append_sealed(out, entropy, *wrapping.kek, clear.bytes);
  return out;
}

Result<Wrapping> decode_keystore_head(ByteView file) {
  if (file.size() < kHeadBytes + sizeof(crypto::Nonce) + crypto::kTagBytes) return damaged("it is cut short");
  if (text_of(file.first(4)) != kKeystoreMagic) return damaged("it is not a key store of this format");
  Wrapping wrapping;
  wrapping.scrypt_log2_n = file[4];
  if (wrapping.scrypt_log2_n < 1 || wrapping.scrypt_log2_n > kMaxScryptLog2N) return damaged("its scrypt cost is out of range");
  std::memcpy(wrapping.salt.data(), file.data() + 5, wrapping.salt.size());
  wrapping.generation = load_be<std::uint64_t>(file.data() + 21);
  wrapping.head.assign(file.begin(), file.begin() + kHeadBytes);
  return wrapping;
}

Result<KeySet> open_keystore(ByteView file, Wrapping& wrapping, const crypto::DataKey& stretched, const KekSecret& secret) {
  const ByteView plain_head = file.first(kPlainHeadBytes);
  const ByteView wrapped = file.subspan(kPlainHeadBytes, kHeadBytes - kPlainHeadBytes);
  auto kek = open_sealed(*wrapping_key(stretched, secret), plain_head, wrapped);
  if (!kek.ok()) return damaged("the passphrase or the kek is another, or it is damaged");
  const Wiped raw_kek{std::move(kek).value()};
  wrapping.kek = key_from(raw_kek.bytes);
  auto body = open_sealed(*wrapping.kek, file.first(kHeadBytes), file.subspan(kHeadBytes));
  if (!body.ok()) return damaged("the keys are damaged");
  const Wiped clear{std::move(body).value()};
  auto keys = decode_keys(clear.bytes);
  if (!keys) return damaged("the keys are malformed");
  return std::move(*keys);
}

}  // namespace katiwala::store
