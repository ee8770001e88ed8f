/// Payment file to the bank: pain.001.001.09, the same bytes for the same payments.
///
/// What is written is what was approved: nothing is shortened, replaced or left out; a field that does not fit is a refusal
/// with its name as place. That no text betrays a ward is the caller's care: this room does not know names from words. But no remittance text
/// and no name of ours holds a word that says what the trust is about. What each rail asks for is in rails.h; its limit (R48) is the rulebook's.
/// Refusals: MESSAGE_FIELD, MESSAGE_CHARACTER, CURRENCY_MISMATCH, AMOUNT_RANGE.
/// Source: ISO 20022 pain.001.001.09; CBPR+ character set; rails.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "api/messages/message.h"
#include "api/messages/rails.h"
#include "ledger/base/result.h"

namespace katiwala::api::messages {

/// Who bears the banks' charges: DEBT, SHAR, CRED.
enum class ChargeBearer : std::uint8_t { debtor, shared, creditor };

/// A bank by its BIC, or by its member number in a clearing system; at least one of the two.
struct BankRef {
  std::string bic;              ///< 8 or 11 characters
  std::string clearing_system;  ///< external code of at most 5 characters, with `member_id` only; may be empty
  std::string member_id;
  std::string lei{};            ///< of the bank as a legal entity (ISO 17442); may be empty
  bool operator==(const BankRef&) const = default;
};

/// Structured: no lines of free text. All of it may be empty; whatever is given, town and country are given with it.
struct PostalAddress {
  std::string street, building, post_code, town;
  std::string country;  ///< ISO 3166 alpha-2
  [[nodiscard]] bool empty() const { return *this == PostalAddress{}; }
  bool operator==(const PostalAddress&) const = default;
};

struct Payment {
  std::string instruction_id;  ///< may be empty
  std::string end_to_end_id;   ///< unique in the file
  std::string uetr;            ///< lower-case UUID version 4, unique in the file
  Amount amount;               ///< > 0
  std::string creditor_name;
  AccountRef creditor_account;
  BankRef creditor_bank;
  std::string purpose;                  ///< ISO external purpose code
  std::vector<std::string> remittance;  ///< lines of at most 140 characters; may be empty
  PostalAddress creditor_address{};
  std::string creditor_lei{};           ///< of a payee that is a legal entity; may be empty
  bool operator==(const Payment&) const = default;
};

struct PaymentFile {
  std::string message_id;
  std::string payment_information_id;
  Instant created;
  std::string initiating_party;
  std::string debtor_name;
  AccountRef debtor_account;
  BankRef debtor_bank;
  CivilDate execution_date;
  PaymentRail rail = PaymentRail::book_transfer;
  ChargeBearer charge_bearer = ChargeBearer::debtor;
  std::vector<Payment> payments;  ///< 1 .. kMaxPayments, all in one currency
  PostalAddress debtor_address{};
  std::string debtor_lei{};
  bool operator==(const PaymentFile&) const = default;
};

inline constexpr std::size_t kMaxPayments = 10'000;

Result<std::string> write_payment_file(const PaymentFile& file);
/// What of a payment is the payee's, looked at for a rail before there is a file: of its amount the currency alone. A bank that is not named at all
/// is the pool's own, by book transfer.
Status check_creditor(const Payment& payment, PaymentRail rail, const std::string& place);
/// A file that was written here, as values again. MESSAGE_SCHEMA, MESSAGE_CONTROL_SUM, MESSAGE_UNKNOWN with the place; of a file
/// that others wrote nothing is promised.
Result<PaymentFile> read_payment_file(std::string_view xml);

/// Whether the code is in the ISO 20022 external purpose code set.
bool is_purpose_code(std::string_view code);
/// Whether a word stands there that tells what the money is about ("victim", "court", "OSAEC", "biktima").
bool has_case_word(std::string_view text);
/// Twenty characters with their check digits (ISO 17442, ISO 7064 mod 97-10).
bool is_lei(std::string_view text);
/// Whether every character is one that all banks carry: a-z A-Z 0-9 / - ? : ( ) . , ' + and space.
bool is_bank_text(std::string_view text);
/// Letters with marks as they are written in the Philippines and Spain become plain ones; any other character stays, and
/// is refused when written. "Colegio de Niñas" -> "Colegio de Ninas".
std::string to_bank_text(std::string_view utf8);
bool is_bic(std::string_view text);
/// Form and check digits (ISO 7064 mod 97-10).
bool is_iban(std::string_view text);

}  // namespace katiwala::api::messages
