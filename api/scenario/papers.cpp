#include "api/scenario/papers.h"

#include "api/messages/sandbox_bank.h"

namespace katiwala::api::scenario::papers {
namespace {

/// Amounts that the writer can not take (wrong decimals, unknown currency) are written as a stand-in and put in afterwards.
class Amounts {
 public:
  Amount take(const std::string& written) {
    const std::size_t space = written.find(' ');
    const std::string figures = written.substr(0, space), code = currency_of(written);
    const auto currency = Currency::parse(code);
    if (currency) {
      const auto amount = Amount::parse(*currency, figures);
      if (amount && !amount->is_negative()) return *amount;
    }
    const Currency php = Currency::parse("PHP").value();
    const Amount stand_in(currency ? *currency : php, kStandIn + static_cast<std::int64_t>(swaps_.size()));
    swaps_.push_back({tag(stand_in.currency().code(), stand_in.text()), tag(code, figures)});
    return stand_in;
  }

  [[nodiscard]] std::string put_in(std::string xml) const {
    for (const auto& [from, to] : swaps_)
      for (std::size_t at = xml.find(from); at != std::string::npos; at = xml.find(from, at + to.size())) xml.replace(at, from.size(), to);
    return xml;
  }

 private:
  static constexpr std::int64_t kStandIn = 918'273'645'000;
  static std::string tag(const std::string& currency, const std::string& figures) { return "Ccy=\"" + currency + "\">" + figures + "<"; }
  std::vector<std::pair<std::string, std::string>> swaps_;
};

Result<std::string> notification(const Line& line, bool credit) {
  Amounts amounts;
  messages::Movement movement;
  movement.message_id = line.message_id;
  movement.created = line.created;
  movement.account.number = line.account;
  movement.booking_date = CivilDate::parse(line.booked).value();
  movement.value_date = CivilDate::parse(line.value_date).value();
  messages::Transaction& transaction = movement.transaction;
  transaction.amount = amounts.take(line.amount);
  movement.account.currency = transaction.amount.currency();
  if (!line.charges.empty()) {
    messages::Charge charge;
    charge.amount = amounts.take(line.charges);
    charge.included = true;  // the amount was already lessened by it
    charge.bearer = "SHAR";
    transaction.charges.push_back(std::move(charge));
  }
  if (!line.refunded.empty()) {
    messages::Charge refund;
    refund.amount = amounts.take(line.refunded);
    refund.direction = messages::Direction::credit;
    refund.included = true;
    transaction.charges.push_back(std::move(refund));
  }
  transaction.return_reason = line.return_reason;
  transaction.references.account_servicer_reference = line.reference;
  transaction.references.end_to_end_id = line.end_to_end_id;
  transaction.references.uetr = line.uetr;
  transaction.debtor_name = line.payor;
  KATIWALA_TRY(std::string xml, credit ? messages::write_credit_notification(movement) : messages::write_debit_notification(movement));
  return amounts.put_in(std::move(xml));
}

}  // namespace

std::string currency_of(const std::string& amount) {
  const std::size_t space = amount.find(' ');
  return space == std::string::npos ? std::string() : amount.substr(space + 1);
}

Result<std::string> credit_notification(const Line& line) { return notification(line, true); }
Result<std::string> debit_notification(const Line& line) { return notification(line, false); }

Result<std::string> statement(const Closing& closing) {
  Amounts amounts;
  const bool overdrawn = closing.balance.starts_with('-');
  Amount balance = amounts.take(overdrawn ? closing.balance.substr(1) : closing.balance);
  if (overdrawn) balance = -balance;
  messages::AccountReport report;
  report.id = closing.message_id;
  report.created = closing.created;
  report.account.number = closing.account;
  report.account.currency = balance.currency();
  report.currency = balance.currency();
  report.balances.push_back({"CLBD", "", balance, CivilDate::parse(closing.day).value()});
  messages::AccountMessage message;
  message.message_id = closing.message_id;
  message.created = closing.created;
  message.reports.push_back(std::move(report));
  KATIWALA_TRY(std::string xml, messages::write_statement(message));
  return amounts.put_in(std::move(xml));
}

Result<std::string> rejection(const Rejection& rejection) {
  messages::TransactionStatus status;
  status.payment_information_id = rejection.original_message_id;
  status.end_to_end_id = rejection.end_to_end_id;
  status.uetr = rejection.uetr;
  status.status = "RJCT";
  status.reasons = {{rejection.reason, {}}};
  messages::StatusMessage message;
  message.message_id = rejection.message_id;
  message.created = rejection.created;
  message.original_message_id = rejection.original_message_id;
  message.transactions.push_back(std::move(status));
  return messages::write_status(message);
}

}  // namespace katiwala::api::scenario::papers
