/// What is still to be sent to one endpoint: how far the journal was read for it, what waits, and what is dead. A value: a round of the courier takes it
/// out of its file, asks it what is due, tells it what came of it, and puts it back.
///
/// The file, a line each, strictly (fields with single spaces between, instants in microseconds since the Unix epoch):
///
///     katiwala-mailbag 2
///     reached 41
///     dropped 3
///     wait 39 1772413200000000 3 503
///     dead 12 1772000000000000 12 HTTP_TIMEOUT
///     replay <32 hex> <64 hex> 1
///
/// So an event is sent at least once and perhaps twice: a crash between the answer and the file sends it again, under the same id.
///
/// It is bounded. Where as many wait as may, nothing more is taken out of the journal, which keeps it; where as many are dead as may, the oldest is dropped
/// and counted: what it told of can be read for ever (GET events). Version 1 had neither `dropped` nor `replay`, and is read.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/time/civil.h"

namespace katiwala::api::webhooks {

struct Letter {
  std::uint64_t entry = 0;
  Instant first;        ///< of its first attempt; when it was put in, where there was none yet
  unsigned tries = 0;
  std::string last;     ///< what came of the last: a status, or a refusal's code; "new" where there was none
  bool operator==(const Letter&) const = default;
};

/// That dead letters were to be sent again, as somebody asked under an idempotency key: who asks again under it is told the same, and nothing is sent
/// once more for it.
struct Replay {
  std::array<std::uint8_t, 16> key{};  ///< of who asked and of his key
  Digest request{};                    ///< of what was asked
  std::uint64_t letters = 0;           ///< how many it was
  bool operator==(const Replay&) const = default;
};

struct Mailbag {
  std::optional<std::uint64_t> reached;  ///< the last entry that was looked at
  std::uint64_t dropped = 0;             ///< dead letters that are not kept any more
  std::vector<Letter> waiting;           ///< ascending by entry
  std::vector<Letter> dead;              ///< ascending by entry
  std::vector<Replay> replays;           ///< the last of them, in the order in which they were asked for
  bool operator==(const Mailbag&) const = default;
};

inline constexpr std::size_t kMostWaiting = 10'000, kMostDead = 10'000, kMostReplays = 1'000;

/// How many may be put in.
std::size_t room(const Mailbag& bag);

/// What came of an attempt. `gone`: the receiver says it takes nothing any more (410), so nothing more is tried by itself.
enum class Outcome { taken, not_taken, gone };
Outcome outcome_of(int status);

void put(Mailbag& bag, std::uint64_t entry, Instant now);
/// The entries that are due, the oldest first.
std::vector<std::uint64_t> due(const Mailbag& bag, Instant now);
/// When the next one is; nothing: nothing waits.
std::optional<Instant> next_due(const Mailbag& bag);
/// Pre: it waits.
void note(Mailbag& bag, std::uint64_t entry, Outcome outcome, std::string what, Instant now);
/// It is no longer his to see: nothing is left of it here.
void withdraw(Mailbag& bag, std::uint64_t entry);
/// A dead letter begins anew. False where there is none of that entry.
bool replay(Mailbag& bag, std::uint64_t entry, Instant now);
/// All of this entry and of later ones. How many.
std::uint64_t replay_from(Mailbag& bag, std::uint64_t entry, Instant now);
/// What was asked for under that key; nullptr where it is not known, or not any more.
const Replay* find_replay(const Mailbag& bag, const std::array<std::uint8_t, 16>& key);
/// Pre: its key is not known.
void remember(Mailbag& bag, Replay replay);

std::string print(const Mailbag& bag);
/// FOLDER_MALFORMED with the line as place.
Result<Mailbag> parse_mailbag(std::string_view text);

}  // namespace katiwala::api::webhooks
