// katiwala bench: how fast this program is on this machine and this disk, each figure beside its baseline from the same run.
#include <fmt/format.h>
#include <unistd.h>

#include "api/bench/bench.h"
#include "api/bench/fill.h"
#include "api/bench/import.h"
#include "api/bench/restart.h"
#include "api/commands/command.h"

namespace katiwala::api::commands {
namespace {

struct BenchOptions {
  std::string folder = ".", schemas, child_restart, child_stop, child_read, child_import, ledger, fill;
  std::size_t wards = 0;
  std::uint64_t entries = 0;
  std::vector<std::string> only;
  bool quick = false;
  bool json = false;
};

/// A folder of its own on the disk to be measured, gone when it ends.
class Scratch {
 public:
  static Result<Scratch> create(const std::string& parent) {
    std::error_code error;
    std::string name = (std::filesystem::absolute(parent, error) / "katiwala-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) return refuse(Code::STORE_IO, "No folder can be made there.", parent);
    return Scratch(name);
  }
  Scratch(Scratch&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  [[nodiscard]] const Path& path() const { return path_; }

 private:
  explicit Scratch(Path path) : path_(std::move(path)) {}
  Path path_;
};

int fill(const BenchOptions& o) {
  const auto filled = bench::fill(o.fill, o.entries);
  if (!filled.ok()) return report(filled.refusal(), o.json);
  if (!o.json) {
    print_line(fmt::format("{} entries; those that were added are invented", *filled));
    return kDone;
  }
  transport::Json out;
  out.set("entries", static_cast<std::int64_t>(*filled));
  print_json(out);
  return kDone;
}

int run(const BenchOptions& o) {
  if (!o.child_stop.empty()) return bench::child_stop(o.child_stop, o.entries);
  if (!o.fill.empty()) return fill(o);
  if (!o.child_restart.empty()) return bench::child_restart(o.child_restart);
  if (!o.child_read.empty()) return bench::child_read(o.child_read, o.schemas);
  if (!o.child_import.empty()) return bench::child_import(o.child_import, o.ledger);
  auto scratch = Scratch::create(o.folder);
  if (!scratch.ok()) return report(scratch.refusal(), o.json);
  bench::Run run;
  if (o.quick) run.sizes = bench::quick_sizes();
  if (o.wards > 0) run.sizes.idle_wards = o.wards;
  if (o.entries > 0) run.sizes.ledger_entries = o.entries;
  run.folder = scratch->path();
  run.schemas = o.schemas;
  const bool terminal = !o.json && ::isatty(STDERR_FILENO) == 1;
  run.say = [terminal](const std::string& what) {
    if (terminal) std::fprintf(stderr, "\r\033[K%s ...", what.c_str());
  };
  transport::Json rows{transport::Json::Array{}};
  run.row = [&](const bench::Row& row) {
    if (terminal) std::fputs("\r\033[K", stderr);
    if (o.json) rows.push(json_of(row));
    else print_line(text_of(row));
  };
  const bench::Machine machine = bench::look_at_machine(run.folder);
  if (!o.json) {
    print_line(text_of(machine));
    if (o.quick) print_line("--quick: this shows that the benchmark runs; its figures mean nothing.");
    print_line(bench::table_head());
  }
  const Status measured = bench::measure(run, o.only);
  if (terminal) std::fputs("\r\033[K", stderr);
  if (!measured.ok()) return report(measured.refusal(), o.json);
  if (o.json) {
    transport::Json out;
    out.set("machine", json_of(machine)).set("quick", o.quick).set("rows", std::move(rows));
    print_json(out);
  }
  return kDone;
}

}  // namespace

void add_bench(CommandLine& line) {
  auto o = std::make_shared<BenchOptions>();
  Command command = line.command("bench", "Measure this program on this machine, each figure beside its baseline from the same run", [o] { return run(*o); });
  command.option("--folder", &o->folder, "Where throw-away ledgers are made: on the disk to be measured", {{}, std::nullopt, true});
  command.flag("--quick", o->quick, "Everything once, in seconds: shows that it runs; its figures mean nothing");
  command.option("--wards", &o->wards, "Idle wards for memory and restart.wards (a million)", {{}, {{1, 100'000'000}}, false});
  command.option("--only", &o->only, "Only these groups of rows", {bench::groups(), std::nullopt, false});
  command.option("--schemas", &o->schemas, "Folder of the official ISO 20022 schemas, for the import row");
  command.option("--fill", &o->fill, "Measure nothing: add invented entries to the sandbox ledger in this folder");
  command.option("--entries", &o->entries, "With --fill: until it has this many; else: of the ledger that is read, verified and restarted (a million)",
                 {{}, {{1, 100'000'000}}, false});
  command.flag("--json", o->json, "As JSON");
  // What the program asks of itself, in a process of its own so that its memory can be told.
  command.hidden("--child-restart", o->child_restart);
  command.hidden("--child-stop", o->child_stop);
  command.hidden("--child-read", o->child_read);
  command.hidden("--child-import", o->child_import);
  command.hidden("--ledger", o->ledger);
}

}  // namespace katiwala::api::commands
