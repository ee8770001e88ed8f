// Draft of covered transaction reports: what moved for a ward on each banking day of a period (R36), amount by amount.
#include <map>

#include "audit/reports/compliance.h"
#include "audit/reports/wording.h"
#include "ledger/money/exact.h"

namespace katiwala::audit::reports {

using namespace custody;

namespace {

struct Counted {
  const WatchLine* line;
  Covered covered;
};

struct BankingDay {
  std::vector<Counted> counted;
  Rational pesos{0};           ///< exact: rounded where it is shown, never before it is summed
  std::optional<CivilDate> due;  ///< of the report, where one was owed
};

const Currency& peso() {
  static const Currency currency = *Currency::parse("PHP");
  return currency;
}

Rational peso_worth(const Covered& covered) { return covered.rate ? exact(*covered.rate, covered.amount) : exact_major(covered.amount); }

/// By banking day; the duty that an entry opened is of the day whose amount is counted in the same entry.
std::map<CivilDate, BankingDay> days_of(const History& history) {
  std::map<CivilDate, BankingDay> out;
  std::map<record::Seq, CivilDate> day_in;
  for (const WatchLine& line : history.watch_lines) {
    const auto* counted = std::get_if<CoveredCounted>(&line.event);
    if (counted == nullptr) continue;
    BankingDay& day = out[counted->covered.day];
    day.counted.push_back({&line, counted->covered});
    day.pesos += peso_worth(counted->covered);
    day_in[line.entry] = counted->covered.day;
  }
  for (const WatchLine& line : history.watch_lines) {
    const auto* opened = std::get_if<ObligationOpened>(&line.event);
    if (opened == nullptr || opened->obligation.duty != Duty::covered_transaction_report) continue;
    if (const auto found = day_in.find(line.entry); found != day_in.end()) out[found->second].due = opened->obligation.due;
  }
  return out;
}

Result<Table> days_table(const std::map<CivilDate, BankingDay>& days, CivilDate from, CivilDate to) {
  Table out{"days", "Banking days", peso(), {{"day", "Banking day", 20}, {"amounts", "Amounts", 14, Align::right}, {"total", "In pesos", 26, Align::right}, {"report_due", "Report due", 22}}};
  out.none = "Nothing was counted in the period.";
  for (const auto& [on, one] : days) {
    if (on < from || on > to) continue;
    KATIWALA_TRY(const Amount total, round_half_even(one.pesos, peso()));
    out.rows.push_back({{day(on), number(one.counted.size()), money(total), one.due ? day(*one.due) : text("not owed")}});
  }
  return out;
}

Result<Table> amounts_table(const std::map<CivilDate, BankingDay>& days, CivilDate from, CivilDate to) {
  Table out{"amounts", "Amounts counted", std::nullopt,
            {{"day", "Banking day", 13}, {"entry", "Entry", 8}, {"leaf", "Proof", 11}, {"transaction", "Transaction", 18}, {"about", "About", 20}, {"amount", "Amount", 20, Align::right}, {"rate", "Rate", 18}, {"pesos", "In pesos", 18, Align::right}}};
  out.none = "Nothing was counted in the period.";
  for (const auto& [on, one] : days) {
    if (on < from || on > to) continue;
    for (const Counted& counted : one.counted) {
      const WatchLine& line = *counted.line;
      const Cell about = line.request ? short_of(line.request->hex()) : line.order ? short_of(line.order->hex()) : Cell{};
      KATIWALA_TRY(const Amount pesos, round_half_even(peso_worth(counted.covered), peso()));
      out.rows.push_back({{day(on), number(line.entry), short_of(to_hex(line.leaf)), word(line.what), about, money_with_currency(counted.covered.amount),
                           counted.covered.rate ? text(rate_text(*counted.covered.rate)) : Cell{}, money_with_currency(pesos)}});
    }
  }
  return out;
}

}  // namespace

Result<Document> covered_transactions(const History& history, const Question& question) {
  const State& state = history.memory.state;
  KATIWALA_TRY(const WardAccount account, ward_account(history, *question.ward));
  const Watch* watch = state.watch(watch_of(account.ward.id));
  if (watch == nullptr) return refuse(Code::KEY_MISSING, "The ward's watch can not be read: she was erased, or its key is not in this key store.", "ward");
  const Pool* pool = state.pool(account.ward.pool);
  KATIWALA_ASSERT(pool != nullptr, "a ward of no pool");
  const auto days = days_of(history);
  Document out;
  out.kind = "covered-transactions";
  out.title = "Covered Transaction Report (draft)";
  out.law = "to the Anti-Money Laundering Council, under RA 9160 s. 3(b) and 9(c)";
  out.matter = "ward " + account.ward.id.hex();
  out.basis = history.basis;
  add_institution(out, *pool);
  out.facts.push_back({"ward", "Account holder", text(account.ward.id.hex())});
  KATIWALA_TRY(Table by_day, days_table(days, *question.from, *question.to));
  KATIWALA_TRY(Table amounts, amounts_table(days, *question.from, *question.to));
  out.tables.push_back(std::move(by_day));
  out.tables.push_back(std::move(amounts));
  out.tables.push_back(persons_table(&account.ward, nullptr));
  out.tables.push_back(duties_table(*watch, Duty::covered_transaction_report, std::nullopt));
  add_compliance_notes(out);
  out.notes.emplace_back("Foreign amounts count at the newest rate of the ledger that was not after the banking day, exactly; what is shown in pesos is rounded to the centavo, half to even.");
  out.certification = "Drawn from the entries of the ledger named above. A report is owed for a banking day whose amounts come to more than the rulebook's threshold in all (R36).";
  out.signatures = {{"Compliance officer", "Date filed, AMLC reference"}};
  return out;
}

}  // namespace katiwala::audit::reports
