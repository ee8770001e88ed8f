#include "policies/rules/incoming.h"

#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies {

using namespace custody;

std::vector<Incoming> incoming(const Matter& m) {
  std::vector<Incoming> rows;
  for_each_planned<AwardCredited>(m, [&](const Subject& about, const AwardCredited& e) {
    const Ward* ward = m.state.ward(WardId{about.id});
    const Credit* credit = m.state.credit(e.credit);
    KATIWALA_ASSERT(ward != nullptr && credit != nullptr, "a receipt of nobody, or from nowhere");
    const auto same = std::find_if(rows.begin(), rows.end(), [&](const Incoming& r) { return r.ward == ward; });
    if (same == rows.end()) rows.push_back({ward, e.net, credit->booked});
    else same->net += e.net;
  });
  std::erase_if(rows, [](const Incoming& row) { return !row.net.is_positive(); });
  return rows;
}

}  // namespace katiwala::policies
