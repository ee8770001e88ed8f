// Which balance is the day's: by type and sub-type, and what is checked of a page.
#include "api/messages/incoming.h"
#include "tests/api/messages/samples.h"
#include "tests/api/messages/texts.h"

namespace katiwala::api::messages::balances_test {
namespace {

std::string typed(const std::string& type, const std::string& subtype, const std::string& amount) {
  return replaced(balance(type, amount), "</CdOrPrtry></Tp>", "</CdOrPrtry>" + (subtype.empty() ? "" : "<SubTp><Cd>" + subtype + "</Cd></SubTp>") + "</Tp>");
}

struct Row {
  const char* what;
  std::vector<std::string> balances;
  const char *opening, *closing;  ///< "" none
  bool proven;
};

TEST(Balances, AreTheDaysByTypeAndSubType) {
  const std::string one = entry("2.00", "CRDT");
  const Row rows[] = {
      {"both of the day", {typed("OPBD", "", "1.00"), typed("CLBD", "", "3.00")}, "1.00", "3.00", true},
      {"closing of a page", {typed("OPBD", "", "1.00"), typed("CLBD", "INTM", "3.00")}, "1.00", "", true},
      {"opening of a page", {typed("OPBD", "INTM", "1.00"), typed("CLBD", "", "3.00")}, "", "3.00", true},
      {"both of a page", {typed("OPBD", "INTM", "1.00"), typed("CLBD", "INTM", "3.00")}, "", "", true},
      {"of the day after one of a page", {typed("CLBD", "INTM", "9.00"), typed("OPBD", "", "1.00"), typed("CLBD", "", "3.00")}, "1.00", "3.00", true},
      {"of the day before one of a page", {typed("OPBD", "", "1.00"), typed("CLBD", "", "3.00"), typed("CLBD", "INTM", "9.00")}, "1.00", "3.00", true},
      {"what is blocked is not the account", {typed("OPBD", "", "1.00"), typed("CLBD", "BLCK", "9.00")}, "1.00", "", false},
      {"what is blocked beside the account", {typed("OPBD", "", "1.00"), typed("CLBD", "BLCK", "9.00"), typed("CLBD", "", "3.00")}, "1.00", "3.00", true},
      {"the day before's", {typed("PRCD", "", "1.00"), typed("CLBD", "", "3.00")}, "1.00", "3.00", true},
      {"an available one is none", {typed("OPBD", "", "1.00"), typed("CLAV", "", "9.00")}, "1.00", "", false},
      {"an interim one is none", {typed("OPBD", "", "1.00"), typed("ITBD", "", "9.00")}, "1.00", "", false},
      {"none at all", {}, "", "", false},
  };
  for (const Row& row : rows) {
    std::string content;
    for (const std::string& text : row.balances) content += text;
    const auto message = read_incoming(statement_around(content + one), kDoorLimits, nullptr);
    ASSERT_TRUE(message.ok()) << row.what << ": " << message.refusal().message;
    const AccountReport& report = std::get<AccountMessage>(*message).reports.at(0);
    const auto text = [](const Balance* found) { return found == nullptr ? std::string() : found->amount.text(); };
    EXPECT_EQ(text(report.opening()), row.opening) << row.what;
    EXPECT_EQ(text(report.closing()), row.closing) << row.what;
    EXPECT_EQ(report.proven, row.proven) << row.what;
  }
}

TEST(Balances, OfAPageAreCheckedLikeTheDays) {
  for (const char* subtype : {"", "INTM"}) {
    for (const char* closing : {"2.99", "3.01"}) {
      const auto message = read_incoming(statement_around(typed("OPBD", subtype, "1.00") + typed("CLBD", subtype, closing) + entry("2.00", "CRDT")), kDoorLimits, nullptr);
      ASSERT_FALSE(message.ok()) << subtype << " " << closing;
      EXPECT_EQ(message.refusal().code, Code::MESSAGE_BALANCE);
    }
  }
}

}  // namespace
}  // namespace katiwala::api::messages::balances_test
