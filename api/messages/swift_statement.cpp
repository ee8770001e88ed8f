// MT940 and MT942: an account's day, closed or not.
#include <algorithm>

#include "api/messages/swift_fields.h"
#include "api/messages/swift_reader.h"
#include "api/messages/totals.h"
#include "ledger/money/exact.h"

namespace katiwala::api::messages {
namespace {

constexpr std::size_t kInformationWidth = 65;

std::string without_zeros(std::string_view digits) { return std::string(digits.substr(std::min(digits.find_first_not_of('0'), digits.size() - 1))); }

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 5 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// :20:, :21:, :25: and :28C: (or its older form :28:, which says the same), as both statements begin.
Status read_start(FieldWalk& walk, SwiftReport& out) {
  KATIWALA_TRY(const SwiftField* id, walk.one({"20"}));
  KATIWALA_TRY(out.report.id, swift_reference(*id));
  if (const SwiftField* related = walk.maybe({"21"})) {
    KATIWALA_TRY([[maybe_unused]] const std::string checked, swift_reference(*related));
  }
  KATIWALA_TRY(const SwiftField* account, walk.one({"25", "25P"}));
  KATIWALA_TRY(out.report.account, swift_account(*account));
  KATIWALA_TRY(const SwiftField* number, walk.one({"28C", "28"}));
  KATIWALA_TRY(const std::string text, swift_line(*number, 11));
  const std::size_t slash = std::string_view(text).find_first_of("/");  // find: GCC 12 takes the length for endless at -O2
  const bool paged = slash != std::string::npos;
  if (!is_number(std::string_view(text).substr(0, slash)) || (paged && !is_number(std::string_view(text).substr(slash + 1))))
    return number->refuse_here(Code::MT_SYNTAX, "A number of up to 5 digits is expected here, and a page of up to 5.");
  out.report.sequence = without_zeros(std::string_view(text).substr(0, slash));
  if (paged) out.page = without_zeros(std::string_view(text).substr(slash + 1));
  return good();
}

/// :86: after its :61:, as long as the bank writes it, and as often. Its codes, where it has them, name the payment better than 16 characters can.
void add_information(const SwiftField& field, Entry& entry) {
  Transaction& transaction = entry.transactions.front();
  const std::string text = joined(field);
  if (!text.empty()) transaction.additional_information += (transaction.additional_information.empty() ? "" : "\n") + text;
  const std::string reference = coded_reference(field, "/EREF/", kInformationWidth);
  if (!reference.empty()) transaction.references.end_to_end_id = reference;
}

Status read_entries(FieldWalk& walk, Currency currency, std::string_view status, std::vector<Entry>& out) {
  while (const SwiftField* line = walk.maybe({"61"})) {
    KATIWALA_TRY(Entry entry, swift_entry(*line, currency));
    entry.status = status;
    while (const SwiftField* information = walk.maybe({"86"})) add_information(*information, entry);
    out.push_back(std::move(entry));
  }
  return good();
}

Status same_currency(Currency expected, Currency found, const SwiftField& field) {
  if (expected == found) return good();
  return field.refuse_here(Code::CURRENCY_MISMATCH, "The account is in " + expected.code() + "; this is in " + found.code() + ".");
}

Minor sum_of(const std::vector<Entry>& entries) {
  Minor sum = 0;
  for (const Entry& entry : entries) sum += wide(with_sign(entry.amount, entry.direction));
  return sum;
}

/// :90D: or :90C:: how many, and how much.
Status check_total(const SwiftField& field, const AccountReport& report, bool all_listed) {
  const Direction direction = field.tag == "90D" ? Direction::debit : Direction::credit;
  KATIWALA_TRY(const std::string text, swift_line(field, 23));
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (!is_number(std::string_view(text).substr(0, digits))) return field.refuse_here(Code::MT_SYNTAX, "A number of up to 5 digits is expected here.");
  KATIWALA_TRY(const Amount stated, swift_money(field, std::string_view(text).substr(digits)));
  KATIWALA_CHECK(same_currency(report.currency, stated.currency(), field));
  std::uint64_t count = 0;
  Minor sum = 0;
  for (const Entry& entry : report.not_booked) {
    if (entry.direction != direction) continue;
    ++count;
    sum += wide(entry.amount);
  }
  const std::uint64_t stated_count = std::stoull(text.substr(0, digits));
  // Entries below the floor are counted and not listed.
  const bool agrees = all_listed ? stated_count == count && wide(stated) == sum : stated_count >= count && wide(stated) >= sum;
  if (agrees) return good();
  return field.refuse_here(Code::MESSAGE_CONTROL_SUM, std::to_string(stated_count) + " entries of " + figure(report.currency, wide(stated)) + " are stated, " +
                                                          std::to_string(count) + " of " + figure(report.currency, sum) + " are found.");
}

/// :34F:, the smallest amount that is listed: one for both directions without a mark, or a debit's and a credit's.
struct Floor {
  Amount amount;
  char mark = ' ';
};

Result<Floor> read_floor(const SwiftField& field) {
  KATIWALA_CHECK(check_lines(field, 1, 19));
  const std::string_view text = field.lines[0];
  Floor out;
  const std::string_view mark = text.size() > 3 ? text.substr(3, 1) : std::string_view();
  if (mark == "D" || mark == "C") out.mark = mark.front();
  KATIWALA_TRY(out.amount, swift_money(field, std::string(text.substr(0, 3)).append(text.substr(std::min(text.size(), out.mark == ' ' ? 3UL : 4UL)))));
  return out;
}

/// True: nothing is left out of the lines.
Result<bool> read_floors(FieldWalk& walk, AccountReport& report) {
  KATIWALA_TRY(const SwiftField* first_field, walk.one({"34F"}));
  KATIWALA_TRY(const Floor first, read_floor(*first_field));
  report.currency = first.amount.currency();
  const SwiftField* second_field = walk.maybe({"34F"});
  const bool fits = second_field == nullptr ? first.mark == ' ' : first.mark == 'D';
  if (!fits) return first_field->refuse_here(Code::MT_SYNTAX, "One floor has no mark; of two, the first is of debits and the second of credits.");
  if (second_field == nullptr) return first.amount.is_zero();
  KATIWALA_TRY(const Floor second, read_floor(*second_field));
  KATIWALA_CHECK(same_currency(report.currency, second.amount.currency(), *second_field));
  if (second.mark != 'C') return second_field->refuse_here(Code::MT_SYNTAX, "The second floor is of credits.");
  return first.amount.is_zero() && second.amount.is_zero();
}

}  // namespace

Result<SwiftReport> read_mt940(const SwiftMessage& message) {
  SwiftReport out;
  AccountReport& report = out.report;
  FieldWalk walk(message);
  KATIWALA_CHECK(read_start(walk, out));
  const bool first_page = out.page.empty() || out.page == "1" || out.page == "0";
  KATIWALA_TRY(const SwiftField* opening_field, walk.one({first_page ? "60F" : "60M"}));
  KATIWALA_TRY(const Balance opening, swift_balance(*opening_field));
  out.place = opening_field->place();
  report.currency = opening.amount.currency();
  report.balances.push_back(opening);
  KATIWALA_CHECK(read_entries(walk, report.currency, "BOOK", report.entries));
  KATIWALA_TRY(const SwiftField* closing_field, walk.one({"62F", "62M"}));
  KATIWALA_TRY(const Balance closing, swift_balance(*closing_field));
  KATIWALA_CHECK(same_currency(report.currency, closing.amount.currency(), *closing_field));
  report.balances.push_back(closing);
  const Minor sum = wide(opening.amount) + sum_of(report.entries);
  if (sum != wide(closing.amount))
    return closing_field->refuse_here(Code::MESSAGE_BALANCE, "Closing balance: " + figure(report.currency, wide(closing.amount)) + " is stated, " +
                                                                 figure(report.currency, sum) + " follows from the opening balance and the entries.");
  report.single_page = first_page && closing_field->tag == "62F";
  report.proven = report.single_page;
  bool available = false;
  while (const SwiftField* field = walk.maybe({available ? "65" : "64", "65"})) {
    available = true;
    KATIWALA_TRY(const Balance balance, swift_balance(*field));
    KATIWALA_CHECK(same_currency(report.currency, balance.amount.currency(), *field));
    report.balances.push_back(balance);
  }
  walk.maybe({"86"});  // of the statement as a whole: it says nothing that is used
  KATIWALA_CHECK(walk.done());
  out.created = start_of(closing.date);
  return out;
}

Result<SwiftReport> read_mt942(const SwiftMessage& message) {
  SwiftReport out;
  AccountReport& report = out.report;
  FieldWalk walk(message);
  KATIWALA_CHECK(read_start(walk, out));
  KATIWALA_TRY(const bool all_listed, read_floors(walk, report));
  KATIWALA_TRY(const SwiftField* time, walk.one({"13D"}));
  KATIWALA_TRY(out.created, swift_instant(*time));
  report.created = out.created;
  KATIWALA_CHECK(read_entries(walk, report.currency, "PDNG", report.not_booked));
  for (const char* tag : {"90D", "90C"})
    if (const SwiftField* total = walk.maybe({tag})) KATIWALA_CHECK(check_total(*total, report, all_listed));
  walk.maybe({"86"});  // of the statement as a whole: it says nothing that is used
  KATIWALA_CHECK(walk.done());
  report.single_page = out.page.empty() || out.page == "1" || out.page == "0";
  return out;
}

}  // namespace katiwala::api::messages
