/// What a bank tells us, as typed values: account statements, credit and debit notifications, intraday reports and the
/// status of payments we sent.
///
/// Values only: they own their text and say nothing of XML. An empty string means that the bank did not write the field
/// (ISO 20022 texts are never empty). Amounts are exact and without sign wherever a `Direction` stands beside them.
/// Texts from banks may name people: they belong in the vault, never in a refusal or in the log.
/// Source: ISO 20022 camt.052/053/054 versions .001.02, .04, .08; pain.002.001.10 and .11.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/money/amount.h"
#include "ledger/time/civil.h"

namespace katiwala::api::messages {

/// As seen on the account the message is about: a credit adds to it (CRDT), a debit takes away (DBIT).
enum class Direction : std::uint8_t { credit, debit };

inline Amount with_sign(Amount amount, Direction direction) { return direction == Direction::credit ? amount : -amount; }

struct AccountRef {
  std::string number;  ///< IBAN, or the bank's own number (at most 34 characters)
  bool is_iban = false;
  std::optional<Currency> currency;
  bool operator==(const AccountRef&) const = default;
};

struct Balance {
  std::string type;     ///< OPBD, CLBD, PRCD, CLAV ..., or a word of the bank's own
  std::string subtype;  ///< empty: of the account as a whole; INTM on the pages between
  Amount amount;        ///< with sign: a credit balance is positive
  CivilDate date;
  bool operator==(const Balance&) const = default;
};

/// What a bank took (or gave back) for its service. It stands beside the amount and is never hidden in it.
struct Charge {
  Amount amount;
  Direction direction = Direction::debit;
  std::optional<bool> included;  ///< whether the transaction's amount was already lessened by it; unknown if absent
  std::string type;
  std::string bearer;  ///< DEBT, CRED, SHAR, SLEV
  bool operator==(const Charge&) const = default;
};

/// The names a payment goes by. `end_to_end_id` of a payment of ours is our reference; "NOTPROVIDED" is kept as written.
struct References {
  std::string account_servicer_reference;
  std::string message_id;
  std::string payment_information_id;
  std::string instruction_id;
  std::string end_to_end_id;
  std::string uetr;  ///< lower-case UUID version 4
  std::string transaction_id;
  bool operator==(const References&) const = default;
};

struct Transaction {
  Amount amount;  ///< what it moved on the account, in the currency of the entry
  Direction direction = Direction::credit;
  std::optional<Amount> instructed;  ///< what the payer told his bank to send, perhaps in another currency
  std::uint64_t stands_for = 1;      ///< payments; more than one where the bank gives a batch without its parts
  std::vector<Charge> charges;
  References references;
  std::string debtor_name;
  std::string creditor_name;
  std::optional<AccountRef> debtor_account;
  std::optional<AccountRef> creditor_account;
  std::string purpose;
  std::vector<std::string> remittance;            ///< RmtInf/Ustrd
  std::vector<std::string> structured_references; ///< RmtInf/Strd/CdtrRefInf/Ref
  std::string return_reason;
  std::string additional_information;
  bool operator==(const Transaction&) const = default;
};

/// One line of the account. Its transactions add up to it: checked when read.
struct Entry {
  std::string reference;  ///< NtryRef
  Amount amount;
  Direction direction = Direction::credit;
  bool reversal = false;
  std::string status;  ///< BOOK, PDNG, INFO, or a word of the bank's own
  std::optional<CivilDate> booking_date;  ///< as the bank writes it: the bank's day, not converted
  std::optional<CivilDate> value_date;
  std::string account_servicer_reference;
  std::string bank_code;        ///< domain-family-subfamily "PMNT-RCDT-XBCT", or the bank's own code
  std::vector<Charge> charges;  ///< of an entry of several transactions as a whole; else with the one transaction
  std::vector<Transaction> transactions;  ///< one or more
  bool operator==(const Entry&) const = default;
};

/// One Stmt, Ntfctn or Rpt.
struct AccountReport {
  std::string id;
  std::optional<Instant> created;
  std::string sequence;         ///< ElctrncSeqNb, else LglSeqNb
  std::string copy_duplicate;   ///< COPY, CODU, DUPL
  bool single_page = true;      ///< no pagination, or page 1 that is the last
  AccountRef account;
  Currency currency;            ///< of all balances and entries; none where there are neither and the account tells none
  std::vector<Balance> balances;
  std::vector<Entry> entries;     ///< booked: the only ones to post
  std::vector<Entry> not_booked;  ///< pending, for information, future: never posted
  /// Opening balance + booked entries = closing balance was checked and holds. A single page that contradicts itself is
  /// refused; one that has no two balances, or a page of several, may be unproven.
  bool proven = false;
  bool operator==(const AccountReport&) const = default;

