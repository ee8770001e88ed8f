#include "api/transport/server_figures.h"

#include <algorithm>

namespace katiwala::api::transport {
namespace {

using Kind = PrometheusText::Kind;

// Of a request that could not be read nothing is known.
constexpr std::string_view kUnread = "(unread)";

bool writes(std::string_view method) { return method != "GET" && method != "HEAD" && method != "OPTIONS"; }

std::string_view or_unread(std::string_view text) { return text.empty() ? kUnread : text; }

}  // namespace

void ServerFigures::connection_opened() {
  const std::lock_guard lock(mutex_);
  ++counts_.opened;
  ++counts_.open;
}

void ServerFigures::connection_closed() {
  const std::lock_guard lock(mutex_);
  --counts_.open;
}

void ServerFigures::turned_away(Cap cap) {
  const std::lock_guard lock(mutex_);
  ++counts_.caps[static_cast<std::size_t>(cap)];
}

void ServerFigures::was_late(Late late) {
  const std::lock_guard lock(mutex_);
  ++counts_.late[static_cast<std::size_t>(late)];
}

void ServerFigures::handshake_refused() {
  const std::lock_guard lock(mutex_);
  ++counts_.refused;
}

void ServerFigures::in_line(int change) {
  const std::lock_guard lock(mutex_);
  counts_.in_line += change;
}

void ServerFigures::handling(std::string_view method) {
  const std::lock_guard lock(mutex_);
  ++(writes(method) ? counts_.writing : counts_.reading);
}

void ServerFigures::handled(std::string_view method) {
  const std::lock_guard lock(mutex_);
  --(writes(method) ? counts_.writing : counts_.reading);
}

void ServerFigures::served(const Served& served) {
  const auto* const bound = std::ranges::lower_bound(kBoundsMicros, served.duration_micros);
  const std::lock_guard lock(mutex_);
  ++counts_.answers[{std::string(or_unread(served.method)), std::string(or_unread(served.labels.route)), served.status}];
  ++counts_.durations[static_cast<std::size_t>(bound - std::begin(kBoundsMicros))];
  counts_.duration_micros += served.duration_micros;
}

ServerFigures::Counts ServerFigures::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void ServerFigures::write(PrometheusText& out, std::span<const ServerFigures* const> servers) {
  All all;
  for (const ServerFigures* server : servers) all.emplace_back(server->listener_, server->counts());
  write_requests(out, all);
  write_connections(out, all);
}

void ServerFigures::write_requests(PrometheusText& out, const All& all) {
  out.family("katiwala_http_requests_total", Kind::counter, "Requests answered, by the pattern of their route.");
  for (const auto& [listener, counts] : all) {
    for (const auto& [row, count] : counts.answers)
      out.sample({{"listener", listener}, {"method", std::get<0>(row)}, {"route", std::get<1>(row)}, {"status", std::to_string(std::get<2>(row))}}, count);
  }
  out.family("katiwala_http_request_duration_seconds", Kind::histogram, "From a request being whole to its answer being ready.");
  for (const auto& [listener, counts] : all) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < counts.durations.size(); ++i) {
      sum += counts.durations[i];
      const std::string bound = i < std::size(kBoundsMicros) ? seconds_text(kBoundsMicros[i]) : "+Inf";
      out.sample({{"listener", listener}, {"le", bound}}, sum, "_bucket");
    }
    out.sample_micros({{"listener", listener}}, counts.duration_micros, "_sum");
    out.sample({{"listener", listener}}, sum, "_count");
  }
  out.family("katiwala_http_requests_in_hand", Kind::gauge, "Requests that are being answered now.");
  for (const auto& [listener, counts] : all) {
    out.sample({{"listener", listener}, {"kind", "read"}}, counts.reading);
    out.sample({{"listener", listener}, {"kind", "write"}}, counts.writing);
  }
  out.family("katiwala_http_requests_in_line", Kind::gauge, "Requests that wait for their turn, as others of the same certificate are in hand.");
  for (const auto& [listener, counts] : all) out.sample({{"listener", listener}}, counts.in_line);
}

void ServerFigures::write_connections(PrometheusText& out, const All& all) {
  out.family("katiwala_connections_open", Kind::gauge, "Connections that are open now.");
  for (const auto& [listener, counts] : all) out.sample({{"listener", listener}}, counts.open);
  out.family("katiwala_connections_total", Kind::counter, "Connections that were taken in.");
  for (const auto& [listener, counts] : all) out.sample({{"listener", listener}}, counts.opened);
  out.family("katiwala_handshakes_refused_total", Kind::counter, "Handshakes after which nobody was let in.");
  for (const auto& [listener, counts] : all) out.sample({{"listener", listener}}, counts.refused);
  out.family("katiwala_turned_away_total", Kind::counter, "Connections and requests turned away, by the cap they met.");
  for (const auto& [listener, counts] : all)
    for (std::size_t i = 0; i < counts.caps.size(); ++i) out.sample({{"listener", listener}, {"cap", kCapNames[i]}}, counts.caps[i]);
  out.family("katiwala_deadlines_passed_total", Kind::counter, "Peers that were too slow, by what was waited for.");
  for (const auto& [listener, counts] : all)
    for (std::size_t i = 0; i < counts.late.size(); ++i) out.sample({{"listener", listener}, {"deadline", kLateNames[i]}}, counts.late[i]);
}

}  // namespace katiwala::api::transport
