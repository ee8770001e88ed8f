// What a report says of itself, held against what it contains.
#include "api/messages/fields.h"
#include "api/messages/reports.h"
#include "ledger/money/exact.h"

namespace katiwala::api::messages {
namespace {

struct Totals {
  std::uint64_t count = 0, credits = 0, debits = 0;
  Minor credit_sum = 0, debit_sum = 0;

  void add(const Entry& entry) {
    ++count;
    if (entry.direction == Direction::credit) {
      ++credits;
      credit_sum += wide(entry.amount);
    } else {
      ++debits;
      debit_sum += wide(entry.amount);
    }
  }
};

std::string figure(Currency currency, const Minor& minor) {
  const auto amount = amount_from_wide(currency, minor);
  return amount.ok() ? currency.code() + " " + amount->text() : "a sum past the bound";
}

Status check_count(const std::optional<std::uint64_t>& said, std::uint64_t found, const std::string& place) {
  if (!said || *said == found) return good();
  return refuse(Code::MESSAGE_CONTROL_SUM,
                "Number of entries: " + std::to_string(*said) + " is stated, " + std::to_string(found) + " is found.", place);
}

Status check_sum(Currency currency, const std::string& said, const Minor& found, const std::string& place) {
  if (said.empty() || currency.is_none()) return good();
  const auto stated = amount_from_decimal(currency, said);
  if (!stated.ok()) return refuse(stated.refusal().code, stated.refusal().message, place);
  if (wide(*stated) == found) return good();
  return refuse(Code::MESSAGE_CONTROL_SUM,
                "Sum of entries: " + figure(currency, wide(*stated)) + " is stated, " + figure(currency, found) + " is found.", place);
}

Status check_balance(AccountReport& report, const std::string& place) {
  const Balance* opening = report.opening();
  const Balance* closing = report.closing();
  if (opening == nullptr || closing == nullptr) return good();
  Minor sum = wide(opening->amount);
  for (const Entry& entry : report.entries) sum += wide(with_sign(entry.amount, entry.direction));
  report.proven = sum == wide(closing->amount);
  if (report.proven || !report.single_page) return good();
  return refuse(Code::MESSAGE_BALANCE,
                "Closing balance: " + figure(report.currency, wide(closing->amount)) + " is stated, " + figure(report.currency, sum) +
                    " follows from the opening balance and the booked entries.",
                place + "/Bal");
}

}  // namespace

Result<Summary> read_summary(const Node& node) {
  Summary out;
  const auto numbers = [&node](std::string_view name, std::optional<std::uint64_t>& count, std::string* sum) -> Status {
    KATIWALA_TRY(const Node total, node.maybe(name));
    if (!total) return good();
    KATIWALA_TRY(const Node number, total.maybe("NbOfNtries"));
    if (number) {
      KATIWALA_TRY(count, count_field(number));
    }
    if (sum == nullptr) return good();
    KATIWALA_TRY(*sum, maybe_text(total, "Sum", 40));
    return good();
  };
  KATIWALA_CHECK(numbers("TtlNtries", out.count, nullptr));
  KATIWALA_CHECK(numbers("TtlCdtNtries", out.credit_count, &out.credit_sum));
  KATIWALA_CHECK(numbers("TtlDbtNtries", out.debit_count, &out.debit_sum));
  return out;
}

Status check_report(AccountReport& report, const std::optional<Summary>& summary, const std::string& place) {
  // The summary of a report of several pages is of all its pages.
  if (summary && report.single_page) {
    Totals totals;
    for (const auto* entries : {&report.entries, &report.not_booked})
      for (const Entry& entry : *entries) totals.add(entry);
    const std::string at = place + "/TxsSummry";
    KATIWALA_CHECK(check_count(summary->count, totals.count, at + "/TtlNtries/NbOfNtries"));
    KATIWALA_CHECK(check_count(summary->credit_count, totals.credits, at + "/TtlCdtNtries/NbOfNtries"));
    KATIWALA_CHECK(check_count(summary->debit_count, totals.debits, at + "/TtlDbtNtries/NbOfNtries"));
    KATIWALA_CHECK(check_sum(report.currency, summary->credit_sum, totals.credit_sum, at + "/TtlCdtNtries/Sum"));
    KATIWALA_CHECK(check_sum(report.currency, summary->debit_sum, totals.debit_sum, at + "/TtlDbtNtries/Sum"));
  }
  return check_balance(report, place);
}

}  // namespace katiwala::api::messages
