#include "api/door/describe/examples.h"

#include "ledger/base/assert.h"

namespace katiwala::api::door::description {
namespace {

constexpr std::string_view kOnly = "sandbox";  ///< the name of an example that is its operation's only one

const Json& story() {
  static const Json whole = [] {
    auto parsed = transport::parse_json(kExamples);
    KATIWALA_ASSERT(parsed.ok(), "examples.json is no JSON");
    return std::move(*parsed);
  }();
  return whole;
}

std::string_view name_of_example(const Json& step) {
  const Json* name = step.find("name");
  return name == nullptr ? kOnly : std::string_view(*name->text());
}

/// "officer-1; officer-2 agrees"
std::string summary(const Json& step) {
  std::string out = *step.find("by")->text();
  const Json* agree = step.find("agree");
  if (agree == nullptr) return out;
  for (const Json& who : *agree->array()) out += "; " + *who.text() + " agrees";
  return out;
}

/// Calls `take` with each step of an operation, and its place in the story.
template <class Take>
void for_steps(std::string_view operation, Take take) {
  std::int64_t place = 0;
  for (const Json& step : *story().find("steps")->array()) {
    ++place;
    if (*step.find("operation")->text() == operation) take(place, step);
  }
}

}  // namespace

const Json& example_of_parameter(std::string_view name) {
  const Json* found = story().find("parameters")->find(name);
  KATIWALA_ASSERT(found != nullptr, "a parameter of a path without an example");
  return *found;
}

Json body_examples(std::string_view operation, std::string_view media) {
  Json out{Json::Object{}};
  for_steps(operation, [&](std::int64_t, const Json& step) {
    const Json* body = step.find("body");
    const Json* said = step.find("media");
    if (body == nullptr || media != (said == nullptr ? std::string_view{} : std::string_view(*said->text()))) return;
    Json one;
    one.set("summary", summary(step)).set("value", *body);
    out.set(std::string(name_of_example(step)), std::move(one));
  });
  return out;
}

Json example_steps(std::string_view operation) {
  Json out{Json::Array{}};
  for_steps(operation, [&](std::int64_t place, const Json& step) {
    Json one;
    one.set("step", place).set("by", *step.find("by"));
    one.set("agree", step.find("agree") == nullptr ? Json(Json::Array{}) : *step.find("agree")).set("answers", *step.find("answers"));
    for (const std::string_view key : {"path", "media"})
      if (const Json* said = step.find(key)) one.set(std::string(key), *said);
    if (step.find("body") != nullptr) one.set("example", name_of_example(step));
    out.push(std::move(one));
  });
  return out;
}

}  // namespace katiwala::api::door::description
