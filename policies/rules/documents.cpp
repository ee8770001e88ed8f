#include "policies/rules/documents.h"

#include <algorithm>

#include "policies/rules/history.h"

namespace katiwala::policies {

using namespace custody;

namespace {

/// Wards who may share a bill with this one, as far as the state can tell without looking at all of them.
std::vector<WardId> companions(const Matter& m, const Digest& document) {
  std::vector<WardId> all;
  for (const Award& award : m.ward->awards) {
    const auto siblings = m.state.awards.find(award.order);
    if (siblings == m.state.awards.end()) continue;
    for (const auto& [id, ward] : siblings->second) all.push_back(ward);
  }
  if (const auto users = m.state.vouchers.find(document); users != m.state.vouchers.end()) {
    for (const RequestId& id : users->second)
      if (const Request* request = m.state.request(id)) all.push_back(request->ward);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::erase(all, m.ward->id);
  return all;
}

/// Both have an award under one order.
bool are_siblings(const Ward& a, const Ward& b) {
  return std::ranges::any_of(a.awards, [&](const Award& one) {
    return std::ranges::any_of(b.awards, [&](const Award& other) { return other.order == one.order; });
  });
}

bool uses(const State& state, const WardId& ward, const Digest& document) {
  const auto users = state.vouchers.find(document);
  return users != state.vouchers.end() && std::ranges::any_of(users->second, [&](const RequestId& id) {
    const Request* request = state.request(id);
    return request != nullptr && request->ward == ward;
  });
}

/// Whether another ward has a share of it, who is of one order with this one or uses the document herself. Asked of every payment with a bill.
bool is_shared_by_others(const Matter& m, const Digest& document) {
  const auto sharers = m.state.shared.find(document);
  return sharers != m.state.shared.end() && std::ranges::any_of(sharers->second, [&](const WardId& id) {
    const Ward* other = id == m.ward->id ? nullptr : m.state.ward(id);
    return other != nullptr && share_of(*other, document) != nullptr && (are_siblings(*m.ward, *other) || uses(m.state, id, document));
  });
}

/// Both requests rest on one bill that is shared: a receipt for it serves both.
bool one_shared_bill(const Matter& m, const RequestId& at_hand, const Request& other) {
  const Request* request = m.state.request(at_hand);
  return request != nullptr && request->voucher && other.voucher == request->voucher && other.ward != request->ward &&
         share_of(*m.ward, *request->voucher) != nullptr;
}

}  // namespace

std::optional<DocumentAtHand> document_at_hand(const Matter& m) {
  if (const auto asked = payment(m)) {
    if (!asked->voucher) return std::nullopt;
    return DocumentAtHand{*asked->voucher, asked->id, asked->payee, asked->amount};
  }
  if (const auto* filed = m.as<FileReceipt>()) return DocumentAtHand{filed->document, filed->request, filed->payee, std::nullopt};
  if (const auto* shared = m.as<ShareVoucher>()) return DocumentAtHand{shared->document, RequestId{}, shared->payee, std::nullopt};
  return std::nullopt;
}

const VoucherShare* share_of(const Ward& ward, const Digest& document) {
  const auto found = std::find_if(ward.shares.begin(), ward.shares.end(), [&](const VoucherShare& s) { return s.document == document; });
  return found == ward.shares.end() ? nullptr : &*found;
}

Uses uses_of(const Matter& m, const DocumentAtHand& at_hand) {
  Uses uses;
  const auto known = m.state.vouchers.find(at_hand.document);
  if (known == m.state.vouchers.end()) return uses;
  for (const RequestId& id : known->second) {
    const Request* other = id == at_hand.request ? nullptr : m.state.request(id);
    if (other == nullptr || !is_live(*other) || one_shared_bill(m, at_hand.request, *other)) continue;
    (other->ward == m.ward->id ? uses.own : uses.others) = true;
    const Ward* user = m.state.ward(other->ward);
    uses.unshared = uses.unshared || user == nullptr || share_of(*user, at_hand.document) == nullptr;
  }
  return uses;
}

SharesOfOthers shares_of_others(const Matter& m, const Digest& document, Amount total) {
  SharesOfOthers found;
  found.sum = zero(total.currency());
  for (const WardId& id : companions(m, document)) {
    const Ward* ward = m.state.ward(id);
    const VoucherShare* share = ward == nullptr ? nullptr : share_of(*ward, document);
    if (share == nullptr) continue;
    if (share->total != total || share->share.currency() != total.currency()) found.one_total = false;
    else found.sum += share->share;
  }
  return found;
}

std::optional<std::vector<Fact>> crosses(const Matter& m, const DocumentAtHand& at_hand) {
  if (m.as<ShareVoucher>() != nullptr) return std::nullopt;  // RF07 looks at how it is registered
  const VoucherShare* share = share_of(*m.ward, at_hand.document);
  const Uses uses = uses_of(m, at_hand);
  if (share == nullptr) {
    if (uses.others) return std::vector<Fact>{fact("document", "used_for_another_ward")};
    if (!at_hand.amount || !is_shared_by_others(m, at_hand.document)) return std::nullopt;
    return std::vector<Fact>{fact("document", "shared_by_other_wards")};
  }
  if (uses.own) return std::vector<Fact>{fact("share", "used"), fact("share_amount", share->share)};
  const bool more = at_hand.amount && at_hand.amount->currency() == share->share.currency() && *at_hand.amount > share->share;
  if (!more) return std::nullopt;
  return std::vector<Fact>{fact("share_amount", share->share), fact("amount", *at_hand.amount)};
}

}  // namespace katiwala::policies
