/// Rows about a large bank statement: how long it takes and how much memory, to read it as an import does, and to take it into a ledger through the door.
#pragma once

#include "api/bench/plan.h"
#include "api/bench/workbench.h"

namespace katiwala::api::bench {

/// "import.read", "import.read.memory", "import", "import.memory".
Status measure_import(const Run& run);

/// The other side, in a process of its own: reads the file bare, then as a message, and prints what each took.
int child_read(const std::string& file, const std::string& schemas);
/// Likewise: opens the ledger, serves it, sends the file as the bank would, and prints what that took.
int child_import(const std::string& file, const std::string& ledger);

/// Of the account that the statement is of.
inline constexpr std::string_view kStatementAccount = "001-PHP-7788";
/// A new ledger with a pool that has this account.
Result<LedgerFolder> ledger_for_statement(const Run& run);

}  // namespace katiwala::api::bench
