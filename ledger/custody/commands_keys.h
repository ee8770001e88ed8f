/// Commands about what people act with: for which site passkeys are made, and how credentials come and go.
///
/// Another person agrees to each change, and it takes effect after a pause (R68 `credential_pause_hours`), in which whoever has a part in her affairs
/// is told and one officer or social worker can stop it. Who holds a person's telephone and nothing else can ask for little and stop nothing:
/// docs/decisions/0030.
#pragma once

#include <vector>

#include "ledger/custody/commands_office.h"

namespace katiwala::custody {

/// Passkeys that were made for another id can not sign from then on; another origin of the same id changes nothing about them.
struct AdoptRelyingParty {
  KATIWALA_COMMAND(57, "adopt_relying_party");
  RelyingParty party;
  template <class V>
  static void fields(V& v) { v(1, "party", &AdoptRelyingParty::party); }
};

/// A further credential of a principal, or a new principal with her first one. For certificates of systems and officers there is
/// EnrolPrincipal, which knows no passkeys and no pause.
struct EnrolCredential {
  KATIWALA_COMMAND(58, "enrol_credential");
  PrincipalSpec who;
  template <class V>
  static void fields(V& v) { v(1, "who", &EnrolCredential::who); }
};

/// Never the last that she can act with.
struct RemoveCredential {
  KATIWALA_COMMAND(59, "remove_credential");
  PrincipalId principal;
  Digest credential{};  ///< fingerprint
  std::string reason;
  template <class V>
  static void fields(V& v) {
    v(1, "principal", &RemoveCredential::principal);
    v(2, "credential", &RemoveCredential::credential);
    v(3, "reason", &RemoveCredential::reason);
  }
};

/// A new credential takes the place of those that are lost or in other hands: they end at the instant it begins. Asked for by somebody who has seen her.
struct RecoverCredential {
  KATIWALA_COMMAND(60, "recover_credential");
  PrincipalId principal;
  Credential credential;
  std::vector<Digest> lost{};  ///< fingerprints, ascending, one at least
  std::string reason;
  template <class V>
  static void fields(V& v) {
    v(1, "principal", &RecoverCredential::principal);
    v(2, "credential", &RecoverCredential::credential);
    v(3, "lost", &RecoverCredential::lost);
    v(4, "reason", &RecoverCredential::reason);
  }
};

/// Stops whatever change of her credentials is in its pause: what was coming never counts, what was going stays.
struct KeepCredentials {
  KATIWALA_COMMAND(61, "keep_credentials");
  PrincipalId principal;
  std::string reason;
  template <class V>
  static void fields(V& v) {
    v(1, "principal", &KeepCredentials::principal);
    v(2, "reason", &KeepCredentials::reason);
  }
};

}  // namespace katiwala::custody
