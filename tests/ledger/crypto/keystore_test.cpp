#include "ledger/crypto/keystore.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "ledger/crypto/digest.h"

namespace katiwala::crypto::keystore_test {
namespace {

TEST(SystemEntropy, NeverGivesTheSameBytesTwice) {
  std::set<Bytes> seen;
  constexpr int kDraws = 5000;  // many times the buffer
  for (int i = 0; i < kDraws; ++i) {
    Bytes draw(16);
    system_entropy().fill(draw);
    seen.insert(draw);
  }
  Bytes other_thread(16);
  std::thread([&other_thread] { system_entropy().fill(other_thread); }).join();
  seen.insert(other_thread);
  EXPECT_EQ(seen.size(), kDraws + 1u);
}

TEST(SystemEntropy, FillsEveryByteAtEverySizeAroundTheBuffer) {
  for (const std::size_t size : {1u, 12u, 511u, 512u, 513u, 2047u, 2048u, 2049u, 10000u}) {
    // A byte that stayed zero in 40 draws was not written: chance 2^-320 each.
    Bytes any(size, 0);
    for (int i = 0; i < 40; ++i) {
      Bytes draw(size, 0);
      system_entropy().fill(draw);
      for (std::size_t j = 0; j < size; ++j) any[j] |= draw[j];
    }
    EXPECT_EQ(std::count(any.begin(), any.end(), 0), 0) << size;
  }
  system_entropy().fill({});
}

TEST(TestEntropy, IsSha256InCounterModeWhateverTheSizesOfTheDraws) {
  const std::array<std::uint8_t, 8> zero{}, one{0, 0, 0, 0, 0, 0, 0, 1};
  Bytes expected;
  for (const auto& number : {zero, one}) {
    const Digest block = sha256({view("seed"), number});
    expected.insert(expected.end(), block.begin(), block.end());
  }
  Bytes whole(64), pieces(64);
  test_entropy("seed")->fill(whole);
  EXPECT_EQ(whole, expected);
  const auto entropy = test_entropy("seed");
  for (std::size_t at = 0, size = 1; at < 64; at += size, size = std::min<std::size_t>(size + 2, 64 - at)) {
    entropy->fill(std::span(pieces).subspan(at, size));
  }
  EXPECT_EQ(pieces, expected);
  Bytes other(64);
  test_entropy("seed2")->fill(other);
  EXPECT_NE(other, expected);
}

TEST(MemoryKeyStore, KeepsAKeyUntilItIsDestroyed) {
  const auto keys = memory_keystore(system_entropy());
  const KeyId first = *keys->create();
  const KeyId second = *keys->create();
  ASSERT_NE(first, second);
  const auto key = keys->find(first);
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(keys->find(first), key);
  EXPECT_NE(to_hex(key->raw()), to_hex(keys->find(second)->raw()));

  ASSERT_TRUE(keys->destroy(first).ok());
  EXPECT_EQ(keys->find(first), nullptr);
  EXPECT_NE(keys->find(second), nullptr);
  const Status again = keys->destroy(first);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.refusal().code, Code::KEY_MISSING);
  EXPECT_EQ(keys->find(KeyId{}), nullptr);
}

TEST(MemoryKeyStore, HasOneLedgerKeyAPurpose) {
  const auto keys = memory_keystore(system_entropy());
  const auto hmac = keys->ledger_key("request-hmac");
  const auto matching = keys->ledger_key("matching");
  ASSERT_NE(hmac, nullptr);
  ASSERT_NE(matching, nullptr);
  EXPECT_NE(to_hex(hmac->raw()), to_hex(matching->raw()));
  EXPECT_EQ(keys->ledger_key("request-hmac"), hmac);
  EXPECT_EQ(keys->ledger_key("request"), nullptr);
  EXPECT_EQ(keys->ledger_key(""), nullptr);
}

// RFC 7914 §12, the vector with r = 8 and p = 1; the first 32 of its 64 bytes (PBKDF2 output is a prefix of longer output).
TEST(Scrypt, Rfc7914) {
  const auto out = scrypt("pleaseletmein", view("SodiumChloride"), 14);
  EXPECT_EQ(to_hex(out), "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
  EXPECT_NE(scrypt("pleaseletmeim", view("SodiumChloride"), 14), out);
  EXPECT_NE(scrypt("pleaseletmein", view("SodiumChlorid"), 14), out);
  EXPECT_NE(scrypt("pleaseletmein", view("SodiumChloride"), 13), out);
}

TEST(Scrypt, EmptyInputAndHighCostWork) {
  EXPECT_EQ(scrypt({}, {}, 4), scrypt("", view(""), 4));
  EXPECT_NE(scrypt("", {}, 4), scrypt("", {}, 5));
  EXPECT_NE(scrypt("a", view("b"), 16), scrypt("a", view("c"), 16));  // 64 MiB: above the library's own memory bound
}

}  // namespace
}  // namespace katiwala::crypto::keystore_test
