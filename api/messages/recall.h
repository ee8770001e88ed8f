/// A bank asks for a payment back (camt.056), and is answered (camt.029).
///
/// Values only, as in message.h. The answer carries the references of the question as they stood; what a bank wrote that other
/// banks do not carry is a refusal with its name as place, never shortened or replaced.
/// Refusals of the writer: MESSAGE_FIELD, MESSAGE_CHARACTER.
/// Source: ISO 20022 camt.056.001.08, camt.029.001.09.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/messages/message.h"
#include "api/messages/pain001.h"

namespace katiwala::api::messages {

/// Who asks or answers: a bank by its numbers, or a party by its name.
struct InquiryParty {
  bool is_bank = true;
  std::string bic;
  std::string clearing_system;  ///< with `member_id` only
  std::string member_id;
  std::string name;
  bool operator==(const InquiryParty&) const = default;
};

struct InquiryCase {
  std::string id;  ///< empty: there is none
  InquiryParty creator;
  bool operator==(const InquiryCase&) const = default;
};

/// One payment that is asked back, or a whole message of payments.
struct Recall {
  bool whole_group = false;  ///< the payments of `original_message_id`, not listed
  std::string cancellation_id;
  InquiryCase inquiry;  ///< own, else the message's
  std::string original_message_id;
  std::string original_definition;
  References references;  ///< of the payment: instruction, end to end, UETR, transaction
  std::optional<Amount> amount;
  std::optional<CivilDate> settled_on;
  Reasons reasons;  ///< own, else the group's: DUPL, FRAD, CUST ..., or the bank's own word
  bool operator==(const Recall&) const = default;
};

/// camt.056
struct RecallMessage {
  std::string definition;
  std::string message_id;  ///< of the assignment
  Instant created;
  InquiryParty assigner;  ///< who asks
  InquiryParty assignee;  ///< who is asked
  std::vector<Recall> recalls;  ///< one or more
  bool operator==(const RecallMessage&) const = default;
};

/// What is answered: given back (CNCL, ACCR), not given back (RJCR, RJCR), not yet decided (PDCR, PDCR).
enum class RecallAnswer : std::uint8_t { accepted, rejected, pending };

struct Resolution {
  std::string message_id;
  Instant created;
  RecallAnswer answer = RecallAnswer::pending;
  std::string status_id;  ///< our own reference of the answer
  std::string reason;     ///< ISO external code of four characters, such as LEGL, CUST or ARDT; needed to reject, else may be empty
  std::vector<std::string> information;  ///< lines of at most 105 characters; with a reason only
};

/// camt.029.001.09: the same answer to each recall of the message; the same bytes for the same values.
/// Pre: `question` as it was read.
Result<std::string> write_resolution(const RecallMessage& question, const Resolution& resolution);

}  // namespace katiwala::api::messages
