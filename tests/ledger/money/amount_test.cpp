#include "ledger/money/amount.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "ledger/money/exact.h"
#include "tests/ledger/money/samples.h"

namespace katiwala::amount_test {
namespace {

TEST(AmountText, ReadsAndPrintsTheOneSpelling) {
  const struct {
    const char* code;
    const char* text;
    std::int64_t minor;
  } cases[] = {
      {"USD", "19975.00", 1997500},  {"USD", "0.00", 0},          {"USD", "0.01", 1},         {"USD", "-0.01", -1},
      {"USD", "-100.10", -10010},    {"JPY", "1234567", 1234567}, {"JPY", "0", 0},            {"JPY", "-1", -1},
      {"KWD", "1.005", 1005},        {"KWD", "0.000", 0},         {"UYW", "2.0001", 20001},   {"PHP", "9999999999999999.99", kMaxMinor},
      {"PHP", "-9999999999999999.99", -kMaxMinor},                {"JPY", "999999999999999999", kMaxMinor},
  };
  for (const auto& row : cases) {
    const auto amount = Amount::parse(ccy(row.code), row.text);
    ASSERT_TRUE(amount.ok()) << row.text;
    EXPECT_EQ(amount->minor(), row.minor);
    EXPECT_EQ(amount->text(), row.text);
  }
}

TEST(AmountText, RefusesEverythingElseByName) {
  const struct {
    const char* code;
    const char* text;
    Code refusal;
  } cases[] = {
      {"USD", "", Code::AMOUNT_SYNTAX},          {"USD", "-", Code::AMOUNT_SYNTAX},          {"USD", ".", Code::AMOUNT_SYNTAX},
      {"USD", ".50", Code::AMOUNT_SYNTAX},       {"USD", "1.", Code::AMOUNT_SYNTAX},         {"USD", "+1.00", Code::AMOUNT_SYNTAX},
      {"USD", "01.00", Code::AMOUNT_SYNTAX},     {"USD", "00.00", Code::AMOUNT_SYNTAX},      {"USD", "-0.00", Code::AMOUNT_SYNTAX},
      {"JPY", "-0", Code::AMOUNT_SYNTAX},        {"USD", "--1.00", Code::AMOUNT_SYNTAX},     {"USD", "1,000.00", Code::AMOUNT_SYNTAX},
      {"USD", "1 000.00", Code::AMOUNT_SYNTAX},  {"USD", " 1.00", Code::AMOUNT_SYNTAX},      {"USD", "1.00 ", Code::AMOUNT_SYNTAX},
      {"USD", "1.0.0", Code::AMOUNT_SYNTAX},     {"USD", "1e2", Code::AMOUNT_SYNTAX},        {"USD", "1,00", Code::AMOUNT_SYNTAX},
      {"USD", "NaN", Code::AMOUNT_SYNTAX},       {"USD", "0x10", Code::AMOUNT_SYNTAX},       {"USD", "1.-0", Code::AMOUNT_SYNTAX},
      {"USD", "\xD9\xA1.00", Code::AMOUNT_SYNTAX},  // an Arabic-Indic digit
      {"USD", "1", Code::AMOUNT_DECIMALS},       {"USD", "1.0", Code::AMOUNT_DECIMALS},      {"USD", "1.000", Code::AMOUNT_DECIMALS},
      {"JPY", "1234567.50", Code::AMOUNT_DECIMALS}, {"JPY", "1.0", Code::AMOUNT_DECIMALS},   {"KWD", "1.00", Code::AMOUNT_DECIMALS},
      {"PHP", "10000000000000000.00", Code::AMOUNT_RANGE}, {"PHP", "-10000000000000000.00", Code::AMOUNT_RANGE},
      {"JPY", "1000000000000000000", Code::AMOUNT_RANGE},  {"JPY", "99999999999999999999999999999999999999999", Code::AMOUNT_RANGE},
  };
  for (const auto& row : cases) {
    const auto amount = Amount::parse(ccy(row.code), row.text);
    ASSERT_FALSE(amount.ok()) << row.text;
    EXPECT_EQ(name_of(amount.refusal().code), name_of(row.refusal)) << row.text;
  }
  EXPECT_EQ(Amount::parse(Currency(), "1.00").refusal().code, Code::CURRENCY_UNKNOWN);
  EXPECT_FALSE(Amount::parse(ccy("USD"), std::string_view("1.0\0", 4)).ok());
}

std::int64_t any_minor() { return *rc::gen::inRange<std::int64_t>(-kMaxMinor, kMaxMinor + 1); }

RC_GTEST_PROP(AmountText, ComesBackInEveryCurrency, ()) {
  const Currency c = *rc::gen::elementOf(Currency::all());
  const bool small = *rc::gen::arbitrary<bool>();
  const Amount amount(c, small ? any_minor() % 1000 : any_minor());
  const auto back = Amount::parse(c, amount.text());
  RC_ASSERT(back.ok());
  RC_ASSERT(*back == amount);
}

RC_GTEST_PROP(AmountText, WhateverIsAcceptedIsCanonical, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0019-.5")));
  for (const char* code : {"JPY", "USD", "KWD"}) {
    const auto amount = Amount::parse(ccy(code), text);
    if (amount.ok()) RC_ASSERT(amount->text() == text);
  }
}

RC_GTEST_PROP(AmountArithmetic, AgreesWithWideIntegers, ()) {
  const Amount a(ccy("PHP"), any_minor() / 2);
  const Amount b(ccy("PHP"), any_minor() / 2);
  RC_ASSERT(wide(a + b) == wide(a) + wide(b));
  RC_ASSERT(wide(a - b) == wide(a) - wide(b));
  RC_ASSERT(wide(-a) == -wide(a));
  RC_ASSERT((a < b) == (wide(a) < wide(b)));
  RC_ASSERT((a + b) - b == a);
}

TEST(AmountArithmetic, ReachesTheBoundOnBothSides) {
  const Amount one(ccy("PHP"), 1);
  const Amount top(ccy("PHP"), kMaxMinor);
  EXPECT_EQ((top - one) + one, top);
  EXPECT_EQ((-top + one) - one, -top);
  EXPECT_EQ(top - top, zero(ccy("PHP")));
  EXPECT_TRUE((-top).is_negative());
  EXPECT_TRUE(top.is_positive());
  EXPECT_TRUE((top - top).is_zero());
}

TEST(AmountDeathTest, PastTheBoundOrAcrossCurrenciesHalts) {
  const Amount one(ccy("PHP"), 1);
  const Amount top(ccy("PHP"), kMaxMinor);
  const Amount dollar(ccy("USD"), 1);
  EXPECT_DEATH(static_cast<void>(top + one), "past the bound");
  EXPECT_DEATH(static_cast<void>(-top - one), "past the bound");
  EXPECT_DEATH(static_cast<void>(top + top), "past the bound");
  EXPECT_DEATH(static_cast<void>(-top - top), "past the bound");
  EXPECT_DEATH(Amount(ccy("PHP"), kMaxMinor + 1), "past the bound");
  EXPECT_DEATH(Amount(ccy("PHP"), -kMaxMinor - 1), "past the bound");
  EXPECT_DEATH(Amount(ccy("PHP"), std::numeric_limits<std::int64_t>::min()), "past the bound");
  EXPECT_DEATH(Amount(Currency(), 1), "without a currency");
  EXPECT_DEATH(static_cast<void>(one + dollar), "two currencies");
  EXPECT_DEATH(static_cast<void>(one - dollar), "two currencies");
  EXPECT_DEATH(static_cast<void>(one < dollar), "two currencies");
  EXPECT_FALSE(one == dollar);
}

TEST(AmountWide, RefusesPastTheBoundWithoutHalting) {
  const Currency php = ccy("PHP");
  EXPECT_EQ(amount_from_wide(php, Minor(kMaxMinor))->minor(), kMaxMinor);
  EXPECT_EQ(amount_from_wide(php, -Minor(kMaxMinor))->minor(), -kMaxMinor);
  EXPECT_EQ(amount_from_wide(php, Minor(kMaxMinor) + 1).refusal().code, Code::AMOUNT_RANGE);
  EXPECT_EQ(amount_from_wide(php, -Minor(kMaxMinor) - 1).refusal().code, Code::AMOUNT_RANGE);
  EXPECT_EQ(amount_from_wide(php, Minor(kMaxMinor) * kMaxMinor).refusal().code, Code::AMOUNT_RANGE);
}

}  // namespace
}  // namespace katiwala::amount_test
