// katiwala: the program. Every command is a file in api/commands.
#include "api/commands/command.h"
#include "api/commands/end_of_day.h"

int main(int argc, char** argv) {
  using namespace katiwala::api::commands;
  CommandLine line("Katiwala, a trust ledger for restitution held for children");
  for (const auto add : {&add_init, &add_serve, &add_status, &add_doctor, &add_verify, &add_audit, &add_explain, &add_scenario, &add_sign, &add_spool, &add_migrate, &add_demo, &add_bench, &add_witness, &add_export, &add_report, &add_end_of_day, &add_policy, &add_policy_test, &add_policy_simulate, &add_backup, &add_restore, &add_openapi, &add_roles, &add_completion}) add(line);
  return line.run(argc, argv, kUsage);
}
