/// What the three programs of plain-text bookkeeping (ledger, hledger, beancount) have in common: declarations before their first use,
/// one transaction for each entry, book and currency, an assertion of every balance, and the parts that can not be read, named.
#pragma once

#include <set>

#include "audit/exports/books.h"
#include "audit/exports/exporter.h"
#include "audit/exports/narrator.h"

namespace katiwala::audit::exports {

/// What stands above the lines of a transaction.
struct Heading {
  CivilDate day;                           ///< Manila civil date of the entry
  std::string code;                        ///< number of the entry; a word for what is none
  std::string_view what;
  const journal::Entry* entry = nullptr;   ///< nullptr: none, nothing more is said
  std::optional<record::Seq> proposal;
  std::optional<record::Seq> reverses;
  std::vector<Rate> deals;
};

/// How one program writes it. Every function gives whole lines.
class Dialect {
 public:
  virtual ~Dialect() = default;
  [[nodiscard]] virtual std::string preamble() const = 0;
  [[nodiscard]] virtual std::string declare(Currency currency, CivilDate day) const = 0;
  [[nodiscard]] virtual std::string declare(const book::Account& account, CivilDate day) const = 0;
  [[nodiscard]] virtual std::string declare_payee(std::string_view what) const = 0;
  [[nodiscard]] virtual std::string transaction(const Heading& heading, const Transaction& transaction) const = 0;
  [[nodiscard]] virtual std::string price(CivilDate day, const Rate& rate) const = 0;
  /// After the last transaction of a day: what stands on the accounts it touched.
  [[nodiscard]] virtual std::string end_of_day(CivilDate day, const std::vector<Movement>& standing) const = 0;
  /// After the last transaction: what stands on every account.
  [[nodiscard]] virtual std::string end(CivilDate day, const std::vector<Movement>& standing) const = 0;
};

inline constexpr std::string_view kOpening = "opening_balances", kClosing = "closing_balances";

class PlainText final : public Exporter {
 public:
  PlainText(Scope scope, std::unique_ptr<Dialect> dialect, Sink sink);
  Status take(const journal::Entry& entry) override;
  Status finish() override;

 private:
  void begin(const journal::Entry& entry);
  void write(const Heading& heading, const std::vector<Movement>& movements);
  void turn_to(CivilDate day);
  [[nodiscard]] std::vector<Movement> standing(const std::set<book::Account>& accounts) const;

  Scope scope_;
  std::unique_ptr<Dialect> dialect_;
  Sink sink_;
  Books books_;
  Narrator narrator_;
  custody::Mode mode_ = custody::Mode::sandbox;
  std::optional<CivilDate> day_;               ///< nothing: not begun
  std::set<std::string, std::less<>> payees_;  ///< declared
  std::set<Currency> currencies_;              ///< declared
  std::set<book::Account> accounts_;           ///< declared
  std::set<book::Account> touched_;            ///< on `day_`
};

}  // namespace katiwala::audit::exports
