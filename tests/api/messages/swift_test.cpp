// What a SWIFT message says arrives as the values that a camt message gives.
#include "api/messages/swift.h"

#include "api/messages/incoming.h"
#include "tests/api/messages/samples.h"
#include "tests/api/messages/swift_texts.h"

namespace katiwala::api::messages::swift_test {
namespace {

AccountMessage read(const std::string& bytes) {
  auto message = read_swift(bytes, kDoorLimits.max_bytes);
  EXPECT_TRUE(message.ok()) << message.refusal().place << ": " << message.refusal().message;
  return message.ok() ? std::move(message).value() : AccountMessage{};
}

TEST(Mt940, ArrivesAsAStatement) {
  const AccountMessage message = read(swift("940", mt940()));
  EXPECT_EQ(message.kind, ReportKind::statement);
  EXPECT_EQ(message.definition, "MT940");
  EXPECT_EQ(message.message_id, "STMT-1");
  EXPECT_EQ(message.created.manila_text(), "2026-03-02T00:00:00+08:00");
  ASSERT_EQ(message.reports.size(), 1U);
  const AccountReport& report = message.reports[0];
  EXPECT_EQ(report.id, "STMT-1");
  EXPECT_EQ(report.sequence, "61");
  EXPECT_EQ(report.account.number, "0012345678");
  EXPECT_EQ(report.currency, ccy("USD"));
  EXPECT_TRUE(report.single_page);
  EXPECT_TRUE(report.proven);
  EXPECT_EQ(report.opening()->amount, amount_of("USD", "1000.00"));
  EXPECT_EQ(report.opening()->date.text(), "2026-03-01");
  EXPECT_EQ(report.closing()->amount, amount_of("USD", "20945.00"));
  ASSERT_EQ(report.balances.size(), 4U);
  EXPECT_EQ(report.balances[2].type, "CLAV");
  EXPECT_EQ(report.balances[3].type, "FWAV");
  EXPECT_TRUE(report.not_booked.empty());
  ASSERT_EQ(report.entries.size(), 4U);

  const Entry& credit = report.entries[0];
  EXPECT_EQ(credit.amount, amount_of("USD", "19975.00"));
  EXPECT_EQ(credit.direction, Direction::credit);
  EXPECT_FALSE(credit.reversal);
  EXPECT_EQ(credit.status, "BOOK");
  EXPECT_EQ(credit.value_date->text(), "2026-03-03");
  EXPECT_EQ(credit.booking_date->text(), "2026-03-02");
  EXPECT_EQ(credit.bank_code, "NTRF");
  EXPECT_EQ(credit.account_servicer_reference, "BANKREF1");
  ASSERT_EQ(credit.transactions.size(), 1U);
  EXPECT_EQ(credit.transactions[0].references.end_to_end_id, "KTW-PAY-0001") << "the code of :86: names it better";
  EXPECT_EQ(credit.transactions[0].references.account_servicer_reference, "BANKREF1");
  EXPECT_EQ(credit.transactions[0].additional_information, "INVENTED CLERK OF COURT\n/EREF/KTW-PAY-0001/REMI/DOCKET 0:25-CR-00001\nSECOND LINE");

  EXPECT_EQ(report.entries[1].direction, Direction::debit);
  EXPECT_EQ(report.entries[1].booking_date, std::nullopt);
  EXPECT_EQ(report.entries[1].transactions[0].references.end_to_end_id, "") << "NONREF is none";
  EXPECT_TRUE(report.entries[3].reversal);
  EXPECT_EQ(report.entries[3].direction, Direction::debit) << "a credit taken back takes away";
}

TEST(Mt940, IsTheSameWithoutItsBlocksAndInEitherLineEnd) {
  const AccountMessage whole = read(swift("940", mt940()));
  EXPECT_EQ(read(bare(mt940())), whole);
  EXPECT_EQ(read(replaced_all(bare(mt940()), "\n", "\r\n")), whole);
  EXPECT_EQ(read(replaced_all(swift("940", mt940()), "\r\n", "\n")), whole);
  EXPECT_EQ(read("\r\n" + swift("940", mt940()) + "\r\n\r\n"), whole);
  const auto incoming = read_incoming(swift("940", mt940()), kDoorLimits, nullptr);
  ASSERT_TRUE(incoming.ok());
  EXPECT_EQ(std::get<AccountMessage>(*incoming), whole);
}

TEST(Mt940, MarksMoveTheAccountTheirWay) {
  const struct {
    const char* mark;
    Direction direction;
    bool reversal;
    const char* closing;
  } cases[] = {{"C", Direction::credit, false, "C260302USD12,"}, {"D", Direction::debit, false, "C260302USD8,"},
               {"RD", Direction::credit, true, "C260302USD12,"}, {"RC", Direction::debit, true, "C260302USD8,"},
               {"CD", Direction::credit, false, "C260302USD12,"}, {"RCD", Direction::debit, true, "C260302USD8,"}};
  for (const auto& row : cases) {
    const AccountMessage message = read(bare({":20:A", ":25:1", ":28C:1", ":60F:C260301USD10,", std::string(":61:260302") + row.mark + "2,NMSCNONREF",
                                              std::string(":62F:") + row.closing}));
    EXPECT_EQ(message.reports.at(0).entries.at(0).direction, row.direction) << row.mark;
    EXPECT_EQ(message.reports.at(0).entries.at(0).reversal, row.reversal) << row.mark;
  }
}

TEST(Mt940, YearsAreThoseNearby) {
  const struct {
    const char* line;
    const char* value;
    const char* booked;
  } cases[] = {{"2612310102", "2026-12-31", "2027-01-02"}, {"2701021231", "2027-01-02", "2026-12-31"}, {"7906300630", "2079-06-30", "2079-06-30"},
               {"8006300630", "1980-06-30", "1980-06-30"}, {"2402280229", "2024-02-28", "2024-02-29"}, {"2302280229", "2023-02-28", "2024-02-29"}};
  for (const auto& row : cases) {
    const AccountMessage message = read(bare({":20:A", ":25:1", ":28C:1", ":60F:C260301USD10,", std::string(":61:") + row.line + "C0,NMSCNONREF", ":62F:C260302USD10,"}));
    EXPECT_EQ(message.reports.at(0).entries.at(0).value_date->text(), row.value) << row.line;
    EXPECT_EQ(message.reports.at(0).entries.at(0).booking_date->text(), row.booked) << row.line;
  }
}

TEST(Mt940, PagesMeetAndAreNotTakenForTheDay) {
  const std::vector<std::string> first{":20:A", ":25:1", ":28C:7/1", ":60F:D260301JPY10,", ":61:260302C5,NMSCNONREF", ":62M:D260302JPY5,"};
  const std::vector<std::string> second{":20:A", ":25:1", ":28C:7/2", ":60M:D260302JPY5,", ":61:260302C6,NMSCNONREF", ":62F:C260302JPY1,"};
  const AccountMessage message = read(bare(first) + bare(second));
  ASSERT_EQ(message.reports.size(), 2U);
  for (const AccountReport& report : message.reports) {
    EXPECT_FALSE(report.single_page);
    EXPECT_FALSE(report.proven);
  }
  EXPECT_EQ(message.reports[0].closing(), nullptr) << "the balance of a page is not the day's";
  EXPECT_EQ(message.reports[0].balances[1].subtype, "INTM");
  EXPECT_EQ(message.reports[1].closing()->amount, amount_of("JPY", "1"));
}

TEST(Mt942, IsOfADayThatIsNotClosed) {
  const AccountMessage message = read(swift("942", mt942()));
  EXPECT_EQ(message, read(bare(mt942())));
  EXPECT_EQ(message.kind, ReportKind::intraday);
  EXPECT_EQ(message.created.manila_text(), "2026-03-02T10:30:00+08:00");
  EXPECT_TRUE(message.reports.at(0).entries.empty());
  EXPECT_TRUE(message.reports.at(0).balances.empty());
  ASSERT_EQ(message.reports.at(0).not_booked.size(), 2U);
  EXPECT_EQ(message.reports.at(0).not_booked[0].status, "PDNG");
  // Below the floor entries are counted and not listed.
  const auto floored = with(with(with(mt942(), 8, ":90D:4USD130,"), 3, ":34F:USD10,"), 4, "");
  EXPECT_EQ(read(bare(floored)).reports.at(0).not_booked.size(), 2U);
}

TEST(Mt103, IsAdviceOfMoneyThatComes) {
  const AccountMessage message = read(swift("103", mt103()));
  EXPECT_EQ(message.kind, ReportKind::notification);
  const AccountReport& report = message.reports.at(0);
  EXPECT_TRUE(report.entries.empty());
  ASSERT_EQ(report.not_booked.size(), 1U);
  EXPECT_EQ(report.account.number, "0012345678");
  EXPECT_EQ(report.not_booked[0].status, "INFO");
  EXPECT_EQ(report.not_booked[0].value_date->text(), "2026-03-02");
  const Transaction& it = report.not_booked[0].transactions.at(0);
  EXPECT_EQ(it.amount, amount_of("USD", "19975.00"));
  EXPECT_EQ(it.instructed, std::optional<Amount>(amount_of("USD", "20000.00")));
  ASSERT_EQ(it.charges.size(), 1U);
  EXPECT_EQ(it.charges[0].amount, amount_of("USD", "25.00"));
  EXPECT_EQ(it.charges[0].included, std::optional<bool>(true));
  EXPECT_EQ(it.charges[0].bearer, "SHAR");
  EXPECT_EQ(it.references.uetr, kUetr);
  EXPECT_EQ(it.references.end_to_end_id, "US-1-2026-03");
  EXPECT_EQ(it.references.instruction_id, "INSTR1");
  EXPECT_EQ(it.debtor_name, "INVENTED CLERK OF COURT");
  EXPECT_EQ(it.debtor_account->number, "US-ACCT-1");
  EXPECT_EQ(it.creditor_name, "SANDBOX TRUST DEPARTMENT");
  EXPECT_EQ(it.return_reason, "");
  EXPECT_EQ(read(bare(mt103())).reports[0].not_booked[0].transactions[0].references.uetr, "");
}

TEST(Mt103, ThatBringsMoneyBackSaysWhy) {
  const std::vector<std::string> back = with(with(mt103(), 14, ""), 13, "");
  auto lines = back;
  lines.back() = ":72:/RETN/59";
  lines.insert(lines.end(), {"/AC04/", "/MREF/KTW-0001", "/TREF/KTW-PAY-0001"});
  const Transaction whole = read(swift("103", lines)).reports.at(0).not_booked.at(0).transactions.at(0);
  EXPECT_EQ(whole.return_reason, "AC04");
  EXPECT_EQ(whole.references.instruction_id, "KTW-0001");
  EXPECT_EQ(whole.references.end_to_end_id, "KTW-PAY-0001");
  lines.back() = "/TREF/KTW-PAY-00+";
  EXPECT_EQ(read(swift("103", lines)).reports.at(0).not_booked.at(0).transactions.at(0).references.end_to_end_id, "") << "half a reference";
  lines[lines.size() - 3] = "CLOSED";
  EXPECT_EQ(read(swift("103", lines)).reports.at(0).not_booked.at(0).transactions.at(0).return_reason, "NARR");
}

TEST(Mt103, TakesALongReferenceOverTwoLines) {
  const std::string id = "KTW" + std::string(32, 'a');
  const std::string first = ("/ROC/" + id).substr(0, 35), rest = ("/ROC/" + id).substr(35);
  const auto lines = with(with(mt103(), 13, ":70:" + first), 14, rest);
  EXPECT_EQ(read(swift("103", lines)).reports.at(0).not_booked.at(0).transactions.at(0).references.end_to_end_id, id);
}

TEST(Mt910, IsBooked) {
  const AccountMessage message = read(swift("910", mt910()));
  EXPECT_EQ(message.kind, ReportKind::notification);
  EXPECT_EQ(message.created.manila_text(), "2026-03-02T09:15:00+08:00");
  const AccountReport& report = message.reports.at(0);
  EXPECT_EQ(report.account.number, "0012345678");
  ASSERT_EQ(report.entries.size(), 1U);
  EXPECT_EQ(report.entries[0].status, "BOOK");
  EXPECT_EQ(report.entries[0].account_servicer_reference, "BANKREF1");
  const Transaction& it = report.entries[0].transactions.at(0);
  EXPECT_EQ(it.amount, amount_of("USD", "19975.00"));
  EXPECT_EQ(it.references.end_to_end_id, "US-1-2026-03");
  EXPECT_EQ(it.references.uetr, kUetr);
  EXPECT_EQ(it.debtor_name, "INVENTED CLERK OF COURT") << "a name may go over two lines";
}

TEST(Trailer, SaysWhatMayBeADuplicateAndWhatIsTraining) {
  EXPECT_EQ(read(swift("910", mt910(), "{CHK:0123456789AB}{PDE:}")).reports.at(0).copy_duplicate, "DUPL");
  EXPECT_EQ(read(swift("910", mt910())).reports.at(0).copy_duplicate, "");
  const auto training = read_swift(swift("910", mt910(), "{CHK:0123456789AB}{TNG:}"), kDoorLimits.max_bytes);
  ASSERT_FALSE(training.ok());
  EXPECT_EQ(training.refusal().code, Code::MESSAGE_UNKNOWN);
}

}  // namespace
}  // namespace katiwala::api::messages::swift_test
