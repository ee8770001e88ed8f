#include "policies/roles.h"

#include <algorithm>

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
    row<AppointGuardian>     ({trust_officer},                              {trust_officer}),
    row<ApproveBond>         ({trust_officer},                              {trust_officer}),
    row<FileReturn>          ({trust_officer, compliance}),
    row<RecordAdverse>       ({trust_officer, social_worker, compliance}),
    row<RegisterPayee>       ({trust_officer, guardian},                    {trust_officer}),
    row<RecordCourtOrder>    ({trust_officer},                              {trust_officer}),
    row<ReceiveCredit>       ({bank_system}),
    row<MatchCredit>         ({trust_officer},                              {trust_officer}),
    row<Convert>             ({trust_officer},                              {trust_officer}),
    row<RequestDisbursement> ({guardian},                                   {trust_officer}),
    row<Approve>             ({trust_officer, social_worker, compliance}),
    row<CancelProposal>      ({guardian, trust_officer, compliance, administrator}),
    row<Release>             ({releaser}),
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
};
static_assert(std::size(kPermissions) == std::variant_size_v<CommandVariant>, "a command without a row, or with two");

/// From tier T1 on a social worker endorses (R30).
constexpr Roles kHigherTiers{trust_officer, social_worker};

bool in_date(const Principal& principal, Instant now) {
  return std::any_of(principal.credentials.begin(), principal.credentials.end(),
                     [&](const Credential& c) { return c.valid_from <= now && now < c.valid_to; });
}

/// The ward whose guardian may ask this.
std::optional<WardId> ward_of(const Command& command) {
  if (const auto* c = std::get_if<RegisterPayee>(&command)) return c->ward;
  if (const auto* c = std::get_if<RequestDisbursement>(&command)) return c->ward;
  return std::nullopt;  // withdrawing one's own proposal is judged with the proposal
}

Status guardian_stands(const State& state, const Principal& principal, const Command& command) {
  const auto id = ward_of(command);
  if (!id) return good();
  const Ward* ward = state.ward(*id);
  const Guardian* guardian = ward == nullptr ? nullptr : find_guardian(*ward, principal.person);
  if (guardian == nullptr) return refuse(Code::NOT_GUARDIAN);
  if (guardian->standing == GuardianStanding::ended || ward->adult) return refuse(Code::AUTHORITY_ENDED);
  return good();
}

Status founding_only(const State& state, const Submission& submission) {
  const bool founded = !state.rulebooks.empty() || submission.seq != 0;
  const bool founding = std::holds_alternative<CreateLedger>(submission.command);
  if (founding && founded) return refuse(Code::LEDGER_EXISTS);
  if (!founding && !founded) return refuse(Code::LEDGER_MISSING);
  return good();
}

}  // namespace

std::span<const Permission> permissions() { return kPermissions; }

const Permission& permission(std::uint16_t command) {
  const auto found = std::find_if(std::begin(kPermissions), std::end(kPermissions), [&](const Permission& p) { return p.command == command; });
  KATIWALA_ASSERT(found != std::end(kPermissions), "a command without a row in the table of roles");
  return *found;
}

std::vector<Role> approvals_needed(const Command& command, Tier tier) {
  if (std::holds_alternative<RequestDisbursement>(command) && tier != Tier::t0) return kHigherTiers.list();
  return permission(kind_of(command)).approvals.list();
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
  const Permission& row = permission(kind_of(command));
  if (!row.everybody && !row.may_ask.has(principal->role)) return refuse(Code::ROLE_FORBIDDEN);
  if (std::holds_alternative<MoveClock>(command) && state.ledger.mode != Mode::sandbox) return refuse(Code::SANDBOX_ONLY);
  if (principal->role == guardian) return guardian_stands(state, *principal, command);
  return good();
}

}  // namespace katiwala::policies
