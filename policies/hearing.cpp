#include "policies/hearing.h"

#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies {

using namespace custody;

namespace {

/// The rule behind a refusal of the mechanism, where it carries one out.
std::string_view rule_behind(Code code) {
  switch (code) {
    case Code::AUTHORITY_ENDED: return "R01";
    case Code::CAP_EXCEEDED: return "R21";
    case Code::PROPOSAL_EXPIRED:
    case Code::APPROVAL_OWN:
    case Code::APPROVAL_REPEATED:
    case Code::APPROVAL_NOT_NEEDED:
    case Code::FOUR_EYES: return "R31";
    case Code::INSUFFICIENT_FUNDS: return "R35";
    case Code::DUPLICATE_MESSAGE: return "R50";
    case Code::ENTRY_REVERSED: return "R52";
    case Code::RULEBOOK_UNREADABLE: return "R72";
    default: return {};
  }
}

}  // namespace

int strictness(Outcome outcome) {
  switch (outcome) {
    case Outcome::deny: return 3;
    case Outcome::hold: return 2;
    case Outcome::escalate: return 1;
    case Outcome::allow: return 0;
  }
  return 3;
}

Outcome Hearing::outcome() const {
  Outcome strictest = Outcome::allow;
  for (const Said& s : said)
    if (s.verdict.reason && strictness(s.verdict.reason->outcome) > strictness(strictest)) strictest = s.verdict.reason->outcome;
  return strictest;
}

Tier Hearing::tier() const {
  Tier highest = Tier::t0;
  for (const Said& s : said)
    if (s.verdict.at_least) highest = std::max(highest, *s.verdict.at_least);
  return highest;
}

Roll::Roll(std::span<const Rule* const> rules) : rules_(rules) {
  KATIWALA_ASSERT(rules.size() <= RuleSet::kMost, "more rules than a set of them has places");
  for (std::size_t place = 0; place < rules.size(); ++place) {
    const Hears& hears = rules[place]->hears;
    for (std::size_t i = 0; i < of_command_.size(); ++i)
      if (hears.everything || hears.commands.has(i)) of_command_[i].add(place);
    for (std::size_t i = 0; i < of_event_.size(); ++i)
      if (hears.events.has(i)) of_event_[i].add(place);
    if (hears.guardian_acts) of_guardian_.add(place);
  }
}

RuleSet Roll::called(const Matter& matter) const {
  RuleSet called = of_command_[matter.command.index()];
  for (const Effect& effect : matter.plan.effects) called.add(of_event_[effect.event.index()]);
  if (matter.ward != nullptr && is_asked_by_guardian(matter)) called.add(of_guardian_);
  return called;
}

bool says_nothing(const Verdict& verdict) {
  return !verdict.reason && !verdict.at_least && verdict.duties.empty() && verdict.effects.empty() && verdict.reminders.empty() && verdict.raised.empty();
}

Hearing Roll::hear(const Matter& matter, Silence silence) const {
  Hearing hearing;
  const auto ask = [&](std::size_t place) {
    const Rule* rule = rules_[place];
    Verdict verdict = rule->judge(matter);
    if (silence == Silence::dropped && says_nothing(verdict)) return;
    if (verdict.reason && verdict.reason->rule.empty()) verdict.reason->rule = rule->id;
    hearing.said.push_back({rule, std::move(verdict)});
  };
  if (silence == Silence::dropped) {
    called(matter).for_each(ask);
  } else {
    for (std::size_t place = 0; place < rules_.size(); ++place) ask(place);
  }
  return hearing;
}

Reason reason_of(const Refusal& refusal) {
  Reason reason{Outcome::deny, std::string(name_of(refusal.code)), std::string(rule_behind(refusal.code)), {}};
  const std::size_t space = refusal.place.find(' ');
  if (space != std::string::npos) reason.facts.push_back(fact(refusal.place.substr(0, space), refusal.place.substr(space + 1)));
  else if (!refusal.place.empty()) reason.facts.push_back(fact("place", refusal.place));
  if (refusal.message != sentence_of(refusal.code)) reason.facts.push_back(fact("detail", refusal.message));
  return reason;
}

std::vector<Reason> reasons_of(const std::vector<Hearing>& hearings) {
  std::vector<Reason> reasons;
  bool against = false;
  for (const Hearing& hearing : hearings) {
    against = against || strictness(hearing.outcome()) >= strictness(Outcome::hold);
    for (const Said& s : hearing.said) {
      if (!s.verdict.reason || std::find(reasons.begin(), reasons.end(), *s.verdict.reason) != reasons.end()) continue;
      reasons.push_back(*s.verdict.reason);
    }
  }
  if (against) std::erase_if(reasons, [](const Reason& r) { return r.outcome == Outcome::allow; });
  std::stable_sort(reasons.begin(), reasons.end(), [](const Reason& a, const Reason& b) { return strictness(a.outcome) > strictness(b.outcome); });
  return reasons;
}

namespace {

/// The facts that may be told with a reason that is for the bank's people: which part the excluded person has, never why.
bool is_harmless(const Fact& fact) { return fact.name == "part"; }

void add_once(std::vector<Reason>& reasons, Reason reason) {
  if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) reasons.push_back(std::move(reason));
}

}  // namespace

Told tell(const Subject& about, std::vector<Reason> reasons, const Rulebook* rulebook) {
  if (about.kind != SubjectKind::ward || rulebook == nullptr) return {std::move(reasons), {}};
  Told told;
  std::vector<Reason> watched, guarded;
  for (Reason& reason : reasons) {
    const RuleText* rule = rulebook->rule(reason.rule);
    const Audience audience = rule == nullptr ? Audience::everyone : rule->audience;
    if (audience == Audience::everyone) {
      add_once(told.primary, std::move(reason));
      continue;
    }
    if (audience == Audience::staff && reason.outcome != Outcome::allow) {
      Reason plain = reason;
      std::erase_if(plain.facts, [](const Fact& f) { return !is_harmless(f); });
      add_once(told.primary, std::move(plain));
    } else if (audience == Audience::compliance && reason.outcome != Outcome::allow) {
      add_once(told.primary, {reason.outcome, std::string(name_of(Code::UNDER_REVIEW)), "R38", {}});
    }
    (audience == Audience::staff ? guarded : watched).push_back(std::move(reason));
  }
  const WardId ward{about.id};
  if (!watched.empty()) told.kept.push_back({watch_of(ward), ReasonsKept{std::move(watched)}});
  if (!guarded.empty()) told.kept.push_back({protection_of(ward), ReasonsKept{std::move(guarded)}});
  return told;
}

}  // namespace katiwala::policies
