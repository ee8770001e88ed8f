/// What became true of credentials. All stand in the ledger's own part.
#pragma once

#include "ledger/custody/commands_keys.h"
#include "ledger/custody/event_fields.h"

namespace katiwala::custody {

struct RelyingPartyAdopted {
  KATIWALA_EVENT(80, "relying_party_adopted");
  RelyingParty party;
  template <class V>
  static void fields(V& v) { v(1, "party", &RelyingPartyAdopted::party); }
};
struct CredentialEnrolled {
  KATIWALA_EVENT(81, "credential_enrolled");
  PrincipalSpec who;
  Instant from;  ///< it counts from here on
  template <class V>
  static void fields(V& v) {
    v(1, "who", &CredentialEnrolled::who);
    v(2, "from", &CredentialEnrolled::from);
  }
};
struct CredentialRemoved {
  KATIWALA_EVENT(82, "credential_removed");
  PrincipalId principal;
  Digest credential{};
  Instant until;  ///< it counts before this, and no more at it
  template <class V>
  static void fields(V& v) {
    v(1, "principal", &CredentialRemoved::principal);
    v(2, "credential", &CredentialRemoved::credential);
    v(3, "until", &CredentialRemoved::until);
  }
};
struct CredentialsKept {
  KATIWALA_EVENT(83, "credentials_kept");
  PrincipalId principal;
  template <class V>
  static void fields(V& v) { v(1, "principal", &CredentialsKept::principal); }
};
/// In every entry that was not denied and that a passkey signed: here and not in the part that was signed, because the counter must
/// be known when that part can not be read any more.
struct CredentialUsed {
  KATIWALA_EVENT(84, "credential_used");
  PrincipalId principal;
  Digest credential{};
  std::uint32_t counter = 0;
  bool backed_up = false;
  template <class V>
  static void fields(V& v) {
    v(1, "principal", &CredentialUsed::principal);
    v(2, "credential", &CredentialUsed::credential);
    v(3, "counter", &CredentialUsed::counter);
    v(4, "backed_up", &CredentialUsed::backed_up);
  }
};

}  // namespace katiwala::custody
