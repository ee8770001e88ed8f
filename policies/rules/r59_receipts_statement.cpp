// R59  A court abroad is told what was received under its order, victim by victim, by pseudonym alone.  2259(b)(2)(C), (d)(2)-(3).
//
// The statement is a report drawn from the record (audit/reports), so the rule judges what makes it possible: of each matched credit, every amount
// that goes to a ward goes to an award of that very order and of that ward, and what the order's own part says went to wards is their sum.
// A matching that would make the statement contradict itself is denied. What the printed statement holds (pseudonyms of order and awards, amounts,
// charges, dates; no name, and no ward's pseudonym) is no command, so no verdict: its layout is fixed by the golden documents of
// tests/audit/reports. What was paid to her elsewhere is not known here.
#include <algorithm>

#include "ledger/money/exact.h"
#include "policies/rules/asking.h"

namespace katiwala::policies::r59_receipts_statement {
namespace {

using namespace custody;

bool is_award_of(const State& state, const OrderId& order, const AwardId& award, const Subject& ward) {
  const auto found = state.awards.find(order);
  if (found == state.awards.end()) return false;
  return std::ranges::any_of(found->second, [&](const auto& row) { return row.first == award && subject(row.second) == ward; });
}

Verdict judge(const Matter& m) {
  const auto* match = m.as<MatchCredit>();
  if (match == nullptr) return silent();
  Minor to_wards = 0, told = 0;
  bool stranger = false;
  for_each_planned<AwardCredited>(m, [&](const Subject& about, const AwardCredited& e) {
    stranger = stranger || !is_award_of(m.state, match->order, e.award, about);
    to_wards += e.gross.minor();
  });
  for_each_planned<OrderReceipt>(m, [&](const Subject& about, const OrderReceipt& e) {
    if (about == subject(match->order)) told += wide(e.gross) - wide(e.left);
  });
  if (stranger) return deny(Code::SUBJECT_MISMATCH, {fact("of", "award")});
  return to_wards == told ? silent() : deny(Code::SUM_NOT_PRESERVED, {fact("of", "order")});
}

}  // namespace
}  // namespace katiwala::policies::r59_receipts_statement

KATIWALA_RULE(R59, r59_receipts_statement, {}, judge, hears<MatchCredit>())
