#include "audit/exports/books.h"

#include <gtest/gtest.h>

#include "audit/exports/account_names.h"
#include "audit/exports/csv.h"
#include "tests/audit/exports/handmade.h"

namespace katiwala::audit::exports::testing::books_test {
namespace {

using namespace custody;
using book::AccountKind;
using book::Category;

constexpr std::uint8_t kPool = 0x10, kWard = 0x3f, kAward = 0x50;

std::int64_t standing(const Books& books, AccountKind kind, std::uint8_t of, const std::string& code) {
  const auto found = books.accounts().find(book::Account{kind, owner(of), currency(code)});
  return found == books.accounts().end() ? 0 : found->second;
}

struct Bad {
  const char* what;
  std::vector<book::Posting> pool, hers;
  bool closed;
  std::optional<Code> code;  ///< nothing: taken
};

TEST(ExportBooks, AnEntryBalancesInEveryBookAndCurrency) {
  const auto bank = [](const char* text, const char* code) { return post(AccountKind::bank, kPool, text, code, Category::receipt); };
  const auto principal = [](const char* text, const char* code) { return post(AccountKind::principal, kWard, text, code, Category::receipt); };
  const auto award = [](AccountKind kind, const char* text) { return post(kind, kAward, text, "USD", Category::authority); };
  const Bad cases[] = {
      {"balanced", {bank("1.00", "USD")}, {principal("1.00", "USD")}, false, std::nullopt},
      {"one centavo more", {bank("1.00", "USD")}, {principal("1.01", "USD")}, false, Code::POSTING_UNBALANCED},
      {"one centavo less", {bank("1.00", "USD")}, {principal("0.99", "USD")}, false, Code::POSTING_UNBALANCED},
      {"another currency", {bank("1.00", "USD")}, {principal("1.00", "PHP")}, false, Code::POSTING_UNBALANCED},
      {"a line of nothing", {bank("0.00", "USD")}, {}, false, Code::POSTING_EMPTY},
      {"authority against money", {bank("1.00", "USD")}, {award(AccountKind::outstanding, "-1.00")}, false, Code::POSTING_UNBALANCED},
      {"authority alone", {}, {award(AccountKind::awarded, "-1.00"), award(AccountKind::outstanding, "1.00")}, false, std::nullopt},
      {"authority unbalanced", {}, {award(AccountKind::awarded, "-1.00"), award(AccountKind::outstanding, "1.01")}, false, Code::POSTING_UNBALANCED},
      {"hers closed: the pool's account stands for it", {bank("1.00", "USD")}, {principal("1.00", "USD")}, true, std::nullopt},
  };
  for (const Bad& c : cases) {
    Handmade h("2026-02-18T09:00:00+08:00");
    h.part(SubjectKind::pool, kPool).postings = c.pool;
    if (!c.hers.empty()) h.part(SubjectKind::ward, kWard).postings = c.hers;
    if (c.closed) h.close_part(0xe1);
    Books books;
    const auto taken = books.take(h.entry(some_credit()));
    ASSERT_EQ(taken.ok(), !c.code.has_value()) << c.what;
    if (c.code) {
      EXPECT_EQ(taken.refusal().code, *c.code) << c.what;
      EXPECT_TRUE(taken.refusal().place.starts_with("entry 0 ")) << taken.refusal().place;
    }
    EXPECT_EQ(standing(books, AccountKind::unreadable, kPool, "USD"), c.closed ? 100 : 0) << c.what;
  }
}

TEST(ExportBooks, MoneyInAnEntryWithoutAPoolIsNotExplainedAway) {
  Handmade h("2026-02-18T09:00:00+08:00");
  h.part(SubjectKind::order, 0x60).postings = {post(AccountKind::bank, kPool, "1.00", "USD", Category::receipt)};
  h.part(SubjectKind::ward, kWard).postings = {post(AccountKind::principal, kWard, "1.00", "USD", Category::receipt)};
  h.close_part(0xe1);
  Books books;
  EXPECT_EQ(books.take(h.entry(some_credit())).refusal().code, Code::POSTING_UNBALANCED);
}

TEST(ExportBooks, ABalanceOfTheRecordIsHeldAgainstItsLines) {
  for (const std::int64_t wrong : {-1, 0, 1}) {
    Handmade h("2026-02-18T09:00:00+08:00");
    auto& pool = h.part(SubjectKind::pool, kPool);
    pool.postings = {post(AccountKind::bank, kPool, "1.00", "USD", Category::receipt), post(AccountKind::suspense, kPool, "1.00", "USD", Category::receipt)};
    journal::Entry entry = h.entry(some_credit());
    entry.parts[0].part->balances[0].minor += wrong;
    Books books;
    const auto taken = books.take(entry);
    ASSERT_EQ(taken.ok(), wrong == 0);
    if (!taken.ok()) {
      EXPECT_EQ(taken.refusal().code, Code::RECORD_MALFORMED);
    }
  }
}

TEST(ExportBooks, NumbersPastTheBoundAreRefusedAndDoNotHalt) {
  for (const std::int64_t minor : {kMaxMinor, kMaxMinor + 1, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    Handmade h("2026-02-18T09:00:00+08:00");
    h.part(SubjectKind::pool, kPool).postings = {post(AccountKind::bank, kPool, "1.00", "USD", Category::receipt), post(AccountKind::suspense, kPool, "1.00", "USD", Category::receipt)};
    journal::Entry entry = h.entry(some_credit());
    for (std::size_t i = 0; i < 2; ++i) {
      entry.parts[0].part->postings[i].change_minor = minor;
      entry.parts[0].part->balances[i].minor = minor;
    }
    for (const Format& format : kFormats) {
      const auto files = run(format, {entry});
      ASSERT_EQ(files.ok(), minor == kMaxMinor) << format.name;
      if (!files.ok()) {
        EXPECT_EQ(files.refusal().code, Code::AMOUNT_RANGE) << format.name;
      }
    }
  }
}

/// An older copy of the key store: her parts can be read, and then the entry says that she was erased.
TEST(ExportBooks, AnErasureThatCouldStillBeReadMovesWhatWasHers) {
  Handmade h("2026-02-18T09:00:00+08:00");
  h.part(SubjectKind::pool, kPool).postings = {post(AccountKind::bank, kPool, "1.00", "USD", Category::receipt)};
  h.part(SubjectKind::ward, kWard).postings = {post(AccountKind::principal, kWard, "1.00", "USD", Category::receipt),
                                               post(AccountKind::awarded, kAward, "-9.00", "USD", Category::authority), post(AccountKind::outstanding, kAward, "9.00", "USD", Category::authority)};
  h.entry(MatchCredit{});
  h.part(SubjectKind::ledger, 0).events.emplace_back(WardErased{WardId{owner(kWard)}, PoolId{owner(kPool)}, owner(0xee)});
  h.entry(EraseWard{});
  Books books;
  ASSERT_TRUE(books.take(h.entries[0]).ok());
  EXPECT_EQ(standing(books, AccountKind::outstanding, kAward, "USD"), 900);
  const auto closing = books.take(h.entries[1]);
  ASSERT_TRUE(closing.ok());
  EXPECT_EQ(closing->size(), 4u);
  EXPECT_EQ(standing(books, AccountKind::principal, kWard, "USD"), 0);
  EXPECT_EQ(standing(books, AccountKind::unreadable, kPool, "USD"), 100);
  EXPECT_EQ(standing(books, AccountKind::outstanding, kAward, "USD"), 0);
  EXPECT_EQ(standing(books, AccountKind::awarded, kAward, "USD"), 0);
  EXPECT_EQ(books.opening().size(), 2u);
}

TEST(ExportNames, EveryKindOfAccountInEveryProgram) {
  const std::string id = to_hex(owner(0xab));
  const struct {
    AccountKind kind;
    std::string chart, beancount;
  } cases[] = {
      {AccountKind::bank, "bank:" + id + ":USD", "Assets:Bank:P-" + id + ":USD"},
      {AccountKind::principal, "ward:" + id + ":USD:principal", "Liabilities:Ward:W-" + id + ":USD:Principal"},
      {AccountKind::income, "ward:" + id + ":USD:income", "Liabilities:Ward:W-" + id + ":USD:Income"},
      {AccountKind::reserved, "ward:" + id + ":USD:reserved", "Liabilities:Ward:W-" + id + ":USD:Reserved"},
      {AccountKind::transit, "transit:" + id + ":USD", "Liabilities:Transit:P-" + id + ":USD"},
      {AccountKind::suspense, "suspense:" + id + ":USD", "Liabilities:Suspense:P-" + id + ":USD"},
      {AccountKind::tax, "tax:" + id + ":USD", "Liabilities:Tax:P-" + id + ":USD"},
      {AccountKind::fee, "fee:" + id + ":USD", "Liabilities:Fee:P-" + id + ":USD"},
      {AccountKind::unreadable, "unreadable:" + id + ":USD", "Liabilities:Unreadable:P-" + id + ":USD"},
      {AccountKind::awarded, "award:" + id + ":USD:awarded", "Equity:Authority:Award:A-" + id + ":USD:Awarded"},
      {AccountKind::outstanding, "award:" + id + ":USD:outstanding", "Equity:Authority:Award:A-" + id + ":USD:Outstanding"},
      {AccountKind::received, "award:" + id + ":USD:received", "Equity:Authority:Award:A-" + id + ":USD:Received"},
      {AccountKind::charged, "award:" + id + ":USD:charged", "Equity:Authority:Award:A-" + id + ":USD:Charged"},
      {AccountKind::granted, "order:" + id + ":USD:granted", "Equity:Authority:Order:O-" + id + ":USD:Granted"},
      {AccountKind::cap, "order:" + id + ":USD:cap", "Equity:Authority:Order:O-" + id + ":USD:Cap"},
      {AccountKind::cap_reserved, "order:" + id + ":USD:cap_reserved", "Equity:Authority:Order:O-" + id + ":USD:CapReserved"},
      {AccountKind::cap_used, "order:" + id + ":USD:cap_used", "Equity:Authority:Order:O-" + id + ":USD:CapUsed"},
  };
  EXPECT_EQ(std::size(cases), Names<AccountKind>::rows.size());
  for (const auto& c : cases) {
    EXPECT_EQ(chart_name({c.kind, owner(0xab), currency("USD")}), c.chart);
    EXPECT_EQ(beancount_name({c.kind, owner(0xab), currency("USD")}), c.beancount);
  }
}

TEST(ExportCsv, FieldsAreQuotedWhereTheyMustBe) {
  std::string text;
  CsvTable table([&](std::string_view more) { text += more; }, {"a", "b"});
  table.row({"plain", ""});
  table.row({"comma, here", "a \"quote\""});
  table.row({"two\nlines", "carriage\rreturn"});
  EXPECT_EQ(text, "a,b\r\nplain,\r\n\"comma, here\",\"a \"\"quote\"\"\"\r\n\"two\nlines\",\"carriage\rreturn\"\r\n");
}

TEST(ExportCsv, NothingIsAFormulaToASpreadsheet) {
  struct Case {
    std::string_view field, written;
  };
  const Case cases[] = {{"=1+1", "'=1+1"}, {"+63", "'+63"}, {"@SUM(A1)", "'@SUM(A1)"}, {"-1+cmd", "'-1+cmd"}, {"-", "'-"}, {"\tx", "'\tx"}, {"=1,2", "\"'=1,2\""}, {"\r=1", "\"'\r=1\""},
                        {"-5798.50", "-5798.50"}, {"-7", "-7"}, {"5.00", "5.00"}, {"a=1", "a=1"}, {"", ""}};
  for (const Case& one : cases) {
    std::string text;
    CsvTable table([&](std::string_view more) { text = more; }, {"a"});
    table.row({one.field});
    EXPECT_EQ(text, std::string(one.written) + "\r\n");
  }
}

TEST(ExportScope, AnEntryThatIsNotThereIsMissing) {
  const Handmade history = small_history();
  for (const Format& format : kFormats) {
    EXPECT_TRUE(run(format, history.entries, history.entries.size() - 1).ok()) << format.name;
    const auto past = run(format, history.entries, history.entries.size());
    ASSERT_FALSE(past.ok()) << format.name;
    EXPECT_EQ(past.refusal().code, Code::ENTRY_MISSING) << format.name;
  }
}

}  // namespace
}  // namespace katiwala::audit::exports::testing::books_test
