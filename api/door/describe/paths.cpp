#include "api/door/describe/paths.h"

#include "api/door/bulk.h"
#include "api/door/describe/access.h"
#include "api/door/describe/examples.h"
#include "api/door/describe/operations.h"
#include "api/door/describe/record_schema.h"
#include "api/door/describe/schema.h"
#include "api/door/query.h"
#include "api/door/tag.h"
#include "api/door/webhooks.h"
#include "api/door/writing.h"

namespace katiwala::api::door::description {
namespace {

constexpr std::string_view kSwift = "text/plain";

std::string singular(std::string_view segment) {
  std::string out(segment);
  if (out.ends_with("ies")) out.replace(out.size() - 3, 3, "y");
  else if (out.ends_with("s")) out.pop_back();
  for (char& c : out)
    if (c == '-') c = '_';
  return out;
}

/// Calls `segment` with each piece of the pattern, and the name of the parameter where it is one.
template <class Take>
void for_segments(std::string_view pattern, Take take) {
  std::string_view before;
  while (!pattern.empty()) {
    const auto slash = pattern.find('/');
    const std::string_view piece = pattern.substr(0, slash);
    pattern = slash == std::string_view::npos ? std::string_view{} : pattern.substr(slash + 1);
    take(piece, piece.starts_with('{') ? singular(before) : std::string());
    before = piece;
  }
}

Json parameter(std::string_view in, std::string_view name, bool required, Json schema, std::string_view description = {}) {
  Json out;
  out.set("name", name).set("in", in).set("required", required);
  if (!description.empty()) out.set("description", description);
  return std::move(out.set("schema", std::move(schema)));
}

Json number_schema(std::int64_t min, std::optional<std::int64_t> max = std::nullopt) {
  Json out = of_type("integer");
  out.set("minimum", min);
  return max ? std::move(out.set("maximum", *max)) : out;
}

Json one_of(std::initializer_list<std::string_view> words) { return std::move(of_type("string").set("enum", texts(words))); }

Json words_of(std::string_view text) {
  Json names{Json::Array{}};
  while (!text.empty()) {
    const auto bar = text.find('|');
    names.push(text.substr(0, bar));
    text = bar == std::string_view::npos ? std::string_view{} : text.substr(bar + 1);
  }
  return std::move(of_type("string").set("enum", std::move(names)));
}

Json pattern_schema(std::string_view pattern) { return std::move(of_type("string").set("pattern", pattern)); }

Json format_schema(std::string_view format) {
  if (format.empty()) return of_type("string");
  if (format == "after") return number_schema(0, kGreatestNumber);
  if (format == "limit") return number_schema(1, static_cast<std::int64_t>(kMostPage));
  if (format == "RequestState") return schema_of<custody::RequestState>();
  return format.find('|') == std::string_view::npos ? ref(format) : words_of(format);
}

void add_query(Json& out, const Route& route) {
  if (route.method == "GET") {
    for (const QueryName& one : query_names())
      if (one.pattern == route.pattern) out.push(parameter("query", one.name, false, format_schema(one.format), one.says));
    out.push(parameter("header", "If-None-Match", false, ref(kTagsFormat), "The tag of an answer: 304 while it is the same."));
    return;
  }
  if (shows_canonical(route.pattern)) out.push(parameter("query", "show", false, one_of({"canonical"}), "Answers the bytes to sign, and records nothing."));
  if (route.handler.make == nullptr) return;
  out.push(parameter("query", "dry_run", false, one_of({"true"}), "The judgement and what it would post; nothing is recorded. Not from outside the bank."));
  if (is_about_tagged(route)) out.push(parameter("header", "If-Match", false, ref(kTagsFormat), "The tag of what this is about (a ward, pool, request or proposal): 412 where it has moved."));
}

void refer_to(Json& out, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    Json one;
    one.set("$ref", "#/components/parameters/" + std::string(name));
    out.push(std::move(one));
  }
}

bool is_bulk(const Route& route) { return route.method == "POST" && (route.pattern == "approvals" || route.pattern == "requests"); }
/// The write that makes no entry.
bool is_replay(const Route& route) { return route.method == "POST" && route.pattern == "dead-letters/replays"; }
bool is_message(const Route& route) { return route.method == "POST" && route.handler.make == nullptr && !is_bulk(route) && !is_replay(route); }

std::string_view kept_for(const Route& route) {
  if (is_replay(route)) return "The same key with the same request gives the first answer again, for the last 1000 replays of a webhook.";
  return "Kept for ever: the same key with the same request gives the first answer again.";
}

Json parameters_of(const Route& route) {
  Json out{Json::Array{}};
  for_segments(route.pattern, [&](std::string_view piece, const std::string& name) {
    if (name.empty()) return;
    Json one = parameter("path", name, true, piece == "{n}" ? number_schema(0) : ref("Id"));
    out.push(std::move(one.set("example", example_of_parameter(name))));
  });
  add_query(out, route);
  if (route.method == "POST") {
    const bool single = route.handler.make != nullptr;
    Json key = pattern_schema(single ? "^[A-Za-z0-9_.:-]{1,64}$" : "^[A-Za-z0-9_.:-]{1,56}$");
    out.push(parameter("header", "Idempotency-Key", true, std::move(key), kept_for(route)));
  }
  if (route.method == "POST") refer_to(out, {"ContentDigest"});
  if (route.handler.make != nullptr) refer_to(out, {"Statement", "SignatureInput", "Signature"});
  refer_to(out, {"RequestId", "Version", "Language"});
  return out;
}

Json content(std::string_view media, Json schema) {
  Json type, out;
  type.set("schema", std::move(schema));
  return std::move(out.set(std::string(media), std::move(type)));
}

/// What an answer may bear beside what every answer does (openapi.cpp).
enum class Bears { nothing, replay, tag };

Json response(std::string_view description, Json body, Bears bears) {
  Json headers = common_headers(), out, one;
  if (bears == Bears::replay) headers.set("Idempotent-Replayed", std::move(one.set("$ref", "#/components/headers/IdempotentReplayed")));
  if (bears == Bears::tag) headers.set("ETag", std::move(one.set("$ref", "#/components/headers/ETag")));
  return std::move(out.set("description", description).set("headers", std::move(headers)).set("content", std::move(body)));
}

void refer(Json& out, std::initializer_list<std::pair<const char*, const char*>> rows) {
  for (const auto& [status, name] : rows) {
    Json one;
    one.set("$ref", "#/components/responses/" + std::string(name));
    out.set(status, std::move(one));
  }
}

/// answer.cpp: write_response; writing.cpp: write, write_fresh, refuse_input.
Json write_responses(const Route& route, const Operation& operation) {
  Json out;
  if (is_replay(route)) {
    out.set("200", response("They are due again", content("application/json", ref(operation.answer)), Bears::replay));
  } else if (route.handler.make == nullptr) {
    out.set("200", response("Taken, line by line", content("application/json", ref(operation.answer)), Bears::nothing));
  } else {
    Json either, both{Json::Array{}};
    both.push(ref("Canonical")).push(ref("DryRun"));
    either.set("anyOf", std::move(both));
    if (shows_canonical(route.pattern)) out.set("200", response("With show=canonical or dry_run=true: nothing was recorded", content("application/json", std::move(either)), Bears::nothing));
    if (!shows_canonical(route.pattern)) out.set("200", response("With dry_run=true: nothing was recorded", content("application/json", ref("DryRun")), Bears::nothing));
    out.set("201", response("Done", content("application/json", ref("Answer")), Bears::replay));
    out.set("202", response("Recorded, and waits for other persons", content("application/json", ref("Answer")), Bears::replay));
  }
  refer(out, {{"400", "Unreadable"}, {"401", "Unknown"}, {"403", "Denied"}, {"404", "NotFound"}, {"409", "Conflict"}, {"413", "TooLarge"},
              {"415", "WrongMedia"}, {"422", "KeyUsed"}, {"412", "Moved"}, {"500", "Damaged"}, {"503", "NotNow"}, {"default", "Other"}});
  return out;
}

Json read_responses(const Operation& operation) {
  Json out;
  const bool is_file = operation.answer.find('/') != std::string_view::npos;
  if (is_file) out.set("200", response("The file", content(operation.answer, Json(true)), Bears::tag));
  else out.set("200", response("As of the newest durable entry", content("application/json", ref(operation.answer)), Bears::tag));
  refer(out, {{"304", "Same"}, {"400", "Unreadable"}, {"401", "Unknown"}, {"403", "Denied"}, {"404", "NotFound"}, {"409", "Conflict"}, {"500", "Damaged"}, {"503", "NotNow"},
              {"default", "Other"}});
  return out;
}

Json schema_of_body(const Route& route) {
  if (is_bulk(route)) return bulk_schema(route.pattern);
  if (is_replay(route)) return replay_schema();
  return is_message(route) ? of_type("string", "As the bank wrote it.") : body_schema(door::describe(route.handler.make));
}

Json body_json(const Route& route, const Operation& operation) {
  Json out, type, media;
  type.set("schema", schema_of_body(route));
  type.set("examples", body_examples(operation.id));
  media.set(is_message(route) ? "application/xml" : "application/json", std::move(type));
  if (is_message(route)) {
    Json swift;
    swift.set("schema", of_type("string", "A SWIFT message, likewise.")).set("examples", body_examples(operation.id, kSwift));
    media.set(std::string(kSwift), std::move(swift));
  }
  return std::move(out.set("required", true).set("content", std::move(media)));
}

Json public_operation(std::string_view id, std::string_view summary, Json schema, std::string_view parameter_name) {
  Json out, parameters{Json::Array{}}, responses, get;
  if (!parameter_name.empty()) {
    Json one = parameter("path", parameter_name, true, ref("Code"));
    parameters.push(std::move(one.set("example", example_of_parameter(parameter_name))));
  }
  refer_to(parameters, {"RequestId", "Version", "Language"});
  responses.set("200", response("For any certificate", content("application/json", std::move(schema)), Bears::nothing));
  refer(responses, {{"400", "Unreadable"}, {"404", "NotFound"}, {"default", "Other"}});
  get.set("operationId", id).set("tags", texts({"description"})).set("summary", summary).set("parameters", std::move(parameters)).set("responses", std::move(responses));
  return std::move(out.set("get", std::move(get)));
}

}  // namespace

