/// Who is really paid: one person may stand behind several payee records.
///
/// Equality is of persons or of keyed marks; nothing plain is compared. Any mark in common makes two records one payee: the stricter
/// reading, since a payment kept back can be made later and one made can not.
/// Source: rules.md R48 (no auto-splitting), RF02, RF07, RF11.
#pragma once

#include "ledger/custody/state.h"

namespace katiwala::policies {

/// The same person, or a mark in common.
inline bool same_payee(const custody::Payee& a, const custody::Payee& b) {
  return a.id == b.id || a.person == b.person || custody::shares_mark(a.marks, b.marks);
}

/// Likewise of payees the ward has; a payee she does not have is the same as itself alone.
inline bool same_payee(const custody::Ward& ward, const custody::PayeeId& a, const custody::PayeeId& b) {
  if (a == b) return true;
  const custody::Payee* first = custody::find_payee(ward, a);
  const custody::Payee* second = custody::find_payee(ward, b);
  return first != nullptr && second != nullptr && same_payee(*first, *second);
}

}  // namespace katiwala::policies
