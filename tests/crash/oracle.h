/// What a client knows of a ledger that was killed, and what must therefore be true of it afterwards.
///
/// After each death the ledger is asked again, by Idempotency-Key, for everything that anybody asked in that life:
///   - an answer that somebody got must come again, byte for byte, without making an entry. Otherwise it is LOST;
///   - a request without an answer is there (asking again makes no entry) or is not (asking again makes exactly one); anything else is TORN;
///   - the balances right after the start are those of all answered requests and of the unanswered ones that were found. Otherwise TORN;
///   - nobody ever saw, in any answer, more entries than there are now. Otherwise LOST.
/// The oracle knows nothing of the ledger's insides: it is told what each request would do if it were carried out.
#pragma once

#include "world.h"

namespace katiwala::crash {

/// One request as it was sent.
struct Asked {
  std::string who, path, body, type, key;
  Balances moves;  ///< what it does to the balances if it is carried out
  std::optional<std::pair<int, std::string>> answer;  ///< status and body; nothing: unknown
};

struct Tally {
  std::uint64_t rounds = 0, acknowledged = 0, asked_again = 0, unknown_found = 0, unknown_absent = 0, lost = 0, torn = 0;
  std::vector<std::string> complaints;  ///< one for each of lost and torn
  [[nodiscard]] std::string text() const;
};

class Oracle {
 public:
  /// `start`: the balances before the first round.
  Oracle(const World& world, Balances start) : world_(world), expected_(std::move(start)) {}

  /// A life has ended and the ledger serves again, to nobody but this. `most_seen`: the most entries that any answer told of.
  void judge(Office& office, std::vector<Asked> life, std::int64_t most_seen);
  /// Every answer of every life so far, once more.
  void judge_all_again(Office& office);
  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  void check_again(Office& office, const Asked& asked);
  /// True if it was there.
  bool settle_unknown(Office& office, Asked& asked);
  void compare(const Balances& found);
  void complain(std::uint64_t& counter, const std::string& what);

  const World& world_;
  Balances expected_;
  std::vector<Asked> answered_;
  Tally tally_;
};

}  // namespace katiwala::crash
