/// The command line: one file a command, each adding itself to the program.
///
/// Exit codes, the same for every command:
///   0   done, and nothing wrong was found
///   1   something wrong was found, or the ledger refused
///   2   the command line itself is wrong
///   70  the start checks refuse: what is stored does not agree with itself; nothing was changed
///   75  not now (another process holds the ledger, the disk is full): try again
#pragma once

#include <string>

#include "api/commands/command_line.h"
#include "api/ledger_folder.h"
#include "api/transport/json.h"
#include "ledger/crypto/keystore.h"

namespace katiwala::api::commands {

inline constexpr int kDone = 0, kBad = 1, kUsage = 2, kIntegrity = 70, kTryAgain = 75;

void add_init(CommandLine& line);
void add_serve(CommandLine& line);
void add_status(CommandLine& line);
void add_doctor(CommandLine& line);
void add_verify(CommandLine& line);
void add_audit(CommandLine& line);
void add_explain(CommandLine& line);
void add_export(CommandLine& line);
void add_backup(CommandLine& line);
void add_restore(CommandLine& line);
void add_report(CommandLine& line);
void add_openapi(CommandLine& line);
void add_roles(CommandLine& line);
void add_completion(CommandLine& line);
void add_scenario(CommandLine& line);
void add_sign(CommandLine& line);
void add_spool(CommandLine& line);
void add_migrate(CommandLine& line);
void add_demo(CommandLine& line);
void add_bench(CommandLine& line);
void add_witness(CommandLine& line);
/// policy show, diff, check; the other two stand in files of their own.
void add_policy(CommandLine& line);
void add_policy_test(CommandLine& line);      ///< pre: add_policy
void add_policy_simulate(CommandLine& line);  ///< pre: add_policy

int exit_code_of(const Refusal& refusal);
/// One line on standard error (or the object on standard output with --json); returns the exit code.
int report(const Refusal& refusal, bool as_json);
transport::Json refusal_json(const Refusal& refusal);
void print_line(const std::string& text);
void print_json(const transport::Json& json);

/// The ledger as it lies there, without a lock and without a write.
struct OpenedForReading {
  LedgerFolder folder;
  std::unique_ptr<store::LogStore> store;
  std::unique_ptr<crypto::KeyStore> keys;  ///< nullptr if not asked for
};
Result<OpenedForReading> open_for_reading(const std::string& root, bool with_keys);

}  // namespace katiwala::api::commands
