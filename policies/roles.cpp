#include "policies/roles.h"

#include <algorithm>

#include "ledger/custody/relations.h"
#include "policies/plan/freezes.h"
#include "policies/plan/plan.h"
#include "policies/rules/facts.h"

namespace katiwala::policies {
namespace {

using namespace custody;
using enum custody::Role;

template <class C>
constexpr Permission row(Roles may_ask, Roles approvals = {}) {
  return {C::kind, C::command_name, may_ask, approvals, false};
}
template <class C>
constexpr Permission everybody() {
  return {C::kind, C::command_name, {}, {}, true};
}

// What protects (a revocation, word of an offender, a withdrawal) is done at once by one person; what gives away, takes two.
constexpr Permission kPermissions[] = {
    //                        may ask                                       must agree, each another person
    row<CreateLedger>        ({}),
    row<Tick>                ({}),
    row<MoveClock>           ({administrator}),
    everybody<RefuseInput>   (),
    row<EnrolPrincipal>      ({administrator, trust_officer},               {trust_officer}),
    row<RevokePrincipal>     ({administrator, trust_officer}),
    row<AdoptRulebook>       ({compliance, trust_officer},                  {trust_officer, compliance}),
    row<EraseWard>           ({compliance},                                 {trust_officer, compliance}),
    row<RecordRate>          ({bank_system, trust_officer}),
    row<OpenPool>            ({trust_officer},                              {trust_officer}),
    row<OpenWard>            ({trust_officer},                              {trust_officer}),
    row<RecordOrder>         ({trust_officer},                              {trust_officer}),
    row<RecordAward>         ({trust_officer},                              {trust_officer}),
    row<AppointGuardian>     ({trust_officer, court_recorder},              {trust_officer}),
    row<ApproveBond>         ({trust_officer, court_recorder},              {trust_officer}),
    row<FileReturn>          ({trust_officer, compliance}),
    row<RecordAdverse>       ({trust_officer, social_worker, compliance}),
    row<RegisterPayee>       ({trust_officer, guardian},                    {trust_officer}),
    row<RecordCourtOrder>    ({trust_officer, court_recorder},              {trust_officer}),
    row<ReceiveCredit>       ({bank_system}),
    row<MatchCredit>         ({trust_officer},                              {trust_officer}),
    row<Convert>             ({trust_officer},                              {trust_officer}),
    row<RequestDisbursement> ({guardian, trust_officer, ward},              {trust_officer}),
    row<Approve>             ({trust_officer, social_worker, compliance, releaser}),
    row<CancelProposal>      ({guardian, trust_officer, compliance, administrator, social_worker, ward}),
    row<Release>             ({releaser, trust_officer}),
    row<HandOver>            ({bank_system, releaser}),
    row<Settle>              ({bank_system}),
    row<RejectPayment>       ({bank_system}),
    row<ReverseEntry>        ({trust_officer},                              {trust_officer, compliance}),
    row<Reconcile>           ({bank_system}),
    row<RecordCharge>        ({trust_officer},                              {trust_officer, compliance}),
    row<TakeSeal>            ({trust_officer, compliance, auditor, administrator}),
    row<DeclareLogKey>       ({administrator, trust_officer},               {trust_officer, compliance}),
    row<AdoptWitnesses>      ({administrator, trust_officer},               {trust_officer, compliance}),
    row<AcceptRestore>       ({trust_officer},                              {compliance}),
    row<RecordFact>          ({trust_officer, social_worker, compliance},   {trust_officer}),
    row<ChangeGuardian>      ({trust_officer, compliance, court_recorder},  {trust_officer}),
    row<RecordRelation>      ({trust_officer, social_worker, compliance}),
    row<ChangePayee>         ({trust_officer, guardian},                    {trust_officer}),
    row<SetBudget>           ({trust_officer},                              {trust_officer, social_worker}),
    row<ShareVoucher>        ({trust_officer},                              {trust_officer}),
    row<ChangeCourtOrder>    ({trust_officer, court_recorder},              {trust_officer}),
    row<OpenDuty>            ({trust_officer, compliance},                  {trust_officer}),
    row<RecordElection>      ({ward, trust_officer},                        {trust_officer, social_worker}),
    row<ObjectTo>            ({guardian, guardian_ad_litem, social_worker}),
    row<FileReceipt>         ({guardian, trust_officer}),
    row<ReturnPayment>       ({bank_system}),
    row<RecordInterest>      ({bank_system, trust_officer},                 {trust_officer}),
    row<Remit>               ({trust_officer},                              {trust_officer, compliance}),
    row<ResolveCredit>       ({trust_officer},                              {trust_officer, compliance}),
    row<SetFreeze>           ({trust_officer, compliance, guardian}),
    row<LiftFreeze>          ({trust_officer, compliance, guardian},        {trust_officer}),
    row<OpenCase>            ({compliance}),
    row<MoveCase>            ({compliance},                                 {compliance}),
    row<ReportIncident>      ({compliance, administrator, trust_officer}),
    row<AdoptRelyingParty>   ({administrator, trust_officer},               {trust_officer, compliance}),
    row<EnrolCredential>     ({trust_officer, social_worker, compliance, guardian, ward, guardian_ad_litem, court_recorder}, {trust_officer}),
    row<RemoveCredential>    ({trust_officer, social_worker, compliance, guardian, ward, guardian_ad_litem, court_recorder}, {trust_officer}),
    row<RecoverCredential>   ({trust_officer, social_worker},               {trust_officer}),
    row<KeepCredentials>     ({trust_officer, social_worker, compliance}),
    row<ReleaseFile>         ({releaser},                                   {releaser}),
    row<NoteOpening>         ({trust_officer}),
    row<OpenBooks>           ({trust_officer},                              {trust_officer, compliance}),
    row<FileRecall>          ({bank_system}),
    row<AnswerRecall>        ({trust_officer},                              {compliance}),
};
static_assert(std::size(kPermissions) == std::variant_size_v<CommandVariant>, "a command without a row, or with two");

/// From tier T1 on a social worker endorses (R30).
constexpr Roles kHigherTiers{trust_officer, social_worker};

bool in_date(const Principal& principal, Instant now) {
  return std::any_of(principal.credentials.begin(), principal.credentials.end(),
                     [&](const Credential& c) { return c.valid_from <= now && now < c.valid_to && counts(principal, c.fingerprint, now); });
}

/// Payments that are no expense of a child: they go to her, to her estate, to a payor, to the tax office. The guardian asks for none of them.
bool is_no_expense(Purpose purpose) {
  return purpose == Purpose::handover || purpose == Purpose::estate || purpose == Purpose::claim || purpose == Purpose::tax;
}

/// What only protects takes one person: what is learnt of a danger, never what says that it has passed.
bool only_protects(const RecordFact& c) {
  if (c.ends) return false;
  switch (c.fact) {
    case FactKind::death:
    case FactKind::marriage:
    case FactKind::adoption:
    case FactKind::foster_care:
    case FactKind::child_welfare_event:
    case FactKind::incapacity:
    case FactKind::incapacity_petition:
    case FactKind::heartbeat:
    case FactKind::appeal_pending:
    case FactKind::interview_concern:
    case FactKind::coached:
    case FactKind::unworthy_heir: return true;
    default: return false;
  }
}

bool done_at_once(const Command& command) {
  if (const auto* c = std::get_if<RecordFact>(&command)) return only_protects(*c);
  if (const auto* c = std::get_if<ChangeGuardian>(&command)) return c->to == GuardianStanding::suspended || c->to == GuardianStanding::removed;
  if (const auto* c = std::get_if<ChangeCourtOrder>(&command)) return c->to == OrderStanding::stayed || c->to == OrderStanding::vacated;
  if (const auto* c = std::get_if<OpenDuty>(&command)) return !c->moves;
  if (const auto* c = std::get_if<MoveCase>(&command)) return c->to == CaseState::suspicious || c->to == CaseState::reported;
  return false;
}

/// The ward whose guardian may ask this, and while what lasts.
struct GuardedWard {
  WardId id;
  bool acting = false;      ///< only one whose authority is not suspended: what he would stop by it
  bool also_after = false;  ///< also when his authority has ended: what he owes
};
std::optional<GuardedWard> ward_of(const Command& command) {
  if (const auto* c = std::get_if<RegisterPayee>(&command)) return GuardedWard{c->ward};
  if (const auto* c = std::get_if<ChangePayee>(&command)) return GuardedWard{c->ward};
  if (const auto* c = std::get_if<RequestDisbursement>(&command)) return GuardedWard{c->ward};
  if (const auto* c = std::get_if<ObjectTo>(&command)) return GuardedWard{WardId{c->about.id}, true};
  if (const auto* c = std::get_if<SetFreeze>(&command)) return GuardedWard{WardId{c->about.id}, true};
  if (const auto* c = std::get_if<LiftFreeze>(&command)) return GuardedWard{WardId{c->about.id}, true};
  if (const auto* c = std::get_if<FileReceipt>(&command)) return GuardedWard{c->ward, false, true};
  return std::nullopt;  // withdrawing one's own proposal is judged with the proposal
}

/// Whoever was appointed after she came of age, because she can not act for herself (R64; Rules 92-97).
bool guards_an_adult(const Ward& her, const Guardian& guardian, CivilDate today) {
  const bool incapable = fact_in_force(her.facts, FactKind::incapacity, today) != nullptr ||
                         fact_in_force(her.facts, FactKind::incapacity_petition, today) != nullptr;
  return incapable && her.majority && guardian.letters && *guardian.letters >= *her.majority;
}

Status guardian_stands(const State& state, const Principal& principal, const Submission& submission) {
  const auto named = ward_of(submission.command);
  if (!named) return good();
  const Ward* her = state.ward(named->id);
  const Guardian* found = her == nullptr ? nullptr : find_guardian(*her, principal.person);
  if (found == nullptr || (named->acting && !is_acting(*found) && found->standing != GuardianStanding::ended)) return refuse(Code::NOT_GUARDIAN);
  if (named->also_after) return good();
  const bool of_age = her->adult && !guards_an_adult(*her, *found, manila_date(submission.time));
  if (found->standing == GuardianStanding::ended || of_age) return refuse(Code::AUTHORITY_ENDED);
  return good();
}

/// By the relation that the bank recorded of him (R28).
Status ad_litem_stands(const State& state, const Principal& principal, const Command& command) {
  const auto named = ward_of(command);
  const bool hers = named && is_related(state.protection(named->id), RelationKind::guardian_ad_litem, principal.person);
  return !named || hers ? good() : Status(refuse(Code::NOT_GUARDIAN));
}

/// The ward of whom a court's word is recorded.
std::optional<WardId> ward_before_court(const Command& command) {
  if (const auto* c = std::get_if<RecordCourtOrder>(&command)) return c->ward;
  if (const auto* c = std::get_if<ChangeCourtOrder>(&command)) return c->ward;
  if (const auto* c = std::get_if<AppointGuardian>(&command)) return c->ward;
  if (const auto* c = std::get_if<ChangeGuardian>(&command)) return c->ward;
  if (const auto* c = std::get_if<ApproveBond>(&command)) return c->ward;
  return std::nullopt;
}

/// Of the court that oversees her, by the relation that the bank recorded of him. Of a ward that is not there he is told the same.
Status recorder_stands(const State& state, const Principal& principal, const Command& command) {
  const auto named = ward_before_court(command);
  if (!named || is_related(state.protection(*named), RelationKind::court_recorder, principal.person)) return good();
  return refuse(Code::ROLE_FORBIDDEN, "Only the recorder of the court that oversees this ward may ask for this.");
}

/// Herself: of age, and the person whom a fact in force names. She asks for what is hers, and for nothing else.
Status she_herself(const State& state, const Principal& principal, const Submission& submission) {
  std::optional<WardId> named;
  if (const auto* c = std::get_if<RecordElection>(&submission.command)) named = c->ward;
  if (const auto* c = std::get_if<RequestDisbursement>(&submission.command)) {
    if (c->purpose != Purpose::handover) return refuse(Code::ROLE_FORBIDDEN);
    named = c->ward;
  }
  if (!named) return good();
  const Ward* her = state.ward(*named);
  const WardFact* proved = her == nullptr ? nullptr : fact_in_force(her->facts, FactKind::identity_proved, manila_date(submission.time));
  return proved != nullptr && her->adult && proved->person == principal.person ? good() : Status(refuse(Code::NOT_HERSELF));
}

/// An officer asks for what is no expense, and for what a court has ordered where no guardian does; the rest is a guardian's to ask for.
/// A watch is compliance's, and nobody else writes in it.
Status officer_may(const Command& command) {
  if (const auto* c = std::get_if<RequestDisbursement>(&command)) {
    if (!is_no_expense(c->purpose) && !c->court_order) return refuse(Code::ROLE_FORBIDDEN);
  }
  if (const auto* c = std::get_if<FileReturn>(&command)) {
    if (c->about && c->about->kind == SubjectKind::watch) return refuse(Code::ROLE_FORBIDDEN);
  }
  if (const auto* c = std::get_if<OpenDuty>(&command)) {
    if (c->about.kind == SubjectKind::watch) return refuse(Code::ROLE_FORBIDDEN);
  }
  return good();
}

/// An officer asks for others, everybody else for her or his own credentials.
Status her_own_credentials(const Principal& principal, const Command& command) {
  if (principal.role == trust_officer) return good();
  const auto* enrols = std::get_if<EnrolCredential>(&command);
  const auto* removes = std::get_if<RemoveCredential>(&command);
  const bool anothers = (enrols != nullptr && enrols->who.principal != principal.id) || (removes != nullptr && removes->principal != principal.id);
  return anothers ? Status(refuse(Code::ROLE_FORBIDDEN)) : good();
}

Status stands(const State& state, const Principal& principal, const Submission& submission) {
  KATIWALA_CHECK(her_own_credentials(principal, submission.command));
  switch (principal.role) {
    case guardian: return guardian_stands(state, principal, submission);
    case guardian_ad_litem: return ad_litem_stands(state, principal, submission.command);
    case court_recorder: return recorder_stands(state, principal, submission.command);
    case ward: return she_herself(state, principal, submission);
    case trust_officer: return officer_may(submission.command);
    default: return good();
  }
}

Status founding_only(const State& state, const Submission& submission) {
  const bool founded = !state.rulebooks.empty() || submission.seq != 0;
  const bool founding = std::holds_alternative<CreateLedger>(submission.command);
  if (founding && founded) return refuse(Code::LEDGER_EXISTS);
  if (!founding && !founded) return refuse(Code::LEDGER_MISSING);
  return good();
}

}  // namespace

bool passkey_stays_on_its_device(Role role) { return role != guardian && role != guardian_ad_litem && role != ward && role != social_worker; }

std::span<const Permission> permissions() { return kPermissions; }

const Permission& permission(std::uint16_t command) {
  const auto found = std::find_if(std::begin(kPermissions), std::end(kPermissions), [&](const Permission& p) { return p.command == command; });
  KATIWALA_ASSERT(found != std::end(kPermissions), "a command without a row in the table of roles");
  return *found;
}

std::vector<Role> approvals_needed(const Command& command, Tier tier) {
  if (const auto* c = std::get_if<RequestDisbursement>(&command)) {
    if (tier != Tier::t0 || is_no_expense(c->purpose)) return kHigherTiers.list();
  }
  if (done_at_once(command)) return {};
  if (const auto* c = std::get_if<LiftFreeze>(&command); c != nullptr && c->about.kind == SubjectKind::watch) {
    return freeze_rule(FreezeKind::amlc).lift_approvals.list();
  }
  return permission(kind_of(command)).approvals.list();
}

std::vector<Role> approvals_needed(const State& state, const Submission& submission, Tier tier) {
  const Principal* who = state.principal(submission.principal);
  // What the bank's own system booked is what the bank did.
  if (std::holds_alternative<RecordInterest>(submission.command) && who != nullptr && who->role == bank_system) return {};
  if (const auto* c = std::get_if<LiftFreeze>(&submission.command)) {
    const std::vector<Freeze>* freezes = state.freezes(where_frozen(state, c->about, c->freeze));
    const Freeze* freeze = freezes == nullptr ? nullptr : find_freeze(*freezes, c->freeze);
    if (freeze != nullptr) return freeze_rule(freeze->freeze_kind).lift_approvals.list();
  }
  return approvals_needed(submission.command, tier);
}

Status may_ask(const State& state, const Submission& submission) {
  KATIWALA_CHECK(founding_only(state, submission));
  const Command& command = submission.command;
  if (std::holds_alternative<CreateLedger>(command)) return good();
  if (std::holds_alternative<Tick>(command)) {
    return submission.principal.is_zero() ? good() : Status(refuse(Code::ROLE_FORBIDDEN));
  }
  // The seal of a day that has ended is the ledger's own affair; anybody listed may ask for another.
  if (std::holds_alternative<TakeSeal>(command) && submission.principal.is_zero()) return good();
  const Principal* principal = state.principal(submission.principal);
  if (principal == nullptr) return refuse(Code::PRINCIPAL_UNKNOWN);
  if (principal->revoked) return refuse(Code::PRINCIPAL_REVOKED);
  if (!in_date(*principal, submission.time)) return refuse(Code::CREDENTIAL_EXPIRED);
  if (!counts(*principal, submission.credential, submission.time)) return refuse(Code::CREDENTIAL_PENDING);
  const Permission& row = permission(kind_of(command));
  if (!row.everybody && !row.may_ask.has(principal->role)) return refuse(Code::ROLE_FORBIDDEN);
  if (std::holds_alternative<MoveClock>(command) && state.ledger.mode != Mode::sandbox) return refuse(Code::SANDBOX_ONLY);
  return stands(state, *principal, submission);
}

}  // namespace katiwala::policies
