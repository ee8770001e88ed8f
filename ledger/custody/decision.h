/// What `decide` is given and what it answers. Pure values; the journal carries them.
#pragma once

#include "ledger/book/posting.h"
#include "ledger/custody/events.h"

namespace katiwala::custody {

struct State;

enum class Outcome : std::uint8_t { allow = 1, deny = 2, escalate = 3, hold = 4 };

/// A fact that fired a reason: a name and its plain text value (amounts as decimals with currency, dates as YYYY-MM-DD).
struct Fact {
  std::string name;
  std::string value;
  bool operator==(const Fact&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "name", &Fact::name);
    v(2, "value", &Fact::value);
  }
};

/// Why. The citation and confidence of `rule` are in the rulebook the act names by hash (R72).
struct Reason {
  Outcome outcome = Outcome::allow;
  std::string code;        ///< refusals.def for deny, escalate and hold; a rule's own word for allow
  std::string rule;        ///< "R20"
  std::vector<Fact> facts;
  bool operator==(const Reason&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "outcome", &Reason::outcome);
    v(2, "code", &Reason::code);
    v(3, "rule", &Reason::rule);
    v(4, "facts", &Reason::facts);
  }
};

struct Effect {
  Subject about;
  Event event;
};

struct SubjectPosting {
  Subject about;
  book::Posting posting;
};

struct Decision {
  Outcome outcome = Outcome::deny;
  Subject about;                       ///< the primary subject: the command and the reasons are recorded in its part
  std::vector<Reason> reasons;
  std::vector<Effect> effects;         ///< empty unless allow or escalate
  std::vector<SubjectPosting> postings;///< likewise; balanced over the whole decision

  [[nodiscard]] bool accepted() const { return outcome == Outcome::allow || outcome == Outcome::escalate; }
};

/// What a seal commits to (docs/proofs.md).
struct SealCommitment {
  std::uint64_t subjects = 0;
  Digest root{};
};

/// A head of this very log that was cosigned: how many entries it covers, and how many different witnesses of the ledger's say so.
struct WitnessedHead {
  std::uint64_t size = 0;
  std::uint32_t cosignatures = 0;
};

/// Everything about the asking that is not in the command. The time is the journal's, drawn once; a claimed time is ignored (R68).
struct Submission {
  Command command;
  PrincipalId principal;                 ///< zero: the ledger itself (tick)
  std::optional<Signature> signature;
  bool signature_valid = false;          ///< verified by the journal over the canonical bytes
  std::uint64_t seq = 0;                 ///< the entry this will be
  Instant time;
  std::vector<SubjectPosting> reversed_postings;  ///< of the entry a ReverseEntry names, read by the journal
  std::uint16_t reversed_kind = 0;                ///< and the kind of its command; 0: no such entry
  std::optional<SealCommitment> seal{};           ///< of everything before this entry, computed by the journal where a seal is asked for
  std::optional<WitnessedHead> witnessed{};       ///< verified by the journal in the head that a release brings along
};

}  // namespace katiwala::custody

namespace katiwala {
KATIWALA_NAMES(custody::Outcome, 4, {N::allow, "allow"}, {N::deny, "deny"}, {N::escalate, "escalate"}, {N::hold, "hold"})
}
