// katiwala explain: the whole reasoning of one entry, decided again on a copy, offline.
#include "api/commands/command.h"
#include "api/door/explain.h"

namespace katiwala::api::commands {
namespace {

struct ExplainOptions {
  std::string root;
  std::uint64_t entry = 0;
  bool json = false;
};

Result<transport::Json> look(const ExplainOptions& o) {
  KATIWALA_TRY(const OpenedForReading opened, open_for_reading(o.root, true));
  return door::explain(*opened.store, opened.keys.get(), o.entry);
}

int run(const ExplainOptions& o) {
  const auto explanation = look(o);
  if (!explanation.ok()) return report(explanation.refusal(), o.json);
  if (o.json) print_json(*explanation);
  else print_line(door::explanation_text(*explanation));
  return *explanation->find("decided_again")->find("same")->boolean() ? kDone : kBad;
}

}  // namespace

void add_explain(CommandLine& line) {
  auto o = std::make_shared<ExplainOptions>();
  Command command = line.command("explain", "Say why an entry was decided as it was; exit 1 if it is not decided so again", [o] { return run(*o); });
  command.argument("folder", &o->root, "The ledger's folder, or a copy");
  command.argument("entry", &o->entry, "Its number");
  command.flag("--json", o->json, "As JSON");
}

}  // namespace katiwala::api::commands
