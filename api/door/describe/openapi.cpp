#include "api/door/describe/openapi.h"

#include "api/door/describe/components.h"
#include "api/door/describe/paths.h"
#include "api/door/negotiation.h"
#include "api/transport/problem.h"

namespace katiwala::api::door::description {
namespace {

struct Named {
  std::string_view name, says;
};

constexpr Named kTags[] = {{"ledger", "Who asks, how the ledger stands, its entries"}, {"pools", "Pools, foreign orders, credits, rates"},
                           {"wards", "Wards and what the courts say of them"},         {"payments", "What moves a ward's money, or asks to"},
                           {"proposals", "What waits for other persons"},              {"watch", "What stops money or looks into it"},
                           {"proofs", "What a reader takes away to check"},            {"office", "Who may act, by which rulebook, with which keys"},
                           {"credentials", "What people act with: how it comes, goes and is stopped"},
                           {"webhooks", "What was sent to the caller's webhooks, what was given up, and sending that again"},
                           {"description", "What the door says of itself"}};

constexpr Named kRefusals[] = {{"Unreadable", "Could not be read, or not as it stands; of a write the refusal itself is recorded, and nothing was posted"},
                               {"Unknown", "Who asks is not known here, or no longer"},
                               {"Denied", "This role may not, or a rule denied or held"},
                               {"NotFound", "Names something that is not there for this caller"},
                               {"Conflict", "Not possible in the present state"},
                               {"TooLarge", "Larger than the door takes"},
                               {"WrongMedia", "Of another media type"},
                               {"Moved", "What the write is about is not as If-Match says; nothing was recorded"},
                               {"KeyUsed", "The Idempotency-Key was used with another request"},
                               {"Damaged", "Stored evidence does not agree with itself"},
                               {"NotNow", "Not now, or unknown whether it was done; ask again with the same key"},
                               {"Other", "What the transport refuses"}};

Json info_json() {
  Json out, license;
  license.set("name", "Apache License 2.0").set("identifier", "Apache-2.0");
  out.set("title", "Katiwala").set("version", "1").set("summary", "A trust ledger for restitution held for children");
  out.set("description", "Drawn from the code that reads requests. Words, meanings and examples: docs/api.md. Of texts maxLength counts bytes of UTF-8. "
                         "Answers may gain members; bodies take no others than are described.");
  return std::move(out.set("license", std::move(license)));
}

Json servers_json() {
  Json server, variables, host, out{Json::Array{}};
  host.set("default", "127.0.0.1:8443").set("description", "Where the bank serves its ledger.");
  variables.set("host", std::move(host));
  server.set("url", "https://{host}").set("variables", std::move(variables));
  return std::move(out.push(std::move(server)));
}

Json tags_json() {
  Json out{Json::Array{}};
  for (const Named& tag : kTags) {
    Json one;
    one.set("name", tag.name).set("description", tag.says);
    out.push(std::move(one));
  }
  return out;
}

Json header_ref(std::string_view name) {
  Json out;
  return std::move(out.set("$ref", "#/components/headers/" + std::string(name)));
}

Json responses_json() {
  Json out, same, tagged = common_headers();
  tagged.set("ETag", header_ref("ETag"));
  out.set("Same", std::move(same.set("description", "As it was: If-None-Match names its tag").set("headers", std::move(tagged))));
  for (const Named& refusal : kRefusals) {
    Json schema, media, content, one, headers = common_headers();
    schema.set("$ref", "#/components/schemas/Denial");
    media.set("schema", std::move(schema));
    content.set("application/problem+json", std::move(media));
    one.set("description", refusal.says);
    if (refusal.name == "NotNow") headers.set("Retry-After", header_ref("RetryAfter"));
    if (refusal.name == "Moved") headers.set("ETag", header_ref("ETag"));
    one.set("headers", std::move(headers));
    out.set(std::string(refusal.name), std::move(one.set("content", std::move(content))));
  }
  return out;
}

Json header(std::string_view description, Json schema) {
  Json out;
  out.set("description", description);
  return std::move(out.set("schema", std::move(schema)));
}

Json request_id_schema() {
  Json out = of_type("string");
  return std::move(out.set("pattern", "^[A-Za-z0-9._-]{1,64}$"));
}

void add_headers(Json& headers) {
  Json version = of_type("string");
  version.set("enum", texts({kVersion}));
  headers.set("RequestId", header("Of this request.", request_id_schema()));
  headers.set("Version", header("In which the door answered.", std::move(version)));
  headers.set("RateLimitPolicy", header("The certificate's quota (draft-ietf-httpapi-ratelimit-headers-10); where it has one.", of_type("string")));
  headers.set("RateLimit", header("What is left of it.", of_type("string")));
  Json tag = of_type("string"), replayed = of_type("string");
  tag.set("pattern", "^\"[0-9a-f]{32}\"$");
  replayed.set("enum", texts({"true"}));
  headers.set("ETag", header("Of this answer: for If-None-Match, and of a ward, pool, request or proposal for If-Match.", std::move(tag)));
  headers.set("IdempotentReplayed", header("Where this answer was given before.", std::move(replayed)));
  headers.set("RetryAfter", header("Seconds.", of_type("integer")));
}

void add_parameters(Json& parameters) {
  const auto add = [&](std::string_view key, std::string_view name, std::string_view says, Json schema) {
    Json one;
    one.set("name", name).set("in", "header").set("required", false).set("description", says);
    parameters.set(std::string(key), std::move(one.set("schema", std::move(schema))));
  };
  Json version = of_type("string");
  version.set("enum", texts({kVersion}));
  add("RequestId", "Request-Id", "The caller's, where it is 1 to 64 of A-Z a-z 0-9 . _ - ; in place of any other the door gives one of its own.", of_type("string"));
  add("Version", "Katiwala-Version", "The version to be answered in; another than there is, is 400 and nothing is read.", std::move(version));
  add("Language", "Accept-Language", "fil or ceb: the title of a problem in that language, where there is a sentence for its code.", of_type("string"));
}

Json components_json() {
  Json schemas = format_schemas(), parameters, headers, mutual, security, out;
  const Json answers = answer_schemas();
  for (const auto& [name, schema] : *answers.object()) schemas.set(name, schema);
  add_parameters(parameters);
  add_headers(headers);
  mutual.set("type", "mutualTLS").set("description", "TLS 1.3 with a client certificate that was enrolled: it names a principal, a person and a role.");
  security.set("certificate", std::move(mutual));
  out.set("schemas", std::move(schemas)).set("responses", responses_json()).set("parameters", std::move(parameters)).set("headers", std::move(headers));
  return std::move(out.set("securitySchemes", std::move(security)));
}

/// The catalogue, as /problems serves it.
Json problems_json() {
  Json out{Json::Array{}};
  for (std::size_t i = 0; i < code_count(); ++i) {
    const auto code = static_cast<Code>(i);
    Json row;
    row.set("code", name_of(code)).set("title", sentence_of(code)).set("status", transport::status_of(code));
    out.push(std::move(row));
  }
  return out;
}

bool is_flat(const Json& value) {
  const auto has_inside = [](const Json& one) { return one.object() != nullptr || one.array() != nullptr; };
  if (const auto* members = value.object()) {
    for (const auto& [key, one] : *members)
      if (has_inside(one)) return false;
  } else if (const auto* elements = value.array()) {
    for (const Json& one : *elements)
      if (has_inside(one)) return false;
  }
  return true;
}

/// What holds nothing but plain values stands on one line.
void print(const Json& value, const std::string& indent, std::string& out) {
  if (is_flat(value)) {
    out += to_text(value);
    return;
  }
  const std::string inner = indent + "  ";
  bool first = true;
  const auto next = [&] { out += (std::exchange(first, false) ? "\n" : ",\n") + inner; };
  if (const auto* members = value.object()) {
    out += "{";
    for (const auto& [key, one] : *members) {
      next();
      out += to_text(Json(key)) + ": ";
      print(one, inner, out);
    }
    out += "\n" + indent + "}";
  } else {
    out += "[";
    for (const Json& one : *value.array()) {
      next();
      print(one, inner, out);
    }
    out += "\n" + indent + "]";
  }
}

}  // namespace

Json openapi() {
  Json out, needed, security{Json::Array{}};
  needed.set("certificate", Json(Json::Array{}));
  security.push(std::move(needed));
  out.set("openapi", "3.1.0").set("info", info_json()).set("servers", servers_json()).set("security", std::move(security)).set("tags", tags_json());
  out.set("paths", paths_json()).set("components", components_json());
  return std::move(out.set("x-katiwala-problems", problems_json()));
}

const std::string& openapi_text() {
  static const std::string text = [] {
    std::string out;
    print(openapi(), {}, out);
    return out + "\n";
  }();
  return text;
}

transport::Response read_openapi() {
  transport::Response out;
  out.headers.set("content-type", "application/json");
  out.body = openapi_text();
  return out;
}

}  // namespace katiwala::api::door::description
