// R41  Money that is frozen does not leave, whoever agreed to it; each freeze ends when the law says.  C-1215; RA 9160 s.10.
//
// Holds what is carried out or released, conversions and credits that go back with it; it may still be asked for. A freeze without an amount
// holds all; one of an amount only what would leave less than that of its currency, all such freezes of one record together, to the centavo.
// Freezes of the ward and of her pool are judged here; those that only compliance may know of (AMLC, review) are R38's.
// A disputed sum (RA 12010) is held by the bank for five calendar days, the first excluded: set on Monday 1 June it holds through Saturday 6
// June and is gone on the 7th at 00:00; extended to thirty at most, counted from the first day (1 July); longer is a court's. One of the AMLC's
// holds for twenty days or through the last day its order names. The others hold until they are lifted. None lifts another's: who may set and
// who may lift, on what paper, is the table of policies/plan/freezes.cpp.
// While a case is found suspicious the bank's own review holds what no court ordered; it goes with the case.
#include "policies/rules/freezing.h"

#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies::r41_freezes {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"afasa_days", ParameterType::integer},
                                           {"afasa_extended_days", ParameterType::integer},
                                           {"amlc_days", ParameterType::integer}};

Verdict on_leaving(const Matter& m, const std::vector<Leaving>& all) {
  for (const Leaving& what : all) {
    const Freeze* freeze = in_the_way(m.state.freezes(what.from), what, m.today);
    if (freeze == nullptr) continue;
    std::vector<Fact> facts{fact("freeze", name(freeze->freeze_kind)), fact("of", name(what.from.kind)), fact("dated", freeze->dated)};
    if (freeze->until) facts.push_back(fact("until", *freeze->until));
    if (freeze->amount) facts.push_back(fact("amount", *freeze->amount));
    return hold(Code::FROZEN, std::move(facts));
  }
  return silent();
}

const Freeze* standing(const State& state, const Subject& about, const FreezeId& id) {
  const std::vector<Freeze>* freezes = state.freezes(about);
  return freezes == nullptr ? nullptr : find_freeze(*freezes, id);
}

/// A freeze of the bank's own is short; only a court makes it longer.
std::optional<CivilDate> longest(const Matter& m, const Freeze& set, const Freeze* before) {
  if (set.freeze_kind != FreezeKind::bank) return std::nullopt;
  if (before == nullptr) return set.dated + bounded(m.rulebook, "R41", "afasa_days");
  return before->dated + bounded(m.rulebook, "R41", "afasa_extended_days");
}

Verdict on_set(const Matter& m, const Subject& about, const Freeze& set) {
  const auto most = longest(m, set, standing(m.state, about, set.id));
  if (most && (!set.until || *set.until > *most)) {
    return deny(Code::FREEZE_RANK, {fact("freeze", name(set.freeze_kind)), fact("longest", *most)});
  }
  if (!set.until) return silent();
  Verdict verdict = allow("holds_through", {fact("until", *set.until)});
  verdict.reminders.push_back({about, ReminderKind::freeze_lapse, start_of(*set.until + 1), std::nullopt, set.id.bytes});
  return verdict;
}

/// Its last day is over, and it was not extended meanwhile.
void on_reminder(const Matter& m, const Subject& about, const ReminderDue& due, Verdict& verdict) {
  const std::vector<Reminder>* reminders = m.state.reminders(about);
  const Reminder* reminder = reminders == nullptr ? nullptr : find_reminder(*reminders, due.number);
  if (reminder == nullptr || reminder->reminder != ReminderKind::freeze_lapse || !reminder->object) return;
  const Freeze* freeze = standing(m.state, about, FreezeId{*reminder->object});
  if (freeze == nullptr || freeze->lifted || holds_on(*freeze, m.today)) return;
  verdict.effects.push_back({about, FreezeLifted{freeze->id, m.today, true}});
}

/// The review that goes with a case: one id, drawn from the watch and the case's number.
FreezeId review_of(const Subject& watch, std::uint32_t number) {
  FreezeId made{watch.id};
  for (std::size_t i = 0; i < sizeof number; ++i) made.bytes[i] ^= static_cast<std::uint8_t>(number >> (8 * i));
  return made;
}

/// Set as the case is found suspicious, which one person does; lifted as it ends, which another agrees to.
void on_case(const Matter& m, const Subject& watch, const CaseMoved& moved, Verdict& verdict) {
  const FreezeId id = review_of(watch, moved.number);
  const Freeze* freeze = standing(m.state, watch, id);
  const bool stands = freeze != nullptr && !freeze->lifted;
  const bool ends = moved.to == CaseState::clear || moved.to == CaseState::closed;
  if (moved.to == CaseState::suspicious && !stands && m.principal != nullptr) {
    verdict.effects.push_back({watch, FreezeSet{{id, FreezeKind::review, moved.on, std::nullopt, std::nullopt, std::nullopt, std::nullopt, m.principal->person}}});
  } else if (ends && stands && m.stage == Stage::execute) {
    verdict.effects.push_back({watch, FreezeLifted{id, m.today, false}});
  }
}

Verdict judge(const Matter& m) {
  if (const std::vector<Leaving> all = leaving(m); !all.empty()) return on_leaving(m, all);
  Verdict verdict;
  for_each_planned<FreezeSet>(m, [&](const Subject& about, const FreezeSet& e) { verdict = on_set(m, about, e.freeze); });
  for_each_planned<ReminderDue>(m, [&](const Subject& about, const ReminderDue& e) { on_reminder(m, about, e, verdict); });
  for_each_planned<CaseMoved>(m, [&](const Subject& about, const CaseMoved& e) { on_case(m, about, e, verdict); });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r41_freezes

KATIWALA_RULE(R41, r41_freezes, kParameters, judge, hears<ResolveCredit, Convert, RequestDisbursement, FreezeSet, ReminderDue, CaseMoved>())
