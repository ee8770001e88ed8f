// The files that go with wards and pools: what the bank's people, or compliance alone, know beside the account (R38). The routes' roles say who.
#include "api/door/json_codec.h"
#include "api/door/reading.h"
#include "api/door/routes.h"

namespace katiwala::api::door {
namespace {

template <class Tag>
transport::Response file_of(const Call& call, Code missing, std::optional<Json> (*read)(const custody::State&, const Id<Tag>&)) {
  const auto id = parse_id<Tag>(call.params[0]);
  if (!id.ok()) return refused(call, id.refusal());
  std::optional<Json> found;
  const Status looked = look(call, [&](const custody::State& state) { found = read(state, *id); });
  if (!looked.ok()) return refused(call, looked.refusal());
  return found ? json_response(*found) : refused(call, refuse(missing));
}

template <class Record>
std::optional<Json> json_of(const Record* record) {
  if (record == nullptr) return std::nullopt;
  return to_json(*record);
}

}  // namespace

transport::Response read_protection(const Call& call) {
  return file_of<custody::WardTag>(call, Code::WARD_UNKNOWN, [](const custody::State& state, const custody::WardId& id) { return json_of(state.protection(id)); });
}

transport::Response read_ward_watch(const Call& call) {
  return file_of<custody::WardTag>(call, Code::WARD_UNKNOWN, [](const custody::State& state, const custody::WardId& id) {
    return json_of(state.ward(id) == nullptr ? nullptr : state.watch(custody::watch_of(id)));
  });
}

transport::Response read_pool_watch(const Call& call) {
  return file_of<custody::PoolTag>(call, Code::POOL_UNKNOWN, [](const custody::State& state, const custody::PoolId& id) {
    return json_of(state.pool(id) == nullptr ? nullptr : state.watch(custody::watch_of(id)));
  });
}

/// The ledger's own duties are those that incidents opened, and what the bank's people opened besides.
transport::Response read_incidents(const Call& call) {
  Json out;
  const Status looked = look(call, [&](const custody::State& state) {
    out.set("incidents", to_json(state.ledger.incidents)).set("obligations", to_json(state.ledger.obligations));
  });
  return looked.ok() ? json_response(out) : refused(call, looked.refusal());
}

transport::Response read_trustee_relations(const Call& call) {
  Json out;
  const Status looked = look(call, [&](const custody::State& state) { out.set("relations", to_json(state.ledger.trustee_related)); });
  return looked.ok() ? json_response(out) : refused(call, looked.refusal());
}

}  // namespace katiwala::api::door
