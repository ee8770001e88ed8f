// Each kind of message that a bank sends, through the door: what it does, and what it does not.
#include "paid.h"
#include "tests/api/messages/interbank_texts.h"
#include "tests/api/messages/swift_texts.h"

namespace katiwala::api::door::testing::bank_kinds_test {
namespace {

using messages::bare;

std::string with_text(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string books(Story& s) {
  const Reply pool = s.get("auditor", "/v1/pools/" + s.pool);
  std::string out;
  for (const char* account : {"accounts/0", "accounts/1"})
    for (const char* what : {"/bank", "/suspense", "/transit", "/wards"}) out += pool.text(std::string(account) + what) + " ";
  return out;
}

/// Of 2 March, on the dollar account.
messages::Movement credit_of(const std::string& reference, const std::string& amount) {
  messages::Movement out;
  out.message_id = "MSG-" + reference;
  out.created = Instant::parse("2026-03-02T09:00:00+08:00").value();
  out.account.number = Story::kUsdAccount;
  out.booking_date = out.value_date = CivilDate::parse("2026-03-02").value();
  out.transaction.amount = parse_amount(amount).value();
  out.account.currency = out.transaction.amount.currency();
  out.transaction.references.account_servicer_reference = reference;
  return out;
}

/// The credit that the first question of `messages::good_recall()` is about.
Reply receive_what_is_asked_back(Story& s) {
  s.move_clock("2026-03-02T10:00:00");
  messages::Movement m = credit_of("ASR-1", "19975.00 USD");
  m.transaction.references.uetr = messages::kUetr;
  Reply out = s.bank(messages::write_credit_notification(m).value());
  EXPECT_EQ(out.text("lines/0/result"), "received") << out.raw;
  return out;
}

TEST(BankKinds, AdviceOfMoneyThatComesPostsNothing) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const std::string before = books(s);
  const Reply told = s.bank(messages::good_transfer());
  ASSERT_EQ(told.status, 200) << told.raw;
  EXPECT_EQ(told.text("definition"), "pacs.008.001.08");
  for (const char* line : {"lines/0/", "lines/1/"}) {
    EXPECT_EQ(told.text(std::string(line) + "result"), "not_booked") << told.raw;
    EXPECT_EQ(told.text(std::string(line) + "status"), "INFO");
  }
  EXPECT_EQ(told.text("lines/0/place"), "/report[1]/not_booked[1]");
  EXPECT_EQ(told.number("lines/0/entry"), -1) << "nothing was recorded";
  const Reply mt = s.bank_mt(messages::swift("103", messages::mt103()));
  EXPECT_EQ(mt.text("lines/0/result"), "not_booked") << mt.raw;
  const Reply intraday = s.bank_mt(bare(messages::with(messages::mt942(), 1, std::string(":25:") + Story::kUsdAccount)));
  EXPECT_EQ(intraday.text("lines/0/status"), "PDNG") << intraday.raw;
  EXPECT_EQ(intraday.text("lines/1/result"), "not_booked");
  EXPECT_EQ(books(s), before);
  EXPECT_EQ(s.bank(Story::credit_xml("ASR-1", "19975.00 USD", "25.00 USD", "2026-03-02")).text("lines/0/result"), "received") << "the booked line";
}

TEST(BankKinds, AdviceOfMoneyThatComesBackNamesThePaymentAndTheBookedLineReturnsItOnce) {
  for (const bool advice_first : {true, false}) {
    Paid s;
    s.settle();
    std::string advice = with_text(messages::good_return(), "KTW-PAY-0001", s.end_to_end_id);
    advice = with_text(advice, "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52", s.uetr);
    const std::string booked = s.return_xml("ASR-BACK", "18000.00 PHP");
    const auto tell = [&] {
      const std::string total = s.balance("PHP", "total");
      const Reply told = s.bank(advice);
      EXPECT_EQ(told.text("lines/0/result"), "not_booked") << told.raw;
      EXPECT_EQ(told.text("lines/0/request"), kRequest);
      EXPECT_EQ(s.balance("PHP", "total"), total);
    };
    if (advice_first) tell();
    EXPECT_EQ(s.bank(booked).text("lines/0/result"), "returned");
    tell();
    EXPECT_EQ(s.bank(booked).text("lines/0/result"), "duplicate");
    EXPECT_EQ(s.balance("PHP", "total"), "582350.00 PHP");
    EXPECT_EQ(s.state(), "returned");
    EXPECT_EQ(s.suspense(), "0.00 PHP");
  }
}

TEST(BankKinds, AStatusBetweenBanksIsTakenLikeOneOfAFile) {
  Paid s;
  const std::string xml = with_text(messages::good_interbank_status(), "<OrgnlEndToEndId>E2<", "<OrgnlEndToEndId>" + s.end_to_end_id + "<");
  const Reply told = s.bank(xml, "P2");
  EXPECT_EQ(told.text("lines/0/result"), "pending") << told.raw;
  EXPECT_EQ(told.text("lines/1/result"), "rejected");
  EXPECT_EQ(told.text("lines/1/request"), kRequest);
  EXPECT_EQ(told.text("lines/2/result"), "pending");
  EXPECT_EQ(s.balance("PHP", "total"), "582350.00 PHP");
  EXPECT_EQ(s.bank(xml, "P3").text("lines/1/result"), "duplicate");
  EXPECT_EQ(s.bank(xml, "P2").raw, told.raw);
}

TEST(BankKinds, ChargesPastEveryAmountAreForAnOfficer) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const struct {
    const char *reference, *first, *second, *result;
  } rows[] = {{"ASR-1", "9999999999999998.98 USD", "0.01 USD", "received"},
              {"ASR-2", "9999999999999999.99 USD", "0.01 USD", "unmatched"},
              {"ASR-3", "9999999999999999.99 USD", "9999999999999999.99 USD", "unmatched"}};
  for (const auto& row : rows) {
    messages::Movement m = credit_of(row.reference, "1.00 USD");
    for (const char* amount : {row.first, row.second}) {
      messages::Charge charge;
      charge.amount = parse_amount(amount).value();
      charge.included = true;
      m.transaction.charges.push_back(charge);
    }
    const Reply told = s.bank(messages::write_credit_notification(m).value());
    EXPECT_EQ(told.text("lines/0/result"), row.result) << row.reference << told.raw;
  }
}

TEST(BankKinds, ARecallIsPutBeforePeopleAndAnsweredNotYetDecided) {
  Story s;
  const Reply credit = receive_what_is_asked_back(s);
  const std::string before = books(s);
  const Reply asked = s.bank(messages::good_recall(), "R1");
  ASSERT_EQ(asked.status, 200) << asked.raw;
  EXPECT_EQ(asked.text("definition"), "camt.056.001.08");
  EXPECT_EQ(asked.text("lines/0/place"), "/recall[1]");
  EXPECT_EQ(asked.text("lines/0/result"), "recall") << asked.raw;
  EXPECT_EQ(asked.text("lines/0/code"), "RECALL_UNDECIDED");
  EXPECT_EQ(asked.number("lines/0/about"), credit.number("lines/0/entry")) << "the credit that is asked back";
  EXPECT_EQ(asked.text("lines/1/result"), "recall");
  EXPECT_EQ(asked.number("lines/1/about"), -1) << "nothing known here";
  const std::string answer = asked.text("resolution");
  for (const char* part : {"camt.029.001.09", ">PDCR<", ">CASE-1<", ">US-1-2026-03<"}) EXPECT_NE(answer.find(part), std::string::npos) << part << " in " << answer;
  EXPECT_EQ(answer.find("CNCL"), std::string::npos);
  const Reply again = s.bank(messages::good_recall(), "R1");
  EXPECT_TRUE(again.replayed);
  EXPECT_EQ(again.raw, asked.raw);
  EXPECT_EQ(books(s), before);
  EXPECT_EQ(s.get("auditor", "/v1/entries/" + std::to_string(asked.number("lines/0/entry"))).status, 200) << "it stands in the record";
}

/// What people decide is the answer, once; until then nobody is credited with what is asked back.
TEST(BankKinds, ARecallIsAnsweredByTwoPersons) {
  Story s;
  const std::string credit = receive_what_is_asked_back(s).text("lines/0/created/credit");
  const Reply asked = s.bank(messages::good_recall(), "R1");
  const std::string known = asked.text("lines/0/created/recall"), unknown = asked.text("lines/1/created/recall");
  ASSERT_EQ(known.size(), 32U) << asked.raw;
  // The same question in another message is no other.
  const Reply twice = s.bank(messages::good_recall(), "R2");
  EXPECT_EQ(twice.text("lines/0/created/recall"), known) << twice.raw;
  const std::string matching = "/v1/credits/" + credit + "/match";
  EXPECT_NE(s.post("officer-1", matching, object({{"order", s.order}})).raw.find("RECALL_UNDECIDED"), std::string::npos);
  // Of what waits a promise, of what did not come here none.
  const auto path = [](const std::string& recall) { return "/v1/recalls/" + recall + "/answer"; };
  EXPECT_EQ(s.post("releaser", path(known), object({{"to", "promised"}})).code(), "ROLE_FORBIDDEN");
  EXPECT_EQ(s.post("officer-1", path(unknown), object({{"to", "promised"}})).code(), "CREDIT_UNKNOWN");
  const Reply promised = s.post("officer-1", path(known), object({{"to", "promised"}}));
  ASSERT_EQ(promised.status, 202) << promised.raw;
  EXPECT_NE(s.get("bank", "/v1/recalls/" + known + "/resolution").raw.find(">PDCR<"), std::string::npos) << "one person has decided nothing";
  ASSERT_EQ(s.approve("compliance", promised.number("proposal")).status, 201);
  const Reply refusing = s.post("officer-1", path(unknown), object({{"to", "refused"}, {"reason", "NOOR"}}));
  ASSERT_EQ(s.approve("compliance", refusing.number("proposal")).status, 201) << refusing.raw;
  EXPECT_EQ(s.post("officer-1", path(known), object({{"to", "refused"}, {"reason", "LEGL"}})).code(), "RECALL_ANSWERED");
  // Each has its own answer, of itself alone, and the same bytes however often it is fetched.
  const Reply yes = s.get("bank", "/v1/recalls/" + known + "/resolution"), no = s.get("bank", "/v1/recalls/" + unknown + "/resolution");
  for (const char* part : {"camt.029.001.09", ">CNCL<", ">ACCR<", ">US-1-2026-03<", ">CASE-1<"}) EXPECT_NE(yes.raw.find(part), std::string::npos) << part << " in " << yes.raw;
  EXPECT_EQ(yes.raw.find(">I2<"), std::string::npos);
  for (const char* part : {">RJCR<", ">NOOR<", ">I2<"}) EXPECT_NE(no.raw.find(part), std::string::npos) << part << " in " << no.raw;
  EXPECT_EQ(s.get("officer-1", "/v1/recalls/" + known + "/resolution").raw, yes.raw);
  EXPECT_EQ(s.get("guardian", "/v1/recalls/" + known + "/resolution").code(), "ROLE_FORBIDDEN");
  const Reply list = s.get("compliance", "/v1/recalls");
  EXPECT_EQ(list.text("recalls/0/standing"), "promised") << list.raw;
  EXPECT_EQ(list.text("recalls/0/credit"), credit);
  EXPECT_EQ(list.text("recalls/1/standing"), "refused");
  EXPECT_EQ(list.text("recalls/1/answer"), "NOOR");
  EXPECT_NE(s.post("officer-1", matching, object({{"order", s.order}})).raw.find("RECALL_PROMISED"), std::string::npos);
  // Asked once more in another message, nobody is told that it is not decided yet.
  const Reply late = s.bank(messages::good_recall(), "R3");
  EXPECT_EQ(late.text("lines/0/created/recall"), known) << late.raw;
  EXPECT_EQ(late.raw.find("\"resolution\""), std::string::npos) << late.raw;
}

/// 0.00 + 19,975.00 - 12.50 = 19,962.50
std::string statement_940() {
  return bare({":20:STMT-1", std::string(":25:") + Story::kUsdAccount, ":28:61", ":60F:C260301USD0,", ":61:2603020302C19975,NTRFNONREF//ASR-1", ":86:INVENTED CLERK; OF COURT",
               ":61:2603020302D12,50NCHG//ASR-2", ":62F:C260302USD19962,50"});
}

TEST(BankKinds, AnMt940IsTakenLikeAStatement) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const Reply told = s.bank_mt(statement_940(), "S1");
  ASSERT_EQ(told.status, 200) << told.raw;
  EXPECT_EQ(told.text("definition"), "MT940");
  EXPECT_EQ(told.text("lines/0/result"), "received") << told.raw;
  EXPECT_EQ(told.text("lines/1/result"), "unmatched");
  EXPECT_EQ(told.text("lines/2/result"), "reconciled");
  EXPECT_EQ(told.text("lines/2/difference"), "-12.50 USD") << "the fee that nobody has recorded";
  EXPECT_EQ(s.bank_mt(statement_940(), "S1").raw, told.raw);
  const Reply confirmed = s.bank_mt(bare({":20:ASR-1", ":21:NONREF", std::string(":25:") + Story::kUsdAccount, ":32A:260302USD19975,", ":52A:SNDXUS33"}));
  EXPECT_EQ(confirmed.text("lines/0/result"), "duplicate") << confirmed.raw;
  const Reply camt = s.bank(Story::credit_xml("ASR-1", "19975.00 USD", "", "2026-03-02"));
  EXPECT_EQ(camt.text("lines/0/result"), "duplicate") << "the same reference in either form of message";
  const Reply other = s.bank_mt(bare({":20:ASR-7", ":21:NONREF", std::string(":25:") + Story::kUsdAccount, ":32A:260302USD5,", ":52A:SNDXUS33"}));
  EXPECT_EQ(other.text("lines/0/result"), "received") << other.raw;
}

