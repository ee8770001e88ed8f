/// What the program's own pages are sent with, whichever listener serves them.
///
/// A page's script and style stand within it, and its policy (CSP Level 3) names both by their hashes: nothing else runs or is loaded, from wherever it comes. Where a
/// browser had to stop something it sends a report to kPolicyReports. That is answered, and counted as every request is; its body is read by nobody and kept nowhere, as it
/// would say where a person was and what her browser has in it.
#pragma once

#include "api/transport/http.h"

namespace katiwala::api::transport {

inline constexpr std::string_view kPolicyReports = "/policy-report";

/// "'sha256-...'", the source (CSP Level 3 §2.3.1) of what stands in the page's first element of that name. Pre: there is one (asserted).
std::string source_of(std::string_view html, std::string_view element);

/// 200 with `html`; `sources` begins the policy's second directive: "style-src 'sha256-...'; connect-src 'self'". Bounds that no page needs to pass are added.
Response page(std::string_view html, std::string_view sources);

/// 204 to a report of a browser (POST to kPolicyReports).
Response policy_report_taken();

}  // namespace katiwala::api::transport
