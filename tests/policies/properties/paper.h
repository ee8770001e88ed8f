/// A ledger of values alone, for what must hold whatever happens: a state that is copied freely, so that every way to go on from it can be
/// tried, and a way to decide that may be the program's or, for negative controls, one that is wrong in one respect (tampered.h).
#pragma once

#include <functional>

#include "tests/policies/story.h"

namespace katiwala::policies::properties {

using namespace kit;

using Entry = Sandbox::Entry;
using Decide = std::function<Decision(const State&, const Submission&)>;

/// The program's own judge. One for all: it reads each rulebook once.
Decide the_judge();

/// As the journal would hand it in, signed. `before`: the entries so far, where a reversal looks for what it undoes.
Submission submission(const State& state, const PrincipalId& who, Command command, std::uint64_t seq, Instant time,
                      const std::vector<Entry>& before = {});
/// What was decided becomes the state.
void fold(State& state, const Submission& asked, const Decision& decision);

/// A ledger that goes on: ticks are made as they fall due, every entry is kept.
class Paper {
 public:
  /// From where a story has come to.
  explicit Paper(const Sandbox& story) : state(story.state), now(story.now), entries(story.entries) {}

  Decision ask(const Decide& decide, const PrincipalId& who, Command command);
  Decision approve(const Decide& decide, const PrincipalId& who, ProposalId proposal);
  /// Time passes, stopping at everything that falls due.
  void pass_to(const Decide& decide, Instant time);
  [[nodiscard]] std::uint64_t last() const { return entries.size() - 1; }
  [[nodiscard]] CivilDate today() const { return manila_date(now); }

  State state;
  Instant now;
  std::vector<Entry> entries;

 private:
  Decision carry_out(const Decide& decide, Submission asked);
  void make_due_ticks(const Decide& decide);
};

/// Whether KATIWALA_DEEP is set: more seeds, larger models.
bool deep();

}  // namespace katiwala::policies::properties
