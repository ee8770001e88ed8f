// Events and titles: what a reader may not see makes no event, whatever asked it is not named, and what is agreed upon beside a request.
#include <set>

#include "api/door/negotiation.h"
#include "habits.h"

namespace katiwala::api::door::testing::events_test {
namespace {

Json events_of(Habits& s, const std::string& who, const std::string& query = {}) {
  const Reply reply = s.get(who, "/v1/events?limit=1000" + query);
  EXPECT_EQ(reply.status, 200) << reply.raw;
  return reply.body;
}

std::set<std::int64_t> entries_of(const Json& events) {
  std::set<std::int64_t> out;
  for (const Json& one : *events.find("events")->array()) out.insert(*one.find("entry")->integer());
  return out;
}

/// Opens a case in her watch: an entry of compliance alone.
std::int64_t open_case(Habits& s) {
  const Reply reply = s.post("compliance", "/v1/cases", object({{"about", object({{"kind", "watch"}, {"id", s.ward}})}, {"flag", "RF10"}}));
  EXPECT_LT(reply.status, 300) << reply.raw;
  return reply.number("entry");
}

TEST(Events, OfAWatchAreForCompliance) {
  Habits s;
  const std::int64_t entry = open_case(s);
  for (const char* who : {"compliance", "auditor"}) EXPECT_TRUE(entries_of(events_of(s, who)).contains(entry)) << who;
  for (const char* who : {"officer-1", "social-worker", "releaser", "administrator", "guardian"}) {
    const Json seen = events_of(s, who);
    EXPECT_FALSE(entries_of(seen).contains(entry)) << who;
    EXPECT_EQ(to_text(seen).find("watch"), std::string::npos) << who;
    EXPECT_EQ(to_text(seen).find("open_case"), std::string::npos) << who;
  }
}

/// With a case or without one, a guardian's answer is the same to the byte, cursor and all; so it is with anything that happens to others.
TEST(Events, AGuardianSeesNoTraceOfWhatIsNotHers) {
  Habits s;
  const std::string before = s.get("guardian", "/v1/events").raw;
  open_case(s);
  EXPECT_EQ(s.get("guardian", "/v1/events").raw, before);
  const Json usd = object({{"base", "EUR"}, {"quote", "PHP"}, {"rate", "67.5000"}});
  ASSERT_EQ(s.post("officer-1", "/v1/rates", object({{"rate", usd}, {"day", "2026-02-25"}, {"source", "SANDBOX"}})).status, 201);
  EXPECT_EQ(s.get("guardian", "/v1/events").raw, before);
  ASSERT_EQ(s.approve("officer-1", s.proposal).status, 201);
  EXPECT_NE(s.get("guardian", "/v1/events").raw, before) << "what happens to her ward is told";
}

/// What the events say, `entries/{n}` says too, and the other way round: for every entry and reader.
TEST(Events, AreOfWhatCanBeRead) {
  Habits s;
  open_case(s);
  ASSERT_EQ(s.approve("officer-1", s.proposal).status, 201);
  const std::int64_t count = s.get("auditor", "/v1/status").number("entries");
  std::size_t compared = 0;
  for (const char* who : {"officer-1", "compliance", "auditor", "administrator", "social-worker", "releaser", "guardian"}) {
    const auto told = entries_of(events_of(s, who));
    for (std::int64_t n = 0; n < count; ++n) {
      const Reply entry = s.get(who, "/v1/entries/" + std::to_string(n));
      const bool shows = entry.status == 200 && entry.body.find("time") != nullptr;
      EXPECT_EQ(told.contains(n), shows) << who << " " << n << " " << entry.raw;
      ++compared;
    }
    const Json events = events_of(s, who);
    for (const Json& one : *events.find("events")->array()) {
      const Reply entry = s.get(who, "/v1/entries/" + std::to_string(*one.find("entry")->integer()));
      const std::string type = *one.find("type")->text();
      EXPECT_TRUE(type == "touched" || type == entry.text("command")) << who << entry.raw;
      EXPECT_EQ(type == "touched", entry.body.find("outcome") == nullptr) << who << entry.raw;
      EXPECT_EQ(type == "touched", entry.body.find("command") == nullptr) << who << " is told what asked " << entry.raw;
      EXPECT_EQ(*one.find("time")->text(), entry.text("time"));
      EXPECT_EQ(one.object()->size(), 5U) << "nothing of what happened stands in it";
    }
  }
  std::printf("SHOWN: %zu pairs of reader and entry: there is an event exactly where the entry shows something\n", compared);
}

TEST(Version, IsEchoedAndAnotherIsRefused) {
  Habits s;
  transport::Headers headers;
  headers.set("katiwala-version", std::string(kVersion));
  EXPECT_EQ(header_of(s.ask("auditor", "GET", "/v1/me"), "katiwala-version"), kVersion);
  EXPECT_EQ(s.ask("auditor", "GET", "/v1/me", {}, headers).status, 200);
  for (const char* other : {"2026-11-28", "2026-11-30", "1", "latest"}) {
    headers.set("katiwala-version", other);
    const transport::Response refused = s.ask("auditor", "GET", "/v1/me", {}, headers);
    EXPECT_EQ(refused.status, 400) << other;
    EXPECT_EQ(code_of(refused), "VERSION_UNKNOWN") << other;
    EXPECT_EQ(header_of(refused, "katiwala-version"), kVersion) << other;
  }
  const auto before = s.everything();
  EXPECT_EQ(s.write("officer-1", "/v1/rates", object({}), headers).status, 400);
  EXPECT_EQ(s.everything(), before) << "what is meant in another version is not recorded in this one";
}

TEST(Language, TheMostWantedOfThoseThere) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "en"},          {"fil", "fil"},          {"ceb", "ceb"},       {"tl", "fil"},           {"fil-PH", "fil"},        {"FIL", "fil"},
      {"de", "en"},        {"de, fil", "fil"},      {"fil;q=0", "en"},    {"fil;q=0.5, ceb", "ceb"}, {"fil;q=0.5,ceb;q=0.4", "fil"}, {"ceb;q=0.001", "ceb"},
      {"*", "en"},         {"ceb;q=0.4, *", "en"},  {"fil;q=2", "en"},    {"fil;q=1.001", "en"},   {"fil;q=x", "en"},        {"fil;q=0.0001", "en"},
      {"en, fil", "en"},   {"en;q=0.9, fil", "fil"}, {"filx", "en"},      {",,fil,,", "fil"}};
  for (const auto& [asked, is] : cases) EXPECT_EQ(language_of(asked), is) << asked;
}

