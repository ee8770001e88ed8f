/// What an entry says: part 0 is the act, then one part a subject touched. Bytes: docs/format.md.
///
/// The act holds nothing about a ward. A subject's part says what was asked and decided about that subject, its events, its
/// postings and the balances after them, and links to the part of the same subject before it, so that one ward's history
/// can be handed over, complete and checkable, without a byte of another's (docs/format.md).
#pragma once

#include <optional>

#include "ledger/custody/decision.h"
#include "ledger/record/entry.h"

namespace katiwala::journal {

inline constexpr std::uint32_t kActVersion = 1;
inline constexpr std::uint32_t kPartVersion = 1;

struct Act {
  std::uint32_t version = kActVersion;
  std::uint16_t command = 0;        ///< Command::kind
  custody::PrincipalId principal;   ///< zeros: the ledger itself
  Digest credential{};              ///< fingerprint of the certificate that asked; zeros: the ledger itself
  std::string idempotency_key;      ///< empty: the ledger itself
  Digest request{};                 ///< HMAC of the request under the ledger's key; zeros: the ledger itself
  Digest rulebook{};                ///< in force (R72); in entry 0 the one it adopts
  std::uint32_t engine = 0;         ///< revision of the rules' logic
  template <class V>
  static void fields(V& v) {
    v(1, "version", &Act::version);
    v(2, "command", &Act::command);
    v(3, "principal", &Act::principal);
    v(4, "credential", &Act::credential);
    v(5, "idempotency_key", &Act::idempotency_key);
    v(6, "request", &Act::request);
    v(7, "rulebook", &Act::rulebook);
    v(8, "engine", &Act::engine);
  }
};

/// An account and what stands on it after the entry.
struct Balance {
  book::Account account;
  std::int64_t minor = 0;
  template <class V>
  static void fields(V& v) {
    v(1, "account", &Balance::account);
    v(2, "minor", &Balance::minor);
  }
};

struct SubjectPart {
  std::uint32_t version = kPartVersion;
  custody::Subject about;
  std::uint64_t number = 0;          ///< running number of this part for the subject, from 1
  Digest before{};                   ///< hash of the subject's part before; zeros for number 1
  // Only in the part of the decision's own subject:
  std::optional<custody::Command> asked;
  std::optional<custody::Signature> signature;
  std::optional<custody::Outcome> outcome;
  std::vector<custody::Reason> reasons;
  // In every part:
  std::vector<custody::Event> events;
  std::vector<book::Posting> postings;
  std::vector<Balance> balances;     ///< of the accounts posted to, in the order of their first posting
  template <class V>
  static void fields(V& v) {
    v(1, "version", &SubjectPart::version);
    v(2, "about", &SubjectPart::about);
    v(3, "number", &SubjectPart::number);
    v(4, "before", &SubjectPart::before);
    v(5, "asked", &SubjectPart::asked);
    v(6, "signature", &SubjectPart::signature);
    v(7, "outcome", &SubjectPart::outcome);
    v(8, "reasons", &SubjectPart::reasons);
    v(9, "events", &SubjectPart::events);
    v(10, "postings", &SubjectPart::postings);
    v(11, "balances", &SubjectPart::balances);
  }
};

}  // namespace katiwala::journal
