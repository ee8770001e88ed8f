// The programs that the exports are for, on a whole ledger's history: they accept the file, their balances are the ledger's, and a
// centavo that is not where it belongs makes each of them fail.
#include <gtest/gtest.h>
#include <algorithm>
#include <sstream>

#include "tests/audit/exports/handmade.h"
#include "tests/audit/exports/programs.h"
#include "tests/kit/test_ledger.h"

namespace katiwala::audit::exports::testing::programs_test {
namespace {

using namespace custody;
using journal::testing::date;
using journal::testing::Ids;
using journal::testing::TestLedger;
using katiwala::testing::Ran;

void receive_and_match(TestLedger& ledger, const Ids& ids) {
  CreditId credit;
  ledger.receive(ids.pool, "19975.00", "USD", &credit);
  ledger.agree(MatchCredit{credit, ids.order});
  Convert deal;
  deal.ward = ids.ward;
  deal.sold = ledger.amount("10000.00", "USD");
  deal.bought = ledger.amount("582350.00", "PHP");
  deal.rate = *Rate::parse(*Currency::parse("USD"), *Currency::parse("PHP"), "58.2350");
  deal.source = "test desk";
  deal.dealt = *Instant::parse("2026-03-02T09:00:00+08:00");
  deal.charge = ledger.amount("250.00", "PHP");
  deal.references.push_back(ledger.draw_reference());
  ledger.agree(deal);
}

RequestId ask_and_release(TestLedger& ledger, const Ids& ids, const std::string& text) {
  RequestDisbursement asked;
  asked.request = ledger.draw<RequestTag>();
  asked.ward = ids.ward;
  asked.payee = ids.school;
  asked.amount = ledger.amount(text, "PHP");
  const journal::Answer proposed = ledger.allowed("guardian", asked);
  ledger.allowed("officer-1", ledger.approval(proposed));
  Release release;
  release.request = asked.request;
  release.ward = ids.ward;
  release.message_id = "M" + asked.request.hex().substr(0, 12);
  release.end_to_end_id = "E" + asked.request.hex().substr(0, 12);
  release.uetr = ledger.draw<RequestTag>().bytes;
  release.file = ledger.draw_vault_ref();
  ledger.allowed("releaser", release);
  return asked.request;
}

void pay(TestLedger& ledger, const Ids& ids) {
  Settle settle;
  settle.request = ask_and_release(ledger, ids, "18000.00");
  settle.ward = ids.ward;
  settle.amount = ledger.amount("18000.00", "PHP");
  settle.booked = settle.value_date = date("2026-03-02");
  settle.references.push_back(ledger.draw_reference());
  ledger.allowed("bank", settle);
  ledger.allowed("bank", RejectPayment{ask_and_release(ledger, ids, "1500.00"), ids.ward, "AC04", {ledger.draw_reference()}});
  ask_and_release(ledger, ids, "700.00");  // stays in transit
  RecordCharge charge;
  charge.ward = ids.ward;
  charge.amount = ledger.amount("12.34", "PHP");
  charge.booked = date("2026-03-02");
  charge.references.push_back(ledger.draw_reference());
  ledger.agree(charge);
}

/// Another ward of the pool gets money by a matching that is undone again, and is erased.
void erase_another(TestLedger& ledger, const Ids& ids) {
  const WardId other = ledger.open_ward(ids.pool);
  RecordOrder order;
  order.order = ledger.draw<OrderTag>();
  order.country = "US";
  order.dated = date("2026-01-12");
  order.total = ledger.amount("100.00", "USD");
  order.document = Digest{7};
  ledger.agree(order);
  ledger.agree(RecordAward{ledger.draw<AwardTag>(), order.order, other, order.total});
  CreditId credit;
  ledger.receive(ids.pool, "40.00", "USD", &credit);
  ledger.agree(MatchCredit{credit, order.order});
  const record::Seq matched = ledger.journal().head()->seq;
  const auto reversal = ledger.allowed("officer-1", ReverseEntry{matched, subject(other), "matched to the wrong order"});
  ledger.allowed("officer-2", ledger.approval(reversal));
  ledger.allowed("compliance", ledger.approval(reversal));
  const auto erasure = ledger.allowed("compliance", EraseWard{other, "test of erasure"});
  ledger.allowed("officer-1", ledger.approval(erasure));
  ledger.allowed("compliance-2", ledger.approval(erasure));
}

class ExportPrograms : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    ledger_ = new TestLedger;
    ledger_->found();
    const Ids ids = ledger_->open_story();
    ledger_->move_clock("2026-03-02T09:00:00+08:00");
    ledger_->allowed("officer-1", RecordRate{*Rate::parse(*Currency::parse("USD"), *Currency::parse("PHP"), "58.2350"), date("2026-03-02"), "test desk"});
    receive_and_match(*ledger_, ids);
    pay(*ledger_, ids);
    ledger_->move_clock("2026-03-03T07:30:00+08:00");  // the second of March in Greenwich
    erase_another(*ledger_, ids);
    ledger_->receive(ids.pool, "5.00", "PHP");
    ledger_->stop();
  }
  static void TearDownTestSuite() {
    delete ledger_;
    ledger_ = nullptr;
  }

  static Files files(const std::string& format, record::Seq from, bool with_keys = true) {
    Files out;
    const auto report = export_entries(ledger_->store(), with_keys ? &ledger_->keys() : nullptr, format_named(format), from, [&](std::string_view name) -> Sink {
      std::string& text = out[std::string(name)];
      return [&text](std::string_view more) { text += more; };
    }, {});
    EXPECT_TRUE(report.ok()) << report.refusal().message << " " << report.refusal().place;
    if (report.ok()) last_ = *report;
    return out;
  }
  static journal::Memory memory(bool with_keys) {
    auto replayed = journal::replay(ledger_->store(), with_keys ? &ledger_->keys() : nullptr, ~record::Seq{0}, {});
    EXPECT_TRUE(replayed.ok()) << replayed.refusal().message;
    return std::move(*replayed);
  }

