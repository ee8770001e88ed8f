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

/// The rules' effects, and their duties as obligations, numbered after those the subject has.
std::vector<custody::Effect> consequences(const custody::State& state, const Hearing& hearing, CivilDate today);

}  // namespace katiwala::policies
