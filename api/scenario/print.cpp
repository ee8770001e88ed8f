#include "api/scenario/print.h"

#include <fmt/format.h>

namespace katiwala::api::scenario {

using transport::Json;

std::string text_of(const StepReport& step, bool with_good_checks) {
  std::string out = fmt::format("{}  {}", step.when, step.what);
  if (!step.answer.empty()) out += fmt::format("  [{}]", step.answer);
  out += '\n';
  for (const Checked& one : step.checks) {
    if (one.good && !with_good_checks) continue;
    if (one.good) out += fmt::format("    ok      {}: {}\n", one.what, one.expected);
    else out += fmt::format("    FAILED  line {}: {}\n            expected {}\n            found    {}\n", one.line, one.what, one.expected, one.found);
  }
  return out;
}

std::string verdict_of(const Report& report) {
  return fmt::format("{}: {} expectations held, {} failed", report.title, report.held(), report.failed());
}

Json json_of(const Report& report) {
  Json out{Json::Object{}};
  out.set("file", report.file).set("title", report.title);
  out.set("held", static_cast<std::int64_t>(report.held())).set("failed", static_cast<std::int64_t>(report.failed()));
  Json steps{Json::Array{}};
  for (const StepReport& step : report.steps) {
    Json checks{Json::Array{}};
    for (const Checked& one : step.checks) {
      checks.push(object({{"ok", one.good}, {"line", one.line}, {"what", one.what}, {"expected", one.expected}, {"found", one.found}}));
    }
    steps.push(object({{"number", static_cast<std::int64_t>(step.number)}, {"line", step.line}, {"when", step.when}, {"what", step.what},
                       {"answer", step.answer}, {"checks", checks}}));
  }
  out.set("steps", std::move(steps));
  return out;
}

}  // namespace katiwala::api::scenario
