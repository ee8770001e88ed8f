// katiwala: the program. Every command is a file in api/commands.
#include <CLI/CLI.hpp>

#include "api/commands/command.h"

int main(int argc, char** argv) {
  using namespace katiwala::api::commands;
  CLI::App program{"Katiwala, a trust ledger for restitution held for children"};
  program.require_subcommand(1);
  Body chosen;
  for (const auto add : {&add_init, &add_serve, &add_status, &add_doctor, &add_verify, &add_explain, &add_scenario, &add_demo, &add_bench, &add_completion}) add(program, chosen);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? kDone : kUsage;
  }
  return chosen();
}
