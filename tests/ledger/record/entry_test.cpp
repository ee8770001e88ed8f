// The header: golden bytes that were computed without this code, every malformed case, and the chain rule.
#include "ledger/record/entry.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <limits>

namespace katiwala::record::entry_test {
namespace {

constexpr std::string_view kPrevHex = "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f";
constexpr std::string_view kActHash = "fb98ff98328ec95f93dbb10cda7ea85f7a0928ec54c05d118d62abde4ba7539c";
constexpr std::string_view kEmptyHash = "401da6ea6a614dd6d773b1ba84c91ee6d981827bd0bdc5188aa2e5dbffba558c";
constexpr std::string_view kLeafHash = "41e5822fbd50e198371c4b605c63ec3b16f79d0835be88a616245b28a71ea38d";

Digest digest(std::string_view hex) {
  const Bytes raw = from_hex(hex).value();
  Digest out;
  std::copy_n(raw.begin(), out.size(), out.begin());
  return out;
}

/// Two parts: "act" under salt a0..af, and the empty one under a salt of zeros.
Header golden() { return {0x0102030405060708, digest(kPrevHex), Instant{1'767'225'600'000'001}, {digest(kActHash), digest(kEmptyHash)}}; }

std::string golden_hex() {
  return std::string("4b545731") + "0102030405060708" + std::string(kPrevHex) + "0006474846204001" + "0002" + std::string(kActHash) +
         std::string(kEmptyHash);
}

TEST(Header, GoldenBytes) {
  EXPECT_EQ(to_hex(encode(golden())), golden_hex());
  EXPECT_EQ(decode_header(from_hex(golden_hex()).value()).value(), golden());
}

TEST(Header, GoldenHashes) {
  Salt salt;
  for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<std::uint8_t>(0xa0 + i);
  EXPECT_EQ(to_hex(part_hash(salt, view("act"))), kActHash);
  EXPECT_EQ(to_hex(part_hash(Salt{}, {})), kEmptyHash);
  EXPECT_EQ(to_hex((Part{salt, {'a', 'c', 't'}}).hash()), kActHash);
  EXPECT_EQ(to_hex(leaf_hash(from_hex(golden_hex()).value())), kLeafHash);
}

TEST(Header, TimesBeforeTheEpochAndTheLargestNumbersKeepTheirBytes) {
  Header header = golden();
  header.seq = std::numeric_limits<Seq>::max();
  header.time = Instant{-1};
  const Bytes bytes = encode(header);
  EXPECT_EQ(to_hex(ByteView(bytes).subspan(4, 8)), "ffffffffffffffff");
  EXPECT_EQ(to_hex(ByteView(bytes).subspan(44, 8)), "ffffffffffffffff");
  EXPECT_EQ(decode_header(bytes).value(), header);
}

struct Malformed {
  const char* title;
  std::function<void(Bytes&)> damage;
  const char* place;
};

TEST(Header, WhatIsNoHeaderIsRefusedNamingTheField) {
  const std::vector<Malformed> cases = {
      {"nothing", [](Bytes& b) { b.clear(); }, "length"},
      {"one byte less than the fixed part", [](Bytes& b) { b.resize(53); }, "length"},
      {"the fixed part alone", [](Bytes& b) { b.resize(54); }, "length"},
      {"one byte less", [](Bytes& b) { b.pop_back(); }, "length"},
      {"one byte more", [](Bytes& b) { b.push_back(0); }, "length"},
      {"one part less than counted", [](Bytes& b) { b.erase(b.end() - 32, b.end()); }, "length"},
      {"one part more than counted", [](Bytes& b) { b.resize(b.size() + 32); }, "length"},
      {"another magic", [](Bytes& b) { b[3] = '2'; }, "magic"},
      {"a magic in small letters", [](Bytes& b) { b[0] = 'k'; }, "magic"},
      {"no part", [](Bytes& b) { b[53] = 0; b.resize(54); }, "count"},
      {"2046 parts", [](Bytes& b) { b[52] = 0x07; b[53] = 0xfe; b.resize(54 + 32 * 2046); }, "count"},
      {"65535 parts", [](Bytes& b) { b[52] = b[53] = 0xff; }, "count"},
  };
  for (const Malformed& c : cases) {
    Bytes bytes = from_hex(golden_hex()).value();
    c.damage(bytes);
    const auto header = decode_header(bytes);
    ASSERT_FALSE(header.ok()) << c.title;
    EXPECT_EQ(header.refusal().code, Code::RECORD_MALFORMED) << c.title;
    EXPECT_EQ(header.refusal().place, c.place) << c.title;
  }
}

TEST(Header, OneTo2045Parts) {
  for (const std::size_t count : {std::size_t{1}, std::size_t{2}, std::size_t{2044}, kMaxParts}) {
    Header header = golden();
    header.part_hashes.assign(count, digest(kActHash));
    const Bytes bytes = encode(header);
    EXPECT_EQ(bytes.size(), 54 + 32 * count);
    EXPECT_LE(bytes.size(), 65'535u);
    EXPECT_EQ(decode_header(bytes).value(), header);
  }
}

TEST(HeaderDeathTest, EncodingHaltsOutsideThoseBounds) {
  Header header = golden();
  header.part_hashes.clear();
  EXPECT_DEATH(static_cast<void>(encode(header)), "1 to 2045 parts");
  header.part_hashes.assign(kMaxParts + 1, {});
  EXPECT_DEATH(static_cast<void>(encode(header)), "1 to 2045 parts");
}

TEST(Header, EveryChangedByteChangesTheLeaf) {
  const Bytes bytes = from_hex(golden_hex()).value();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    Bytes changed = bytes;
    changed[i] ^= 0x01;
    EXPECT_NE(to_hex(leaf_hash(changed)), kLeafHash) << i;
  }
}

Header any_header() {
  Header header;
  header.seq = *rc::gen::arbitrary<Seq>();
  header.time = Instant{*rc::gen::arbitrary<std::int64_t>()};
  header.part_hashes.resize(*rc::gen::inRange<std::size_t>(1, 40));
  const auto fill = [](Digest& d) { d.fill(*rc::gen::arbitrary<std::uint8_t>()); };
  fill(header.prev);
  for (Digest& hash : header.part_hashes) fill(hash);
  return header;
}

RC_GTEST_PROP(HeaderProperty, WhatIsEncodedDecodesToItself, ()) {
  const Header header = any_header();
  RC_ASSERT(decode_header(encode(header)).value() == header);
}

RC_GTEST_PROP(HeaderProperty, WhatDecodesIsItsOnlySpelling, ()) {
  Bytes bytes = encode(any_header());
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] ^= *rc::gen::arbitrary<std::uint8_t>();
  bytes.resize(*rc::gen::element(bytes.size(), bytes.size() + 1, bytes.size() - 1));
  const auto header = decode_header(bytes);
  if (header.ok()) RC_ASSERT(encode(*header) == bytes);
}

struct Follows {
  const char* title;
  std::function<void(Header&)> change;
  const char* place;  ///< nullptr: it follows
};

TEST(CheckFollows, ASecondEntry) {
  const Header before = golden();
  const Digest leaf = digest(kLeafHash);
  const std::vector<Follows> cases = {
      {"the next one", [](Header&) {}, nullptr},
      {"long after", [](Header& h) { h.time = Instant{std::numeric_limits<std::int64_t>::max()}; }, nullptr},
      {"the same number", [](Header& h) { h.seq -= 1; }, "seq"},
      {"a gap", [](Header& h) { h.seq += 1; }, "seq"},
      {"number 0", [](Header& h) { h.seq = 0; }, "seq"},
      {"another one before", [](Header& h) { h.prev[31] ^= 1; }, "prev"},
      {"none before", [](Header& h) { h.prev = {}; }, "prev"},
      {"the same time", [](Header& h) { h.time.micros -= 1; }, "time"},
      {"earlier", [](Header& h) { h.time.micros -= 2; }, "time"},
  };
  for (const Follows& c : cases) {
    Header header{before.seq + 1, leaf, Instant{before.time.micros + 1}, before.part_hashes};
    c.change(header);
    const Status status = check_follows(header, &before, leaf);
    EXPECT_EQ(status.ok(), c.place == nullptr) << c.title;
    if (status.ok()) continue;
    EXPECT_EQ(status.refusal().code, Code::CHAIN_BROKEN) << c.title;
    EXPECT_EQ(status.refusal().place, std::string(c.place)) << c.title;
  }
}

TEST(CheckFollows, TheFirstEntry) {
  Header first{0, {}, Instant{0}, {digest(kActHash)}};
  EXPECT_TRUE(check_follows(first, nullptr, {}).ok());
  first.prev[0] = 1;
  EXPECT_EQ(check_follows(first, nullptr, {}).refusal().place, "prev");
  first = {1, {}, Instant{0}, {digest(kActHash)}};
  EXPECT_EQ(check_follows(first, nullptr, {}).refusal().place, "seq");
}

TEST(CheckFollows, TheLargestNumberIsFollowedByNone) {
  const Header last{std::numeric_limits<Seq>::max(), {}, Instant{0}, {digest(kActHash)}};
  const Header wrapped{0, digest(kLeafHash), Instant{1}, {digest(kActHash)}};
  EXPECT_EQ(check_follows(wrapped, &last, digest(kLeafHash)).refusal().place, "seq");
}

}  // namespace
}  // namespace katiwala::record::entry_test
