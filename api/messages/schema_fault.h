/// What is said of a fault against a schema. Internal to this room.
#pragma once

#include "api/messages/schema.h"

namespace katiwala::api::messages {

/// The validator's own words quote the document, so only its code is told.
Refusal schema_refusal(int code, std::string place);

}  // namespace katiwala::api::messages
