// The description of the door: every route is in it, what it says of a body is what its reader takes, and what it says is answered is answered.
#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>

#include "api/door/describe/openapi.h"
#include "api/door/describe/operations.h"
#include "api/door/describe/paths.h"
#include "api/door/describe/schema.h"
#include "api/door/writing.h"
#include "api/ledger_folder.h"
#include "schema_check.h"
#include "story.h"

namespace katiwala::api::door::testing::describe_test {
namespace {

const Json& document() {
  static const Json whole = description::openapi();
  return whole;
}

std::string text_at(const Json& json, std::string_view key) {
  const Json* found = json.find(key);
  return found == nullptr || found->text() == nullptr ? std::string() : *found->text();
}

const Json* operation_at(const Route& route) {
  const Json* path = document().find("paths")->find(description::path_of(route.pattern));
  return path == nullptr ? nullptr : path->find(route.method == "GET" ? "get" : "post");
}

const Json& schema_of_body(const Route& route) {
  return *operation_at(route)->find("requestBody")->find("content")->find("application/json")->find("schema");
}

void for_refs(const Json& json, const std::function<void(const std::string&)>& take) {
  if (const auto* members = json.object()) {
    for (const auto& [key, value] : *members) {
      if (key == "$ref") take(*value.text());
      else for_refs(value, take);
    }
  } else if (const auto* elements = json.array()) {
    for (const Json& one : *elements) for_refs(one, take);
  }
}

TEST(Description, EveryRouteIsThereOnceAndNothingElse) {
  std::set<std::string> ids;
  std::size_t described = 3;  // what is public beside the routes
  for (const Route& route : routes()) {
    const auto* said = description::operation_of(route);
    ASSERT_NE(said, nullptr) << route.method << " " << route.pattern;
    const Json* operation = operation_at(route);
    ASSERT_NE(operation, nullptr) << route.pattern;
    EXPECT_EQ(text_at(*operation, "operationId"), said->id);
    EXPECT_TRUE(ids.insert(std::string(said->id)).second) << said->id;
    EXPECT_EQ(operation->find("requestBody") != nullptr, route.method == "POST") << route.pattern;
    EXPECT_FALSE(operation->find("x-katiwala-roles")->array()->empty()) << route.pattern;
    ++described;
  }
  EXPECT_EQ(description::operations().size(), routes().size());
  std::size_t written = 0;
  for (const auto& [path, item] : *document().find("paths")->object()) written += item.object()->size();
  EXPECT_EQ(written, described);
}

TEST(Description, EveryReferenceLeadsSomewhere) {
  std::size_t count = 0;
  for_refs(document(), [&](const std::string& to) {
    EXPECT_NE(resolve(document(), to), nullptr) << to;
    ++count;
  });
  EXPECT_GT(count, 500U);
  EXPECT_EQ(resolve(document(), "#/components/schemas/Nothing"), nullptr);
}

TEST(Description, IsWhatStandsInTheRepository) {
  const std::string path = std::string(KATIWALA_SOURCE_DIR) + "/docs/openapi.json";
  if (std::getenv("KATIWALA_UPDATE_DOCS") != nullptr) std::ofstream(path, std::ios::binary) << description::openapi_text();
  const auto kept = read_text_file(path);
  ASSERT_TRUE(kept.ok()) << "docs/openapi.json was never drawn: KATIWALA_UPDATE_DOCS=1";
  EXPECT_TRUE(*kept == description::openapi_text()) << "docs/openapi.json is out of date; if what changed is meant, KATIWALA_UPDATE_DOCS=1 writes it anew";
  const auto parsed = transport::parse_json(description::openapi_text());
  ASSERT_TRUE(parsed.ok());
  EXPECT_TRUE(*parsed == document()) << "indented, it is the same";
}

/// A body of what is required alone, one for each way that the reader may go on.
std::vector<Json> bodies_of(const Json& schema);

Json value_of(const Json& schema) {
  if (const Json* to = schema.find("$ref")) return value_of(*resolve(document(), *to->text()));
  if (const Json* given = schema.find("const")) return *given;
  if (const Json* examples = schema.find("examples")) return (*examples->array())[0];
  if (const Json* names = schema.find("enum")) return (*names->array())[0];
  const std::string type = text_at(schema, "type");
  if (type == "integer") return *schema.find("minimum");
  if (type == "boolean") return true;
  if (type == "object") return bodies_of(schema)[0];
  if (type == "array") return Json::Array{value_of(*schema.find("items"))};
  return "x";
}

Json with_keys(const Json& schema, const Json* required, Json body) {
  if (required == nullptr) return body;
  for (const Json& key : *required->array())
    if (body.find(*key.text()) == nullptr) body.set(*key.text(), value_of(*schema.find("properties")->find(*key.text())));
  return body;
}

/// The last of the names that is not that one.
Json another(const Json::Array& names, const Json& than) { return names.back() == than ? names[names.size() - 2] : names.back(); }

std::vector<Json> bodies_of(const Json& schema) {
  const Json* ways = schema.find("oneOf");
  const Json least = with_keys(schema, schema.find("required"), Json(Json::Object{}));
  if (ways == nullptr) return {least};
  std::vector<Json> out;
  for (const Json& way : *ways->array()) {
    Json body{Json::Object{}};
    for (const auto& [key, rule] : *way.find("properties")->object()) {
      if (rule.find("const") != nullptr) body.set(key, *rule.find("const"));
      if (rule.find("not") != nullptr) body.set(key, another(*schema.find("properties")->find(key)->find("enum")->array(), *rule.find("not")->find("const")));
    }
    out.push_back(with_keys(schema, schema.find("required"), with_keys(schema, way.find("required"), std::move(body))));
  }
  return out;
}

Json without_key(const Json& body, const std::string& key) {
  Json out{Json::Object{}};
  for (const auto& [name, value] : *body.object())
    if (name != key) out.set(name, value);
  return out;
}

Json and_key(Json body, const std::string& key, Json value) { return std::move(body.set(key, std::move(value))); }

/// Paths of a story in which what can be there is there.
std::string path_in(const Story& s, std::string_view pattern) {
  std::string path = description::path_of(pattern);
  const std::pair<std::string, std::string> known[] = {{"{ward}", s.ward}, {"{pool}", s.pool}, {"{order}", s.order}, {"{payee}", s.payee}, {"{guardian}", s.guardian_person},
                                                       {"{entry}", "3"}, {"{proposal}", "3"}};
  for (const auto& [name, value] : known)
    if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
  return std::regex_replace(path, std::regex("\\{[a-z_]+\\}"), std::string(32, '5'));
}

/// One whose role is asked about nothing before the body is read.
std::string asker(const Route& route) {
  const bool of_a_file = route.pattern.ends_with("file/release") || route.pattern.starts_with("payment-files/");
  return of_a_file ? "releaser" : "officer-1";
}

struct Counts {
  std::size_t bodies = 0, missing = 0, unknown = 0;
};

void try_body(Story& s, const Route& route, const Json& body, Counts& counts) {
  const std::string path = path_in(s, route.pattern);
  const std::string where = std::string(route.pattern) + " " + to_text(body);
  EXPECT_EQ(violation(document(), schema_of_body(route), body), "") << where;
  const Reply unknown = s.post(asker(route), path, and_key(body, "colour", "red"));
  EXPECT_EQ(unknown.code(), "JSON_UNKNOWN_KEY") << where << unknown.raw;
  EXPECT_NE(violation(document(), schema_of_body(route), and_key(body, "colour", "red")), "") << where;
  ++counts.unknown;
  for (const auto& [key, value] : *body.object()) {
    const Json less = without_key(body, key);
    if (violation(document(), schema_of_body(route), less).empty()) continue;  // the other way to go on
    const Reply reply = s.post(asker(route), path, less);
    EXPECT_EQ(reply.code(), "JSON_MISSING_KEY") << where << " without " << key << reply.raw;
    ++counts.missing;
  }
  // Clocks and keys of the ledger stay as they are: what these would do is tried by their own tests.
  const Reply whole = s.post("auditor", path, body);
  EXPECT_FALSE(whole.code().starts_with("JSON_") || whole.code().ends_with("_SYNTAX")) << where << whole.raw;
  ++counts.bodies;
}

TEST(Description, OfABodyIsWhatItsReaderTakes) {
  Story s;
  Counts counts;
  for (const Route& route : routes()) {
    if (route.handler.make == nullptr) continue;
    for (const Json& body : bodies_of(schema_of_body(route))) try_body(s, route, body, counts);
  }
  EXPECT_GT(counts.bodies, 50U);
  std::printf("SHOWN: %zu described bodies are read, %zu with a key left out and %zu with one too many are refused\n", counts.bodies, counts.missing, counts.unknown);
}

Result<custody::Command> reads_beside_its_description(Writing& in) {
  custody::TakeSeal c;
  in.body().optional_text("note");
  if (!in.body().describes()) in.body().text("hidden");
  KATIWALA_CHECK(in.body().finish());
  return custody::Command(c);
}

TEST(Description, AReaderThatAsksForMoreThanItDescribesIsSeen) {
  const Json schema = description::body_schema(describe(&reads_beside_its_description));
  const Json body = bodies_of(schema)[0];
  Fields fields(body);
  Writing in(fields);
  const auto read = reads_beside_its_description(in);
  ASSERT_FALSE(read.ok()) << "the body made from its description is not what it takes";
  EXPECT_EQ(read.refusal().code, Code::JSON_MISSING_KEY);
  EXPECT_EQ(read.refusal().place, "/hidden");
}

TEST(Description, OfWhatIsReadIsWhatIsAnswered) {
  Story s;
  s.receive("REF-1", "15000.00 USD", "25.00 USD", "2026-02-25");
  s.request(kRequest, "100.00 PHP");
  const std::string request = "/v1/requests/" + kRequest;
  const struct {
    const char* schema;
    std::string path;
  } reads[] = {{"Me", "/v1/me"}, {"Status", "/v1/status"}, {"Pools", "/v1/pools"}, {"Pool", "/v1/pools/" + s.pool}, {"Credits", "/v1/credits"},
               {"Order", "/v1/orders/" + s.order}, {"Wards", "/v1/wards"}, {"Ward", "/v1/wards/" + s.ward}, {"Entries", "/v1/wards/" + s.ward + "/entries"},
               {"Incidents", "/v1/incidents"}, {"TrusteeRelations", "/v1/trustee-relations"}, {"Proposals", "/v1/proposals"}, {"Requests", "/v1/requests"},
               {"Reconciliation", "/v1/pools/" + s.pool + "/reconciliation"}, {"EndOfDay", "/v1/end-of-day"},
               {"Entry", "/v1/entries/3"}, {"Explanation", "/v1/entries/3/explain"}, {"Problems", "/problems"}, {"ProblemRow", "/problems/JSON_TYPE"}};
  for (const auto& read : reads) {
    const Reply reply = s.get("auditor", read.path);
    ASSERT_EQ(reply.status, 200) << read.path << reply.raw;
    const Json* schema = resolve(document(), "#/components/schemas/" + std::string(read.schema));
    ASSERT_NE(schema, nullptr) << read.schema;
    EXPECT_EQ(violation(document(), *schema, reply.body), "") << read.path << " " << reply.raw;
    EXPECT_NE(violation(document(), *schema, Json(Json::Object{})), "") << read.path << ": nothing is not an answer";
  }
  EXPECT_EQ(s.get("guardian", "/v1/wards/" + s.ward).status, 200);
  EXPECT_EQ(violation(document(), *resolve(document(), "#/components/schemas/Ward"), s.get("guardian", "/v1/wards/" + s.ward).body), "");
}

TEST(Description, IsServedToAnyCertificate) {
  Sandbox s;
  s.certificate_of_new("stranger");
  EXPECT_EQ(s.get("stranger", "/v1/openapi.json").raw, description::openapi_text());
  EXPECT_EQ(s.post("stranger", "/v1/openapi.json", Json(Json::Object{})).code(), "ROUTE_METHOD");
}

}  // namespace
}  // namespace katiwala::api::door::testing::describe_test
