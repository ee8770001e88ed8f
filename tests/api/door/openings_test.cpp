// An older book is noted ward by ward, read by whoever agrees to it, and brought in as a whole; what the bank booked up to its day is in it.
#include "story.h"

namespace katiwala::api::door::testing {
namespace older_books {
namespace {

const std::string kBook(32, '4');
const std::string kDigest(64, 'e');

Json line(const std::string& award, const std::string& amount, const std::string& income) {
  Json out = object({{"award", award}, {"amount", amount}});
  if (!income.empty()) out.set("income", income);
  return out;
}

Json note(Json lines) {
  Json out, list{Json::Array{}};
  list.push(std::move(lines));
  out.set("opening", kBook).set("lines", std::move(list));
  return out;
}

/// Of one ward's line in dollars.
Json books(const std::string& noted, const std::string& principal, const std::string& income, const std::string& bank, const std::string& as_of = "2026-02-24") {
  Json total, totals{Json::Array{}}, out;
  total.set("lines", 1).set("principal", principal).set("income", income).set("unplaced", "0.00 USD").set("tax", "0.00 USD").set("fee", "0.00 USD").set("bank", bank);
  totals.push(std::move(total));
  out.set("opening", kBook).set("as_of", as_of).set("source", kDigest).set("noted", noted).set("totals", std::move(totals));
  return out;
}

class Openings : public ::testing::Test {
 protected:
  std::string noted() { return s.get("officer-1", path() + "/" + kBook).text("noted"); }
  [[nodiscard]] std::string path() const { return "/v1/pools/" + s.pool + "/openings"; }
  /// Proposed by officer-1, agreed to by the second officer and compliance.
  Reply bring_in(const Json& body) {
    Reply reply = s.post("officer-1", path(), body);
    EXPECT_EQ(reply.status, 202) << reply.raw;
    const std::int64_t proposal = reply.number("proposal");
    EXPECT_EQ(s.approve("officer-2", proposal).status, 202);
    return s.approve("compliance", proposal);
  }
  Story s;
};

TEST_F(Openings, AreNotedReadAndBroughtIn) {
  const std::string hers = "/v1/wards/" + s.ward + "/opening";
  EXPECT_EQ(s.post("compliance", hers, note(line(s.award, "9000.00 USD", "100.00 USD"))).code(), "ROLE_FORBIDDEN");
  const Reply first = s.post("officer-1", hers, note(line(s.award, "9000.00 USD", "100.00 USD")));
  ASSERT_EQ(first.status, 201) << first.raw;
  EXPECT_EQ(s.balance("USD", "total"), "0.00 USD") << "it moves nothing";
  const Reply seen = s.get("compliance", path() + "/" + kBook);
  ASSERT_EQ(seen.status, 200) << seen.raw;
  EXPECT_EQ(seen.text("wards/0/ward"), s.ward);
  EXPECT_EQ(seen.text("wards/0/lines/0/amount"), "9000.00 USD");
  EXPECT_EQ(seen.text("wards/0/lines/0/paid"), "8900.00 USD");
  EXPECT_EQ(seen.text("totals/0/principal"), "8900.00 USD");
  EXPECT_EQ(seen.text("totals/0/bank"), "9000.00 USD");
  for (const char* other : {"releaser", "social-worker", "guardian", "bank", "administrator"}) {
    EXPECT_EQ(s.get(other, path() + "/" + kBook).code(), "ROLE_FORBIDDEN") << other;
  }
  const Reply wrong = s.post("officer-1", path(), books(seen.text("noted"), "8900.01 USD", "100.00 USD", "9000.01 USD"));
  EXPECT_EQ(wrong.code(), "CONTROL_SUM_MISMATCH") << wrong.raw;
  EXPECT_NE(wrong.raw.find("USD principal 8900.00"), std::string::npos) << wrong.raw;
  const Reply done = bring_in(books(seen.text("noted"), "8900.00 USD", "100.00 USD", "9000.00 USD"));
  ASSERT_EQ(done.status, 201) << done.raw;
  EXPECT_EQ(s.balance("USD", "total"), "9000.00 USD");
  EXPECT_EQ(s.balance("USD", "income"), "100.00 USD");
  const Reply ward = s.get("guardian", "/v1/wards/" + s.ward);
  EXPECT_EQ(ward.text("brought/0/as_of"), "2026-02-24") << ward.raw;
  EXPECT_EQ(ward.text("brought/0/source"), kDigest);
  EXPECT_EQ(ward.text("awards/0/received"), "8900.00 USD");
  EXPECT_EQ(ward.text("awards/0/outstanding"), "26100.00 USD");
  EXPECT_EQ(s.get("auditor", "/v1/pools/" + s.pool).text("accounts/0/brought"), "9000.00 USD");
  EXPECT_EQ(s.get("compliance", path() + "/" + kBook).text("wards/0/ward"), "") << "nothing waits any more";
}

TEST_F(Openings, ThatChangeAfterTheyWereProposedAreNotBroughtIn) {
  const std::string hers = "/v1/wards/" + s.ward + "/opening";
  ASSERT_EQ(s.post("officer-1", hers, note(line(s.award, "9000.00 USD", ""))).status, 201);
  const Reply proposed = s.post("officer-1", path(), books(noted(), "9000.00 USD", "0.00 USD", "9000.00 USD"));
  ASSERT_EQ(proposed.status, 202) << proposed.raw;
  ASSERT_EQ(s.approve("officer-2", proposed.number("proposal")).status, 202);
  Json paper = object({{"paper", kDigest}, {"amount", "9000.00 USD"}});
  ASSERT_EQ(s.post("officer-1", hers, note(std::move(paper))).status, 201);
  EXPECT_EQ(s.approve("compliance", proposed.number("proposal")).code(), "OPENING_CHANGED");
  EXPECT_EQ(s.balance("USD", "total"), "0.00 USD");
}

TEST_F(Openings, AgreeWithTheStatementOfTheirDayAndHoldItsLines) {
  const std::string hers = "/v1/wards/" + s.ward + "/opening";
  const std::string statement = Story::statement_xml(Story::kUsdAccount, "9000.00 USD", "2026-02-24");
  const Reply before = s.bank(statement, "S1");
  EXPECT_EQ(before.text("lines/0/difference"), "9000.00 USD") << before.raw;
  ASSERT_EQ(s.post("officer-1", hers, note(line(s.award, "9000.00 USD", ""))).status, 201);
  ASSERT_EQ(bring_in(books(noted(), "9000.00 USD", "0.00 USD", "9000.00 USD")).status, 201);
  const Reply after = s.bank(statement, "S2");
  EXPECT_EQ(after.text("lines/0/result"), "reconciled") << after.raw;
  EXPECT_EQ(after.text("lines/0/difference"), "0.00 USD");
  const Reply day = s.get("officer-1", "/v1/pools/" + s.pool + "/reconciliation?day=2026-02-24");
  EXPECT_EQ(day.text("accounts/1/standing"), "agrees") << day.raw;
  // A credit of that day is in the balance; one of the next is not.
  const Reply early = s.bank(Story::credit_xml("ASR-OLD", "5.00 USD", "", "2026-02-24"), "C1");
  EXPECT_EQ(early.text("lines/0/result"), "before_opening") << early.raw;
  EXPECT_EQ(early.text("lines/0/as_of"), "2026-02-24");
  EXPECT_EQ(early.number("lines/0/entry"), -1) << "nothing is recorded";
  const Reply late = s.bank(Story::credit_xml("ASR-NEW", "5.00 USD", "", "2026-02-25"), "C2");
  EXPECT_EQ(late.text("lines/0/result"), "received") << late.raw;
  EXPECT_EQ(s.bank(Story::statement_xml(Story::kUsdAccount, "1.00 USD", "2026-02-23"), "S3").text("lines/0/result"), "before_opening");
}

}  // namespace
}  // namespace older_books
}  // namespace katiwala::api::door::testing
