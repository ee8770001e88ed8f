#include "api/transport/http_parser.h"

#include <algorithm>

#include "api/transport/grammar.h"

namespace katiwala::api::transport {
namespace {

Refusal at_header(Code code, std::string_view name) { return refuse(code, std::string(sentence_of(code)), std::string(name)); }

// uri-host [ ":" port ], with registered names and IPv4 as letters, digits, "-" and "."; IPv6 in brackets.
bool split_host(std::string_view text, std::string& host) {
  std::string_view name = text;
  std::string_view port;
  const auto bracket = text.find(']');
  const auto colon = text.find(':', text.starts_with('[') && bracket != std::string_view::npos ? bracket : 0);
  if (colon != std::string_view::npos) {
    name = text.substr(0, colon);
    port = text.substr(colon + 1);
    if (port.empty() || port.size() > 5 || !std::all_of(port.begin(), port.end(), grammar::is_digit)) return false;
  }
  if (name.starts_with('[')) {
    if (name.size() < 4 || !name.ends_with(']')) return false;
    const std::string_view inner = name.substr(1, name.size() - 2);
    const auto fits = [](char c) { return grammar::is_digit(c) || c == ':' || c == '.' || (grammar::lower(c) >= 'a' && grammar::lower(c) <= 'f'); };
    if (!std::all_of(inner.begin(), inner.end(), fits)) return false;
  } else {
    const auto fits = [](char c) { return grammar::is_digit(c) || grammar::is_alpha(c) || c == '-' || c == '.'; };
    if (name.empty() || name.size() > 253 || !std::all_of(name.begin(), name.end(), fits)) return false;
  }
  host = grammar::lower(name);
  return true;
}

bool has_body_by_method(std::string_view method) { return method == "POST" || method == "PUT" || method == "PATCH"; }

}  // namespace

Refusal body_too_large(std::size_t most) {
  if (most == 0) return at_header(Code::HTTP_BODY_TOO_LARGE, "content-length");
  return refuse(Code::HTTP_BODY_TOO_LARGE, "At most " + std::to_string(most) + " bytes are accepted here; what is longer is sent in parts.", "content-length");
}

RequestParser::RequestParser(const Limits& limits) : limits_(limits) {
  KATIWALA_ASSERT(limits.max_request_line_bytes <= limits.max_head_bytes, "the request line is part of the head");
}

void RequestParser::feed(std::string_view bytes) {
  if (start_ == buffer_.size()) {
    buffer_.clear();
    start_ = 0;
  } else if (start_ > 65'536) {
    buffer_.erase(0, start_);
    start_ = 0;
  }
  buffer_.append(bytes);
}

RequestParser::Step RequestParser::step() {
  while (true) {
    const State before = state_;
    Step step = Step::need_more;
    switch (state_) {
      case State::request_line: step = request_line(); break;
      case State::headers: step = headers(); break;
      case State::undecided: return Step::long_body;
      case State::body: step = body(); break;
      case State::ready: return Step::request;
      case State::refused: return Step::refused;
    }
    if (step != Step::need_more || state_ == before) return step;
  }
}

Request RequestParser::take() {
  KATIWALA_ASSERT(state_ == State::ready, "take() before a request was whole");
  Request out = std::move(request_);
  request_ = Request();
  headers_ = head_bytes_ = body_bytes_ = taken_bytes_ = 0;
  continue_owed_ = false;
  state_ = State::request_line;
  return out;
}

const Refusal& RequestParser::refusal() const {
  KATIWALA_ASSERT(refusal_.has_value(), "refusal() of a request that was not refused");
  return *refusal_;
}

RequestParser::Phase RequestParser::phase() const {
  switch (state_) {
    case State::request_line: return start_ == buffer_.size() ? Phase::between : Phase::head;
    case State::headers: return Phase::head;
    default: return Phase::body;
  }
}

RequestParser::Step RequestParser::refuse_with(Refusal refusal) {
  refusal_ = std::move(refusal);
  state_ = State::refused;
  long_body_.reset();
  buffer_.clear();
  start_ = 0;
  return Step::refused;
}

std::optional<std::string_view> RequestParser::next_line(std::size_t max_bytes, Code too_long) {
  const std::string_view rest = std::string_view(buffer_).substr(start_);
  const auto lf = rest.find('\n', scanned_);
  const bool ended = lf != std::string_view::npos;
  // The bound is met at the same byte whether the line came whole or in pieces: a CR that may yet be part of CR LF is not counted.
  const std::size_t content = ended ? lf - (lf > 0 && rest[lf - 1] == '\r' ? 1 : 0) : rest.size() - (rest.ends_with('\r') ? 1 : 0);
  if (content > max_bytes) {
    refuse_with(refuse(too_long));
    return std::nullopt;
  }
  if (!ended) {
#ifdef KATIWALA_SABOTAGE_line_end_torn
    // BROKEN on purpose: a line end whose LF is in the next piece is taken for a bare CR.
    if (rest.ends_with('\r')) refuse_with(refuse(Code::HTTP_LINE_ENDING));
#endif
    scanned_ = rest.size();
    return std::nullopt;
  }
  scanned_ = 0;
  const std::string_view line = rest.substr(0, content);
  if (content == lf || line.find('\r') != std::string_view::npos) {
    refuse_with(refuse(Code::HTTP_LINE_ENDING));
    return std::nullopt;
  }
  start_ += lf + 1;
  head_bytes_ += lf + 1;
  return line;
}

RequestParser::Step RequestParser::request_line() {
  const auto line = next_line(limits_.max_request_line_bytes, Code::HTTP_TARGET_TOO_LONG);
  if (!line) return refusal_ ? Step::refused : Step::need_more;
  const Status begun = begin_request(*line);
  if (!begun.ok()) return refuse_with(begun.refusal());
  state_ = State::headers;
  return Step::need_more;
}

Status RequestParser::begin_request(std::string_view line) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return refuse(Code::HTTP_REQUEST_LINE);
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!grammar::is_token(method) || target.empty() || target.find(' ') != std::string_view::npos) return refuse(Code::HTTP_REQUEST_LINE);
  const bool http = version.size() == 8 && version.starts_with("HTTP/") && grammar::is_digit(version[5]) && version[6] == '.' &&
                    grammar::is_digit(version[7]);
  if (!http) return refuse(Code::HTTP_REQUEST_LINE);
  if (version != "HTTP/1.1") return refuse(Code::HTTP_VERSION);
  auto parsed = parse_target(target);
  // CONNECT's authority is no target of ours either.
  if (!parsed) return refuse(is_known_method(method) ? Code::HTTP_TARGET : Code::HTTP_METHOD);
  request_.method = std::string(method);
  request_.target = std::move(*parsed);
  return good();
}

