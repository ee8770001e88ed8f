/// What a report rests on: which ledger, up to which entry, for which days, and under which published head.
#pragma once

#include <string>

#include "ledger/custody/terms.h"
#include "ledger/record/entry.h"
#include "ledger/store/logstore.h"

namespace katiwala::audit::reports {

/// A head of this log that a key of its signed, as the journal confirms it.
struct HeadBasis {
  std::uint64_t size = 0;
  Digest root{};
  std::uint32_t cosignatures = 0;  ///< by different witnesses of the ledger's
};

struct Basis {
  store::LedgerId ledger;
  std::string origin;
  custody::Mode mode = custody::Mode::sandbox;
  record::Seq entry = 0;  ///< the last one that was looked at
  Digest leaf{};          ///< of that entry: through the chain it commits to every entry before it
  Instant time;           ///< of that entry
  CivilDate from, to;     ///< the period, both days included; `to` is at most the day of the entry
  HeadBasis head;
  std::string check_at;   ///< where anybody reaches the log's public listener, "https://records.example"; empty: not known
};

/// What the QR code says, one line: which log, which entry, which leaf hash. Format: docs/proofs.md, "On paper".
///
///   katiwala:<origin>/<seq>#<leaf hash, 64 lower-case hexadecimal digits>
std::string check_line(const Basis& basis);
/// What is in the code: the address of the page that checks the line, or the line itself where no address is known.
///
///   https://records.example/check#<seq>.<leaf hash>
std::string code_text(const Basis& basis);

}  // namespace katiwala::audit::reports
