// What weighs on a ward in a case: duties, adverse persons, relations, freezes, cases of compliance, facts.
#include <algorithm>

#include "api/cases/scene.h"
#include "policies/plan/freezes.h"

namespace katiwala::api::cases {

using namespace custody;

namespace {

CivilDate day(const Fields& fields, std::string_view key) { return *maybe_date(fields, key); }

template <Named E>
E word(const Fields& fields, std::string_view key) {
  return *maybe_word<E>(fields, key);
}

Obligation duty_of(const Fields& said, CivilDate today) {
  Obligation obligation;
  obligation.duty = word<Duty>(said, "duty");
  obligation.owner = word_of(said, "owner", DutyOwner::guardian);
  obligation.due = day(said, "due");
  obligation.opened = maybe_date(said, "opened").value_or(std::min(obligation.due, today));
  obligation.overdue = obligation.due < today;
  return obligation;
}

AdversePerson adverse_of(const Fields& said) {
  AdversePerson adverse{person_of(word<Who>(said, "who")), word<AdverseStatus>(said, "status"), {}};
  if (const auto with = maybe_word<Who>(said, "shares_account_with")) adverse.marks = {account_of(*with)};
  return adverse;
}

Relation relation_of(const Fields& said) {
  const std::string degree = said.text_or("degree", "0");
  return {person_of(word<Who>(said, "who")), person_of(word<Who>(said, "of")), word<RelationKind>(said, "relation"), static_cast<std::uint32_t>(degree[0] - '0'), {}};
}

Freeze freeze_of(const Fields& said, std::size_t number) {
  Freeze freeze;
  freeze.id = numbered_id<FreezeId>(0xf0, number);
  freeze.freeze_kind = word<FreezeKind>(said, "kind");
  freeze.dated = day(said, "dated");
  freeze.until = maybe_date(said, "until");
  freeze.amount = maybe_amount(said, "amount");
  freeze.set_by = person_of(Who::compliance);
  return freeze;
}

WardFact fact_of(const Fields& said, CivilDate today) {
  WardFact fact;
  fact.fact = word<FactKind>(said, "fact");
  fact.since = day(said, "since");
  fact.until = maybe_date(said, "until");
  fact.recorded = std::min(fact.since, today);
  fact.document = document_of("fact");
  fact.residence = maybe_word<Residence>(said, "residence");
  if (const auto who = maybe_word<Who>(said, "person")) fact.person = person_of(*who);
  return fact;
}

WatchCase case_of(const Fields& said) {
  WatchCase made;
  made.flag = said.text("flag");
  made.opened = day(said, "opened");
  made.state = word_of(said, "state", CaseState::open);
  return made;
}

/// Numbers within a subject begin with 1.
template <class T>
void add_numbered(std::vector<T>& list, T made) {
  made.number = static_cast<std::uint32_t>(list.size() + 1);
  list.push_back(std::move(made));
}

}  // namespace

void add_circumstances(State& state, const Facts& facts, CivilDate today) {
  Ward& ward = state.wards.at(kWard);
  Protection& file = state.protections.at(kWard);
  Watch& watch = state.watches.at(watch_of(kWard));
  for (const Fields& said : facts.rows("duty")) add_numbered(ward.obligations, duty_of(said, today));
  for (const Fields& said : facts.rows("adverse")) file.adverse.push_back(adverse_of(said));
  for (const Fields& said : facts.rows("relation")) {
    Relation relation = relation_of(said);
    (relation.relation == RelationKind::trustee_related ? state.ledger.trustee_related : file.relations).push_back(std::move(relation));
  }
  for (const Fields& said : facts.rows("watched")) add_numbered(watch.cases, case_of(said));
  for (const Fields& said : facts.rows("freeze")) {
    Freeze freeze = freeze_of(said, ward.freezes.size() + watch.freezes.size());
    (policies::freeze_rule(freeze.freeze_kind).in_watch ? watch.freezes : ward.freezes).push_back(std::move(freeze));
  }
  for (const Fields& said : facts.rows("fact")) {
    WardFact fact = fact_of(said, today);
    add_numbered(is_guarded(fact.fact) ? file.facts : ward.facts, std::move(fact));
  }
}

}  // namespace katiwala::api::cases
