// The book's side from a real ledger: which day a movement belongs to, what a day gone by looked like, and that its sides agree.
#include <gtest/gtest.h>

#include "audit/daily/collect.h"
#include "audit/daily/reconciliation.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::audit::daily::testing::collect_test {
namespace {

using namespace custody;
using journal::testing::date;

class Ledger : public journal::testing::TestLedger {
 public:
  Ledger() {
    found();
    move_clock("2026-02-25T09:00:00+08:00");
    ids = open_story();
  }

  CreditId receive_on(const std::string& amount_text, const std::string& booked) {
    ReceiveCredit c;
    c.credit = draw<CreditTag>();
    c.pool = ids.pool;
    c.amount = amount(amount_text, "USD");
    c.booked = c.value_date = date(booked);
    c.references = {draw_reference()};
    allowed("bank", c);
    return c.credit;
  }
  void close(const std::string& day, const std::string& closing, const std::string& currency) {
    allowed("bank", Reconcile{ids.pool, date(day), amount(closing, currency), draw_reference(), draw_vault_ref()});
  }

  std::vector<PoolEntry> entries() {
    std::vector<PoolEntry> out;
    std::uint64_t count = 0;
    PoolOwners owners;
    EXPECT_TRUE(journal().look([&](const journal::Memory& memory) {
      count = memory.next;
      owners = owners_of(memory.state, ids.pool);
    }).ok());
    for (std::uint64_t seq = 0; seq < count; ++seq) {
      const journal::Entry entry = journal().read(seq).value();
      std::optional<Command> command = entry.primary() == nullptr ? std::nullopt : entry.primary()->asked;
      if (const auto* approval = command ? std::get_if<Approve>(&*command) : nullptr) command = journal().read(approval->proposal).value().primary()->asked;
      if (auto one = pool_entry(owners, entry, command ? &*command : nullptr)) out.push_back(std::move(*one));
    }
    return out;
  }
  AccountDay dollars(const std::string& day) {
    const auto all = entries();
    std::vector<AccountDay> accounts;
    EXPECT_TRUE(journal().look([&](const journal::Memory& memory) {
      accounts = account_days(memory.state, ids.pool, date(day), all, [](const StatementSeen&) { return std::nullopt; });
    }).ok());
    for (const AccountDay& one : accounts) {
      EXPECT_EQ(one.held.total(), one.held.bank) << day;
      if (one.currency().code() == "USD") return one;
    }
    return {};
  }

  journal::testing::Ids ids;
};

std::string sides(const AccountDay& one) { return one.held.bank.text() + " = " + one.held.wards.text() + " + " + one.held.suspense.text(); }

/// What the bank booked on the 3rd was recorded on the 4th: it is the 3rd's.
TEST(Collected, AMovementIsOfTheBanksDay) {
  Ledger ledger;
  ledger.move_clock("2026-03-02T10:00:00+08:00");
  const CreditId credit = ledger.receive_on("1000.00", "2026-03-02");
  ledger.close("2026-03-02", "1000.00", "USD");
  ledger.move_clock("2026-03-04T10:00:00+08:00");
  ledger.receive_on("70.00", "2026-03-03");
  ledger.agree(MatchCredit{credit, ledger.ids.order});
  EXPECT_EQ(sides(ledger.dollars("2026-03-01")), "0.00 = 0.00 + 0.00");
  EXPECT_EQ(sides(ledger.dollars("2026-03-02")), "1000.00 = 0.00 + 1000.00") << "matched two days later";
  EXPECT_EQ(sides(ledger.dollars("2026-03-03")), "1070.00 = 0.00 + 1070.00");
  EXPECT_EQ(sides(ledger.dollars("2026-03-04")), "1070.00 = 1000.00 + 70.00");
  const AccountDay third = ledger.dollars("2026-03-03");
  ASSERT_TRUE(third.agreed);
  EXPECT_EQ(third.agreed->day, date("2026-03-02"));
  ASSERT_EQ(third.book.size(), 1U) << "what came before the statement that agreed is settled";
  EXPECT_EQ(third.book[0].change.text() + " " + third.book[0].what, "70.00 receive_credit");
  EXPECT_EQ(third.book[0].references.size(), 1U);
}

TEST(Collected, AConversionIsALineOnEachAccountAndHers) {
  Ledger ledger;
  ledger.move_clock("2026-03-02T10:00:00+08:00");
  const CreditId credit = ledger.receive_on("19975.00", "2026-03-02");
  ledger.agree(MatchCredit{credit, ledger.ids.order});
  ledger.convert(ledger.ids.ward);
  std::size_t lines = 0;
  for (const PoolEntry& entry : ledger.entries())
    for (const BookLine& line : entry.lines) {
      if (line.what != "convert") continue;
      ++lines;
      EXPECT_EQ(line.ward, ledger.ids.ward);
      EXPECT_EQ(line.meant, ledger.ids.ward);
      EXPECT_EQ(line.change.text(), line.change.currency().code() == "USD" ? "-10000.00" : "582350.00");
    }
  EXPECT_EQ(lines, 2U);
  EXPECT_EQ(ledger.dollars("2026-03-02").held.bank.text(), "9975.00");
}

/// A statement that broke is no beginning; the one before it that agreed is.
TEST(Collected, BeginsWithTheLastStatementThatAgreed) {
  Ledger ledger;
  ledger.move_clock("2026-03-04T10:00:00+08:00");
  const auto has = [&](const std::string& day) {
    Pool pool;
    EXPECT_TRUE(ledger.journal().look([&](const journal::Memory& memory) { pool = *memory.state.pool(ledger.ids.pool); }).ok());
    return has_begin(pool, date(day), ledger.entries());
  };
  ledger.close("2026-03-02", "0.00", "USD");
  EXPECT_FALSE(has("2026-03-03")) << "the pesos have none";
  ledger.close("2026-03-02", "0.00", "PHP");
  EXPECT_TRUE(has("2026-03-03"));
  EXPECT_FALSE(has("2026-03-02")) << "the day's own does not come before it";
  ledger.close("2026-03-03", "-12.50", "USD");
  const AccountDay fourth = ledger.dollars("2026-03-04");
  EXPECT_EQ(fourth.agreed->day, date("2026-03-02"));
  ASSERT_EQ(fourth.statements.size(), 1U);
  EXPECT_EQ(fourth.statements[0].day, date("2026-03-03"));
  EXPECT_EQ(reconcile(std::span(&fourth, 1))[0].standing, Standing::no_statement);
}

}  // namespace
}  // namespace katiwala::audit::daily::testing::collect_test
