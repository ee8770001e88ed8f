// The files of an audit: general ledger detail, trial balance, chart of accounts, in the field names of the Audit Data Standards, General
// Ledger Standard (AICPA, July 2015), and beside them the parts that could not be read, which the standard has no file for.
//
// Amount is never negative: Amount_Credit_Debit_Indicator has the side (D, C). In the trial balance debits are positive. Fiscal year and
// period are the calendar's year and month in Manila: the ledger knows no other. Business_Unit_Code is the book, so that each balances alone.
#include "audit/exports/account_names.h"
#include "audit/exports/books.h"
#include "audit/exports/csv.h"
#include "audit/exports/narrator.h"

namespace katiwala::audit::exports {
namespace {

std::string two_digits(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// "09:15:00", Manila.
std::string time_of_day(Instant time) { return time.manila_text().substr(11, 8); }

std::string magnitude(const Movement& line) {
  return Amount(line.account.currency, line.change_minor < 0 ? -line.change_minor : line.change_minor).text();
}

class GeneralLedger final : public Exporter {
 public:
  GeneralLedger(Scope scope, const OpenFile& open)
      : scope_(std::move(scope)),
        detail_(open("gl_detail.csv"),
                {"Journal_ID", "Journal_ID_Line_Number", "JE_Header_Description", "JE_Line_Description", "Source", "Business_Unit_Code", "Effective_Date",
                 "Fiscal_Year", "Period", "GL_Account_Number", "Amount", "Amount_Credit_Debit_Indicator", "Amount_Currency", "Entered_By", "Entered_Date",
                 "Entered_Time", "Reversal_Journal_ID"}),
        trial_(open("trial_balance.csv"), {"GL_Account_Number", "Business_Unit_Code", "Fiscal_Year", "Period", "Amount_Beginning", "Amount_Ending", "Amount_Currency"}),
        chart_(open("chart_of_accounts.csv"), {"GL_Account_Number", "GL_Account_Name", "Account_Type", "Account_Subtype", "FS_Caption"}),
        unreadable_(open("unreadable_parts.csv"), {"Journal_ID", "Part", "State", "Erased_By_Journal_ID", "Key", "Part_Hash"}) {}

  Status take(const journal::Entry& entry) override {
    if (entry.seq() == scope_.from) beginning_ = books_.accounts();
    const Told told = narrator_.tell(entry);
    KATIWALA_TRY(const std::vector<Movement> movements, books_.take(entry));
    if (entry.seq() < scope_.from) return good();
    last_day_ = manila_date(entry.header.time);
    const std::string seq = std::to_string(entry.seq());
    for (const ClosedPart& part : closed_parts(entry, scope_.erasures)) {
      unreadable_.row({seq, std::to_string(part.index), part.state(), part.erased_by ? std::to_string(*part.erased_by) : "", part.key.hex(), to_hex(part.hash)});
    }
    std::size_t number = 0;
    for (const Transaction& transaction : transactions_of(movements))
      for (const Movement& line : transaction.lines) write(entry, told, line, ++number);
    return good();
  }

  Status finish() override {
    if (!last_day_) return refuse(Code::ENTRY_MISSING, std::string(sentence_of(Code::ENTRY_MISSING)), "entry " + std::to_string(scope_.from));
    const std::string year = std::to_string(last_day_->year()), month = two_digits(last_day_->month());
    for (const auto& [account, ending] : books_.accounts()) {
      const auto found = beginning_.find(account);
      const std::int64_t beginning = found == beginning_.end() ? 0 : found->second;
      const std::string number = chart_name(account);
      const std::string_view book = name_of(book::book_of(account.kind));
      trial_.row({number, book, year, month, debit_text(account, beginning), debit_text(account, ending), account.currency.code()});
      chart_.row({number, std::string(name(account.kind)) + " " + account.currency.code(), account_type(account.kind), book, name(account.kind)});
    }
    return good();
  }

 private:
  void write(const journal::Entry& entry, const Told& told, const Movement& line, std::size_t number) {
    const CivilDate day = *last_day_;
    const bool debit = debit_minor(line.account, line.change_minor) > 0;
    const std::string seq = std::to_string(entry.seq());
    const std::string header = std::string(told.what) + (told.proposal ? " as proposed in entry " + std::to_string(*told.proposal) : "");
    const std::string part = line.part == 0 ? "" : " (part " + std::to_string(line.part) + ")";
    detail_.row({seq, std::to_string(number), header, std::string(line.category_name()) + part, told.what, name_of(book::book_of(line.account.kind)), day.text(),
                 std::to_string(day.year()), two_digits(day.month()), chart_name(line.account), magnitude(line), debit ? "D" : "C",
                 line.account.currency.code(), entry.act.principal.hex(), day.text(), time_of_day(entry.header.time),
                 told.reverses ? std::to_string(*told.reverses) : ""});
  }

  Scope scope_;
  CsvTable detail_, trial_, chart_, unreadable_;
  Books books_;
  Narrator narrator_;
  std::map<book::Account, std::int64_t> beginning_;
  std::optional<CivilDate> last_day_;
};

}  // namespace

std::unique_ptr<Exporter> general_ledger_exporter(Scope scope, const OpenFile& open) { return std::make_unique<GeneralLedger>(std::move(scope), open); }

}  // namespace katiwala::audit::exports
