// An older book through a real door: planned from the file alone, noted, read back, proposed; asked again, it is the same proposal.
#include "api/migration/proposal.h"

#include <ctime>

#include "api/ledger_folder.h"
#include "tests/api/door/story.h"

namespace katiwala::api::migration {
namespace {

using door::testing::Reply;
using door::testing::Story;

const std::string kTableHead = "kind,ward,currency,authority,amount,income,paid,charges,booked,lines\n";

std::int64_t wall() { return static_cast<std::int64_t>(std::time(nullptr)) * 1'000'000; }

/// `count` wards of one dollar each, and one credit that is nobody's.
OlderBook many(std::size_t count) {
  std::string csv = kTableHead;
  for (std::size_t i = 0; i < count; ++i) {
    std::string id = std::to_string(i + 1);
    id.insert(0, 32 - id.size(), '0');
    csv += "ward," + id + ",USD,paper:" + std::string(64, '4') + ",1.00,,,,,\n";
  }
  csv += "unplaced,,USD,,7.00,,,,2025-12-01,\n";
  csv += "total,,USD,," + std::to_string(count + 7) + ".00,0.00,,,," + std::to_string(count) + "\n";
  return read_older_book(csv).value();
}

TEST(Planned, ByTheFileAlone) {
  const auto pool = custody::PoolId::parse(std::string(32, 'a')).value(), other = custody::PoolId::parse(std::string(32, 'b')).value();
  const auto first = plan_openings(many(3), pool, 1).value(), same = plan_openings(many(3), pool, 1).value();
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].id, same[0].id);
  EXPECT_EQ(first[0].unplaced[0].credit, same[0].unplaced[0].credit);
  EXPECT_NE(first[0].id, plan_openings(many(3), pool, 2).value()[0].id) << "another attempt";
  EXPECT_NE(first[0].id, plan_openings(many(3), other, 1).value()[0].id) << "another pool";
  EXPECT_NE(first[0].id, plan_openings(many(4), pool, 1).value()[0].id) << "another file";
}

TEST(Planned, InAsManyOpeningsAsItTakes) {
  const auto pool = custody::PoolId::parse(std::string(32, 'a')).value();
  const struct {
    std::size_t wards, openings;
  } cases[] = {{0, 1}, {1, 1}, {500, 1}, {501, 2}, {1000, 2}, {1001, 3}};
  for (const auto& c : cases) {
    const auto planned = plan_openings(many(c.wards), pool, 1);
    ASSERT_TRUE(planned.ok()) << c.wards;
    ASSERT_EQ(planned->size(), c.openings) << c.wards;
    std::int64_t bank = 0;
    for (const PlannedOpening& one : *planned) bank += one.totals.at(0).bank.minor();
    EXPECT_EQ(bank, static_cast<std::int64_t>(c.wards + 7) * 100) << c.wards;
    EXPECT_EQ(planned->front().unplaced.size(), 1U);
    EXPECT_EQ(planned->front().totals[0].unplaced.text(), "7.00");
  }
}

class Proposed : public ::testing::Test {
 protected:
  Proposed() : pool(custody::PoolId::parse(s.pool).value()), as_of(CivilDate::parse("2026-02-24").value()) {}
  transport::HttpsClient client(const std::string& who) {
    transport::ClientOptions options;
    options.port = s.house().port();
    options.identity = sandbox_identity(s.root() / "ledger", who).value();
    options.authorities_pem = read_text_file(s.house().folder().authorities).value();
    options.wall_micros = &wall;
    return transport::HttpsClient::create(std::move(options)).value();
  }
  /// Her award under the order, with some of it spent.
  std::string csv(const std::string& authority) {
    return kTableHead + "ward," + s.ward + ",USD," + authority + ",9000.00,100.00,10000.00,25.00,,\ntotal,,USD,,9000.00,100.00,,,,1\n";
  }
  auto ask(const std::string& text, const std::string& who = "officer-1") {
    const OlderBook book = read_older_book(text).value();
    transport::HttpsClient door = client(who);
    return propose(plan_openings(book, pool, 1).value(), pool, as_of, book.source, door);
  }
  Story s;
  custody::PoolId pool;
  CivilDate as_of;
};

TEST_F(Proposed, IsAgreedToByOthersAndStandsInTheBooks) {
  const auto first = ask(csv("order:" + s.order));
  ASSERT_TRUE(first.ok()) << first.refusal().message << " " << first.refusal().place;
  ASSERT_EQ(first->size(), 1U);
  const auto again = ask(csv("order:" + s.order));
  ASSERT_TRUE(again.ok()) << again.refusal().message;
  EXPECT_EQ(again->front().proposal, first->front().proposal) << "asked again it is the same";
  EXPECT_EQ(s.balance("USD", "total"), "0.00 USD");
  EXPECT_EQ(s.approve("officer-1", first->front().proposal).code(), "APPROVAL_OWN");
  ASSERT_EQ(s.approve("officer-2", first->front().proposal).status, 202);
  ASSERT_EQ(s.approve("compliance", first->front().proposal).status, 201);
  EXPECT_EQ(s.balance("USD", "total"), "9000.00 USD");
  EXPECT_EQ(s.get("officer-1", "/v1/wards/" + s.ward).text("awards/0/charged"), "25.00 USD");
}

