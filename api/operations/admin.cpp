#include "api/operations/admin.h"

#include <arpa/inet.h>

#include "api/ports.h"
#include "api/transport/problem.h"

namespace katiwala::api {
namespace {

using transport::Request;
using transport::Response;

constexpr std::string_view kMetrics = "/metrics";

Response answer_admin(const Request& request, const std::function<std::string()>& metrics) {
  if (request.target.path != kMetrics) return transport::problem(refuse(Code::ROUTE_UNKNOWN), request.id);
  if (request.method != "GET" && request.method != "HEAD") return transport::method_refused("GET, HEAD", request.id);
  Response out;
  out.headers.set("content-type", "text/plain; version=0.0.4; charset=utf-8");
  out.body = metrics();
  return out;
}

}  // namespace

bool is_loopback(std::string_view address) {
  const std::string text(address);
  in_addr four{};
  if (::inet_pton(AF_INET, text.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
  in6_addr six{};
  return ::inet_pton(AF_INET6, text.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

Status check_loopback(std::string_view address) {
  if (is_loopback(address)) return good();
  return refuse(Code::FOLDER_OPTION, "The admin listener is for this machine alone: a numeric loopback address, such as 127.0.0.1.", "admin address");
}

Result<std::unique_ptr<transport::HttpServer>> open_admin(AdminOptions options) {
  KATIWALA_CHECK(check_loopback(options.address));
  transport::PlainOptions server;
  server.address = options.address;
  server.port = options.port;
  server.limits.hosts = {"127.0.0.1", "localhost", "[::1]"};
  if (options.address.find(':') == std::string::npos) server.limits.hosts.push_back(options.address);
  server.caps = {.connections = 16, .connections_per_address = 16, .refused_connections = 4, .workers = 2};
  server.new_request_id = &fresh_request_id;
  server.wall_micros = &wall_micros;
  auto handler = [metrics = std::move(options.metrics)](const Request& request, const transport::Peer&) { return answer_admin(request, metrics); };
  return transport::HttpServer::start_plain(std::move(server), std::move(handler));
}

}  // namespace katiwala::api
