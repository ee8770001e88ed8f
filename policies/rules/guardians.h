/// Guardians: whom a court appointed, whose returns those are that are owed to it, and what it takes to become one again.
#pragma once

#include <algorithm>
#include <optional>

#include "policies/rules/asking.h"

namespace katiwala::policies {

/// By letters of a court: a person, or an institution (A.5). Parents are guardians by law (FC 225).
inline bool is_court_appointed(const custody::Guardian& guardian) { return guardian.guardian_kind != custody::GuardianKind::parent; }

/// Whether a return is this guardian's to make: opened while he was one. A successor does not answer for what was owed before him.
/// A guardian recorded again is one since his letters, not since that day.
inline bool owes(const custody::Guardian& guardian, const custody::Obligation& duty) {
  const auto began = [&](const std::optional<CivilDate>& day) { return day && *day <= duty.opened; };
  return began(guardian.letters) || began(guardian.appointed) || (!guardian.letters && !guardian.appointed);
}

/// The return of that kind which who asks for the payment at hand must have made by `today`, and has not; nullptr where there is none, or
/// where nobody asks who owes it: what a guardian neglects is not held against her when others ask for her.
inline const custody::Obligation* late_return(const Matter& m, custody::Duty duty, int grace_days) {
  const custody::Guardian* guardian = asking_guardian(m);
  if (guardian == nullptr) return nullptr;
  for (const custody::Obligation& o : m.ward->obligations)
    if (o.duty == duty && !o.closed && owes(*guardian, o) && m.today >= o.due + grace_days) return &o;
  return nullptr;
}

/// Another day for a return to the court is the court's to give, in writing (R22): the denial where the plan moves such a duty without
/// the paper.
inline std::optional<Verdict> moved_without_court(const Matter& m, custody::Duty duty) {
  std::optional<Verdict> denial;
  for_each_planned<custody::ObligationMoved>(m, [&](const custody::Subject& about, const custody::ObligationMoved& e) {
    const auto* duties = m.state.obligations(about);
    const custody::Obligation* moved = duties == nullptr ? nullptr : find_obligation(*duties, e.number);
    if (moved == nullptr || moved->duty != duty || e.document) return;
    denial = deny(Code::ORDER_DOCUMENT_MISSING, {fact("duty", name(duty)), fact("due", moved->due)});
  });
  return denial;
}

/// The letters recorded now are those that were recorded before, and a court moved a duty of that kind since: it is not owed anew.
inline bool moved_since_letters(const custody::Ward& ward, const custody::Guardian& again, custody::Duty duty) {
  const custody::Guardian* before = find_guardian(ward, again.person);
  if (before == nullptr || before->letters != again.letters) return false;
  return std::any_of(ward.obligations.begin(), ward.obligations.end(),
                     [&](const custody::Obligation& o) { return o.duty == duty && o.moved && owes(*before, o); });
}

/// A new authority, and not the old one recorded again: letters not older than the day from which the person could act no more; of a
/// parent, whom no letters make one, a document.
inline bool is_new_authority(const custody::AppointGuardian& appointed, const custody::Guardian& before) {
  if (appointed.guardian_kind == custody::GuardianKind::parent) return appointed.document.has_value();
  return appointed.letters && (!before.since || *appointed.letters >= *before.since) && appointed.letters != before.letters;
}

}  // namespace katiwala::policies
