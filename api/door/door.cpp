#include "api/door/door.h"

#include "api/door/describe/openapi.h"
#include "api/door/routes.h"
#include "api/door/writing.h"
#include "api/transport/problem.h"

namespace katiwala::api::door {
namespace {

using transport::Request;
using transport::Response;

struct Found {
  const Route* route = nullptr;
  std::vector<std::string> params;
  std::string allowed;  ///< methods the path does take
};

Found find_route(std::string_view method, std::span<const std::string> segments) {
  Found out;
  for (const Route& route : routes()) {
    auto params = match(route.pattern, segments);
    if (!params) continue;
    if (route.method == method) return {&route, std::move(*params), {}};
    if (!out.allowed.empty()) out.allowed += ", ";
    out.allowed += route.method;
  }
  return out;
}

constexpr std::string_view kDescription = "/v1/openapi.json";

/// For any certificate of these authorities, enrolled or not.
bool is_public(const Request& request) {
  const auto& segments = request.target.segments;
  return request.target.path == kDescription || (!segments.empty() && segments[0] == "problems");
}

Response answer_public(const Request& request) {
  const auto& segments = request.target.segments;
  if (request.method != "GET") return transport::problem(refuse(Code::ROUTE_METHOD), request.id);
  if (request.target.path == kDescription) return description::read_openapi();
  if (segments.size() > 2) return transport::problem(refuse(Code::ROUTE_UNKNOWN), request.id);
  return read_problems(segments.size() == 2 ? std::string_view(segments[1]) : std::string_view{}, request.id);
}

constexpr std::string_view kUnknown = "(unknown)";

/// As it is written in docs/api.md; nothing that somebody sent.
std::string pattern_of(const transport::Target& target) {
  if (target.path == kDescription) return std::string(kDescription);
  const std::span segments(target.segments);
  if (segments.empty()) return std::string(kUnknown);
  if (segments[0] == "problems" && segments.size() <= 2) return segments.size() == 1 ? "/problems" : "/problems/{code}";
  if (segments[0] != "v1") return std::string(kUnknown);
  for (const Route& route : routes())
    if (match(route.pattern, segments.subspan(1))) return "/v1/" + std::string(route.pattern);
  return std::string(kUnknown);
}

}  // namespace

transport::Labels labels_of(House& house, const Request& request, const transport::Peer& peer) {
  const auto caller = house.callers().find(peer.certificate_fingerprint);
  return {pattern_of(request.target), caller ? caller->principal.hex() : std::string()};
}

Response answer(House& house, const Request& request, const transport::Peer& peer) {
  if (is_public(request)) return answer_public(request);
  const auto caller = house.callers().find(peer.certificate_fingerprint);
  if (!caller) return transport::problem(refuse(Code::PRINCIPAL_UNKNOWN, "The certificate shown is of nobody enrolled here."), request.id);
  if (caller->revoked) return transport::problem(refuse(Code::PRINCIPAL_REVOKED), request.id);
  const auto& segments = request.target.segments;
  if (segments.empty() || segments[0] != "v1") return transport::problem(refuse(Code::ROUTE_UNKNOWN), request.id);
  Found found = find_route(request.method, std::span(segments).subspan(1));
  if (found.route == nullptr) {
    if (found.allowed.empty()) return transport::problem(refuse(Code::ROUTE_UNKNOWN), request.id);
    Response out = transport::problem(refuse(Code::ROUTE_METHOD), request.id);
    out.headers.set("allow", found.allowed);
    return out;
  }
  if ((found.route->roles & only(caller->role)) == 0) return transport::problem(refuse(Code::ROLE_FORBIDDEN), request.id);
  const Call call{house, request, *caller, *found.route, std::move(found.params)};
  const Handler& handler = found.route->handler;
  return handler.make != nullptr ? write(call, handler.make) : handler.answer(call);
}

}  // namespace katiwala::api::door
