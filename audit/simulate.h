/// What would have been decided otherwise, had another rulebook been in force all along (`katiwala policy simulate`).
///
/// Every recorded command is decided again (redecide.h) with the other rulebook in place of the one in force at its entry. State comes from the recorded
/// effects alone: each entry is looked at on its own, and what somebody would have done after another answer is not guessed. Nothing is written.
#pragma once

#include "audit/redecide.h"
#include "policies/rulebook.h"

namespace katiwala::audit {

/// The most that differs of an entry.
enum class Otherwise {
  outcome,  ///< allowed, denied, held or escalated where it was not
  reasons,  ///< other codes or rules, for whomever they are; flags raised are among them
  facts,    ///< the same reasons, of other figures
  follows,  ///< decided the same, but other duties, dates, tiers or postings would have followed
};

/// What a decision says, for comparing by eye.
struct Spoken {
  custody::Outcome outcome = custody::Outcome::allow;
  std::vector<std::string> reasons{};  ///< "deny BOND_PENDING R08", "flag RF01": in the order given, those of the ward's other files last
};

struct WouldDiffer {
  record::Seq entry = 0;
  Instant time;
  std::string command;
  Otherwise what = Otherwise::outcome;
  Spoken recorded, again;
};

struct SimulateOptions {
  crypto::KeyStore* keys = nullptr;  ///< required
  std::function<Digest(std::string_view)> hash;  ///< required: SHA-256
  std::uint32_t engine_revision = 0;
  std::function<void(record::Seq done, record::Seq total)> progress;  ///< may be empty
};

struct SimulateReport {
  RedecideReport run;               ///< what was looked at; `first_different` only where the journal can not be read to its end
  std::vector<WouldDiffer> differ;  ///< ascending
  [[nodiscard]] std::size_t count(Otherwise what) const;
};

SimulateReport simulate(const store::LogStore& store, const policies::Rulebook& book, const SimulateOptions& options);

}  // namespace katiwala::audit

namespace katiwala {
KATIWALA_NAMES(audit::Otherwise, 4, {N::outcome, "outcome"}, {N::reasons, "reasons"}, {N::facts, "facts"}, {N::follows, "follows"})
}
