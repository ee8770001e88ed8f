// Who am I, how does the ledger stand, and the public catalogue of refusals.
#include "api/door/json_codec.h"
#include "api/door/routes.h"
#include "api/transport/problem.h"

namespace katiwala::api::door {
namespace {

Json problem_json(Code code) {
  Json out;
  out.set("code", name_of(code)).set("title", sentence_of(code)).set("status", transport::status_of(code));
  return out;
}

std::int64_t count(std::size_t n) { return static_cast<std::int64_t>(n); }

}  // namespace

transport::Response read_me(const Call& call) {
  Json out;
  out.set("principal", call.caller.principal.hex()).set("person", call.caller.person.hex()).set("role", name(call.caller.role));
  out.set("credential", to_hex(call.caller.credential));
  Json wards{Json::Array{}};
  const Status looked = look(call, [&](const custody::State& state) {
    if (!call.caller.is_outside()) return;
    for (const auto& [id, ward] : state.wards)
      if (is_hers(call.caller, state, ward)) wards.push(id.hex());
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  out.set("wards", std::move(wards));
  if (call.caller.role == custody::Role::foreign_court_reader) out.set("orders", to_json(call.caller.orders));
  return json_response(out);
}

namespace {

Json witness_json(const WitnessStanding& witness) {
  Json out;
  out.set("name", witness.name).set("counts", witness.counts).set("size", static_cast<std::int64_t>(witness.size));
  if (witness.time_s > 0) out.set("time", Instant{static_cast<std::int64_t>(witness.time_s) * 1'000'000}.manila_text());
  if (witness.trouble) out.set("trouble", std::string(name_of(witness.trouble->code))).set("alarm", witness.alarm);
  return out;
}

/// Where the log's heads stand: how far signed, how far the world may see, and what the witnesses say.
Json log_json(const Publisher& publisher) {
  const auto size = [](const Publisher::Head& head) { return head ? static_cast<std::int64_t>(head->checkpoint.size) : std::int64_t{0}; };
  Json out, witnesses{Json::Array{}};
  out.set("signed", size(publisher.signed_head())).set("published", size(publisher.published()));
  if (const auto fault = publisher.fault()) out.set("fault", std::string(name_of(fault->code)));
  for (const WitnessStanding& witness : publisher.standings()) witnesses.push(witness_json(witness));
  out.set("witnesses", std::move(witnesses));
  return out;
}

}  // namespace

transport::Response read_status(const Call& call) {
  Json out;
  Digest rulebook{};
  const Status looked = call.journal().look([&](const journal::Memory& memory) {
    const custody::State& s = memory.state;
    rulebook = s.ledger.rulebook;
    out.set("ledger", memory.ledger.hex()).set("origin", s.ledger.origin).set("mode", name(s.ledger.mode));
    out.set("time", memory.last_time.manila_text()).set("entries", static_cast<std::int64_t>(memory.next));
    if (memory.next > 0) {
      Json head;
      head.set("seq", static_cast<std::int64_t>(memory.next - 1)).set("leaf", to_hex(memory.last_leaf));
      out.set("head", std::move(head));
    }
    if (s.ledger.clock) out.set("sandbox_clock", s.ledger.clock->manila_text());
    out.set("pools", count(s.pools.size())).set("wards", count(s.wards.size())).set("requests", count(s.requests.size()));
    out.set("open_proposals", count(s.proposals.size()));
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  Json rules;
  rules.set("hash", to_hex(rulebook));
  if (const auto book = call.house.rulebooks().find(call.journal(), rulebook)) rules.set("version", book->version());
  out.set("rulebook", std::move(rules)).set("read_only", call.journal().read_only()).set("clock_latched", call.house.clock_latched());
  if (const Publisher* publisher = call.house.publisher()) out.set("log", log_json(*publisher));
  return json_response(out);
}

transport::Response read_problems(std::string_view code, std::string_view request_id) {
  if (!code.empty()) {
    Code found{};
    if (!code_from_name(code, found)) return transport::problem(refuse(Code::ROUTE_UNKNOWN), request_id);
    return json_response(problem_json(found));
  }
  Json rows{Json::Array{}};
  for (std::size_t i = 0; i < code_count(); ++i) rows.push(problem_json(static_cast<Code>(i)));
  Json out;
  out.set("problems", std::move(rows));
  return json_response(out);
}

}  // namespace katiwala::api::door
