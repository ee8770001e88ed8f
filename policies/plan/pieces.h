/// What planners share. Private to policies/plan.
#pragma once

#include "policies/plan/plan.h"

namespace katiwala::policies {

/// The planner of each command, in its family's file.
#define KATIWALA_PLANNER(C) Result<Plan> plan_of(const Asking&, const custody::C&)
KATIWALA_PLANNER(CreateLedger);
KATIWALA_PLANNER(Tick);
KATIWALA_PLANNER(MoveClock);
KATIWALA_PLANNER(RefuseInput);
KATIWALA_PLANNER(EnrolPrincipal);
KATIWALA_PLANNER(RevokePrincipal);
KATIWALA_PLANNER(AdoptRulebook);
KATIWALA_PLANNER(EraseWard);
KATIWALA_PLANNER(RecordRate);
KATIWALA_PLANNER(OpenPool);
KATIWALA_PLANNER(OpenWard);
KATIWALA_PLANNER(RecordOrder);
KATIWALA_PLANNER(RecordAward);
KATIWALA_PLANNER(AppointGuardian);
KATIWALA_PLANNER(ApproveBond);
KATIWALA_PLANNER(FileReturn);
KATIWALA_PLANNER(RecordAdverse);
KATIWALA_PLANNER(RegisterPayee);
KATIWALA_PLANNER(RecordCourtOrder);
KATIWALA_PLANNER(ReceiveCredit);
KATIWALA_PLANNER(MatchCredit);
KATIWALA_PLANNER(Convert);
KATIWALA_PLANNER(RequestDisbursement);
KATIWALA_PLANNER(Approve);
KATIWALA_PLANNER(CancelProposal);
KATIWALA_PLANNER(Release);
KATIWALA_PLANNER(HandOver);
KATIWALA_PLANNER(Settle);
KATIWALA_PLANNER(RejectPayment);
KATIWALA_PLANNER(ReverseEntry);
KATIWALA_PLANNER(Reconcile);
KATIWALA_PLANNER(RecordCharge);
KATIWALA_PLANNER(TakeSeal);
KATIWALA_PLANNER(DeclareLogKey);
KATIWALA_PLANNER(AdoptWitnesses);
KATIWALA_PLANNER(AcceptRestore);
#undef KATIWALA_PLANNER

inline custody::Subject ledger_subject() { return {}; }

/// The start of a plan about `about`.
inline Plan plan_about(const custody::Subject& about) { return {about, {}, {}}; }
inline void happen(Plan& plan, const custody::Subject& about, custody::Event event) { plan.effects.push_back({about, std::move(event)}); }
/// Nothing is posted for zero.
void post(Plan& plan, const custody::Subject& about, book::AccountKind kind, const std::array<std::uint8_t, 16>& owner, Amount amount,
          book::Category category);

// Looking up, or refusing. The pointers live as long as the state.
Result<const custody::Ward*> ward_or_refuse(const custody::State& state, const custody::WardId& id);
Result<const custody::Pool*> pool_or_refuse(const custody::State& state, const custody::PoolId& id);
/// The request, if it is this ward's.
Result<const custody::Request*> request_or_refuse(const custody::State& state, const custody::RequestId& id, const custody::WardId& ward);
/// The ward's pool, if it has an account in that currency.
Result<const custody::Pool*> pool_with_currency(const custody::State& state, const custody::Ward& ward, Currency currency);

/// FIELD_INVALID naming the field.
Refusal wrong_field(std::string_view field);
Status positive(Amount amount);
/// 1..`most` bytes.
Status some_text(std::string_view text, std::size_t most, std::string_view field);
/// None of the references was used, and none stands twice. DUPLICATE_MESSAGE, place "entry N" (R50).
Status unused(const custody::State& state, const std::vector<custody::Mark>& references);
/// Notes the references as used, in the pool's part.
void use(Plan& plan, const custody::PoolId& pool, const std::vector<custody::Mark>& references);

/// Income first, then principal (R18; s.17(c)).
struct Drawn {
  Amount income, principal;
};
Drawn draw(const custody::State& state, const custody::Ward& ward, Amount amount);

/// Undoes what the request has reserved, frees its cap, and moves it to `cancelled` with a reason.
void cancel_request(Plan& plan, const custody::Request& request, std::string reason);
/// Puts back where it was drawn from: `from` is the account that holds it now.
void restore(Plan& plan, const custody::Request& request, book::AccountKind from, const std::array<std::uint8_t, 16>& owner,
             book::Category category);

}  // namespace katiwala::policies
