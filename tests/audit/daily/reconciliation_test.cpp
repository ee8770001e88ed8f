// The three sides of one account, line by line; both sides of each bound.
#include <gtest/gtest.h>

#include "audit/daily/reconciliation.h"
#include "tests/audit/values.h"

namespace katiwala::audit::daily::testing::reconciliation_test {
namespace {

using audit::testing::amount;
using audit::testing::currency;
using audit::testing::date;
using audit::testing::owner;

const CivilDate kDay = date("2026-02-05");
custody::WardId ward(std::uint8_t n) { return custody::WardId{owner(n)}; }
custody::MarkValue mark(std::uint8_t n) { return owner(n); }

BookLine book(std::uint64_t entry, const std::string& change, std::vector<custody::MarkValue> references = {}, const std::string& day = "2026-02-05") {
  return {entry, date(day), amount(change, "EUR"), "settle", std::move(references)};
}
BankLine bank(const std::string& place, const std::string& change, std::vector<custody::MarkValue> references = {}, const std::string& day = "2026-02-05") {
  return {place, date(day), amount(change, "EUR"), std::move(references), Nature::payment};
}

/// 9,000.00 agreed on the day before; then these lines.
AccountDay account(std::vector<BookLine> lines, std::vector<BankLine> bank_lines) {
  AccountDay out{custody::PoolId{owner(1)}, kDay, std::nullopt, Held(currency("EUR")), std::move(lines), {}};
  out.agreed = Statement{10, date("2026-02-04"), std::nullopt, amount("9000.00", "EUR"), std::nullopt};
  out.held.bank = amount("9000.00", "EUR");
  Amount closing = out.held.bank;
  for (const BookLine& line : out.book) out.held.bank += line.change;
  for (const BankLine& line : bank_lines) closing += line.change;
  out.held.wards = out.held.bank;
  out.statements.push_back({20, kDay, amount("9000.00", "EUR"), closing, std::move(bank_lines)});
  return out;
}
Reconciliation result(const AccountDay& one) { return reconcile(std::span(&one, 1)).front(); }

std::string kinds(const Reconciliation& one) {
  std::string out;
  for (const Break& b : one.breaks) out += std::string(out.empty() ? "" : " ") + std::string(name(b.kind()));
  return out;
}

TEST(Reconciliation, NamesWhatItFinds) {
  struct Case {
    const char* what;
    std::vector<BookLine> book;
    std::vector<BankLine> bank;
    const char* kinds;
    const char* difference;
  };
  const Case cases[] = {
      {"a quiet day", {}, {}, "", "0.00"},
      {"one line on both sides", {book(11, "-100.00", {mark(1)})}, {bank("1", "-100.00", {mark(1), mark(2)})}, "", "0.00"},
      {"a debit that is not booked", {}, {bank("1", "-12.50", {mark(1)})}, "missing_in_book", "-12.50"},
      {"a debit that is not at the bank", {book(11, "-12.50", {mark(1)})}, {}, "missing_at_bank", "12.50"},
      {"one centavo", {book(11, "-12.50", {mark(1)})}, {bank("1", "-12.51", {mark(1)})}, "amount", "-0.01"},
      {"booked twice", {book(11, "-12.50", {mark(1)}), book(12, "-12.50", {mark(2)})}, {bank("1", "-12.50", {mark(1)})}, "doubled", "12.50"},
      {"debited twice", {book(11, "-12.50", {mark(1)})}, {bank("1", "-12.50", {mark(1)}), bank("2", "-12.50", {mark(1)})}, "doubled", "-12.50"},
      {"two that disagree are two breaks", {book(11, "-5.00", {mark(1)})}, {bank("1", "-5.00", {mark(2)})}, "missing_at_bank missing_in_book", "0.00"},
      {"no reference: by amount", {book(11, "-5.00")}, {bank("1", "-5.00", {mark(2)})}, "", "0.00"},
  };
  for (const Case& one : cases) {
    const Reconciliation r = result(account(one.book, one.bank));
    EXPECT_EQ(kinds(r), one.kinds) << one.what;
    EXPECT_EQ(r.difference.text(), one.difference) << one.what;
    EXPECT_EQ(r.standing, one.kinds[0] == 0 ? Standing::agrees : Standing::broken) << one.what;
    EXPECT_TRUE(r.unexplained.is_zero()) << one.what;
  }
}

TEST(Reconciliation, PairsWithoutAReferenceWithinDays) {
  for (const int apart : {kWeakDays, kWeakDays + 1}) {
    const std::string day = (kDay - apart).text();
    AccountDay one = account({book(11, "-5.00", {}, day)}, {bank("1", "-5.00", {mark(1)})});
    one.agreed->day = kDay - 5;
    EXPECT_EQ(result(one).paired_weakly, apart == kWeakDays ? 1U : 0U) << apart;
  }
}

TEST(Reconciliation, ListsEveryCandidateBestFirst) {
  const Reconciliation r = result(account({book(11, "-5.00", {mark(1)}), book(12, "-5.00", {mark(2)})}, {bank("1", "-5.00", {mark(1)})}));
  ASSERT_EQ(r.breaks.size(), 1U);
  ASSERT_EQ(r.breaks[0].candidates.size(), 2U);
  EXPECT_EQ(r.breaks[0].candidates[0].kind, BreakKind::doubled);
  EXPECT_EQ(r.breaks[0].candidates[0].grounds[0], (Ground{"same_amount_day_and_ward", "entry 11"}));
  EXPECT_EQ(r.breaks[0].candidates[1].kind, BreakKind::missing_at_bank);
}

TEST(Reconciliation, CashUnderNoReferenceIsOffTheLedger) {
  BankLine cash = bank("7", "-50.00", {mark(9)});
  cash.nature = Nature::other;
  EXPECT_EQ(kinds(result(account({}, {cash}))), "off_ledger");
}

TEST(Reconciliation, SwappedWardsAreTwoBreaksThatNameEachOther) {
  BookLine a = book(11, "-5.00", {mark(1)}), b = book(12, "-7.00", {mark(2)});
  a.ward = ward(1);
  b.ward = ward(2);
  BankLine x = bank("1", "-5.00", {mark(1)}), y = bank("2", "-7.00", {mark(2)});
  x.names = ward(1);
  y.names = ward(2);
  EXPECT_EQ(kinds(result(account({a, b}, {x, y}))), "");
  std::swap(a.ward, b.ward);
  const Reconciliation r = result(account({a, b}, {x, y}));
  ASSERT_EQ(kinds(r), "wrong_ward wrong_ward");
  EXPECT_TRUE(r.difference.is_zero());
  EXPECT_EQ(r.standing, Standing::broken) << "the sums agree, the wards do not";
  EXPECT_EQ(r.breaks[0].candidates[0].grounds.back(), (Ground{"swapped_with", "entry 12"}));
}

TEST(Reconciliation, FindsTheLineOnAnotherAccount) {
  AccountDay euros = account({}, {bank("1", "-5.00", {mark(1)})});
  AccountDay pesos{euros.pool, kDay, std::nullopt, Held(currency("PHP")), {{11, kDay, amount("-5.00", "PHP"), "settle", {mark(1)}}}, {}};
  pesos.held.bank = pesos.held.wards = amount("95.00", "PHP");
  pesos.statements.push_back({21, kDay, amount("100.00", "PHP"), amount("100.00", "PHP"), std::vector<BankLine>{}});
  const std::vector<AccountDay> both{euros, pesos};
  const auto results = reconcile(both);
  EXPECT_EQ(kinds(results[0]) + " " + kinds(results[1]), "wrong_account wrong_account");
  EXPECT_EQ(results[0].breaks[0].effect.text() + " " + results[1].breaks[0].effect.text(), "-5.00 5.00");
}

/// S13 as its bank tells it: a closing balance, and no lines.
TEST(Reconciliation, WithoutLinesItGuessesFromTheAmount) {
  AccountDay one = account({book(11, "250.00", {mark(1)})}, {});
  one.statements[0].lines.reset();
  one.statements[0].closing = amount("9237.50", "EUR");
  const Reconciliation r = result(one);
  EXPECT_EQ(r.difference.text(), "-12.50");
  ASSERT_EQ(kinds(r), "unexplained");
  EXPECT_EQ(r.breaks[0].candidates[1].kind, BreakKind::missing_in_book);
  EXPECT_EQ(r.breaks[0].candidates[1].grounds[0].why, "bank_has_less");
  one.statements[0].closing = amount("9000.00", "EUR");
  const Reconciliation other = result(one);
  EXPECT_EQ(other.breaks[0].candidates[1].kind, BreakKind::missing_at_bank) << "a line of the book is the difference";
  EXPECT_EQ(other.breaks[0].candidates[1].entries, std::vector<std::uint64_t>{11});
}

TEST(Reconciliation, WithoutAStatementItSaysSo) {
  AccountDay one = account({book(11, "-5.00", {mark(1)})}, {});
  one.statements.clear();
  const Reconciliation r = result(one);
  EXPECT_EQ(r.standing, Standing::no_statement);
  EXPECT_EQ(kinds(r), "");
  one.held.wards += amount("0.01", "EUR");
  EXPECT_EQ(kinds(result(one)), "sub_ledger") << "the book against itself needs no bank";
}

/// Tuesday's statement never came: the book's lines of that day are neither found missing nor an explanation of anything else.
TEST(Reconciliation, DaysBetweenStatementsThatDoNotJoin) {
  AccountDay one = account({book(11, "-5.00", {mark(1)}, "2026-02-04"), book(12, "-7.00", {mark(2)})}, {bank("1", "-7.00", {mark(2)})});
  one.agreed->day = date("2026-02-03");
  one.statements[0].opening = amount("8995.00", "EUR");
  one.statements[0].closing = amount("8988.00", "EUR");
  EXPECT_EQ(kinds(result(one)), "") << "the gap is what the book has of the day between";
  one.statements[0].opening = amount("8994.99", "EUR");
  one.statements[0].closing = amount("8987.99", "EUR");
  const Reconciliation r = result(one);
  ASSERT_EQ(kinds(r), "opening");
  EXPECT_EQ(r.breaks[0].effect.text(), "-0.01");
}

/// Nothing was ever agreed: where the bank began is held against where the book began.
TEST(Reconciliation, OfANewAccountBeginsWhereTheBookBegan) {
  AccountDay one = account({book(11, "-5.00", {mark(1)})}, {bank("1", "-5.00", {mark(1)})});
  one.agreed.reset();
  EXPECT_EQ(kinds(result(one)), "");
  one.statements[0].opening = amount("9000.01", "EUR");
  one.statements[0].closing = amount("8995.01", "EUR");
  EXPECT_EQ(kinds(result(one)), "opening");
}

}  // namespace
}  // namespace katiwala::audit::daily::testing::reconciliation_test
