/// Who may ask what: the roles of the commands (policies/roles.h) and of the reads (routes), as one table.
#pragma once

#include "api/door/routes.h"
#include "api/transport/json.h"

namespace katiwala::api::door::description {

using transport::Json;

/// Names of the roles that may read here, in the order of the enumeration.
Json readers_of(const Route& route);
/// Names of the roles that may ask a command; of everybody where any enrolled principal may.
Json askers_of(std::uint16_t command);
/// Who must agree besides, each another person. Of some commands it depends on what they say: this is then the most, or the least tier's.
Json approvers_of(std::uint16_t command);

/// {"commands":[{"command","asks":[…],"agrees":[…]}],"reads":[{"read","roles":[…]}]}
Json access_json();
/// A row each, a column a role.
std::string access_text();

}  // namespace katiwala::api::door::description
