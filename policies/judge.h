/// `decide`: pure judgement of a submission on a state.
///
///   1. roles        may this role ask this at all, and is the person its own party's (roles.h)
///   2. plan         what the command would do: effects and postings (plan/*.cpp, one a command family); structural refusals
///   3. rules        every rule looks at the matter; the strictest outcome wins: deny > hold > escalate > allow
///   4. four eyes    commands that need other persons become proposals (R31); approvals complete them
///   5. decision     reasons, effects, postings; duties numbered
///
/// The stricter of the rulebook at request and the one at execution applies: later stages judge under both (docs/judging.md).
/// A missing fact, year or rule is a denial that names what is missing.
#pragma once

#include "policies/rule.h"

namespace katiwala::policies {

/// The engine's own revision: recorded in every act. Logic changes only under a new one; entries of an earlier one are counted by audits, not decided again.
inline constexpr std::uint32_t kEngineRevision = 3;

/// Keeps parsed rulebooks by hash; a function of the state's texts, so memory is all it is. Not thread-safe: one a writer.
class Judge {
 public:
  /// SHA-256 of a rulebook's text; handed in, because this room does not link the crypto room.
  using Hash = std::function<Digest(std::string_view)>;
  explicit Judge(Hash hash);
  /// With another set of rules than the program's (tests of the mechanism).
  Judge(Hash hash, std::span<const Rule* const> rules);
  ~Judge();

  /// From here on `book` stands in place of every rulebook: the one in force, those that requests under way were judged by, and the one that a
  /// founding brings. For trying a rulebook on a journal that was judged by others (`katiwala policy simulate`), and for nothing that is recorded.
  void put_in_place_of_all(Rulebook book);

  custody::Decision decide(const custody::State& state, const custody::Submission& submission);
  /// For explain: every rule's verdict, silent ones included, on a state.
  struct Heard {
    std::string rule;
    Verdict verdict;
  };
  std::vector<Heard> hear(const custody::State& state, const custody::Submission& submission);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace katiwala::policies
