// katiwala policy test: a table of cases, written by a bank's counsel, put to a rulebook (docs/rulebook.md "Cases of one's own").
#include <algorithm>

#include "api/cases/play.h"
#include "api/commands/command.h"
#include "api/founding.h"
#include "api/rulebook_files.h"

namespace katiwala::api::commands {
namespace {

using cases::CaseReport;
using cases::Table;
using cases::TableReport;
using transport::Json;

struct PolicyTestOptions {
  std::vector<std::string> files;
  std::string rulebook;
  bool json = false;
};

Json list_json(const std::vector<std::string>& list) {
  Json out{Json::Array{}};
  for (const std::string& one : list) out.push(one);
  return out;
}

Json case_json(const CaseReport& one) {
  Json out, answer, failures{Json::Array{}};
  answer.set("outcome", one.answer.outcome).set("tier", one.answer.tier.empty() ? Json() : Json(one.answer.tier)).set("codes", list_json(one.answer.codes));
  answer.set("told", list_json(one.answer.told)).set("flags", list_json(one.answer.flags)).set("duties", list_json(one.answer.duties));
  answer.set("waits_for", list_json(one.answer.waits_for));
  for (const cases::Failure& failure : one.failures) {
    Json row;
    failures.push(std::move(row.set("what", failure.what).set("expected", failure.expected).set("found", failure.found)));
  }
  out.set("name", one.name).set("line", one.line).set("good", one.good()).set("answer", std::move(answer)).set("failures", std::move(failures));
  return out;
}

Json report_json(const TableReport& report) {
  Json out, rows{Json::Array{}};
  for (const CaseReport& one : report.cases) rows.push(case_json(one));
  out.set("file", report.file).set("title", report.title).set("rulebook", report.rulebook);
  out.set("held", static_cast<std::int64_t>(report.cases.size() - report.failed())).set("failed", static_cast<std::int64_t>(report.failed()));
  out.set("cases", std::move(rows));
  return out;
}

void say(const TableReport& report) {
  for (const CaseReport& one : report.cases) {
    print_line((one.good() ? "good    " : "FAILED  ") + one.name + (one.good() ? "" : "  (" + report.file + ":" + std::to_string(one.line) + ")"));
    for (const cases::Failure& failure : one.failures) print_line("          " + failure.what + ": expected " + failure.expected + ", found " + failure.found);
  }
  print_line(report.title + ": " + std::to_string(report.cases.size() - report.failed()) + " cases held, " + std::to_string(report.failed()) +
             " failed, under rulebook " + report.rulebook);
}

Result<TableReport> play_one(const std::string& file, std::string_view bundle) {
  KATIWALA_TRY(const std::string text, read_text_file(file));
  KATIWALA_TRY(const Table table, cases::read_table(file, text));
  return cases::play_table(table, bundle);
}

int run(const PolicyTestOptions& o) {
  const auto bundle = o.rulebook.empty() ? shipped_rulebook() : rulebook_text(o.rulebook);
  if (!bundle.ok()) return report(bundle.refusal(), o.json);
  int worst = kDone;
  for (const std::string& file : o.files) {
    const auto played = play_one(file, *bundle);
    if (!played.ok()) {
      report(played.refusal(), o.json);
      worst = kUsage;
      continue;
    }
    if (o.json) print_json(report_json(*played));
    else say(*played);
    if (played->failed() > 0) worst = std::max(worst, kBad);
  }
  return worst;
}

}  // namespace

void add_policy_test(CommandLine& line) {
  auto o = std::make_shared<PolicyTestOptions>();
  Command command = line.command("policy test", "Put tables of cases to a rulebook and report each; exit 1 where one does not hold", [o] { return run(*o); });
  command.argument("file", &o->files, "Tables, one or more (docs/rulebook.md)");
  command.option("--rulebook", &o->rulebook, "A bundle, or a folder with rulebook.toml and calendars; the program's own if absent");
  command.flag("--json", o->json, "One JSON object a table");
}

}  // namespace katiwala::api::commands