TEST(BankKinds, BytesAreWhatTheirMediaTypeSays) {
  Sandbox s;
  const std::string xml = Story::credit_xml("ASR-1", "1.00 USD", "", "2026-03-02"), mt = statement_940();
  const struct {
    const char* type;
    bool takes_xml, takes_mt;
  } rows[] = {{"application/xml", true, false}, {"text/xml", true, false}, {"application/xml; charset=utf-8", true, false}, {"text/plain", false, true},
              {"text/plain; charset=us-ascii", false, true}, {"application/json", false, false}, {"text/csv", false, false}};
  for (const auto& row : rows) {
    EXPECT_EQ(s.send("bank", "/v1/bank-messages", xml, row.type, s.fresh_key()).status, row.takes_xml ? 200 : 415) << row.type;
    EXPECT_EQ(s.send("bank", "/v1/bank-messages", mt, row.type, s.fresh_key()).status, row.takes_mt ? 200 : 415) << row.type;
  }
  const Reply wrong = s.bank_mt(with_text(mt, "19962,50", "19962,51"));
  EXPECT_EQ(wrong.status, 400);
  EXPECT_EQ(wrong.code(), "MESSAGE_BALANCE");
  EXPECT_EQ(wrong.text("place"), "/block[4]/line[8]/:62F:");
}

