/// What a caller and this door agree upon beside the request itself: the version of the interface, and the language of titles.
///
/// Katiwala-Version is a date. What stands in docs/api.md under a date stays as it is for whoever names that date; without one the newest is meant. Every
/// answer names the version it is written in.
///
/// Accept-Language chooses the language of a problem's `title`, where the catalogue of sentences (policies/words.h) has one for its code; in English
/// otherwise. A translation that nobody has reviewed says so: `title_reviewed` is false. Nothing else of an answer is translated.
#pragma once

#include <functional>

#include "api/transport/http.h"
#include "ledger/base/result.h"

namespace katiwala::api::door {

inline constexpr std::string_view kVersionHeader = "katiwala-version";
inline constexpr std::string_view kVersion = "2026-11-29";

/// VERSION_UNKNOWN for one that there is not.
Status check_version(const transport::Headers& headers);

/// The most wanted of "en", "fil" and "ceb" (RFC 9110 §12.5.4); "en" where none of them is.
std::string_view language_of(std::string_view accept_language);

/// A problem in the caller's language; anything else as it is.
transport::Response in_language(const transport::Headers& headers, transport::Response response);

/// What `inner` answers, asked where the version is one that is spoken: in the caller's language, with the version named.
transport::Response negotiated(const transport::Request& request, const std::function<transport::Response()>& inner);

}  // namespace katiwala::api::door
