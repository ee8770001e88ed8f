// katiwala scenario: plays script files on throw-away sandboxes and reports every expectation (docs/scenario.md).
#include "api/commands/command.h"
#include "api/scenario/print.h"
#include "api/scenario/sandbox.h"

namespace katiwala::api::commands {
namespace {

struct ScenarioOptions {
  std::vector<std::string> files;
  std::string folder;
  bool verbose = false;
  bool json = false;
};

/// A watched folder a script; none where none was asked for.
Path folder_for(const std::string& file, const ScenarioOptions& o) { return o.folder.empty() ? Path() : Path(o.folder) / Path(file).stem(); }

/// 0, 1 or 2, as docs/scenario.md says.
int play_one(const std::string& file, const ScenarioOptions& o) {
  const auto watch = [&](const scenario::StepReport& step) {
    if (o.json) return;
    std::string text = text_of(step, o.verbose);
    text.pop_back();
    print_line(text);
  };
  const auto report = scenario::play_file(file, watch, folder_for(file, o));
  if (!report.ok()) {
    commands::report(report.refusal(), o.json);
    return kUsage;
  }
  if (o.json) print_json(json_of(*report));
  else print_line(verdict_of(*report));
  return report->good() ? kDone : kBad;
}

int run(const ScenarioOptions& o) {
  int worst = kDone;
  for (const std::string& file : o.files) worst = std::max(worst, play_one(file, o));
  return worst;
}

}  // namespace

void add_scenario(CommandLine& line) {
  auto o = std::make_shared<ScenarioOptions>();
  Command command = line.command("scenario", "Play a dated script on a throw-away sandbox and report each expectation", [o] { return run(*o); });
  command.argument("file", &o->files, "Scripts, one or more (docs/scenario.md)");
  command.option("--folder", &o->folder, "An empty folder: the bank's messages go through a watched folder there, one a script (docs/spool.md)");
  command.flag("--verbose", o->verbose, "Also print what held");
  command.flag("--json", o->json, "One JSON object a script");
}

}  // namespace katiwala::api::commands
