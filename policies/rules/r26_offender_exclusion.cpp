// R26  Who is alleged, charged or convicted as to a ward has no part in her money: not as guardian, payee, approver or releaser,
//      nor has who shares a mark (account, address, phone, device, name) with such a person.  FC 231-232; 18 USC
//      2259(c)(4); 28 CFR 81.53(d)(2); s.5.
//
// Always and at every stage, also when a payee is registered or a guardian appointed. Equality is of persons or of keyed
// hashes; nothing plain is compared or told. Which statuses exclude is the rulebook's. Recording that a guardian is adverse
// raises an alert; his authority is gone by this rule at every request. Adverse to one ward is not adverse to another.
#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"statuses", ParameterType::list}};

struct Party {
  std::string_view part;
  PersonId person;
  std::vector<Mark> marks;
};

std::optional<std::string> unknown_status(const std::vector<std::string>& statuses) {
  for (const std::string& s : statuses)
    if (!from_name<AdverseStatus>(s)) return s;
  return std::nullopt;
}

bool excludes(const std::vector<std::string>& statuses, AdverseStatus status) {
  return std::find(statuses.begin(), statuses.end(), name(status)) != statuses.end();
}

/// "person", or the kind of mark that is shared; nullopt where nothing is.
std::optional<std::string_view> tie(const AdversePerson& adverse, const Party& party) {
  if (adverse.person == party.person) return "person";
  for (const Mark& mark : party.marks)
    if (std::find(adverse.marks.begin(), adverse.marks.end(), mark) != adverse.marks.end()) return name(mark.kind);
  return std::nullopt;
}

Party acting(std::string_view part, const Ward& ward, const PersonId& person) {
  const Guardian* guardian = find_guardian(ward, person);
  return {part, person, guardian == nullptr ? std::vector<Mark>{} : guardian->marks};
}

/// Everybody who has a part in the matter.
std::vector<Party> parties(const Matter& m) {
  std::vector<Party> all;
  if (m.principal != nullptr) {
    all.push_back(acting(m.stage == Stage::release ? "releaser" : name(m.principal->role), *m.ward, m.principal->person));
  }
  if (const auto* c = m.as<RegisterPayee>()) all.push_back({"payee", c->person, c->marks});
  if (const auto* c = m.as<AppointGuardian>()) all.push_back({"guardian", c->person, c->marks});
  if (const Proposal* proposal = proposal_at_hand(m)) all.push_back(acting("proposer", *m.ward, proposal->proposer_person));
  const auto asked = payment(m);
  if (!asked) return all;
  all.push_back(acting("requester", *m.ward, asked->requester));
  if (const Payee* payee = find_payee(*m.ward, asked->payee)) all.push_back({"payee", payee->person, payee->marks});
  if (m.request != nullptr)
    for (const PersonId& approver : m.request->approvers) all.push_back(acting("approver", *m.ward, approver));
  return all;
}

Verdict on_recording(const Matter& m, const RecordAdverse& recorded, const std::vector<std::string>& statuses) {
  if (!excludes(statuses, recorded.status)) return silent();
  const AdversePerson adverse{recorded.person, recorded.status, recorded.marks};
  Verdict verdict;
  const auto alert = [&](const Party& party) {
    const auto tied = tie(adverse, party);
    if (!tied) return;
    verdict.effects.push_back({subject(m.ward->id), AlertRaised{"R26", "OFFENDER_IS_" + std::string(party.part)}});
    verdict.reason = allow("offender_has_a_part", {fact("part", party.part), fact("tie", *tied)}).reason;
  };
  for (const Payee& p : m.ward->payees) alert({"PAYEE", p.person, p.marks});
  for (const Guardian& g : m.ward->guardians) alert({"GUARDIAN", g.person, g.marks});
  return verdict;
}

Verdict judge(const Matter& m) {
  const auto& statuses = m.rulebook.list("R26", "statuses");
  if (const auto unknown = unknown_status(statuses)) return deny_parameter("R26", "statuses", *unknown);
  if (m.ward == nullptr) return silent();
  const std::vector<Party> all = parties(m);
  for (const AdversePerson& adverse : m.ward->adverse) {
    if (!excludes(statuses, adverse.status)) continue;
    for (const Party& party : all) {
      if (const auto tied = tie(adverse, party)) {
        return deny(Code::OFFENDER_EXCLUDED, {fact("part", party.part), fact("tie", *tied), fact("status", name(adverse.status))});
      }
    }
  }
  const auto* recorded = m.as<RecordAdverse>();
  return recorded == nullptr ? silent() : on_recording(m, *recorded, statuses);
}

}  // namespace
}  // namespace katiwala::policies

KATIWALA_RULE(R26, r26_offender_exclusion, kParameters, judge)
