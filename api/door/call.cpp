#include "api/door/call.h"

#include <algorithm>

#include "api/transport/problem.h"

namespace katiwala::api::door {

transport::Response json_response(const transport::Json& json) {
  transport::Response out;
  out.headers.set("content-type", "application/json");
  out.body = to_text(json);
  return out;
}

transport::Response refused(const Call& call, const Refusal& refusal) { return transport::problem(refusal, call.request.id); }

Status look(const Call& call, const std::function<void(const custody::State&)>& read) {
  return call.journal().look([&](const journal::Memory& memory) { read(memory.state); });
}

bool guards(const Caller& caller, const custody::Ward& ward) {
  return std::ranges::any_of(ward.guardians, [&](const custody::Guardian& g) { return g.person == caller.person && g.standing != custody::GuardianStanding::ended && g.standing != custody::GuardianStanding::discharged; });
}

bool may_see(const Caller& caller, const custody::Ward& ward) { return !caller.is_guardian() || guards(caller, ward); }

}  // namespace katiwala::api::door
