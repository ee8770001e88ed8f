#include "api/transport/told.h"

#include "api/transport/json.h"

namespace katiwala::api::transport {
namespace {

/// Only a code of the table: a problem document may hold anything beside it.
std::optional<Code> code_in(const Response& response) {
  const std::string* type = response.headers.find("content-type");
  if (type == nullptr || *type != "application/problem+json") return std::nullopt;
  const auto json = parse_json(response.body);
  if (!json.ok()) return std::nullopt;
  const Json* code = json->find("code");
  Code out{};
  if (code == nullptr || code->text() == nullptr || !code_from_name(*code->text(), out)) return std::nullopt;
  return out;
}

}  // namespace

Served told_of(const Response& response, std::string_view request_id) {
  Served out;
  out.status = response.status;
  out.code = code_in(response);
  out.request_id = std::string(request_id);
  return out;
}

}  // namespace katiwala::api::transport
