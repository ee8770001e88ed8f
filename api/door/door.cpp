#include "api/door/door.h"

#include <limits>

#include "api/door/describe/openapi.h"
#include "api/door/negotiation.h"
#include "api/door/query.h"
#include "api/door/routes.h"
#include "api/door/signed_request.h"
#include "api/door/tag.h"
#include "api/door/trial.h"
#include "api/door/writing.h"
#include "api/transport/http_parser.h"
#include "api/transport/page.h"
#include "api/transport/problem.h"

namespace katiwala::api::door {
namespace {

using transport::Request;
using transport::Response;

struct Found {
  const Route* route = nullptr;
  std::vector<std::string> params;
};

Found find_route(std::string_view method, std::span<const std::string> segments) {
  for (const Route& route : routes()) {
    auto params = route.method == method ? match(route.pattern, segments) : std::nullopt;
    if (params) return {&route, std::move(*params)};
  }
  return {};
}

constexpr std::string_view kBankMessages = "bank-messages";
constexpr std::string_view kDescription = "/v1/openapi.json";

/// For any certificate of these authorities, enrolled or not.
bool is_public(const transport::Target& target) {
  return target.path == kDescription || target.path == transport::kPolicyReports || (!target.segments.empty() && target.segments[0] == "problems");
}

Response answer_public(const Request& request) {
  const auto& segments = request.target.segments;
  if (request.target.path == transport::kPolicyReports) {
    return request.method == "POST" ? transport::policy_report_taken() : transport::method_refused(methods_of(request.target), request.id);
  }
  if (request.target.path != kDescription && segments.size() > 2) return transport::problem(refuse(Code::ROUTE_UNKNOWN), request.id);
  if (request.method != "GET") return transport::method_refused(methods_of(request.target), request.id);
  if (request.target.path == kDescription) return description::read_openapi();
  return read_problems(segments.size() == 2 ? std::string_view(segments[1]) : std::string_view{}, request.id);
}

constexpr std::string_view kUnknown = "(unknown)";

Response answer_read(const Call& call) {
  if (const Status known = check_query(call.route.pattern, call.request.target); !known.ok()) return refused(call, known.refusal());
  return tagged(call, call.route.handler.answer(call));
}

Response answer_call(const Call& call) {
  if (call.route.method == "GET") return answer_read(call);
  if (const Status whole = check_body(call.request); !whole.ok()) return refuse_input(call, whole.refusal());
  if (call.route.handler.make != nullptr) return write(call, call.route.handler.make);
  // What is more than one command is judged each on what those before it left behind; of that there is no dry run yet, and no one thing that it is about.
  if (call.request.target.parameter(kDryRun) != nullptr) return refused(call, refuse(Code::DRY_RUN_NONE, "This is more than one command.", std::string(kDryRun)));
  if (!call.request.target.query.empty()) return refused(call, refuse(Code::HTTP_TARGET, "The query is not one this route knows.", call.request.target.query[0].first));
  if (call.request.headers.find("if-match") != nullptr) return refused(call, refuse(Code::HTTP_HEADER, "This is about more than one thing, so no tag is of it.", "if-match"));
  if (is_signed(call.request)) {
    return refused(call, refuse(Code::SIGNATURE_INPUT, "A signature is kept in the entry that it is about; this makes several, each line signed in itself, or none.", "signature-input"));
  }
  return call.route.handler.answer(call);
}

Response answer_certified(House& house, const Request& request, const transport::Peer& peer) {
  if (auto open = answer_without_caller(request)) return *std::move(open);
  const auto caller = house.callers().find(peer.certificate_fingerprint);
  if (!caller) return transport::problem(refuse(Code::PRINCIPAL_UNKNOWN, "The certificate shown is of nobody enrolled here."), request.id);
  return answer_to(house, request, *caller);
}

}  // namespace

std::string methods_of(const transport::Target& target) {
  const std::span segments(target.segments);
  if (target.path == transport::kPolicyReports) return "POST";
  if (is_public(target)) return target.path == kDescription || segments.size() <= 2 ? "GET" : "";
  std::string out;
  if (segments.empty() || segments[0] != "v1") return out;
  for (const Route& route : routes())
    if (match(route.pattern, segments.subspan(1))) out.append(out.empty() ? "" : ", ").append(route.method);
  return out;
}

std::string pattern_of(const transport::Target& target) {
  for (const std::string_view path : {kDescription, transport::kPolicyReports})
    if (target.path == path) return std::string(path);
  const std::span segments(target.segments);
  if (segments.empty()) return std::string(kUnknown);
  if (segments[0] == "problems" && segments.size() <= 2) return segments.size() == 1 ? "/problems" : "/problems/{code}";
  if (segments[0] != "v1") return std::string(kUnknown);
  for (const Route& route : routes())
    if (match(route.pattern, segments.subspan(1))) return "/v1/" + std::string(route.pattern);
  return std::string(kUnknown);
}

transport::Labels labels_of(House& house, const Request& request, const transport::Peer& peer) {
  const auto caller = house.callers().find(peer.certificate_fingerprint);
  return {pattern_of(request.target), caller ? caller->principal.hex() : std::string()};
}

/// The ledger's clock is asked only where there is something to compare with.
Status counts_now(House& house, const Caller& caller) {
  if (caller.revoked) return refuse(Code::PRINCIPAL_REVOKED);
  if (caller.counts_at({std::numeric_limits<std::int64_t>::min()}) && caller.counts_at({std::numeric_limits<std::int64_t>::max() - 1})) return good();
  KATIWALA_TRY(const Instant now, house.clock().now());
  return caller.counts_at(now) ? good() : Status(refuse(Code::CREDENTIAL_PENDING));
}

Result<std::unique_ptr<transport::LongBody>> place_of_body(House& house, const Request& head, const transport::Peer& peer, std::size_t bytes) {
  const auto& segments = head.target.segments;
  const Found found = segments.empty() || segments[0] != "v1" ? Found{} : find_route(head.method, std::span(segments).subspan(1));
  if (found.route == nullptr || found.route->pattern != kBankMessages) return transport::body_too_large(kMostInMemory);
  const auto caller = house.callers().find(peer.certificate_fingerprint);
  if (!caller) return refuse(Code::PRINCIPAL_UNKNOWN, "The certificate shown is of nobody enrolled here.");
  KATIWALA_CHECK(counts_now(house, *caller));
  if ((found.route->roles & only(caller->role)) == 0) return refuse(Code::ROLE_FORBIDDEN);
  return house.long_bodies().take(peer.certificate_fingerprint, bytes);
}

std::optional<Response> answer_without_caller(const Request& request) {
  if (!is_public(request.target)) return std::nullopt;
  return answer_public(request);
}

Response answer_to(House& house, const Request& request, const Caller& caller) {
  if (const Status counts = counts_now(house, caller); !counts.ok()) return transport::problem(counts.refusal(), request.id);
  const auto& segments = request.target.segments;
  if (segments.empty() || segments[0] != "v1") return transport::problem(refuse(Code::ROUTE_UNKNOWN), request.id);
  Found found = find_route(request.method, std::span(segments).subspan(1));
  if (found.route == nullptr) {
    const std::string allowed = methods_of(request.target);
    return allowed.empty() ? transport::problem(refuse(Code::ROUTE_UNKNOWN), request.id) : transport::method_refused(allowed, request.id);
  }
  if ((found.route->roles & only(caller.role)) == 0) return transport::problem(refuse(Code::ROLE_FORBIDDEN), request.id);
  return answer_call({house, request, caller, *found.route, std::move(found.params)});
}

Response answer(House& house, const Request& request, const transport::Peer& peer) {
  return negotiated(request, [&] { return answer_certified(house, request, peer); });
}

}  // namespace katiwala::api::door