TEST(Language, OfTitlesAlone) {
  Habits s;
  transport::Headers filipino;
  filipino.set("accept-language", "fil");
  const Json asked = object({{"request", std::string(32, '8')}, {"payee", s.payee}, {"amount", "99999999.00 PHP"}, {"purpose", "education"}});
  const transport::Response english = s.write("guardian", "/v1/wards/" + s.ward + "/requests", asked);
  ASSERT_GE(english.status, 400) << english.body;
  filipino.set("idempotency-key", s.fresh_key());
  const transport::Response translated = s.write("guardian", "/v1/wards/" + s.ward + "/requests", asked, filipino);
  const Json one = json_of(english), other = json_of(translated);
  EXPECT_EQ(*one.find("code")->text(), *other.find("code")->text());
  EXPECT_NE(*one.find("title")->text(), *other.find("title")->text()) << translated.body;
  EXPECT_EQ(*one.find("detail")->text(), *other.find("detail")->text());
  EXPECT_EQ(*other.find("title_language")->text(), "fil");
  EXPECT_FALSE(*other.find("title_reviewed")->boolean()) << "nobody has reviewed it";
  EXPECT_EQ(header_of(english, "content-language"), "en");
  EXPECT_EQ(header_of(translated, "content-language"), "fil");
  EXPECT_EQ(header_of(translated, "vary"), "accept-language");
  const transport::Response good = s.ask("guardian", "GET", "/v1/me", {}, filipino);
  EXPECT_EQ(header_of(good, "content-language"), "") << "an answer that is no problem is in no language";
}

}  // namespace
}  // namespace katiwala::api::door::testing::events_test
