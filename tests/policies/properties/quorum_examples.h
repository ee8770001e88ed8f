/// Every command that others must agree to, in a form that is accepted, and a bank whose people have many keys and roles. All invented.
#pragma once

#include "tests/policies/properties/agreement.h"

namespace katiwala::policies::properties {

// Further keys: officer one's, officer two's, and a key of an officer for persons of other roles.
inline const PrincipalId kOfficerAsCompliance = id<PrincipalId>(0xa1), kOfficerAsWorker = id<PrincipalId>(0xa2), kOfficerAsReleaser = id<PrincipalId>(0xa3),
                         kOfficer2Again = id<PrincipalId>(0xb1), kOfficer2AsCompliance = id<PrincipalId>(0xb2), kOfficer2AsWorker = id<PrincipalId>(0xb3),
                         kComplianceAsOfficer = id<PrincipalId>(0xc1), kComplianceAgain = id<PrincipalId>(0xc2), kWorkerAsOfficer = id<PrincipalId>(0xd1),
                         kGuardianAsOfficer = id<PrincipalId>(0xe1), kGuardianAsReleaser = id<PrincipalId>(0xe2), kReleaserAgain = id<PrincipalId>(0xe7),
                         kAdministratorAsOfficer = id<PrincipalId>(0xf1);
struct FurtherKey {
  PrincipalId key;
  PrincipalId of;  ///< the person's first key
  Role role;
};
const std::vector<FurtherKey>& further_keys();
PrincipalSpec spec_of(const FurtherKey& key);

/// The bank, with money, a ward of age, one without an account, credits that wait, a freeze, a case, a duty with a day.
const Sandbox& the_bank();

struct Example {
  std::string name;
  PrincipalId maker;
  Command command;
};
/// In the bank, on its day.
const std::vector<Example>& examples();

}  // namespace katiwala::policies::properties
