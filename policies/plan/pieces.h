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
KATIWALA_PLANNER(RecordFact);
KATIWALA_PLANNER(ChangeGuardian);
KATIWALA_PLANNER(RecordRelation);
KATIWALA_PLANNER(ChangePayee);
KATIWALA_PLANNER(SetBudget);
KATIWALA_PLANNER(ShareVoucher);
KATIWALA_PLANNER(ChangeCourtOrder);
KATIWALA_PLANNER(OpenDuty);
KATIWALA_PLANNER(RecordElection);
KATIWALA_PLANNER(ObjectTo);
KATIWALA_PLANNER(FileReceipt);
KATIWALA_PLANNER(ReturnPayment);
KATIWALA_PLANNER(RecordInterest);
KATIWALA_PLANNER(Remit);
KATIWALA_PLANNER(ResolveCredit);
KATIWALA_PLANNER(SetFreeze);
KATIWALA_PLANNER(LiftFreeze);
KATIWALA_PLANNER(OpenCase);
KATIWALA_PLANNER(MoveCase);
KATIWALA_PLANNER(ReportIncident);
KATIWALA_PLANNER(AdoptRelyingParty);
KATIWALA_PLANNER(EnrolCredential);
KATIWALA_PLANNER(RemoveCredential);
KATIWALA_PLANNER(RecoverCredential);
KATIWALA_PLANNER(KeepCredentials);
KATIWALA_PLANNER(ReleaseFile);
KATIWALA_PLANNER(NoteOpening);
KATIWALA_PLANNER(OpenBooks);
KATIWALA_PLANNER(FileRecall);
KATIWALA_PLANNER(AnswerRecall);
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
/// The open proposal, if it is about what is named with it. Of one that stands in a file that goes with a ward, whoever names another subject
/// learns no more than that there is none.
Result<const custody::Proposal*> proposal_or_refuse(const custody::State& state, custody::ProposalId id, const custody::Subject& about);

/// FIELD_INVALID naming the field.
Refusal wrong_field(std::string_view field);
/// REQUEST_STATE naming the state it is in.
Refusal wrong_state(const custody::Request& request);
Status positive(Amount amount);
/// 1..`most` bytes.
Status some_text(std::string_view text, std::size_t most, std::string_view field);
/// 1..16 of A-Z a-z 0-9 -
Status short_code(std::string_view text, std::string_view field);
/// None of the references was used, and none stands twice. DUPLICATE_MESSAGE, place "entry N" (R50).
Status unused(const custody::State& state, const std::vector<custody::Mark>& references);
/// What the bank booked up to the day of the opening balances is in them. BEFORE_OPENING, place the day.
Status after_opening(const custody::Pool& pool, Currency currency, CivilDate booked);
/// On the pool's account in that currency nothing has moved but what older books brought: no credit that was not reversed, no payment out of it, and it
/// stands at what they brought. OPENING_LATE, place the account. Pre: the pool has an account in it.
Status nothing_but_brought(const custody::State& state, const custody::Pool& pool, Currency currency);
/// Notes the references as used, in the pool's part.
void use(Plan& plan, const custody::PoolId& pool, const std::vector<custody::Mark>& references);
/// Whether an identifier has accounts of that kind in any currency: then it is taken, as what is awarded or granted never comes back to zero.
bool has_accounts(const custody::State& state, book::AccountKind kind, const std::array<std::uint8_t, 16>& owner);
/// A file that goes with a ward or pool (`of`) is opened before anything is written in it, where it is not there yet.
void open_file(Plan& plan, const custody::State& state, const custody::Subject& file, custody::SubjectKind of);

/// Income first, then principal (R18; s.17(c)).
struct Drawn {
  Amount income, principal;
};
Drawn draw(const custody::State& state, const custody::Ward& ward, Amount amount);

// What a payment of an order or a budget does to their caps, and what undoes it (caps.cpp).
/// Nothing where the request names neither.
void move_cap(Plan& plan, const custody::Request& request, book::AccountKind from, book::AccountKind to);
/// Grants `amount` more (or less, where negative) under an order or a budget.
void grant(Plan& plan, const custody::Subject& about, const std::array<std::uint8_t, 16>& owner, Amount amount);
/// FOUR_EYES where whoever releases a payment asked for it, approved it or is paid by it.
Status another_person_releases(const custody::Ward& ward, const custody::Request& request, const custody::PersonId& releaser);
/// Undoes what the request has reserved, frees its caps, and moves it to `cancelled` with a reason.
void cancel_request(Plan& plan, const custody::Request& request, std::string reason);
/// Puts back where it was drawn from: `from` is the account that holds it now (reserved, transit; bank: it came back after it had left).
void restore(Plan& plan, const custody::Request& request, book::AccountKind from, const custody::PoolId& pool, book::Category category);

/// What a person asked for or proposed for a ward, and what of it still waits, is withdrawn with a reason: her requests that have not left,
/// and the proposals of them; with `of_guardians_only`, those that her guardians made, and whatever else they proposed.
void withdraw_all(Plan& plan, const custody::State& state, const custody::Ward& ward, const std::string& reason, bool of_guardians_only);

}  // namespace katiwala::policies
