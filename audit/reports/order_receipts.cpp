#include "audit/reports/order_receipts.h"

#include <algorithm>

#include "ledger/money/exact.h"

namespace katiwala::audit::reports {

using namespace custody;
using book::AccountKind;

namespace {

Refusal wrong_sum(std::string what, std::string place) { return refuse(Code::SUM_NOT_PRESERVED, std::move(what), std::move(place)); }

Result<AwardStanding> standing_of(const History& history, const Award& award, const WardId& ward) {
  const Currency currency = award.amount.currency();
  Minor before = wide(award.amount), gross = 0, charges = 0, credited = 0;
  for (const AwardLine& line : history.award_lines) {
    if (line.award != award.id) continue;
    if (line.day < history.basis.from) {
      before -= wide(line.gross);
      continue;
    }
    gross += wide(line.gross);
    charges += wide(line.charges);
    credited += wide(line.credited);
  }
  AwardStanding out{award.id, ward, award.amount, {}, {}, {}, {}, history.memory.state.balance(AccountKind::outstanding, award.id.bytes, currency)};
  KATIWALA_TRY(out.outstanding_before, amount_from_wide(currency, before));
  KATIWALA_TRY(out.gross, amount_from_wide(currency, gross));
  KATIWALA_TRY(out.charges, amount_from_wide(currency, charges));
  KATIWALA_TRY(out.credited, amount_from_wide(currency, credited));
  return out;
}

Status collect_awards(const History& history, const AwardOrder& order, const std::optional<WardId>& only, OrderReceipts& out) {
  const State& state = history.memory.state;
  Minor awarded = 0;
  const auto found = state.awards.find(order.id);
  if (found != state.awards.end()) {
    for (const auto& [award_id, ward_id] : found->second) {
      const Ward* ward = state.ward(ward_id);
      const Award* award = ward == nullptr ? nullptr : find_award(*ward, award_id);
      KATIWALA_ASSERT(award != nullptr, "an award its ward does not have");
      awarded += wide(award->amount);
      if (only && ward_id != *only) continue;
      KATIWALA_TRY(AwardStanding standing, standing_of(history, *award, ward_id));
      out.awards.push_back(std::move(standing));
    }
  }
  if (!only && awarded != wide(order.allocated)) {
    return refuse(Code::KEY_MISSING, "A ward of this order was erased; what is left of it is not the whole. Name one ward.", "order " + order.id.hex());
  }
  if (only && out.awards.empty()) return refuse(Code::WARD_UNKNOWN, "The ward has no award under this order.", only->hex());
  return good();
}

}  // namespace

Result<OrderReceipts> order_receipts(const History& history, const OrderId& id, std::optional<WardId> only) {
  const State& state = history.memory.state;
  const AwardOrder* order = state.order(id);
  if (order == nullptr) return refuse(Code::ORDER_UNKNOWN, std::string(sentence_of(Code::ORDER_UNKNOWN)), id.hex());
  const Currency currency = order->total.currency();
  OrderReceipts out;
  out.order = *order;
  out.whole = !only;
  KATIWALA_CHECK(collect_awards(history, *order, only, out));
  Minor matched = 0, gross = 0;
  for (const auto& [credit, amount] : history.matched) matched += wide(amount);
  for (const AwardLine& line : history.award_lines) {
    if (!line.brought) gross += wide(line.gross);
    if (line.day < history.basis.from) continue;
    out.lines.push_back(line);
    const Credit* credit = line.credit ? state.credit(*line.credit) : nullptr;
    if (credit != nullptr) out.credits.emplace(credit->id, *credit);
  }
  KATIWALA_TRY(out.matched, amount_from_wide(currency, matched));
  KATIWALA_TRY(out.gross_of_all_time, amount_from_wide(currency, gross));
  KATIWALA_CHECK(check(out));
  return out;
}

Status check(const OrderReceipts& receipts) {
  std::map<AwardId, Minor> gross;
  for (const AwardLine& line : receipts.lines) {
    if (wide(line.gross) != wide(line.charges) + wide(line.credited)) {
      return wrong_sum("What was paid is not what the banks kept and what was credited.", "entry " + std::to_string(line.entry));
    }
    gross[line.award] += wide(line.gross);
  }
  for (const AwardStanding& award : receipts.awards) {
    const std::string place = "award " + award.award.hex();
    if (gross[award.award] != wide(award.gross) || wide(award.gross) != wide(award.charges) + wide(award.credited)) {
      return wrong_sum("What was paid on an award is not the sum of its lines.", place);
    }
    if (wide(award.outstanding_before) - wide(award.gross) != wide(award.outstanding)) return wrong_sum("What is outstanding is not what was outstanding less what was paid.", place);
  }
  if (receipts.whole && receipts.matched != receipts.gross_of_all_time) {
    return wrong_sum("What the wards received is not what the order says went to them.", "order " + receipts.order.id.hex());
  }
  return good();
}

}  // namespace katiwala::audit::reports
