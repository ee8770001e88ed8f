// Accounts and balanced postings: the chart's sides, zero sums per currency and book, what is missing to zero.
#include "ledger/book/posting.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/ledger/book/samples.h"

namespace katiwala::book::posting_test {
namespace {

using samples::line;
using samples::owner;
using samples::php;
using samples::usd;
using K = AccountKind;

struct Side {
  K kind;
  BookName book;
  int sign;
  bool floor;
};

TEST(Chart, EveryAccountHasItsBookSideAndFloor) {
  const std::vector<Side> cases = {
      {K::bank, BookName::custody, 1, true},           {K::principal, BookName::custody, -1, true},
      {K::income, BookName::custody, -1, true},        {K::reserved, BookName::custody, -1, true},
      {K::transit, BookName::custody, -1, true},       {K::suspense, BookName::custody, -1, true},
      {K::tax, BookName::custody, -1, true},           {K::fee, BookName::custody, -1, true},
      {K::unreadable, BookName::custody, -1, true},    {K::awarded, BookName::authority, 1, false},
      {K::outstanding, BookName::authority, 1, true},  {K::received, BookName::authority, 1, true},
      {K::charged, BookName::authority, 1, true},      {K::granted, BookName::authority, 1, false},
      {K::cap, BookName::authority, 1, true},          {K::cap_reserved, BookName::authority, 1, true},
      {K::cap_used, BookName::authority, 1, true},
  };
  EXPECT_EQ(cases.size(), Names<K>::rows.size());
  for (const Side& c : cases) {
    EXPECT_EQ(book_of(c.kind), c.book) << name(c.kind);
    EXPECT_EQ(sign_of(c.kind), c.sign) << name(c.kind);
    EXPECT_EQ(has_floor(c.kind), c.floor) << name(c.kind);
  }
}

TEST(Chart, NamesGoBothWaysAndNumbersAreForEver) {
  for (const auto& [kind, text] : Names<K>::rows) EXPECT_EQ(from_name<K>(text), kind);
  EXPECT_EQ(from_name<K>("Bank"), std::nullopt);
  EXPECT_EQ(static_cast<int>(K::bank), 1);
  EXPECT_EQ(static_cast<int>(K::unreadable), 9);
  EXPECT_EQ(static_cast<int>(K::awarded), 16);
  EXPECT_EQ(static_cast<int>(K::cap_used), 27);
  EXPECT_EQ((Account{K::principal, owner(0xab), usd()}).text(), "principal:abababababababababababababababab:USD");
}

TEST(Posting, DebitsAndCredits) {
  EXPECT_TRUE(line(K::bank, 1, usd(), 5).is_debit());
  EXPECT_FALSE(line(K::bank, 1, usd(), -5).is_debit());
  EXPECT_FALSE(line(K::principal, 1, usd(), 5).is_debit());
  EXPECT_TRUE(line(K::principal, 1, usd(), -5).is_debit());
  EXPECT_EQ(posting(K::bank, owner(1), Amount(usd(), 5), Category::receipt), line(K::bank, 1, usd(), 5));
}

struct BalanceCase {
  const char* title;
  std::vector<Posting> lines;
  const char* place;  ///< nullptr: balanced
};

TEST(Balanced, EveryBookAndCurrencySumsToZeroAlone) {
  const std::vector<BalanceCase> cases = {
      {"nothing at all", {}, nullptr},
      {"a credit", {line(K::bank, 1, usd(), 1997500), line(K::principal, 2, usd(), 1997500)}, nullptr},
      {"one minor unit too much", {line(K::bank, 1, usd(), 1997501), line(K::principal, 2, usd(), 1997500)}, "custody:USD"},
      {"one minor unit too little", {line(K::bank, 1, usd(), 1997499), line(K::principal, 2, usd(), 1997500)}, "custody:USD"},
      {"one leg", {line(K::bank, 1, usd(), 1)}, "custody:USD"},
      {"two debits", {line(K::bank, 1, usd(), 5), line(K::principal, 2, usd(), -5)}, "custody:USD"},
      {"approval", {line(K::principal, 2, php(), -1800000), line(K::reserved, 2, php(), 1800000)}, nullptr},
      {"a split", {line(K::bank, 1, usd(), 10), line(K::principal, 2, usd(), 3), line(K::principal, 3, usd(), 3), line(K::suspense, 1, usd(), 4)}, nullptr},
      {"conversion", {line(K::principal, 2, usd(), -100), line(K::bank, 1, usd(), -100), line(K::bank, 1, php(), 5600), line(K::principal, 2, php(), 5600)}, nullptr},
      {"currencies do not help each other", {line(K::bank, 1, usd(), 100), line(K::principal, 2, php(), 100)}, "custody:USD"},
      {"authority", {line(K::outstanding, 4, usd(), -2000000), line(K::received, 4, usd(), 1997500), line(K::charged, 4, usd(), 2500)}, nullptr},
      {"authority off by one", {line(K::outstanding, 4, usd(), -2000000), line(K::received, 4, usd(), 1997501), line(K::charged, 4, usd(), 2500)}, "authority:USD"},
      {"books do not help each other", {line(K::bank, 1, usd(), 100), line(K::outstanding, 4, usd(), -100)}, "custody:USD"},
      {"sums past 64 bits", {line(K::bank, 1, usd(), kMaxMinor), line(K::bank, 2, usd(), kMaxMinor), line(K::principal, 2, usd(), kMaxMinor), line(K::principal, 3, usd(), kMaxMinor)}, nullptr},
  };
  for (const BalanceCase& c : cases) {
    const auto balanced = Balanced::check(c.lines);
    EXPECT_EQ(balanced.ok(), c.place == nullptr) << c.title;
    if (balanced.ok()) {
      EXPECT_EQ(balanced->lines(), c.lines) << c.title;
      continue;
    }
    EXPECT_EQ(balanced.refusal().code, Code::POSTING_UNBALANCED) << c.title;
    EXPECT_EQ(balanced.refusal().place, std::string(c.place == nullptr ? "" : c.place)) << c.title;
  }
}

TEST(Balanced, ALineMovesSomething) {
  const auto empty = Balanced::check({line(K::bank, 1, usd(), 0)});
  EXPECT_EQ(empty.refusal().code, Code::POSTING_EMPTY);
}

TEST(Residue, IsWhatWouldCloseTheBookOfCustody) {
  const auto none = residue(std::vector<Posting>{line(K::bank, 1, usd(), 5), line(K::principal, 2, usd(), 5), line(K::cap, 3, usd(), 7)});
  EXPECT_TRUE(none.empty());
  const auto missing = residue(std::vector<Posting>{line(K::bank, 1, usd(), 5), line(K::principal, 2, php(), 3)});
  EXPECT_EQ(missing, (std::vector<Amount>{Amount(usd(), 5), Amount(php(), -3)}));
  EXPECT_TRUE(residue({}).empty());
}

RC_GTEST_PROP(ResidueProperty, ClosesWhatIsLeftOfABalancedEntry, ()) {
  std::vector<Posting> lines;
  for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
    const std::int64_t minor = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
    const Currency currency = *rc::gen::arbitrary<bool>() ? usd() : php();
    lines.push_back(line(K::bank, 1, currency, minor));
    lines.push_back(line(K::principal, static_cast<std::uint8_t>(2 + i), currency, minor));
  }
  RC_ASSERT(Balanced::check(lines).ok());
  // Some lines are unreadable.
  std::vector<Posting> left;
  for (const Posting& posting : lines)
    if (*rc::gen::arbitrary<bool>()) left.push_back(posting);
  for (const Amount& amount : residue(left)) left.push_back(posting(K::unreadable, owner(1), amount, Category::receipt));
  RC_ASSERT(Balanced::check(left).ok());
}

}  // namespace
}  // namespace katiwala::book::posting_test
