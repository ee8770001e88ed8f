// Drafts for the AMLC: sums by banking day, the case and no other, and what is refused.
#include <gtest/gtest.h>

#include "tests/audit/reports/sample.h"

namespace katiwala::audit::reports::testing::compliance_test {
namespace {

using namespace custody;

const Table& table(const Document& document, std::string_view key) {
  for (const Table& one : document.tables)
    if (one.key == key) return one;
  throw std::out_of_range(std::string(key));
}

std::string value(const Table& of, std::size_t row, std::string_view column) {
  for (std::size_t i = 0; i < of.columns.size(); ++i)
    if (of.columns[i].key == column) return of.rows.at(row).cells.at(i).value;
  throw std::out_of_range(std::string(column));
}

/// 9,987.50 dollars at 58.2350 are 581,622.0625 pesos: half to even at the centavo, only where it is shown.
TEST(CoveredReport, SumsByBankingDay) {
  const auto document = document_of("covered-transactions");
  ASSERT_TRUE(document.ok()) << document.refusal().message;
  const Table& days = table(*document, "days");
  ASSERT_EQ(days.rows.size(), 2u);
  EXPECT_EQ(value(days, 0, "day") + " " + value(days, 0, "total") + " " + value(days, 0, "report_due"), "2026-03-02 581622.06 2026-03-09");
  EXPECT_EQ(value(days, 1, "day") + " " + value(days, 1, "total") + " " + value(days, 1, "report_due"), "2026-06-15 144859.56 not owed");
  EXPECT_EQ(value(table(*document, "amounts"), 0, "transaction"), "match_credit");
  EXPECT_EQ(table(*document, "duties").rows.size(), 1u);
}

TEST(CoveredReport, ItsPeriodIncludesBothDays) {
  struct Case {
    const char *from, *to;
    std::size_t days;
  };
  const Case cases[] = {{"2026-03-02", "2026-06-15", 2}, {"2026-03-03", "2026-06-15", 1}, {"2026-03-02", "2026-06-14", 1}, {"2026-03-03", "2026-06-14", 0}};
  for (const Case& one : cases) {
    Question question = question_for(*find_kind("covered-transactions"));
    question.from = date(one.from);
    question.to = date(one.to);
    const auto document = find_kind("covered-transactions")->make(sample(), question);
    ASSERT_TRUE(document.ok());
    EXPECT_EQ(table(*document, "days").rows.size(), one.days) << one.from << " " << one.to;
    EXPECT_EQ(table(*document, "amounts").rows.size(), one.days) << one.from << " " << one.to;
  }
}

TEST(SuspiciousReport, TellsTheCaseWithWhatRaisedIt) {
  const auto document = document_of("suspicious-transaction");
  ASSERT_TRUE(document.ok()) << document.refusal().message;
  EXPECT_EQ(value(table(*document, "flags"), 0, "facts"), "requests 3; tier limit 50000.00 PHP");
  const Table& course = table(*document, "course");
  ASSERT_EQ(course.rows.size(), 2u);
  EXPECT_EQ(value(course, 1, "state") + " " + value(course, 1, "trafficking"), "suspicious yes");
  EXPECT_EQ(value(table(*document, "transactions"), 0, "amount"), "40000.00 PHP");
  EXPECT_EQ(value(table(*document, "duties"), 0, "due"), "2026-07-21");
  std::string suggested;
  const Table& grounds = table(*document, "grounds");
  ASSERT_EQ(grounds.rows.size(), 7u);
  for (std::size_t i = 0; i < grounds.rows.size(); ++i)
    if (!value(grounds, i, "suggested").empty()) suggested += value(grounds, i, "ground");
  EXPECT_EQ(suggested, "structured");
}

TEST(SuspiciousReport, IsOfOneCaseInOneWatch) {
  const Kind& kind = *find_kind("suspicious-transaction");
  Question question = question_for(kind);
  question.watch_case = 2;
  EXPECT_EQ(kind.make(sample(), question).refusal().code, Code::ENTRY_MISSING);
  question.watch_case = 1;
  question.ward = kSister;  // nothing was ever noted of her
  EXPECT_EQ(kind.make(sample(), question).refusal().code, Code::ENTRY_MISSING);
  question.pool = sample().memory.state.wards.at(kWard).pool;
  EXPECT_EQ(check_question(kind, question).refusal().place, "ward") << "a ward and a pool";
  question.ward.reset();
  EXPECT_TRUE(check_question(kind, question).ok());
  question.pool.reset();
  EXPECT_EQ(check_question(kind, question).refusal().place, "ward") << "neither";
  question = question_for(kind);
  question.watch_case.reset();
  EXPECT_EQ(check_question(kind, question).refusal().place, "case");
}

/// The other way round: a court's or a guardian's paper takes neither pool nor case.
TEST(SuspiciousReport, OtherKindsTakeNoCase) {
  for (const Kind& kind : kinds()) {
    if (kind.watch_case != Need::none) continue;
    Question question = question_for(kind);
    question.watch_case = 1;
    EXPECT_EQ(check_question(kind, question).refusal().place, "case") << kind.name;
  }
}

}  // namespace
}  // namespace katiwala::audit::reports::testing::compliance_test
