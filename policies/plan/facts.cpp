// What becomes true of a ward (R04..R07, R29, R43, R61, R64), and what she chose when she came of age.
//
// A fact that names an earlier one with `ends` puts it to an end from its own first day. Where both are of one kind, and there is nothing new
// to say (an incapacity, an adoption; a residence without the new one), the end is all that is recorded; else the new fact stands besides.
//
// A death does at once what must not wait for anybody: everything is frozen, the guardians' authority ends, what was asked for is withdrawn.
#include <algorithm>

#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

Refusal incomplete(std::string_view missing) {
  return refuse(Code::FACT_INCOMPLETE, std::string(sentence_of(Code::FACT_INCOMPLETE)), "missing " + std::string(missing));
}

/// What a kind of fact must say; empty where it says it. A kind that is nothing but itself says it always.
std::string_view missing_of(const RecordFact& c) {
  switch (c.fact) {
    case FactKind::birth_evidence: return !c.born_earliest ? "born_earliest" : !c.born_latest ? "born_latest" : !c.evidence ? "evidence" : "";
    case FactKind::residence: return c.residence ? "" : "residence";
    case FactKind::trust_terms: return c.terms ? "" : "terms";
    case FactKind::identity_proved:
    case FactKind::estate_representative:
    case FactKind::unworthy_heir: return c.person && !c.person->is_zero() ? "" : "person";
    case FactKind::age_found_by_court:
    case FactKind::tax_residence_proof:
    case FactKind::estate_clearance: return c.document ? "" : "document";
    default: return "";
  }
}

/// Kinds that are one way or another: a new one takes the place of the one it ends.
bool says_more(FactKind kind) {
  return kind == FactKind::birth_evidence || kind == FactKind::residence || kind == FactKind::trust_terms || kind == FactKind::identity_proved ||
         kind == FactKind::estate_representative || kind == FactKind::unworthy_heir || kind == FactKind::age_found_by_court ||
         kind == FactKind::tax_residence_proof || kind == FactKind::estate_clearance;
}

/// Nothing is said that belongs to another kind.
Status says_its_own(const RecordFact& c) {
  const bool birth = c.fact == FactKind::birth_evidence || c.fact == FactKind::age_found_by_court;
  if (c.born_earliest && !birth) return wrong_field("born_earliest");
  if (c.born_latest && !birth) return wrong_field("born_latest");
  if (c.evidence && !birth) return wrong_field("evidence");
  if (c.residence && c.fact != FactKind::residence) return wrong_field("residence");
  if (c.terms && c.fact != FactKind::trust_terms) return wrong_field("terms");
  return good();
}

Status well_formed(const Asking& asking, const RecordFact& c) {
  KATIWALA_CHECK(says_its_own(c));
  if (c.since > asking.today) return wrong_field("since");
  if (c.until && *c.until < c.since) return wrong_field("until");
  if (c.born_earliest.has_value() != c.born_latest.has_value()) return wrong_field("born");
  if (c.born_latest && (*c.born_earliest > *c.born_latest || *c.born_latest > asking.today)) return wrong_field("born");
  if (c.terms && c.terms->allowance) return positive(*c.terms->allowance);
  return good();
}

/// Whether it only says that an earlier fact is true no more.
bool only_ends(const RecordFact& c, const WardFact* ended) {
  return ended != nullptr && ended->fact == c.fact && (!says_more(c.fact) || !missing_of(c).empty());
}

WardFact as_said(const Asking& asking, const RecordFact& c, const std::vector<WardFact>& known) {
  WardFact fact;
  for (const WardFact& earlier : known) fact.number = std::max(fact.number, earlier.number);
  ++fact.number;
  fact.fact = c.fact;
  fact.since = c.since;
  fact.until = c.until;
  fact.document = c.document;
  fact.person = c.person;
  fact.recorded = asking.today;
  fact.born_earliest = c.born_earliest;
  fact.born_latest = c.born_latest;
  fact.evidence = c.evidence;
  fact.residence = c.residence;
  fact.terms = c.terms;
  return fact;
}

/// The freeze of a death is the only one of its ward, and has her identifier.
void follow_death(Plan& plan, const Asking& asking, const Ward& ward, CivilDate died) {
  const Subject hers = subject(ward.id);
  Freeze freeze;
  freeze.id = FreezeId{ward.id.bytes};
  freeze.freeze_kind = FreezeKind::death;
  freeze.dated = died;
  freeze.set_by = asking.principal->person;
  happen(plan, hers, FreezeSet{std::move(freeze)});
  for (const Guardian& guardian : ward.guardians) {
    const bool had_authority = guardian.standing == GuardianStanding::active || guardian.standing == GuardianStanding::suspended;
    if (had_authority) happen(plan, hers, GuardianMoved{guardian.person, GuardianStanding::ended, died, "R61"});
  }
  withdraw_all(plan, asking.state, ward, std::string(name_of(Code::WARD_DIED)), false);
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const RecordFact& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  KATIWALA_CHECK(well_formed(asking, c));
  const bool guarded = is_guarded(c.fact);
  const Protection* file = asking.state.protection(c.ward);
  const std::vector<WardFact> none;
  const std::vector<WardFact>& known = !guarded ? ward->facts : file != nullptr ? file->facts : none;
  const WardFact* ended = c.ends ? find_fact(known, *c.ends) : nullptr;
  if (c.ends && (ended == nullptr || ended->ended)) return refuse(Code::FACT_UNKNOWN);
  if (ended != nullptr && c.since < ended->since) return wrong_field("since");
  const bool end_alone = only_ends(c, ended);
  if (!end_alone && !missing_of(c).empty()) return incomplete(missing_of(c));
  if (!end_alone && c.fact == FactKind::death && ward->died) return refuse(Code::ALREADY_EXISTS);

  Plan plan = plan_about(guarded ? protection_of(c.ward) : subject(c.ward));
  open_file(plan, asking.state, plan.about, SubjectKind::ward);
  if (ended != nullptr) happen(plan, plan.about, FactEnded{*c.ends, c.since});
  if (end_alone) return plan;
  happen(plan, plan.about, FactRecorded{as_said(asking, c, known)});
  if (c.fact == FactKind::death) follow_death(plan, asking, *ward, c.since);
  return plan;
}

/// Only of age she chooses; a choice of before is none, and a later one takes its place.
Result<Plan> plan_of(const Asking& asking, const RecordElection& c) {
  KATIWALA_TRY(const Ward* ward, ward_or_refuse(asking.state, c.ward));
  if (ward->died) return refuse(Code::WARD_DIED);
  if (!ward->adult) return refuse(Code::NOT_HERSELF);
  if (c.dated > asking.today || (ward->majority && c.dated < *ward->majority)) return wrong_field("dated");
  const bool stays = c.election == Election::stay;
  if (c.payee && stays) return wrong_field("payee");
  if (c.payee && find_payee(*ward, *c.payee) == nullptr) return refuse(Code::PAYEE_UNKNOWN);
  if (c.until && (!stays || *c.until < c.dated)) return wrong_field("until");
  Plan plan = plan_about(subject(c.ward));
  happen(plan, plan.about, ElectionRecorded{{c.election, c.dated, c.payee, c.until}});
  return plan;
}

}  // namespace katiwala::policies
