/// What an auditor finds in the ledger that a history left behind: verified plainly, decided again, and both once more after one decision was recorded
/// otherwise.
#pragma once

#include <ctime>
#include <map>
#include <string>

#include "ledger/crypto/keystore.h"
#include "ledger/store/logstore.h"

namespace katiwala::model {

/// A refusal in one line, for a person.
inline std::string said(const Refusal& refusal) { return std::string(name_of(refusal.code)) + " " + refusal.message + " " + refusal.place; }

struct Audited {
  std::uint64_t entries = 0;
  std::uint64_t decided = 0;
  std::uint64_t unreadable = 0;  ///< of erased wards
  std::uint64_t unproven = 0;    ///< decided otherwise, perhaps for what is gone with an erased ward
  std::map<std::string, std::map<std::string, std::uint64_t>> decisions;  ///< decided again, by command and outcome
  std::map<std::string, std::uint64_t> found;                             ///< changed decisions that were found, by what was changed
  std::clock_t deciding = 0, verifying = 0;                               ///< processor time over the same entries

  void add(const Audited& other);
  /// Of processor time, for the reader alone.
  [[nodiscard]] std::string rates() const;
};

/// Deciding a history again, twice, takes as long as playing it: all of ./test's are, and of the deep run's 800 every eighth.
constexpr std::uint64_t kFirstSeed = 20'260'001, kAllAuditedUntil = 20'260'008;
constexpr bool is_audited(std::uint64_t seed) { return seed <= kAllAuditedUntil || seed % 8 == 0; }

/// "" or what is not as it must be. The journal must have been stopped. `seed` chooses which decision is changed, and how; where none can be, as in a history
/// of a few steps, none is.
std::string inspect(const store::LogStore& store, crypto::KeyStore& keys, std::uint64_t seed, Audited& audited);

}  // namespace katiwala::model
