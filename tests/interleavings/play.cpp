#include "tests/interleavings/play.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace katiwala::interleavings {

using contract::Expect;
using contract::Kind;
using contract::Seen;
using contract::Step;

namespace {

constexpr int kShortest = 6, kLongest = 20;
/// Of a round: one in so many moves the clock, or changes the rulebook.
constexpr int kClockPercent = 9, kRulebookPercent = 4, kActsPercent = 60;
constexpr std::size_t kMostPartings = 40;
/// Inventories would be late, which is another rule's story.
constexpr contract::Micros kLongestTime = 84 * contract::kDay;

/// "" or why not, of one step whose time has come.
std::string judge(contract::Ward& ward, const Step& step, const Seen& seen, int edition, std::optional<Expect>& expect) {
  ward.pass(seen.at, edition);
  expect = ward.expects(step);
  return expect ? objection(*expect, seen) : "";
}

std::string_view word(Seen::Outcome outcome) {
  constexpr std::string_view kWords[] = {"refused", "waits", "done"};
  return kWords[static_cast<std::size_t>(outcome)];
}

class Player {
 public:
  explicit Player(const Setting& setting);
  Tally play();

 private:
  struct Seat {
    contract::Ward ward;
    Generator generator;
    std::vector<Step> steps{};
    int left = 0;  ///< of this interleaving
    bool retired = false;
  };
  void round();
  bool for_everybody();
  void everybody_takes(const Step& step, const Seen& seen);
  void one_moves(std::size_t seat, const Step& step, const Seen& seen);
  void count(const Step& step, const Seen& seen, const contract::Reasons& why);
  void part(const Seat& seat, const Seen& seen, std::string objection);
  void one_step_less(Seat& seat);
  [[nodiscard]] Step change_of_rulebook();

  Setting setting_;
  Dice dice_;
  Opening opening_;
  int edition_;
  std::optional<Bank> bank_;
  std::vector<Seat> seats_;
  std::size_t first_ = 0;  ///< of the next round
  Tally tally_;
};

Player::Player(const Setting& setting) : setting_(setting), dice_(setting.seed), edition_(dice_.roll(static_cast<int>(contract::kEditions.size()))) {
  opening_ = {edition_, setting.is_signed, {}, setting.between};
  for (int i = 0; i < setting.wards; ++i) {
    const bool soon = dice_.percent(12);
    opening_.wards.push_back(soon ? std::optional(contract::day_of(first_morning()) + 2 + dice_.roll(25)) : std::nullopt);
  }
  bank_.emplace(opening_);
  EXPECT_EQ(bank_->trouble(), "");
  for (int i = 0; i < setting.wards; ++i) {
    contract::Ward ward(beginning(opening_.wards[static_cast<std::size_t>(i)]), setting.forgotten);
    ward.pass(bank_->now(), edition_);
    seats_.push_back({std::move(ward), Generator(dice_.next()), {}, kShortest + dice_.roll(kLongest - kShortest + 1), false});
  }
}

Tally Player::play() {
  if (!bank_->trouble().empty()) return {};
  const auto playing = [&] { return std::count_if(seats_.begin(), seats_.end(), [](const Seat& seat) { return !seat.retired; }); };
  while (4 * playing() > static_cast<std::ptrdiff_t>(seats_.size())) round();
  tally_.entries = bank_->entries();
  if (setting_.is_signed) tally_.with_signatures = tally_.interleavings;
  return std::move(tally_);
}

void Player::round() {
  if (for_everybody()) return;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    const std::size_t at = (first_ + i) % seats_.size();
    if (!seats_[at].retired && (i == 0 || dice_.percent(kActsPercent))) order.push_back(at);
  }
  first_ = (first_ + 1) % seats_.size();
  if (order.empty()) return;
  std::vector<Bank::Move> moves;
  for (const std::size_t seat : order) moves.push_back({static_cast<int>(seat), seats_[seat].generator.next(seats_[seat].ward)});
  const std::vector<Seen> all = bank_->play(moves);
  for (std::size_t i = 0; i < moves.size(); ++i) one_moves(order[i], moves[i].step, all[i]);
}

Step Player::change_of_rulebook() {
  Step step;
  step.kind = Kind::rulebook;
  step.edition = dice_.roll(static_cast<int>(contract::kEditions.size()) - 1);
  if (step.edition >= edition_) ++step.edition;  // never the one in force
  return step;
}

/// False where this round is not one.
bool Player::for_everybody() {
  const int at = dice_.roll(100);
  if (at >= kClockPercent + kRulebookPercent) return false;
  Step step;
  if (at < kRulebookPercent) {
    step = change_of_rulebook();
  } else {
    std::vector<const contract::Ward*> wards;
    for (const Seat& seat : seats_) wards.push_back(&seat.ward);
    step.kind = Kind::clock;
    step.to = next_instant(dice_, wards, bank_->now(), first_);
    if (step.to > first_morning() + kLongestTime) return false;
  }
  const Seen seen = bank_->play({{kNobodys, step}}).front();
  EXPECT_EQ(seen.outcome, Seen::Outcome::done) << describe(step);
  everybody_takes(step, seen);
  return true;
}

void Player::everybody_takes(const Step& step, const Seen& seen) {
  if (step.kind == Kind::rulebook) edition_ = step.edition;
  ++tally_.outcomes[std::string(name(step.kind))][std::string(word(seen.outcome))];
  for (Seat& seat : seats_) {
    if (seat.retired) continue;
    seat.ward.pass(seen.at, edition_);
    seat.steps.push_back(step);
    ++tally_.steps;
    one_step_less(seat);
  }
}

