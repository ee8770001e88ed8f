/// An older book on its way through the door: noted ward by ward, read back, and proposed with its control totals, for two others to agree to (docs/decisions/0032).
///
/// Everything that is drawn is drawn from the file: asked again, the same file makes the same openings under the same ids and keys, and what went through before
/// is answered and not done twice.
#pragma once

#include <span>

#include "api/migration/older_book.h"
#include "api/transport/client.h"

namespace katiwala::api::migration {

/// One opening: as much of the book as one entry may bring in. What is nobody's, tax and fees go with the first.
struct PlannedOpening {
  custody::OpeningId id;
  std::vector<std::vector<WardRow>> wards;     ///< a ward's rows together, wards ascending
  std::vector<custody::OpeningTotals> totals;  ///< one a currency, ascending by its number
  std::vector<custody::BroughtCredit> unplaced;
};

/// `attempt`: from 1; another one makes other openings of the same file. FIELD_INVALID where a part of the book would bring nothing in a currency that it names.
Result<std::vector<PlannedOpening>> plan_openings(const OlderBook& book, const custody::PoolId& pool, unsigned attempt);

/// What would be posted, a line each, for a person to read.
std::vector<std::string> describe_opening(const PlannedOpening& opening, CivilDate as_of);

struct Proposed {
  custody::OpeningId opening;
  std::int64_t proposal = 0;
};

/// Notes and proposes, in the order of the openings. What the door refuses is refused here with its code, and the row as place; what was noted before that stays
/// noted, and moves nothing. HTTP_*, TLS_REFUSED, ROLE_FORBIDDEN.
Result<std::vector<Proposed>> propose(std::span<const PlannedOpening> openings, const custody::PoolId& pool, CivilDate as_of, const Digest& source,
                                      transport::HttpsClient& door);

}  // namespace katiwala::api::migration
