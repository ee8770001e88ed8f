/// Every way to go on from a state: each act by each person, in every order, on the real state, with the real judge and the real fold.
///
/// A model is small: some acts, each done at most once on a way; agreement by whoever might give it; and time, which moves from one slot to
/// the next. Within a slot time stands still, and an act's proposal always has the same number, so that ways that come to the same state are
/// seen to. States are told apart by fingerprint; nothing is left out, so a search that ends has seen every state that can be reached.
#pragma once

#include <map>

#include "tests/policies/properties/paper.h"

namespace katiwala::policies::properties {

/// Something that one person may do. `make` looks at the state for what it names; none: it can not be said now.
struct Act {
  std::string name;
  PrincipalId who;
  std::function<std::optional<Command>(const State&)> make;
  bool at_first = false;  ///< in the first slot or never
};
/// The same command by each of them.
std::vector<Act> by(const std::vector<PrincipalId>& all, const std::string& name, const Command& command);
std::vector<Act> by(const std::vector<PrincipalId>& all, const std::string& name, std::function<std::optional<Command>(const State&)> make);

/// Who had a part in a proposal, seen as it happened: its maker, then who agreed, with the role of the key that was used.
struct Part {
  PersonId person;
  Role role;
};
using Parts = std::map<ProposalId, std::vector<Part>>;

/// One thing that happened, to be held against what must hold.
struct Happened {
  const State& before;
  const State& after;
  const Submission& asked;
  const Decision& decision;
  const Parts& parts;              ///< this agreement with them
  const Proposal* carried_out;     ///< the proposal that was completed and carried out by it; of `before`
};

struct Model {
  State start;
  std::vector<Instant> slots;        ///< ascending; the first is now
  std::vector<Act> acts;
  std::vector<PrincipalId> agreeing; ///< each tries to approve every open proposal
  std::vector<PrincipalId> withdrawing{};  ///< each tries to cancel every open proposal
  Decide decide = the_judge();
  std::vector<Entry> before{};       ///< for reversals
  /// "" or what does not hold. Asked of every transition, ticks among them.
  std::function<std::string(const Happened&)> check;
  /// Asked of every state that is seen: "" or what does not hold of it.
  std::function<std::string(const State&, Instant now)> at_state{};
};

struct Seen {
  std::uint64_t states = 0, transitions = 0, refused = 0;
  std::size_t longest = 0;      ///< acts of the longest way
  bool whole = true;            ///< every reachable state was seen
  std::string broken;           ///< what does not hold, and the way there; the search ends with it
  std::map<std::string, std::uint64_t> events;  ///< how often each event happened: what never happened shows nothing
};
/// `most`: transitions after which it is given up.
Seen explore(const Model& model, std::uint64_t most);

}  // namespace katiwala::policies::properties