void Player::one_moves(std::size_t at, const Step& step, const Seen& seen) {
  Seat& seat = seats_[at];
  seat.steps.push_back(step);
  ++tally_.steps;
  std::optional<Expect> expect;
  std::string wrong = judge(seat.ward, step, seen, edition_, expect);
  count(step, seen, expect ? expect->why : contract::Reasons{});
  if (!wrong.empty()) part(seat, seen, std::move(wrong));
  seat.ward.take(step, seen);
  one_step_less(seat);
}

void Player::one_step_less(Seat& seat) {
  if (--seat.left > 0) return;
  ++tally_.interleavings;
  seat.left = kShortest + dice_.roll(kLongest - kShortest + 1);
  seat.retired = !seat.generator.has_room() || seat.ward.adult();
}

void Player::count(const Step& step, const Seen& seen, const contract::Reasons& why) {
  std::string kind(name(step.kind));
  if (step.kind == Kind::request && step.edits != 0) kind = "edit";
  ++tally_.outcomes[kind][std::string(word(seen.outcome))];
  if (step.kind != Kind::release) return;
  if (seen.outcome == Seen::Outcome::done) ++tally_.released;
  else
    for (const contract::Why one : why) ++tally_.refused[std::string(name(one))];
  if (why.size() == 1) ++tally_.refused_for_one[std::string(name(*why.begin()))];
}

void Player::part(const Seat& seat, const Seen& seen, std::string objection) {
  const bool let_through = seen.outcome != Seen::Outcome::refused;
  ++(let_through ? tally_.let_through : tally_.kept_back);
  const std::string what = std::string(name(seat.steps.back().kind)) + ": " + objection;
  const bool known = std::any_of(tally_.partings.begin(), tally_.partings.end(), [&](const Parting& p) { return p.objection == what; });
  if (known || tally_.partings.size() >= kMostPartings) return;
  Script script{opening_, seat.steps};
  script.opening.wards = {seat.ward.majority()};
  tally_.partings.push_back({std::move(script), what, let_through});
}

}  // namespace

void Tally::add(Tally other) {
  interleavings += other.interleavings;
  steps += other.steps;
  entries += other.entries;
  with_signatures += other.with_signatures;
  released += other.released;
  let_through += other.let_through;
  kept_back += other.kept_back;
  for (const auto& [kind, counts] : other.outcomes)
    for (const auto& [outcome, number] : counts) outcomes[kind][outcome] += number;
  for (const auto& [why, number] : other.refused) refused[why] += number;
  for (const auto& [why, number] : other.refused_for_one) refused_for_one[why] += number;
  for (Parting& parting : other.partings) {
    const bool known = std::any_of(partings.begin(), partings.end(), [&](const Parting& p) { return p.objection == parting.objection; });
    if (!known && partings.size() < kMostPartings) partings.push_back(std::move(parting));
  }
}

Tally play(const Setting& setting) { return Player(setting).play(); }

// -- alone

std::optional<Parting> play_alone(const Script& script, const contract::Reasons& forgotten, std::vector<std::string>* told) {
  Bank bank(script.opening);
  contract::Ward ward(beginning(script.opening.wards.front()), forgotten);
  int edition = script.opening.edition;
  ward.pass(bank.now(), edition);
  Script played{script.opening, {}};
  std::optional<Expect> expect;
  for (const Step& step : script.steps) {
    const bool everybodys = step.kind == Kind::clock || step.kind == Kind::rulebook;
    if (!ward.knows(step) || (step.kind == Kind::clock && step.to <= bank.now())) continue;
    const Seen seen = bank.play({{everybodys ? kNobodys : 0, step}}).front();
    if (step.kind == Kind::rulebook && seen.outcome == Seen::Outcome::done) edition = step.edition;
    const std::string wrong = judge(ward, step, seen, edition, expect);
    ward.take(step, seen);
    played.steps.push_back(step);
    if (told != nullptr) {
      std::string line = Instant{seen.at}.manila_text() + "  " + describe(step) + ": " + std::string(word(seen.outcome));
      for (const std::string& code : seen.codes) line += " " + code;
      told->push_back(std::move(line));
    }
    if (!wrong.empty()) return Parting{std::move(played), std::string(name(step.kind)) + ": " + wrong, seen.outcome != Seen::Outcome::refused};
  }
  return std::nullopt;
}

std::string shortest(const Parting& parting, const contract::Reasons& forgotten) {
  const std::string first = parting.objection;
  auto found = play_alone(parting.script, forgotten, nullptr);
  if (!found) return first + "\n    played alone it does not come again\n";
  // What it parts on may become another reason's word; that it does so in the same way is enough.
  for (std::size_t size = std::max<std::size_t>(1, found->script.steps.size() / 2); size > 0; size /= 2) {
    for (std::size_t at = 0; at + size <= found->script.steps.size();) {
      Script shorter = found->script;
      const auto from = shorter.steps.begin() + static_cast<std::ptrdiff_t>(at);
      shorter.steps.erase(from, from + static_cast<std::ptrdiff_t>(size));
      const auto still = play_alone(shorter, forgotten, nullptr);
      if (still && still->let_through == found->let_through && still->objection == first) found = still;
      else at += size;
    }
  }
  std::vector<std::string> told;
  found = play_alone(found->script, forgotten, &told);
  std::string out = first + "\n    rulebook \"" + std::string(contract::kEditions[static_cast<std::size_t>(parting.script.opening.edition)].name) + "\"" +
                    (parting.script.opening.wards.front() ? ", of age on day " + std::to_string(*parting.script.opening.wards.front()) : "") + "\n";
  for (const std::string& line : told) out += "    " + line + "\n";
  return out;
}

}  // namespace katiwala::interleavings
