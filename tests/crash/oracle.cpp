#include "oracle.h"

namespace katiwala::crash {
namespace {

constexpr int kAccepted = 200, kNotAccepted = 300;

std::string named(const Asked& asked) { return asked.key + " (" + asked.who + " " + asked.path + ")"; }

void add(Balances& to, const Balances& moves) {
  for (const auto& [account, minor] : moves) to[account] += minor;
}

Reply send_again(Office& office, const Asked& asked) { return office.send(asked.who, asked.path, asked.body, asked.type, asked.key); }

}  // namespace

std::string Tally::text() const {
  const auto n = [](std::uint64_t number, const char* what) { return std::to_string(number) + what; };
  return n(rounds, " rounds, ") + n(acknowledged, " acknowledged (asked again ") + n(asked_again, " times), ") + n(unknown_found, " unknown found, ") +
         n(unknown_absent, " unknown not there, lost ") + n(lost, ", torn ") + n(torn, "");
}

void Oracle::complain(std::uint64_t& counter, const std::string& what) {
  ++counter;
  tally_.complaints.push_back("round " + std::to_string(tally_.rounds) + ": " + what);
}

void Oracle::judge(Office& office, std::vector<Asked> life, std::int64_t most_seen) {
  ++tally_.rounds;
  const std::int64_t entries = entries_of(office);
  if (entries < most_seen) complain(tally_.lost, "somebody was told of " + std::to_string(most_seen) + " entries, there are " + std::to_string(entries));
  const Balances found = balances_of(office, world_);
  for (const Asked& asked : life) {
    if (!asked.answer) continue;
    ++tally_.acknowledged;
    add(expected_, asked.moves);
    check_again(office, asked);
  }
  if (entries_of(office) != entries) complain(tally_.lost, "asking again for what was answered made new entries");
  Balances carried_out_now;
  for (Asked& asked : life) {
    if (asked.answer) continue;
    add(settle_unknown(office, asked) ? expected_ : carried_out_now, asked.moves);
  }
  compare(found);
  add(expected_, carried_out_now);
  compare(balances_of(office, world_));
  for (Asked& asked : life)
    if (asked.answer) answered_.push_back(std::move(asked));
}

void Oracle::judge_all_again(Office& office) {
  for (const Asked& asked : answered_) check_again(office, asked);
}

void Oracle::check_again(Office& office, const Asked& asked) {
  ++tally_.asked_again;
  const Reply reply = send_again(office, asked);
  if (!reply.answered) return complain(tally_.lost, named(asked) + ": no answer the second time");
  if (reply.status == asked.answer->first && reply.raw == asked.answer->second && reply.replayed) return;
  complain(tally_.lost, named(asked) + ": another answer the second time\n  " + asked.answer->second + "\n  " + reply.raw);
}

bool Oracle::settle_unknown(Office& office, Asked& asked) {
  const std::int64_t before = entries_of(office);
  const Reply reply = send_again(office, asked);
  const std::int64_t made = entries_of(office) - before;
  const bool was_there = reply.replayed;
  if (reply.status < kAccepted || reply.status >= kNotAccepted) asked.moves.clear();  // judged and denied: it moves nothing
  if (!reply.answered || made != (was_there ? 0 : 1)) {
    complain(tally_.torn, named(asked) + ": " + (was_there ? "was there" : "was not there") + ", and asking again made " + std::to_string(made) +
                              " entries: " + reply.raw);
  }
  ++(was_there ? tally_.unknown_found : tally_.unknown_absent);
  asked.answer.emplace(reply.status, reply.raw);
  return was_there;
}

void Oracle::compare(const Balances& found) {
  for (const auto& [account, minor] : expected_) {
    const auto at = found.find(account);
    if (at != found.end() && at->second == minor) continue;
    complain(tally_.torn, account + " is " + (at == found.end() ? "missing" : std::to_string(at->second)) + ", " + std::to_string(minor) + " expected");
  }
}

}  // namespace katiwala::crash
