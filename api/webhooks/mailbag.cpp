#include "api/webhooks/mailbag.h"

#include <algorithm>
#include <charconv>
#include <span>

#include "api/webhooks/schedule.h"
#include "ledger/base/assert.h"

namespace katiwala::api::webhooks {
namespace {

constexpr std::string_view kFirstLine = "katiwala-mailbag 2", kFormerFirstLine = "katiwala-mailbag 1", kNew = "new";

std::vector<Letter>::iterator find(std::vector<Letter>& letters, std::uint64_t entry) { return std::ranges::find(letters, entry, &Letter::entry); }

void insert(std::vector<Letter>& letters, Letter letter) {
  const auto at = std::ranges::lower_bound(letters, letter.entry, {}, &Letter::entry);
  letters.insert(at, std::move(letter));
}

/// A letter that was tried too often is not here any more.
Instant due_at(const Letter& letter) {
  if (letter.tries == 0) return letter.first;
  const auto next = next_try(letter.first, letter.tries);
  KATIWALA_ASSERT(next.has_value(), "a letter waits for an attempt that there is not");
  return *next;
}

std::string line(std::string_view what, const Letter& letter) {
  return std::string(what) + " " + std::to_string(letter.entry) + " " + std::to_string(letter.first.micros) + " " + std::to_string(letter.tries) + " " + letter.last + "\n";
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  const bool canonical = error == std::errc{} && end == text.data() + text.size() && (text.size() == 1 || text[0] != '0') && out <= (std::uint64_t{1} << 62);
  return canonical ? std::optional(out) : std::nullopt;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (true) {
    const auto space = text.find(' ');
    out.push_back(text.substr(0, space));
    if (space == std::string_view::npos) return out;
    text = text.substr(space + 1);
  }
}

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// The line's letter, at the end of those before it; false where it is none, or out of order.
bool take_letter(std::span<const std::string_view> words, unsigned least, unsigned most, std::vector<Letter>& out) {
  if (words.size() != 5) return false;
  const auto entry = number(words[1]), first = number(words[2]), tries = number(words[3]);
  if (!entry || !first || !tries || *tries < least || *tries > most || !is_word(words[4])) return false;
  if (!out.empty() && out.back().entry >= *entry) return false;
  out.push_back({*entry, Instant{static_cast<std::int64_t>(*first)}, static_cast<unsigned>(*tries), std::string(words[4])});
  return true;
}

template <class Array>
bool take_hex(std::string_view text, Array& out) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != out.size() || to_hex(*bytes) != text) return false;
  std::ranges::copy(*bytes, out.begin());
  return true;
}

bool take_replay(std::span<const std::string_view> words, Mailbag& out) {
  Replay one;
  if (words.size() != 4 || !take_hex(words[1], one.key) || !take_hex(words[2], one.request)) return false;
  const auto letters = number(words[3]);
  if (!letters || find_replay(out, one.key) != nullptr || out.replays.size() == kMostReplays) return false;
  one.letters = *letters;
  out.replays.push_back(one);
  return true;
}

/// In the order in which they are printed.
bool take_line(std::string_view text, bool former, Mailbag& out) {
  const auto words = words_of(text);
  if (words[0] == "replay") return !former && take_replay(words, out);
  if (!out.replays.empty()) return false;
  if (words[0] == "wait") return take_letter(words, 0, kMostTries - 1, out.waiting);
  if (words[0] == "dead") return take_letter(words, 1, kMostTries, out.dead);
  if (words.size() != 2 || !out.waiting.empty() || !out.dead.empty()) return false;
  const auto value = number(words[1]);
  if (words[0] == "reached") {
    if (out.reached || out.dropped != 0) return false;
    out.reached = value;
    return out.reached.has_value();
  }
  if (words[0] != "dropped" || former || out.dropped != 0) return false;
  out.dropped = value.value_or(0);
  return out.dropped != 0;
}

}  // namespace

Outcome outcome_of(int status) {
  if (status >= 200 && status < 300) return Outcome::taken;
  return status == 410 ? Outcome::gone : Outcome::not_taken;
}

std::size_t room(const Mailbag& bag) { return bag.waiting.size() < kMostWaiting ? kMostWaiting - bag.waiting.size() : 0; }

void put(Mailbag& bag, std::uint64_t entry, Instant now) {
  KATIWALA_ASSERT(find(bag.waiting, entry) == bag.waiting.end(), "an event is put into a bag twice");
  insert(bag.waiting, {entry, now, 0, std::string(kNew)});
}

