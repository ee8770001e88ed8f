#include "api/transport/page.h"

#include "ledger/base/assert.h"
#include "ledger/crypto/digest.h"

namespace katiwala::api::transport {

std::string source_of(std::string_view html, std::string_view element) {
  const std::size_t opening = html.find("<" + std::string(element));
  const std::size_t from = html.find('>', opening) + 1, to = html.find("</" + std::string(element) + ">", from);
  KATIWALA_ASSERT(opening != std::string_view::npos && from != 0 && to != std::string_view::npos, "the page holds its script and its style");
  return "'sha256-" + to_base64(crypto::sha256(view(html.substr(from, to - from)))) + "'";
}

Response page(std::string_view html, std::string_view sources) {
  Response out;
  out.headers.set("content-type", "text/html; charset=utf-8");
  out.headers.set("content-security-policy", "default-src 'none'; " + std::string(sources) + "; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; report-uri " +
                                                 std::string(kPolicyReports));
  out.body = html;
  return out;
}

Response policy_report_taken() {
  Response out;
  out.status = 204;
  return out;
}

}  // namespace katiwala::api::transport
