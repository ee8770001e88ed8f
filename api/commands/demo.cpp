// katiwala demo: one child's story on a sandbox ledger that is being served, every figure checked; told again, it changes nothing.
#include <fmt/format.h>

#include "api/commands/command.h"
#include "api/founding.h"
#include "api/scenario/file_diary.h"
#include "api/scenario/play.h"
#include "api/scenario/print.h"
#include "api/scenario/sandbox.h"
#include "audit/verify_ledger.h"
#include "ledger/crypto/keystore.h"

namespace katiwala::api::commands {
namespace {

namespace fs = std::filesystem;
using scenario::Report;
using scenario::Script;
using scenario::Stage;

struct DemoOptions {
  std::string root, script;
  int port = -1;
};

/// examples/demo/story.toml above the program's own place, or where the program's data are installed.
Result<std::string> shipped_story() {
  std::error_code error;
  for (fs::path at = fs::read_symlink("/proc/self/exe", error).parent_path(); !at.empty() && at != at.root_path(); at = at.parent_path()) {
    if (fs::exists(at / "examples/demo/story.toml", error)) return (at / "examples/demo/story.toml").string();
  }
  const fs::path installed = "/usr/share/katiwala/examples/demo/story.toml";
  if (fs::exists(installed, error)) return installed.string();
  return refuse(Code::SCRIPT_MISSING, "The demo's story was not found; name it with --script.");
}

std::string fresh_seed() {
  std::array<std::uint8_t, 12> raw{};
  crypto::system_entropy().fill(raw);
  return to_hex(raw);
}

std::int64_t entries_of(Stage& stage) {
  const auto seen = stage.get("auditor", "/v1/status");
  const auto* entries = seen.body.find("entries");
  return entries == nullptr || entries->integer() == nullptr ? -1 : *entries->integer();
}

struct Outcome {
  std::size_t held = 0, failed = 0;
  void count(bool good) { ++(good ? held : failed); }
  void count(const Report& report) {
    held += report.held();
    failed += report.failed();
  }
};

void say_check(Outcome& outcome, bool good, const std::string& what) {
  outcome.count(good);
  print_line((good ? "    ok      " : "    FAILED  ") + what);
}

/// Steps of a demo are few and their figures are the point: those that held are printed too.
void say_step(const scenario::StepReport& step) {
  std::string text = text_of(step, true);
  text.pop_back();
  print_line(text);
}

void first_time(Stage& stage, scenario::FileDiary& diary, Outcome& outcome) {
  const std::size_t known = diary.steps_done();
  if (known > 0) print_line(fmt::format("The story was interrupted; {} of its {} steps are done.", known, stage.script.steps.size()));
  const Report report = play_script(stage, known, [&](const scenario::StepReport& step) {
    say_step(step);
    if (step.number != 0 && step.good()) diary.step_done();
  });
  outcome.count(report);
}

/// Every call again under its old key: the ledger must give its first answers and grow by nothing.
void told_again(Stage& stage, Outcome& outcome) {
  const std::int64_t before = entries_of(stage);
  print_line(fmt::format("The story is in the ledger already ({} entries). Every call is made again under its old key.", before));
  stage.posts = stage.replays = 0;
  const Status set = set_up(stage);
  const Report report = play_script(stage, stage.script.steps.size(), say_step);
  outcome.count(report);
  say_check(outcome, set.ok() && stage.posts == stage.replays,
            fmt::format("{} calls, {} answered as the first time", stage.posts, stage.replays));
  const std::int64_t after = entries_of(stage);
  say_check(outcome, before == after, fmt::format("the ledger grew by {} entries", after - before));
}

/// The bank's messages again, under keys of their own: known references are not booked twice.
void messages_again(Stage& stage, Outcome& outcome) {
  print_line("The bank sends its messages again, as new ones.");
  stage.step = stage.script.steps.size() + 1;
  const std::string round = fresh_seed().substr(0, 8);
  std::size_t number = 0;
  for (const auto& [name, thing] : stage.things) {
    if (thing.bytes.empty() || thing.key.empty()) continue;
    const auto reply = stage.post_as("bank", "/v1/bank-messages", thing.bytes, "application/xml", "again-" + round + "-" + std::to_string(++number));
    bool good = reply.accepted() && !reply.lines.empty();
    for (const auto& line : reply.lines) good = good && (line.result == "duplicate" || line.result == "recognised");
    say_check(outcome, good, name + ": " + reply.summary());
  }
  const auto end = check_end(stage);
  for (const auto& one : end.checks) outcome.count(one.good);
  if (!end.good()) say_step(end);
}

void verify_chain(const DemoOptions& o, Outcome& outcome) {
  const auto opened = open_for_reading(o.root, true);
  if (!opened.ok()) return say_check(outcome, false, "the ledger opens for reading: " + opened.refusal().message);
  audit::VerifyOptions options;
  options.keys = opened->keys.get();
  const auto report = audit::verify_ledger(*opened->store, options);
  std::string what = fmt::format("the whole chain verifies: {} entries, {} parts, root {}", report.entries, report.parts, to_hex(report.root));
  if (report.first_bad) what = "the chain is bad at " + report.first_bad->place + ": " + report.first_bad->message;
  say_check(outcome, report.good() && report.entries > 0, what);
}

Result<Outcome> tell(const DemoOptions& o) {
  KATIWALA_TRY(const LedgerFolder folder, LedgerFolder::read(o.root));
  if (folder.mode != custody::Mode::sandbox) return refuse(Code::SANDBOX_ONLY);
  std::string file = o.script;
  if (file.empty()) {
    KATIWALA_TRY(file, shipped_story());
  }
  KATIWALA_TRY(const Script script, scenario::load_script(file));
  KATIWALA_TRY(scenario::FileDiary diary, scenario::FileDiary::open(folder.root / "demo", fresh_seed()));
  KATIWALA_TRY(std::string rulebook, shipped_rulebook());
  const auto port = o.port < 0 ? folder.port : static_cast<std::uint16_t>(o.port);
  KATIWALA_TRY(const auto stage, scenario::stage_for(script, folder, port, diary.seed(), std::move(rulebook)));
  stage->diary = &diary;
  print_line(script.title);
  print_line(script.about);
  Outcome outcome;
  if (diary.steps_done() < script.steps.size()) {
    KATIWALA_CHECK(set_up(*stage));
    first_time(*stage, diary, outcome);
  } else {
    told_again(*stage, outcome);
  }
  stage->diary = nullptr;
  messages_again(*stage, outcome);
  verify_chain(o, outcome);
  return outcome;
}

int run(const DemoOptions& o) {
  const auto outcome = tell(o);
  if (!outcome.ok()) return report(outcome.refusal(), false);
  print_line(fmt::format("{} figures as expected, {} not", outcome->held, outcome->failed));
  return outcome->failed == 0 && outcome->held > 0 ? kDone : kBad;
}

}  // namespace

void add_demo(CommandLine& line) {
  auto o = std::make_shared<DemoOptions>();
  Command command = line.command("demo", "Tell one child's story on a sandbox ledger that is being served, and check every figure", [o] { return run(*o); });
  command.argument("folder", &o->root, "The ledger's folder");
  command.option("--port", &o->port, "Where it is served, if not at the settings' port", {{}, {{1, 65535}}, false});
  command.option("--script", &o->script, "Another story (docs/scenario.md)");
}

}  // namespace katiwala::api::commands
