/// One bank message, line by line, as commands: what each line did is read from its entry, so a message sent again under its key
/// gives the same answer to the byte.
#pragma once

#include "api/door/bank_references.h"
#include "api/door/call.h"

namespace katiwala::api::door {

class BankImport {
 public:
  /// Lines take the keys `key`.0, `key`.1, ...; `digest` is of the whole message.
  BankImport(const Call& call, std::string key, const Digest& digest) : call_(call), key_(std::move(key)), digest_(digest) {}

  /// The answer's body. A refusal says that the rest of the message was not carried out: to be sent again with the same key.
  Result<transport::Json> take(const messages::BankMessage& message);
  /// Every entry named was there before this call.
  [[nodiscard]] bool replayed() const { return recorded_ > 0 && fresh_ == 0; }

 private:
  struct PoolAccountFound {
    custody::PoolId pool;
    Currency currency;
  };

  Status take_reports(const messages::AccountMessage& message);
  Status take_report(const messages::AccountReport& report, const std::string& place, messages::ReportKind kind);
  Status take_line(const BankLine& line, const PoolAccountFound& account);
  Status take_credit(const BankLine& line, const PoolAccountFound& account, std::vector<custody::Mark> references);
  /// The return of a payment of ours that this credit is; nothing where it is none, or not the whole of one.
  Result<std::optional<custody::ReturnPayment>> returned_payment(const BankLine& line) const;
  Status take_debit(const BankLine& line, std::vector<custody::Mark> references);
  Status reconcile(const messages::AccountReport& report, const std::string& place, const PoolAccountFound& account);
  Status take_statuses(const messages::StatusMessage& message);
  Status take_status(const messages::StatusMessage& message, const messages::TransactionStatus& status, const std::string& place);

  Result<std::optional<PoolAccountFound>> find_account(const messages::AccountReport& report) const;
  Result<std::optional<custody::Request>> find_request(const std::string& end_to_end_id, const std::string& uetr, const std::string& message_id) const;
  Result<std::optional<record::Seq>> used_by(const std::vector<custody::Mark>& marks) const;
  /// True if `marks` name an earlier conversion or charge of which this is a line; it is then answered.
  Result<bool> recognise(const BankLine& line, const std::vector<custody::Mark>& marks);

  /// The entry that this line's key made before; it is then answered.
  Result<bool> replay(const std::string& place);
  Status submit(const std::string& place, custody::Command command);
  Status unmatched(const std::string& place);
  Status duplicate(const std::string& place, record::Seq first);
  Result<custody::VaultRef> message_item();
  [[nodiscard]] std::string line_key() const { return key_ + "." + std::to_string(index_); }
  void answer(const std::string& place, const journal::Entry& entry, bool is_duplicate);
  void say(transport::Json line);

  const Call& call_;
  std::string key_;
  Digest digest_;
  std::size_t index_ = 0;  ///< of the line in the message
  std::size_t recorded_ = 0, fresh_ = 0;
  std::optional<custody::VaultRef> item_;
  transport::Json lines_{transport::Json::Array{}};
};

}  // namespace katiwala::api::door
