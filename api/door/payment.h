/// From an approved request to the bytes that go to the bank.
///
/// MsgId, EndToEndId and UETR are fixed here, once, and stand in the Release command; the file lies in the vault. So a crash
/// between the entry and the hand-over sends the same bytes under the same ids (docs/durability.md). The EndToEndId is the request's own
/// pseudonym, by which the bank's debit is recognised. No text of the file says what the trust is about.
#pragma once

#include "api/door/call.h"
#include "api/door/plain.h"

namespace katiwala::api::door {

struct PaymentDraft {
  custody::Release command;  ///< without its file
  std::string xml;
  crypto::KeyId key;         ///< the ward's
};

/// REQUEST_UNKNOWN, WARD_UNKNOWN, PAYEE_UNKNOWN, POOL_ACCOUNT_UNKNOWN, KEY_MISSING, CALENDAR_YEAR_MISSING; MESSAGE_* with the place in the payee's or
/// the pool's details ("payee/bank_bic"). Says nothing of whether it may be paid.
Result<PaymentDraft> draft_payment(const Call& call, const custody::RequestId& id);

/// What the payee's details lack for the rail, before there is a payment: MESSAGE_*, CURRENCY_MISMATCH with the place below `place` ("/bank_bic").
Status check_payable(custody::Rail rail, Currency currency, const AccountDetails& payee, const std::string& place);

messages::PaymentRail payment_rail(custody::Rail rail);
/// "KTW" and the request's pseudonym: 35 characters, as long as an EndToEndId may be.
std::string end_to_end_id(const custody::RequestId& id);
std::optional<custody::RequestId> request_of(std::string_view end_to_end_id);

/// Lower-case UUID text of 16 bytes, and back; nullopt unless it is one.
std::string uuid_text(const std::array<std::uint8_t, 16>& bytes);
std::optional<std::array<std::uint8_t, 16>> uuid_from(std::string_view text);

store::Commitment commitment(const custody::VaultRef& ref);

}  // namespace katiwala::api::door
