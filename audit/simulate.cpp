#include "audit/simulate.h"

#include <algorithm>

#include "policies/judge.h"

namespace katiwala::audit {
namespace {

using custody::Reason;

/// What was said to everybody and, beside it, in the files that are not for everybody.
struct Saying {
  custody::Outcome outcome = custody::Outcome::allow;
  std::vector<Reason> reasons;

  void add(const custody::Event& event) {
    if (const auto* kept = std::get_if<custody::ReasonsKept>(&event)) reasons.insert(reasons.end(), kept->reasons.begin(), kept->reasons.end());
    const auto* weighed = std::get_if<custody::FlagsWeighed>(&event);
    if (weighed == nullptr) return;
    for (const custody::Flag& flag : weighed->raised) reasons.push_back({custody::Outcome::escalate, "flag", flag.code, flag.facts});
  }

  [[nodiscard]] Spoken spoken() const {
    Spoken out{outcome, {}};
    for (const Reason& reason : reasons) {
      std::string line = reason.code == "flag" ? reason.code : std::string(name(reason.outcome)) + " " + reason.code;
      if (!reason.rule.empty()) line += " " + reason.rule;
      out.reasons.push_back(std::move(line));
    }
    return out;
  }
};

Saying saying_of(const journal::Entry& entry) {
  Saying out{*entry.primary()->outcome, entry.primary()->reasons};
  for (const journal::OpenedPart& opened : entry.parts)
    for (const custody::Event& event : opened.part->events) out.add(event);
  return out;
}

Saying saying_of(const custody::Decision& decision) {
  Saying out{decision.outcome, decision.reasons};
  for (const custody::Effect& effect : decision.effects) out.add(effect.event);
  return out;
}

Otherwise what_differs(const Saying& recorded, const Saying& again) {
  if (recorded.outcome != again.outcome) return Otherwise::outcome;
  if (recorded.spoken().reasons != again.spoken().reasons) return Otherwise::reasons;
  return recorded.reasons != again.reasons ? Otherwise::facts : Otherwise::follows;
}

}  // namespace

std::size_t SimulateReport::count(Otherwise what) const {
  return static_cast<std::size_t>(std::ranges::count(differ, what, &WouldDiffer::what));
}

SimulateReport simulate(const store::LogStore& store, const policies::Rulebook& book, const SimulateOptions& options) {
  policies::Judge judge(options.hash);
  judge.put_in_place_of_all(book);
  SimulateReport out;
  RedecideOptions how;
  how.keys = options.keys;
  how.engine_revision = options.engine_revision;
  how.progress = options.progress;
  how.decide = [&judge](const custody::State& state, const custody::Submission& submission) { return judge.decide(state, submission); };
  how.different = [&out](const journal::Entry& entry, const custody::Decision& again) {
    const Saying then = saying_of(entry), now = saying_of(again);
    out.differ.push_back({entry.seq(), entry.header.time, std::string(custody::command_name(entry.act.command)), what_differs(then, now), then.spoken(),
                          now.spoken()});
  };
  out.run = redecide(store, how);
  return out;
}

}  // namespace katiwala::audit
