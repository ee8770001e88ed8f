/// The programs that read the exports, run by the tests: how each checks a file, and how it is asked for its balances.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "ledger/book/book.h"
#include "tests/support/program.h"

namespace katiwala::audit::exports::testing {

/// "bank:10…:USD" -> "19975.00 USD", zeros left out.
using Balances = std::map<std::string, std::string>;

struct Program {
  std::string format, file;
  std::string check, report;  ///< commands, "FILE" for the file
  std::string (*account)(const book::Account&);
};
/// ledger, hledger, beancount.
const std::vector<Program>& programs();

/// A folder that goes away with the test.
struct Place {
  std::filesystem::path folder;
  Place();
  ~Place();
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  /// Writes the text there and runs the command on it.
  katiwala::testing::Ran run(const std::string& command, const std::string& file, const std::string& text) const;
};

/// What a program's report says.
Balances parsed(const std::string& report);
/// What it should say.
Balances of_book(const book::Book& book, const Program& program);

}  // namespace katiwala::audit::exports::testing
