#include "api/door/people_page/page.h"

#include "api/transport/page.h"

namespace katiwala::api::door {
namespace {

constexpr std::string_view kDevices = "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), geolocation=(), microphone=(), payment=()";

std::string sources() {
  return "script-src " + transport::source_of(kPeoplePage, "script") + "; style-src " + transport::source_of(kPeoplePage, "style") +
         "; connect-src 'self'; require-trusted-types-for 'script'";
}

}  // namespace

bool asks_for_people_page(const transport::Request& request) {
  return request.target.path == "/" && request.target.query.empty() && (request.method == "GET" || request.method == "HEAD");
}

transport::Response people_page() {
  static const std::string named = sources();
  transport::Response out = transport::page(kPeoplePage, named);
  out.headers.set("cache-control", "public, max-age=3600");
  out.headers.set("permissions-policy", std::string(kDevices));
  return out;
}

}  // namespace katiwala::api::door
