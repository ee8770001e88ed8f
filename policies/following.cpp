#include "policies/following.h"

#include <algorithm>
#include <map>

namespace katiwala::policies {

using namespace custody;

namespace {

bool is_file(const Subject& about) { return about.kind == SubjectKind::watch || about.kind == SubjectKind::protection; }

/// True of the asking, whatever came of it. An alert is of what happened, so it goes with what was allowed.
bool is_of_the_asking(const Effect& effect) { return is_file(effect.about) && std::holds_alternative<ReasonsKept>(effect.event); }

/// Gives numbers within a subject: after those it has, and after those the plan gives already.
template <class Added, class Records, class Number>
std::uint32_t after(const Records* known, const std::vector<Effect>& effects, const Subject& about, Number number_in) {
  std::uint32_t highest = 0;
  if (known != nullptr)
    for (const auto& record : *known) highest = std::max(highest, record.number);
  for (const Effect& effect : effects)
    if (const auto* added = std::get_if<Added>(&effect.event); added != nullptr && effect.about == about) highest = std::max(highest, number_in(*added));
  return highest + 1;
}

std::uint32_t next_obligation(const Following& f, const std::vector<Effect>& effects, const Subject& about) {
  return after<ObligationOpened>(f.state.obligations(about), effects, about, [](const ObligationOpened& e) { return e.obligation.number; });
}
std::uint32_t next_reminder(const Following& f, const std::vector<Effect>& effects, const Subject& about) {
  return after<ReminderSet>(f.state.reminders(about), effects, about, [](const ReminderSet& e) { return e.reminder.number; });
}

void open(const Following& f, std::vector<Effect>& effects, const DutyDraft& draft, std::string_view rule) {
  Obligation obligation;
  obligation.number = next_obligation(f, effects, draft.about);
  obligation.duty = draft.duty;
  obligation.owner = draft.owner;
  obligation.rule = rule;
  obligation.opened = f.today;
  obligation.due = draft.due;
  obligation.request = draft.request;
  obligation.due_at = draft.due_at;
  obligation.of = draft.of;
  effects.push_back({draft.about, ObligationOpened{std::move(obligation)}});
}

void set(const Following& f, std::vector<Effect>& effects, const ReminderDraft& draft) {
  effects.push_back({draft.about, ReminderSet{{next_reminder(f, effects, draft.about), draft.reminder, draft.at, draft.of, draft.object}}});
}

bool is_under_way(const Following& f, const std::vector<Effect>& effects, const Subject& watch, std::string_view flag) {
  const Watch* known = f.state.watch(watch);
  const auto goes_on = [&](const WatchCase& c) { return c.flag == flag && (c.state == CaseState::open || c.state == CaseState::suspicious); };
  if (known != nullptr && std::any_of(known->cases.begin(), known->cases.end(), goes_on)) return true;
  return std::any_of(effects.begin(), effects.end(), [&](const Effect& effect) {
    const auto* opened = std::get_if<CaseOpened>(&effect.event);
    return opened != nullptr && effect.about == watch && opened->watch_case.flag == flag;
  });
}

/// Every case is decided on within the time that R37 leaves (RA 9160 as amended; 2018 IRR Rule 22).
void open_case(const Following& f, std::vector<Effect>& effects, const RaisedFlag& raised, std::string_view flag) {
  if (is_under_way(f, effects, raised.watch, flag)) return;
  const Watch* known = f.state.watch(raised.watch);
  WatchCase opened;
  opened.number = after<CaseOpened>(known == nullptr ? nullptr : &known->cases, effects, raised.watch, [](const CaseOpened& e) { return e.watch_case.number; });
  opened.flag = flag;
  opened.opened = f.today;
  opened.request = raised.request;
  opened.credit = raised.credit;
  opened.entry = f.submission.seq;
  const std::uint32_t number = opened.number;
  effects.push_back({raised.watch, CaseOpened{std::move(opened)}});
  if (f.rulebook == nullptr || !f.rulebook->has("R37", "determine_days")) return;
  const auto days = static_cast<int>(std::clamp<std::int64_t>(f.rulebook->integer("R37", "determine_days"), 1, 3660));
  open(f, effects, {raised.watch, Duty::determination, DutyOwner::compliance, f.today + days, std::nullopt, std::nullopt, number}, "R37");
}

}  // namespace

void add_consequences(const Following& f, const Hearing& hearing, bool accepted, std::vector<Effect>& effects) {
  for (const Said& s : hearing.said) {
    for (const Effect& effect : s.verdict.effects)
      if (accepted || is_of_the_asking(effect)) effects.push_back(effect);
    for (const DutyDraft& draft : s.verdict.duties)
      if (accepted || draft.always) open(f, effects, draft, s.rule->id);
    if (!accepted) continue;
    for (const ReminderDraft& draft : s.verdict.reminders) set(f, effects, draft);
  }
}

std::vector<Subject> watches_beside(const State& state, const Command& command, const std::vector<Effect>& effects, bool executed) {
  std::vector<Subject> watches;
  const auto beside = [&](const WardId& ward) {
    if (state.ward(ward) != nullptr) watches.push_back(watch_of(ward));
  };
  if (const auto* c = std::get_if<RequestDisbursement>(&command)) beside(c->ward);
  else if (const auto* released = std::get_if<Release>(&command)) beside(released->ward);
  else if (const auto* interest = std::get_if<RecordInterest>(&command)) beside(interest->ward);
  else if (const auto* returned = std::get_if<ReturnPayment>(&command)) beside(returned->ward);
  // A flag may be raised over these and nothing said of it (RF17, RF18).
  else if (const auto* receipt = std::get_if<FileReceipt>(&command)) beside(receipt->ward);
  else if (const auto* election = std::get_if<RecordElection>(&command)) beside(election->ward);
  else if (const auto* opening = std::get_if<OpenWard>(&command); opening != nullptr && executed) watches.push_back(watch_of(opening->ward));
  else if (std::holds_alternative<MatchCredit>(command) && executed) {
    for (const Effect& effect : effects) {
      const Subject watch{SubjectKind::watch, effect.about.id};
      if (std::holds_alternative<AwardCredited>(effect.event) && std::find(watches.begin(), watches.end(), watch) == watches.end()) watches.push_back(watch);
    }
  }
  return watches;
}

void weigh(const Following& f, const Hearing* hearing, const std::vector<Subject>& watches, std::vector<Effect>& effects) {
  std::map<Subject, FlagsWeighed> weighed;
  for (const Subject& watch : watches) weighed[watch];
  std::vector<std::pair<const RaisedFlag*, std::string_view>> to_open;
  if (hearing != nullptr) {
    for (const Said& s : hearing->said) {
      for (const RaisedFlag& raised : s.verdict.raised) {
        FlagsWeighed& here = weighed[raised.watch];
        if (raised.request) here.request = raised.request;
        if (raised.credit) here.credit = raised.credit;
        here.raised.push_back({std::string(s.rule->id), raised.facts});
        if (raised.opens_case) to_open.emplace_back(&raised, s.rule->id);
      }
    }
  }
  for (auto& [watch, event] : weighed) effects.push_back({watch, std::move(event)});
  for (const auto& [raised, flag] : to_open) open_case(f, effects, *raised, flag);
}

}  // namespace katiwala::policies
