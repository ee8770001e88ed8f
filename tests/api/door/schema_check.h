/// As much of JSON Schema 2020-12 as the description of the door uses, to hold bodies and answers against it.
#pragma once

#include <string>

#include "api/transport/json.h"

namespace katiwala::api::door::testing {

/// What "#/components/schemas/Id" names in `document`; nullptr if nothing.
const transport::Json* resolve(const transport::Json& document, const std::string& reference);

/// The first place at which `value` is not what `schema` says, and why; "" if it is. A keyword that is not known here is a violation.
std::string violation(const transport::Json& document, const transport::Json& schema, const transport::Json& value, const std::string& place = "/");

}  // namespace katiwala::api::door::testing
