// Lists go by numbers of entries and stay as they were while others are added; balances of the past are what the record says, or are refused.
#include <algorithm>

#include "api/door/balances.h"
#include "api/door/query.h"
#include "habits.h"

namespace katiwala::api::door::testing::lists_test {
namespace {

/// All pages of a list, its rows as text; pages of `limit`.
std::vector<std::string> pages(Habits& s, const std::string& who, const std::string& path, const std::string& key, int limit) {
  std::vector<std::string> out;
  std::string after;
  for (int guard = 0; guard < 1000; ++guard) {
    const std::string mark = path.find('?') == std::string::npos ? "?" : "&";
    const Reply reply = s.get(who, path + mark + "limit=" + std::to_string(limit) + after);
    EXPECT_EQ(reply.status, 200) << path << reply.raw;
    if (reply.status != 200) return out;
    for (const Json& row : *reply.body.find(key)->array()) out.push_back(to_text(row));
    const Json* more = reply.body.find("more");
    if (reply.body.find("next") == nullptr || (more != nullptr && !*more->boolean())) return out;
    after = "&after=" + std::to_string(reply.number("next"));
  }
  ADD_FAILURE() << path << " never ends";
  return out;
}

TEST(Lists, PagesComeToTheWholeWhateverTheirSize) {
  Habits s;
  s.receive("REF-2", "100.00 USD", "", "2026-02-25");
  const std::string hers = "/v1/wards/" + s.ward + "/entries";
  const struct {
    std::string who, path, key;
  } lists[] = {{"auditor", "/v1/requests", "requests"}, {"auditor", "/v1/credits", "credits"},   {"auditor", "/v1/proposals", "proposals"}, {"auditor", "/v1/wards", "wards"},
               {"auditor", "/v1/entries", "entries"},   {"officer-1", "/v1/events", "events"},   {"guardian", "/v1/events", "events"},
               {"guardian", "/v1/entries", "entries"},  {"guardian", hers, "entries"},           {"auditor", hers + "?command=approve", "entries"},
               {"auditor", "/v1/entries?command=approve", "entries"}};
  for (const auto& list : lists) {
    const auto whole = pages(s, list.who, list.path, list.key, 1000);
    EXPECT_FALSE(whole.empty()) << list.path;
    for (const int limit : {1, 2, 3, 7}) EXPECT_EQ(pages(s, list.who, list.path, list.key, limit), whole) << list.path << " by " << limit;
  }
}

TEST(Lists, WhatWasReadStaysAsItWas) {
  Habits s;
  const Reply first = s.get("auditor", "/v1/events?limit=5");
  const auto whole = pages(s, "guardian", "/v1/events", "events", 1000);
  s.receive("REF-2", "100.00 USD", "", "2026-02-25");
  EXPECT_EQ(s.get("auditor", "/v1/events?limit=5").raw, first.raw);
  const auto longer = pages(s, "guardian", "/v1/events", "events", 1000);
  ASSERT_GT(longer.size(), whole.size());
  EXPECT_TRUE(std::equal(whole.begin(), whole.end(), longer.begin()));
}

TEST(Lists, AreFilteredAndNothingElseIsTaken) {
  Habits s;
  EXPECT_EQ(s.get("auditor", "/v1/requests?state=judged").text("requests/0/id"), kRequest);
  EXPECT_EQ(s.get("auditor", "/v1/requests?state=settled").text("requests/0/id"), "");
  EXPECT_EQ(s.get("auditor", "/v1/requests?ward=" + std::string(32, '5')).text("requests/0/id"), "");
  for (const char* path : {"/v1/requests?state=gone", "/v1/requests?limit=0", "/v1/requests?limit=1001", "/v1/requests?limit=x", "/v1/requests?colour=red", "/v1/pools?after=1",
                           "/v1/me?as_of=2026-02-25", "/v1/entries/3?limit=1"}) {
    EXPECT_EQ(s.get("auditor", path).status / 100, 4) << path;
  }
  EXPECT_EQ(s.get("auditor", "/v1/wards/" + s.ward + "?as_of=2026-02-24").code(), "HTTP_TARGET") << "never what is so now for what was so then";
}

TEST(Lists, AValueThatIsNoneIsRefusedByItsName) {
  Habits s;
  const std::string hers = "/v1/wards/" + s.ward, pools = "/v1/pools/" + s.pool, id(32, '5');
  const struct {
    std::string path, name;
    std::vector<std::string> taken, refused;
    std::string code = "HTTP_TARGET";
  } cases[] = {
      {"/v1/credits", "matched", {"true", "false"}, {"", "True", "1", "yes", "true%7Cfalse", "falsetrue"}},
      {"/v1/credits", "after", {"0", "4611686018427387904"}, {"", "-1", "01", "x", "1.0", "4611686018427387905"}},
      {"/v1/credits", "limit", {"1", "1000"}, {"", "0", "1001", "x", "-1"}},
      {"/v1/requests", "ward", {id, s.ward}, {"", "5", std::string(32, '0'), std::string(32, 'A'), id + "5"}, "ID_SYNTAX"},
      {"/v1/requests", "state", {"judged", "settled"}, {"", "Judged", "gone"}},
      {"/v1/entries", "command", {"approve", "tick"}, {"", "Approve", "nothing"}},
      {hers + "/entries", "command", {"approve", "tick"}, {"", "Approve", "nothing"}},
      {"/v1/entries/3", "lang", {"en", "fil", "ceb"}, {"", "de", "en%7Cfil"}},
      {"/v1/payment-files", "pool", {id}, {"", "x"}, "ID_SYNTAX"},
      {"/v1/payment-files", "day", {"2026-02-25", "1900-01-01", "2999-12-31"}, {"", "2026-02-30", "1899-12-31", "9999-12-31", "today"}, "DATE_SYNTAX"},
      {"/v1/end-of-day", "day", {"2026-02-24"}, {"", "2026-02-30", "0001-01-01", "9999-12-31", "today"}, "DATE_SYNTAX"},
      {pools + "/reconciliation", "day", {"2026-02-24"}, {"", "2026-02-30", "9999-12-31"}, "DATE_SYNTAX"},
      {hers + "/balances", "as_of", {"3"}, {"", "2026-02-30", "9999-12-31", "9999-12-31T23:59:59Z"}},
      {hers + "/statement", "as_of", {"2026-02-24"}, {"", "2026-02-30", "9999-12-31"}, "DATE_SYNTAX"},
  };
  std::size_t refused = 0;
  for (const auto& c : cases) {
    const std::string asked = c.path + "?" + c.name + "=";
    for (const std::string& value : c.taken) EXPECT_NE(s.get("auditor", asked + value).status, 400) << asked << value;
    for (const std::string& value : c.refused) {
      const Reply reply = s.get("auditor", asked + value);
      EXPECT_EQ(reply.status, 400) << asked << value << reply.raw;
      EXPECT_EQ(reply.code(), c.code) << asked << value << reply.raw;
      EXPECT_EQ(reply.text("place"), c.name) << asked << value << reply.raw;
      ++refused;
    }
  }
  for (const QueryName& one : query_names())
    EXPECT_TRUE(one.format.empty() || std::ranges::any_of(cases, [&](const auto& c) { return c.name == one.name; })) << one.pattern << " takes " << one.name << ", which no case tries";
  EXPECT_EQ(s.get("auditor", "/v1/credits?matched=true").body.find("credits")->array()->size() + s.get("auditor", "/v1/credits?matched=false").body.find("credits")->array()->size(),
            s.get("auditor", "/v1/credits").body.find("credits")->array()->size());
  EXPECT_GT(refused, 50U);
}

TEST(AsOf, IsReadStrictly) {
  const Instant now = Instant::parse("2026-03-02T00:00:00+08:00").value();
  EXPECT_TRUE(parse_as_of("2026-03-01", now, 9).ok()) << "that day has just ended";
  EXPECT_EQ(parse_as_of("2026-03-02", now, 9).refusal().code, Code::AS_OF_UNKNOWN);
  EXPECT_TRUE(parse_as_of("2026-03-01T23:59:59.999999+08:00", now, 9).ok());
  EXPECT_EQ(parse_as_of("2026-03-02T00:00:00+08:00", now, 9).refusal().code, Code::AS_OF_UNKNOWN);
  EXPECT_TRUE(parse_as_of("9", now, 9).ok());
  EXPECT_EQ(parse_as_of("10", now, 9).refusal().code, Code::AS_OF_UNKNOWN);
  for (const char* text : {"", "x", "2026-02-30", "-1", "09", "9999-12-31", "9999-12-31T00:00:00Z", "1899-12-31"}) EXPECT_EQ(parse_as_of(text, now, 9).refusal().code, Code::HTTP_TARGET) << text;
}

std::string balances_of(const Reply& reply) {
  const Json* rows = reply.body.find("balances");
  return rows == nullptr ? reply.code() : to_text(*rows);
}

TEST(AsOf, IsWhatEveryReplayGives) {
  Habits s;
  ASSERT_EQ(s.approve("officer-1", s.proposal).status, 201);
  s.move_clock("2026-02-26T09:00:00");
  const std::string path = "/v1/wards/" + s.ward + "/balances";
  const auto id = custody::WardId::parse(s.ward).value();
  const std::int64_t entries = s.get("auditor", "/v1/status").number("entries");
  std::size_t compared = 0;
  for (std::int64_t n = 0; n < entries; ++n) {
    const auto memory = journal::replay(s.house().store(), &s.house().keys(), static_cast<record::Seq>(n) + 1, {});
    ASSERT_TRUE(memory.ok());
    const auto* ward = memory->state.ward(id);
    const Reply then = s.get("guardian", path + "?as_of=" + std::to_string(n));
    if (ward == nullptr) {
      EXPECT_EQ(then.code(), "WARD_UNKNOWN") << n;
      continue;
    }
    EXPECT_EQ(balances_of(then), to_text(balances_json(memory->state, *ward))) << n;
    ++compared;
  }
  EXPECT_GT(compared, 10U);
  const Reply now = s.get("auditor", path);
  EXPECT_EQ(balances_of(s.get("auditor", path + "?as_of=2026-02-25")), balances_of(now)) << "nothing has moved since that day";
  EXPECT_EQ(s.get("auditor", path + "?as_of=2026-02-24").code(), "WARD_UNKNOWN");
  EXPECT_EQ(s.get("auditor", path + "?as_of=2026-02-26").code(), "AS_OF_UNKNOWN");
  EXPECT_NE(balances_of(s.get("auditor", path + "?as_of=" + std::to_string(s.proposal))), balances_of(now)) << "before it was set aside";
  EXPECT_EQ(s.get("auditor", "/v1/wards/" + std::string(32, '5') + "/balances").code(), "WARD_UNKNOWN");
  std::printf("SHOWN: balances as of each of %zu entries are those of a replay up to it\n", compared);
}

TEST(AsOf, AStatementIsOfASealOrNotAtAll) {
  Habits s;
  const std::string path = "/v1/wards/" + s.ward + "/statement";
  EXPECT_EQ(s.get("auditor", path + "?as_of=2026-02-24").code(), "AS_OF_UNKNOWN");
  EXPECT_EQ(s.get("auditor", path + "?as_of=yesterday").code(), "DATE_SYNTAX");
}

}  // namespace
}  // namespace katiwala::api::door::testing::lists_test
