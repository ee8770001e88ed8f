// R26  Who is alleged, charged or convicted as to a ward has no part in her money: not as guardian, payee, approver, releaser or
//      guardian ad litem, nor has who shares a mark (account, address, phone, device, name) with such a person.  FC 231-232;
//      18 USC 2259(c)(4); 28 CFR 81.53(d)(2); s.5.
//
// Always and at every stage, also when a payee is registered or changed, named in an election, or a guardian appointed or reinstated. The recorder
// of her court has no part in her money and is judged by no other rule of those near her, but he sees her: such a person does not become it.
// Equality is of persons or of keyed hashes; nothing plain is compared or told. Which statuses exclude is the rulebook's. Recording that
// somebody with a part is adverse raises an alert in her protection file, never in her own; a guardian's authority is gone by this rule at
// every request. Adverse to one ward is not adverse to another.
#include "policies/rules/people.h"

namespace katiwala::policies::r26_offender_exclusion {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"statuses", ParameterType::list}};

std::optional<std::string> unknown_status(const std::vector<std::string>& statuses) {
  for (const std::string& s : statuses)
    if (!from_name<AdverseStatus>(s)) return s;
  return std::nullopt;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

Party recorder(const PersonId& person, std::span<const Mark> marks) { return {name(RelationKind::court_recorder), person, marks, false}; }

/// Who has a part in her affairs, and who sees her for her court.
std::vector<Party> standing_parties_and_recorders(const Matter& m) {
  std::vector<Party> all = standing_parties(m);
  for (const Relation& r : relations_of(m))
    if (r.relation == RelationKind::court_recorder) all.push_back(recorder(r.person, r.marks));
  return all;
}

std::vector<Party> parties_and_named_recorder(const Matter& m) {
  std::vector<Party> all = parties(m);
  if (const auto* c = m.as<RecordRelation>(); c != nullptr && c->relation == RelationKind::court_recorder) all.push_back(recorder(c->person, c->marks));
  return all;
}

Verdict on_recording(const Matter& m, const RecordAdverse& recorded) {
  const AdversePerson adverse[] = {{recorded.person, recorded.status, recorded.marks}};
  Verdict verdict;
  for (const Party& party : standing_parties_and_recorders(m)) {
    const auto tied = offender_tie(m, adverse, party);
    if (!tied) continue;
    verdict.effects.push_back({protection_of(m.ward->id), AlertRaised{"R26", "OFFENDER_IS_" + upper(party.part)}});
    verdict.reason = allow("offender_has_a_part", facts_of(party, *tied)).reason;
  }
  return verdict;
}

Verdict judge(const Matter& m) {
  const auto& statuses = m.rulebook.list("R26", "statuses");
  if (const auto unknown = unknown_status(statuses)) return deny_parameter("R26", "statuses", *unknown);
  if (m.ward == nullptr) return silent();
  if (!adverse_of(m).empty()) {
    for (const Party& party : parties_and_named_recorder(m))
      if (const auto tied = offender_tie(m, adverse_of(m), party)) return deny(Code::OFFENDER_EXCLUDED, facts_of(party, *tied));
  }
  const auto* recorded = m.as<RecordAdverse>();
  return recorded == nullptr ? silent() : on_recording(m, *recorded);
}

}  // namespace
}  // namespace katiwala::policies::r26_offender_exclusion

KATIWALA_RULE(R26, r26_offender_exclusion, kParameters, judge, hears_everything())
