/// What `decide` is given and what it answers. Pure values; the journal carries them.
#pragma once

#include "ledger/book/posting.h"
#include "ledger/base/result.h"
#include "ledger/custody/events.h"

namespace katiwala::custody {

struct State;

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
  std::vector<Reason> reasons{};
  std::vector<Effect> effects{};         ///< of a denial or hold only what its watch and protection files keep, and duties
  std::vector<SubjectPosting> postings{};///< empty unless allow or escalate; balanced over the whole decision

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

/// What a passkey said of itself when it made the signature of a submission, which is good.
struct PasskeyUse {
  std::uint32_t counter = 0;
  bool backed_up = false;
};

/// Everything about the asking that is not in the command. The time is the journal's, drawn once; a claimed time is ignored (R68).
struct Submission {
  Command command;
  PrincipalId principal;                 ///< zero: the ledger itself (tick)
  Digest credential{};                   ///< that the asker came with; zeros: the ledger itself
  std::optional<Signature> signature{};
  bool signature_valid = false;          ///< verified by the journal over the canonical bytes
  std::optional<Code> signature_fault{}; ///< why it is not, where there is more to say than SIGNATURE_INVALID
  std::optional<PasskeyUse> passkey{};   ///< where it is valid and a passkey made it
  std::uint64_t seq = 0;                 ///< the entry this will be
  Instant time;
  std::vector<SubjectPosting> reversed_postings{};  ///< of the entry a ReverseEntry names, read by the journal
  std::uint16_t reversed_kind = 0;                ///< and the kind of its command; 0: no such entry
  std::optional<SealCommitment> seal{};           ///< of everything before this entry, computed by the journal where a seal is asked for
  std::optional<WitnessedHead> witnessed{};       ///< verified by the journal in the head that a release brings along
  std::vector<FileKey> file_keys{};               ///< of the files of the ward whom an EraseWard names
};

/// The credential it was said with: the one that signed it, where one did.
inline const Digest& said_with(const Submission& submission) { return submission.signature ? submission.signature->credential : submission.credential; }

}  // namespace katiwala::custody
