/// What the description says of a route beyond what its code says: a name that stays, a tag, a sentence; of a read what it answers.
#pragma once

#include "api/door/routes.h"

namespace katiwala::api::door::description {

struct Operation {
  std::string_view method, pattern;  ///< the route's
  std::string_view id;               ///< operationId: for ever, as clients are made from it
  std::string_view tag, summary;
  std::uint16_t command = 0;         ///< Command::kind of a write; 0: none, or more than one
  std::string_view answer;           ///< of a read: a named schema, or a media type
};

std::span<const Operation> operations();
/// nullptr if nothing is said of the route.
const Operation* operation_of(const Route& route);

}  // namespace katiwala::api::door::description
