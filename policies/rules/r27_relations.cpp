// R27  Who is related to a person adverse to a ward has no part in her money either: within the fourth civil degree, as spouse or
//      cohabitant, in one household, or by an account, address, phone or device in common with such a relative.  D.
//
// The adverse are those whom R26 excludes. The fourth degree is in, the fifth is out; degrees are recorded, not computed, and the chain is
// one relation long. Payees, approvers, releasers and guardians ad litem are excluded by any of these ties. A guardian is excluded as spouse,
// cohabitant or household, and by degree only up to `guardian_degree`: the offender is usually of the child's own family, and to exclude all
// of it would leave her nobody. A guardian who is a relative in another way raises an alert, and every payment she asks for needs a social
// worker (T1). The ward's own tie to the offender never keeps her from what is hers. Told to staff alone; the guardian's part says who in
// the matter it is, and not why.
#include "policies/rules/people.h"
#include "policies/rules/step_up.h"

namespace katiwala::policies::r27_relations {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"degree", ParameterType::integer}, {"guardian_degree", ParameterType::integer}};

bool is_excluded(const Matter& m, const Party& party, const Tie& tied) {
  if (!party.guardian || is_close(tied.relation->relation)) return true;
  return civil_degree(*tied.relation) <= static_cast<std::uint32_t>(bounded(m.rulebook, "R27", "guardian_degree"));
}

Effect alert(const Matter& m, std::string_view whose) { return {protection_of(m.ward->id), AlertRaised{"R27", "RELATIVE_IS_" + std::string(whose)}}; }

std::string_view word_of(const Party& party) {
  if (party.part == "payee") return "PAYEE";
  return party.part == "guardian" ? "GUARDIAN" : "GUARDIAN_AD_LITEM";
}

/// What a relation or an adverse person, newly recorded, means for those who have a part already.
Verdict on_recording(const Matter& m, std::span<const AdversePerson> adverse, std::span<const Relation> relations) {
  Verdict verdict;
  for (const Party& party : standing_parties(m)) {
    const auto tied = relative_tie(m, adverse, relations, party);
    if (!tied || is_herself(m, party)) continue;
    verdict.effects.push_back(alert(m, word_of(party)));
    verdict.reason = allow("relative_has_a_part", facts_of(party, *tied)).reason;
  }
  return verdict;
}

Verdict on_parties(const Matter& m) {
  std::optional<std::vector<Fact>> endorsed;
  for (const Party& party : parties(m)) {
    const auto tied = relative_tie(m, adverse_of(m), relations_of(m), party);
    if (!tied || is_herself(m, party)) continue;
    if (is_excluded(m, party, *tied)) return deny(Code::RELATED_PARTY, facts_of(party, *tied));
    endorsed = facts_of(party, *tied);
  }
  if (!endorsed) return silent();
  if (payment(m)) return at_least_tier(m, Code::RELATED_PARTY, Tier::t1, std::move(*endorsed));
  Verdict verdict = allow("relative_as_guardian", std::move(*endorsed));
  const bool becomes = m.as<AppointGuardian>() != nullptr || m.as<ChangeGuardian>() != nullptr;
  if (becomes && m.stage == Stage::execute) verdict.effects.push_back(alert(m, "GUARDIAN"));
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr || m.protection == nullptr) return silent();
  if (!adverse_of(m).empty() && !relations_of(m).empty()) {
    if (Verdict verdict = on_parties(m); verdict.reason) return verdict;
  }
  if (const auto* c = m.as<RecordRelation>()) {
    const Relation recorded[] = {{c->person, c->other, c->relation, c->degree, c->marks}};
    return on_recording(m, adverse_of(m), recorded);
  }
  if (const auto* c = m.as<RecordAdverse>()) {
    const AdversePerson recorded[] = {{c->person, c->status, c->marks}};
    return on_recording(m, recorded, relations_of(m));
  }
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r27_relations

KATIWALA_RULE(R27, r27_relations, kParameters, judge, hears_everything())
