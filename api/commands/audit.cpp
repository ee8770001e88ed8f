// katiwala audit: every recorded decision, decided again (audit/redecide.h).
#include "api/commands/command.h"
#include "api/commands/progress.h"
#include "audit/redecide.h"
#include "ledger/crypto/digest.h"
#include "policies/judge.h"

namespace katiwala::api::commands {
namespace {

struct AuditOptions {
  std::string root;
  bool json = false;
};

transport::Json report_json(const audit::RedecideReport& report) {
  const auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  transport::Json out;
  out.set("good", report.good()).set("entries", number(report.entries)).set("decided", number(report.decided));
  out.set("unreadable", number(report.unreadable)).set("other_engine", number(report.other_engine)).set("seals_open", number(report.seals_open));
  transport::Json unproven(transport::Json::Array{});
  for (const record::Seq seq : report.unproven) unproven.push(number(seq));
  out.set("unproven", std::move(unproven));
  if (report.first_different) out.set("first_different", refusal_json(*report.first_different));
  return out;
}

void say(const audit::RedecideReport& report) {
  print_line(std::to_string(report.decided) + " of " + std::to_string(report.entries) + " entries decided again, " + std::to_string(report.unreadable) +
             " not readable any more, " + std::to_string(report.other_engine) + " of another revision of the rules, " + std::to_string(report.seals_open) +
             " seals over erased parts");
  for (const record::Seq seq : report.unproven) {
    print_line("UNPROVEN: entry " + std::to_string(seq) + ": The rules decide otherwise, and what it rested on may have been a ward's who was erased since.");
  }
  if (report.first_different) print_line("DIFFERENT: " + report.first_different->place + ": " + report.first_different->message);
  else print_line("good");
}

int run(const AuditOptions& o) {
  const auto opened = open_for_reading(o.root, true);
  if (!opened.ok()) return report(opened.refusal(), o.json);
  policies::Judge judge([](std::string_view text) { return crypto::sha256(view(text)); });
  ProgressLine line(!o.json);
  audit::RedecideOptions options;
  options.keys = opened->keys.get();
  options.decide = [&judge](const custody::State& state, const custody::Submission& submission) { return judge.decide(state, submission); };
  options.engine_revision = policies::kEngineRevision;
  options.progress = [&line](record::Seq done, record::Seq total) { line.show(done, total); };
  const audit::RedecideReport found = audit::redecide(*opened->store, options);
  line.end();
  if (o.json) print_json(report_json(found));
  else say(found);
  return found.good() ? kDone : kBad;
}

}  // namespace

void add_audit(CommandLine& line) {
  auto o = std::make_shared<AuditOptions>();
  Command command = line.command("audit", "Decide every recorded command again; names the first entry that is not as the rules decide", [o] { return run(*o); });
  command.argument("folder", &o->root, "The ledger's folder, or a copy");
  command.flag("--json", o->json, "As JSON");
}

}  // namespace katiwala::api::commands
