#include "api/door/call.h"

#include <algorithm>

#include "api/door/shown.h"
#include "api/transport/problem.h"
#include "ledger/custody/relations.h"

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

void glance(const Call& call, const std::function<void(const custody::State&)>& read) {
  call.journal().glance([&](const journal::Memory& memory) { read(memory.state); });
}

transport::Response answer_shown(const Call& call, Show show, Code unknown) {
  std::optional<transport::Json> found;
  const Status looked = call.journal().look([&](const journal::Memory& memory) { found = show(memory, call.caller, call.params[0]); });
  if (!looked.ok()) return refused(call, looked.refusal());
  return found ? json_response(*found) : refused(call, refuse(unknown));
}

namespace {

bool guards(const Caller& caller, const custody::Ward& ward) {
  using custody::GuardianStanding;
  return std::ranges::any_of(ward.guardians, [&](const custody::Guardian& g) {
    return g.person == caller.person && g.standing != GuardianStanding::ended && g.standing != GuardianStanding::discharged;
  });
}

bool is_herself(const Caller& caller, const custody::Ward& ward) {
  return ward.adult && std::ranges::any_of(ward.facts, [&](const custody::WardFact& f) {
    return f.fact == custody::FactKind::identity_proved && !f.ended && f.person == caller.person;
  });
}

}  // namespace

bool is_hers(const Caller& caller, const custody::State& state, const custody::Ward& ward) {
  switch (caller.role) {
    case custody::Role::guardian: return guards(caller, ward);
    case custody::Role::ward: return is_herself(caller, ward);
    case custody::Role::guardian_ad_litem: return custody::is_related(state.protection(ward.id), custody::RelationKind::guardian_ad_litem, caller.person);
    case custody::Role::court_recorder: return custody::is_related(state.protection(ward.id), custody::RelationKind::court_recorder, caller.person);
    default: return false;  // a foreign court's reader among them: he reads orders, and no ward
  }
}

bool may_see(const Caller& caller, const custody::State& state, const custody::Ward& ward) {
  return !caller.is_outside() || is_hers(caller, state, ward);
}

bool may_read(const Caller& caller, custody::SubjectKind kind) {
  using custody::Role;
  const bool inspects = caller.role == Role::compliance || caller.role == Role::auditor;
  switch (kind) {
    case custody::SubjectKind::watch: return inspects;
    case custody::SubjectKind::protection: return inspects || caller.role == Role::trust_officer || caller.role == Role::social_worker;
    case custody::SubjectKind::ward: return true;  // of which ward is asked with may_see
    default: return !caller.is_outside();
  }
}

}  // namespace katiwala::api::door
