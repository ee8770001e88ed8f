// The table of an older book: what may stand where, and that the rows come to the file's own totals. All invented.
#include "api/migration/older_book.h"

#include <gtest/gtest.h>

#include "api/messages/sandbox_bank.h"
#include "ledger/crypto/digest.h"

namespace katiwala::api::migration {
namespace {

const std::string kHead = "kind,ward,currency,authority,amount,income,paid,charges,booked,lines\n";
const std::string kWard(32, '1'), kOther(32, '2'), kAward(32, '3'), kPaper(64, '4');

std::string ward(const std::string& amount, const std::string& income = "", const std::string& who = kWard, const std::string& authority = "award:" + kAward) {
  return "ward," + who + ",USD," + authority + "," + amount + "," + income + ",,,,\n";
}
std::string total(const std::string& amount, const std::string& income, const std::string& lines, const std::string& currency = "USD") {
  return "total,," + currency + ",," + amount + "," + income + ",,,," + lines + "\n";
}
/// "" where it can be read, else the code and the place.
std::string fault(const std::string& csv) {
  const auto book = read_older_book(csv);
  return book.ok() ? "" : std::string(name_of(book.refusal().code)) + " " + book.refusal().place;
}

TEST(OlderBookTable, IsReadAndAddedUp) {
  const std::string csv = kHead + ward("100.00", "10.00") + "ward," + kOther + ",PHP,paper:" + kPaper + ",50.00,,,,,\n" + "ward," + kOther + ",USD,order:" + kAward +
                          ",0.00,,9.00,1.00,,\nunplaced,,USD,,5.00,,,,2025-12-01,\ntax,,USD,,2.00,,,,,\nfee,,PHP,,1.00,,,,,\n" + total("107.00", "10.00", "2") +
                          total("51.00", "0.00", "1", "PHP");
  const auto book = read_older_book(csv);
  ASSERT_TRUE(book.ok()) << book.refusal().message << " " << book.refusal().place;
  ASSERT_EQ(book->wards.size(), 3U);
  EXPECT_EQ(book->wards[0].row, 2U);
  EXPECT_EQ(book->wards[0].ward.hex(), kWard);
  EXPECT_EQ(std::get<custody::AwardId>(book->wards[0].authority).hex(), kAward);
  EXPECT_EQ(to_hex(std::get<Digest>(book->wards[1].authority)), kPaper);
  EXPECT_EQ(std::get<custody::OrderId>(book->wards[2].authority).hex(), kAward);
  EXPECT_EQ(book->wards[2].paid->text(), "9.00");
  ASSERT_EQ(book->totals.size(), 2U);
  EXPECT_EQ(book->totals[0].bank.currency().code(), "PHP") << "by their numbers";
  EXPECT_EQ(book->totals[1].principal.text(), "90.00");
  EXPECT_EQ(book->totals[1].income.text(), "10.00");
  EXPECT_EQ(book->totals[1].unplaced.text(), "5.00");
  EXPECT_EQ(book->totals[1].tax.text(), "2.00");
  EXPECT_EQ(book->totals[1].lines, 2U);
  EXPECT_EQ(book->source, crypto::sha256(view(csv)));
  std::string windows;
  for (const char c : csv) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(fault(windows), "");
  EXPECT_EQ(fault(csv.substr(0, csv.size() - 1)), "") << "without the last line's end";
}

TEST(OlderBookTable, ComesToItsTotalsToTheCentavo) {
  const std::string rows = kHead + ward("100.00", "10.00") + ward("1.00", "", kOther);
  const struct {
    std::string total;
    const char* fault;
  } cases[] = {
      {total("101.00", "10.00", "2"), ""},
      {total("101.01", "10.00", "2"), "CONTROL_SUM_MISMATCH row 4, column amount"},
      {total("100.99", "10.00", "2"), "CONTROL_SUM_MISMATCH row 4, column amount"},
      {total("101.00", "10.01", "2"), "CONTROL_SUM_MISMATCH row 4, column income"},
      {total("101.00", "9.99", "2"), "CONTROL_SUM_MISMATCH row 4, column income"},
      {total("101.00", "10.00", "1"), "CONTROL_SUM_MISMATCH row 4, column lines"},
      {total("101.00", "10.00", "3"), "CONTROL_SUM_MISMATCH row 4, column lines"},
      {"", "CONTROL_SUM_MISMATCH currency USD"},
      {total("101.00", "10.00", "2") + total("101.00", "10.00", "2"), "FIELD_INVALID row 5, column kind"},
      {total("101.00", "10.00", "2") + total("0.00", "0.00", "0", "PHP"), ""},
      {total("101.00", "10.00", "2") + total("1.00", "0.00", "0", "PHP"), "CONTROL_SUM_MISMATCH row 5, column amount"},
  };
  for (const auto& c : cases) EXPECT_EQ(fault(rows + c.total), c.fault) << c.total;
}

TEST(OlderBookTable, IsStrict) {
  const std::string end = total("100.00", "0.00", "1");
  const struct {
    const char* title;
    std::string csv;
    const char* fault;
  } cases[] = {
      {"as it should be", kHead + ward("100.00") + end, ""},
      {"empty", "", "FIELD_INVALID row 1"},
      {"no rows", kHead, "FIELD_INVALID row 2"},
      {"other columns", "kind,ward\n", "FIELD_INVALID row 1"},
      {"a column too many", kHead + "ward," + kWard + ",USD,award:" + kAward + ",100.00,,,,,,\n" + end, "FIELD_INVALID row 2"},
      {"a column too few", kHead + "ward," + kWard + ",USD,award:" + kAward + ",100.00,,,,\n" + end, "FIELD_INVALID row 2"},
      {"an empty line", kHead + "\n" + ward("100.00") + end, "FIELD_INVALID row 2"},
      {"quotes", kHead + ward("\"100.00\"") + end, "FIELD_INVALID row 2, column amount"},
      {"a space", kHead + ward(" 100.00") + end, "FIELD_INVALID row 2, column amount"},
      {"thousands", kHead + ward("1'00.00") + end, "AMOUNT_SYNTAX row 2, column amount"},
      {"decimals", kHead + ward("100.0") + end, "AMOUNT_DECIMALS row 2, column amount"},
      {"below nothing", kHead + ward("-100.00") + end, "FIELD_INVALID row 2, column amount"},
      {"more income than is held", kHead + ward("100.00", "100.01") + end, "FIELD_INVALID row 2, column income"},
      {"all of it income", kHead + ward("100.00", "100.00") + total("100.00", "100.00", "1"), ""},
      {"no ward", kHead + ward("100.00", "", "") + end, "FIELD_INVALID row 2, column ward"},
      {"a short ward", kHead + ward("100.00", "", "11") + end, "ID_SYNTAX row 2, column ward"},
      {"another kind of authority", kHead + ward("100.00", "", kWard, "court:" + kAward) + end, "FIELD_INVALID row 2, column authority"},
      {"a short paper", kHead + ward("100.00", "", kWard, "paper:" + kAward) + end, "DIGEST_SYNTAX row 2, column authority"},
      {"no currency of any", kHead + "ward," + kWard + ",USX,award:" + kAward + ",100.00,,,,,\n" + end, "CURRENCY_UNKNOWN row 2, column currency"},
      {"twice", kHead + ward("50.00") + ward("50.00") + total("100.00", "0.00", "2"), "FIELD_INVALID row 3, column ward"},
      {"another kind of row", kHead + "guardian,,USD,,1.00,,,,,\n" + end, "FIELD_INVALID row 2, column kind"},
      {"a ward's row with a day", kHead + "ward," + kWard + ",USD,award:" + kAward + ",100.00,,,,2025-12-01,\n" + end, "FIELD_INVALID row 2, column booked"},
      {"a credit without its day", kHead + "unplaced,,USD,,100.00,,,,,\n" + end, "FIELD_INVALID row 2, column booked"},
      {"a credit of no day", kHead + "unplaced,,USD,,100.00,,,,2025-02-30,\n" + end, "DATE_SYNTAX row 2, column booked"},
      {"a credit of nothing", kHead + "unplaced,,USD,,0.00,,,,2025-12-01,\n" + end, "FIELD_INVALID row 2, column amount"},
      {"tax twice", kHead + "tax,,USD,,50.00,,,,,\ntax,,USD,,50.00,,,,,\n" + end, "FIELD_INVALID row 3, column kind"},
      {"lines that are no number", kHead + ward("100.00") + total("100.00", "0.00", "01"), "FIELD_INVALID row 3, column lines"},
      {"paid in the award's currency", kHead + "ward," + kWard + ",PHP,award:" + kAward + ",100.00,,2.00 USD,0.10 USD,,\n" + total("100.00", "0.00", "1", "PHP"), ""},
      {"paid in no currency of any", kHead + "ward," + kWard + ",PHP,award:" + kAward + ",100.00,,2.00 USX,,,\n" + end, "CURRENCY_UNKNOWN row 2, column paid"},
      {"an amount that names its currency", kHead + ward("100.00 USD") + end, "AMOUNT_SYNTAX row 2, column amount"},
  };
  for (const auto& c : cases) EXPECT_EQ(fault(c.csv), c.fault) << c.title;
}

std::string statement(const std::vector<std::pair<std::string, std::string>>& closings, const std::string& day = "2025-12-31") {
  messages::AccountMessage message;
  message.message_id = "STMT-1";
  message.created = Instant::parse("2026-01-01T06:00:00+08:00").value();
  for (const auto& [code, amount] : closings) {
    const Currency currency = Currency::parse(code).value();
    messages::AccountReport report;
    report.id = "STMT-" + code + std::to_string(message.reports.size());
    report.created = message.created;
    report.account.number = "SBX-" + code;
    report.account.currency = report.currency = currency;
    report.balances.push_back({"CLBD", "", Amount::parse(currency, amount).value(), CivilDate::parse(day).value()});
    message.reports.push_back(report);
  }
  return messages::write_statement(message).value();
}

TEST(OlderBookStatement, IsHeldAgainstTheTable) {
  const CivilDate day = CivilDate::parse("2025-12-31").value();
  const auto book = read_older_book(kHead + ward("100.00") + total("100.00", "0.00", "1"));
  ASSERT_TRUE(book.ok());
  const struct {
    const char* title;
    std::string xml;
    const char* fault;
  } cases[] = {
      {"as the table", statement({{"USD", "100.00"}}), ""},
      {"and an account with nothing on it", statement({{"USD", "100.00"}, {"PHP", "0.00"}}), ""},
      {"a cent more", statement({{"USD", "100.01"}}), "CONTROL_SUM_MISMATCH currency USD"},
      {"a cent less", statement({{"USD", "99.99"}}), "CONTROL_SUM_MISMATCH currency USD"},
      {"something the table has not", statement({{"USD", "100.00"}, {"PHP", "0.01"}}), "CONTROL_SUM_MISMATCH currency PHP"},
      {"without the table's currency", statement({{"PHP", "1.00"}}), "CONTROL_SUM_MISMATCH currency USD"},
      {"of the day before", statement({{"USD", "100.00"}}, "2025-12-30"), "FIELD_INVALID statement"},
      {"two accounts in one currency", statement({{"USD", "60.00"}, {"USD", "40.00"}}), "FIELD_INVALID currency USD"},
  };
  for (const auto& c : cases) {
    const Status held = holds_against_statement(*book, c.xml, day);
    EXPECT_EQ(held.ok() ? "" : std::string(name_of(held.refusal().code)) + " " + held.refusal().place, c.fault) << c.title;
  }
}

TEST(OlderBookStatement, IsTheWholeBookOfOneWard) {
  const auto book = read_statement_as_book(statement({{"USD", "100.00"}, {"PHP", "0.00"}}), CivilDate::parse("2025-12-31").value(), custody::WardId::parse(kWard).value(),
                                           authority_of("paper:" + kPaper).value());
  ASSERT_TRUE(book.ok()) << book.refusal().message;
  ASSERT_EQ(book->wards.size(), 1U);
  EXPECT_EQ(book->wards[0].ward.hex(), kWard);
  EXPECT_EQ(book->wards[0].amount.text(), "100.00");
  EXPECT_FALSE(book->wards[0].income) << "the bank does not know what of it is income";
  ASSERT_EQ(book->totals.size(), 1U);
  EXPECT_EQ(book->totals[0].bank.text(), "100.00");
}

}  // namespace
}  // namespace katiwala::api::migration
