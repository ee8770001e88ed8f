/// What the bank's own messages say, read again from the vault: the lines of a statement, and the names under which a credit came.
///
/// Values of persons stay here: what goes out are keyed marks.
#pragma once

#include <map>

#include "api/daily/sources.h"
#include "api/messages/message.h"
#include "audit/daily/suggestions.h"

namespace katiwala::api::daily {

class BankSide {
 public:
  explicit BankSide(House& house) : house_(house) {}

  /// Nothing: the message is not at hand, or lists no lines of that account.
  std::optional<audit::daily::StatementRead> statement(const audit::daily::StatementSeen& seen);
  /// Of the line that a credit was received from; without names where its message is not at hand.
  audit::daily::PaymentNames names_of(const custody::ReceiveCredit& credit);
  /// Of a payment of ours, under the marks that `names_of` gives.
  audit::daily::PaymentSeen payment_seen(const custody::Request& request) const;

 private:
  [[nodiscard]] audit::daily::PaymentNames names_in(const messages::Entry& entry, const messages::Transaction& transaction) const;
  const messages::AccountMessage* message(const custody::VaultRef& ref);
  [[nodiscard]] std::optional<custody::WardId> ward_named(const messages::References& references);
  [[nodiscard]] std::optional<custody::MarkValue> named(const std::string& reference) const;

  House& house_;
  std::optional<std::map<std::array<std::uint8_t, 16>, custody::WardId>> by_uetr_;  ///< payments of ours; read once
  std::map<custody::RequestId, custody::WardId> by_request_;                        ///< likewise
  std::map<Id<custody::VaultItemTag>, std::optional<messages::AccountMessage>> read_;
};

}  // namespace katiwala::api::daily
