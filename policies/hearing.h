/// One hearing: every rule looks at a matter, and what they said is put together. Private to judge.cpp and its tests.
#pragma once

#include "policies/plan/plan.h"

namespace katiwala::policies {

struct Said {
  const Rule* rule;
  Verdict verdict;
};

/// What the rules said, and what follows from it.
struct Hearing {
  std::vector<Said> said;
  /// The strictest of the reasons: deny > hold > escalate > allow. Nobody speaking allows.
  [[nodiscard]] custody::Outcome outcome() const;
  /// The highest tier that any rule asks for; t0 if none does.
  [[nodiscard]] custody::Tier tier() const;
};

/// Most rules have nothing to say of most matters; their silence is kept only where it is asked for (explain).
enum class Silence { dropped, kept };
Hearing hear_all(std::span<const Rule* const> rules, const Matter& matter, Silence silence);

/// 3 deny, 2 hold, 1 escalate, 0 allow.
int strictness(custody::Outcome outcome);

/// A denial without a rule's verdict: roles, plans, the book. A place of a name and a value becomes a fact.
Reason reason_of(const Refusal& refusal);

/// Reasons of several hearings, strictest first, each once, each with its rule. Of a denial or hold only what speaks against.
std::vector<Reason> reasons_of(const std::vector<Hearing>& hearings);

/// Reasons as they are written down: in the primary part what everybody may read who reads that part, the rest in the files beside it.
struct Told {
  std::vector<Reason> primary;
  std::vector<custody::Effect> kept;  ///< ReasonsKept in a ward's watch and protection file
};
/// Only a ward's part is ever given to a guardian; about anything else all is primary. Of a rule for compliance alone the guardian learns that
/// the matter is under review, of one for the bank's people the code without its facts (R38). `rulebook` may be null: then all rules are everybody's.
Told tell(const custody::Subject& about, std::vector<Reason> reasons, const Rulebook* rulebook);

}  // namespace katiwala::policies
