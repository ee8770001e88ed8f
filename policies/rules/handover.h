/// Paying a ward herself, of age: what R03, R05, R06 and R64 judge; and what is done before that day.
#pragma once

#include "policies/rules/asking.h"

namespace katiwala::policies {

/// Her money given into her own hands: handed over, or sent to an account of hers for whatever purpose.
inline bool is_release(const Matter& m, const Payment& asked) {
  if (asked.purpose == custody::Purpose::handover) return true;
  const custody::Payee* payee = payee_of(m, asked);
  return payee != nullptr && payee->payee_kind == custody::PayeeKind::beneficiary;
}

/// What must have happened before she is paid, beside her being of age; nullopt where nothing is missing. Pre: is_release.
///
/// Her identity is proved anew, by a fact recorded on or after the day she came of age: IDENTITY_NOT_PROVED. For what is handed over, she has
/// chosen of age to be paid out, and to that account where she named one: ELECTION_MISSING.
/// Source: practice, handover at 18 (rules.md: identity re-proofing of the adult; trust goes on only by her own free election); a design
/// choice, no rule has a number for it. R05 speaks it.
std::optional<Verdict> handover_gate(const Matter& m, const Payment& asked, CivilDate majority);

/// `majority_notice_days` before the day she comes of age somebody is reminded (at once where that has passed), as often as the day is written down anew.
void announce_majority(const Matter& m, custody::WardId ward, CivilDate majority, Verdict& verdict);
/// The tick of such a reminder: proof of her identity is owed `identity_days` after the day, and proof of her age where there is none.
/// A reminder of a day that was moved since says nothing.
Verdict on_majority_notice(const Matter& m);

}  // namespace katiwala::policies
