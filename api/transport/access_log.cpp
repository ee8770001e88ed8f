#include "api/transport/access_log.h"

#include "api/transport/json.h"
#include "ledger/time/civil.h"

namespace katiwala::api::transport {

std::string log_line(const Served& served, std::int64_t now_micros) {
  JsonWriter out;
  const auto say = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out.member(name, value);
  };
  out.begin_object();
  out.member("time", Instant{now_micros}.utc_text());
  say("method", served.method);
  say("route", served.labels.route);
  out.key("status").integer(served.status);
  if (served.code) out.member("code", name_of(*served.code));
  out.key("duration_us").integer(served.duration_micros);
  say("request", served.request_id);
  if (served.trace) out.member("trace", served.trace->trace_id).member("parent", served.trace->parent_id);
  say("principal", served.labels.principal);
  out.end_object();
  return out.take();
}

std::string log_line_of_refused_handshake(std::int64_t now_micros) {
  JsonWriter out;
  out.begin_object();
  out.member("time", Instant{now_micros}.utc_text()).member("handshake", "refused");
  out.end_object();
  return out.take();
}

std::string log_line_of_revocation_lists(const Refusal* fault, std::int64_t now_micros) {
  JsonWriter out;
  out.begin_object();
  out.member("time", Instant{now_micros}.utc_text()).member("revocation_lists", fault == nullptr ? "taken" : "refused");
  if (fault != nullptr) out.member("code", name_of(fault->code)).member("message", fault->message).member("place", fault->place);
  out.end_object();
  return out.take();
}

}  // namespace katiwala::api::transport
