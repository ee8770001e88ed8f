#include "ledger/crypto/digest.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <thread>

#include "ledger/crypto/crc32c.h"

namespace katiwala::crypto::digest_test {
namespace {

Bytes hex(std::string_view text) { return from_hex(text).value(); }
Bytes repeated(std::uint8_t byte, std::size_t count) { return Bytes(count, byte); }

TEST(Sha256, NistExamples) {
  struct Case {
    std::string message;
    const char* digest;
  };
  const Case cases[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const Case& c : cases) EXPECT_EQ(to_hex(sha256(view(c.message))), c.digest) << c.message.size();
}

RC_GTEST_PROP(Sha256, PiecesAndStreamEqualTheWhole, (const std::vector<Bytes>& pieces)) {
  Bytes whole;
  Sha256 stream;
  for (const Bytes& piece : pieces) {
    whole.insert(whole.end(), piece.begin(), piece.end());
    stream.update(piece);
  }
  RC_ASSERT(stream.finish() == sha256(whole));
  const std::size_t cut = whole.size() / 3;
  RC_ASSERT(sha256({ByteView(whole).first(cut), ByteView(whole).subspan(cut)}) == sha256(whole));
}

TEST(Sha256, StreamsInterleaveWithOneShotsOnOneThread) {
  Sha256 stream;
  stream.update(view("a"));
  const Digest between = sha256(view("something else"));
  stream.update(view("bc"));
  Sha256 moved = std::move(stream);
  EXPECT_EQ(moved.finish(), sha256(view("abc")));
  EXPECT_EQ(between, sha256(view("something else")));
}

TEST(Sha256, ThreadsDoNotShareAContext) {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&wrong, t] {
      const Bytes message(100 + t, static_cast<std::uint8_t>(t));
      const Digest expected = sha256(message);
      for (int i = 0; i < 2000; ++i) wrong[t] += sha256({ByteView(message).first(50), ByteView(message).subspan(50)}) != expected;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(Sha256DeathTest, FinishesOnce) {
  Sha256 stream;
  (void)stream.finish();
  EXPECT_DEATH((void)stream.finish(), "finished");
}

TEST(Hmac, Rfc4231) {
  struct Case {
    Bytes key;
    Bytes message;
    const char* mac;
  };
  const auto text = [](std::string_view t) { return Bytes(view(t).begin(), view(t).end()); };
  const Case cases[] = {
      {repeated(0x0b, 20), text("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {text("Jefe"), text("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {repeated(0xaa, 20), repeated(0xdd, 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {hex("0102030405060708090a0b0c0d0e0f10111213141516171819"), repeated(0xcd, 50),
       "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
      {repeated(0xaa, 131), text("Test Using Larger Than Block-Size Key - Hash Key First"),
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {repeated(0xaa, 131),
       text("This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed "
            "before being used by the HMAC algorithm."),
       "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(to_hex(hmac_sha256(c.key, {c.message})), c.mac);
    EXPECT_EQ(to_hex(hmac_sha256(c.key, {ByteView(c.message).first(3), ByteView(c.message).subspan(3)})), c.mac);
    Bytes other = c.key;
    other.back() ^= 1;
    EXPECT_NE(to_hex(hmac_sha256(other, {c.message})), c.mac);
  }
}

TEST(Hmac, AnEmptyKeyIsNotTheKeyOfLastTime) {
  const Digest keyed = hmac_sha256(view("Jefe"), {view("m")});
  const Digest empty = hmac_sha256({}, {view("m")});
  EXPECT_NE(empty, keyed);
  EXPECT_EQ(empty, hmac_sha256(repeated(0, 64), {view("m")}));  // RFC 2104: a key is padded with zeros
}

TEST(Crc32c, Rfc3720Examples) {
  Bytes rising(32), falling(32);
  for (std::size_t i = 0; i < 32; ++i) {
    rising[i] = static_cast<std::uint8_t>(i);
    falling[i] = static_cast<std::uint8_t>(31 - i);
  }
  struct Case {
    Bytes message;
    std::uint32_t crc;
  };
  const Case cases[] = {
      {Bytes(view("123456789").begin(), view("123456789").end()), 0xe3069283},
      {{}, 0},
      {repeated(0, 32), 0x8a9136aa},
      {repeated(0xff, 32), 0x62a8ab43},
      {rising, 0x46dd794e},
      {falling, 0x113fdb5c},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(crc32c(c.message), c.crc);
    EXPECT_EQ(crc32c_portable(c.message), c.crc);
  }
}

RC_GTEST_PROP(Crc32c, InstructionEqualsTable, (const Bytes& message)) { RC_ASSERT(crc32c(message) == crc32c_portable(message)); }

RC_GTEST_PROP(Crc32c, SeesEveryFlippedBit, (Bytes message, std::size_t where)) {
  RC_PRE(!message.empty());
  const std::uint32_t before = crc32c(message);
  where %= message.size() * 8;
  message[where / 8] = static_cast<std::uint8_t>(message[where / 8] ^ (1u << (where % 8)));
  RC_ASSERT(crc32c(message) != before);
}

}  // namespace
}  // namespace katiwala::crypto::digest_test
