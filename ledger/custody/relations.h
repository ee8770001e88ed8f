/// Who stands how to a ward, as her protection file says it.
#pragma once

#include <algorithm>

#include "ledger/custody/records_file.h"

namespace katiwala::custody {

/// By it a guardian ad litem and a court's recorder see her, and are known (R28; docs/decisions/0038). `file`: null where nothing was ever recorded.
inline bool is_related(const Protection* file, RelationKind relation, const PersonId& person) {
  return file != nullptr && std::ranges::any_of(file->relations, [&](const Relation& r) { return r.relation == relation && r.person == person; });
}

}  // namespace katiwala::custody