TEST_F(Proposed, MayLeaveToTheDoorWhatTheOlderBookDoesNotSay) {
  const std::string two = kTableHead + "ward," + s.ward + ",USD,award:" + s.award + ",9000.00,,,25.00,,\nward," + s.ward + ",PHP,award:" + s.award +
                          ",100.00,,,,,\ntotal,,USD,,9000.00,0.00,,,,1\ntotal,,PHP,,100.00,0.00,,,,1\n";
  const auto proposed = ask(two);
  EXPECT_TRUE(proposed.ok()) << proposed.refusal().message << " " << proposed.refusal().place;
  const std::string paper = kTableHead + "ward," + s.ward + ",USD,paper:" + std::string(64, '4') + ",9000.00,,,,,\ntotal,,USD,,9000.00,0.00,,,,1\n";
  const auto by_paper = ask(paper);
  EXPECT_TRUE(by_paper.ok()) << by_paper.refusal().message << " " << by_paper.refusal().place;
}

TEST_F(Proposed, SaysWhatTheDoorRefusesAndWhere) {
  const auto unknown = ask(csv("order:" + std::string(32, '9')));
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.refusal().code, Code::ORDER_UNKNOWN);
  EXPECT_EQ(unknown.refusal().place, "row 2");
  const auto awarded = ask(csv("award:" + std::string(32, '9')));
  ASSERT_FALSE(awarded.ok());
  EXPECT_EQ(awarded.refusal().code, Code::SUBJECT_MISMATCH) << awarded.refusal().message;
  const auto forbidden = ask(csv("award:" + s.award), "releaser");
  ASSERT_FALSE(forbidden.ok());
  EXPECT_EQ(forbidden.refusal().code, Code::ROLE_FORBIDDEN) << forbidden.refusal().message;
}

TEST_F(Proposed, IsNotWhatSomebodyElseNoted) {
  const OlderBook book = read_older_book(csv("award:" + s.award)).value();
  const auto planned = plan_openings(book, pool, 1).value();
  ASSERT_TRUE(ask(csv("award:" + s.award)).ok());
  // The same opening noted otherwise by another officer: the file, sent again, is not what stands there, whatever of a line it is that differs. Between wards
  // such changes could come to the same totals, so the door would not see them.
  const struct {
    const char* title;
    std::vector<std::pair<const char*, std::string>> members;
  } cases[] = {
      {"a centavo less", {{"award", s.award}, {"amount", "8999.99 USD"}, {"income", "100.00 USD"}, {"paid", "10000.00 USD"}, {"charges", "25.00 USD"}}},
      {"principal as income", {{"award", s.award}, {"amount", "9000.00 USD"}, {"income", "9000.00 USD"}, {"paid", "10000.00 USD"}, {"charges", "25.00 USD"}}},
      {"income as principal", {{"award", s.award}, {"amount", "9000.00 USD"}, {"paid", "10000.00 USD"}, {"charges", "25.00 USD"}}},
      {"more was paid", {{"award", s.award}, {"amount", "9000.00 USD"}, {"income", "100.00 USD"}, {"paid", "10000.01 USD"}, {"charges", "25.00 USD"}}},
      {"less was kept", {{"award", s.award}, {"amount", "9000.00 USD"}, {"income", "100.00 USD"}, {"paid", "10000.00 USD"}, {"charges", "24.99 USD"}}},
      {"by another paper", {{"paper", std::string(64, '4')}, {"amount", "9000.00 USD"}, {"income", "100.00 USD"}}},
  };
  for (const auto& c : cases) {
    transport::Json line, lines{transport::Json::Array{}}, body;
    for (const auto& [member, text] : c.members) line.set(member, text);
    lines.push(std::move(line));
    body.set("opening", planned[0].id.hex()).set("lines", std::move(lines));
    ASSERT_EQ(s.post("officer-2", "/v1/wards/" + s.ward + "/opening", body).status, 201) << c.title;
    const auto again = ask(csv("award:" + s.award));
    ASSERT_FALSE(again.ok()) << c.title;
    EXPECT_EQ(again.refusal().code, Code::OPENING_CHANGED) << c.title;
    EXPECT_EQ(again.refusal().place, "row 2") << c.title;
  }
}

}  // namespace
}  // namespace katiwala::api::migration
