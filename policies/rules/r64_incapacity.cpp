// R64  Of age, but found unable to look after her property, or with a petition about it before a court: nothing is handed over to her, and she
//      is supported by a court's order alone.  Rules 92-97; s.27.
//
// She comes of age as anybody does, and the guardian of her minority is done (R01). While the finding or the petition is in force,
// from its first day until it is ended: paying herself is denied (INCAPACITY_PENDING), any other payment needs a court's order
// (COURT_ORDER_REQUIRED), asked for by an officer or by a guardian appointed to her as an adult (R01). Before she is of age the fact changes
// nothing, nor does it after her death (R61).
#include "policies/rules/incapacity.h"
#include "policies/rules/handover.h"

namespace katiwala::policies::r64_incapacity {
namespace {

using namespace custody;

Verdict judge(const Matter& m) {
  if (m.ward == nullptr || !m.ward->adult || m.ward->died) return silent();
  const auto asked = payment(m);
  if (!asked) return silent();
  const WardFact* open = incapacity(*m.ward, m.today);
  if (open == nullptr) return silent();
  const std::vector<Fact> facts{fact("since", open->since), fact("by", name(open->fact))};
  if (is_release(m, *asked)) return deny(Code::INCAPACITY_PENDING, facts);
  return asked->court_order ? allow("supported_by_order", facts) : deny(Code::COURT_ORDER_REQUIRED, facts);
}

}  // namespace
}  // namespace katiwala::policies::r64_incapacity

KATIWALA_RULE(R64, r64_incapacity, {}, judge, hears<RequestDisbursement>())
