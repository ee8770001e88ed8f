// In whose part a command belongs. A part is all that those see who may see its subject: what must not be seen by a guardian never stands in
// her ward's, not even as something that was refused.
#include <algorithm>

#include "policies/plan/freezes.h"
#include "policies/plan/pieces.h"
#include "policies/secret_duties.h"

namespace katiwala::policies {

using namespace custody;

bool exists(const State& state, const Subject& subject) {
  switch (subject.kind) {
    case SubjectKind::ledger: return subject == ledger_subject();
    case SubjectKind::pool: return state.pool(PoolId{subject.id}) != nullptr;
    case SubjectKind::order: return state.order(OrderId{subject.id}) != nullptr;
    case SubjectKind::ward: return state.ward(WardId{subject.id}) != nullptr;
    case SubjectKind::protection: return state.protection(WardId{subject.id}) != nullptr;
    case SubjectKind::watch: return state.watch(subject) != nullptr;
  }
  return false;
}

Subject subject_of(const State& state, const Tick& tick) {
  if (tick.subject_kind) return {*tick.subject_kind, tick.object};
  if (tick.matter == static_cast<std::uint8_t>(custody::Matter::proposal_expiry)) {
    if (const Proposal* proposal = state.proposal(tick.number)) return proposal->about;
  }
  const Subject ward{SubjectKind::ward, tick.object};
  return exists(state, ward) ? ward : Subject{SubjectKind::pool, tick.object};
}

namespace {

struct About {
  const State& state;

  [[nodiscard]] Subject known(const Subject& subject) const { return exists(state, subject) ? subject : ledger_subject(); }
  /// The watch of what is named, whichever of the two was named.
  [[nodiscard]] Subject watch(const Subject& named) const { return known({SubjectKind::watch, named.id}); }
  [[nodiscard]] Subject proposal(ProposalId id, const Subject& named) const {
    const Proposal* found = state.proposal(id);
    if (found == nullptr) return known(named);
    const bool file = found->about.kind == SubjectKind::protection || found->about.kind == SubjectKind::watch;
    return file && found->about != named ? known(named) : found->about;
  }

  Subject operator()(const OpenPool& c) const { return subject(c.pool); }
  Subject operator()(const OpenWard& c) const { return subject(c.ward); }
  Subject operator()(const RecordOrder& c) const { return subject(c.order); }
  Subject operator()(const ReceiveCredit& c) const { return known(subject(c.pool)); }
  Subject operator()(const Reconcile& c) const { return known(subject(c.pool)); }
  Subject operator()(const Remit& c) const { return known(subject(c.pool)); }
  Subject operator()(const ReleaseFile& c) const { return known(subject(c.pool)); }
  Subject operator()(const OpenBooks& c) const { return known(subject(c.pool)); }
  Subject operator()(const FileRecall& c) const { return c.credit ? of_credit(*c.credit) : ledger_subject(); }
  Subject operator()(const AnswerRecall& c) const {
    const Recall* recall = state.recall(c.recall);
    return recall != nullptr && recall->pool ? subject(*recall->pool) : ledger_subject();
  }
  Subject operator()(const EraseWard&) const { return ledger_subject(); }  // her own part could not be read afterwards
  Subject operator()(const FileReturn& c) const {
    if (c.about) return known(*c.about);
    return c.pool ? known(subject(*c.pool)) : known(subject(c.ward));
  }
  Subject operator()(const MatchCredit& c) const { return of_credit(c.credit); }
  Subject operator()(const ResolveCredit& c) const { return of_credit(c.credit); }
  Subject operator()(const Approve& c) const { return proposal(c.proposal, c.about); }
  Subject operator()(const CancelProposal& c) const { return proposal(c.proposal, c.about); }
  Subject operator()(const ObjectTo& c) const { return known(c.about); }
  Subject operator()(const ReverseEntry& c) const { return known(c.about); }
  Subject operator()(const Tick& c) const { return known(subject_of(state, c)); }
  Subject operator()(const RecordAdverse& c) const { return known(protection_of(c.ward)); }
  Subject operator()(const RecordRelation& c) const { return c.ward ? known(protection_of(*c.ward)) : ledger_subject(); }
  Subject operator()(const RecordFact& c) const { return known(is_guarded(c.fact) ? protection_of(c.ward) : subject(c.ward)); }
  Subject operator()(const OpenDuty& c) const { return is_secret(c.duty) ? watch(c.about) : known(c.about); }
  Subject operator()(const SetFreeze& c) const { return freeze_rule(c.freeze_kind).in_watch ? watch(c.about) : known(c.about); }
  Subject operator()(const LiftFreeze& c) const { return known(where_frozen(state, c.about, c.freeze)); }
  Subject operator()(const OpenCase& c) const { return watch(c.about); }
  Subject operator()(const MoveCase& c) const { return watch(c.about); }
  template <class C>
  Subject operator()(const C& c) const {
    if constexpr (requires { { c.ward } -> std::convertible_to<WardId>; }) return known(subject(c.ward));
    else return ledger_subject();
  }

 private:
  [[nodiscard]] Subject of_credit(const CreditId& id) const {
    const Credit* credit = state.credit(id);
    return credit == nullptr ? ledger_subject() : subject(credit->pool);
  }
};

}  // namespace

Subject about_of(const State& state, const Command& command) { return std::visit(About{state}, command); }

}  // namespace katiwala::policies
