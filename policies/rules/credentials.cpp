#include "ledger/custody/relations.h"
#include "policies/rules/credentials.h"

#include <algorithm>

#include "policies/rules/asking.h"
#include "policies/rules/duties.h"

namespace katiwala::policies {
namespace {

using namespace custody;

/// Each of them has a part in the entry; a header has room for 2045.
constexpr std::size_t kMostWards = 512;

struct Change {
  PersonId person;
  Role role = Role::auditor;
  Instant at;
};

std::optional<Change> change_of(const Matter& m) {
  std::optional<Change> found;
  for_each_planned<CredentialEnrolled>(m, [&](const Subject&, const CredentialEnrolled& e) { found = Change{e.who.person, e.who.role, e.from}; });
  for_each_planned<CredentialRemoved>(m, [&](const Subject&, const CredentialRemoved& e) {
    const Principal* who = m.state.principal(e.principal);
    if (who != nullptr) found = Change{who->person, who->role, e.until};
  });
  return found;
}

bool is_herself(const Ward& ward, const PersonId& person) {
  return std::ranges::any_of(ward.facts, [&](const WardFact& f) { return f.fact == FactKind::identity_proved && !f.ended && f.person == person; });
}
/// By which relation of a protection file that role sees a ward; nothing of the others.
std::optional<RelationKind> relation_of(Role role) {
  if (role == Role::guardian_ad_litem) return RelationKind::guardian_ad_litem;
  if (role == Role::court_recorder) return RelationKind::court_recorder;
  return std::nullopt;
}

/// Ascending, so that it is decided again the same.
std::vector<WardId> wards_of(const State& state, const Change& change) {
  std::vector<WardId> wards;
  if (change.role == Role::guardian) {
    const auto guarded = state.guarded.find(change.person);
    if (guarded != state.guarded.end()) wards = guarded->second;
  } else if (change.role == Role::ward) {
    for (const auto& [id, ward] : state.wards)
      if (is_herself(ward, change.person)) wards.push_back(id);
  } else if (const auto relation = relation_of(change.role)) {
    for (const auto& [id, file] : state.protections)
      if (is_related(&file, *relation, change.person) && state.ward(id) != nullptr) wards.push_back(id);
  }
  std::ranges::sort(wards);
  const auto twice = std::ranges::unique(wards);
  wards.erase(twice.begin(), twice.end());
  return wards;
}

DutyDraft notice(const Subject& about, DutyOwner owner, Instant at) {
  return {about, Duty::credential_notice, owner, manila_date(at), std::nullopt, at};
}

}  // namespace

std::vector<DutyDraft> notices_of_changed_credentials(const Matter& m) {
  if (m.stage != Stage::execute) return {};
  const auto change = change_of(m);
  if (!change) return {};
  const std::vector<WardId> wards = wards_of(m.state, *change);
  std::vector<DutyDraft> duties;
  if (wards.empty() || wards.size() > kMostWards) duties.push_back(notice({}, DutyOwner::compliance, change->at));
  if (wards.size() > kMostWards) return duties;
  for (const WardId& ward : wards) duties.push_back(notice(subject(ward), DutyOwner::trust_officer, change->at));
  return duties;
}

std::vector<DutyDraft> review_of_copied_passkey(const Matter& m) {
  if (m.submission.signature_fault != Code::PASSKEY_CLONED) return {};
  if (open_duty(m.state.ledger.obligations, Duty::credential_review) != nullptr) return {};
  DutyDraft review{{}, Duty::credential_review, DutyOwner::compliance, m.today + 1};
  review.always = true;
  return {review};
}

}  // namespace katiwala::policies