RequestParser::Step RequestParser::headers() {
  while (true) {
    // Every later line still needs room for its own CR LF within the head.
    const std::size_t left = limits_.max_head_bytes - std::min(limits_.max_head_bytes, head_bytes_ + 2);
    const auto line = next_line(left, Code::HTTP_HEAD_TOO_LARGE);
    if (!line) return refusal_ ? Step::refused : Step::need_more;
    if (head_bytes_ > limits_.max_head_bytes) return refuse_with(refuse(Code::HTTP_HEAD_TOO_LARGE));
    const Status status = line->empty() ? finish_head() : add_header(*line);
    if (!status.ok()) return refuse_with(status.refusal());
    if (line->empty()) break;
  }
  if (body_bytes_ <= limits_.max_body_bytes) return begin_body();
  state_ = State::undecided;
  return Step::long_body;
}

RequestParser::Step RequestParser::begin_body() {
  state_ = State::body;
  if (!continue_owed_) return Step::need_more;
  continue_owed_ = false;
  return Step::want_continue;
}

const Request& RequestParser::head() const {
  KATIWALA_ASSERT(state_ == State::undecided, "the head of a request whose body is not asked about");
  return request_;
}

std::size_t RequestParser::announced() const {
  KATIWALA_ASSERT(state_ == State::undecided, "the length of a body that is not asked about");
  return body_bytes_;
}

void RequestParser::keep_in(std::unique_ptr<LongBody> body) {
  KATIWALA_ASSERT(state_ == State::undecided && body != nullptr, "a place for a body that needs none");
  long_body_ = std::move(body);
  state_ = State::body;
}

void RequestParser::decline(Refusal refusal) {
  KATIWALA_ASSERT(state_ == State::undecided, "a body declined that was not asked about");
  refuse_with(std::move(refusal));
}

