#include "tests/model/shrink.h"

#include <set>

namespace katiwala::model {

namespace {

constexpr std::size_t kPictureEvery = 250;
constexpr std::size_t kShownSteps = 60;
/// What it costs to found a ledger, in steps.
constexpr std::size_t kFoundingSteps = 30;

/// "" or what differs; the history is cut at the step at which it does.
std::string play(History& history, std::size_t picture_every, bool to_the_end) {
  Play played(history.seed, picture_every);
  for (std::size_t i = 0; i < history.steps.size(); ++i) {
    std::string differs = played.step(history.steps[i]);
    if (differs.empty()) continue;
    history.steps.resize(i + 1);
    return differs;
  }
  return to_the_end ? played.finish() : "";
}

/// Without the steps from `first` on, `count` of them.
History without(const History& history, std::size_t first, std::size_t count) {
  History out = history;
  const auto from = out.steps.begin() + static_cast<std::ptrdiff_t>(first);
  out.steps.erase(from, from + static_cast<std::ptrdiff_t>(std::min(count, out.steps.size() - first)));
  return out;
}

std::optional<reference::Name> ward_of(const reference::Action& action) {
  return std::visit(
      [](const auto& c) -> std::optional<reference::Name> {
        if constexpr (requires { c.ward; }) return c.ward;
        else return std::nullopt;
      },
      action);
}

/// Without what is said of other wards than the last step's, without approvals of what is left out, and without repetitions: a
/// guess at what matters, made in one play.
History what_matters(const History& history) {
  History out;
  out.seed = history.seed;
  const auto hers = ward_of(history.steps.back().operation.action);
  std::set<reference::Step> kept;
  for (const Scripted& step : history.steps) {
    const bool last = &step == &history.steps.back();
    const reference::Action& action = step.operation.action;
    const auto ward = ward_of(action);
    const auto* approval = std::get_if<reference::Approve>(&action);
    const bool others = step.kind != Scripted::Kind::ask || std::holds_alternative<reference::RefuseInput>(action) || (hers && ward && *ward != *hers) ||
                        (approval != nullptr && !kept.contains(approval->proposal.step));
    if (others && !last) continue;
    kept.insert(step.number);
    out.steps.push_back(step);
  }
  return out;
}

}  // namespace

Played play_at_random(std::uint64_t seed, std::size_t steps) {
  Played out;
  out.history.seed = seed;
  Play played(seed, kPictureEvery);
  Generator generator(seed, steps, played.model(), [&](std::uint64_t entry) { return played.maker(entry); });
  while (out.differs.empty() && out.history.steps.size() < steps) {
    out.history.steps.push_back(generator.next());
    out.differs = played.step(out.history.steps.back());
  }
  if (out.differs.empty()) {
    out.differs = played.finish();
    out.at_the_end = true;
  }
  out.tally = played.tally();
  return out;
}

std::string explain(const Played& outcome, std::size_t most_steps) {
  History history = outcome.history;
  std::string differs = outcome.differs;
  const std::size_t spread = std::max<std::size_t>(1, history.steps.size() / 20);
  if (History guess = what_matters(history); !outcome.at_the_end) {
    most_steps -= std::min(most_steps, guess.steps.size());
    if (std::string still = play(guess, spread, false); !still.empty()) {
      history = std::move(guess);
      differs = std::move(still);
    }
  }
  for (std::size_t size = history.steps.size() / 2; size > 0 && most_steps > 0; size /= 2) {
    for (std::size_t at = 0; at < history.steps.size() && most_steps > 0;) {
      History shorter = without(history, at, size);
      most_steps -= std::min(most_steps, shorter.steps.size() + kFoundingSteps);
      std::string still = play(shorter, std::min(spread, history.steps.size() / 20 + 1), outcome.at_the_end);
      if (still.empty()) {
        at += size;
        continue;
      }
      history = std::move(shorter);
      differs = std::move(still);
    }
  }
  std::string out = "seed " + std::to_string(history.seed) + ", after " + std::to_string(outcome.history.steps.size()) + " steps: " + outcome.differs;
  out += "cut down to " + std::to_string(history.steps.size()) + " steps, the last of which differs:\n";
  const std::size_t first = history.steps.size() > kShownSteps ? history.steps.size() - kShownSteps : 0;
  for (std::size_t i = first; i < history.steps.size(); ++i) out += describe(history.steps[i]) + "\n";
  return out + differs;
}

}  // namespace katiwala::model