/// Credits of a camt.054: the bank's reference and the amount of each.
std::string credits_xml(const std::vector<std::pair<std::string, std::string>>& lines) {
  messages::AccountReport report;
  const CivilDate day = CivilDate::parse("2026-03-02").value();
  report.id = "NTF-1";
  report.account.number = Story::kUsdAccount;
  for (const auto& [reference, amount] : lines) {
    messages::Transaction t;
    t.amount = parse_amount(amount).value();
    t.references.account_servicer_reference = reference;
    report.currency = t.amount.currency();
    report.entries.push_back(messages::entry_of(t, day, day));
  }
  report.account.currency = report.currency;
  messages::AccountMessage message;
  message.kind = messages::ReportKind::notification;
  message.message_id = "NTF-1";
  message.created = Instant::parse("2026-03-02T12:00:00+08:00").value();
  message.reports.push_back(std::move(report));
  return messages::write_notification(message).value();
}

TEST(BankKinds, ALineThatStandsTwiceRefusesTheMessage) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const std::string before = books(s);
  const Reply twice = s.bank(credits_xml({{"ASR-1", "1.00 USD"}, {"ASR-2", "2.00 USD"}, {"ASR-1", "1.00 USD"}}));
  EXPECT_EQ(twice.status, 400) << twice.raw;
  EXPECT_EQ(twice.code(), "MESSAGE_LINE_TWICE");
  EXPECT_EQ(twice.text("place"), "/report[1]/entry[3]");
  EXPECT_EQ(books(s), before) << "not half of it";
  const Reply apart = s.bank(credits_xml({{"ASR-1", "1.00 USD"}, {"ASR-2", "1.00 USD"}}));
  EXPECT_EQ(apart.text("lines/1/result"), "received") << apart.raw;
}

