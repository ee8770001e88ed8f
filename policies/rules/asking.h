/// Who asks, and for what: the questions that many rules put to a matter before they judge it.
#pragma once

#include <optional>

#include "policies/rule.h"

namespace katiwala::policies {

/// A payment to be made, at whatever stage it is judged.
struct Payment {
  custody::RequestId id;
  custody::PayeeId payee;
  Amount amount;
  custody::Purpose purpose = custody::Purpose::education;
  std::optional<custody::CourtOrderId> court_order;
  custody::PersonId requester;
  custody::Rail rail = custody::Rail::book_transfer;
  CivilDate day;  ///< of the request
  std::optional<custody::BudgetId> budget;
  std::optional<Digest> voucher;
  std::optional<custody::Mark> invoice;
  std::optional<CivilDate> service_from, service_to;
  Instant asked_at;
};

/// What is to be paid, for a matter that is being put together; nullopt where it is no disbursement.
std::optional<Payment> payment_of(const Matter& m);
/// nullptr where the matter is not a disbursement: asked for, executed, or about to leave the bank.
inline const Payment* payment(const Matter& m) { return m.payment; }

/// Who is paid; nullptr where the ward has no such payee.
const custody::Payee* payee_of(const Matter& m, const Payment& asked);

/// The guardian whose request, proposal or act it is; nullptr where that person is no guardian of the ward.
const custody::Guardian* asking_guardian(const Matter& m);

/// A guardian asks for it, or once proposed it.
bool is_asked_by_guardian(const Matter& m);

/// A guardian does, or once proposed, something that needs his authority. Returns owed to the court, receipts for what was paid and withdrawals
/// of what he asked for are not such acts: they outlive his authority.
bool is_guardian_act(const Matter& m);

/// The proposal that is being approved; nullptr where nothing is.
const custody::Proposal* proposal_at_hand(const Matter& m);

/// The events the plan holds of one kind, each with the subject it is about.
template <class E, class Visit>
void for_each_planned(const Matter& m, Visit visit) {
  for (const custody::Effect& effect : m.plan.effects)
    if (const auto* event = std::get_if<E>(&effect.event)) visit(effect.about, *event);
}

/// An integer of the rulebook brought within bounds, for counts of days and months: what is far out of reach stays so.
int bounded(const Rulebook& rulebook, std::string_view rule, std::string_view name);

/// The last day of a court's order: its own, or that of the months for which one stands that names none (R20).
CivilDate last_valid_day(const Matter& m, const custody::CourtOrder& order);

/// Denies with what is missing, as a computation named it.
Verdict deny(const Refusal& refusal);
/// A parameter that means nothing to its rule: nothing is judged by it.
Verdict deny_parameter(std::string_view rule, std::string_view name, std::string_view value);

}  // namespace katiwala::policies
