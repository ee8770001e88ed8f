/// One connection of the server, as a state machine that never waits. Private to the server.
///
/// handshake -> reading -> (waiting ->) writing -> reading ... -> lingering -> gone; a plain one begins with reading. Whoever drives it holds `mutex`.
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <mutex>

#include "api/transport/http_parser.h"
#include "api/transport/service.h"

namespace katiwala::api::transport {

/// Time that never goes back.
std::int64_t monotonic_micros();
std::int64_t monotonic_ms();

class Connection {
 public:
  /// `above`: the cap that was met; such a connection is told 503 and no more.
  Connection(Service& service, Poco::Net::StreamSocket socket, std::string address, std::optional<Cap> above);

  enum class Want { readable, writable, turn, nothing, close };
  /// Goes as far as the socket allows. `turn`: there is more, but others wait too. `nothing`: until somebody's turn is over.
  Want drive(bool peer_has_gone = false);
  /// The deadline has passed: answers 408 where a request was under way, 503 where one waited for its turn, closes otherwise.
  Want expire();
  /// Before it is closed: no more of it is in any line.
  void abandon();
  /// Numbers of connections whose turn it has become by what was done here; they must be driven.
  [[nodiscard]] std::vector<std::uint64_t> take_called() { return std::exchange(called_, {}); }
  /// Nothing of a request is here: in the handshake, or between two requests.
  [[nodiscard]] bool is_idle() const;
  /// Tells the peer that the stream ends in order; before a close.
  void farewell() { stream_->close_notify(); }
  /// The peer's certificate is revoked, by the callback or a list, or no longer in date; or no list of its issuer is in force, where lists are asked for.
  [[nodiscard]] bool is_revoked() const;

  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] const std::string& address() const { return address_; }
  [[nodiscard]] bool counts_for_address() const { return counts_for_address_; }
  /// Read without the mutex by whoever looks for expired ones.
  [[nodiscard]] std::int64_t deadline_ms() const { return deadline_ms_.load(std::memory_order_relaxed); }
  [[nodiscard]] bool expired() const { return monotonic_ms() >= deadline_ms(); }

  std::mutex mutex;
  bool gone = false;         ///< under mutex: taken out of the server
  std::uint64_t number = 0;  ///< in the table; set before anybody drives it

 private:
  enum class State { handshake, reading, waiting, writing, lingering };
  enum class Move { again, readable, writable, nothing, close };

  Move shake_hands();
  Move read_some();
  Move take_turn(bool peer_has_gone);
  Move write_some();
  Move linger();
  void watch_phase();
  void place_long_body();
  Move dispatch(Request request);
  void handle();
  void leave_turn();
  void answer(const Response& response, std::string_view request_id, bool keep_alive, bool head_only);
  /// Of a request that could not be read.
  void refuse_unread(const Refusal& refusal);
  void refuse_request(const Refusal& refusal);
  /// Of a method that is not known (MethodsOf).
  void refuse_method();
  /// Takes the pending request's id, and adds what there is to say of its rate.
  void answer_request(Response response, bool keep_alive);
  void tell_served(const Request* request, const Response& response, std::string_view request_id) const;
  [[nodiscard]] bool may_go_on() const { return pending_.keep_alive && !service_.stopping.load(); }
  void within(std::int64_t span_ms) { deadline_ms_.store(monotonic_ms() + span_ms, std::memory_order_relaxed); }

  Service& service_;
  Poco::Net::StreamSocket socket_;
  int fd_;
  std::string address_;
  std::optional<Cap> above_;
  bool counts_for_address_;
  std::unique_ptr<ByteStream> stream_;
  Peer peer_;
  Tally::Hold held_;  ///< one of the certificate's connections
  RequestParser parser_;
  State state_;
  std::optional<RequestParser::Phase> watched_;  ///< the phase the deadline is for
  std::string in_;
  std::string out_;
  std::size_t sent_ = 0;
  bool keep_alive_ = true;
  int served_in_turn_ = 0;
  Request pending_;  ///< whole, and not answered yet
  std::shared_ptr<const StoredBody> answered_;  ///< whose answer is being sent; it may be as long, and until it is taken the body's place is not another's
  Labels labels_;    ///< of it, where there are observers
  std::optional<Digest> whose_;  ///< turns it is under
  std::int64_t whole_micros_ = 0;
  std::optional<Admission> admission_;
  std::vector<std::uint64_t> called_;
  std::atomic<std::int64_t> deadline_ms_;
};

}  // namespace katiwala::api::transport