std::vector<std::uint64_t> due(const Mailbag& bag, Instant now) {
  std::vector<std::uint64_t> out;
  for (const Letter& letter : bag.waiting)
    if (due_at(letter) <= now) out.push_back(letter.entry);
  return out;
}

std::optional<Instant> next_due(const Mailbag& bag) {
  std::optional<Instant> out;
  for (const Letter& letter : bag.waiting)
    if (!out || due_at(letter) < *out) out = due_at(letter);
  return out;
}

void note(Mailbag& bag, std::uint64_t entry, Outcome outcome, std::string what, Instant now) {
  const auto at = find(bag.waiting, entry);
  KATIWALA_ASSERT(at != bag.waiting.end(), "what came of a letter that does not wait");
  if (at->tries == 0) at->first = now;
  ++at->tries;
  at->last = std::move(what);
  const bool ends = outcome != Outcome::not_taken || at->tries >= kMostTries;
  if (!ends) return;
  Letter letter = std::move(*at);
  bag.waiting.erase(at);
  if (outcome == Outcome::taken) return;
  insert(bag.dead, std::move(letter));
  if (bag.dead.size() <= kMostDead) return;
  bag.dead.erase(bag.dead.begin());
  ++bag.dropped;
}

void withdraw(Mailbag& bag, std::uint64_t entry) {
  std::erase_if(bag.waiting, [&](const Letter& letter) { return letter.entry == entry; });
}

bool replay(Mailbag& bag, std::uint64_t entry, Instant now) {
  const auto at = find(bag.dead, entry);
  if (at == bag.dead.end()) return false;
  bag.dead.erase(at);
  put(bag, entry, now);
  return true;
}

std::uint64_t replay_from(Mailbag& bag, std::uint64_t entry, Instant now) {
  const auto first = std::ranges::lower_bound(bag.dead, entry, {}, &Letter::entry);
  const auto count = static_cast<std::uint64_t>(bag.dead.end() - first);
  for (auto at = first; at != bag.dead.end(); ++at) bag.waiting.push_back({at->entry, now, 0, std::string(kNew)});
  bag.dead.erase(first, bag.dead.end());
  std::ranges::sort(bag.waiting, {}, &Letter::entry);
  return count;
}

const Replay* find_replay(const Mailbag& bag, const std::array<std::uint8_t, 16>& key) {
  const auto at = std::ranges::find(bag.replays, key, &Replay::key);
  return at == bag.replays.end() ? nullptr : &*at;
}

void remember(Mailbag& bag, Replay replay) {
  KATIWALA_ASSERT(find_replay(bag, replay.key) == nullptr, "a key is remembered twice");
  bag.replays.push_back(replay);
  if (bag.replays.size() > kMostReplays) bag.replays.erase(bag.replays.begin());
}

std::string print(const Mailbag& bag) {
  std::string out(kFirstLine);
  out += "\n";
  if (bag.reached) out += "reached " + std::to_string(*bag.reached) + "\n";
  if (bag.dropped != 0) out += "dropped " + std::to_string(bag.dropped) + "\n";
  for (const Letter& letter : bag.waiting) out += line("wait", letter);
  for (const Letter& letter : bag.dead) out += line("dead", letter);
  for (const Replay& one : bag.replays) out += "replay " + to_hex(one.key) + " " + to_hex(one.request) + " " + std::to_string(one.letters) + "\n";
  return out;
}

Result<Mailbag> parse_mailbag(std::string_view text) {
  Mailbag out;
  std::size_t count = 0;
  bool former = false;
  while (!text.empty() || count == 0) {
    const auto end = text.find('\n');
    const std::string_view one = text.substr(0, end);
    ++count;
    if (count == 1) former = one == kFormerFirstLine;
    const bool whole = end != std::string_view::npos && (count == 1 ? former || one == kFirstLine : take_line(one, former, out));
    if (!whole) return refuse(Code::FOLDER_MALFORMED, "A mailbag's line can not be read.", "line " + std::to_string(count));
    text = text.substr(end + 1);
  }
  for (const Letter& letter : out.dead)
    if (find(out.waiting, letter.entry) != out.waiting.end()) return refuse(Code::FOLDER_MALFORMED, "A letter waits and is dead.", "entry " + std::to_string(letter.entry));
  return out;
}

}  // namespace katiwala::api::webhooks
