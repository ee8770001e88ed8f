#include "policies/rules/age.h"

#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies {

using namespace custody;

namespace {

constexpr std::uint32_t kNone = 0;  // facts are numbered from 1

void find(Birth& birth, CivilDate since, bool names_a_date) {
  birth.found_by_court = true;
  birth.found_of_age = names_a_date ? std::nullopt : std::optional(since);
}

/// `ended` is the number of a fact that is true no more.
Birth birth_without(const Ward& ward, CivilDate today, std::uint32_t ended) {
  Birth birth{ward.born_earliest, ward.born_latest, ward.evidence, false, std::nullopt};
  CivilDate newest;
  for (const WardFact& f : ward.facts) {
    if (f.fact != FactKind::age_found_by_court || f.number == ended || f.ended || f.since > today || (f.until && *f.until < today)) continue;
    if (birth.found_by_court && f.since < newest) continue;
    newest = f.since;
    find(birth, f.since, f.born_latest.has_value());
  }
  return birth;
}

void take_in(Birth& birth, const WardFact& f) {
  const bool evidence = f.fact == FactKind::birth_evidence && f.evidence && *f.evidence <= birth.evidence;
  const bool finding = f.fact == FactKind::age_found_by_court;
  if ((evidence || finding) && f.born_earliest && f.born_latest) {
    birth.earliest = *f.born_earliest;
    birth.latest = *f.born_latest;
    if (evidence) birth.evidence = *f.evidence;
  }
  if (finding) find(birth, f.since, f.born_latest.has_value());
}

}  // namespace

std::optional<EvidenceRank> least_evidence(const Rulebook& rulebook) {
  if (!rulebook.has("R05", "min_rank_release")) return EvidenceRank::school_record;
  const std::string& text = rulebook.text("R05", "min_rank_release");
  if (text == "AUTHENTIC_DOC") return EvidenceRank::school_record;
  if (text == "BIRTH_CERT") return EvidenceRank::philsys;
  return std::nullopt;
}

Birth birth_of(const Ward& ward, CivilDate today) { return birth_without(ward, today, kNone); }

std::optional<Birth> planned_birth(const Matter& m) {
  if (m.ward == nullptr) return std::nullopt;
  std::uint32_t ended = kNone;
  const WardFact* recorded = nullptr;
  for (const Effect& effect : m.plan.effects) {
    if (effect.about != subject(m.ward->id)) continue;
    if (const auto* e = std::get_if<FactEnded>(&effect.event)) ended = e->number;
    if (const auto* e = std::get_if<FactRecorded>(&effect.event)) recorded = &e->fact;
  }
  const WardFact* gone = ended == kNone ? nullptr : find_fact(m.ward->facts, ended);
  const bool concerns = (recorded != nullptr && (recorded->fact == FactKind::birth_evidence || recorded->fact == FactKind::age_found_by_court)) ||
                        (gone != nullptr && gone->fact == FactKind::age_found_by_court);
  if (!concerns) return std::nullopt;
  Birth birth = birth_without(*m.ward, m.today, ended);
  if (recorded != nullptr) take_in(birth, *recorded);
  return birth;
}

std::optional<Verdict> refuse_birth(const WardFact& recorded, CivilDate today, const Rulebook& rulebook) {
  const bool evidence = recorded.fact == FactKind::birth_evidence;
  const auto missing = [](std::string_view what) { return deny(Code::FACT_INCOMPLETE, {fact("missing", what)}); };
  if (evidence && !recorded.evidence) return missing("evidence");
  if (recorded.born_earliest.has_value() != recorded.born_latest.has_value() || (evidence && !recorded.born_latest)) return missing("birth dates");
  if (recorded.born_latest && (*recorded.born_earliest > *recorded.born_latest || *recorded.born_latest > today)) {
    return deny(Code::FIELD_INVALID, {fact("field", "born_latest")});
  }
  // A court writes (R22); so does who certifies a birth.
  const bool written = !evidence || *recorded.evidence <= *least_evidence(rulebook);
  return written && !recorded.document ? std::optional(missing("document")) : std::nullopt;
}

bool is_proven(const Birth& birth, const Rulebook& rulebook) {
  const auto least = least_evidence(rulebook);
  KATIWALA_ASSERT(least.has_value(), "proof of age was asked for by a parameter that means nothing");
  return birth.found_by_court || birth.evidence <= *least;
}

std::optional<Majority> majority_of(const Birth& birth, const Rulebook& rulebook) {
  const auto latest = majority_day(birth.latest, rulebook);
  const auto least = least_evidence(rulebook);
  if (!latest || !least) return std::nullopt;
  Majority majority{*latest, std::nullopt};
  if (birth.evidence <= *least || (birth.found_by_court && !birth.found_of_age)) majority.proven = *latest;
  if (birth.found_of_age) majority.proven = std::min(*birth.found_of_age, majority.proven.value_or(*birth.found_of_age));
  return majority;
}

bool plans_majority(const Matter& m) {
  return std::ranges::any_of(m.plan.effects, [](const Effect& effect) { return std::holds_alternative<MajorityReached>(effect.event); });
}

Verdict deny_age_parameter(const Rulebook& rulebook) {
  if (!leap_rule(rulebook)) return deny_parameter("R02", "leap_rule", rulebook.text("R02", "leap_rule"));
  if (!least_evidence(rulebook)) return deny_parameter("R05", "min_rank_release", rulebook.text("R05", "min_rank_release"));
  return deny_parameter("R01", "majority_age_years", std::to_string(rulebook.integer("R01", "majority_age_years")));
}

}  // namespace katiwala::policies
