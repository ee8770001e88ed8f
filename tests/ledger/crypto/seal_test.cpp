#include "ledger/crypto/seal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <thread>

namespace katiwala::crypto::seal_test {
namespace {

Bytes hex(std::string_view text) { return from_hex(text).value(); }

DataKey key_of(std::string_view text) {
  std::array<std::uint8_t, 32> raw{};
  const Bytes bytes = hex(text);
  std::copy(bytes.begin(), bytes.end(), raw.begin());
  return DataKey(raw);
}

Nonce nonce_of(std::string_view text) {
  Nonce nonce{};
  const Bytes bytes = hex(text);
  std::copy(bytes.begin(), bytes.end(), nonce.begin());
  return nonce;
}

constexpr const char* kZeroKey = "0000000000000000000000000000000000000000000000000000000000000000";
constexpr const char* kKey = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";

// The AES-256 cases of McGrew and Viega's GCM specification, as submitted to NIST.
TEST(Seal, GcmSpecificationExamples) {
  struct Case {
    const char* key;
    const char* nonce;
    const char* aad;
    const char* clear;
    const char* sealed;
  };
  const Case cases[] = {
      {kZeroKey, "000000000000000000000000", "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
      {kZeroKey, "000000000000000000000000", "", "00000000000000000000000000000000",
       "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
      {kKey, "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
       "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
       "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
       "76fc6ece0f4e1768cddf8853bb2d551b"},
  };
  for (const Case& c : cases) {
    const DataKey key = key_of(c.key);
    EXPECT_EQ(to_hex(seal(key, nonce_of(c.nonce), hex(c.aad), hex(c.clear))), c.sealed);
    const auto opened = open(key, nonce_of(c.nonce), hex(c.aad), hex(c.sealed));
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(to_hex(*opened), c.clear);
  }
}

TEST(Seal, EveryChangedByteIsRefused) {
  const DataKey key = key_of(kKey);
  const Nonce nonce = nonce_of("cafebabefacedbaddecaf888");
  const Bytes aad = hex("0011223344");
  const Bytes sealed = seal(key, nonce, aad, view("nineteen thousand nine hundred seventy-five"));
  const auto refused = [](const Result<Bytes>& result) { return !result.ok() && result.refusal().code == Code::DECRYPT_FAILED; };
  ASSERT_TRUE(open(key, nonce, aad, sealed).ok());
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes bad = sealed;
    bad[i] ^= 1;
    EXPECT_TRUE(refused(open(key, nonce, aad, bad))) << i;
  }
  for (std::size_t i = 0; i < aad.size(); ++i) {
    Bytes bad = aad;
    bad[i] ^= 1;
    EXPECT_TRUE(refused(open(key, nonce, bad, sealed))) << i;
  }
  for (std::size_t i = 0; i < nonce.size(); ++i) {
    Nonce bad = nonce;
    bad[i] ^= 1;
    EXPECT_TRUE(refused(open(key, bad, aad, sealed))) << i;
  }
  for (std::size_t i = 0; i < 32; ++i) {
    std::array<std::uint8_t, 32> raw;
    std::copy(key.raw().begin(), key.raw().end(), raw.begin());
    raw[i] ^= 1;
    EXPECT_TRUE(refused(open(DataKey(raw), nonce, aad, sealed))) << i;
  }
  for (std::size_t length = 0; length < sealed.size(); ++length) {
    EXPECT_TRUE(refused(open(key, nonce, aad, ByteView(sealed).first(length)))) << length;
  }
}

RC_GTEST_PROP(Seal, OpensToWhatWasSealed, (const std::array<std::uint8_t, 32>& raw, const Nonce& nonce, const Bytes& aad, const Bytes& clear)) {
  const DataKey key(raw);
  const Bytes sealed = seal(key, nonce, aad, clear);
  RC_ASSERT(sealed.size() == clear.size() + kTagBytes);
  const auto opened = open(key, nonce, aad, sealed);
  RC_ASSERT(opened.ok());
  RC_ASSERT(*opened == clear);
  // A failed opening in between leaves nothing behind in the thread's context.
  RC_ASSERT(!open(key, nonce, aad, ByteView(sealed).first(sealed.size() - 1)).ok());
  RC_ASSERT(seal(key, nonce, aad, clear) == sealed);
}

TEST(Seal, ThreadsDoNotShareAContext) {
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&wrong, t] {
      std::array<std::uint8_t, 32> raw{};
      raw[0] = static_cast<std::uint8_t>(t);
      const DataKey key(raw);
      const Bytes clear(300, static_cast<std::uint8_t>(t));
      for (int i = 0; i < 1000; ++i) {
        const auto opened = open(key, Nonce{}, {}, seal(key, Nonce{}, {}, clear));
        wrong[t] += !opened.ok() || *opened != clear;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(DataKey, MovingWipesTheSource) {
  const auto is_zero = [](const DataKey& key) { return std::ranges::all_of(key.raw(), [](std::uint8_t b) { return b == 0; }); };
  DataKey first = key_of(kKey);
  DataKey second = std::move(first);
  EXPECT_TRUE(is_zero(first));  // NOLINT: looking at the moved-from key is the point
  DataKey third = key_of(kZeroKey);
  third = std::move(second);
  EXPECT_TRUE(is_zero(second));  // NOLINT
  EXPECT_EQ(to_hex(third.raw()), kKey);
}

TEST(DataKey, IsWipedWhenDestroyed) {
  alignas(DataKey) std::array<std::uint8_t, sizeof(DataKey)> place{};
  auto* const key = new (place.data()) DataKey(key_of(kKey));
  EXPECT_EQ(to_hex(place), kKey);
  key->~DataKey();
  const volatile std::uint8_t* const seen = place.data();
  for (std::size_t i = 0; i < place.size(); ++i) EXPECT_EQ(seen[i], 0) << i;
}

}  // namespace
}  // namespace katiwala::crypto::seal_test
