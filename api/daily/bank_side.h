/// What the bank's own messages say, read again from the vault: the lines of a statement, and the names under which a credit came.
///
/// A message is read as it was when it came in, entry by entry: what is held of one is what is asked of its lines, however long it is.
/// Values of persons stay here: what goes out are keyed marks.
#pragma once

#include <map>

#include "api/daily/sources.h"
#include "api/door/bank_references.h"
#include "audit/daily/suggestions.h"
#include "ledger/base/stored_bytes.h"

namespace katiwala::api::daily {

class BankSide {
 public:
  /// Of messages that one question reads: some seconds. What is asked for later is as if its message were not at hand.
  static constexpr std::size_t kMostBytes = std::size_t{512} << 20;

  explicit BankSide(House& house, std::size_t most_bytes = kMostBytes) : house_(house), most_bytes_(most_bytes) {}

  /// Nothing: the message is not at hand, or lists no lines of that account.
  std::optional<audit::daily::StatementRead> statement(const audit::daily::StatementSeen& seen);
  /// Of the lines that credits were received from, one of each, in their order; without names where its message is not at hand. A message of which several
  /// are is read for all of them at once; messages are read in the order in which they are first named.
  std::vector<audit::daily::PaymentNames> names_of(std::span<const custody::ReceiveCredit> credits);
  /// Of a payment of ours, under the marks that `names_of` gives.
  audit::daily::PaymentSeen payment_seen(const custody::Request& request) const;

 private:
  struct Message {
    Id<custody::VaultItemTag> item;
    std::shared_ptr<const StoredBytes> bytes;
    messages::AccountMessage heads;  ///< without its entries
  };
  /// Of a line, and in which report it stands. A refusal ends the reading.
  using TakeLine = std::function<Status(std::size_t report, const door::BankLine& line)>;

  /// Nothing: it is not at hand. Valid until another is asked for.
  const Message* message(const custody::VaultRef& ref);
  std::optional<Message> read_message(const custody::VaultRef& ref);
  /// The booked lines under the places that the door gave them when they came in, for some of their marks are made of these.
  static Status each_line(const Message& message, const TakeLine& take);
  void find_names(const Message& message, std::span<const custody::ReceiveCredit> credits, const std::vector<std::size_t>& wanted,
                  std::vector<audit::daily::PaymentNames>& out) const;
  [[nodiscard]] audit::daily::PaymentNames names_in(const messages::Entry& entry, const messages::Transaction& transaction) const;
  [[nodiscard]] std::optional<custody::WardId> ward_named(const messages::References& references);
  [[nodiscard]] std::optional<custody::MarkValue> named(const std::string& reference) const;

  House& house_;
  std::optional<std::map<std::array<std::uint8_t, 16>, custody::WardId>> by_uetr_;  ///< payments of ours; read once
  std::map<custody::RequestId, custody::WardId> by_request_;                        ///< likewise
  std::optional<Message> message_;                                                  ///< the last that was read
  std::size_t most_bytes_;
  std::size_t read_bytes_ = 0;
};

}  // namespace katiwala::api::daily
