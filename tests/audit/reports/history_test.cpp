// A report of a real journal: what is read is what happened, it ends where its period and the published head end, and a head that is not of this journal gives nothing.
#include "audit/reports/history.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "audit/log/checkpoint.h"
#include "audit/reports/order_receipts.h"
#include "audit/reports/report.h"
#include "audit/reports/trial_balance.h"
#include "audit/reports/ward_account.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::audit::reports::history_test {
namespace {

using namespace custody;
using journal::testing::date;
using journal::testing::Ids;
using journal::testing::TestLedger;

constexpr const char* kOrigin = "sandbox.example/journal-tests";

struct Reports : ::testing::Test {
  TestLedger ledger;
  Ids ids;
  CreditId credit;
  std::uint64_t matched = 0, released = 0;
  std::unique_ptr<crypto::Signer> signer = std::move(*crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::ed25519)));

  void SetUp() override {
    ledger.found();
    ids = ledger.open_story();
    agreed_by_three(DeclareLogKey{print_vkey(*vkey_of(kOrigin, KeyType::ed25519, *signer)), KeyStanding::active});
    ledger.move_clock("2026-03-02T09:00:00+08:00");
    receive_with_charges("19975.00", "25.00");
    matched = ledger.agree(MatchCredit{credit, ids.order}).entry->seq();
    ledger.convert(ids.ward);
    pay("18000.00");
  }

  void agreed_by_three(Command command) {
    const auto proposed = ledger.allowed("officer-1", std::move(command));
    ledger.allowed("officer-2", ledger.approval(proposed));
    ledger.allowed("compliance", ledger.approval(proposed));
  }
  void receive_with_charges(const std::string& net, const std::string& charges) {
    ReceiveCredit received;
    received.credit = credit = ledger.draw<CreditTag>();
    received.pool = ids.pool;
    received.amount = ledger.amount(net, "USD");
    received.charges = ledger.amount(charges, "USD");
    received.booked = received.value_date = date("2026-03-02");
    received.references.push_back(ledger.draw_reference());
    ledger.allowed("bank", received);
  }
  void pay(const std::string& text) {
    ledger.move_clock("2026-03-10T09:00:00+08:00");
    RequestDisbursement asked;
    asked.request = ledger.draw<RequestTag>();
    asked.ward = ids.ward;
    asked.payee = ids.school;
    asked.amount = ledger.amount(text, "PHP");
    ledger.allowed("officer-1", ledger.approval(ledger.allowed("guardian", asked)));
    Release release{asked.request, ids.ward, "M-1", "E-1", {}, ledger.draw_vault_ref()};
    released = ledger.allowed("releaser", release).entry->seq();
  }

  [[nodiscard]] std::uint64_t size() { return ledger.journal().head()->seq + 1; }
  /// The head of the first `entries`.
  std::string head(std::uint64_t entries) {
    tree::Frontier frontier;
    std::vector<tree::FullTile> completed;
    for (std::uint64_t seq = 0; seq < entries; ++seq) frontier.append(record::leaf_hash(ledger.store().read(seq)->header), completed);
    return signed_head(entries, frontier.root());
  }
  std::string signed_head(std::uint64_t entries, const Digest& root) { return print_note(*sign_checkpoint({kOrigin, entries, root, {}}, *signer)); }
  Result<History> read(const Question& question) { return read_history(ledger.store(), ledger.keys(), head(size()), question, {}); }
};

