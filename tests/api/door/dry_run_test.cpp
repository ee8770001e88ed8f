// A dry run is the judgement and nothing else: whatever is tried, nothing is recorded, and what is then done is what was foretold.
#include <regex>

#include "api/door/describe/openapi.h"
#include "api/door/describe/paths.h"
#include "api/door/routes.h"
#include "habits.h"

namespace katiwala::api::door::testing::dry_run_test {
namespace {

const std::string kDoc(64, 'd');

const Json& document() {
  static const Json whole = description::openapi();
  return whole;
}

Json least_of(const Json& schema);

Json value_of(const Json& schema) {
  if (const Json* to = schema.find("$ref")) {
    const std::string name = to->text()->substr(to->text()->rfind('/') + 1);
    return value_of(*document().find("components")->find("schemas")->find(name));
  }
  if (const Json* given = schema.find("const")) return *given;
  if (const Json* examples = schema.find("examples")) return (*examples->array())[0];
  if (const Json* names = schema.find("enum")) return (*names->array())[0];
  const Json* type = schema.find("type");
  const std::string kind = type == nullptr ? std::string() : *type->text();
  if (kind == "integer") return *schema.find("minimum");
  if (kind == "boolean") return true;
  if (kind == "object") return least_of(schema);
  if (kind == "array") return Json::Array{value_of(*schema.find("items"))};
  return "x";
}

/// A body of what is required alone; of two ways to go on, the first.
Json least_of(const Json& schema) {
  Json out{Json::Object{}};
  const auto add = [&](const Json* required) {
    if (required == nullptr) return;
    for (const Json& key : *required->array())
      if (out.find(*key.text()) == nullptr) out.set(*key.text(), value_of(*schema.find("properties")->find(*key.text())));
  };
  if (const Json* ways = schema.find("oneOf")) {
    const Json& way = (*ways->array())[0];
    for (const auto& [key, rule] : *way.find("properties")->object())
      if (rule.find("const") != nullptr) out.set(key, *rule.find("const"));
    add(way.find("required"));
  }
  add(schema.find("required"));
  return out;
}

const Json& body_schema_of(const Route& route) {
  return *document().find("paths")->find(description::path_of(route.pattern))->find("post")->find("requestBody")->find("content")->find("application/json")->find("schema");
}

std::string path_in(const Habits& s, const Route& route) {
  std::string path = description::path_of(route.pattern);
  const std::pair<std::string, std::string> known[] = {{"{ward}", s.ward}, {"{pool}", s.pool}, {"{payee}", s.payee}, {"{guardian}", s.guardian_person}, {"{request}", kRequest},
                                                       {"{entry}", "3"}, {"{proposal}", std::to_string(s.proposal)}};
  for (const auto& [name, value] : known)
    if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
  return std::regex_replace(path, std::regex("\\{[a-z_]+\\}"), std::string(32, '5'));
}

/// A sandbox's clock stands still but for a microsecond a reading.
std::string to_the_second(const std::string& text) { return std::regex_replace(text, std::regex("\\.[0-9]{6}\\+08:00"), "+08:00"); }

/// Without what every answer draws anew, and what comes of being recorded.
std::string essence(const Json& answer) {
  Json out{Json::Object{}};
  for (const char* key : {"code", "command", "outcome", "reasons", "waits_for", "obligations"})
    if (const Json* value = answer.find(key)) out.set(key, *value);
  return to_the_second(to_text(out));
}

/// Events, postings and balances of an entry's parts, or of a dry run's.
std::string postings(const Json& answer) {
  std::string out;
  const Json* parts = answer.find("parts");
  if (parts == nullptr) return "none";
  for (const Json& part : *parts->array())
    for (const char* key : {"about", "events", "postings", "balances", "withheld"})
      if (const Json* value = part.find(key)) out += to_text(*value) + "\n";
  return to_the_second(out);
}

std::string instance_of(const transport::Response& response) {
  const Json body = json_of(response);
  const Json* found = body.find("instance");
  return found == nullptr ? std::string() : *found->text();
}

TEST(DryRun, OfEveryWriteRecordsNothing) {
  Habits s;
  const auto before = s.everything();
  std::size_t tried = 0, judged = 0;
  for (const Route& route : routes()) {
    if (route.method != "POST") continue;
    const std::string path = path_in(s, route) + "?dry_run=true";
    for (const char* who : {"officer-1", "administrator", "bank", "releaser", "guardian"}) {
      const Json body = route.handler.make == nullptr ? Json(Json::Object{}) : least_of(body_schema_of(route));
      const transport::Response reply = s.write(who, path, body);
      ++tried;
      EXPECT_NE(reply.status, 201) << path;
      EXPECT_NE(reply.status, 202) << path;
      if (json_of(reply).find("dry_run") == nullptr) {
        EXPECT_FALSE(code_of(reply).empty()) << path << reply.body;
        continue;
      }
      ++judged;
      EXPECT_EQ(json_of(reply).find("receipt"), nullptr) << path;
      EXPECT_EQ(json_of(reply).find("entry"), nullptr) << path;
      EXPECT_EQ(instance_of(reply), reply.status < 300 ? "" : header_of(reply, "request-id")) << path << ": of an entry that there is not";
    }
    // What can not be read is not recorded either.
    EXPECT_EQ(s.write("officer-1", path, object({{"colour", "red"}})).status / 100, 4) << path;
  }
  EXPECT_EQ(s.everything(), before);
  EXPECT_GT(judged, 120U);
  std::printf("SHOWN: %zu dry runs over every write, %zu of them judged: every read is as it was, byte for byte\n", tried, judged);
  // The same without the word is recorded: the comparison can fail.
  EXPECT_EQ(s.write("officer-1", "/v1/seals", object({{"colour", "red"}})).status, 400);
  EXPECT_NE(s.everything(), before);
}

struct Case {
  std::string what, who, path;
  Json body;
  int status;
};

std::vector<Case> cases(const Habits& s) {
  const Json usd = object({{"base", "EUR"}, {"quote", "PHP"}, {"rate", "67.5000"}});
  return {
      {"done at once", "officer-1", "/v1/rates", object({{"rate", usd}, {"day", "2026-02-25"}, {"source", "SANDBOX"}}), 201},
      {"waits", "officer-1", "/v1/wards/" + s.ward + "/bonds", object({{"guardian", s.guardian_person}, {"amount", "300000.00 PHP"}, {"approved", "2026-02-25"}, {"document", kDoc}}), 0},
      {"posts", "officer-1", "/v1/wards/" + s.ward + "/charges",
       object({{"amount", "10.00 PHP"}, {"booked", "2026-02-25"}, {"references", Json::Array{Json("FEE-1")}}}), 0},
      {"of another role", "bank", "/v1/rates", object({{"rate", usd}, {"day", "2026-02-25"}, {"source", "SANDBOX"}}), 0},
      {"not there", "officer-1", "/v1/credits/" + std::string(32, 'c') + "/match", object({{"order", s.order}}), 404},
      {"too much", "officer-1", "/v1/wards/" + s.ward + "/charges",
       object({{"amount", "99999999.00 PHP"}, {"booked", "2026-02-25"}, {"references", Json::Array{Json("FEE-2")}}}), 0},
      {"cancels", "officer-1", "/v1/proposals/" + std::to_string(s.proposal) + "/cancellation", object({{"reason", "SANDBOX"}}), 0},
  };
}

TEST(DryRun, ForetellsWhatIsThenDone) {
  Habits s;
  for (const Case& c : cases(s)) {
    transport::Headers key;
    key.set("idempotency-key", s.fresh_key());
    const transport::Response dry = s.write(c.who, c.path + "?dry_run=true", c.body, key);
    const transport::Response real = s.write(c.who, c.path, c.body, key);
    const Json foretold = json_of(dry), done = json_of(real);
    if (c.status != 0) {
      EXPECT_EQ(real.status, c.status) << c.what << real.body;
    }
    ASSERT_NE(foretold.find("would_answer"), nullptr) << c.what << dry.body;
    EXPECT_EQ(*foretold.find("would_answer")->integer(), real.status) << c.what;
    EXPECT_EQ(essence(foretold), essence(done)) << c.what;
    const Json entry = json_of(s.ask("auditor", "GET", "/v1/entries/" + std::to_string(*done.find("entry")->integer())));
    if (c.who != "bank") {
      // The auditor sees all that an officer does, and the watch beside it: what the officer was foretold is in it.
      const Json seen = json_of(s.ask(c.who, "GET", "/v1/entries/" + std::to_string(*done.find("entry")->integer())));
      EXPECT_EQ(postings(foretold), postings(seen)) << c.what;
    }
    EXPECT_NE(postings(entry), "none") << c.what;
    // And with the key that has made an entry, the entry itself is answered.
    const transport::Response again = s.write(c.who, c.path + "?dry_run=true", c.body, key);
    EXPECT_EQ(again.body, real.body) << c.what;
    EXPECT_EQ(header_of(again, "idempotent-replayed"), "true") << c.what;
  }
}

TEST(DryRun, IsNotForWhoStandsOutside) {
  Habits s;
  const auto before = s.everything();
  const Json body = object({{"request", std::string(32, '8')}, {"payee", s.payee}, {"amount", "1.00 PHP"}, {"purpose", "education"}});
  const transport::Response reply = s.write("guardian", "/v1/wards/" + s.ward + "/requests?dry_run=true", body);
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(code_of(reply), "ROLE_FORBIDDEN");
  EXPECT_EQ(s.everything(), before);
}

TEST(DryRun, HasOneSpelling) {
  Habits s;
  for (const char* query : {"?dry_run=false", "?dry_run=1", "?dry_run=", "?dryrun=true", "?dry_run=true&show=canonical"}) {
    const transport::Response reply = s.write("officer-1", "/v1/rates" + std::string(query), object({}));
    EXPECT_EQ(reply.status, 400) << query << reply.body;
    EXPECT_EQ(code_of(reply), "HTTP_TARGET") << query;
  }
  EXPECT_EQ(code_of(s.write("officer-1", "/v1/wards/" + s.ward + "/requests?dry_run=true&show=canonical", object({}))), "DRY_RUN_NONE");
}

}  // namespace
}  // namespace katiwala::api::door::testing::dry_run_test
