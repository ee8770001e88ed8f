/// One submission before the judge, from who asks to the decision. Private to judge.cpp and its tests.
///
/// A command that others must agree to becomes a proposal (R31). The approval that completes it carries it out in its own
/// entry, judged again on the state of now, under the rulebook it was proposed by and the present one: the stricter applies.
#pragma once

#include "policies/following.h"

namespace katiwala::policies {

class Case {
 public:
  using FindRulebook = std::function<const Rulebook*(const Digest&)>;
  /// `present` is the rulebook of now, nullptr if none can be read. All must outlive the case.
  Case(const custody::State& state, const custody::Submission& submission, const Roll& roll, const Judge::Hash& hash,
       const Rulebook* present, FindRulebook find_rulebook, Silence silence);

  custody::Decision decide();
  /// What the rules said, of the last decide(): once, or under each of two rulebooks.
  [[nodiscard]] const std::vector<Hearing>& hearings() const { return hearings_; }

 private:
  Result<custody::Decision> judged();
  Result<custody::Decision> asked();
  Result<custody::Decision> approval(const custody::Approve& approve);
  Result<custody::Decision> carried_out(const custody::Proposal& proposal, Plan agreement);
  Result<custody::Decision> release(const custody::Release& command);

  /// Plans and hears `command` as it is asked; a disbursement in the tier that the rules find for it.
  Result<Plan> heard_as_asked();
  /// Hears a matter that was judged before: under `before`, the rulebook of then, and the present one.
  Status heard_again(const custody::Command& command, Stage stage, const Plan& plan, const custody::Request* request, const Digest& before);
  void hear(const custody::Command& command, Stage stage, const Plan& plan, const custody::Request* request, const Rulebook& rulebook);

  [[nodiscard]] Asking asking() const;
  /// The strictest outcome of all hearings.
  [[nodiscard]] custody::Outcome outcome() const;
  [[nodiscard]] bool stopped() const;  ///< denied or held
  /// What was heard, with the plan as its effects where it is accepted and the book allows it.
  [[nodiscard]] Result<custody::Decision> decision(Plan plan, bool executed) const;
  /// The same, but what is asked for waits for others.
  [[nodiscard]] custody::Decision proposal(Plan plan, std::vector<custody::Role> needs) const;
  /// What a passkey said of itself when it signed, where one did: kept with everything that is not denied.
  void note_passkey(std::vector<custody::Effect>& effects) const;
  [[nodiscard]] custody::Decision refused(const Refusal& refusal) const;
  /// Writes the reasons down, and what the files beside a ward keep, whatever the outcome is.
  void write(custody::Decision& out, std::vector<Reason> reasons, const Plan& plan, bool executed) const;
  /// A tier that asks for a court's order, and none is named.
  [[nodiscard]] bool lacks_order() const;
  [[nodiscard]] const custody::Ward* ward() const;
  [[nodiscard]] Instant expiry() const;
  [[nodiscard]] bool mends_the_rulebook() const;

  const custody::State& state_;
  const custody::Submission& submission_;
  const Roll& roll_;
  const Judge::Hash& hash_;
  const Rulebook* present_;
  FindRulebook find_rulebook_;
  Silence silence_;
  const custody::Principal* principal_;
  CivilDate today_;
  custody::Subject about_;
  custody::Tier tier_ = custody::Tier::t0;
  std::vector<Hearing> hearings_;
};

}  // namespace katiwala::policies