TEST_F(Reports, AWardsAccountIsWhatHappened) {
  const auto history = read({ids.ward, std::nullopt, std::nullopt, std::nullopt});
  ASSERT_TRUE(history.ok()) << history.refusal().message << " " << history.refusal().place;
  EXPECT_EQ(history->basis.entry + 1, size());
  EXPECT_EQ(history->basis.head.size, size());
  EXPECT_EQ(history->basis.origin, kOrigin);
  const auto account = ward_account(*history, ids.ward);
  ASSERT_TRUE(account.ok()) << account.refusal().message << " " << account.refusal().place;
  ASSERT_EQ(account->accounts.size(), 2u);
  const CurrencyAccount &php = account->accounts[0], &usd = account->accounts[1];
  EXPECT_EQ(usd.receipts.text(), "19975.00");
  EXPECT_EQ(usd.disbursements.text(), "10000.00");
  EXPECT_EQ(usd.lines[0].line.entry, matched);
  EXPECT_EQ(usd.lines[0].line.what, "match_credit");
  EXPECT_EQ(usd.lines[0].line.order, ids.order);
  EXPECT_EQ(php.receipts.text(), "582350.00");
  EXPECT_EQ(php.disbursements.text(), "18000.00");
  EXPECT_EQ(php.lines.back().line.entry, released);
  EXPECT_EQ(php.lines.back().line.category, book::Category::disbursement);
  ASSERT_NE(find_request(*account, *php.lines.back().line.request), nullptr);
  EXPECT_EQ(php.closing.total(), ledger.balance(book::AccountKind::principal, ids.ward.bytes, "PHP"));
}

TEST_F(Reports, EveryKindIsMadeOfTheJournal) {
  ledger.allowed("compliance", OpenCase{watch_of(ids.ward), "RF10", std::nullopt, std::nullopt, std::nullopt});
  for (const Kind& kind : kinds()) {
    Question question;
    if (kind.ward == Need::required || kind.pool == Need::allowed) question.ward = ids.ward;
    if (kind.watch_case == Need::required) question.watch_case = 1;
    if (kind.order == Need::required) question.order = ids.order;
    if (kind.from == Need::required) question.from = date("2026-03-01");
    if (kind.to == Need::required) question.to = date("2026-03-10");
    const auto history = read(question);
    ASSERT_TRUE(history.ok()) << kind.name << " " << history.refusal().message;
    const auto document = kind.make(*history, question);
    if (kind.name == "discharge") EXPECT_EQ(document.refusal().code, Code::NOT_DUE);
    else EXPECT_TRUE(document.ok()) << kind.name << " " << document.refusal().message << " " << document.refusal().place;
  }
}

TEST_F(Reports, APeriodHasAnEndOnBothSides) {
  struct Case {
    const char *from, *to, *opening, *receipts, *disbursements, *closing;
  };
  const Case cases[] = {{"2026-03-02", "2026-03-09", "0.00", "582350.00", "0.00", "582350.00"},
                        {"2026-03-03", "2026-03-09", "582350.00", "0.00", "0.00", "582350.00"},
                        {"2026-03-03", "2026-03-10", "582350.00", "0.00", "18000.00", "564350.00"},
                        {"2026-03-10", "2026-03-10", "582350.00", "0.00", "18000.00", "564350.00"}};
  for (const Case& one : cases) {
    const auto history = read({ids.ward, std::nullopt, date(one.from), date(one.to)});
    ASSERT_TRUE(history.ok()) << one.from << " " << history.refusal().message;
    const auto account = ward_account(*history, ids.ward);
    ASSERT_TRUE(account.ok()) << one.from << " " << account.refusal().message;
    const CurrencyAccount& php = account->accounts[0];
    EXPECT_EQ(php.opening.total().text(), one.opening) << one.from << " " << one.to;
    EXPECT_EQ(php.receipts.text(), one.receipts) << one.from << " " << one.to;
    EXPECT_EQ(php.disbursements.text(), one.disbursements) << one.from << " " << one.to;
    EXPECT_EQ(php.closing.total().text(), one.closing) << one.from << " " << one.to;
  }
  EXPECT_EQ(read({ids.ward, std::nullopt, std::nullopt, date("2026-03-11")}).refusal().code, Code::NOT_DUE);
  EXPECT_EQ(read({ids.ward, std::nullopt, std::nullopt, date("2026-02-17")}).refusal().code, Code::ENTRY_MISSING);
  EXPECT_TRUE(read({std::nullopt, std::nullopt, std::nullopt, date("2026-02-18")}).ok());
}

