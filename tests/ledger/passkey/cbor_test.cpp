// Every kind of value in its one spelling, and one step beside each.
#include "ledger/passkey/cbor.h"

#include <random>

#include "tests/ledger/passkey/scene.h"

namespace katiwala::passkey::cbor_test {
namespace {

TEST(PasskeyCbor, TakesTheOneSpelling) {
  const std::string taken[] = {"00", "17", "1818", "18ff", "190100", "1a00010000", "1b0000000100000000", "1b7fffffffffffffff", "20", "37", "3818", "3b7fffffffffffffff",
                               "40", "4100", "5818" + std::string(48, '0'), "60", "6161", "62c3bc", "80", "8100", "a0", "a10000", "f4", "f5", "f6",
                               "8181818100", "a201010202", "a2182000" "2000", "a2200021" "00", "a22000" "6000", "a2616100" "616200", "a2616200" "62616100", "a2386300" "4000"};
  for (const std::string& hex : taken) EXPECT_EQ(code_at(check_item(from_hex(hex).value())), "good") << hex;
}

TEST(PasskeyCbor, RefusesEveryOther) {
  const std::pair<std::string, std::string> refused[] = {
      {"", "byte 0"},           {"18", "byte 0"},        {"1817", "byte 0"},      {"1900ff", "byte 0"},     {"1a0000ffff", "byte 0"}, {"1b00000000ffffffff", "byte 0"},
      {"1b8000000000000000", "byte 0"}, {"3b8000000000000000", "byte 0"},         {"1c", "byte 0"},         {"1f", "byte 0"},         {"5f40ff", "byte 0"},
      {"7f60ff", "byte 0"},     {"9fff", "byte 0"},      {"bfff", "byte 0"},      {"c000", "byte 0"},       {"f3", "byte 0"},         {"f7", "byte 0"},
      {"f820", "byte 0"},       {"f93c00", "byte 0"},    {"fa3f800000", "byte 0"}, {"ff", "byte 0"},        {"41", "byte 0"},         {"420000ff", "byte 3"},
      {"5817" + std::string(46, '0'), "byte 0"},         {"61ff", "byte 0"},      {"62c0af", "byte 0"},     {"0000", "byte 1"},       {"8200", "byte 2"},
      {"a100", "byte 2"},       {"a2" "0000" "0000", "byte 3"}, {"a2" "0100" "0000", "byte 3"},     {"a2" "2000" "0000", "byte 3"},   {"a2" "6000" "2000", "byte 3"},
      {"a2" "616200" "616100", "byte 4"}, {"a2" "62616100" "616200", "byte 5"},   {"a1" "8000", "byte 1"},  {"a1" "a000", "byte 1"},  {"a1" "f400", "byte 1"},
      {"818181818100", "byte 4"}, {"a100a100a100a100a10000", "byte 8"}, {"9bffffffffffffffff", "byte 9"}, {"bbffffffffffffffff", "byte 9"}};
  for (const auto& [hex, place] : refused) EXPECT_EQ(code_at(check_item(from_hex(hex).value())), "CBOR_MALFORMED " + place) << hex;
}

TEST(PasskeyCbor, TheFirstItemEndsWhereItEnds) {
  const Bytes two = from_hex("a1016161" "17").value();
  EXPECT_EQ(first_item(two).value().size(), 4u);
}

TEST(PasskeyCbor, AnotherKindIsRefused) {
  EXPECT_EQ(ItemReader(from_hex("390100").value()).integer().value(), -257);
  EXPECT_EQ(ItemReader(from_hex("3b7fffffffffffffff").value()).integer().value(), std::numeric_limits<std::int64_t>::min());
  const Bytes text = from_hex("6161").value();
  EXPECT_EQ(ItemReader(text).text().value(), "a");
  EXPECT_EQ(code(ItemReader(text).integer()), "CBOR_MALFORMED");
  EXPECT_EQ(code(ItemReader(text).bytes()), "CBOR_MALFORMED");
  EXPECT_EQ(code(ItemReader(text).array()), "CBOR_MALFORMED");
  EXPECT_EQ(code(ItemReader(text).map()), "CBOR_MALFORMED");
  EXPECT_EQ(code(ItemReader({}).item()), "CBOR_MALFORMED");
}

/// What is taken is written again by the writer of the tests' own authenticator.
Bytes written_again(ByteView item) {
  const std::uint8_t major = item[0] >> 5;
  ItemReader in(item);
  if (major <= 1) return cbor::number(in.integer().value());
  if (major == 2) return cbor::bytes(in.bytes().value());
  if (major == 3) return cbor::text(in.text().value());
  if (major == 7) return Bytes(item.begin(), item.end());
  std::vector<Bytes> pieces;
  std::size_t count = major == 4 ? in.array().value() : in.map().value();
  const Bytes head = cbor::head(major, count);
  for (count *= major == 5 ? 2 : 1; count > 0; --count) pieces.push_back(written_again(in.item().value()));
  return joined({head, joined(pieces)});
}

TEST(PasskeyCbor, WhatIsTakenHasOneSpelling) {
  std::mt19937 random(20260706);
  const std::uint8_t likely[] = {0x00, 0x01, 0x17, 0x18, 0x19, 0x20, 0x26, 0x38, 0x40, 0x41, 0x58, 0x60, 0x61, 0x62, 0x80, 0x81, 0x82, 0xa0, 0xa1, 0xa2, 0xf4, 0xf6, 0xff};
  std::size_t taken = 0;
  for (int round = 0; round < 200'000; ++round) {
    Bytes bytes(1 + random() % 9);
    for (std::uint8_t& each : bytes) each = random() % 8 == 0 ? static_cast<std::uint8_t>(random()) : likely[random() % std::size(likely)];
    if (!check_item(bytes).ok()) continue;
    ++taken;
    ASSERT_EQ(to_hex(written_again(bytes)), to_hex(bytes));
  }
  EXPECT_GT(taken, 2'000u);
}

}  // namespace
}  // namespace katiwala::passkey::cbor_test
