#include "tests/audit/exports/programs.h"

#include <unistd.h>

#include <fstream>
#include <sstream>

#include "audit/exports/account_names.h"
#include "audit/exports/books.h"

namespace katiwala::audit::exports::testing {

const std::vector<Program>& programs() {
  static const std::vector<Program> all = {
      {"ledger", "journal.ledger", "ledger --args-only -f FILE --strict --pedantic --explicit --check-payees balance",
       "ledger --args-only -f FILE --flat --no-total --balance-format '%(account),%(display_total)\\n' balance", &chart_name},
      {"hledger", "journal.hledger", "hledger -f FILE check -s balancednoautoconversion ordereddates payees",
       "hledger -f FILE balance --flat -N -O csv | tail -n +2 | tr -d '\"'", &chart_name},
      {"beancount", "journal.beancount", "bean-check FILE",
       "bean-query -f csv FILE 'select account, str(sum(position)) group by account' | tail -n +2 | tr -d '()'", &beancount_name},
  };
  return all;
}

Place::Place() {
  std::string name = (std::filesystem::temp_directory_path() / "katiwala-exports-XXXXXX").string();
  EXPECT_NE(::mkdtemp(name.data()), nullptr);
  folder = name;
}

Place::~Place() {
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

katiwala::testing::Ran Place::run(const std::string& command, const std::string& file, const std::string& text) const {
  std::ofstream(folder / file, std::ios::binary) << text;
  std::string filled = command;
  filled.replace(filled.find("FILE"), 4, (folder / file).string());
  return katiwala::testing::shell(filled);
}

namespace {
std::string trimmed(const std::string& text) {
  std::istringstream words(text);
  std::string out, word;
  while (words >> word) out += (out.empty() ? "" : " ") + word;
  return out;
}
}  // namespace

Balances parsed(const std::string& report) {
  Balances out;
  std::istringstream lines(report);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t comma = line.find(',');
    if (comma == std::string::npos) continue;
    const std::string amount = trimmed(line.substr(comma + 1));
    if (amount.find_first_of("123456789") == std::string::npos) continue;
    out[trimmed(line.substr(0, comma))] = amount;
  }
  return out;
}

Balances of_book(const book::Book& book, const Program& program) {
  Balances out;
  book.for_each([&](const book::Account& account, Amount amount) { out[program.account(account)] = debit_text(account, amount.minor()) + " " + account.currency.code(); });
  return out;
}

}  // namespace katiwala::audit::exports::testing
