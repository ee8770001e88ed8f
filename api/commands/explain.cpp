// katiwala explain: the whole reasoning of one entry, decided again on a copy, offline.
#include <CLI/CLI.hpp>

#include "api/commands/command.h"
#include "api/door/explain.h"

namespace katiwala::api::commands {
namespace {

struct Options {
  std::string root;
  std::uint64_t entry = 0;
  bool json = false;
};

Result<transport::Json> look(const Options& o) {
  KATIWALA_TRY(const OpenedForReading opened, open_for_reading(o.root, true));
  return door::explain(*opened.store, opened.keys.get(), o.entry);
}

int run(const Options& o) {
  const auto explanation = look(o);
  if (!explanation.ok()) return report(explanation.refusal(), o.json);
  if (o.json) print_json(*explanation);
  else print_line(door::explanation_text(*explanation));
  return *explanation->find("decided_again")->find("same")->boolean() ? kDone : kBad;
}

}  // namespace

void add_explain(CLI::App& program, Body& chosen) {
  auto o = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("explain", "Say why an entry was decided as it was; exit 1 if it is not decided so again");
  command->add_option("folder", o->root, "The ledger's folder, or a copy")->required();
  command->add_option("entry", o->entry, "Its number")->required();
  command->add_flag("--json", o->json, "As JSON");
  command->callback([o, &chosen] { chosen = [o] { return run(*o); }; });
}

}  // namespace katiwala::api::commands
