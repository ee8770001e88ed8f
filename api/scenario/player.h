/// Plays a script on a stage, step by step, and keeps what was expected and what was found.
#pragma once

#include "api/scenario/check.h"

namespace katiwala::api::scenario {

struct StepReport {
  std::size_t number = 0;  ///< from 1; 0: the books at the end and the final expectations
  int line = 0;
  std::string when;        ///< "2026-03-02 09:00", Manila
  std::string what;        ///< the step in words
  std::string answer;      ///< the door's, in one line
  std::vector<Checked> checks;
  [[nodiscard]] bool good() const;
};

struct Report {
  std::string file, title;
  std::vector<StepReport> steps;
  [[nodiscard]] std::size_t held() const;
  [[nodiscard]] std::size_t failed() const;
  [[nodiscard]] bool good() const { return failed() == 0 && held() > 0; }
};

/// Told of every step as it ends. May be empty.
using Watch = std::function<void(const StepReport&)>;

/// Opens the pools and enrols the parties of the script. The refusal's place is the line of what the door did not take.
Status set_up(Stage& stage);

/// Plays all steps, then the final expectations. Of the first `known` steps only the calls are made again (their keys give the
/// answers of the first time); what they expected of the state of that day is not looked at.
Report play_script(Stage& stage, std::size_t known, const Watch& watch);
/// The final expectations and the books alone.
StepReport check_end(Stage& stage);

}  // namespace katiwala::api::scenario
