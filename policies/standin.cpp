#include "policies/standin.h"

namespace katiwala::policies {

using namespace custody;

std::optional<Instant> standin_from(const Rulebook* rulebook, Instant asked) {
  constexpr std::int64_t kMost = 3660;
  if (rulebook == nullptr || !rulebook->has("R31", "standin_after_days")) return std::nullopt;
  const std::int64_t days = rulebook->integer("R31", "standin_after_days");
  if (days < 0 || days > kMost) return std::nullopt;
  return start_of(manila_date(asked) + static_cast<int>(days) + 1);
}

bool is_ordered(const Ward& ward, const Request& request, CivilDate day) {
  const CourtOrder* order = request.court_order ? find_court_order(ward, *request.court_order) : nullptr;
  if (order == nullptr || request.tier != Tier::t2) return false;
  const bool stands = order->standing == OrderStanding::in_force || order->standing == OrderStanding::amended;
  return stands && (!order->expires || day <= *order->expires);
}

}  // namespace katiwala::policies