  static void accepts(const Program& program);
  static void refuses(const Program& program);

  static TestLedger* ledger_;
  static ExportReport last_;
};
TestLedger* ExportPrograms::ledger_ = nullptr;
ExportReport ExportPrograms::last_;

void ExportPrograms::accepts(const Program& program) {
  const Place place;
  const record::Seq head = ledger_->store().head()->seq;
  for (const bool with_keys : {true, false}) {
    const Balances expected = of_book(memory(with_keys).state.book, program);
    for (const record::Seq from : {record::Seq{0}, record::Seq{1}, head / 2, head - 1, head}) {
      const std::string text = files(program.format, from, with_keys).at(program.file);
      const Ran checked = place.run(program.check, program.file, text);
      EXPECT_EQ(checked.exit_code, 0) << "from " << from << ": " << checked.output.substr(0, 2000);
      EXPECT_EQ(parsed(place.run(program.report, program.file, text).output), expected) << "from " << from << (with_keys ? "" : " without keys");
    }
  }
  files(program.format, 0);
  EXPECT_EQ(last_.entries, head + 1);
  EXPECT_GE(last_.parts_erased, 2u);
  EXPECT_EQ(last_.parts_closed, 0u);
}

/// Where the amount of the n-th posting stands in a line "    account    19975.00 USD ...".
std::vector<std::size_t> postings_of(const std::string& text) {
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    const std::string line = text.substr(at, text.find('\n', at) - at);
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == 0 || begin == std::string::npos || line[begin] == ';' || line.find("    ", begin) == std::string::npos) continue;
    out.push_back(at + line.find_first_not_of(' ', line.find("    ", begin)));
  }
  return out;
}

std::string with_minor_more(const std::string& text, std::size_t at, std::int64_t more) {
  const std::size_t end = text.find(' ', at);
  const Currency of = *Currency::parse(text.substr(end + 1, 3));
  const Amount changed = Amount(of, Amount::parse(of, text.substr(at, end - at))->minor() + more);
  return text.substr(0, at) + changed.text() + text.substr(end);
}

void ExportPrograms::refuses(const Program& program) {
  const Place place;
  const std::string text = files(program.format, 0).at(program.file);
  const std::vector<std::size_t> postings = postings_of(text);
  ASSERT_GT(postings.size(), 30u);
  const auto fails = [&](const std::string& changed, const std::string& what) {
    ASSERT_NE(changed, text);
    EXPECT_NE(place.run(program.check, program.file, changed).exit_code, 0) << what;
  };
  for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{9}, postings.size() / 2}) {
    fails(with_minor_more(text, postings[n], 1), "posting " + std::to_string(n) + " one centavo up");
    fails(with_minor_more(text, postings[n], -1), "posting " + std::to_string(n) + " one centavo down");
  }
  // Two lines of one transaction: it still balances, what stands on the accounts is another matter. From behind, so that the places hold.
  for (const std::size_t n : {std::size_t{0}, std::size_t{2}}) {
    fails(with_minor_more(with_minor_more(text, postings[n + 1], -1), postings[n], 1), "a centavo moved between two accounts");
  }
  // A whole transaction taken away.
  const std::size_t begin = text.rfind("\n\n", postings[2]);
  fails(text.substr(0, begin) + text.substr(text.find("\n\n", postings[2])), "a transaction left out");
}

TEST_F(ExportPrograms, LedgerAcceptsAndGivesTheSameBalances) {
  KATIWALA_NEEDS_PROGRAM("ledger");
  accepts(programs()[0]);
}
TEST_F(ExportPrograms, HledgerAcceptsAndGivesTheSameBalances) {
  KATIWALA_NEEDS_PROGRAM("hledger");
  accepts(programs()[1]);
}
TEST_F(ExportPrograms, BeancountAcceptsAndGivesTheSameBalances) {
  KATIWALA_NEEDS_PROGRAM("bean-check");
  KATIWALA_NEEDS_PROGRAM("bean-query");
  accepts(programs()[2]);
}
TEST_F(ExportPrograms, LedgerRefusesACentavoThatIsNotWhereItBelongs) {
  KATIWALA_NEEDS_PROGRAM("ledger");
  refuses(programs()[0]);
}
TEST_F(ExportPrograms, HledgerRefusesACentavoThatIsNotWhereItBelongs) {
  KATIWALA_NEEDS_PROGRAM("hledger");
  refuses(programs()[1]);
}
TEST_F(ExportPrograms, BeancountRefusesACentavoThatIsNotWhereItBelongs) {
  KATIWALA_NEEDS_PROGRAM("bean-check");
  refuses(programs()[2]);
}

TEST_F(ExportPrograms, TheTrialBalanceIsTheLedgersAndItsDetailAddsUp) {
  const Files csv = files("csv", 0);
  Balances ending;
  std::istringstream lines(csv.at("trial_balance.csv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> fields;
    std::istringstream row(line.substr(0, line.find('\r')));
    for (std::string field; std::getline(row, field, ',');) fields.push_back(field);
    ASSERT_EQ(fields.size(), 7u);
    if (fields[5] != "0.00") ending[fields[0]] = fields[5] + " " + fields[6];
  }
  EXPECT_EQ(ending, of_book(memory(true).state.book, programs()[0]));
  EXPECT_GT(std::ranges::count(csv.at("unreadable_parts.csv"), '\n'), 2);
}

}  // namespace
}  // namespace katiwala::audit::exports::testing::programs_test
