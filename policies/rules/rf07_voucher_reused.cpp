// RF07  A bill or receipt pays once, and a receipt says what was paid: amount, day and payee, to the centavo.  D; rules.md red flags.
//
// Reused: another live request rests on a document of the same hash, or has it as its receipt. A bill registered as shared is used once by each
// ward, for exactly her share and to the payee it names; a bill that was used without a share can not be made a shared one afterwards, and the
// shares of one bill name one total and do not pass it. A receipt differs by one centavo, is dated after today or more than
// `receipt_before_days` before the request, or names another person than was paid: denied. Each opens a case; the denial itself is told.
// Where the document is another ward's, RF15 speaks.
#include "policies/rules/documents.h"

namespace katiwala::policies::rf07_voucher_reused {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"receipt_before_days", ParameterType::integer}};

Verdict flagged(const Matter& m, const DocumentAtHand& at_hand, Code code, const std::vector<Fact>& facts) {
  Verdict verdict = deny(code, facts);
  const bool used = !at_hand.request.is_zero();
  verdict.raised.push_back({watch_of(m.ward->id), facts, true, used ? std::optional(at_hand.request) : std::nullopt, std::nullopt});
  return verdict;
}

/// One person under two of the ward's records is one payee; a mark in common is not enough here.
bool one_person(const Ward& ward, const PayeeId& a, const PayeeId& b) {
  if (a == b) return true;
  const Payee* first = find_payee(ward, a);
  const Payee* second = find_payee(ward, b);
  return first != nullptr && second != nullptr && first->person == second->person;
}

/// How a payment differs from the share it rests on.
std::optional<std::vector<Fact>> differs(const Ward& ward, const DocumentAtHand& at_hand, const VoucherShare& share) {
  if (at_hand.amount && *at_hand.amount != share.share) {
    return std::vector<Fact>{fact("differs", "amount"), fact("share_amount", share.share), fact("amount", *at_hand.amount)};
  }
  if (at_hand.amount && at_hand.payee && !one_person(ward, *at_hand.payee, share.payee)) return std::vector<Fact>{fact("differs", "payee")};
  return std::nullopt;
}

/// How a receipt differs from what was paid.
std::optional<std::vector<Fact>> differs(const Matter& m, const FileReceipt& filed) {
  const Request* request = m.state.request(filed.request);
  if (request == nullptr) return std::nullopt;  // refused before
  if (filed.amount != request->amount) {
    return std::vector<Fact>{fact("differs", "amount"), fact("receipt", filed.amount), fact("paid", request->amount)};
  }
  const CivilDate earliest = request->day - bounded(m.rulebook, "RF07", "receipt_before_days");
  if (filed.dated > m.today || filed.dated < earliest) {
    return std::vector<Fact>{fact("differs", "date"), fact("dated", filed.dated), fact("earliest", earliest), fact("latest", m.today)};
  }
  if (!one_person(*m.ward, filed.payee, request->payee)) return std::vector<Fact>{fact("differs", "payee")};
  return std::nullopt;
}

Verdict on_sharing(const Matter& m, const ShareVoucher& shared, const DocumentAtHand& at_hand) {
  const Uses uses = uses_of(m, at_hand);
  if (uses.unshared) return flagged(m, at_hand, Code::VOUCHER_REUSED, {fact("document", "used_before_it_was_shared")});
  const SharesOfOthers others = shares_of_others(m, shared.document, shared.total);
  std::vector<Fact> facts{fact("total", shared.total), fact("share_amount", shared.share)};
  if (!others.one_total) return flagged(m, at_hand, Code::RECEIPT_MISMATCH, facts);
  if (shared.share.currency() != shared.total.currency()) return flagged(m, at_hand, Code::RECEIPT_MISMATCH, facts);
  facts.push_back(fact("other_shares", others.sum));
  return others.sum + shared.share > shared.total ? flagged(m, at_hand, Code::RECEIPT_MISMATCH, facts) : silent();
}

Verdict on_use(const Matter& m, const DocumentAtHand& at_hand) {
  const VoucherShare* share = share_of(*m.ward, at_hand.document);
  const Uses uses = uses_of(m, at_hand);
  if (share == nullptr ? uses.own : uses.unshared) return flagged(m, at_hand, Code::VOUCHER_REUSED, {fact("document", "used_before")});
  if (share != nullptr) {
    if (const auto facts = differs(*m.ward, at_hand, *share)) return flagged(m, at_hand, Code::RECEIPT_MISMATCH, *facts);
  }
  if (const auto* filed = m.as<FileReceipt>()) {
    if (const auto facts = differs(m, *filed)) return flagged(m, at_hand, Code::RECEIPT_MISMATCH, *facts);
  }
  return silent();
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  const auto at_hand = document_at_hand(m);
  if (!at_hand) return silent();
  if (const auto* shared = m.as<ShareVoucher>()) return on_sharing(m, *shared, *at_hand);
  Verdict found = on_use(m, *at_hand);
  // Whose the document is costs a look at all who share an order, so it is asked last.
  return found.reason && crosses(m, *at_hand) ? silent() : found;
}

}  // namespace
}  // namespace katiwala::policies::rf07_voucher_reused

KATIWALA_RULE(RF07, rf07_voucher_reused, kParameters, judge, hears<RequestDisbursement, FileReceipt, ShareVoucher>())
