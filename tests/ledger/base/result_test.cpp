#include "ledger/base/result.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>

namespace katiwala::result_test {
namespace {

TEST(Refusals, EveryCodeHasOneNameAndASentence) {
  std::set<std::string_view> names;
  ASSERT_GT(code_count(), 0u);
  for (std::size_t i = 0; i < code_count(); ++i) {
    const Code code = static_cast<Code>(i);
    const std::string_view name = name_of(code);
    EXPECT_TRUE(names.insert(name).second) << name << " is in the table twice";
    EXPECT_TRUE(std::ranges::all_of(name, [](char c) { return c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); })) << name;
    const std::string_view sentence = sentence_of(code);
    EXPECT_GT(sentence.size(), 10u) << name;
    EXPECT_TRUE(sentence.ends_with('.')) << name;
    Code back{};
    ASSERT_TRUE(code_from_name(name, back)) << name;
    EXPECT_EQ(back, code);
  }
}

TEST(Refusals, AnUnknownNameIsNoCode) {
  Code untouched = Code::AMOUNT_RANGE;
  for (const char* name : {"", "amount_range", "AMOUNT_RANG", "AMOUNT_RANGE "}) {
    EXPECT_FALSE(code_from_name(name, untouched)) << name;
  }
  EXPECT_EQ(untouched, Code::AMOUNT_RANGE);
}

TEST(Refusals, CarryTheTablesSentenceUnlessGivenAnother) {
  EXPECT_EQ(refuse(Code::AMOUNT_RANGE).message, sentence_of(Code::AMOUNT_RANGE));
  EXPECT_EQ(fault_of(Code::AMOUNT_RANGE), Fault::invalid);
  EXPECT_EQ(fault_of(Code::CALENDAR_YEAR_MISSING), Fault::denied);
  const Refusal own = refuse(Code::AMOUNT_RANGE, "Too much.", "/amount");
  EXPECT_EQ(own.message, "Too much.");
  EXPECT_EQ(own.place, "/amount");
}

Result<int> half(int value) {
  if (value % 2 != 0) return refuse(Code::AMOUNT_SYNTAX);
  return value / 2;
}

Result<int> quarter(int value) {
  KATIWALA_TRY(const int once, half(value));
  KATIWALA_TRY(const int twice, half(once));
  return twice;
}

Status even(int value) {
  KATIWALA_CHECK(half(value));
  return good();
}

TEST(Result, TryAndCheckPassRefusalsOn) {
  EXPECT_EQ(*quarter(12), 3);
  EXPECT_EQ(quarter(6).refusal().code, Code::AMOUNT_SYNTAX);
  EXPECT_EQ(quarter(5).refusal().code, Code::AMOUNT_SYNTAX);
  EXPECT_TRUE(even(4).ok());
  EXPECT_FALSE(even(5).ok());
}

TEST(Result, HoldsWhatCanOnlyBeMoved) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  ASSERT_TRUE(result);
  const std::unique_ptr<int> taken = *std::move(result);
  EXPECT_EQ(*taken, 7);
}

TEST(ResultDeathTest, AskingTheWrongHalfHalts) {
  const Result<int> bad = refuse(Code::AMOUNT_SYNTAX);
  const Result<int> fine = 1;
  EXPECT_DEATH(static_cast<void>(bad.value()), "broken invariant: value\\(\\) of a refused result");
  EXPECT_DEATH(static_cast<void>(fine.refusal()), "broken invariant: refusal\\(\\) of a good result");
}

}  // namespace
}  // namespace katiwala::result_test
