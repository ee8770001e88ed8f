#include <openssl/rand.h>

#include <algorithm>
#include <climits>
#include <cstring>

#include "ledger/crypto/digest.h"
#include "ledger/crypto/keystore.h"
#include "ledger/crypto/openssl_handles.h"

namespace katiwala::crypto {
namespace {

void draw(std::span<std::uint8_t> out) {
  KATIWALA_ASSERT(out.size() <= INT_MAX, "too much randomness asked for at once");
  KATIWALA_ASSERT(RAND_bytes(out.data(), static_cast<int>(out.size())) == 1, "the system's random source failed");
}

/// RAND_bytes costs about a microsecond a call whatever the length; salts and nonces are 12 or 16 bytes.
class ThreadBuffer {
 public:
  ~ThreadBuffer() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  void fill(std::span<std::uint8_t> out) {
    if (out.size() > bytes_.size() / 4) return draw(out);
    if (out.empty()) return;
    if (bytes_.size() - used_ < out.size()) {
      draw(bytes_);
      used_ = 0;
    }
    std::memcpy(out.data(), bytes_.data() + used_, out.size());
    OPENSSL_cleanse(bytes_.data() + used_, out.size());  // given once, to one caller
    used_ += out.size();
  }

 private:
  std::array<std::uint8_t, 2048> bytes_{};
  std::size_t used_ = bytes_.size();
};

class SystemEntropy final : public Entropy {
 public:
  void fill(std::span<std::uint8_t> out) override {
    thread_local ThreadBuffer buffer;
    buffer.fill(out);
  }
};

/// Block i of the stream is SHA-256(seed ‖ i as u64 big-endian), i from 0.
class TestEntropy final : public Entropy {
 public:
  explicit TestEntropy(std::string_view seed) : seed_(seed) {}
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) {
      if (used_ == block_.size()) next_block();
      byte = block_[used_++];
    }
  }

 private:
  void next_block() {
    std::array<std::uint8_t, 8> number;
    for (std::size_t i = 0; i < 8; ++i) number[i] = static_cast<std::uint8_t>(counter_ >> (56 - 8 * i));
    block_ = sha256({view(seed_), number});
    ++counter_;
    used_ = 0;
  }

  std::string seed_;
  std::uint64_t counter_ = 0;
  Digest block_{};
  std::size_t used_ = block_.size();
};

}  // namespace

Entropy& system_entropy() {
  static SystemEntropy entropy;
  return entropy;
}

std::unique_ptr<Entropy> test_entropy(std::string_view seed) { return std::make_unique<TestEntropy>(seed); }

}  // namespace katiwala::crypto
