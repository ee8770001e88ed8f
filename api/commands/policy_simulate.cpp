// katiwala policy simulate: a ledger's past decided again with another rulebook (audit/simulate.h). Reads, and writes nothing.
#include "api/commands/command.h"
#include "api/commands/progress.h"
#include "api/rulebook_files.h"
#include "audit/simulate.h"
#include "ledger/crypto/digest.h"
#include "policies/judge.h"

namespace katiwala::api::commands {
namespace {

using audit::Otherwise;
using audit::SimulateReport;
using audit::Spoken;
using audit::WouldDiffer;
using transport::Json;

struct PolicySimulateOptions {
  std::string rulebook, root;
  bool all = false;
  bool json = false;
};

Json number(std::uint64_t n) { return static_cast<std::int64_t>(n); }

Json spoken_json(const Spoken& spoken) {
  Json out, reasons{Json::Array{}};
  for (const std::string& reason : spoken.reasons) reasons.push(reason);
  out.set("outcome", name(spoken.outcome)).set("reasons", std::move(reasons));
  return out;
}

/// Of what is decided the same only the figures or the duties differ: named where they are asked for.
bool is_shown(const WouldDiffer& one, const PolicySimulateOptions& o) { return o.all || one.what == Otherwise::outcome || one.what == Otherwise::reasons; }

Json report_json(const SimulateReport& report, const policies::Rulebook& book, const PolicySimulateOptions& o) {
  Json out, rows{Json::Array{}}, counts;
  for (const auto& [what, word] : Names<Otherwise>::rows) counts.set(std::string(word), number(report.count(what)));
  for (const WouldDiffer& one : report.differ) {
    if (!is_shown(one, o)) continue;
    Json row;
    row.set("entry", number(one.entry)).set("time", one.time.manila_text()).set("command", one.command).set("differs", name(one.what));
    rows.push(std::move(row.set("recorded", spoken_json(one.recorded)).set("would", spoken_json(one.again))));
  }
  out.set("rulebook", book.version()).set("entries", number(report.run.entries)).set("decided", number(report.run.decided));
  out.set("unreadable", number(report.run.unreadable)).set("other_engine", number(report.run.other_engine)).set("seals_open", number(report.run.seals_open));
  out.set("differ", std::move(counts)).set("rows", std::move(rows));
  return out;
}

std::string words_of(const Spoken& spoken) {
  std::string out(name(spoken.outcome));
  for (const std::string& reason : spoken.reasons)
    if (!reason.starts_with("allow ")) out += ", " + reason;
  return out;
}

std::string line_of(const WouldDiffer& one) {
  std::string out = "entry " + std::to_string(one.entry) + "  " + one.time.manila_text() + "  " + one.command;
  switch (one.what) {
    case Otherwise::facts: return out + "\n  decided the same, of other figures";
    case Otherwise::follows: return out + "\n  decided the same; other duties, dates or postings would have followed";
    default: return out + "\n  - " + words_of(one.recorded) + "\n  + " + words_of(one.again);
  }
}

void say(const SimulateReport& report, const policies::Rulebook& book, const PolicySimulateOptions& o) {
  for (const WouldDiffer& one : report.differ)
    if (is_shown(one, o)) print_line(line_of(one));
  const auto count = [&](Otherwise what) { return std::to_string(report.count(what)); };
  print_line("under rulebook " + book.version() + ": " + count(Otherwise::outcome) + " entries with another outcome, " + count(Otherwise::reasons) +
             " with other reasons, " + count(Otherwise::facts) + " with other figures, " + count(Otherwise::follows) + " with other consequences");
  print_line(std::to_string(report.run.decided) + " of " + std::to_string(report.run.entries) + " entries decided again, each on the state as it was recorded; " +
             std::to_string(report.run.unreadable) + " not readable any more, " + std::to_string(report.run.other_engine) +
             " of another revision of the rules and so not decided, " + std::to_string(report.run.seals_open) + " seals over erased parts");
}

int run(const PolicySimulateOptions& o) {
  const auto text = rulebook_text(o.rulebook);
  if (!text.ok()) return report(text.refusal(), o.json);
  const auto book = policies::Rulebook::parse(*text);
  if (!book.ok()) return report(book.refusal(), o.json);
  const auto opened = open_for_reading(o.root, true);
  if (!opened.ok()) {
    const int code = report(opened.refusal(), o.json);
    return opened.refusal().code == Code::STORE_MISSING ? kUsage : code;
  }
  ProgressLine line(!o.json);
  audit::SimulateOptions options;
  options.keys = opened->keys.get();
  options.hash = [](std::string_view bytes) { return crypto::sha256(view(bytes)); };
  options.engine_revision = policies::kEngineRevision;
  options.progress = [&line](record::Seq done, record::Seq total) { line.show(done, total); };
  const SimulateReport found = audit::simulate(*opened->store, *book, options);
  line.end();
  if (found.run.first_different) return report(*found.run.first_different, o.json);
  if (o.json) print_json(report_json(found, *book, o));
  else say(found, *book, o);
  return kDone;
}

}  // namespace

void add_policy_simulate(CommandLine& line) {
  auto o = std::make_shared<PolicySimulateOptions>();
  Command command = line.command("policy simulate", "Which recorded decisions would have been others under another rulebook; reads a ledger, writes nothing", [o] { return run(*o); });
  command.argument("rulebook", &o->rulebook, "A bundle, or a folder with rulebook.toml and calendars");
  command.argument("--ledger", &o->root, "The ledger's folder, or a copy");
  command.flag("--all", o->all, "Also name entries that are decided the same, of other figures or with other consequences");
  command.flag("--json", o->json, "As JSON");
}

}  // namespace katiwala::api::commands
