/// One line of JSON a request, for whoever keeps logs:
///
///     {"time":"2026-03-02T01:15:00.000000Z","method":"GET","route":"/v1/wards/{w}","status":404,"code":"WARD_UNKNOWN","duration_us":412,
///      "request":"9f0c…","trace":"4bf9…","parent":"00f0…","principal":"77aa…"}
///
/// Of a handshake after which nobody was let in it says that, and when: {"time":"2026-03-02T01:15:00.000000Z","handshake":"refused"}
///
/// Of the file of revocation lists, when it has changed: {"time":"…","revocation_lists":"taken"}, or a line a fault, with what to do about it:
///
///     {"time":"…","revocation_lists":"refused","code":"CERTIFICATE_INVALID","message":"It has lapsed (nextUpdate).","place":"list 1 of /O=Bank/CN=Clients"}
///
/// Members that there is nothing to say about are left out. It holds what an Observer is told and so says nothing of anybody: no target, no header, no
/// body, no name, no address. `request` is the caller's own Request-Id where that is well formed: it stands here as it was sent.
#pragma once

#include <functional>

#include "api/transport/observer.h"
#include "api/transport/tls.h"

namespace katiwala::api::transport {

/// Without the line end.
std::string log_line(const Served& served, std::int64_t now_micros);
std::string log_line_of_refused_handshake(std::int64_t now_micros);
/// `fault`: nullptr, as all were taken.
std::string log_line_of_revocation_lists(const Refusal* fault, std::int64_t now_micros);

class AccessLog final : public Observer {
 public:
  /// Takes a whole line with its end. Called from any thread, several at a time.
  using Sink = std::function<void(std::string_view line)>;
  AccessLog(Sink sink, WallClock wall_micros) : sink_(std::move(sink)), wall_micros_(std::move(wall_micros)) {}
  void handshake_refused() override { sink_(log_line_of_refused_handshake(wall_micros_()) + "\n"); }
  void revocation_lists_taken() override { sink_(log_line_of_revocation_lists(nullptr, wall_micros_()) + "\n"); }
  void revocation_list_refused(const Refusal& fault) override { sink_(log_line_of_revocation_lists(&fault, wall_micros_()) + "\n"); }
  void served(const Served& served) override { sink_(log_line(served, wall_micros_()) + "\n"); }

 private:
  Sink sink_;
  WallClock wall_micros_;
};

}  // namespace katiwala::api::transport
