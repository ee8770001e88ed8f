#include "api/transport/http.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "api/transport/grammar.h"
#include "ledger/base/assert.h"
#include "ledger/time/civil.h"

namespace katiwala::api::transport {
namespace {

// Fields defined as comma-separated lists, which a sender may split (RFC 9110 §5.3). Everything else stands once.
constexpr std::string_view kListFields[] = {
    "accept", "accept-charset", "accept-encoding", "accept-language", "cache-control", "forwarded", "if-none-match",
    "pragma", "te", "via", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "warning", "vary", "link", "allow"};

// Sent with every response that does not say otherwise.
constexpr std::pair<std::string_view, std::string_view> kSecurityHeaders[] = {
    {"cache-control", "no-store"},
    {"content-security-policy", "default-src 'none'; frame-ancestors 'none'"},
    {"cross-origin-opener-policy", "same-origin"},
    {"cross-origin-resource-policy", "same-origin"},
    {"referrer-policy", "no-referrer"},
    {"strict-transport-security", "max-age=63072000"},
    {"x-content-type-options", "nosniff"},
    {"x-frame-options", "DENY"},
};

constexpr std::string_view kMethods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

constexpr std::string_view kTlsOnly = "strict-transport-security";

constexpr std::string_view kWritten[] = {"content-length", "connection", "date", "request-id", "transfer-encoding"};

void line(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

bool is_clean(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c != '\x7f'; });
}

}  // namespace

bool is_known_method(std::string_view method) { return std::find(std::begin(kMethods), std::end(kMethods), method) != std::end(kMethods); }

const std::string* Headers::find(std::string_view name) const {
  for (const auto& [key, value] : fields_)
    if (key == name) return &value;
  return nullptr;
}

void Headers::set(std::string name, std::string value) {
  for (auto& [key, old] : fields_) {
    if (key != name) continue;
    old = std::move(value);
    return;
  }
  fields_.emplace_back(std::move(name), std::move(value));
}

bool Headers::add(std::string name, std::string value) {
  for (auto& [key, old] : fields_) {
    if (key != name) continue;
    if (std::find(std::begin(kListFields), std::end(kListFields), name) == std::end(kListFields)) return false;
    old.append(", ").append(value);
    return true;
  }
  fields_.emplace_back(std::move(name), std::move(value));
  return true;
}

std::string_view reason_of(int status) {
  constexpr std::pair<int, std::string_view> kReasons[] = {
      {100, "Continue"}, {200, "OK"}, {201, "Created"}, {202, "Accepted"}, {204, "No Content"}, {303, "See Other"},
      {304, "Not Modified"}, {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"},
      {405, "Method Not Allowed"}, {406, "Not Acceptable"}, {408, "Request Timeout"}, {409, "Conflict"}, {411, "Length Required"},
      {412, "Precondition Failed"}, {413, "Content Too Large"}, {414, "URI Too Long"}, {415, "Unsupported Media Type"},
      {417, "Expectation Failed"}, {421, "Misdirected Request"}, {422, "Unprocessable Content"}, {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"}, {500, "Internal Server Error"}, {501, "Not Implemented"},
      {503, "Service Unavailable"}, {505, "HTTP Version Not Supported"}};
  for (const auto& [code, reason] : kReasons)
    if (code == status) return reason;
  return "Status";
}

std::string http_date(std::int64_t micros) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t kDaySeconds = 86'400;
  const std::int64_t seconds = micros / 1'000'000;
  const CivilDate date(static_cast<std::int32_t>(seconds / kDaySeconds));
  const int of_day = static_cast<int>(seconds % kDaySeconds);
  char text[40];
  std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d GMT", kDays[static_cast<std::size_t>(date.weekday())], date.day(),
                kMonths[date.month() - 1], date.year(), of_day / 3600, of_day / 60 % 60, of_day % 60);
  return text;
}

bool is_request_id(std::string_view text) {
  const auto fits = [](char c) { return grammar::is_alpha(c) || grammar::is_digit(c) || c == '.' || c == '_' || c == '-'; };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

std::string serialize(const Response& response, const Envelope& envelope) {
  std::string out;
  out.reserve(640 + response.body.size());
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(reason_of(response.status)).append("\r\n");
  line(out, "date", http_date(envelope.now_micros));
  line(out, "request-id", envelope.request_id);
  for (const auto& [name, value] : response.headers.all()) {
    KATIWALA_ASSERT(grammar::is_token(name) && is_clean(value), "a response header that would break the response");
    KATIWALA_ASSERT(std::find(std::begin(kWritten), std::end(kWritten), name) == std::end(kWritten), "a header that the server writes");
    line(out, name, value);
  }
  for (const auto& [name, value] : kSecurityHeaders)
    if (response.headers.find(name) == nullptr && (envelope.over_tls || name != kTlsOnly)) line(out, name, value);
  const bool has_body = response.status != 204 && response.status != 304;
  if (has_body) line(out, "content-length", std::to_string(response.body.size()));
  if (!envelope.keep_alive) line(out, "connection", "close");
  out.append("\r\n");
  if (has_body && !envelope.head_only) out.append(response.body);
  return out;
}

}  // namespace katiwala::api::transport
