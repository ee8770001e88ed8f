// What an older book brought, on paper: the opening balance of an account that begins after its day, a line of one that begins before.
#include <algorithm>

#include "audit/log/checkpoint.h"
#include "audit/reports/order_receipts.h"
#include "audit/reports/report.h"
#include "audit/reports/ward_account.h"
#include "tests/audit/older_book.h"

namespace katiwala::audit::reports {
namespace {

using namespace custody;
using journal::testing::date;

constexpr const char* kOlderOrigin = "sandbox.example/journal-tests";

struct OlderBooks : ::testing::Test {
  journal::testing::TestLedger ledger;
  journal::testing::Ids ids;
  audit::testing::OlderBook book;
  std::unique_ptr<crypto::Signer> signer = std::move(*crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::ed25519)));

  void SetUp() override {
    ledger.found();
    ids = ledger.open_story();
    const auto proposed = ledger.allowed("officer-1", DeclareLogKey{print_vkey(*vkey_of(kOlderOrigin, KeyType::ed25519, *signer)), KeyStanding::active});
    ledger.allowed("officer-2", ledger.approval(proposed));
    ledger.allowed("compliance", ledger.approval(proposed));
    ledger.move_clock("2026-03-02T09:00:00+08:00");
    book = audit::testing::bring_in(ledger, ids);
  }
  Result<History> read(const Question& question) {
    const std::uint64_t size = ledger.journal().head()->seq + 1;
    tree::Frontier frontier;
    std::vector<tree::FullTile> completed;
    for (std::uint64_t seq = 0; seq < size; ++seq) frontier.append(record::leaf_hash(ledger.store().read(seq)->header), completed);
    const std::string head = print_note(*sign_checkpoint({kOlderOrigin, size, frontier.root(), {}}, *signer));
    return read_history(ledger.store(), ledger.keys(), head, question, {});
  }
  CurrencyAccount dollars(const char* from) {
    const auto history = read({ids.ward, std::nullopt, date(from), std::nullopt});
    EXPECT_TRUE(history.ok());
    const auto account = ward_account(*history, ids.ward);
    EXPECT_TRUE(account.ok()) << account.refusal().message << " " << account.refusal().place;
    const auto found = std::ranges::find_if(account->accounts, [](const CurrencyAccount& one) { return one.currency.code() == "USD"; });
    EXPECT_NE(found, account->accounts.end());
    return *found;
  }
};

TEST_F(OlderBooks, AreTheOpeningBalanceOfWhatBeginsAfterTheirDay) {
  const CurrencyAccount after = dollars("2026-03-01");
  EXPECT_EQ(after.opening.principal.text(), "8900.00");
  EXPECT_EQ(after.opening.income.text(), "100.00");
  EXPECT_EQ(after.receipts.text(), "0.00");
  EXPECT_TRUE(after.lines.empty());
  EXPECT_EQ(after.closing.total().text(), "9000.00");
}

TEST_F(OlderBooks, AreALineOfWhatBeginsOnTheirDayOrBefore) {
  for (const char* from : {"2026-02-28", "2026-01-01"}) {
    const CurrencyAccount before = dollars(from);
    EXPECT_EQ(before.opening.total().text(), "0.00") << from;
    EXPECT_EQ(before.receipts.text(), "9000.00") << from;
    ASSERT_EQ(before.lines.size(), 1U) << from;
    EXPECT_EQ(before.lines[0].line.entry, book.entry);
    EXPECT_EQ(before.lines[0].line.category, book::Category::brought);
    EXPECT_EQ(before.lines[0].line.what, "open_books");
    EXPECT_EQ(before.lines[0].line.brought_as_of, date("2026-02-28"));
  }
}

TEST_F(OlderBooks, SayOnPaperWhenceTheyCome) {
  const Question question{ids.ward, std::nullopt, date("2026-03-01"), date("2026-03-02")};
  const auto history = read(question);
  ASSERT_TRUE(history.ok());
  for (const Kind& kind : kinds()) {
    if (kind.name != "annual-account") continue;
    const auto document = kind.make(*history, question);
    ASSERT_TRUE(document.ok()) << document.refusal().message;
    const auto fact = std::ranges::find(document->facts, std::string_view("brought"), &Fact::key);
    ASSERT_NE(fact, document->facts.end());
    EXPECT_NE(fact->cell.value.find("entry " + std::to_string(book.entry) + ", as of 2026-02-28"), std::string::npos) << fact->cell.value;
  }
}

TEST_F(OlderBooks, CountForTheirOrderWithoutACredit) {
  const auto history = read({std::nullopt, ids.order, std::nullopt, std::nullopt});
  ASSERT_TRUE(history.ok());
  const auto receipts = order_receipts(*history, ids.order, std::nullopt);
  ASSERT_TRUE(receipts.ok()) << receipts.refusal().message << " " << receipts.refusal().place;
  ASSERT_EQ(receipts->lines.size(), 1U);
  EXPECT_TRUE(receipts->lines[0].brought);
  EXPECT_EQ(receipts->lines[0].gross.text(), "20000.00");
  EXPECT_EQ(receipts->awards.at(0).outstanding.text(), "15000.00");
  EXPECT_EQ(receipts->gross_of_all_time.text(), "0.00");
  EXPECT_EQ(receipts->matched.text(), "0.00");
}

TEST_F(OlderBooks, ThatWereTakenBackLeaveNothing) {
  audit::testing::take_back(ledger, ids, book);
  const CurrencyAccount before = dollars("2026-01-01");
  EXPECT_EQ(before.closing.total().text(), "0.00");
  EXPECT_EQ(before.receipts.text(), "9000.00");
  EXPECT_EQ(before.disbursements.text(), "9000.00");
  const auto history = read({std::nullopt, ids.order, std::nullopt, std::nullopt});
  const auto receipts = order_receipts(*history, ids.order, std::nullopt);
  ASSERT_TRUE(receipts.ok()) << receipts.refusal().message << " " << receipts.refusal().place;
  EXPECT_EQ(receipts->awards.at(0).outstanding.text(), "35000.00");
}

/// In an account that begins after their day they were no receipt, so what is taken back is no disbursement: it did not stand there.
TEST_F(OlderBooks, ThatWereTakenBackAreNoOpeningBalance) {
  audit::testing::take_back(ledger, ids, book);
  const auto history = read({ids.ward, std::nullopt, date("2026-03-01"), std::nullopt});
  ASSERT_TRUE(history.ok());
  EXPECT_TRUE(history->ward_lines.empty());
  for (const auto& [account, minor] : history->opening) EXPECT_EQ(minor, 0) << account.text();
  EXPECT_TRUE(ward_account(*history, ids.ward).ok());
}

TEST_F(OlderBooks, BroughtInAnewAreTheOpeningBalanceOnce) {
  audit::testing::take_back(ledger, ids, book);
  audit::testing::bring_in(ledger, ids);
  const CurrencyAccount after = dollars("2026-03-01");
  EXPECT_EQ(after.opening.total().text(), "9000.00");
  EXPECT_TRUE(after.lines.empty());
  EXPECT_EQ(after.closing.total().text(), "9000.00");
}

}  // namespace
}  // namespace katiwala::audit::reports
