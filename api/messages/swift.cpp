#include "api/messages/swift.h"

#include <array>

#include "api/messages/swift_reader.h"

namespace katiwala::api::messages {
namespace {

struct KnownSwift {
  std::string_view type;
  ReportKind kind;
  Result<SwiftReport> (*read)(const SwiftMessage&);
};

constexpr std::array<KnownSwift, 4> kKnownSwift{{
    {"940", ReportKind::statement, read_mt940},
    {"942", ReportKind::intraday, read_mt942},
    {"103", ReportKind::notification, read_mt103},
    {"910", ReportKind::notification, read_mt910},
}};

std::string at_message(const SwiftMessage& message) { return "/line[" + std::to_string(message.line) + "]"; }

/// Page after page of one statement, or the statement with the next number.
bool follows(const SwiftReport& before, const SwiftReport& after) {
  if (before.report.account != after.report.account || before.place.empty() || after.place.empty()) return false;
  const auto number = [](const std::string& digits) { return digits.empty() ? 1UL : std::stoul(digits); };
  if (after.report.sequence == before.report.sequence) return number(after.page) == number(before.page) + 1;
  return number(after.report.sequence) == number(before.report.sequence) + 1 && number(after.page) <= 1 && before.report.closing() != nullptr;
}

/// Opening balances stand first and closing ones second in an MT940.
Status check_meeting(const SwiftReport& before, const SwiftReport& after) {
  if (!follows(before, after)) return good();
  const Amount closed = before.report.balances[1].amount, opened = after.report.balances[0].amount;
  if (closed == opened) return good();
  if (closed.currency() != opened.currency())
    return refuse(Code::CURRENCY_MISMATCH, "The page before is in " + closed.currency().code() + "; this is in " + opened.currency().code() + ".", after.place);
  return refuse(Code::MESSAGE_BALANCE, "Opening balance: " + opened.text() + " is stated; the page before closed with " + closed.text() + ".", after.place);
}

}  // namespace

Result<AccountMessage> read_swift(std::string_view bytes, std::size_t max_bytes) {
  KATIWALA_TRY(const std::vector<SwiftMessage> messages, parse_swift(bytes, max_bytes));
  AccountMessage out;
  SwiftReport before;
  for (const SwiftMessage& message : messages) {
    const KnownSwift* known = nullptr;
    for (const KnownSwift& row : kKnownSwift)
      if (row.type == message.type) known = &row;
    if (known == nullptr) return refuse(Code::MESSAGE_UNKNOWN, "An MT" + message.type + " is not read here.", at_message(message));
    const std::string definition = "MT" + message.type;
    if (!out.reports.empty() && definition != out.definition)
      return refuse(Code::MT_SYNTAX, "Messages of one file are of one type; this is another.", at_message(message));
    KATIWALA_TRY(SwiftReport report, known->read(message));
    if (message.possible_duplicate) report.report.copy_duplicate = "DUPL";
    KATIWALA_CHECK(check_meeting(before, report));
    if (out.reports.empty()) {
      out.kind = known->kind;
      out.definition = definition;
      out.message_id = report.report.id;
      out.created = report.created;
    }
    out.reports.push_back(report.report);
    before = std::move(report);
  }
  return out;
}

}  // namespace katiwala::api::messages
