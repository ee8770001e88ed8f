/// One connection of the server, as a state machine that never waits. Private to the server.
///
/// handshake -> reading -> writing -> reading ... -> lingering -> gone; a plain one begins with reading. Whoever drives it holds `mutex`.
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <mutex>

#include "api/transport/http_parser.h"
#include "api/transport/server.h"

namespace katiwala::api::transport {

/// What every connection of a server shares.
struct Service {
  ServerOptions options;
  HttpServer::Handler handler;
  std::shared_ptr<const TlsContext> tls;  ///< nullptr: plain
  std::atomic<bool> stopping{false};
};

/// Milliseconds that never go back.
std::int64_t monotonic_ms();

class Connection {
 public:
  Connection(const Service& service, Poco::Net::StreamSocket socket, std::string address, bool above_caps);

  enum class Want { readable, writable, turn, close };
  /// Goes as far as the socket allows. `turn`: there is more, but others wait too.
  Want drive();
  /// The deadline has passed: answers 408 where a request was under way, closes otherwise.
  Want expire();
  /// Between requests, with nothing of the next one here.
  [[nodiscard]] bool is_idle() const;
  /// Tells the peer that the stream ends in order; before a close.
  void farewell() { stream_->close_notify(); }
  /// The peer's certificate is revoked, or no longer in date.
  [[nodiscard]] bool is_revoked() const;

  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] const std::string& address() const { return address_; }
  [[nodiscard]] bool above_caps() const { return above_caps_; }
  /// Read without the mutex by whoever looks for expired ones.
  [[nodiscard]] std::int64_t deadline_ms() const { return deadline_ms_.load(std::memory_order_relaxed); }
  [[nodiscard]] bool expired() const { return monotonic_ms() >= deadline_ms(); }

  std::mutex mutex;
  bool gone = false;  ///< under mutex: taken out of the server

 private:
  enum class State { handshake, reading, writing, lingering };
  enum class Move { again, readable, writable, close };

  Move shake_hands();
  Move read_some();
  Move write_some();
  Move linger();
  void watch_phase();
  void answer(const Response& response, std::string_view request_id, bool keep_alive, bool head_only);
  void dispatch(Request request);
  void refuse_request(const Refusal& refusal, std::string_view request_id);
  void within(std::int64_t span_ms) { deadline_ms_.store(monotonic_ms() + span_ms, std::memory_order_relaxed); }

  const Service& service_;
  Poco::Net::StreamSocket socket_;
  int fd_;
  std::string address_;
  bool above_caps_;
  std::unique_ptr<ByteStream> stream_;
  Peer peer_;
  RequestParser parser_;
  State state_;
  std::optional<RequestParser::Phase> watched_;  ///< the phase the deadline is for
  std::string in_;
  std::string out_;
  std::size_t sent_ = 0;
  bool keep_alive_ = true;
  int served_in_turn_ = 0;
  std::atomic<std::int64_t> deadline_ms_;
};

}  // namespace katiwala::api::transport
