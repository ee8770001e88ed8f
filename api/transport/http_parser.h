/// A strict, incremental parser of HTTP/1.1 requests: bytes in; a request, a refusal, or "more" out.
///
/// It does no I/O of its own and the outcome does not depend on how the bytes were cut. Lines end in CR LF and nothing else. Exactly one
/// Host. A body has exactly one Content-Length of plain digits; Transfer-Encoding is refused, beside Content-Length as an
/// attempt at smuggling. GET and HEAD have no body; POST, PUT and PATCH must say its length. Origin-form targets only. A method is any
/// token: what an unknown one is answered hangs on its target, and it never reaches a handler (server.h, MethodsOf). Requests may be
/// pipelined and come out in order. Where a body goes that is longer than may be held in memory is for whoever drives it to say. After a refusal the connection can not be used: where one request ends is unknown.
#pragma once

#include <optional>

#include "api/transport/http.h"
#include "ledger/base/result.h"

namespace katiwala::api::transport {

/// What a body above `most` bytes is answered.
Refusal body_too_large(std::size_t most);

class RequestParser {
 public:
  /// `limits` must outlive this. Pre: max_request_line_bytes <= max_head_bytes.
  explicit RequestParser(const Limits& limits);

  enum class Step {
    need_more,      ///< feed()
    long_body,      ///< keep_in() or decline(), then step() again; only where the limits have long_bodies
    want_continue,  ///< send "100 Continue", then step() again; told once a request
    request,        ///< take()
    refused,        ///< refusal(); for ever
  };
  void feed(std::string_view bytes);
  Step step();

  /// Pre: the last step() said request.
  Request take();
  /// Pre for all four: the last step() said long_body. What has a head and no body yet; the bytes that it announces; where they go; that they go nowhere.
  [[nodiscard]] const Request& head() const;
  [[nodiscard]] std::size_t announced() const;
  void keep_in(std::unique_ptr<LongBody> body);
  void decline(Refusal refusal);

  /// Pre: the last step() said refused. HTTP_*; place is the header's name where there is one.
  [[nodiscard]] const Refusal& refusal() const;

  /// Where in a request the bytes seen so far end: before its first byte, in its head, or in its body.
  enum class Phase { between, head, body };
  [[nodiscard]] Phase phase() const;
  /// A body is under way that is not held in memory.
  [[nodiscard]] bool in_long_body() const { return long_body_ != nullptr; }

 private:
  enum class State { request_line, headers, undecided, body, ready, refused };

  Step refuse_with(Refusal refusal);
  /// The next line without CR LF; nullopt if it has not ended. Moves past it.
  std::optional<std::string_view> next_line(std::size_t max_bytes, Code too_long);
  Step request_line();
  Step headers();
  Step begin_body();
  Step body();
  Status begin_request(std::string_view line);
  Status add_header(std::string_view line);
  Status finish_head();
  Status check_host() const;
  Status check_framing();
  Status check_connection();

  const Limits& limits_;
  std::string buffer_;
  std::size_t start_ = 0;       ///< of what is not yet consumed in buffer_
  std::size_t scanned_ = 0;     ///< bytes after start_ known to hold no LF
  std::size_t head_bytes_ = 0;  ///< consumed for this request's head
  State state_ = State::request_line;
  Request request_;
  std::size_t headers_ = 0;
  std::size_t body_bytes_ = 0;  ///< announced
  std::size_t taken_bytes_ = 0;  ///< of them
  std::unique_ptr<LongBody> long_body_;
  bool continue_owed_ = false;
  std::optional<Refusal> refusal_;
};

}  // namespace katiwala::api::transport
