#include <gtest/gtest.h>

#include <map>
#include <set>

#include "ledger/money/amount.h"

namespace katiwala::currency_test {
namespace {

TEST(Currency, TableHasThePinnedCounts) {
  std::map<int, int> by_exponent;
  for (const Currency c : Currency::all()) ++by_exponent[c.exponent()];
  EXPECT_EQ(by_exponent, (std::map<int, int>{{0, 16}, {2, 132}, {3, 7}, {4, 1}}));
}

TEST(Currency, EveryRowComesBackByCodeAndByNumber) {
  std::set<std::uint16_t> numbers;
  for (const Currency c : Currency::all()) {
    EXPECT_EQ(*Currency::parse(c.code()), c) << c.code();
    EXPECT_EQ(*Currency::from_numeric(c.numeric()), c) << c.code();
    EXPECT_TRUE(numbers.insert(c.numeric()).second) << c.code();
    EXPECT_FALSE(c.is_none());
  }
}

TEST(Currency, KnownCodesNumbersAndDecimals) {
  const struct {
    const char* code;
    std::uint16_t numeric;
    int exponent;
  } cases[] = {
      {"PHP", 608, 2}, {"USD", 840, 2}, {"EUR", 978, 2}, {"GBP", 826, 2}, {"AUD", 36, 2},  {"NOK", 578, 2}, {"SEK", 752, 2}, {"CHF", 756, 2},
      {"CAD", 124, 2}, {"SGD", 702, 2}, {"HKD", 344, 2}, {"ALL", 8, 2},   {"ZMW", 967, 2}, {"AED", 784, 2}, {"MRU", 929, 2}, {"MGA", 969, 2},
      {"JPY", 392, 0}, {"KRW", 410, 0}, {"VND", 704, 0}, {"ISK", 352, 0}, {"CLP", 152, 0}, {"XOF", 952, 0}, {"XPF", 953, 0}, {"UGX", 800, 0},
      {"KWD", 414, 3}, {"BHD", 48, 3},  {"OMR", 512, 3}, {"JOD", 400, 3}, {"TND", 788, 3}, {"IQD", 368, 3}, {"LYD", 434, 3}, {"UYW", 927, 4},
      {"ZWG", 924, 2}, {"XCG", 532, 2}, {"SLE", 925, 2}, {"VED", 926, 2},
  };
  for (const auto& row : cases) {
    const auto c = Currency::parse(row.code);
    ASSERT_TRUE(c.ok()) << row.code;
    EXPECT_EQ(c->numeric(), row.numeric) << row.code;
    EXPECT_EQ(c->exponent(), row.exponent) << row.code;
  }
}

TEST(Currency, WhatNobodyCanBePaidInIsUnknown) {
  for (const char* code : {"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI",                       // funds
                           "XAU", "XAG", "XPD", "XPT", "XDR", "XSU", "XUA", "XAD", "XBA", "XTS", "XXX",  // metals, units, none
                           "BGN", "HRK", "ANG", "CUC", "SLL", "ZWL", "DEM",                              // historic
                           "usd", "Usd", "US", "USDX", "", "U D", "AAA", "ZZZ"}) {
    const auto c = Currency::parse(code);
    ASSERT_FALSE(c.ok()) << code;
    EXPECT_EQ(c.refusal().code, Code::CURRENCY_UNKNOWN);
  }
  const std::uint16_t unknown[] = {0, 1, 999, 959, 975, 990, 1000, 0xffff};
  for (const std::uint16_t numeric : unknown) EXPECT_FALSE(Currency::from_numeric(numeric).ok()) << numeric;
}

TEST(CurrencyDeathTest, NoCurrencyHasNoNameAndNoDecimals) {
  EXPECT_TRUE(Currency().is_none());
  EXPECT_DEATH(static_cast<void>(Currency().code()), "no currency");
  EXPECT_DEATH(static_cast<void>(Currency().exponent()), "no currency");
}

}  // namespace
}  // namespace katiwala::currency_test
