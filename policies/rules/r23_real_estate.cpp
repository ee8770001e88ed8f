// R23  A home is bought for her only by a court's order, with the title in her name.  RA 390 s.21; G.R. L-22504; RTJ-00-1589.
//
// Any amount: the purpose alone makes it T2. The order must say that purpose and that the title is hers; one that leaves the purpose open is
// not enough. Judged at asking, execution and release.
#include "policies/rules/authority.h"

namespace katiwala::policies::r23_real_estate {
namespace {

using namespace custody;

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr || asked->purpose != Purpose::real_estate) return silent();
  const CourtOrder* order = order_for(m, *asked, Purpose::real_estate);
  if (order == nullptr) return deny(Code::REAL_ESTATE_ORDER, {fact("missing", asked->court_order ? "order_purpose" : "court_order")});
  if (!order->real_estate_title) return deny(Code::REAL_ESTATE_ORDER, {fact("missing", "real_estate_title")});
  Verdict verdict = allow("title_in_her_name", {fact("order_dated", order->dated)});
  verdict.at_least = Tier::t2;
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r23_real_estate

KATIWALA_RULE(R23, r23_real_estate, {}, judge, hears<RequestDisbursement>())