TEST(BankKinds, AReferenceOfAnotherAmountIsNotTheSameLine) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const Reply both = s.bank(credits_xml({{"ASR-1", "100.00 USD"}, {"ASR-1", "0.50 USD"}}), "B1");
  EXPECT_EQ(both.text("lines/0/result"), "received") << both.raw;
  EXPECT_EQ(both.text("lines/1/result"), "unmatched") << "neither posted nor passed over";
  EXPECT_EQ(s.bank(credits_xml({{"ASR-1", "100.01 USD"}})).text("lines/0/result"), "unmatched") << "a centavo more";
  EXPECT_EQ(s.bank(credits_xml({{"ASR-1", "100.00 USD"}})).text("lines/0/result"), "duplicate");
  EXPECT_EQ(s.bank(credits_xml({{"ASR-1", "100.00 USD"}, {"ASR-1", "0.50 USD"}}), "B1").raw, both.raw);
  EXPECT_EQ(s.get("auditor", "/v1/pools/" + s.pool).text("accounts/0/suspense"), "100.00 USD");
}

TEST(BankKinds, ThePagesBalanceIsNotTheDays) {
  Story s;
  s.move_clock("2026-03-02T10:00:00");
  const std::string day = Story::statement_xml(Story::kUsdAccount, "0.00 USD", "2026-03-02");
  const std::string page = with_text(day, "</CdOrPrtry>", "</CdOrPrtry><SubTp><Cd>INTM</Cd></SubTp>");
  const Reply of_page = s.bank(page);
  EXPECT_EQ(of_page.status, 200) << of_page.raw;
  EXPECT_EQ(of_page.text("lines/0/result"), "") << of_page.raw;
  EXPECT_EQ(s.bank(day).text("lines/0/result"), "reconciled");
}

}  // namespace
}  // namespace katiwala::api::door::testing::bank_kinds_test
