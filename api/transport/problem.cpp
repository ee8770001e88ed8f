#include "api/transport/problem.h"

#include "api/transport/json.h"

namespace katiwala::api::transport {
namespace {

constexpr std::string_view kRetryAfterSeconds = "1";

int status_of_fault(Fault fault) {
  switch (fault) {
    case Fault::invalid: return 400;
    case Fault::unauthorised: return 401;
    case Fault::denied: return 403;
    case Fault::not_found: return 404;
    case Fault::conflict: return 409;
    case Fault::integrity: return 500;
    case Fault::unavailable: return 503;
  }
  halt("a fault without a status", __FILE__, __LINE__);
}

}  // namespace

int status_of(Code code) {
  switch (code) {
    case Code::MESSAGE_CONTROL_SUM: return 400;  // what the bank sent is at fault, not what is stored here
    case Code::MESSAGE_BALANCE: return 400;
    case Code::MESSAGE_LINE_TWICE: return 400;
    case Code::ROLE_FORBIDDEN: return 403;  // known, and not allowed
    case Code::NOT_GUARDIAN: return 403;
    case Code::ROUTE_METHOD: return 405;
    case Code::HTTP_TIMEOUT: return 408;
    case Code::HTTP_LENGTH_REQUIRED: return 411;
    case Code::PRECONDITION_FAILED: return 412;
    case Code::MESSAGE_TOO_LARGE: return 413;
    case Code::HTTP_BODY_TOO_LARGE: return 413;
    case Code::JSON_TOO_LARGE: return 413;
    case Code::XML_TOO_LARGE: return 413;
    case Code::HTTP_TARGET_TOO_LONG: return 414;
    case Code::HTTP_CONTENT_CODING: return 415;
    case Code::MEDIA_TYPE: return 415;
    case Code::HTTP_EXPECTATION: return 417;
    case Code::HTTP_HOST_UNKNOWN: return 421;
    case Code::IDEMPOTENCY_MISMATCH: return 422;
    case Code::RATE_LIMITED: return 429;
    case Code::HTTP_HEAD_TOO_LARGE: return 431;
    case Code::HTTP_METHOD: return 501;
    case Code::HTTP_TRANSFER_CODING: return 501;
    case Code::HTTP_VERSION: return 505;
    default: return status_of_fault(fault_of(code));
  }
}

Response problem(const Refusal& refusal, std::string_view request_id) {
  const std::string code(name_of(refusal.code));
  Response response;
  response.status = status_of(refusal.code);
  JsonWriter json;
  json.begin_object();
  json.member("type", "/problems/" + code).member("title", sentence_of(refusal.code));
  json.key("status").integer(response.status);
  json.member("detail", refusal.message).member("instance", request_id).member("code", code);
  if (!refusal.place.empty()) json.member("place", refusal.place);
  json.end_object();
  response.body = json.take();
  response.headers.set("content-type", "application/problem+json");
  if (response.status == 503) response.headers.set("retry-after", std::string(kRetryAfterSeconds));
  return response;
}

Response method_refused(std::string_view allowed, std::string_view request_id) {
  Response response = problem(refuse(Code::ROUTE_METHOD, "That path takes " + std::string(allowed) + "."), request_id);
  response.headers.set("allow", std::string(allowed));
  return response;
}

}  // namespace katiwala::api::transport
