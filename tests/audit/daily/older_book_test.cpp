// An account that begins with an older book: its day agrees with the bank's closing balance, and the days after begin there.
#include "audit/daily/collect.h"
#include "audit/daily/reconciliation.h"
#include "tests/audit/older_book.h"

namespace katiwala::audit::daily::testing {
namespace older_books {
namespace {

using namespace custody;
using journal::testing::date;

class Begun : public ::testing::Test {
 protected:
  void SetUp() override {
    ledger.found();
    ledger.move_clock("2026-02-25T09:00:00+08:00");
    ids = ledger.open_story();
    ledger.move_clock("2026-03-02T10:00:00+08:00");
  }
  void close(const std::string& day, const std::string& closing) {
    ledger.allowed("bank", Reconcile{ids.pool, date(day), ledger.amount(closing, "USD"), ledger.draw_reference(), ledger.draw_vault_ref()});
  }
  void receive_on(const std::string& amount_text, const std::string& booked) {
    ReceiveCredit c;
    c.credit = ledger.draw<CreditTag>();
    c.pool = ids.pool;
    c.amount = ledger.amount(amount_text, "USD");
    c.booked = c.value_date = date(booked);
    c.references = {ledger.draw_reference()};
    ledger.allowed("bank", c);
  }
  std::vector<PoolEntry> entries(std::uint64_t from = 0) {
    std::vector<PoolEntry> out;
    std::uint64_t count = 0;
    PoolOwners owners;
    EXPECT_TRUE(ledger.journal().look([&](const journal::Memory& memory) {
      count = memory.next;
      owners = owners_of(memory.state, ids.pool);
    }).ok());
    for (std::uint64_t seq = from; seq < count; ++seq) {
      const journal::Entry entry = ledger.journal().read(seq).value();
      std::optional<Command> command = entry.primary() == nullptr ? std::nullopt : entry.primary()->asked;
      if (const auto* approval = command ? std::get_if<Approve>(&*command) : nullptr) command = ledger.journal().read(approval->proposal).value().primary()->asked;
      if (auto one = pool_entry(owners, entry, command ? &*command : nullptr)) out.push_back(std::move(*one));
    }
    return out;
  }
  /// With one line of the bank's in each statement, which no book could have.
  AccountDay dollars(const std::string& day, std::uint64_t from = 0) {
    const auto all = entries(from);
    std::vector<AccountDay> accounts;
    EXPECT_TRUE(ledger.journal().look([&](const journal::Memory& memory) {
      accounts = account_days(memory.state, ids.pool, date(day), all, [](const StatementSeen& seen) {
        return StatementRead{std::nullopt, {{"/report[1]/entry[1]", seen.day, seen.closing, {}, Nature::other, std::nullopt}}};
      });
    }).ok());
    for (const AccountDay& one : accounts)
      if (one.currency().code() == "USD") return one;
    return {};
  }
  Reconciliation of(const std::string& day) {
    const AccountDay one = dollars(day);
    return reconcile(std::span(&one, 1))[0];
  }
  journal::testing::TestLedger ledger;
  journal::testing::Ids ids;
};

TEST_F(Begun, AgreesOnItsDayWithoutLookingAtLines) {
  audit::testing::bring_in(ledger, ids);
  EXPECT_EQ(of("2026-02-28").standing, Standing::no_statement);
  close("2026-02-28", "9000.00");
  const Reconciliation day = of("2026-02-28");
  EXPECT_EQ(day.standing, Standing::agrees);
  EXPECT_FALSE(day.by_lines);
  EXPECT_EQ(day.held.total().text(), "9000.00");
}

TEST_F(Begun, IsBrokenWhereTheBankHadSomethingElse) {
  audit::testing::bring_in(ledger, ids);
  close("2026-02-28", "9000.01");
  const Reconciliation day = of("2026-02-28");
  EXPECT_EQ(day.standing, Standing::broken);
  EXPECT_EQ(day.difference.text(), "0.01");
}

TEST_F(Begun, IsTheLastAgreementBeforeTheDaysAfter) {
  audit::testing::bring_in(ledger, ids);
  receive_on("70.00", "2026-03-02");
  close("2026-03-02", "9070.00");
  const AccountDay later = dollars("2026-03-02");
  ASSERT_TRUE(later.agreed);
  EXPECT_EQ(later.agreed->day, date("2026-02-28"));
  EXPECT_EQ(later.agreed->closing.text(), "9000.00");
  ASSERT_EQ(later.book.size(), 1U) << "what was brought in is no movement";
  EXPECT_EQ(later.book[0].what, "receive_credit");
}

TEST_F(Begun, IsFoundInTheEntriesFromItsOwnOn) {
  const auto book = audit::testing::bring_in(ledger, ids);
  const AccountDay later = dollars("2026-03-02", book.entry);
  ASSERT_TRUE(later.agreed);
  EXPECT_EQ(later.agreed->closing.text(), "9000.00");
}

TEST_F(Begun, IsNoBeginningAfterItWasTakenBack) {
  const auto book = audit::testing::bring_in(ledger, ids);
  audit::testing::take_back(ledger, ids, book);
  EXPECT_FALSE(dollars("2026-03-02").agreed);
  EXPECT_EQ(dollars("2026-03-02").held.bank.text(), "0.00");
}

}  // namespace
}  // namespace older_books
}  // namespace katiwala::audit::daily::testing
