// ledger (3.2 and 3.3) and hledger (1.25): one syntax with small differences.
//
//   2026-02-18 * (12) receive_credit
//       ; book: custody
//       bank:3f…:USD    19975.00 USD = 19975.00 USD
//
// Every posting asserts what stands on its account after it, so a changed amount is found at the line after it at the latest. The
// closing transaction moves nothing and asserts every account once more, so a file that was cut short ends in no agreement.
// Source: ledger 3 manual, "Balance assertions", "Command Directives"; hledger 1.25 journal format, "Balance Assertions", "Directives".
#include "audit/exports/account_names.h"
#include "audit/exports/plain_text.h"

namespace katiwala::audit::exports {
namespace {

/// "1000.00 PHP": shows a program the decimals; "1000. JPY" where hledger wants to see the mark of a currency without any.
std::string sample(Currency currency, bool mark_alone) {
  std::string out = "1000";
  if (currency.exponent() > 0) out += "." + std::string(static_cast<std::size_t>(currency.exponent()), '0');
  else if (mark_alone) out += ".";
  return out + " " + currency.code();
}

std::string sided(const book::Account& account, std::int64_t minor) { return debit_text(account, minor) + " " + account.currency.code(); }

class LedgerLike : public Dialect {
 public:
  explicit LedgerLike(std::string_view asserts) : asserts_(asserts) {}

  std::string declare_payee(std::string_view what) const override { return "\npayee " + std::string(what) + "\n"; }

  std::string transaction(const Heading& heading, const Transaction& transaction) const override {
    std::string out = "\n" + heading.day.text() + " * (" + heading.code + ") " + std::string(heading.what) + "\n";
    add(out, "book", name_of(transaction.book));
    if (heading.entry != nullptr) {
      add(out, "time", heading.entry->header.time.manila_text());
      add(out, "leaf", to_hex(heading.entry->leaf));
    }
    if (heading.proposal) add(out, "proposal", std::to_string(*heading.proposal));
    if (heading.reverses) add(out, "reverses", std::to_string(*heading.reverses));
    for (const Rate& rate : heading.deals) add(out, "rate", "1 " + rate.base().code() + " is " + rate.text() + " " + rate.quote().code());
    for (const Movement& line : transaction.lines) {
      out += posting(line);
      add(out, "category", line.category_name());
    }
    return out;
  }

  std::string price(CivilDate day, const Rate& rate) const override {
    return "\nP " + day.text() + " " + rate.base().code() + " " + rate.text() + " " + rate.quote().code() + "\n";
  }

  std::string end_of_day(CivilDate, const std::vector<Movement>&) const override { return {}; }  // every posting has asserted its own

  std::string end(CivilDate day, const std::vector<Movement>& standing) const override {
    if (standing.empty()) return {};
    std::string out = "\n" + day.text() + " * (end) " + std::string(kClosing) + "\n";
    for (const Movement& line : standing) out += posting(line);
    return out;
  }

 private:
  static void add(std::string& out, std::string_view tag, std::string_view value) { out += "    ; " + std::string(tag) + ": " + std::string(value) + "\n"; }

  [[nodiscard]] std::string posting(const Movement& line) const {
    return "    " + chart_name(line.account) + "    " + sided(line.account, line.change_minor) + " " + asserts_ + " " +
           sided(line.account, line.after_minor) + "\n";
  }

  std::string asserts_;
};

class LedgerDialect final : public LedgerLike {
 public:
  LedgerDialect() : LedgerLike("=") {}
  std::string preamble() const override {
    std::string out = "; ledger -f journal.ledger --strict --pedantic --explicit --check-payees balance\n\n";
    for (const std::string_view tag : {"book", "time", "leaf", "proposal", "reverses", "rate", "category"}) out += "tag " + std::string(tag) + "\n";
    return out;
  }
  std::string declare(Currency currency, CivilDate) const override {
    return "\ncommodity " + currency.code() + "\n    format " + sample(currency, false) + "\n";
  }
  std::string declare(const book::Account& account, CivilDate) const override { return "\naccount " + chart_name(account) + "\n"; }
};

/// `==` asserts in addition that no other currency stands on the account. Types let `hledger balancesheet` show the book of custody alone.
class HledgerDialect final : public LedgerLike {
 public:
  HledgerDialect() : LedgerLike("==") {}
  std::string preamble() const override {
    return "; hledger -f journal.hledger check -s balancednoautoconversion ordereddates payees\n\ndecimal-mark .\n";
  }
  std::string declare(Currency currency, CivilDate) const override { return "\ncommodity " + sample(currency, true) + "\n"; }
  std::string declare(const book::Account& account, CivilDate) const override {
    const bool custody = book::book_of(account.kind) == book::BookName::custody;
    const std::string type = !custody ? "" : account.kind == book::AccountKind::bank ? "    ; type: A" : "    ; type: L";
    return "\naccount " + chart_name(account) + type + "\n";
  }
};

}  // namespace

std::unique_ptr<Exporter> ledger_exporter(Scope scope, const OpenFile& open) {
  return std::make_unique<PlainText>(std::move(scope), std::make_unique<LedgerDialect>(), open("journal.ledger"));
}

std::unique_ptr<Exporter> hledger_exporter(Scope scope, const OpenFile& open) {
  return std::make_unique<PlainText>(std::move(scope), std::make_unique<HledgerDialect>(), open("journal.hledger"));
}

}  // namespace katiwala::audit::exports
