#include "api/door/people_page/page.h"

#include "ledger/base/assert.h"
#include "ledger/crypto/digest.h"

namespace katiwala::api::door {
namespace {

constexpr std::string_view kDevices = "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), geolocation=(), microphone=(), payment=()";

/// Of what stands in the page's one element of that name, as a source of CSP Level 3 §2.3.1.
std::string source_of(std::string_view element) {
  const std::string opening = "<" + std::string(element) + ">", closing = "</" + std::string(element) + ">";
  const std::size_t from = kPeoplePage.find(opening) + opening.size(), to = kPeoplePage.find(closing);
  KATIWALA_ASSERT(from <= to && to != std::string_view::npos, "the page holds its script and its style");
  return "'sha256-" + to_base64(crypto::sha256(view(kPeoplePage.substr(from, to - from)))) + "'";
}

std::string policy() {
  return "default-src 'none'; script-src " + source_of("script") + "; style-src " + source_of("style") +
         "; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'";
}

}  // namespace

bool asks_for_people_page(const transport::Request& request) {
  return request.target.path == "/" && request.target.query.empty() && (request.method == "GET" || request.method == "HEAD");
}

transport::Response people_page() {
  static const std::string sent_with = policy();
  transport::Response out;
  out.headers.set("content-type", "text/html; charset=utf-8");
  out.headers.set("cache-control", "public, max-age=3600");
  out.headers.set("content-security-policy", sent_with);
  out.headers.set("cross-origin-opener-policy", "same-origin");
  out.headers.set("permissions-policy", std::string(kDevices));
  out.body = kPeoplePage;
  return out;
}

}  // namespace katiwala::api::door