Status RequestParser::add_header(std::string_view line) {
  if (++headers_ > limits_.max_headers) return refuse(Code::HTTP_HEAD_TOO_LARGE);
  KATIWALA_TRY(auto field, grammar::header_line(line));
  std::string name = field.first;
  if (!request_.headers.add(std::move(field.first), std::move(field.second))) {
    if (name == "host") return at_header(Code::HTTP_HOST, name);
    if (name == "content-length" || name == "transfer-encoding") return at_header(Code::HTTP_FRAMING, name);
    return at_header(Code::HTTP_HEADER_DUPLICATE, name);
  }
  return good();
}

Status RequestParser::finish_head() {
  KATIWALA_CHECK(check_host());
  KATIWALA_CHECK(check_framing());
  return check_connection();
}

Status RequestParser::check_host() const {
  const std::string* host = request_.headers.find("host");
  std::string name;
  if (host == nullptr || !split_host(*host, name)) return at_header(Code::HTTP_HOST, "host");
  if (!limits_.hosts.empty() && std::find(limits_.hosts.begin(), limits_.hosts.end(), name) == limits_.hosts.end())
    return at_header(Code::HTTP_HOST_UNKNOWN, "host");
  return good();
}

Status RequestParser::check_framing() {
  const std::string* length = request_.headers.find("content-length");
  const std::string* coding = request_.headers.find("transfer-encoding");
  if (coding != nullptr) {
    if (length != nullptr) return at_header(Code::HTTP_FRAMING, "transfer-encoding");
    // A client that only ever chunks is told what to do; anything else is not implemented.
    return at_header(grammar::lower(*coding) == "chunked" ? Code::HTTP_LENGTH_REQUIRED : Code::HTTP_TRANSFER_CODING, "transfer-encoding");
  }
  if (length == nullptr) {
    if (has_body_by_method(request_.method)) return at_header(Code::HTTP_LENGTH_REQUIRED, "content-length");
    return good();
  }
  const auto bytes = grammar::content_length(*length);
  if (!bytes) return at_header(Code::HTTP_FRAMING, "content-length");
  if (*bytes > 0 && (request_.method == "GET" || request_.method == "HEAD")) return at_header(Code::HTTP_FRAMING, "content-length");
  if (*bytes > limits_.max_body_bytes && !limits_.long_bodies) return body_too_large(limits_.max_body_bytes);
  body_bytes_ = static_cast<std::size_t>(*bytes);
  const std::string* content_coding = request_.headers.find("content-encoding");
  if (content_coding != nullptr && grammar::lower(*content_coding) != "identity")
    return at_header(Code::HTTP_CONTENT_CODING, "content-encoding");
  return good();
}

Status RequestParser::check_connection() {
  if (const std::string* connection = request_.headers.find("connection")) {
    const std::string value = grammar::lower(*connection);
    // Naming other fields here makes intermediaries drop them; only the two plain values are taken.
    if (value != "close" && value != "keep-alive") return at_header(Code::HTTP_HEADER, "connection");
    request_.keep_alive = value == "keep-alive";
  }
  if (const std::string* expect = request_.headers.find("expect")) {
    if (grammar::lower(*expect) != "100-continue") return at_header(Code::HTTP_EXPECTATION, "expect");
    continue_owed_ = body_bytes_ > 0;
  }
  return good();
}

RequestParser::Step RequestParser::body() {
  if (continue_owed_) return begin_body();
  const std::size_t wanted = body_bytes_ - taken_bytes_;
  const std::size_t here = std::min(wanted, buffer_.size() - start_);
  const std::string_view bytes = std::string_view(buffer_).substr(start_, here);
  if (long_body_ != nullptr) {
    if (const Status kept = long_body_->take(bytes); !kept.ok()) return refuse_with(kept.refusal());
  } else {
    request_.body.append(bytes);
  }
  start_ += here;
  taken_bytes_ += here;
  if (here < wanted) return Step::need_more;
  if (long_body_ != nullptr) {
    auto whole = std::exchange(long_body_, nullptr)->finish();
    if (!whole.ok()) return refuse_with(whole.refusal());
    request_.long_body = std::move(*whole);
  }
  state_ = State::ready;
  return Step::request;
}

}  // namespace katiwala::api::transport
