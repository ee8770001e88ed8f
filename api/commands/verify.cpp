// katiwala verify: everything stored, checked against itself (audit/verify_ledger.h).
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "api/commands/command.h"
#include "audit/verify_ledger.h"

namespace katiwala::api::commands {
namespace {

using Steady = std::chrono::steady_clock;

struct Options {
  std::string root;
  bool without_keys = false;
  bool json = false;
};

/// One line on a terminal, drawn again at most ten times a second: done, rate, time left.
class ProgressLine {
 public:
  void show(const audit::VerifyProgress& progress) {
    const auto now = Steady::now();
    if (now - drawn_ < std::chrono::milliseconds(100)) return;
    drawn_ = now;
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now - started_).count();
    const std::uint64_t rate = ms > 0 ? progress.entries * 1000 / static_cast<std::uint64_t>(ms) : 0;
    const std::uint64_t left_s = rate > 0 ? (progress.total - progress.entries) / rate : 0;
    std::fprintf(stderr, "\r%llu of %llu entries, %llu/s, %llu s left   ", static_cast<unsigned long long>(progress.entries),
                 static_cast<unsigned long long>(progress.total), static_cast<unsigned long long>(rate), static_cast<unsigned long long>(left_s));
    any_ = true;
  }
  void end() const {
    if (any_) std::fputs("\r\033[K", stderr);
  }

 private:
  Steady::time_point started_ = Steady::now();
  Steady::time_point drawn_{};
  bool any_ = false;
};

transport::Json report_json(const audit::VerifyReport& report) {
  const auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  transport::Json out;
  out.set("good", report.good()).set("entries", number(report.entries)).set("parts", number(report.parts));
  out.set("parts_closed", number(report.parts_closed)).set("parts_erased", number(report.parts_erased)).set("tiles", number(report.tiles));
  out.set("derived_rows", number(report.derived_rows)).set("root", to_hex(report.root));
  if (report.first_bad) out.set("first_bad", refusal_json(*report.first_bad));
  return out;
}

void say(const audit::VerifyReport& report) {
  print_line(std::to_string(report.entries) + " entries, " + std::to_string(report.parts) + " parts (" + std::to_string(report.parts_closed) + " closed, " +
             std::to_string(report.parts_erased) + " erased), " + std::to_string(report.tiles) + " full tiles, " + std::to_string(report.derived_rows) +
             " derived rows");
  print_line("root " + to_hex(report.root));
  if (report.first_bad) {
    print_line("BAD: " + report.first_bad->place + ": " + std::string(name_of(report.first_bad->code)) + ": " + report.first_bad->message);
  } else {
    print_line("good");
  }
}

int run(const Options& o) {
  const auto opened = open_for_reading(o.root, !o.without_keys);
  if (!opened.ok()) {
    // A ledger that does not even open is bad; a folder that is none is a wrong command line.
    report(opened.refusal(), o.json);
    const auto folder = LedgerFolder::read(o.root);
    return !folder.ok() && folder.refusal().code == Code::STORE_MISSING ? kUsage : kBad;
  }
  ProgressLine line;
  audit::VerifyOptions options;
  options.keys = opened->keys.get();
  if (!o.json && ::isatty(STDERR_FILENO) == 1) options.progress = [&line](const audit::VerifyProgress& progress) { line.show(progress); };
  const audit::VerifyReport report = audit::verify_ledger(*opened->store, options);
  line.end();
  if (o.json) print_json(report_json(report));
  else say(report);
  return report.good() ? kDone : kBad;
}

}  // namespace

void add_verify(CommandLine& line) {
  auto o = std::make_shared<Options>();
  Command command = line.command("verify", "Check everything stored against itself; names the first bad entry", [o] { return run(*o); });
  command.argument("folder", &o->root, "The ledger's folder, or a copy");
  command.flag("--without-keys", o->without_keys, "Leave the parts of wards closed: chain, tree and hashes only");
  command.flag("--json", o->json, "As JSON");
}

}  // namespace katiwala::api::commands
