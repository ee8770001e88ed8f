// beancount (2.3): a file of dated directives.
//
// A `balance` directive speaks of the beginning of its day, so what stands at the end of a day is asserted on the day after. Tolerances are
// set to nothing in two places, because beancount allows a whole centavo otherwise: in the option, and in every assertion ("~ 0").
// Source: beancount language syntax, "Balance Assertions", "Precision & Tolerances".
#include "audit/exports/account_names.h"
#include "audit/exports/plain_text.h"

namespace katiwala::audit::exports {
namespace {

void add(std::string& out, std::string_view indent, std::string_view key, std::string_view text) {
  out += std::string(indent) + std::string(key) + ": \"" + std::string(text) + "\"\n";
}

class BeancountDialect final : public Dialect {
 public:
  std::string preamble() const override {
    return "; bean-check journal.beancount\n\noption \"title\" \"Katiwala\"\noption \"inferred_tolerance_multiplier\" \"0\"\n"
           "plugin \"beancount.plugins.check_commodity\"\n";
  }
  std::string declare(Currency currency, CivilDate day) const override {
    return "\n" + day.text() + " commodity " + currency.code() + "\n  precision: " + std::to_string(currency.exponent()) + "\n";
  }
  std::string declare(const book::Account& account, CivilDate day) const override {
    return "\n" + day.text() + " open " + beancount_name(account) + " " + account.currency.code() + "\n";
  }
  std::string declare_payee(std::string_view) const override { return {}; }

  std::string transaction(const Heading& heading, const Transaction& transaction) const override {
    std::string out = "\n" + heading.day.text() + " * \"" + std::string(heading.what) + "\" \"" + (heading.entry != nullptr ? "entry " : "") + heading.code + "\"\n";
    add(out, "  ", "book", name_of(transaction.book));
    if (heading.entry != nullptr) {
      add(out, "  ", "time", heading.entry->header.time.manila_text());
      add(out, "  ", "leaf", to_hex(heading.entry->leaf));
    }
    if (heading.proposal) add(out, "  ", "proposal", std::to_string(*heading.proposal));
    if (heading.reverses) add(out, "  ", "reverses", std::to_string(*heading.reverses));
    std::size_t deal = 0;  // a key stands once in beancount
    for (const Rate& rate : heading.deals) {
      add(out, "  ", deal == 0 ? "rate" : "rate-" + std::to_string(deal + 1), "1 " + rate.base().code() + " is " + rate.text() + " " + rate.quote().code());
      ++deal;
    }
    for (const Movement& line : transaction.lines) {
      out += "  " + beancount_name(line.account) + "    " + debit_text(line.account, line.change_minor) + " " + line.account.currency.code() + "\n";
      add(out, "    ", "category", line.category_name());
    }
    return out;
  }

  std::string price(CivilDate day, const Rate& rate) const override {
    return "\n" + day.text() + " price " + rate.base().code() + " " + rate.text() + " " + rate.quote().code() + "\n";
  }

  std::string end_of_day(CivilDate day, const std::vector<Movement>& standing) const override {
    std::string out = standing.empty() ? "" : "\n";
    for (const Movement& line : standing) {
      out += (day + 1).text() + " balance " + beancount_name(line.account) + "    " + debit_text(line.account, line.after_minor) + " ~ 0 " +
             line.account.currency.code() + "\n";
    }
    return out;
  }
  std::string end(CivilDate day, const std::vector<Movement>& standing) const override { return end_of_day(day, standing); }
};

/// An assertion stands on the day after, and the calendar ends.
class BeforeTheLastDay final : public Exporter {
 public:
  explicit BeforeTheLastDay(std::unique_ptr<Exporter> inner) : inner_(std::move(inner)) {}
  Status take(const journal::Entry& entry) override {
    if (manila_date(entry.header.time).text() == "9999-12-31") {
      return refuse(Code::RECORD_MALFORMED, "The entry's day is the last of the calendar; its balances can not be asserted on the day after.",
                    "entry " + std::to_string(entry.seq()) + " time");
    }
    return inner_->take(entry);
  }
  Status finish() override { return inner_->finish(); }

 private:
  std::unique_ptr<Exporter> inner_;
};

}  // namespace

std::unique_ptr<Exporter> beancount_exporter(Scope scope, const OpenFile& open) {
  return std::make_unique<BeforeTheLastDay>(
      std::make_unique<PlainText>(std::move(scope), std::make_unique<BeancountDialect>(), open("journal.beancount")));
}

}  // namespace katiwala::audit::exports
