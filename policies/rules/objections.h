/// Objections to a payment: whose stand, and what answers them. Shared by R28 and by R31, which judges parents who disagree (FC 225).
#pragma once

#include "policies/rules/asking.h"

namespace katiwala::policies {

/// A court has decided on this very expense: the order that the request names is in force and names its purpose and its payee.
inline bool court_decided(const Matter& m, const Payment& asked) {
  if (!asked.court_order || m.ward == nullptr) return false;
  const custody::CourtOrder* order = find_court_order(*m.ward, *asked.court_order);
  if (order == nullptr || !order->purpose || !order->payee) return false;
  const bool in_force = order->standing == custody::OrderStanding::in_force || order->standing == custody::OrderStanding::amended;
  return in_force && *order->purpose == asked.purpose && *order->payee == asked.payee;
}

/// A parent who is her guardian and may act; nullptr of anybody else.
inline const custody::Guardian* acting_parent(const custody::Ward& ward, const custody::PersonId& person) {
  const custody::Guardian* guardian = find_guardian(ward, person);
  const bool parent = guardian != nullptr && is_acting(*guardian) && guardian->guardian_kind == custody::GuardianKind::parent;
  return parent ? guardian : nullptr;
}

/// Who objects to the payment at hand and has not withdrawn it. A guardian whose authority does not stand objects to nothing.
inline std::vector<custody::PersonId> objectors(const Matter& m) {
  if (m.ward == nullptr || m.stage == Stage::submit || !payment(m)) return {};
  const custody::Proposal* proposal = proposal_at_hand(m);
  if (proposal == nullptr && m.request != nullptr) proposal = m.state.proposal(m.request->proposal);
  if (proposal == nullptr) return {};
  std::vector<custody::PersonId> standing = proposal->objections;
  std::erase_if(standing, [&](const custody::PersonId& person) {
    const custody::Guardian* guardian = find_guardian(*m.ward, person);
    return guardian != nullptr && !is_acting(*guardian);
  });
  return standing;
}

}  // namespace katiwala::policies