Json common_headers() {
  Json out;
  for (const auto& [name, component] : {std::pair("Request-Id", "RequestId"), std::pair("Katiwala-Version", "Version"),
                                        std::pair("RateLimit-Policy", "RateLimitPolicy"), std::pair("RateLimit", "RateLimit")}) {
    Json one;
    out.set(name, std::move(one.set("$ref", "#/components/headers/" + std::string(component))));
  }
  return out;
}

std::string path_of(std::string_view pattern) {
  std::string out = "/v1";
  for_segments(pattern, [&](std::string_view piece, const std::string& name) { out += "/" + (name.empty() ? std::string(piece) : "{" + name + "}"); });
  return out;
}

Json operation_json(const Route& route) {
  const Operation* operation = operation_of(route);
  KATIWALA_ASSERT(operation != nullptr, "a route that operations.cpp says nothing of");
  const bool writes = route.method == "POST";
  Json out;
  out.set("operationId", operation->id).set("tags", texts({operation->tag})).set("summary", operation->summary).set("parameters", parameters_of(route));
  if (writes) out.set("requestBody", body_json(route, *operation));
  out.set("responses", writes ? write_responses(route, *operation) : read_responses(*operation));
  if (Json steps = example_steps(operation->id); !steps.array()->empty()) out.set("x-katiwala-examples", std::move(steps));
  if (operation->command == 0) return std::move(out.set("x-katiwala-roles", readers_of(route)));
  out.set("x-katiwala-command", custody::command_name(operation->command)).set("x-katiwala-roles", askers_of(operation->command));
  return std::move(out.set("x-katiwala-approvals", approvers_of(operation->command)));
}

Json paths_json() {
  Json out;
  for (const Route& route : routes()) {
    const std::string path = path_of(route.pattern);
    if (out.find(path) != nullptr) continue;
    Json item;
    for (const Route& other : routes())
      if (other.pattern == route.pattern) item.set(other.method == "GET" ? "get" : "post", operation_json(other));
    out.set(path, std::move(item));
  }
  out.set("/v1/openapi.json", public_operation("read_openapi", "This description", of_type("object"), {}));
  out.set("/problems", public_operation("read_problems", "Every refusal that there is", ref("Problems"), {}));
  out.set("/problems/{code}", public_operation("read_problem", "One refusal", ref("ProblemRow"), "code"));
  return out;
}

}  // namespace katiwala::api::door::description
