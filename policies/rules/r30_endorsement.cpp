// R30  From tier T1 on a social worker has endorsed what is paid, and not too long ago.  s.9 spirit; D.
//
// An endorsement is the social worker's approval of the request. The day it was given is excluded, the last of `endorse_valid_days` is
// included: given on 6 July 2026 it is good through 4 October. The one who approves now endorses today. Judged where the last approval
// is given and again at release. Where compliance stands in for a silent social worker under a court's order (R31), the order takes the
// endorsement's place: no class of approver can starve what a court has ordered.
#include "policies/rules/tiers.h"

namespace katiwala::policies::r30_endorsement {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"endorse_valid_days", ParameterType::integer}, {"from_tier", ParameterType::text}};

std::optional<CivilDate> endorsed(const Matter& m) {
  if (m.stage == Stage::execute && m.principal != nullptr && m.principal->role == Role::social_worker) return m.today;
  return m.request == nullptr ? std::nullopt : m.request->endorsed;
}

/// Only at execution is it seen who agreed in which role; what passed there without an endorsement had a stand-in.
bool is_stood_in_for(const Matter& m) {
  if (m.stage == Stage::release) return true;
  if (m.principal != nullptr && m.principal->role == Role::compliance) return true;
  const Proposal* proposal = proposal_at_hand(m);
  if (proposal == nullptr) return false;
  for (const Approval& approval : proposal->approvals)
    if (approval.role == Role::compliance) return true;
  return false;
}

Verdict judge(const Matter& m) {
  if (m.stage == Stage::submit) return silent();
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr) return silent();
  const TierGate gate = from_tier(m, "R30", "from_tier");
  if (gate.denial) return *gate.denial;
  if (!gate.applies) return silent();
  const auto day = endorsed(m);
  if (!day) {
    if (asked->court_order && is_stood_in_for(m)) return allow("order_in_place_of_endorsement", {});
    return deny(Code::APPROVALS_MISSING, {fact("missing", name(Role::social_worker)), fact("tier", name(m.tier))});
  }
  const CivilDate last = *day + bounded(m.rulebook, "R30", "endorse_valid_days");
  std::vector<Fact> facts{fact("endorsed", *day), fact("last_valid_day", last)};
  return m.today <= last ? allow("endorsed", std::move(facts)) : deny(Code::ENDORSEMENT_EXPIRED, std::move(facts));
}

}  // namespace
}  // namespace katiwala::policies::r30_endorsement

KATIWALA_RULE(R30, r30_endorsement, kParameters, judge, hears<RequestDisbursement>())
