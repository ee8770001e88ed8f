/// Plain values of persons on their way in: what is sealed in the vault, and what becomes keyed marks. Nothing here enters a command.
///
/// The vault keeps them as one JSON object of texts, so that a payment file can be written from them later.
/// Marks are made of normalised text, so that the same phone number written in two ways is one mark (R27):
///   name, address   ASCII letters in lower case, everything else but letters and digits one space
///   account, device, invoice_number   letters and digits, upper case
///   phone           digits; a leading 0 becomes 63 (Philippine trunk prefix)
#pragma once

#include <functional>

#include "api/messages/pain001.h"
#include "api/transport/fields.h"
#include "ledger/custody/terms.h"

namespace katiwala::api::door {

/// One object of plain texts: (key, text), in the order of the body.
using PlainTexts = std::vector<std::pair<std::string, std::string>>;

/// {name?, address?, phone?, device?, account?, notes?}; empty if the key is absent.
PlainTexts read_particulars(transport::Fields& body, std::string_view key);

/// Where money goes or comes from.
struct AccountDetails {
  std::string name;            ///< of the holder
  std::string account_number;
  bool iban = false;
  std::string bank_bic;        ///< empty: known by bank_member
  std::string bank_member;     ///< clearing member id
  std::string bank_name;
  PlainTexts more;             ///< address, phone, device: for marks
  std::string lei;             ///< of a holder that is a legal entity (ISO 17442)
  std::string bank_lei;
  messages::PostalAddress postal;  ///< the address in pieces, as payments across borders need it
};
AccountDetails read_account_details(transport::Fields& body, std::string_view key);

Bytes to_vault_bytes(const PlainTexts& texts);
Bytes to_vault_bytes(const AccountDetails& details);
/// RECORD_MALFORMED: not what to_vault_bytes writes.
Result<AccountDetails> account_details_from(ByteView vault_bytes);

/// The text a mark is made of; empty if nothing is left.
std::string normalised(custody::MarkKind kind, std::string_view plain);

using MakeMark = std::function<custody::MarkValue(custody::MarkKind, std::string_view)>;
/// Of name, address, phone, device and account; other keys make none.
std::vector<custody::Mark> marks_of(const PlainTexts& texts, const MakeMark& mark);
std::vector<custody::Mark> marks_of(const AccountDetails& details, const MakeMark& mark);

}  // namespace katiwala::api::door
