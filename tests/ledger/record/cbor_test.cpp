#include "ledger/record/cbor.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <limits>

#include "ledger/crypto/keystore.h"

namespace katiwala::record::cbor_test {
namespace {

Bytes hex(std::string_view text) { return from_hex(text).value(); }

/// Reads one value with the typed getters alone and writes it again: any accepted spelling must come back as itself.
Status rewrite(CborReader& reader, CborWriter& writer) {
  KATIWALA_TRY(const CborKind kind, reader.peek());
  switch (kind) {
    case CborKind::uint: {
      KATIWALA_TRY(const auto value, reader.get_uint());
      writer.put_uint(value);
      return good();
    }
    case CborKind::nint: {
      KATIWALA_TRY(const auto value, reader.get_int());
      writer.put_int(value);
      return good();
    }
    case CborKind::bytes: {
      KATIWALA_TRY(const auto value, reader.get_bytes());
      writer.put_bytes(value);
      return good();
    }
    case CborKind::text: {
      KATIWALA_TRY(const auto value, reader.get_text());
      writer.put_text(value);
      return good();
    }
    case CborKind::boolean: {
      KATIWALA_TRY(const auto value, reader.get_bool());
      writer.put_bool(value);
      return good();
    }
    case CborKind::array: {
      KATIWALA_TRY(const auto count, reader.get_array());
      writer.begin_array(count);
      for (std::size_t i = 0; i < count; ++i) KATIWALA_CHECK(rewrite(reader, writer));
      return good();
    }
    case CborKind::map: {
      KATIWALA_TRY(const auto pairs, reader.get_map());
      writer.begin_map(pairs);
      for (std::size_t i = 0; i < 2 * pairs; ++i) KATIWALA_CHECK(rewrite(reader, writer));
      return good();
    }
  }
  return reader.malformed("no such kind");
}

Result<Bytes> rewritten(ByteView bytes) {
  CborReader reader(bytes);
  CborWriter writer;
  KATIWALA_CHECK(rewrite(reader, writer));
  KATIWALA_CHECK(reader.expect_end());
  return writer.take();
}

/// The checker and the typed getters must agree on every input, and what they accept must be its own only spelling.
/// Returns whether they accepted.
bool judged_alike(ByteView bytes) {
  const bool checked = check_cbor(bytes).ok();
  const auto again = rewritten(bytes);
  EXPECT_EQ(checked, again.ok()) << to_hex(bytes);
  EXPECT_TRUE(!again.ok() || *again == Bytes(bytes.begin(), bytes.end())) << to_hex(bytes);
  EXPECT_TRUE(again.ok() || again.refusal().code == Code::CBOR_MALFORMED);
  return checked;
}

// RFC 8949 appendix A, the rows that this subset has.
TEST(Cbor, Rfc8949Examples) {
  struct Case {
    const char* bytes;
    std::function<void(CborWriter&)> write;
  };
  const Case cases[] = {
      {"00", [](CborWriter& w) { w.put_uint(0); }},
      {"01", [](CborWriter& w) { w.put_int(1); }},
      {"17", [](CborWriter& w) { w.put_uint(23); }},
      {"1818", [](CborWriter& w) { w.put_uint(24); }},
      {"1864", [](CborWriter& w) { w.put_uint(100); }},
      {"18ff", [](CborWriter& w) { w.put_uint(255); }},
      {"190100", [](CborWriter& w) { w.put_uint(256); }},
      {"1903e8", [](CborWriter& w) { w.put_uint(1000); }},
      {"19ffff", [](CborWriter& w) { w.put_uint(65535); }},
      {"1a00010000", [](CborWriter& w) { w.put_uint(65536); }},
      {"1a000f4240", [](CborWriter& w) { w.put_uint(1000000); }},
      {"1affffffff", [](CborWriter& w) { w.put_uint(4294967295); }},
      {"1b0000000100000000", [](CborWriter& w) { w.put_uint(4294967296); }},
      {"1b000000e8d4a51000", [](CborWriter& w) { w.put_uint(1000000000000); }},
      {"1bffffffffffffffff", [](CborWriter& w) { w.put_uint(18446744073709551615u); }},
      {"1b7fffffffffffffff", [](CborWriter& w) { w.put_int(std::numeric_limits<std::int64_t>::max()); }},
      {"20", [](CborWriter& w) { w.put_int(-1); }},
      {"29", [](CborWriter& w) { w.put_int(-10); }},
      {"37", [](CborWriter& w) { w.put_int(-24); }},
      {"3818", [](CborWriter& w) { w.put_int(-25); }},
      {"3863", [](CborWriter& w) { w.put_int(-100); }},
      {"3903e7", [](CborWriter& w) { w.put_int(-1000); }},
      {"3b7fffffffffffffff", [](CborWriter& w) { w.put_int(std::numeric_limits<std::int64_t>::min()); }},
      {"f4", [](CborWriter& w) { w.put_bool(false); }},
      {"f5", [](CborWriter& w) { w.put_bool(true); }},
      {"40", [](CborWriter& w) { w.put_bytes({}); }},
      {"4401020304", [](CborWriter& w) { w.put_bytes(hex("01020304")); }},
      {"60", [](CborWriter& w) { w.put_text(""); }},
      {"6449455446", [](CborWriter& w) { w.put_text("IETF"); }},
      {"62c3bc", [](CborWriter& w) { w.put_text("\u00fc"); }},
      {"80", [](CborWriter& w) { w.begin_array(0); }},
      {"83010203", [](CborWriter& w) { w.begin_array(3); w.put_uint(1); w.put_uint(2); w.put_uint(3); }},
      {"8301820203820405",
       [](CborWriter& w) {
         w.begin_array(3);
         w.put_uint(1);
         w.begin_array(2); w.put_uint(2); w.put_uint(3);
         w.put_encoded(hex("820405"));
       }},
      {"a0", [](CborWriter& w) { w.begin_map(0); }},
      {"a201020304", [](CborWriter& w) { w.begin_map(2); w.put_uint(1); w.put_uint(2); w.put_uint(3); w.put_uint(4); }},
  };
  CborWriter writer;
  for (const Case& c : cases) {
    c.write(writer);
    EXPECT_EQ(to_hex(writer.bytes()), c.bytes);
    EXPECT_EQ(to_hex(writer.take()), c.bytes);
    EXPECT_TRUE(judged_alike(hex(c.bytes))) << c.bytes;
  }
}

TEST(Cbor, EveryOtherSpellingIsRefusedWhereItStands) {
  struct Case {
    const char* bytes;
    const char* place;
    const char* what;
  };
  const Case cases[] = {
      {"", "byte 0", "nothing"},
      {"1817", "byte 0", "23 in two bytes"},
      {"1900ff", "byte 0", "255 in three bytes"},
      {"1a0000ffff", "byte 0", "65535 in five bytes"},
      {"1b00000000ffffffff", "byte 0", "2^32-1 in nine bytes"},
      {"3817", "byte 0", "-24 in two bytes"},
      {"580100", "byte 0", "long head of a byte string"},
      {"980101", "byte 0", "long head of an array"},
      {"b8010101", "byte 0", "long head of a map"},
      {"18", "byte 0", "cut head"},
      {"1901", "byte 0", "cut head"},
      {"1b00000001000000", "byte 0", "cut head"},
      {"1c", "byte 0", "reserved head"},
      {"1f", "byte 0", "indefinite integer"},
      {"5f4100ff", "byte 0", "indefinite byte string"},
      {"7f6161ff", "byte 0", "indefinite text"},
      {"9f01ff", "byte 0", "indefinite array"},
      {"bf0101ff", "byte 0", "indefinite map"},
      {"ff", "byte 0", "break"},
      {"c000", "byte 0", "tag"},
      {"d9d9f700", "byte 0", "self-described tag"},
      {"f6", "byte 0", "null"},
      {"f7", "byte 0", "undefined"},
      {"e0", "byte 0", "simple(0)"},
      {"f814", "byte 0", "false in two bytes"},
      {"f820", "byte 0", "simple(32)"},
      {"f93c00", "byte 0", "half float"},
      {"fa3f800000", "byte 0", "float"},
      {"fb3ff0000000000000", "byte 0", "double"},
      {"3b8000000000000000", "byte 0", "-2^63-1"},
      {"3bffffffffffffffff", "byte 0", "-2^64"},
      {"4201", "byte 0", "byte string longer than the input"},
      {"5bffffffffffffffff", "byte 0", "byte string of 2^64-1"},
      {"61", "byte 0", "text longer than the input"},
      {"61ff", "byte 0", "not UTF-8"},
      {"62c080", "byte 0", "overlong UTF-8"},
      {"63eda080", "byte 0", "surrogate"},
      {"8201", "byte 0", "array longer than the input"},
      {"9bffffffffffffffff", "byte 0", "array of 2^64-1"},
      {"a101", "byte 0", "map longer than the input"},
      {"bb8000000000000001", "byte 0", "map whose items do not count in 64 bits"},
      {"a202000100", "byte 3", "keys falling"},
      {"a201000100", "byte 3", "key twice"},
      {"a2010021", "byte 0", "map longer than the input"},
      {"a1616100", "byte 1", "text key"},
      {"a12000", "byte 1", "negative key"},
      {"a1f400", "byte 1", "boolean key"},
      {"a1800000", "byte 1", "array key"},
      {"0000", "byte 1", "a second value"},
      {"8100ff", "byte 2", "a byte too many"},
      {"82008161", "byte 3", "fault inside"},
  };
  for (const Case& c : cases) {
    EXPECT_FALSE(judged_alike(hex(c.bytes))) << c.what;
    EXPECT_EQ(check_cbor(hex(c.bytes)).refusal().place, c.place) << c.what;
  }
}

TEST(Cbor, LargestKeyIsTheLast) {
  EXPECT_TRUE(judged_alike(hex("a20000" "1bffffffffffffffff00")));
  EXPECT_FALSE(judged_alike(hex("a2" "1bffffffffffffffff00" "0000")));
  EXPECT_FALSE(judged_alike(hex("a2" "1bffffffffffffffff00" "1bffffffffffffffff00")));
}

TEST(Cbor, SixteenLevelsAndNoMore) {
  const auto nested = [](std::size_t depth, std::uint8_t innermost) {
    Bytes bytes(depth, 0x81);
    bytes.push_back(innermost);
    return bytes;
  };
  EXPECT_TRUE(judged_alike(nested(16, 0x00)));
  EXPECT_TRUE(judged_alike(nested(15, 0x80)));
  EXPECT_FALSE(judged_alike(nested(16, 0x80)));
  EXPECT_FALSE(judged_alike(nested(17, 0x00)));
  EXPECT_FALSE(judged_alike(nested(100'000, 0x00)));  // refused at once, not by the end of the stack
  EXPECT_EQ(check_cbor(nested(17, 0x00)).refusal().place, "byte 16");
}

TEST(Cbor, GettersRefuseAnotherKind) {
  const Bytes text = hex("6161");
  EXPECT_FALSE(CborReader(text).get_uint().ok());
  EXPECT_FALSE(CborReader(text).get_int().ok());
  EXPECT_FALSE(CborReader(text).get_bytes().ok());
  EXPECT_FALSE(CborReader(text).get_bool().ok());
  EXPECT_FALSE(CborReader(text).get_array().ok());
  EXPECT_FALSE(CborReader(text).get_map().ok());
  EXPECT_FALSE(CborReader(hex("4161")).get_text().ok());
  EXPECT_FALSE(CborReader(hex("20")).get_uint().ok());
  const Bytes above = hex("1b8000000000000000");
  EXPECT_EQ(*CborReader(above).get_uint(), std::uint64_t{1} << 63);
  const auto refused = CborReader(above).get_int();
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().place, "byte 0");
}

TEST(Cbor, EncodedValuesKeepTheirPlaceInTheMap) {
  const Bytes bytes = hex("a3" "01" "820102" "02" "a10100" "0a" "6161");
  CborReader reader(bytes);
  EXPECT_EQ(*reader.get_map(), 3u);
  EXPECT_EQ(*reader.get_uint(), 1u);
  EXPECT_EQ(to_hex(*reader.get_encoded()), "820102");
  EXPECT_EQ(*reader.get_uint(), 2u);
  EXPECT_EQ(to_hex(*reader.get_encoded()), "a10100");
  EXPECT_FALSE(reader.expect_end().ok());
  EXPECT_EQ(*reader.get_uint(), 10u);
  EXPECT_EQ(*reader.get_text(), "a");
  EXPECT_TRUE(reader.expect_end().ok());
}

TEST(Cbor, AnArrayThatLacksAnItemAtTheEndOfTheInputHasNotEnded) {
  const Bytes bytes = hex("824100");  // two items announced, and bytes enough for two, but the first takes both
  CborReader reader(bytes);
  EXPECT_EQ(*reader.get_array(), 2u);
  EXPECT_EQ(reader.get_bytes()->size(), 1u);
  EXPECT_TRUE(reader.at_end());
  EXPECT_FALSE(reader.expect_end().ok());
  EXPECT_FALSE(judged_alike(bytes));
  EXPECT_TRUE(judged_alike(hex("82410000")));
}

TEST(CborWriterDeathTest, HaltsOnItsOwnersMistakes) {
  EXPECT_DEATH({ CborWriter w; w.begin_map(2); w.put_uint(2); w.put_uint(0); w.put_uint(1); }, "not ascending");
  EXPECT_DEATH({ CborWriter w; w.begin_map(2); w.put_uint(2); w.put_uint(0); w.put_uint(2); }, "not ascending");
  EXPECT_DEATH({ CborWriter w; w.begin_map(1); w.put_text("a"); }, "not an unsigned integer");
  EXPECT_DEATH({ CborWriter w; w.begin_map(1); w.put_int(-1); }, "not an unsigned integer");
  EXPECT_DEATH({ CborWriter w; w.begin_map(1); (void)w.take(); }, "lacks items");
  EXPECT_DEATH({ CborWriter w; w.begin_array(2); w.put_uint(1); (void)w.take(); }, "lacks items");
  EXPECT_DEATH({ CborWriter w; w.put_text("\xff"); }, "UTF-8");
  EXPECT_DEATH({ CborWriter w; for (int i = 0; i < 17; ++i) w.begin_array(1); }, "too deep");
  EXPECT_DEATH({ CborWriter w; w.put_encoded({}); }, "put_encoded");
  EXPECT_DEATH({ CborWriter w; w.put_encoded(hex("0000")); }, "put_encoded");
  EXPECT_DEATH({ CborWriter w; w.put_encoded(hex("1800")); }, "put_encoded");
  EXPECT_DEATH({ CborWriter w; w.begin_map(1); w.put_encoded(hex("40")); }, "put_encoded");
  EXPECT_DEATH({ CborWriter w; for (int i = 0; i < 16; ++i) w.begin_array(1); w.put_encoded(hex("80")); }, "put_encoded");
}

RC_GTEST_PROP(Cbor, IntegersComeBack, (std::int64_t value, std::uint64_t natural)) {
  const auto shift = *rc::gen::inRange(0, 64);  // every magnitude, not only the large ones
  CborWriter writer;
  writer.begin_array(2);
  writer.put_int(value >> shift);
  writer.put_uint(natural >> shift);
  const Bytes bytes = writer.take();
  CborReader reader(bytes);
  RC_ASSERT(*reader.get_array() == 2u);
  RC_ASSERT(*reader.get_int() == value >> shift);
  RC_ASSERT(*reader.get_uint() == natural >> shift);
  RC_ASSERT(reader.expect_end().ok());
  RC_ASSERT(judged_alike(bytes));
}

/// Writes a random value of the subset.
void write_random(CborWriter& writer, crypto::Entropy& entropy, int depth) {
  std::array<std::uint8_t, 10> dice{};
  entropy.fill(dice);
  const std::size_t size = dice[1] % 6;
  std::uint64_t number = 0;
  for (std::size_t i = 2; i < 10; ++i) number = number << 8 | dice[i];
  number >>= dice[1] % 64;
  switch (dice[0] % (depth > 0 ? 7 : 5)) {
    case 0: return writer.put_uint(number);
    case 1: return writer.put_int(-1 - static_cast<std::int64_t>(number >> 1));
    case 2: return writer.put_bytes(ByteView(dice).first(size));
    case 3: return writer.put_text(std::string_view("katiwala").substr(0, size));
    case 4: return writer.put_bool(size % 2 == 0);
    case 5:
      writer.begin_array(size);
      for (std::size_t i = 0; i < size; ++i) write_random(writer, entropy, depth - 1);
      return;
    default:
      writer.begin_map(size);
      for (std::size_t i = 0; i < size; ++i) {
        writer.put_uint(i * 17 + dice[2]);
        write_random(writer, entropy, depth - 1);
      }
  }
}

RC_GTEST_PROP(Cbor, ValuesAndTheirMutantsAreAcceptedOnlyInTheirOneSpelling, (const std::string& seed)) {
  const auto entropy = crypto::test_entropy(seed);
  CborWriter writer;
  write_random(writer, *entropy, 5);
  const Bytes bytes = writer.take();
  RC_ASSERT(judged_alike(bytes));
  std::array<std::uint8_t, 2> dice{};
  for (int i = 0; i < 50; ++i) {
    entropy->fill(dice);
    Bytes mutant = bytes;
    const std::size_t at = dice[0] % mutant.size();
    if (dice[1] % 4 == 0) mutant.erase(mutant.begin() + static_cast<std::ptrdiff_t>(at));
    else if (dice[1] % 4 == 1) mutant.insert(mutant.begin() + static_cast<std::ptrdiff_t>(at), dice[1]);
    else mutant[at] = static_cast<std::uint8_t>(mutant[at] ^ dice[1]);
    judged_alike(mutant);
    RC_ASSERT(!::testing::Test::HasFailure());
  }
}

RC_GTEST_PROP(Cbor, RandomBytesAreAcceptedOnlyInTheirOneSpelling, (const Bytes& bytes)) {
  judged_alike(bytes);
  RC_ASSERT(!::testing::Test::HasFailure());
}

TEST(Cbor, EveryInputOfUpToTwoBytes) {
  std::size_t accepted = 0;
  for (unsigned a = 0; a < 256; ++a) {
    accepted += judged_alike(Bytes{static_cast<std::uint8_t>(a)});
    for (unsigned b = 0; b < 256; ++b) accepted += judged_alike(Bytes{static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b)});
  }
  // One byte: 24 + 24 small integers, four empty strings and containers, two booleans.  Two bytes: 232 + 232 integers,
  // 256 byte strings, 128 texts, 54 arrays of one such value; a map needs a key as well.
  EXPECT_EQ(accepted, 24u + 24 + 4 + 2 + 232 + 232 + 256 + 128 + 54);
}

}  // namespace
}  // namespace katiwala::record::cbor_test
