/// What a passkey signs in place of the canonical bytes: authenticator data and client data, which name the hash of them (docs/format.md, What is signed).
#pragma once

#include "audit/verify/principals.h"

namespace verify {

/// A signature made with one, as an entry keeps it.
struct Assertion {
  Bytes authenticator_data, client_data;
};

/// That it answers to these canonical bytes, on this site's page, with somebody present and verified, and with a counter that grew. Names what is wrong; the
/// signature itself is not looked at.
void check_assertion(const Assertion& made, const Credential& credential, const Site& site, Bytes statement, const Place& place);
std::uint32_t counter_of(const Assertion& made);
bool backed_up(const Assertion& made);
/// What the authenticator signed.
std::string signed_by_passkey(const Assertion& made);

}  // namespace verify
