// R22  Only a written order counts: it is recorded with the hash of its document and its docket, or not at all.  A.M. 884.
//
// An oral order, or one known from a message about it, has neither. A document of zeros is no document. What the court changes of it, it
// changes in writing too: each stay, amendment or vacating has a document of its own; the docket is the order's.
#include "policies/rules/asking.h"

namespace katiwala::policies::r22_written_orders {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"order_document_required", ParameterType::flag}};

Verdict judge(const Matter& m) {
  if (!m.rulebook.flag("R22", "order_document_required")) return silent();
  if (const auto* recorded = m.as<RecordCourtOrder>()) {
    const bool document = recorded->document && *recorded->document != Digest{};
    if (document && recorded->docket) return allow("written_order", {});
    return deny(Code::ORDER_DOCUMENT_MISSING, {fact("missing", document ? "docket" : "document")});
  }
  if (const auto* change = m.as<ChangeCourtOrder>()) {
    if (change->document && *change->document != Digest{}) return allow("written_order", {});
    return deny(Code::ORDER_DOCUMENT_MISSING, {fact("missing", "document")});
  }
  const auto asked = payment(m);
  if (!asked || !asked->court_order || m.ward == nullptr) return silent();
  const CourtOrder* order = find_court_order(*m.ward, *asked->court_order);
  if (order == nullptr || order->document != Digest{}) return silent();  // R20 denies one that is unknown
  return deny(Code::ORDER_DOCUMENT_MISSING, {fact("missing", "document")});
}

}  // namespace
}  // namespace katiwala::policies::r22_written_orders

KATIWALA_RULE(R22, r22_written_orders, kParameters, judge, hears<RecordCourtOrder, ChangeCourtOrder, RequestDisbursement>())
