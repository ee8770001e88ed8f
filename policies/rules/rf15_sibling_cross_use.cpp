// RF15  What is owed for one ward is not charged to another: a bill or receipt used or shared by others, without a share of hers.  D;
//       rules.md red flags.
//
// A document that a live request of another ward rests on, or that is registered as shared by wards of the same order and not by this one, is
// not hers. With a registered share she uses it once, and for no more than the share: to ask again, or for a centavo more, would charge her
// with what another bears. What was cancelled or came back used nothing. The denial names no other ward.
#include "policies/rules/documents.h"

namespace katiwala::policies::rf15_sibling_cross_use {
namespace {

using namespace custody;

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  const auto at_hand = document_at_hand(m);
  if (!at_hand) return silent();
  const auto facts = crosses(m, *at_hand);
  if (!facts) return silent();
  Verdict verdict = deny(Code::CROSS_BENEFICIARY, *facts);
  verdict.raised.push_back({watch_of(m.ward->id), *facts, false, at_hand->request, std::nullopt});
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf15_sibling_cross_use

KATIWALA_RULE(RF15, rf15_sibling_cross_use, {}, judge, hears<RequestDisbursement, FileReceipt, ShareVoucher>())
