// The leaf values: amounts as banks may spell them, dates, times, UETR, characters.
#include "api/messages/fields.h"

#include <limits>

#include "tests/api/messages/samples.h"

namespace katiwala::api::messages::fields_test {
namespace {

TEST(DecimalAmount, TakesEverySpellingOfAnExactValue) {
  const struct {
    const char* currency;
    const char* text;
    std::int64_t minor;
  } cases[] = {
      {"USD", "100", 10000},        {"USD", "100.5", 10050},      {"USD", "100.50", 10050},     {"USD", "100.500", 10050},
      {"USD", "100.50000", 10050},  {"USD", "100.", 10000},       {"USD", ".5", 50},            {"USD", "0.01", 1},
      {"USD", "0.010", 1},          {"USD", "+1.00", 100},        {"USD", "0001.00", 100},      {"USD", "0", 0},
      {"USD", "000", 0},            {"USD", "0.000000", 0},       {"JPY", "1234567", 1234567},  {"JPY", "1234567.0", 1234567},
      {"JPY", "1234567.", 1234567}, {"KWD", "1.005", 1005},       {"KWD", "1.0050", 1005},      {"PHP", "9999999999999999.99", kMaxMinor},
      {"PHP", "9999999999999999.990", kMaxMinor},                 {"JPY", "999999999999999999", kMaxMinor},
      {"PHP", "000000000000000000000019975.00", 1997500},
  };
  for (const auto& row : cases) {
    const auto amount = amount_from_decimal(ccy(row.currency), row.text);
    ASSERT_TRUE(amount.ok()) << row.text << ": " << amount.refusal().message;
    EXPECT_EQ(amount->minor(), row.minor) << row.text;
    EXPECT_EQ(amount->currency(), ccy(row.currency));
  }
}

TEST(DecimalAmount, RefusesWhatIsNotOneByName) {
  const struct {
    const char* currency;
    std::string text;
    Code code;
  } cases[] = {
      {"USD", "", Code::AMOUNT_SYNTAX},          {"USD", ".", Code::AMOUNT_SYNTAX},           {"USD", "+", Code::AMOUNT_SYNTAX},
      {"USD", "-1.00", Code::AMOUNT_SYNTAX},     {"USD", "-0", Code::AMOUNT_SYNTAX},          {"USD", "+-1", Code::AMOUNT_SYNTAX},
      {"USD", "++1", Code::AMOUNT_SYNTAX},       {"USD", "1,00", Code::AMOUNT_SYNTAX},        {"USD", "1 000", Code::AMOUNT_SYNTAX},
      {"USD", "1e2", Code::AMOUNT_SYNTAX},       {"USD", "1.0.0", Code::AMOUNT_SYNTAX},       {"USD", "NaN", Code::AMOUNT_SYNTAX},
      {"USD", "INF", Code::AMOUNT_SYNTAX},       {"USD", " 1", Code::AMOUNT_SYNTAX},          {"USD", "0x1", Code::AMOUNT_SYNTAX},
      {"USD", "\xD9\xA1", Code::AMOUNT_SYNTAX},  {"USD", std::string(65, '0'), Code::AMOUNT_SYNTAX},
      {"USD", "0.001", Code::AMOUNT_DECIMALS},   {"USD", "100.505", Code::AMOUNT_DECIMALS},   {"USD", "1.00001", Code::AMOUNT_DECIMALS},
      {"JPY", "1234567.5", Code::AMOUNT_DECIMALS}, {"JPY", "1234567.50", Code::AMOUNT_DECIMALS}, {"KWD", "1.0005", Code::AMOUNT_DECIMALS},
      {"PHP", "10000000000000000", Code::AMOUNT_RANGE}, {"JPY", "1000000000000000000", Code::AMOUNT_RANGE},
      {"PHP", std::string(60, '9'), Code::AMOUNT_RANGE},
  };
  for (const auto& row : cases) {
    const auto amount = amount_from_decimal(ccy(row.currency), row.text);
    ASSERT_FALSE(amount.ok()) << row.text;
    EXPECT_EQ(name_of(amount.refusal().code), name_of(row.code)) << row.text;
  }
  EXPECT_EQ(amount_from_decimal(Currency(), "1").refusal().code, Code::CURRENCY_UNKNOWN);
}

TEST(DecimalAmount, ReadsBackWhatTheLedgerWrites) {
  for (const std::int64_t minor : {std::int64_t{0}, std::int64_t{1}, std::int64_t{99}, std::int64_t{100}, std::int64_t{1997500}, kMaxMinor})
    for (const char* code : {"PHP", "JPY", "KWD"}) {
      const Amount amount(ccy(code), minor);
      EXPECT_EQ(amount_from_decimal(ccy(code), amount.text()).value(), amount);
    }
}

TEST(IsoTime, TakesOffsetsAndFractionsAndReadsNoneAsManila) {
  const struct {
    const char* text;
    const char* utc;
  } cases[] = {
      {"2026-03-02T09:15:00+08:00", "2026-03-02T01:15:00.000000Z"}, {"2026-03-02T09:15:00", "2026-03-02T01:15:00.000000Z"},
      {"2026-03-02T01:15:00Z", "2026-03-02T01:15:00.000000Z"},      {"2026-03-02T01:15:00-00:00", "2026-03-02T01:15:00.000000Z"},
      {"2026-03-02T01:15:00.5Z", "2026-03-02T01:15:00.500000Z"},    {"2026-03-02T01:15:00.123456789Z", "2026-03-02T01:15:00.123456Z"},
      {"2009-10-30T03:30:47+02:00", "2009-10-30T01:30:47.000000Z"},
  };
  for (const auto& row : cases) {
    const auto instant = instant_from_iso(row.text);
    ASSERT_TRUE(instant.ok()) << row.text;
    EXPECT_EQ(instant->utc_text(), row.utc) << row.text;
  }
  for (const char* text : {"", "2026-03-02", "2026-03-02T09:15", "2026-03-02T09:15:00.", "2026-03-02T09:15:00.Z", "2026-03-02T09:15:00+8:00",
                           "2026-02-30T00:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T09:15:60Z", "2026-03-02 09:15:00Z",
                           "2026-03-02T09:15:00Zx", "-026-03-02T09:15:00Z", "2026-03-02T09:15:00+08:00 "})
    EXPECT_FALSE(instant_from_iso(text).ok()) << text;
}

TEST(IsoDate, KeepsTheBanksDay) {
  for (const char* text : {"2026-03-02", "2026-03-02Z", "2026-03-02+08:00", "2026-03-02-11:00"})
    EXPECT_EQ(date_from_iso(text).value().text(), "2026-03-02") << text;
  for (const char* text : {"", "2026-3-2", "20260302", "2026-02-29", "2026-03-02T00:00:00", "2026-03-02z", "2026-03-02 "})
    EXPECT_FALSE(date_from_iso(text).ok()) << text;
}

TEST(Uetr, IsALowerCaseUuidOfVersionFour) {
  EXPECT_TRUE(is_uetr("3e7b91d4-af28-4c53-b6e1-92d4a7c83f52"));
  for (const char* text : {"", "3E7B91D4-AF28-4C53-B6E1-92D4A7C83F52", "3e7b91d4-af28-1c53-b6e1-92d4a7c83f52",
                           "3e7b91d4-af28-4c53-c6e1-92d4a7c83f52", "3e7b91d4af284c53b6e192d4a7c83f52",
                           "3e7b91d4-af28-4c53-b6e1-92d4a7c83f5", "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52a"})
    EXPECT_FALSE(is_uetr(text)) << text;
}

TEST(Characters, AreCountedNotBytes) {
  EXPECT_EQ(characters_of(""), 0U);
  EXPECT_EQ(characters_of("abc"), 3U);
  EXPECT_EQ(characters_of("Ni\xC3\xB1" "as"), 5U);
  EXPECT_EQ(characters_of("\xE2\x82\xB1"), 1U);
}

}  // namespace
}  // namespace katiwala::api::messages::fields_test