  /// OPBD, else PRCD, of the whole day: without a sub-type, which says of what it is a part (INTM: of a page, BLCK: blocked ...).
  [[nodiscard]] const Balance* opening() const;
  /// CLBD, likewise.
  [[nodiscard]] const Balance* closing() const;
};

enum class ReportKind : std::uint8_t { statement, notification, intraday };  ///< camt.053, camt.054, camt.052

struct AccountMessage {
  ReportKind kind = ReportKind::statement;
  std::string definition;  ///< "camt.053.001.08"
  std::string message_id;
  Instant created;  ///< a time written without offset is taken as Manila time
  std::vector<AccountReport> reports;
  bool operator==(const AccountMessage&) const = default;
};

struct StatusReason {
  std::string code;  ///< external code such as AC04, or the bank's own word
  std::vector<std::string> information;
  bool operator==(const StatusReason&) const = default;
};

/// Why, in the bank's order. What a group says once for all its payments is kept once, however many of them have it: a copy is the same list.
class Reasons {
 public:
  Reasons() = default;
  explicit Reasons(std::vector<StatusReason> list) : list_(std::make_shared<const std::vector<StatusReason>>(std::move(list))) {}
  Reasons(std::initializer_list<StatusReason> list) : Reasons(std::vector<StatusReason>(list)) {}
  [[nodiscard]] const StatusReason* begin() const { return list_ ? list_->data() : nullptr; }
  [[nodiscard]] const StatusReason* end() const { return begin() + size(); }
  [[nodiscard]] std::size_t size() const { return list_ ? list_->size() : 0; }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] const StatusReason& front() const { return list_->front(); }         ///< pre: not empty
  [[nodiscard]] const StatusReason& at(std::size_t i) const { return list_->at(i); }  ///< pre: not empty
  bool operator==(const Reasons& other) const { return list_ == other.list_ || std::ranges::equal(*this, other); }

 private:
  std::shared_ptr<const std::vector<StatusReason>> list_;  ///< null: none
};

struct TransactionStatus {
  std::string payment_information_id;
  std::string instruction_id;
  std::string end_to_end_id;
  std::string uetr;
  std::string status;  ///< own, else of its payment information, else of the group; empty if none is given
  Reasons reasons;     ///< from where the status is
  std::string account_servicer_reference;
  std::optional<Amount> amount;
  bool operator==(const TransactionStatus&) const = default;
};

/// pain.002
struct StatusMessage {
  std::string definition;
  std::string message_id;
  Instant created;
  std::string original_message_id;
  std::string original_definition;
  std::string group_status;
  Reasons group_reasons;
  std::vector<TransactionStatus> transactions;  ///< a payment information without transactions stands as one without ids
  bool operator==(const StatusMessage&) const = default;
};

/// What a status code means for money that was reserved. A code that is not known here is `pending`: never a guess.
/// `settled` is ACSC or ACCC, `rejected` RJCT or CANC. Source: ISO 20022 external payment status codes.
enum class Outcome : std::uint8_t { pending, settled, rejected };
Outcome outcome_of(std::string_view status);

using BankMessage = std::variant<AccountMessage, StatusMessage>;

}  // namespace katiwala::api::messages
