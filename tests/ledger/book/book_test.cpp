// Balances: floors on both sides, bounds, and that a book is the sum of its postings.
#include "ledger/book/book.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/ledger/book/samples.h"

namespace katiwala::book::book_test {
namespace {

using samples::line;
using samples::owner;
using samples::php;
using samples::usd;
using K = AccountKind;

Balanced balanced(std::vector<Posting> lines) { return Balanced::check(std::move(lines)).value(); }

/// A ward (2) of pool 1 with 100.00 of principal, and an order (4) with a cap of 100.00.
Book funded() {
  Book book;
  book.post(balanced({line(K::bank, 1, usd(), 10000), line(K::principal, 2, usd(), 10000)}));
  book.post(balanced({line(K::granted, 4, usd(), -10000), line(K::cap, 4, usd(), 10000)}));
  return book;
}

TEST(Book, StartsEmptyAndAddsUp) {
  Book book;
  EXPECT_EQ(book.balance(K::bank, owner(1), usd()), zero(usd()));
  book = funded();
  EXPECT_EQ(book.balance(K::bank, owner(1), usd()), Amount(usd(), 10000));
  EXPECT_EQ(book.balance(K::principal, owner(2), usd()), Amount(usd(), 10000));
  EXPECT_EQ(book.balance(K::principal, owner(2), php()), zero(php()));
  EXPECT_EQ(book.balance(K::principal, owner(3), usd()), zero(usd()));
  EXPECT_EQ(book.balance(K::income, owner(2), usd()), zero(usd()));
  EXPECT_EQ(book.balance(K::granted, owner(4), usd()), Amount(usd(), -10000));
}

TEST(Book, KnowsWhetherAnythingStandsOnAKindOfAccount) {
  Book book;
  EXPECT_FALSE(book.any_stands(K::principal, usd()));
  book = funded();
  EXPECT_TRUE(book.any_stands(K::principal, usd()));
  EXPECT_FALSE(book.any_stands(K::principal, php())) << "another currency";
  EXPECT_FALSE(book.any_stands(K::income, usd())) << "another kind";
  const Book before = book;
  // To the last minor unit, over two owners, and back by a balance that is set.
  book.post(balanced({line(K::principal, 2, usd(), -9999), line(K::principal, 3, usd(), 9999)}));
  book.post(balanced({line(K::principal, 3, usd(), -9999), line(K::bank, 1, usd(), -9999)}));
  EXPECT_TRUE(book.any_stands(K::principal, usd()));
  book.post(balanced({line(K::principal, 2, usd(), -1), line(K::bank, 1, usd(), -1)}));
  EXPECT_FALSE(book.any_stands(K::principal, usd()));
  EXPECT_FALSE(book.any_stands(K::bank, usd()));
  book.set_balance({K::principal, owner(3), usd()}, Amount(usd(), 7));
  book.set_balance({K::principal, owner(3), usd()}, Amount(usd(), 5));
  EXPECT_TRUE(book.any_stands(K::principal, usd()));
  book.set_balance({K::principal, owner(3), usd()}, zero(usd()));
  EXPECT_FALSE(book.any_stands(K::principal, usd()));
  EXPECT_TRUE(before.any_stands(K::principal, usd())) << "a copy stands by itself";
  EXPECT_DEATH(static_cast<void>(book.any_stands(K::awarded, usd())), "below zero");
}

struct FloorCase {
  const char* title;
  std::vector<Posting> lines;
  std::optional<Code> refused;
  const char* place;
};

TEST(Book, NoBalancePassesItsFloor) {
  const std::vector<FloorCase> cases = {
      {"all of it", {line(K::principal, 2, usd(), -10000), line(K::reserved, 2, usd(), 10000)}, std::nullopt, ""},
      {"one minor unit more", {line(K::principal, 2, usd(), -10001), line(K::reserved, 2, usd(), 10001)}, Code::INSUFFICIENT_FUNDS, "principal:USD"},
      {"one minor unit of nothing", {line(K::income, 2, usd(), -1), line(K::reserved, 2, usd(), 1)}, Code::INSUFFICIENT_FUNDS, "income:USD"},
      {"another ward's money", {line(K::principal, 3, usd(), -1), line(K::reserved, 3, usd(), 1)}, Code::INSUFFICIENT_FUNDS, "principal:USD"},
      {"another currency", {line(K::principal, 2, php(), -1), line(K::reserved, 2, php(), 1)}, Code::INSUFFICIENT_FUNDS, "principal:PHP"},
      {"all of the bank account", {line(K::bank, 1, usd(), -10000), line(K::principal, 2, usd(), -10000)}, std::nullopt, ""},
      {"more than the bank account", {line(K::bank, 1, usd(), -10001), line(K::principal, 2, usd(), -10000), line(K::fee, 1, usd(), -1)}, Code::INSUFFICIENT_FUNDS, "bank:USD"},
      {"all of the cap", {line(K::cap, 4, usd(), -10000), line(K::cap_reserved, 4, usd(), 10000)}, std::nullopt, ""},
      {"one minor unit over the cap", {line(K::cap, 4, usd(), -10001), line(K::cap_reserved, 4, usd(), 10001)}, Code::CAP_EXCEEDED, "cap:USD"},
      {"awards and grants have none", {line(K::awarded, 5, usd(), -1), line(K::outstanding, 5, usd(), 1)}, std::nullopt, ""},
      {"two lines that are too much together", {line(K::principal, 2, usd(), -6000), line(K::principal, 2, usd(), -4001), line(K::reserved, 2, usd(), 10001)}, Code::INSUFFICIENT_FUNDS, "principal:USD"},
      {"two lines that make good", {line(K::principal, 2, usd(), -10001), line(K::reserved, 2, usd(), 10000), line(K::principal, 2, usd(), 1)}, std::nullopt, ""},
      {"the largest balance", {line(K::bank, 1, usd(), kMaxMinor - 10000), line(K::suspense, 1, usd(), kMaxMinor - 10000)}, std::nullopt, ""},
      {"one minor unit past the largest", {line(K::bank, 1, usd(), kMaxMinor - 9999), line(K::suspense, 1, usd(), kMaxMinor - 9999)}, Code::AMOUNT_RANGE, nullptr},
      {"the largest grant", {line(K::granted, 4, usd(), -(kMaxMinor - 10000)), line(K::cap, 4, usd(), kMaxMinor - 10000)}, std::nullopt, ""},
      {"one past the largest grant", {line(K::granted, 4, usd(), -(kMaxMinor - 9999)), line(K::cap, 4, usd(), kMaxMinor - 9999)}, Code::AMOUNT_RANGE, nullptr},
  };
  for (const FloorCase& c : cases) {
    Book book = funded();
    const Balanced lines = balanced(c.lines);
    const Status allowed = book.allows(lines);
    EXPECT_EQ(allowed.ok(), !c.refused) << c.title;
    if (allowed.ok()) {
      book.post(lines);
      continue;
    }
    EXPECT_EQ(allowed.refusal().code, c.refused) << c.title;
    if (c.place != nullptr) {
      EXPECT_EQ(allowed.refusal().place, c.place) << c.title;
    }
  }
}

TEST(Book, LookingChangesNothing) {
  const Book book = funded();
  EXPECT_FALSE(book.allows(balanced({line(K::principal, 2, usd(), -10001), line(K::reserved, 2, usd(), 10001)})).ok());
  EXPECT_TRUE(book.allows(balanced({line(K::principal, 2, usd(), -1), line(K::reserved, 2, usd(), 1)})).ok());
  EXPECT_EQ(book.balance(K::principal, owner(2), usd()), Amount(usd(), 10000));
  EXPECT_EQ(book.balance(K::reserved, owner(2), usd()), zero(usd()));
}

TEST(BookDeathTest, HaltsOnAPostingThatWasNotAllowed) {
  Book book = funded();
  EXPECT_DEATH(book.post(balanced({line(K::principal, 2, usd(), -10001), line(K::reserved, 2, usd(), 10001)})), "passes a floor");
  EXPECT_DEATH(book.set_balance(Account{K::bank, owner(1), usd()}, Amount(php(), 1)), "another currency");
}

TEST(Book, BalancesAreSetVisitedAndForgotten) {
  Book book = funded();
  book.set_balance(Account{K::bank, owner(1), usd()}, Amount(usd(), 7));
  book.set_balance(Account{K::principal, owner(2), usd()}, zero(usd()));
  std::map<std::string, std::int64_t> seen;
  book.for_each([&](const Account& account, Amount amount) { seen[std::string(name(account.kind))] = amount.minor(); });
  EXPECT_EQ(seen, (std::map<std::string, std::int64_t>{{"bank", 7}, {"granted", -10000}, {"cap", 10000}}));
}

/// The worked shapes of docs/books.md.
TEST(Book, ADisbursementAndItsReturn) {
  Book book;
  book.post(balanced({line(K::bank, 1, usd(), 1997500), line(K::principal, 2, usd(), 1997500)}));
  book.post(balanced({line(K::principal, 2, usd(), -1800000), line(K::reserved, 2, usd(), 1800000)}));
  book.post(balanced({line(K::reserved, 2, usd(), -1800000), line(K::transit, 1, usd(), 1800000)}));
  EXPECT_EQ(book.balance(K::bank, owner(1), usd()).text(), "19975.00");
  book.post(balanced({line(K::transit, 1, usd(), -1800000), line(K::bank, 1, usd(), -1800000)}));
  EXPECT_EQ(book.balance(K::bank, owner(1), usd()).text(), "1975.00");
  EXPECT_EQ(book.balance(K::principal, owner(2), usd()).text(), "1975.00");
  book.post(balanced({line(K::bank, 1, usd(), 1800000), line(K::principal, 2, usd(), 1800000)}));
  EXPECT_EQ(book.balance(K::principal, owner(2), usd()).text(), "19975.00");
  EXPECT_TRUE(book.balance(K::transit, owner(1), usd()).is_zero());
  EXPECT_TRUE(book.balance(K::reserved, owner(2), usd()).is_zero());
}

Posting any_line() {
  const K kind = *rc::gen::element(K::bank, K::principal, K::income, K::reserved, K::transit, K::suspense);
  return line(kind, *rc::gen::inRange<std::uint8_t>(1, 4), *rc::gen::arbitrary<bool>() ? usd() : php(),
              *rc::gen::suchThat(rc::gen::inRange<std::int64_t>(-300, 1000), [](std::int64_t v) { return v != 0; }));
}

/// Random entries against a plain map: a book takes exactly those that leave nothing below zero, and then holds their sum.
RC_GTEST_PROP(BookProperty, IsTheSumOfWhatItAllowedAndNeverBelowZero, ()) {
  Book book;
  std::map<Account, std::int64_t> model;
  for (int step = *rc::gen::inRange(1, 40); step > 0; --step) {
    std::vector<Posting> lines;
    for (int i = *rc::gen::inRange(1, 4); i > 0; --i) lines.push_back(any_line());
    for (const Amount& amount : residue(lines)) lines.push_back(posting(K::suspense, owner(1), amount, Category::receipt));
    const Balanced entry = balanced(lines);
    auto after = model;
    for (const Posting& posting : lines) after[posting.account] += posting.change_minor;
    const bool fits = std::all_of(after.begin(), after.end(), [](const auto& row) { return row.second >= 0; });
    RC_ASSERT(book.allows(entry).ok() == fits);
    if (!fits) continue;
    book.post(entry);
    model = after;
  }
  std::map<Currency, std::int64_t> sums;
  for (const auto& [account, minor] : model) {
    RC_ASSERT(book.balance(account).minor() == minor);
    sums[account.currency] += minor * sign_of(account.kind);
  }
  for (const auto& [currency, sum] : sums) RC_ASSERT(sum == 0);
}

}  // namespace
}  // namespace katiwala::book::book_test
