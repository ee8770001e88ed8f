// R72  Every decision names the rulebook it was judged by, and that rulebook is one this ledger adopted; a later one rewrites
//      nothing.  D.
//
// The rulebook in force must be recorded with its whole text, so that anyone can judge again; so must the one under which a
// request or proposal was made, when it is judged at a later stage. Founding the ledger is what records the first.
#include "policies/rules/asking.h"

namespace katiwala::policies::r72_policy_version {
namespace {

using namespace custody;

bool adopted(const Matter& m, const Digest& hash) {
  const auto found = m.state.rulebooks.find(hash);
  return found != m.state.rulebooks.end() && !found->second.text.empty();
}

Verdict judge(const Matter& m) {
  if (m.as<CreateLedger>() != nullptr) return silent();
  if (!adopted(m, m.state.ledger.rulebook)) return deny(Code::RULEBOOK_NOT_ADOPTED, {fact("rulebook", "in force")});
  if (m.stage == Stage::submit) return silent();
  if (m.request != nullptr && !adopted(m, m.request->rulebook)) {
    return deny(Code::RULEBOOK_NOT_ADOPTED, {fact("rulebook", "of the request")});
  }
  const Proposal* proposal = proposal_at_hand(m);
  if (proposal != nullptr && !adopted(m, proposal->rulebook)) {
    return deny(Code::RULEBOOK_NOT_ADOPTED, {fact("rulebook", "of the proposal")});
  }
  return allow("rulebook_adopted", {fact("version", m.rulebook.version())});
}

}  // namespace
}  // namespace katiwala::policies::r72_policy_version

KATIWALA_RULE(R72, r72_policy_version, {}, judge, hears_everything())
