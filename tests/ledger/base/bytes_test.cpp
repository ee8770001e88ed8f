#include "ledger/base/bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "ledger/base/endian.h"
#include "ledger/base/named.h"

namespace katiwala {
namespace {

TEST(Hex, IsLowerCaseAndStrict) {
  EXPECT_EQ(to_hex(Bytes{0x00, 0x0f, 0xa5, 0xff}), "000fa5ff");
  EXPECT_EQ(from_hex("000fa5ff"), (Bytes{0x00, 0x0f, 0xa5, 0xff}));
  EXPECT_EQ(from_hex(""), Bytes{});
  for (const char* bad : {"0", "0F", "FF", "0g", "g0", " 00", "00 ", "0x00", "/0", ":0", "`0"}) {
    EXPECT_FALSE(from_hex(bad).has_value()) << bad;
  }
}

// RFC 4648 section 10.
TEST(Base64, TestVectorsOfTheStandard) {
  const std::pair<const char*, const char*> cases[] = {{"", ""},         {"f", "Zg=="},         {"fo", "Zm8="},        {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [clear, text] : cases) {
    EXPECT_EQ(to_base64(view(clear)), text);
    const auto back = from_base64(text);
    ASSERT_TRUE(back.has_value()) << text;
    EXPECT_EQ(text_of(*back), clear);
  }
  EXPECT_EQ(to_base64(Bytes{0xfb, 0xff}), "+/8=");
}

TEST(Base64, OneValueHasOneSpelling) {
  for (const char* bad : {"Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zh==", "Zm9=", "Z=g=", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm-_", "Zm9vY"}) {
    EXPECT_FALSE(from_base64(bad).has_value()) << bad;
  }
}

RC_GTEST_PROP(Bytes, HexAndBase64ComeBack, (const Bytes& bytes)) {
  RC_ASSERT(from_hex(to_hex(bytes)) == bytes);
  RC_ASSERT(from_base64(to_base64(bytes)) == bytes);
}

RC_GTEST_PROP(Bytes, WhateverBase64AcceptsIsCanonical, (const std::string& noise)) {
  const auto bytes = from_base64(noise);
  if (bytes) RC_ASSERT(to_base64(*bytes) == noise);
}

TEST(Endian, MostSignificantByteFirst) {
  Bytes out;
  append_be(out, std::uint64_t{0x0102030405060708});
  append_be(out, std::uint32_t{0xa1b2c3d4});
  append_be(out, std::uint16_t{0x090a});
  EXPECT_EQ(to_hex(out), "0102030405060708a1b2c3d4090a");
  EXPECT_EQ(load_be<std::uint64_t>(out.data()), 0x0102030405060708u);
  EXPECT_EQ(load_be<std::uint32_t>(out.data() + 8), 0xa1b2c3d4u);
  EXPECT_EQ(load_be<std::uint16_t>(out.data() + 12), 0x090au);
}

RC_GTEST_PROP(Endian, OrderOfBytesIsOrderOfNumbers, (std::uint64_t a, std::uint64_t b)) {
  Bytes x;
  Bytes y;
  append_be(x, a);
  append_be(y, b);
  RC_ASSERT(load_be<std::uint64_t>(x.data()) == a);
  RC_ASSERT((x < y) == (a < b));
}

struct ThingTag {};

TEST(Id, ParsesExactlySixteenBytesOfHex) {
  const std::string hex = "00112233445566778899aabbccddeeff";
  const auto id = Id<ThingTag>::parse(hex);
  ASSERT_TRUE(id.has_value());
  EXPECT_EQ(id->hex(), hex);
  EXPECT_FALSE(id->is_zero());
  EXPECT_TRUE(Id<ThingTag>{}.is_zero());
  EXPECT_FALSE(Id<ThingTag>::parse(hex.substr(2)).has_value());
  EXPECT_FALSE(Id<ThingTag>::parse(hex + "00").has_value());
  EXPECT_FALSE(Id<ThingTag>::parse("00112233445566778899AABBCCDDEEFF").has_value());
}

enum class Fruit { mango = 1, guava = 2, unnamed = 3 };

}  // namespace

template <>
struct Names<Fruit> {
  static constexpr std::array<std::pair<Fruit, std::string_view>, 2> rows = {{{Fruit::mango, "mango"}, {Fruit::guava, "guava"}}};
};

namespace {

TEST(Names, GoBothWaysAndKnowWhatTheyDoNotKnow) {
  EXPECT_EQ(name(Fruit::guava), "guava");
  EXPECT_EQ(from_name<Fruit>("mango"), Fruit::mango);
  EXPECT_EQ(from_name<Fruit>("Mango"), std::nullopt);
  EXPECT_TRUE(is_known(Fruit::mango));
  EXPECT_FALSE(is_known(Fruit::unnamed));
  EXPECT_EQ(name(Fruit::unnamed), "?");
}

}  // namespace
}  // namespace katiwala
