#include "audit/daily/suggestions.h"

#include <algorithm>
#include <cstdlib>

#include "audit/daily/desk.h"

namespace katiwala::audit::daily {
namespace {

using custody::MarkValue;

bool same(const std::optional<MarkValue>& a, const std::optional<MarkValue>& b) { return a && b && *a == *b; }

Amount outstanding_of(const OrderSeen& order, Currency currency) {
  Amount sum = zero(currency);
  for (const AwardOpen& award : order.awards) sum += award.outstanding;
  return sum;
}

/// By a reference in common with something received before: the rank, or nothing.
std::optional<unsigned> by_reference(const CreditSeen& credit, const OrderSeen& order, std::vector<Ground>& grounds) {
  std::optional<unsigned> rank;
  const auto take = [&](unsigned step, std::string_view why, std::optional<MarkValue> PaymentNames::*name) {
    for (const CreditSeen& before : order.receipts) {
      if (!same(credit.names.*name, before.names.*name)) continue;
      grounds.push_back({why, before.credit.hex()});
      rank = std::min(rank.value_or(step), step);
      return;
    }
  };
  take(1, "same_uetr", &PaymentNames::uetr);
  take(2, "same_end_to_end_id", &PaymentNames::end_to_end);
  take(3, "same_servicer_reference", &PaymentNames::servicer);
  return rank;
}

bool by_amount(const CreditSeen& credit, const OrderSeen& order, Amount outstanding, std::vector<Ground>& grounds) {
  if (!credit.gross.is_positive()) return false;
  const std::size_t before = grounds.size();
  if (credit.gross == outstanding) grounds.push_back({"is_all_that_is_outstanding", amount_text(outstanding)});
  for (const AwardOpen& award : order.awards)
    if (order.awards.size() > 1 && credit.gross == award.outstanding) grounds.push_back({"is_what_one_award_has_outstanding", award.award.hex()});
  const auto is_same = [&](const CreditSeen& one) { return one.gross == credit.gross; };
  const auto found = std::find_if(order.receipts.rbegin(), order.receipts.rend(), is_same);
  if (found != order.receipts.rend()) grounds.push_back({"same_amount_as_before", found->booked.text()});
  return grounds.size() > before;
}

/// The day on which the next would come.
bool by_date(const CreditSeen& credit, const OrderSeen& order, std::vector<Ground>& grounds) {
  const std::size_t count = order.receipts.size();
  if (count == 0) return false;
  const CivilDate last = order.receipts[count - 1].booked;
  if (credit.booked <= last) return false;
  CivilDate expected = last;
  if (count > 1) expected = last + (last.days() - order.receipts[count - 2].booked.days());
  else
    for (int months = 1; expected + kScheduleDays < credit.booked; ++months) expected = add_months(last, months);
  if (expected == last || std::abs(credit.booked.days() - expected.days()) > kScheduleDays) return false;
  grounds.push_back({"as_the_receipts_before_come", expected.text()});
  return true;
}

bool by_debtor(const CreditSeen& credit, const OrderSeen& order, std::vector<Ground>& grounds) {
  for (const CreditSeen& before : order.receipts) {
    const auto known = [&](const custody::Mark& mark) { return std::ranges::find(before.names.debtor, mark) != before.names.debtor.end(); };
    if (!std::ranges::any_of(credit.names.debtor, known)) continue;
    grounds.push_back({"same_debtor", before.credit.hex()});
    return true;
  }
  return false;
}

/// Date alone says nothing.
std::optional<unsigned> by_likeness(const CreditSeen& credit, const OrderSeen& order, Amount outstanding, std::vector<Ground>& grounds) {
  const bool amount = by_amount(credit, order, outstanding, grounds);
  const bool debtor = by_debtor(credit, order, grounds);
  if (!amount && !debtor) return std::nullopt;
  const bool date = by_date(credit, order, grounds);
  const unsigned agreeing = (amount ? 1U : 0U) + (debtor ? 1U : 0U) + (date ? 1U : 0U);
  return 7 - agreeing;
}

std::optional<Suggestion> of_order(const CreditSeen& credit, const OrderSeen& order, bool only_one_waiting) {
  const Currency currency = credit.gross.currency();
  const Amount outstanding = outstanding_of(order, currency);
  Suggestion out{order.order, 0, false, {}, outstanding, zero(currency)};
  const auto reference = by_reference(credit, order, out.grounds);
  const auto likeness = by_likeness(credit, order, outstanding, out.grounds);
  // An order that is paid waits for nothing: only a reference leads back to it.
  if (reference) out.rank = *reference;
  else if (likeness && outstanding.is_positive()) out.rank = *likeness;
  else if (only_one_waiting && outstanding.is_positive()) out.rank = 7;
  else return std::nullopt;
  if (out.rank == 7) out.grounds.push_back({"no_other_order_waits_for_this_currency"});
  if (credit.gross > outstanding) {
    out.left = credit.gross - outstanding;
    out.grounds.push_back({"more_than_is_outstanding", amount_text(out.left)});
  }
  return out;
}

std::optional<Suggestion> of_payment(const CreditSeen& credit, const PaymentSeen& payment) {
  Suggestion out{payment.request, 0, false, {}, payment.amount, zero(credit.gross.currency())};
  if (same(credit.names.end_to_end, payment.end_to_end)) {
    out.rank = 2;
    out.grounds.push_back({"end_to_end_id_of_our_payment", payment.request.hex()});
  }
  if (same(credit.names.uetr, payment.uetr)) {
    out.rank = 1;
    out.grounds.push_back({"uetr_of_our_payment", payment.request.hex()});
  }
  if (out.rank == 0) return std::nullopt;
  out.grounds.push_back({credit.gross == payment.amount ? "came_back_whole" : "came_back_in_part", amount_text(credit.gross)});
  return out;
}

void mark_ties(std::vector<Suggestion>& all) {
  for (std::size_t i = 1; i < all.size(); ++i)
    if (all[i].rank == all[i - 1].rank) all[i].tied = all[i - 1].tied = true;
}

}  // namespace

std::vector<Suggestion> suggest(const CreditSeen& credit, std::span<const OrderSeen> orders, std::span<const PaymentSeen> payments) {
  const auto waiting = std::ranges::count_if(orders, [&](const OrderSeen& one) { return outstanding_of(one, credit.gross.currency()).is_positive(); });
  std::vector<Suggestion> out;
  for (const OrderSeen& order : orders)
    if (auto one = of_order(credit, order, waiting == 1)) out.push_back(std::move(*one));
  for (const PaymentSeen& payment : payments)
    if (auto one = of_payment(credit, payment)) out.push_back(std::move(*one));
  std::ranges::sort(out, {}, [](const Suggestion& one) { return std::pair(one.rank, one.target); });
  mark_ties(out);
  return out;
}

}  // namespace katiwala::audit::daily
