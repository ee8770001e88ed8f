/// Facts of a ward's life, as a scene's state holds them and as a command records them.
#pragma once

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene {

/// True since that day and recorded on it, number 1, unless the test says otherwise.
inline WardFact fact_since(FactKind kind, std::string_view since) {
  WardFact made;
  made.number = 1;
  made.fact = kind;
  made.since = made.recorded = day(since);
  return made;
}

/// Evidence of a birth on one day or between two, with a document.
inline WardFact birth(EvidenceRank rank, std::string_view earliest, std::string_view latest) {
  WardFact made = fact_since(FactKind::birth_evidence, "2026-07-06");
  made.evidence = rank;
  made.born_earliest = day(earliest);
  made.born_latest = day(latest);
  made.document = document(7);
  return made;
}

/// The officer records it: the command, and what its plan says of it.
inline void record(Scene& scene, const WardFact& said) {
  RecordFact command;
  command.ward = kWard;
  command.fact = said.fact;
  command.since = said.since;
  command.until = said.until;
  command.document = said.document;
  command.born_earliest = said.born_earliest;
  command.born_latest = said.born_latest;
  command.evidence = said.evidence;
  command.person = said.person;
  scene.ask(command, kOfficer);
  scene.plan = {};
  scene.plan.about = is_guarded(said.fact) ? protection_of(kWard) : subject(kWard);
  scene.plan.effects.push_back({scene.plan.about, FactRecorded{said}});
}

/// The alerts drafted: "R04 CHILD_MARRIAGE", with a comma between.
inline std::string alerts_of(const Verdict& verdict) {
  std::string text;
  for (const Effect& effect : verdict.effects) {
    if (const auto* alert = std::get_if<AlertRaised>(&effect.event)) text += (text.empty() ? "" : ", ") + alert->rule + " " + alert->code;
  }
  return text;
}

/// The day of majority drafted; "" without one.
inline std::string scheduled_in(const Verdict& verdict) {
  for (const Effect& effect : verdict.effects)
    if (const auto* scheduled = std::get_if<MajorityScheduled>(&effect.event)) return scheduled->on.text();
  return {};
}

}  // namespace katiwala::policies::scene
