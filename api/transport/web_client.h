/// One request to a stranger's server, such as a witness: http:// or https://, one connection, one answer, no more.
///
/// No redirects are followed, no coding is undone, no proxy or credential is used; over TLS (1.3) the server must be the one named, by the
/// given authorities or the system's. The deadline is for the whole: finding the address, connecting, asking, and the last byte of the
/// answer. Answers are read as strictly as everywhere here (answer_parser.h), by Content-Length or in
/// chunks (chunks.h), and one that ends with its connection is refused.
///
/// A URL is scheme://host[:port][/path][?query] with the scheme in lower case. Refused as HTTP_TARGET: credentials, fragments, other schemes,
/// hosts that are no DNS name or IP address, and ports that speak something else (below 1024, but for 80 and 443).
#pragma once

#include <functional>
#include <string>

#include "api/transport/http.h"
#include "api/transport/tls.h"

namespace katiwala::api::transport {

struct WebUrl {
  bool is_tls = false;
  std::string host;  ///< lower case; IPv6 without brackets
  std::uint16_t port = 0;
  std::string target;  ///< origin-form, "/" at least
  /// What Host says: without the scheme's own port.
  [[nodiscard]] std::string host_header() const;
  bool operator==(const WebUrl&) const = default;
};
/// HTTP_TARGET; the message never repeats the text, as it may hold a password.
Result<WebUrl> parse_web_url(std::string_view text);

struct WebOptions {
  std::string authorities_pem;  ///< empty: the system's
  std::int64_t deadline_ms = 10'000;
  std::size_t max_answer_bytes = std::size_t{64} << 10;  ///< of its head, and of its body
  WallClock wall_micros;                                 ///< required: for the server's certificate
  Headers headers{};                                     ///< beside those that are written here
  /// Whether a numeric address that the host's name has led to may be connected to; nothing: any. HTTP_UNREACHABLE where none may.
  std::function<bool(const std::string&)> may_reach{};
};

struct WebAnswer {
  int status = 0;
  std::string content_type;  ///< as sent; empty if not said
  std::string body;
};

/// HTTP_TARGET, TLS_SETUP, HTTP_UNREACHABLE, TLS_REFUSED: nothing was asked.
/// HTTP_TIMEOUT, HTTP_CLOSED, HTTP_RESPONSE (too large or in a coding among them): whether the request was carried out is unknown.
/// The place is the host. Any well-formed answer is a value, whatever its status.
Result<WebAnswer> web_get(const std::string& url, const WebOptions& options);
Result<WebAnswer> web_post(const std::string& url, std::string_view content_type, std::string_view body, const WebOptions& options);

}  // namespace katiwala::api::transport
