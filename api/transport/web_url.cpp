#include <algorithm>
#include <charconv>

#include "api/transport/grammar.h"
#include "api/transport/http.h"
#include "api/transport/web_client.h"

namespace katiwala::api::transport {
namespace {

constexpr std::size_t kMaxUrlBytes = 2'048;
constexpr std::uint16_t kHttpPort = 80, kHttpsPort = 443, kFirstOpenPort = 1024;

Refusal no_url(std::string message) { return refuse(Code::HTTP_TARGET, std::move(message)); }

bool is_dns_name(std::string_view name) {
  const auto fits = [](char c) { return grammar::is_digit(c) || grammar::is_alpha(c) || c == '-' || c == '.'; };
  return !name.empty() && name.size() <= 253 && std::ranges::all_of(name, fits) && !name.starts_with('-') && !name.starts_with('.') &&
         name.find("..") == std::string_view::npos;
}

bool is_v6(std::string_view text) {
  const auto fits = [](char c) { return grammar::is_digit(c) || c == ':' || c == '.' || (grammar::lower(c) >= 'a' && grammar::lower(c) <= 'f'); };
  return text.size() >= 2 && text.find(':') != std::string_view::npos && std::ranges::all_of(text, fits);
}

Result<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool plain = !text.empty() && error == std::errc() && end == text.data() + text.size() && text.front() != '0';
  if (!plain) return no_url("The port of the URL is not a plain number from 1 to 65535.");
  if (port < kFirstOpenPort && port != kHttpPort && port != kHttpsPort) return no_url("The port of the URL belongs to another protocol.");
  return port;
}

Status split_authority(std::string_view authority, WebUrl& url) {
  if (authority.find('@') != std::string_view::npos) return no_url("The URL carries credentials; take them out.");
  std::string_view host = authority;
  std::string_view port;
  const bool bracketed = authority.starts_with('[');
  const auto bracket = authority.find(']');
  if (bracketed && bracket == std::string_view::npos) return no_url("The host of the URL is no DNS name or IP address.");
  const auto colon = authority.find(':', bracketed ? bracket : 0);
  if (colon != std::string_view::npos) {
    host = authority.substr(0, colon);
    port = authority.substr(colon + 1);
    KATIWALA_TRY(url.port, parse_port(port));
  }
  if (bracketed && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
    if (!is_v6(host)) return no_url("The host of the URL is no DNS name or IP address.");
  } else if (!is_dns_name(host)) {
    return no_url("The host of the URL is no DNS name or IP address.");
  }
  url.host = grammar::lower(host);
  return good();
}

}  // namespace

std::string WebUrl::host_header() const {
  const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == (is_tls ? kHttpsPort : kHttpPort) ? name : name + ":" + std::to_string(port);
}

Result<WebUrl> parse_web_url(std::string_view text) {
  if (text.size() > kMaxUrlBytes) return no_url("The URL is longer than accepted.");
  WebUrl url;
  url.is_tls = text.starts_with("https://");
  if (!url.is_tls && !text.starts_with("http://")) return no_url("The URL does not begin with http:// or https://.");
  text.remove_prefix(url.is_tls ? 8 : 7);
  url.port = url.is_tls ? kHttpsPort : kHttpPort;
  const auto end = text.find_first_of("/?#");
  KATIWALA_CHECK(split_authority(text.substr(0, end), url));
  if (end != std::string_view::npos) url.target = std::string(text.substr(end));
  if (url.target.find('#') != std::string::npos) return no_url("The URL carries a fragment, which no server is ever sent.");
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  if (!parse_target(url.target)) return no_url("The path of the URL is not clean.");
  return url;
}

}  // namespace katiwala::api::transport
