/// The door of people without a certificate: they sign in with a passkey and ask what their role lets them, through the same routes.
///
///   GET  /                              the page that does all of this on a phone (people_page/page.h)
///   GET  /v1/session-challenge          {challenge, nonce, ledger, relying_party, seconds}
///   POST /v1/sessions                   {nonce, id, client_data, authenticator_data, signature}: 201 {token, principal, role, seconds, idle_seconds}
///   GET  /v1/sessions                   the caller's own that go on
///   POST /v1/sessions/{id}/closing      {}; 200 with those that are left
///   anything else below /v1             with `Authorization: Bearer TOKEN`
///
/// The challenge is the SHA-256 of canonical_session, whose nonce is good once. There are no cookies: a page keeps the token in its memory, so no other site can
/// make a browser send it. A session has no right of its own: who the passkey's holder is, and whether it counts, is looked up at every request.
#pragma once

#include <optional>

#include "api/transport/http.h"
#include "api/transport/observer.h"

namespace katiwala::api {

class House;

namespace door {

/// Runs on a server's worker, several at a time; may wait for the journal.
transport::Response answer_people(House& house, const transport::Request& request);

/// As methods_of (door.h), with what is people's alone.
std::string methods_of_people(const transport::Target& target);

/// In whose name it is made: the passkey of a session that goes on. Uses no session.
std::optional<Digest> passkey_of(House& house, const transport::Request& request);
/// As labels_of (door.h), with the session's principal. Of who signs in nothing is known yet.
transport::Labels labels_of_people(House& house, const transport::Request& request);

}  // namespace door
}  // namespace katiwala::api
