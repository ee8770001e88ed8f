/// What a command would do, before any rule looks at it: effects and postings, or a refusal of what can not be on the present
/// state (unknown names, wrong states, wrong currencies, duplicates). One file a family of commands.
///
/// A plan is pure and may be wrong to carry out: that is for the rules (policies/rules) and for the book to say.
/// Postings: docs/books.md, "The shapes, worked".
///
/// A refusal's place may be a name and a value ("entry 17"): it becomes a fact of the denial's reason.
#pragma once

#include "policies/judge.h"

namespace katiwala::policies {

/// What every planner is given.
struct Asking {
  const custody::State& state;
  const custody::Submission& submission;
  CivilDate today;                            ///< Manila date of the journal's time
  const custody::Principal* principal;        ///< nullptr: the ledger itself, or its founders
  const Rulebook* rulebook;                   ///< that applies; nullptr while none can be read
  const Judge::Hash& hash;
  std::span<const Rule* const> rules;
  custody::Tier tier = custody::Tier::t0;     ///< of a disbursement asked for
};

/// What the command does where nobody else need agree, or when all have agreed. A disbursement asked for is judged and
/// counted; it is reserved by plan_reservation.
Result<Plan> plan(const Asking& asking, const custody::Command& command);

/// All have agreed to the request: its amount is set aside, and the court order's cap with it.
Result<Plan> plan_reservation(const Asking& asking, const custody::Request& request);

/// Whether this approval is the last one its proposal needs. Pre: plan(approve) was good.
bool completes(const custody::State& state, const custody::Approve& approval);

/// The subject in whose part a command belongs; the ledger where it names nothing that exists. Commands that create a
/// subject belong to that subject.
custody::Subject about_of(const custody::State& state, const custody::Command& command);
bool exists(const custody::State& state, const custody::Subject& subject);

/// Whom a tick concerns. Where it says no kind: a ward if there is one of that id, else a pool.
custody::Subject subject_of(const custody::State& state, const custody::Tick& tick);

}  // namespace katiwala::policies
