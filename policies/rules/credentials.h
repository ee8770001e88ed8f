/// What follows where the credentials of a person change, or where one seems to have been copied: duties that R68 opens.
#pragma once

#include "policies/rule.h"

namespace katiwala::policies {

/// Whoever has a part in the affairs of a ward with whom that person has to do is told, before the pause is over: a duty in the part of each such ward,
/// where guardians, social workers and the ward's own people see it; of persons who belong to no ward, or to more than an entry has room for, one in the
/// ledger's part. Of what is carried out, never of what is only proposed.
std::vector<DutyDraft> notices_of_changed_credentials(const Matter& m);

/// The signature was genuine and its passkey's counter did not grow: somebody looks at it, once for as long as nobody has.
std::vector<DutyDraft> review_of_copied_passkey(const Matter& m);

}  // namespace katiwala::policies
