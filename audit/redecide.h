/// Deciding again: every recorded command is put before the rules anew, on the state as it stood, and the decision and its effects must be the recorded ones.
///
/// A ledger whose program was changed to wave something through keeps a perfect chain; this is what notices. State comes from the recorded effects, never from the new
/// decisions, so one difference does not make the next.   Source: docs/architecture.md, docs/judging.md.
#pragma once

#include <functional>

#include "ledger/journal/journal.h"

namespace katiwala::audit {

struct RedecideOptions {
  crypto::KeyStore* keys = nullptr;        ///< required: wards' parts must be readable
  journal::Decide decide;                  ///< required: the rules
  std::uint32_t engine_revision = 0;       ///< theirs; entries of another one are counted, not decided
  std::function<void(record::Seq done, record::Seq total)> progress;  ///< may be empty
  /// Told of every entry that is decided otherwise, which then is no fault: with rules or a rulebook that are not those of then (simulate.h).
  /// Empty: the first such entry is `first_different`, and the last that is looked at.
  std::function<void(const journal::Entry&, const custody::Decision& again)> different{};
};

struct RedecideReport {
  record::Seq entries = 0;
  record::Seq decided = 0;
  record::Seq unreadable = 0;    ///< a part was erased, or it was decided on one: the asking for her erasure itself
  record::Seq other_engine = 0;  ///< decided by another revision of the rules' logic
  record::Seq seals_open = 0;    ///< seals over parts that were erased since: their root can not be made again
  /// Decided otherwise while a ward had a part in the journal who was erased later: what decided it may have been hers (a court order's number, a guardian with
  /// no other ward, an award of several). Ascending; neither shown right nor shown wrong, each to be looked at.
  std::vector<record::Seq> unproven;
  /// The first entry that is not as the rules decide: what differs, and "entry N".
  std::optional<Refusal> first_different;
  [[nodiscard]] bool good() const { return !first_different.has_value(); }
};

RedecideReport redecide(const store::LogStore& store, const RedecideOptions& options);

}  // namespace katiwala::audit
