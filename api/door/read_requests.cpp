// Requests and proposals, with the bytes that are signed.
#include <algorithm>

#include "api/door/json_codec.h"
#include "api/door/payment.h"
#include "api/door/query.h"
#include "api/door/reading.h"
#include "api/door/routes.h"
#include "api/door/shown.h"
#include "ledger/journal/canonical.h"

namespace katiwala::api::door {
namespace {

/// Requests of wards the caller may see.
bool sees_ward(const custody::State& state, const Caller& caller, const custody::WardId& id) {
  const auto* ward = state.ward(id);
  return ward != nullptr && may_see(caller, state, *ward);
}

bool sees_proposal(const custody::State& state, const Caller& caller, const custody::Proposal& proposal) {
  if (!caller.is_outside()) return may_read(caller, proposal.about.kind);
  return proposal.about.kind == custody::SubjectKind::ward && sees_ward(state, caller, custody::WardId{proposal.about.id});
}

/// With which keys it was asked for and agreed to is in the entries, for those who are told of acts.
Json request_json(const custody::Request& request) {
  Json out = without(to_json(request), {"uetr", "message_id", "end_to_end_id", "under", "agreed_with"});
  if (!request.message_id.empty()) {
    out.set("message_id", request.message_id).set("end_to_end_id", request.end_to_end_id).set("uetr", uuid_text(request.uetr));
  }
  return out;
}

/// From outside nobody is told of other people's marks.
Json proposal_json(const custody::Proposal& proposal, const Caller& caller) {
  Json out = without(to_json(proposal), {"command"});
  const Json command = to_json(proposal.command);
  const Json& body = *command.find("body");
  out.set("command", *command.find("kind")).set("body", caller.is_outside() ? without(body, {"marks"}) : body);
  return out;
}

}  // namespace

namespace {

struct Filter {
  std::optional<custody::WardId> ward;
  std::optional<custody::RequestState> state;
};

Result<Filter> filter_of(const transport::Target& target) {
  Filter out;
  if (const std::string* ward = target.parameter("ward")) {
    KATIWALA_TRY(out.ward, parse_id<custody::WardTag>(*ward));
  }
  if (const std::string* state = target.parameter("state")) out.state = from_name<custody::RequestState>(*state);
  return out;
}

bool passes(const Filter& filter, const custody::Request& request) {
  return (!filter.ward || request.ward == *filter.ward) && (!filter.state || request.state == *filter.state);
}

}  // namespace

transport::Response read_requests(const Call& call) {
  const auto page = page_of(call.request.target);
  if (!page.ok()) return refused(call, page.refusal());
  const auto filter = filter_of(call.request.target);
  if (!filter.ok()) return refused(call, filter.refusal());
  std::vector<custody::Request> rows;
  const Status looked = look(call, [&](const custody::State& state) {
    for (const auto& [id, request] : state.requests)
      if (passes(*filter, request) && sees_ward(state, call.caller, request.ward)) rows.push_back(request);
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  std::ranges::sort(rows, {}, [](const custody::Request& r) { return std::pair(r.proposal, r.id); });
  const auto next = cut(rows, *page, [](const custody::Request& r) { return r.proposal; });
  Json list{Json::Array{}};
  for (const custody::Request& request : rows) list.push(request_json(request));
  Json out;
  out.set("requests", std::move(list));
  if (next) out.set("next", static_cast<std::int64_t>(*next));
  return json_response(out);
}

transport::Response read_request(const Call& call) {
  const auto id = parse_id<custody::RequestTag>(call.params[0]);
  if (!id.ok()) return refused(call, id.refusal());
  return answer_shown(call, &show_request, Code::REQUEST_UNKNOWN);
}

std::optional<Json> show_request(const journal::Memory& memory, const Caller& caller, std::string_view named) {
  const auto id = parse_id<custody::RequestTag>(named);
  const auto* request = id.ok() ? memory.state.request(*id) : nullptr;
  if (request == nullptr || !sees_ward(memory.state, caller, request->ward)) return std::nullopt;
  Json out = request_json(*request);
  return std::move(out.set("release_canonical", to_base64(journal::canonical_release(memory.ledger, *request))));
}

transport::Response read_proposals(const Call& call) {
  const auto page = page_of(call.request.target);
  if (!page.ok()) return refused(call, page.refusal());
  std::vector<std::pair<custody::ProposalId, Json>> rows;
  const Status looked = look(call, [&](const custody::State& state) {
    for (const auto& [id, proposal] : state.proposals)
      if (sees_proposal(state, call.caller, proposal)) rows.emplace_back(id, proposal_json(proposal, call.caller));
  });
  if (!looked.ok()) return refused(call, looked.refusal());
  std::ranges::sort(rows, {}, &std::pair<custody::ProposalId, Json>::first);
  const auto next = cut(rows, *page, [](const auto& row) { return row.first; });
  Json list{Json::Array{}};
  for (auto& [id, json] : rows) list.push(std::move(json));
  Json out;
  out.set("proposals", std::move(list));
  if (next) out.set("next", static_cast<std::int64_t>(*next));
  return json_response(out);
}

transport::Response read_proposal(const Call& call) {
  const auto number = parse_number(call.params[0]);
  if (!number.ok()) return refused(call, refuse(Code::PROPOSAL_UNKNOWN));
  return answer_shown(call, &show_proposal, Code::PROPOSAL_UNKNOWN);
}

std::optional<Json> show_proposal(const journal::Memory& memory, const Caller& caller, std::string_view named) {
  const auto number = parse_number(named);
  const auto* proposal = number.ok() ? memory.state.proposal(*number) : nullptr;
  if (proposal == nullptr || !sees_proposal(memory.state, caller, *proposal)) return std::nullopt;
  Json out = proposal_json(*proposal, caller);
  // Nobody from outside approves, and the bytes hold the marks as well.
  if (!caller.is_outside()) out.set("canonical", to_base64(journal::canonical_approval(memory.ledger, *proposal)));
  return out;
}

}  // namespace katiwala::api::door
