#include "policies/rules/people.h"

#include <algorithm>

namespace katiwala::policies {

using namespace custody;

namespace {

Party acting(std::string_view part, const Ward& ward, const PersonId& person) {
  const Guardian* guardian = find_guardian(ward, person);
  if (guardian == nullptr) return {part, person, {}, false};
  return {part, person, guardian->marks, true};
}

Party paid(const Payee& payee) { return {"payee", payee.person, payee.marks, false}; }

/// Who is given a part by the command itself.
void add_named(const Matter& m, std::vector<Party>& all) {
  const auto add_payee = [&](const PayeeId& id) {
    if (const Payee* payee = find_payee(*m.ward, id)) all.push_back(paid(*payee));
  };
  if (const auto* c = m.as<RegisterPayee>()) all.push_back({"payee", c->person, c->marks, false});
  if (const auto* c = m.as<ChangePayee>()) {
    add_payee(c->payee);
    if (const Payee* payee = find_payee(*m.ward, c->payee)) all.push_back({"payee", payee->person, c->marks, false});
  }
  if (const auto* c = m.as<RecordElection>(); c != nullptr && c->payee) add_payee(*c->payee);
  if (const auto* c = m.as<AppointGuardian>()) all.push_back({"guardian", c->person, c->marks, true});
  if (const auto* c = m.as<ChangeGuardian>(); c != nullptr && c->to == GuardianStanding::active) all.push_back(acting("guardian", *m.ward, c->person));
  if (const auto* c = m.as<RecordRelation>(); c != nullptr && c->relation == RelationKind::guardian_ad_litem) {
    all.push_back({"guardian_ad_litem", c->person, c->marks, false});
  }
}

const AdversePerson* find_adverse(const Matter& m, std::span<const AdversePerson> adverse, const PersonId& person) {
  const auto found = std::find_if(adverse.begin(), adverse.end(), [&](const AdversePerson& a) { return a.person == person && excludes(m, a.status); });
  return found == adverse.end() ? nullptr : &*found;
}

/// Blood or bed: what makes a relative. Employers and guardians ad litem are none.
bool makes_relatives(const Relation& relation) { return is_close(relation.relation) || civil_degree(relation) > 0; }

bool nearer(const Relation& a, const Relation& b) {
  if (is_close(a.relation) != is_close(b.relation)) return is_close(a.relation);
  return civil_degree(a) < civil_degree(b);
}

/// What a household shares. A name in common makes nobody a relative.
bool is_shared_by_relatives(const Mark& mark) {
  return mark.kind == MarkKind::account || mark.kind == MarkKind::address || mark.kind == MarkKind::phone || mark.kind == MarkKind::device;
}

/// How the party is tied to one end of a relation: the marks of a relation are of its first person.
std::optional<std::string_view> tie_to_end(const Relation& relation, bool first, const Party& party) {
  if (!first) return shared(relation.other, {}, party);
  if (relation.person == party.person) return "person";
  for (const Mark& mark : party.marks)
    if (is_shared_by_relatives(mark) && std::find(relation.marks.begin(), relation.marks.end(), mark) != relation.marks.end()) return name(mark.kind);
  return std::nullopt;
}

}  // namespace

std::vector<Party> parties(const Matter& m) {
  std::vector<Party> all;
  if (m.principal != nullptr) {
    all.push_back(acting(m.stage == Stage::release ? "releaser" : name(m.principal->role), *m.ward, m.principal->person));
  }
  add_named(m, all);
  if (const Proposal* proposal = proposal_at_hand(m)) all.push_back(acting("proposer", *m.ward, proposal->proposer_person));
  const auto asked = payment(m);
  if (!asked) return all;
  all.push_back(acting("requester", *m.ward, asked->requester));
  if (const Payee* payee = find_payee(*m.ward, asked->payee)) all.push_back(paid(*payee));
  if (m.request != nullptr)
    for (const PersonId& approver : m.request->approvers) all.push_back(acting("approver", *m.ward, approver));
  return all;
}

std::vector<Party> standing_parties(const Matter& m) {
  std::vector<Party> all;
  for (const Payee& p : m.ward->payees) all.push_back(paid(p));
  for (const Guardian& g : m.ward->guardians) all.push_back({"guardian", g.person, g.marks, true});
  for (const Relation& r : relations_of(m))
    if (r.relation == RelationKind::guardian_ad_litem) all.push_back({"guardian_ad_litem", r.person, r.marks, false});
  return all;
}

std::optional<std::string_view> shared(const PersonId& person, std::span<const Mark> marks, const Party& party) {
  if (person == party.person) return "person";
  for (const Mark& mark : party.marks)
    if (std::find(marks.begin(), marks.end(), mark) != marks.end()) return name(mark.kind);
  return std::nullopt;
}

bool excludes(const Matter& m, AdverseStatus status) {
  const auto& statuses = m.rulebook.list("R26", "statuses");
  return std::find(statuses.begin(), statuses.end(), name(status)) != statuses.end();
}

std::vector<Fact> facts_of(const Party& party, const Tie& tie) {
  std::vector<Fact> facts{fact("part", party.part), fact("tie", tie.by)};
  if (tie.status) facts.push_back(fact("status", name(*tie.status)));
  if (tie.relation == nullptr) return facts;
  facts.push_back(fact("relation", name(tie.relation->relation)));
  if (const std::uint32_t degree = civil_degree(*tie.relation); degree > 0) facts.push_back(fact("degree", static_cast<std::int64_t>(degree)));
  return facts;
}

std::optional<Tie> offender_tie(const Matter& m, std::span<const AdversePerson> adverse, const Party& party) {
  for (const AdversePerson& one : adverse) {
    if (!excludes(m, one.status)) continue;
    if (const auto tied = shared(one.person, one.marks, party)) return Tie{*tied, one.status};
  }
  return std::nullopt;
}

std::optional<Tie> relative_tie(const Matter& m, std::span<const AdversePerson> adverse, std::span<const Relation> relations, const Party& party) {
  const std::uint32_t most = static_cast<std::uint32_t>(bounded(m.rulebook, "R27", "degree"));
  std::optional<Tie> nearest;
  for (const Relation& relation : relations) {
    if (!makes_relatives(relation) || (!is_close(relation.relation) && civil_degree(relation) > most)) continue;
    for (const bool first : {true, false}) {
      const AdversePerson* offender = find_adverse(m, adverse, first ? relation.other : relation.person);
      if (offender == nullptr) continue;
      const auto tied = tie_to_end(relation, first, party);
      if (tied && (!nearest || nearer(relation, *nearest->relation))) nearest = Tie{*tied, offender->status, &relation};
    }
  }
  return nearest;
}

std::optional<Tie> trustee_tie(const Matter& m, const Party& party) {
  const std::vector<Relation>& own = m.state.ledger.trustee_related;
  if (own.empty()) return std::nullopt;
  for (const Relation& one : own) {
    if (one.relation != RelationKind::trustee_related) continue;
    if (const auto tied = shared(one.person, one.marks, party)) return Tie{*tied, std::nullopt, &one};
  }
  const auto is_own = [&](const PersonId& person) {
    return std::any_of(own.begin(), own.end(), [&](const Relation& r) { return r.relation == RelationKind::trustee_related && r.person == person; });
  };
  const std::uint32_t most = static_cast<std::uint32_t>(bounded(m.rulebook, "R34", "degree"));
  for (const std::span<const Relation> list : {std::span<const Relation>(own), relations_of(m)}) {
    for (const Relation& relation : list) {
      if (!makes_relatives(relation) || (!is_close(relation.relation) && civil_degree(relation) > most)) continue;
      for (const bool first : {true, false}) {
        const auto tied = tie_to_end(relation, first, party);
        if (tied && is_own(first ? relation.other : relation.person)) return Tie{*tied, std::nullopt, &relation};
      }
    }
  }
  return std::nullopt;
}

bool is_close(RelationKind relation) {
  return relation == RelationKind::spouse || relation == RelationKind::cohabitant || relation == RelationKind::household;
}

std::uint32_t civil_degree(const Relation& relation) {
  switch (relation.relation) {
    case RelationKind::parent:
    case RelationKind::child: return std::max(relation.degree, 1U);
    case RelationKind::sibling: return relation.degree == 0 ? 2 : relation.degree;
    case RelationKind::other_relative: return relation.degree;
    default: return 0;
  }
}

bool is_herself(const Matter& m, const Party& party) {
  if (m.principal != nullptr && m.principal->role == Role::ward && m.principal->person == party.person) return true;
  return std::any_of(m.ward->facts.begin(), m.ward->facts.end(), [&](const WardFact& f) {
    return f.fact == FactKind::identity_proved && !f.ended && f.person == party.person;
  });
}

std::span<const AdversePerson> adverse_of(const Matter& m) {
  return m.protection == nullptr ? std::span<const AdversePerson>{} : std::span<const AdversePerson>(m.protection->adverse);
}
std::span<const Relation> relations_of(const Matter& m) {
  return m.protection == nullptr ? std::span<const Relation>{} : std::span<const Relation>(m.protection->relations);
}

}  // namespace katiwala::policies
