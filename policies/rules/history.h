/// What was asked for, for a ward, before the payment at hand: for the rules that look for patterns.
#pragma once

#include "policies/rules/asking.h"

namespace katiwala::policies {

/// Her requests made before the one at hand, whose day is in [from, today], in the order they were made; cancelled and returned ones too: `visit`
/// looks at the state. Denied ones are no requests.
template <class Visit>
void for_each_earlier(const Matter& m, const Payment& asked, CivilDate from, Visit visit) {
  if (m.ward == nullptr || asked.day < from) return;  // what was made before it is older still
  const auto hers = m.state.asked.find(m.ward->id);
  if (hers == m.state.asked.end()) return;
  // Days ascend with the entries: only the tail of a long history is looked at.
  const std::vector<custody::RequestId>& all = hers->second;
  std::size_t first = all.size();
  while (first > 0) {
    const custody::Request* request = m.state.request(all[first - 1]);
    if (request != nullptr && request->day < from) break;
    --first;
  }
  for (; first < all.size(); ++first) {
    if (all[first] == asked.id) return;
    const custody::Request* request = m.state.request(all[first]);
    if (request != nullptr && request->day <= m.today) visit(*request);
  }
}

/// Asked for, and neither cancelled nor returned since.
inline bool is_live(const custody::Request& request) {
  return request.state != custody::RequestState::cancelled && request.state != custody::RequestState::returned;
}

}  // namespace katiwala::policies
