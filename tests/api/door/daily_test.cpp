// The banking day at the door: a statement with its lines held against the book, what a credit is suggested for, what is open and for whom.
#include <set>

#include "api/daily/page.h"
#include "api/door/reading.h"
#include "api/messages/sandbox_bank.h"
#include "story.h"

namespace katiwala::api::door::testing::daily_test {
namespace {

messages::Transaction line(const std::string& reference, const std::string& amount, messages::Direction direction) {
  messages::Transaction out;
  out.amount = parse_amount(amount).value();
  out.direction = direction;
  out.references.account_servicer_reference = reference;
  out.references.end_to_end_id = "NOTPROVIDED";
  return out;
}

/// The dollar account's statement of 2 March, from nothing, with these lines.
std::string statement(const std::vector<messages::Transaction>& lines, const std::string& id) {
  const CivilDate day = *CivilDate::parse("2026-03-02");
  const Instant created{start_of(day).micros + 18LL * 3'600 * 1'000'000};
  messages::AccountRef account{Story::kUsdAccount, false, *Currency::parse("USD")};
  std::vector<messages::Entry> entries;
  for (const messages::Transaction& one : lines) entries.push_back(messages::entry_of(one, day, day));
  messages::AccountMessage message;
  message.message_id = id;
  message.created = created;
  message.reports.push_back(messages::report_of(id, created, account, parse_amount("0.00 USD").value(), day, entries).value());
  return messages::write_statement(message).value();
}

const messages::Transaction& received() {
  static const messages::Transaction one = line("ASR-1", "19975.00 USD", messages::Direction::credit);
  return one;
}

class Day : public Story {
 public:
  Day() {
    move_clock("2026-03-02T10:00:00");
    receive("ASR-1", "19975.00 USD", "25.00 USD", "2026-03-02");
  }
  /// Of the dollars.
  Json account(const std::string& who = "officer-1") {
    const Reply reply = get(who, "/v1/pools/" + pool + "/reconciliation?day=2026-03-02");
    EXPECT_EQ(reply.status, 200) << reply.raw;
    for (const Json& one : *reply.body.find("accounts")->array())
      if (*one.find("currency")->text() == "USD") return one;
    return {};
  }
};
std::string text(const Json& of, std::string_view key) { return *of.find(key)->text(); }

TEST(Reconciled, ByItsLines) {
  Day s;
  EXPECT_EQ(text(s.account(), "standing"), "no_statement");
  ASSERT_EQ(s.bank(statement({received()}, "STMT-1")).text("lines/0/result"), "duplicate");
  const Json account = s.account();
  EXPECT_EQ(text(account, "standing"), "agrees") << to_text(account);
  EXPECT_TRUE(*account.find("by_lines")->boolean());
  EXPECT_EQ(*account.find("paired")->integer(), 1);
  EXPECT_EQ(text(account, "bank") + " " + text(account, "book") + " " + text(*account.find("held"), "total"), "19975.00 USD 19975.00 USD 19975.00 USD");
  EXPECT_EQ(s.get("officer-1", "/v1/pools/" + s.pool + "/reconciliation?day=2026-03-03").code(), "NOT_DUE");
  EXPECT_EQ(s.get("officer-1", "/v1/pools/" + s.pool + "/reconciliation?day=2026-02-30").code(), "DATE_SYNTAX");
  EXPECT_EQ(s.get("officer-1", "/v1/pools/" + std::string(32, '9') + "/reconciliation").code(), "POOL_UNKNOWN");
  for (const char* outside : {"guardian", "bank"}) EXPECT_EQ(s.get(outside, "/v1/pools/" + s.pool + "/reconciliation").status, 403) << outside;
}

TEST(Reconciled, CashThatTheLedgerDoesNotKnowIsNamedAndShown) {
  Day s;
  s.bank(statement({received(), line("TELLER-7", "50.00 USD", messages::Direction::debit)}, "STMT-1"));
  const Json account = s.account("releaser");
  ASSERT_EQ(text(account, "standing"), "broken") << to_text(account);
  ASSERT_EQ(account.find("breaks")->array()->size(), 1U) << to_text(account);
  const Json& found = (*account.find("breaks")->array())[0];
  EXPECT_EQ(text(found, "kind") + " " + text(found, "effect"), "off_ledger -50.00 USD");
  EXPECT_EQ(text(account, "unexplained"), "0.00 USD");
  EXPECT_TRUE(*account.find("releases_held")->boolean());
  const Reply page = s.get("officer-1", "/v1/pools/" + s.pool + "/reconciliation.html?day=2026-03-02");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.type, "text/html; charset=utf-8");
  for (const char* words : {"<!doctype html>", "width=device-width", "does not agree", "cash that the ledger knows nothing of", "-50.00 USD"})
    EXPECT_NE(page.raw.find(words), std::string::npos) << words;
  EXPECT_EQ(page.raw.find("<script"), std::string::npos);
  const auto answered = s.call("officer-1", "GET", "/v1/pools/" + s.pool + "/reconciliation.html?day=2026-03-02", {}, {});
  const std::string* policy = answered.headers.find("content-security-policy");
  ASSERT_NE(policy, nullptr);
  for (const char* rule : {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "style-src 'sha256-", "report-uri /policy-report"}) EXPECT_NE(policy->find(rule), std::string::npos) << *policy;
  EXPECT_EQ(policy->find("unsafe"), std::string::npos) << *policy;
}

TEST(Page, WhatOthersWroteIsText) {
  for (const auto& [plain, html] : {std::pair("a & b", "a &amp; b"), {"<b>", "&lt;b&gt;"}, {"\"'", "&quot;&#39;"}, {"Maria", "Maria"}}) EXPECT_EQ(daily::escaped(plain), html);
}

TEST(Reconciled, ACentavoIsFoundWhereItIs) {
  Day s;
  s.bank(statement({line("ASR-1", "19975.01 USD", messages::Direction::credit)}, "STMT-1"));
  const Json account = s.account();
  ASSERT_EQ(account.find("breaks")->array()->size(), 1U) << to_text(account);
  const Json& found = (*account.find("breaks")->array())[0];
  EXPECT_EQ(text(found, "kind") + " " + text(found, "effect"), "amount 0.01 USD");
}

TEST(Suggested, FromWhatIsOutstandingWithItsGrounds) {
  Day s;
  s.move_clock("2026-06-15T10:00:00");
  const Reply credit = s.bank(Story::credit_xml("ASR-2", "14975.00 USD", "25.00 USD", "2026-06-15"));
  const std::string path = "/v1/credits/" + credit.text("lines/0/created/credit") + "/suggestions";
  const Reply reply = s.get("officer-1", path);
  ASSERT_EQ(reply.status, 200) << reply.raw;
  EXPECT_EQ(reply.text("suggestions/0/order"), s.order) << reply.raw;
  EXPECT_EQ(reply.number("suggestions/0/rank"), 6);
  EXPECT_EQ(reply.text("suggestions/0/grounds/0/why"), "is_all_that_is_outstanding");
  EXPECT_EQ(reply.text("suggestions/0/left"), "0.00 USD");
  EXPECT_EQ(s.get("releaser", path).status, 403);
  EXPECT_EQ(s.get("officer-1", "/v1/credits/" + std::string(32, '9') + "/suggestions").code(), "CREDIT_UNKNOWN");
  s.done("/v1/credits/" + credit.text("lines/0/created/credit") + "/match", object({{"order", s.order}}));
  EXPECT_TRUE(s.get("officer-1", path).body.find("suggestions")->array()->empty()) << "nothing of it waits";
}

std::set<std::string> kinds(const Reply& reply) {
  std::set<std::string> out;
  for (const Json& item : *reply.body.find("items")->array()) out.insert(text(item, "kind"));
  return out;
}

/// 19,975.00 dollars are more than the threshold: a clock of compliance's runs, and nobody else is told.
TEST(EndOfDay, TellsEachWhatIsHis) {
  Day s;
  const Reply officer = s.get("officer-1", "/v1/end-of-day"), compliance = s.get("compliance", "/v1/end-of-day"), auditor = s.get("auditor", "/v1/end-of-day");
  ASSERT_EQ(officer.status, 200) << officer.raw;
  EXPECT_EQ(officer.text("day"), "2026-03-02");
  EXPECT_TRUE(kinds(officer).contains("missing_statement")) << officer.raw;
  EXPECT_FALSE(kinds(officer).contains("clock"));
  EXPECT_TRUE(kinds(compliance).contains("clock")) << compliance.raw;
  EXPECT_EQ(auditor.raw, compliance.raw);
  EXPECT_EQ(officer.raw.find("transaction_report"), std::string::npos) << officer.raw;
  EXPECT_EQ(compliance.number("open"), static_cast<std::int64_t>(compliance.body.find("items")->array()->size()));
  s.bank(statement({received()}, "STMT-1"));
  const Reply after = s.get("officer-1", "/v1/end-of-day");
  for (const Json& item : *after.body.find("items")->array())
    EXPECT_FALSE(text(item, "kind") == "missing_statement" && text(item, "what") == "USD");
  for (const char* outside : {"guardian", "bank", "social-worker"}) EXPECT_EQ(s.get(outside, "/v1/end-of-day").status, 403) << outside;
  EXPECT_EQ(s.get("officer-1", "/v1/end-of-day?day=2026-03-03").code(), "NOT_DUE");
}

}  // namespace
}  // namespace katiwala::api::door::testing::daily_test
