/// Payment file to the bank: pain.001.001.09, the same bytes for the same payments.
///
/// What is written is what was approved: nothing is shortened, replaced or left out; a field that does not fit is a refusal
/// with its name as place. That no text betrays a ward is the caller's care: this room does not know names from words.
/// The limits of a rail (R48) are the rulebook's; here only the form and the currency of a rail are kept.
/// Refusals: MESSAGE_FIELD, MESSAGE_CHARACTER, CURRENCY_MISMATCH, AMOUNT_RANGE.
/// Source: ISO 20022 pain.001.001.09; CBPR+ character set. The local instrument of a rail is a proprietary code that each
/// bank names itself: INSTAPAY, PESONET and PHILPASS are a design default to be agreed with the bank.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "api/messages/message.h"
#include "ledger/base/result.h"

namespace katiwala::api::messages {

/// How a payment travels.      SvcLvl/Cd   LclInstrm/Prtry   currency
///   book_transfer              BKTR                          any
///   instapay                   INST        INSTAPAY          PHP
///   pesonet                    NURG        PESONET           PHP
///   philpass                   URGP        PHILPASS          PHP
///   swift                      G001                          any
enum class PaymentRail : std::uint8_t { book_transfer, instapay, pesonet, philpass, swift };

/// Who bears the banks' charges: DEBT, SHAR, CRED.
enum class ChargeBearer : std::uint8_t { debtor, shared, creditor };

/// A bank by its BIC, or by its member number in a clearing system; at least one of the two.
struct BankRef {
  std::string bic;              ///< 8 or 11 characters
  std::string clearing_system;  ///< external code of at most 5 characters, with `member_id` only; may be empty
  std::string member_id;
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
};

inline constexpr std::size_t kMaxPayments = 10'000;

Result<std::string> write_payment_file(const PaymentFile& file);

/// Whether the code is in the ISO 20022 external purpose code set.
bool is_purpose_code(std::string_view code);
/// Whether every character is one that all banks carry: a-z A-Z 0-9 / - ? : ( ) . , ' + and space.
bool is_bank_text(std::string_view text);
/// Letters with marks as they are written in the Philippines and Spain become plain ones; any other character stays, and
/// is refused when written. "Colegio de Niñas" -> "Colegio de Ninas".
std::string to_bank_text(std::string_view utf8);
bool is_bic(std::string_view text);
/// Form and check digits (ISO 7064 mod 97-10).
bool is_iban(std::string_view text);

}  // namespace katiwala::api::messages
