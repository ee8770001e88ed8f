/// HTTP/1.1 messages as this door knows them, and its bounds.
///
/// Sources: RFC 9110 (semantics), RFC 9112 (message syntax). Where the two leave a choice, the narrower one is taken: a message
/// that two parsers could read in two ways is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/transport/long_body.h"
#include "ledger/base/bytes.h"

namespace katiwala::api::transport {

struct Limits {
  std::size_t max_request_line_bytes = 4'096;  ///< without CR LF; at most max_head_bytes
  std::size_t max_head_bytes = 16'384;         ///< request line, header lines and the empty line, with every CR LF
  std::size_t max_headers = 64;
  std::size_t max_body_bytes = std::size_t{1} << 20;  ///< in memory
  bool long_bodies = false;                    ///< a longer one is not refused by the parser, which asks where it is to go
  /// What Host may say, lower case, without port; empty: anything well formed.
  std::vector<std::string> hosts;
};

/// Fields in the order received: names lower case, values without outer white space. A name stands once: fields that
/// are lists by definition are joined with ", " (RFC 9110 §5.3), any other repetition is refused.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;
  /// nullptr if absent. `name` in lower case.
  [[nodiscard]] const std::string* find(std::string_view name) const;
  [[nodiscard]] const std::vector<Field>& all() const { return fields_; }
  void set(std::string name, std::string value);  ///< replaces
  /// False where the field may stand once only and is there already.
  bool add(std::string name, std::string value);
  bool operator==(const Headers&) const = default;

 private:
  std::vector<Field> fields_;
};

/// An origin-form target, taken apart. "/wards/ab12/statement?as_of=2026-03-02" has the path "/wards/ab12/statement", three
/// segments and one query pair. Segments and pairs are percent-decoded once, UTF-8, without control characters; an empty
/// segment, "." and "..", an encoded "/" and a repeated query name are refused. "+" is a plus sign.
struct Target {
  std::string path;  ///< as sent, without the query
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> query;
  [[nodiscard]] const std::string* parameter(std::string_view name) const;
  bool operator==(const Target&) const = default;
};
/// nullopt unless `text` is such a target.
std::optional<Target> parse_target(std::string_view text);

/// Whether it is one of GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS. No other reaches a handler.
bool is_known_method(std::string_view method);

struct Request {
  std::string method;  ///< where the parser has it from, any token; a handler sees known ones alone
  Target target;
  Headers headers;
  std::string body;
  std::shared_ptr<const StoredBody> long_body{};  ///< in place of `body`, where that is longer than may be held in memory
  bool keep_alive = true;
  std::string id;  ///< set by the server: the caller's Request-Id if well formed, else one of its own
  bool operator==(const Request&) const = default;
};

struct Response {
  int status = 200;
  Headers headers;  ///< without those that serialize() writes
  std::string body;
};

/// The reason phrase of a status; "Status" where it has none here.
std::string_view reason_of(int status);

/// What surrounds a response on the wire.
struct Envelope {
  std::string_view request_id;
  std::int64_t now_micros = 0;  ///< for Date
  bool keep_alive = true;
  bool head_only = false;  ///< answer to HEAD: the length, without the body
  bool over_tls = true;    ///< else no HSTS: a browser ignores it there, and a proxy might not (RFC 6797 §7.2)
};
/// Status line, Content-Length (but with 204 and 304, RFC 9110 §8.6), Date, Request-Id, Connection: close where it ends, and the
/// security headers, unless the response brings its own value: no-store, nosniff, no framing, no referrer, no opener,
/// default-src 'none', HSTS (over TLS). Pre: header names and values of the response hold no control character (asserted).
std::string serialize(const Response& response, const Envelope& envelope);

/// A caller's Request-Id is taken if it is 1 to 64 of A-Z a-z 0-9 . _ -
bool is_request_id(std::string_view text);

/// "Mon, 02 Mar 2026 01:15:00 GMT" (IMF-fixdate, RFC 9110 §5.6.7)
std::string http_date(std::int64_t micros);

}  // namespace katiwala::api::transport
