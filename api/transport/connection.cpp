#include "api/transport/connection.h"

#include <sys/socket.h>

#include <cerrno>
#include <chrono>

#include "api/transport/plain_stream.h"
#include "api/transport/problem.h"
#include "api/transport/told.h"

namespace katiwala::api::transport {
namespace {

// After so many requests on one connection a worker looks at the others.
constexpr int kRequestsPerTurn = 32;

std::unique_ptr<ByteStream> stream_over(const Service& service, int fd) {
  if (service.tls) return std::make_unique<TlsStream>(service.tls, fd);
  return std::make_unique<PlainStream>(fd);
}

}  // namespace

std::int64_t monotonic_micros() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::int64_t monotonic_ms() { return monotonic_micros() / 1'000; }

Connection::Connection(Service& service, Poco::Net::StreamSocket socket, std::string address, std::optional<Cap> above)
    : service_(service),
      socket_(std::move(socket)),
      fd_(socket_.impl()->sockfd()),
      address_(std::move(address)),
      above_(above),
      counts_for_address_(!above),
      stream_(stream_over(service, fd_)),
      parser_(service.options.limits),
      state_(service.tls ? State::handshake : State::reading),
      deadline_ms_(monotonic_ms() + service.options.deadlines.handshake_ms) {
  if (service.tls) return;
  // What is waited for first is a request, and for no longer than a handshake would be.
  peer_.address = address_;
  watched_ = RequestParser::Phase::between;
}

Connection::Want Connection::drive(bool peer_has_gone) {
  served_in_turn_ = 0;
  while (true) {
    Move move = Move::close;
    switch (state_) {
      case State::handshake: move = shake_hands(); break;
      case State::reading: move = read_some(); break;
      case State::waiting: move = take_turn(peer_has_gone); break;
      case State::writing: move = write_some(); break;
      case State::lingering: move = linger(); break;
    }
    switch (move) {
      case Move::readable: return Want::readable;
      case Move::writable: return Want::writable;
      case Move::nothing: return Want::nothing;
      case Move::close: return Want::close;
      case Move::again: break;
    }
    if (expired()) {
      const Want want = expire();
      if (want == Want::close) return want;
    }
    // Whoever was called must not wait until this one has nothing more to do.
    if (served_in_turn_ >= kRequestsPerTurn || !called_.empty()) return Want::turn;
  }
}

Connection::Want Connection::expire() {
  switch (state_) {
    case State::handshake: service_.tell(&Observer::was_late, Late::handshake); return Want::close;
    case State::writing: service_.tell(&Observer::was_late, Late::answer); return Want::close;
    case State::lingering: return Want::close;
    case State::waiting:
      // It may have been given its turn meanwhile: then there is something better to say.
      if (!service_.turns.give_up(*whose_, number)) return Want::turn;
      service_.tell(&Observer::in_line, -1);
      service_.tell(&Observer::turned_away, Cap::requests_of_certificate);
      refuse_request(refuse(Code::HTTP_BUSY, "Too many requests in the same name are waiting for an answer."));
      return Want::writable;
    case State::reading: break;
  }
  if (parser_.phase() == RequestParser::Phase::between) {
    service_.tell(&Observer::was_late, Late::idle);
    farewell();
    return Want::close;
  }
  service_.tell(&Observer::was_late, parser_.phase() == RequestParser::Phase::head ? Late::head : Late::body);
  refuse_unread(refuse(Code::HTTP_TIMEOUT));
  return Want::writable;
}

void Connection::abandon() {
  if (state_ != State::waiting) return;
  service_.tell(&Observer::in_line, -1);
  if (!service_.turns.give_up(*whose_, number)) leave_turn();
}

bool Connection::is_idle() const {
  return state_ == State::handshake || (state_ == State::reading && parser_.phase() == RequestParser::Phase::between);
}


bool Connection::is_revoked() const {
  if (!service_.tls || state_ == State::handshake) return false;
  const ServerOptions& options = service_.options;
  const std::int64_t now = options.wall_micros();
  if (options.is_revoked(peer_.certificate_fingerprint) || now > peer_.certificate.not_after_micros) return true;
  if (!options.revocation_lists) return false;
  return options.revocation_lists->standing_of(peer_.issuer, peer_.certificate.serial_hex, now) != RevocationFile::Standing::good;
}

Connection::Move Connection::shake_hands() {
  switch (stream_->handshake()) {
    case ByteStream::Io::want_read: return Move::readable;
    case ByteStream::Io::want_write: return Move::writable;
    case ByteStream::Io::done: break;
    case ByteStream::Io::failed: service_.tell(&Observer::handshake_refused); return Move::close;
    default: return Move::close;
  }
  peer_ = stream_->peer();
  peer_.address = address_;
  held_ = service_.by_certificate.take(peer_.certificate_fingerprint);
  if (!held_ && !above_) above_ = Cap::connections_of_certificate;
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
    case RequestParser::Phase::between: return within(above_ ? deadlines.head_ms : deadlines.idle_ms);
    case RequestParser::Phase::head: return within(deadlines.head_ms);
    case RequestParser::Phase::body: return within(parser_.in_long_body() ? deadlines.long_body_ms : deadlines.body_ms);
  }
}

Connection::Move Connection::read_some() {
  switch (parser_.step()) {
    case RequestParser::Step::request: return dispatch(parser_.take());
    case RequestParser::Step::refused: refuse_unread(parser_.refusal()); return Move::again;
    case RequestParser::Step::long_body: place_long_body(); return Move::again;
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

void Connection::place_long_body() {
  const auto place = [this]() -> Result<std::unique_ptr<LongBody>> {
    if (above_) return refuse(Code::HTTP_BUSY);
    if (is_revoked()) return refuse(Code::CERTIFICATE_REVOKED);
    return service_.options.long_body(parser_.head(), peer_, parser_.announced());
  };
  auto body = place();
  if (body.ok()) parser_.keep_in(std::move(*body));
  else parser_.decline(body.refusal());
}

Connection::Move Connection::dispatch(Request request) {
  whole_micros_ = monotonic_micros();
  const std::string* given = request.headers.find("request-id");
  request.id = given != nullptr && is_request_id(*given) ? *given : service_.options.new_request_id();
  pending_ = std::move(request);
  admission_.reset();
  if (!service_.options.observers.empty()) labels_ = service_.options.labels(pending_, peer_);
  if (above_) {
    service_.tell(&Observer::turned_away, *above_);
    refuse_request(refuse(Code::HTTP_BUSY));
    return Move::again;
  }
  if (is_revoked()) {
    refuse_request(refuse(Code::CERTIFICATE_REVOKED));
    return Move::again;
  }
  whose_ = service_.whose(pending_, peer_);
  if (service_.rate && whose_ && *whose_ != Digest{}) {
    admission_ = service_.rate->take(*whose_);
    if (!admission_->admitted) {
      service_.tell(&Observer::turned_away, Cap::rate_of_certificate);
      ++served_in_turn_;
      answer_request(problem(refuse(Code::RATE_LIMITED, "More requests came than the quota is for (RateLimit-Policy)."), pending_.id), may_go_on());
      return Move::again;
    }
  }
  if (!is_known_method(pending_.method)) {
    refuse_method();
    return Move::again;
  }
  if (whose_ && !service_.turns.enter(*whose_, number)) {
    service_.tell(&Observer::in_line, 1);
    state_ = State::waiting;
    within(service_.options.deadlines.turn_ms);
    return Move::nothing;
  }
  handle();
  return Move::again;
}

Connection::Move Connection::take_turn(bool peer_has_gone) {
  if (service_.turns.is_in_line(*whose_, number)) return peer_has_gone ? Move::close : Move::nothing;
  service_.tell(&Observer::in_line, -1);
  handle();
  return Move::again;
}

void Connection::leave_turn() {
  if (const auto next = service_.turns.leave(*whose_)) called_.push_back(*next);
}

void Connection::handle() {
  service_.tell(&Observer::handling, pending_.method);
  const auto handled = [&]() noexcept { return service_.handler(pending_, peer_); };
  Response response = handled();
  service_.tell(&Observer::handled, pending_.method);
  if (whose_) leave_turn();
  ++served_in_turn_;
  answer_request(std::move(response), may_go_on());
}

void Connection::refuse_unread(const Refusal& refusal) {
  whole_micros_ = monotonic_micros();
  const std::string id = service_.options.new_request_id();
  const Response response = problem(refusal, id);
  tell_served(nullptr, response, id);
  answer(response, id, false, false);
}

void Connection::refuse_request(const Refusal& refusal) { answer_request(problem(refusal, pending_.id), false); }

void Connection::refuse_method() {
  const MethodsOf& methods_of = service_.options.methods_of;
  const std::string allowed = methods_of ? methods_of(pending_.target) : std::string();
  answer_request(allowed.empty() ? problem(refuse(Code::HTTP_METHOD), pending_.id) : method_refused(allowed, pending_.id), false);
}

void Connection::answer_request(Response response, bool keep_alive) {
  if (admission_) say_rate(response.headers, service_.rate->quota(), *admission_, service_.rate->policy());
  tell_served(&pending_, response, pending_.id);
  answered_ = std::move(pending_.long_body);
  answer(response, pending_.id, keep_alive, pending_.method == "HEAD");
  pending_ = {};
}

void Connection::tell_served(const Request* request, const Response& response, std::string_view request_id) const {
  if (service_.options.observers.empty()) return;
  Served served = told_of(response, request_id);
  served.duration_micros = monotonic_micros() - whole_micros_;
  if (request != nullptr) {
    served.method = is_known_method(request->method) ? request->method : kOtherMethod;
    served.labels = labels_;
    const std::string* trace = request->headers.find("traceparent");
    if (trace != nullptr) served.trace = parse_traceparent(*trace);
  }
  service_.tell(&Observer::served, served);
}

void Connection::answer(const Response& response, std::string_view request_id, bool keep_alive, bool head_only) {
  out_ = serialize(response, {request_id, service_.options.wall_micros(), keep_alive, head_only, service_.tls != nullptr});
  sent_ = 0;
  keep_alive_ = keep_alive;
  state_ = State::writing;
  watched_.reset();
  within(answered_ ? service_.options.deadlines.long_body_ms : service_.options.deadlines.write_ms);
}

Connection::Move Connection::write_some() {
  std::string_view rest = std::string_view(out_).substr(sent_);
  const ByteStream::Io io = stream_->write(rest);
  sent_ = out_.size() - rest.size();
  if (io == ByteStream::Io::want_read) return Move::readable;
  if (io == ByteStream::Io::want_write) return Move::writable;
  if (io != ByteStream::Io::done) return Move::close;
  answered_.reset();
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
