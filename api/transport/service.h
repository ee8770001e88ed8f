/// What every connection of a server shares. Private to the server.
#pragma once

#include <atomic>

#include "api/transport/server.h"
#include "api/transport/tally.h"
#include "api/transport/turns.h"

namespace katiwala::api::transport {

struct Service {
  Service(ServerOptions given, HttpServer::Handler answer, std::shared_ptr<const TlsContext> context)
      : options(std::move(given)),
        handler(std::move(answer)),
        tls(std::move(context)),
        by_certificate(options.caps.connections_per_certificate),
        turns(options.caps.requests_per_certificate) {
    if (options.rate) rate.emplace(*options.rate);
  }

  /// Whose turns the request is under; nothing: there are none here. Zeros: all who are unknown.
  [[nodiscard]] std::optional<Digest> whose(const Request& request, const Peer& peer) const {
    if (tls) return peer.certificate_fingerprint;
    if (!options.caller_of) return std::nullopt;
    return options.caller_of(request).value_or(Digest{});
  }

  /// Tells every observer.
  template <class... Given, class... Told>
  void tell(void (Observer::*what)(Given...), const Told&... told) const {
    for (Observer* observer : options.observers) (observer->*what)(told...);
  }

  ServerOptions options;
  HttpServer::Handler handler;
  std::shared_ptr<const TlsContext> tls;  ///< nullptr: plain
  std::atomic<bool> stopping{false};
  Tally by_certificate;  ///< connections
  Turns turns;
  std::optional<RateLimiter> rate;
};

}  // namespace katiwala::api::transport
