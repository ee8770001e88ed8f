#include "api/transport/connection.h"

#include <sys/socket.h>

#include <cerrno>
#include <chrono>

#include "api/transport/plain_stream.h"
#include "api/transport/problem.h"

namespace katiwala::api::transport {
namespace {

// After so many requests on one connection a worker looks at the others.
constexpr int kRequestsPerTurn = 32;

std::unique_ptr<ByteStream> stream_over(const Service& service, int fd) {
  if (service.tls) return std::make_unique<TlsStream>(service.tls, fd);
  return std::make_unique<PlainStream>(fd);
}

}  // namespace

std::int64_t monotonic_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Connection::Connection(const Service& service, Poco::Net::StreamSocket socket, std::string address, bool above_caps)
    : service_(service),
      socket_(std::move(socket)),
      fd_(socket_.impl()->sockfd()),
      address_(std::move(address)),
      above_caps_(above_caps),
      stream_(stream_over(service, fd_)),
      parser_(service.options.limits),
      state_(service.tls ? State::handshake : State::reading),
      deadline_ms_(monotonic_ms() + service.options.deadlines.handshake_ms) {
  if (service.tls) return;
  // What is waited for first is a request, and for no longer than a handshake would be.
  peer_.address = address_;
  watched_ = RequestParser::Phase::between;
}

Connection::Want Connection::drive() {
  served_in_turn_ = 0;
  while (true) {
    Move move = Move::close;
    switch (state_) {
      case State::handshake: move = shake_hands(); break;
      case State::reading: move = read_some(); break;
      case State::writing: move = write_some(); break;
      case State::lingering: move = linger(); break;
    }
    switch (move) {
      case Move::readable: return Want::readable;
      case Move::writable: return Want::writable;
      case Move::close: return Want::close;
      case Move::again: break;
    }
    if (expired()) {
      const Want want = expire();
      if (want == Want::close) return want;
    }
    if (served_in_turn_ >= kRequestsPerTurn) return Want::turn;
  }
}

Connection::Want Connection::expire() {
  if (state_ != State::reading) return Want::close;
  if (parser_.phase() == RequestParser::Phase::between) {
    farewell();
    return Want::close;
  }
  refuse_request(refuse(Code::HTTP_TIMEOUT), service_.options.new_request_id());
  return Want::writable;
}

bool Connection::is_idle() const { return state_ == State::reading && parser_.phase() == RequestParser::Phase::between; }

bool Connection::is_revoked() const {
  if (!service_.tls || state_ == State::handshake) return false;
  return service_.options.is_revoked(peer_.certificate_fingerprint) || service_.options.wall_micros() > peer_.certificate.not_after_micros;
}

Connection::Move Connection::shake_hands() {
  switch (stream_->handshake()) {
    case ByteStream::Io::want_read: return Move::readable;
    case ByteStream::Io::want_write: return Move::writable;
    case ByteStream::Io::done: break;
    default: return Move::close;
  }
  peer_ = stream_->peer();
  peer_.address = address_;
  state_ = State::reading;
  watch_phase();
  return Move::again;
}

// A deadline starts when its phase does, and is not moved by what arrives within it.
void Connection::watch_phase() {
  const auto phase = parser_.phase();
  if (watched_ == phase) return;
  watched_ = phase;
  const Deadlines& deadlines = service_.options.deadlines;
  switch (phase) {
    case RequestParser::Phase::between: return within(deadlines.idle_ms);
    case RequestParser::Phase::head: return within(deadlines.head_ms);
    case RequestParser::Phase::body: return within(deadlines.body_ms);
  }
}

Connection::Move Connection::read_some() {
  switch (parser_.step()) {
    case RequestParser::Step::request: dispatch(parser_.take()); return Move::again;
    case RequestParser::Step::refused: refuse_request(parser_.refusal(), service_.options.new_request_id()); return Move::again;
    case RequestParser::Step::want_continue:
      watch_phase();
      out_ = "HTTP/1.1 100 Continue\r\n\r\n";
      sent_ = 0;
      state_ = State::writing;
      return Move::again;
    case RequestParser::Step::need_more: break;
  }
  watch_phase();
  in_.clear();
  switch (stream_->read(in_)) {
    case ByteStream::Io::done: parser_.feed(in_); return Move::again;
    case ByteStream::Io::want_read: return Move::readable;
    case ByteStream::Io::want_write: return Move::writable;
    default: return Move::close;
  }
}

void Connection::dispatch(Request request) {
  const std::string* given = request.headers.find("request-id");
  request.id = given != nullptr && is_request_id(*given) ? *given : service_.options.new_request_id();
  if (above_caps_) return refuse_request(refuse(Code::HTTP_BUSY), request.id);
  if (is_revoked()) return refuse_request(refuse(Code::CERTIFICATE_REVOKED), request.id);
  const auto handled = [&]() noexcept { return service_.handler(request, peer_); };
  const Response response = handled();
  ++served_in_turn_;
  answer(response, request.id, request.keep_alive && !service_.stopping.load(), request.method == "HEAD");
}

void Connection::refuse_request(const Refusal& refusal, std::string_view request_id) {
  answer(problem(refusal, request_id), request_id, false, false);
}

void Connection::answer(const Response& response, std::string_view request_id, bool keep_alive, bool head_only) {
  out_ = serialize(response, {request_id, service_.options.wall_micros(), keep_alive, head_only, service_.tls != nullptr});
  sent_ = 0;
  keep_alive_ = keep_alive;
  state_ = State::writing;
  watched_.reset();
  within(service_.options.deadlines.write_ms);
}

Connection::Move Connection::write_some() {
  std::string_view rest = std::string_view(out_).substr(sent_);
  const ByteStream::Io io = stream_->write(rest);
  sent_ = out_.size() - rest.size();
  if (io == ByteStream::Io::want_read) return Move::readable;
  if (io == ByteStream::Io::want_write) return Move::writable;
  if (io != ByteStream::Io::done) return Move::close;
  if (keep_alive_) {
    state_ = State::reading;
    watch_phase();
    return Move::again;
  }
  // Closing with unread bytes would send a reset, and the peer might lose the answer: end our half, and read until it ends its own.
  stream_->close_notify();
  ::shutdown(fd_, SHUT_WR);
  state_ = State::lingering;
  within(service_.options.deadlines.linger_ms);
  return Move::again;
}

Connection::Move Connection::linger() {
  char ignored[4'096];
  const auto got = ::recv(fd_, ignored, sizeof ignored, 0);
  if (got > 0) return Move::readable;  // one read a turn: what comes is only thrown away
  return got < 0 && (errno == EAGAIN || errno == EINTR) ? Move::readable : Move::close;
}

}  // namespace katiwala::api::transport
