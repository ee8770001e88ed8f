// Figures that do not add up are refused, whichever of them is wrong: each changed by the least unit of its currency, in turn.
#include <gtest/gtest.h>

#include "audit/reports/order_receipts.h"
#include "audit/reports/trial_balance.h"
#include "tests/audit/reports/sample.h"

namespace katiwala::audit::reports::testing::figures_test {
namespace {

using namespace custody;

void expect_wrong_sum(const Status& status, const std::string& place, const std::string& what) {
  ASSERT_FALSE(status.ok()) << what;
  EXPECT_EQ(status.refusal().code, Code::SUM_NOT_PRESERVED) << what;
  EXPECT_NE(status.refusal().place.find(place), std::string::npos) << what << ": " << status.refusal().place;
}

Amount cent(Amount like) { return Amount(like.currency(), 1); }

WardAccount sample_account() {
  const History history = sample();
  auto account = ward_account(history, kWard);
  KATIWALA_ASSERT(account.ok(), account.ok() ? "" : account.refusal().message.c_str());
  return std::move(*account);
}

TEST(WardAccount, OpensReceivesPaysAndCloses) {
  const WardAccount account = sample_account();
  ASSERT_EQ(account.accounts.size(), 2u);
  const CurrencyAccount& php = account.accounts[0];
  EXPECT_EQ(php.currency.code(), "PHP");
  EXPECT_EQ(php.opening.total().text(), "0.00");
  EXPECT_EQ(php.receipts.text(), "292675.50");      // 291,175.00 bought + 1,500.50 returned
  EXPECT_EQ(php.disbursements.text(), "19525.50");  // 25.00 + 18,000.00 + 1,500.50
  EXPECT_EQ(php.closing.principal.text(), "233150.00");
  EXPECT_EQ(php.closing.reserved.text(), "40000.00");
  EXPECT_EQ(php.closing.total().text(), "273150.00");
  EXPECT_EQ(php.lines.back().after, php.closing.total());
  const CurrencyAccount& usd = account.accounts[1];
  EXPECT_EQ(usd.receipts.text(), "12475.00");
  EXPECT_EQ(usd.disbursements.text(), "5000.00");
  EXPECT_EQ(usd.closing.total().text(), "7475.00");
}

TEST(WardAccount, AnyFigureThatIsWrongByACentavoIsFound) {
  struct Case {
    const char* what;
    const char* place;
    void (*spoil)(WardAccount&);
  };
  const Case cases[] = {
      {"opening principal", "entry", [](WardAccount& a) { a.accounts[0].opening.principal += cent(a.accounts[0].receipts); }},
      {"closing principal", "PHP", [](WardAccount& a) { a.accounts[0].closing.principal += cent(a.accounts[0].receipts); }},
      {"closing income", "USD", [](WardAccount& a) { a.accounts[1].closing.income += cent(a.accounts[1].receipts); }},
      {"closing reserved", "PHP", [](WardAccount& a) { a.accounts[0].closing.reserved -= cent(a.accounts[0].receipts); }},
      {"receipts", "USD", [](WardAccount& a) { a.accounts[1].receipts += cent(a.accounts[1].receipts); }},
      {"disbursements", "PHP", [](WardAccount& a) { a.accounts[0].disbursements -= cent(a.accounts[0].receipts); }},
      {"a line", "entry 20", [](WardAccount& a) { a.accounts[0].lines[0].line.change += cent(a.accounts[0].receipts); }},
      {"a line left out", "PHP", [](WardAccount& a) { a.accounts[0].lines.pop_back(); }},
      {"a line left out with its sum", "PHP", [](WardAccount& a) { a.accounts[0].receipts -= a.accounts[0].lines.back().line.change; a.accounts[0].lines.pop_back(); }},
      {"held after a line", "entry 15", [](WardAccount& a) { a.accounts[1].lines[1].after += cent(a.accounts[1].receipts); }},
      {"what is outstanding", "award", [](WardAccount& a) { a.claims[0].outstanding -= cent(a.claims[0].awarded); }},
      {"what was received", "award", [](WardAccount& a) { a.claims[0].received += cent(a.claims[0].awarded); }},
  };
  ASSERT_TRUE(check(sample_account()).ok());
  for (const Case& one : cases) {
    WardAccount account = sample_account();
    one.spoil(account);
    expect_wrong_sum(check(account), one.place, one.what);
  }
}

/// The whole way: no document is made of a history whose lines and balances disagree.
TEST(WardAccount, NoDocumentIsMadeOfALedgerThatDoesNotAddUp) {
  for (const char* kind : {"inventory", "annual-account", "statement"}) {
    History history = sample();
    ASSERT_TRUE(find_kind(kind)->make(history, question_for(*find_kind(kind))).ok()) << kind;
    const book::Account principal{book::AccountKind::principal, kWard.bytes, currency("PHP")};
    history.memory.state.book.set_balance(principal, history.memory.state.book.balance(principal) + Amount(currency("PHP"), 1));
    const auto document = find_kind(kind)->make(history, question_for(*find_kind(kind)));
    ASSERT_FALSE(document.ok()) << kind;
    EXPECT_EQ(document.refusal().code, Code::SUM_NOT_PRESERVED) << kind;
  }
}

TEST(OrderReceipts, WhatCameAndWhatIsOwed) {
  const History history = sample();
  const auto receipts = order_receipts(history, kOrder, std::nullopt);
  ASSERT_TRUE(receipts.ok()) << receipts.refusal().message;
  EXPECT_EQ(receipts->lines.size(), 4u);
  ASSERT_EQ(receipts->awards.size(), 2u);
  EXPECT_EQ(receipts->awards[0].gross.text(), "12500.00");
  EXPECT_EQ(receipts->awards[0].charges.text(), "25.00");
  EXPECT_EQ(receipts->awards[0].credited.text(), "12475.00");
  EXPECT_EQ(receipts->awards[0].outstanding.text(), "7500.00");
  EXPECT_EQ(receipts->awards[1].outstanding.text(), "2500.00");
  History only = sample();
  std::erase_if(only.award_lines, [](const AwardLine& line) { return line.ward != kSister; });
  const auto hers = order_receipts(only, kOrder, kSister);
  ASSERT_TRUE(hers.ok()) << hers.refusal().message;
  EXPECT_EQ(hers->awards.size(), 1u);
  EXPECT_EQ(order_receipts(history, OrderId{owner(0x99)}, std::nullopt).refusal().code, Code::ORDER_UNKNOWN);
  EXPECT_EQ(order_receipts(history, kOrder, WardId{owner(0x99)}).refusal().code, Code::WARD_UNKNOWN);
}

TEST(OrderReceipts, ThePeriodDividesWhatWasPaid) {
  History history = sample();
  history.basis.from = date("2026-03-03");
  const auto receipts = order_receipts(history, kOrder, std::nullopt);
  ASSERT_TRUE(receipts.ok()) << receipts.refusal().message;
  EXPECT_EQ(receipts->lines.size(), 2u);
  EXPECT_EQ(receipts->awards[0].outstanding_before.text(), "10000.00");
  EXPECT_EQ(receipts->awards[0].gross.text(), "2500.00");
  history.basis.from = date("2026-03-02");
  EXPECT_EQ(order_receipts(history, kOrder, std::nullopt)->lines.size(), 4u);
}

TEST(OrderReceipts, AnyFigureThatIsWrongIsFound) {
  struct Case {
    const char* what;
    const char* place;
    void (*spoil)(OrderReceipts&);
  };
  const Case cases[] = {
      {"a line's gross", "entry 10", [](OrderReceipts& r) { r.lines[0].gross += cent(r.lines[0].gross); }},
      {"a line's charges", "entry 10", [](OrderReceipts& r) { r.lines[1].charges -= cent(r.lines[0].gross); }},
      {"a line left out", "award", [](OrderReceipts& r) { r.lines.pop_back(); }},
      {"an award's gross", "award", [](OrderReceipts& r) { r.awards[1].gross += cent(r.awards[1].gross); }},
      {"an award's outstanding", "award", [](OrderReceipts& r) { r.awards[0].outstanding += cent(r.awards[0].gross); }},
      {"outstanding before", "award", [](OrderReceipts& r) { r.awards[0].outstanding_before -= cent(r.awards[0].gross); }},
      {"what the order says", "order", [](OrderReceipts& r) { r.matched += cent(r.matched); }},
  };
  const History history = sample();
  const OrderReceipts good = *order_receipts(history, kOrder, std::nullopt);
  ASSERT_TRUE(check(good).ok());
  for (const Case& one : cases) {
    OrderReceipts spoiled = good;
    one.spoil(spoiled);
    expect_wrong_sum(check(spoiled), one.place, one.what);
  }
}

TEST(OrderReceipts, AnErasedWardIsNotPassedOver) {
  History history = sample();
  history.memory.state.wards.erase(kSister);
  std::erase_if(history.memory.state.awards[kOrder], [](const auto& row) { return row.second == kSister; });
  EXPECT_EQ(order_receipts(history, kOrder, std::nullopt).refusal().code, Code::KEY_MISSING);
}

TEST(TrialBalance, EveryBookOfEveryPoolSumsToZero) {
  const History history = sample();
  const auto groups = trial_balance(history.memory.state);
  ASSERT_TRUE(groups.ok()) << groups.refusal().message << " " << groups.refusal().place;
  ASSERT_EQ(groups->size(), 4u);  // PHP and USD, custody and authority
  EXPECT_EQ((*groups)[0].debit.text(), "273150.00");
  for (const TrialGroup& group : *groups) EXPECT_EQ(group.debit, group.credit);
}

TEST(TrialBalance, AnAccountThatIsWrongIsFound) {
  for (const auto kind : {book::AccountKind::bank, book::AccountKind::suspense}) {
    History history = sample();
    history.memory.state.book.set_balance({kind, owner(0x10), currency("USD")}, history.memory.state.book.balance({kind, owner(0x10), currency("USD")}) + Amount(currency("USD"), 1));
    expect_wrong_sum(Status(trial_balance(history.memory.state).refusal()), "USD custody", "a pool's account");
  }
  History history = sample();
  history.memory.state.book.set_balance({book::AccountKind::principal, owner(0x77), currency("USD")}, amount("1.00", "USD"));
  expect_wrong_sum(Status(trial_balance(history.memory.state).refusal()), "principal", "an account of nobody");
  std::vector<TrialGroup> groups = *trial_balance(sample().memory.state);
  groups[0].rows[0].debit += Amount(groups[0].currency, 1);
  expect_wrong_sum(check(groups), "custody", "a row");
}

TEST(Discharge, IsNotMadeBeforeSheIsOfAge) {
  const Kind* kind = find_kind("discharge");
  EXPECT_EQ(kind->make(sample(), question_for(*kind)).refusal().code, Code::NOT_DUE);
  EXPECT_TRUE(kind->make(sample_of_age(), question_for(*kind)).ok());
}

TEST(Kinds, AreToldWhatTheyNeedAndNothingElse) {
  for (const Kind& kind : kinds()) {
    const Question good = question_for(kind);
    EXPECT_TRUE(check_question(kind, good).ok()) << kind.name;
    Question more = good;
    more.ward = kWard;
    more.order = kOrder;
    more.from = date("2026-03-01");
    more.to = date("2026-03-01");
    const bool takes_all = kind.ward != Need::none && kind.order != Need::none && kind.from != Need::none && kind.to != Need::none;
    EXPECT_EQ(check_question(kind, more).ok(), takes_all) << kind.name;
    if (kind.name == "trial-balance") continue;
    EXPECT_EQ(check_question(kind, {}).refusal().code, Code::FOLDER_OPTION) << kind.name;
  }
  Question backwards = question_for(*find_kind("annual-account"));
  backwards.to = backwards.from;
  EXPECT_TRUE(check_question(*find_kind("annual-account"), backwards).ok());
  backwards.to = *backwards.from - 1;
  EXPECT_EQ(check_question(*find_kind("annual-account"), backwards).refusal().place, "from");
  EXPECT_EQ(find_kind("inventories"), nullptr);
}

}  // namespace
}  // namespace katiwala::audit::reports::testing::figures_test
