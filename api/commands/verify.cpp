// katiwala verify: everything stored, checked against itself (audit/verify_ledger.h).
#include "api/commands/command.h"
#include "api/commands/progress.h"
#include "audit/verify_ledger.h"

namespace katiwala::api::commands {
namespace {

struct VerifyOptions {
  std::string root;
  bool without_keys = false;
  bool json = false;
};

transport::Json report_json(const audit::VerifyReport& report) {
  const auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  transport::Json out;
  out.set("good", report.good()).set("entries", number(report.entries)).set("parts", number(report.parts));
  out.set("parts_closed", number(report.parts_closed)).set("parts_erased", number(report.parts_erased)).set("tiles", number(report.tiles));
  out.set("seals", number(report.seals)).set("seals_open", number(report.seals_open));
  out.set("derived_rows", number(report.derived_rows)).set("root", to_hex(report.root));
  if (report.first_bad) out.set("first_bad", refusal_json(*report.first_bad));
  return out;
}

void say(const audit::VerifyReport& report) {
  print_line(std::to_string(report.entries) + " entries, " + std::to_string(report.parts) + " parts (" + std::to_string(report.parts_closed) + " closed, " +
             std::to_string(report.parts_erased) + " erased), " + std::to_string(report.tiles) + " full tiles, " + std::to_string(report.seals) + " seals, " + std::to_string(report.derived_rows) +
             " derived rows");
  print_line("root " + to_hex(report.root));
  if (report.first_bad) {
    print_line("BAD: " + report.first_bad->place + ": " + std::string(name_of(report.first_bad->code)) + ": " + report.first_bad->message);
  } else {
    print_line("good");
  }
}

int run(const VerifyOptions& o) {
  const auto opened = open_for_reading(o.root, !o.without_keys);
  if (!opened.ok()) {
    // A ledger that does not even open is bad; a folder that is none is a wrong command line.
    report(opened.refusal(), o.json);
    const auto folder = LedgerFolder::read(o.root);
    return !folder.ok() && folder.refusal().code == Code::STORE_MISSING ? kUsage : kBad;
  }
  ProgressLine line(!o.json);
  audit::VerifyOptions options;
  options.keys = opened->keys.get();
  options.progress = [&line](const audit::VerifyProgress& progress) { line.show(progress.entries, progress.total); };
  const audit::VerifyReport report = audit::verify_ledger(*opened->store, options);
  line.end();
  if (o.json) print_json(report_json(report));
  else say(report);
  return report.good() ? kDone : kBad;
}

}  // namespace

void add_verify(CommandLine& line) {
  auto o = std::make_shared<VerifyOptions>();
  Command command = line.command("verify", "Check everything stored against itself; names the first bad entry", [o] { return run(*o); });
  command.argument("folder", &o->root, "The ledger's folder, or a copy");
  command.flag("--without-keys", o->without_keys, "Leave the parts of wards closed: chain, tree and hashes only");
  command.flag("--json", o->json, "As JSON");
}

}  // namespace katiwala::api::commands
