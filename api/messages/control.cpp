// What a report says of itself, held against what it contains.
#include "api/messages/fields.h"
#include "api/messages/totals.h"

namespace katiwala::api::messages {

std::string figure(Currency currency, const Minor& minor) {
  const auto amount = amount_from_wide(currency, minor);
  return amount.ok() ? currency.code() + " " + amount->text() : "a sum past the bound";
}

namespace {

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

/// Of the day, else of this page.
const Balance* here_or_of_page(const AccountReport& report, const Balance* of_day, std::string_view type) {
  if (of_day != nullptr) return of_day;
  for (const Balance& balance : report.balances)
    if (balance.type == type && balance.subtype == "INTM") return &balance;
  return nullptr;
}

Status check_balance(AccountReport& report, const Totals& totals, const std::string& place) {
  const Balance* opening = here_or_of_page(report, report.opening(), "OPBD");
  const Balance* closing = here_or_of_page(report, report.closing(), "CLBD");
  if (opening == nullptr || closing == nullptr) return good();
  const Minor sum = wide(opening->amount) + totals.booked;
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

void Totals::add(const Entry& entry, bool is_booked) {
  ++count;
  if (entry.direction == Direction::credit) {
    ++credits;
    credit_sum += wide(entry.amount);
  } else {
    ++debits;
    debit_sum += wide(entry.amount);
  }
  if (is_booked) booked += wide(with_sign(entry.amount, entry.direction));
}

Status check_report(AccountReport& report, const Totals& totals, const std::optional<Summary>& summary, const std::string& place) {
  // The summary of a report of several pages is of all its pages.
  if (summary && report.single_page) {
    const std::string at = place + "/TxsSummry";
    KATIWALA_CHECK(check_count(summary->count, totals.count, at + "/TtlNtries/NbOfNtries"));
    KATIWALA_CHECK(check_count(summary->credit_count, totals.credits, at + "/TtlCdtNtries/NbOfNtries"));
    KATIWALA_CHECK(check_count(summary->debit_count, totals.debits, at + "/TtlDbtNtries/NbOfNtries"));
    KATIWALA_CHECK(check_sum(report.currency, summary->credit_sum, totals.credit_sum, at + "/TtlCdtNtries/Sum"));
    KATIWALA_CHECK(check_sum(report.currency, summary->debit_sum, totals.debit_sum, at + "/TtlDbtNtries/Sum"));
  }
  return check_balance(report, totals, place);
}

}  // namespace katiwala::api::messages
