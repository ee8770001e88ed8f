/// The examples of the description: one story of invented people, step by step, that a test tells a real ledger (tests/callers).
///
/// examples.json is {"says", "parameters": {name: value}, "steps": [{"operation", "name"?, "by", "agree"?, "answers", "path"?, "media"?, "body"?}]}:
/// `by` asks, as the people of a sandbox are called; each of `agree` then approves; `answers` is the status of the last answer; `path` is of
/// parameters that are others here; `media` is the body's where it is not the operation's first. A body is an object, or text where the route
/// takes a bank's message. What only the ledger or the test can know is another there: signatures, certificates, and the
/// numbers and ids that the ledger draws.
#pragma once

#include "api/transport/json.h"

namespace katiwala::api::door::description {

using transport::Json;

/// examples.json; cmake/examples.cmake.
extern const std::string_view kExamples;

/// Of a path's parameter. Pre: examples.json has it.
const Json& example_of_parameter(std::string_view name);
/// The `examples` of an operation's body by name ({"summary", "value"} each); empty where no step has one. `media`: of steps that say so; empty:
/// of those that say none.
Json body_examples(std::string_view operation, std::string_view media = {});
/// [{"step" from 1, "by", "agree", "answers", "path"?, "media"?, "example"?: its name among the body's}], in the order of the story.
Json example_steps(std::string_view operation);

}  // namespace katiwala::api::door::description
