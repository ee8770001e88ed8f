// R58  An award stays open: neither majority nor time closes it while something of it is outstanding.  18 USC 3613(b).
//
// Nothing here denies a receipt: one that is matched after majority is hers, and the rule says so. When an award is recorded the rule sets
// a reminder for the day after the `years`th anniversary of the order; if something is outstanding then, the bank's people are alerted, and
// the award stays open (the defendant's estate is liable still, and the years run from his release where that is later). The books are
// per order and victim; who of the defendants owes what is data of the order, taken as owed jointly, so each share is in the order's
// currency and none is more than the whole.
#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies::r58_award_open {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"years", ParameterType::integer}};

Verdict on_order(const RecordOrder& order) {
  for (const DefendantShare& share : order.defendants) {
    if (share.amount.currency() != order.total.currency()) {
      return deny(Code::CURRENCY_MISMATCH, {fact("total", order.total), fact("defendant", share.amount)});
    }
    if (!share.amount.is_positive()) return deny(Code::AMOUNT_NOT_POSITIVE, {fact("defendant", share.amount)});
    if (share.amount > order.total) return deny(Code::FIELD_INVALID, {fact("total", order.total), fact("defendant", share.amount)});
  }
  return silent();
}

Verdict on_award(const Matter& m, const Award& award) {
  const AwardOrder* order = m.state.order(award.order);
  if (order == nullptr || m.protection == nullptr) return silent();
  for (const Reminder& reminder : m.protection->reminders)
    if (reminder.object == award.id.bytes) return silent();  // set by an attempt that was denied
  const CivilDate anniversary = add_months(order->dated, 12 * std::clamp(bounded(m.rulebook, "R58", "years"), 1, 1000));
  Verdict verdict = allow("award_open_until_paid", {fact("looked_at_again", anniversary + 1)});
  verdict.reminders.push_back({protection_of(m.ward->id), ReminderKind::review, start_of(anniversary + 1), std::nullopt, award.id.bytes});
  return verdict;
}

Verdict on_reminder(const Matter& m, std::uint32_t number) {
  const Reminder* reminder = m.protection == nullptr ? nullptr : find_reminder(m.protection->reminders, number);
  if (reminder == nullptr || reminder->reminder != ReminderKind::review || !reminder->object) return silent();
  const Award* award = find_award(*m.ward, AwardId{*reminder->object});
  if (award == nullptr) return silent();  // another rule's
  const Amount outstanding = m.state.balance(book::AccountKind::outstanding, award->id.bytes, award->amount.currency());
  if (!outstanding.is_positive()) return silent();
  Verdict verdict = allow("award_open", {fact("outstanding", outstanding)});
  verdict.effects.push_back({protection_of(m.ward->id), AlertRaised{"R58", "AWARD_OUTSTANDING"}});
  return verdict;
}

/// The matter is the pool's: the reason names no ward.
Verdict on_receipt(const Matter& m) {
  Verdict verdict;
  for_each_planned<AwardCredited>(m, [&](const Subject& about, const AwardCredited&) {
    const Ward* ward = about.kind == SubjectKind::ward ? m.state.ward(WardId{about.id}) : nullptr;
    if (ward != nullptr && ward->adult) verdict.reason = allow("award_open_after_majority", {}).reason;
  });
  return verdict;
}

Verdict judge(const Matter& m) {
  if (const auto* order = m.as<RecordOrder>()) return on_order(*order);
  if (m.as<MatchCredit>() != nullptr) return on_receipt(m);
  if (m.ward == nullptr) return silent();
  Verdict verdict;
  if (m.as<RecordAward>() != nullptr) {
    for_each_planned<AwardRecorded>(m, [&](const Subject&, const AwardRecorded& e) { verdict = on_award(m, e.award); });
  } else if (m.as<Tick>() != nullptr) {
    for_each_planned<ReminderDue>(m, [&](const Subject& about, const ReminderDue& e) {
      if (about == protection_of(m.ward->id)) verdict = on_reminder(m, e.number);
    });
  }
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r58_award_open

KATIWALA_RULE(R58, r58_award_open, kParameters, judge, hears<RecordOrder, MatchCredit, RecordAward, Tick>())