TEST_F(Reports, AReversedMatchingIsALineAndTheOrderOwesAgain) {
  ledger.move_clock("2026-03-12T09:00:00+08:00");
  receive_with_charges("4990.00", "10.00");
  const std::uint64_t entry = ledger.agree(MatchCredit{credit, ids.order}).entry->seq();
  agreed_by_three(ReverseEntry{entry, subject(ids.ward), "matched to the wrong order"});
  const auto history = read({std::nullopt, ids.order, std::nullopt, std::nullopt});
  ASSERT_TRUE(history.ok()) << history.refusal().message;
  const auto receipts = order_receipts(*history, ids.order, std::nullopt);
  ASSERT_TRUE(receipts.ok()) << receipts.refusal().message << " " << receipts.refusal().place;
  ASSERT_EQ(receipts->lines.size(), 3u);
  EXPECT_EQ(receipts->lines[2].gross.text(), "-5000.00");
  EXPECT_EQ(receipts->lines[2].charges.text(), "-10.00");
  EXPECT_EQ(receipts->lines[2].reverses, entry);
  EXPECT_EQ(receipts->awards[0].gross.text(), "20000.00");
  EXPECT_EQ(receipts->awards[0].outstanding.text(), "15000.00");
  const auto hers = read({ids.ward, std::nullopt, std::nullopt, std::nullopt});
  EXPECT_EQ(ward_account(*hers, ids.ward)->accounts[1].lines.back().line.category, book::Category::correction);
  EXPECT_TRUE(trial_balance(hers->memory.state).ok());
}

TEST_F(Reports, AWatchIsReadByWhoAsksForItsSubject) {
  const auto counted = [&](const Question& question) {
    const auto history = read(question);
    EXPECT_TRUE(history.ok());
    return std::ranges::count_if(history->watch_lines, [](const WatchLine& line) { return std::holds_alternative<CoveredCounted>(line.event) && line.what == "match_credit"; });
  };
  EXPECT_EQ(counted({ids.ward, std::nullopt, std::nullopt, std::nullopt}), 1);
  EXPECT_EQ(counted({std::nullopt, ids.order, std::nullopt, std::nullopt}), 0);
  EXPECT_EQ(counted({std::nullopt, std::nullopt, std::nullopt, std::nullopt, ids.pool, 1}), 0);
}

TEST_F(Reports, NothingLaterThanTheHeadIsInIt) {
  const auto history = read_history(ledger.store(), ledger.keys(), head(released), {ids.ward, std::nullopt, std::nullopt, std::nullopt}, {});
  ASSERT_TRUE(history.ok()) << history.refusal().message;
  EXPECT_EQ(history->basis.entry, released - 1);
  EXPECT_TRUE(ward_account(*history, ids.ward)->accounts[0].disbursements.is_zero());
  EXPECT_EQ(ward_account(*history, ids.ward)->accounts[0].closing.reserved.text(), "18000.00");
}

TEST_F(Reports, AHeadThatIsNotOfThisJournalGivesNoReport) {
  const Question question{ids.ward, std::nullopt, std::nullopt, std::nullopt};
  const auto code = [&](const std::string& note) { return read_history(ledger.store(), ledger.keys(), note, question, {}).refusal().code; };
  Digest other{};
  other[0] = 1;
  EXPECT_EQ(code(signed_head(size(), other)), Code::CHECKPOINT_FORK);
  EXPECT_EQ(code(signed_head(released, other)), Code::CHECKPOINT_FORK);
  EXPECT_EQ(code(signed_head(size() + 1, other)), Code::CHECKPOINT_FORK);
  EXPECT_EQ(code("not a note"), Code::NOTE_MALFORMED);
  signer = std::move(*crypto::signer_from_pem(crypto::generate_key_pem(crypto::Algorithm::ed25519)));
  EXPECT_EQ(code(head(size())), Code::NOTE_UNSIGNED);
}

TEST_F(Reports, AnErasedOrUnknownWardHasNone) {
  const WardId other = ledger.open_ward(ids.pool);
  const auto proposed = ledger.allowed("compliance", EraseWard{other, "asked for", {}});
  ledger.allowed("officer-1", ledger.approval(proposed));
  ledger.allowed("compliance-2", ledger.approval(proposed));
  for (const WardId& ward : {other, ledger.draw<WardTag>()}) {
    const auto history = read({ward, std::nullopt, std::nullopt, std::nullopt});
    ASSERT_TRUE(history.ok()) << history.refusal().message;
    EXPECT_EQ(ward_account(*history, ward).refusal().code, Code::WARD_UNKNOWN);
  }
}

}  // namespace
}  // namespace katiwala::audit::reports::history_test
