/// What fields of SWIFT messages say: dates, amounts, balances, lines of a statement, parties. Internal to this room.
///
/// Each refusal names block, line and tag, and never what stood there, except figures and currency codes.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/messages/message.h"
#include "api/messages/swift_text.h"

namespace katiwala::api::messages {

/// The fields of one message in their order. What is not asked for at its turn is refused.
class FieldWalk {
 public:
  explicit FieldWalk(const SwiftMessage& message) : message_(message) {}
  /// The next field, if it is one of `tags`; else null.
  const SwiftField* maybe(std::initializer_list<std::string_view> tags);
  /// MT_SYNTAX if the next field is none of `tags`.
  Result<const SwiftField*> one(std::initializer_list<std::string_view> tags);
  /// MT_SYNTAX if a field is left.
  Status done() const;

 private:
  const SwiftMessage& message_;
  std::size_t next_ = 0;
};

/// One line of at most `max` characters.
Result<std::string> swift_line(const SwiftField& field, std::size_t max);
/// At most `max_lines` lines of `max` characters each, as they stand.
Status check_lines(const SwiftField& field, std::size_t max_lines, std::size_t max);
/// A reference of 16 characters: no slash at an end, no two together.
Result<std::string> swift_reference(const SwiftField& field);
/// YYMMDD. DATE_SYNTAX.
Result<CivilDate> swift_date(const SwiftField& field, std::string_view text);
/// Digits, a comma, digits; at most 15 characters. AMOUNT_*.
Result<Amount> swift_amount(const SwiftField& field, Currency currency, std::string_view text);
/// A currency and an amount in it, 3!a15d.
Result<Amount> swift_money(const SwiftField& field, std::string_view text);
/// YYMMDDhhmm+hhmm of :13D:.
Result<Instant> swift_instant(const SwiftField& field);
/// :32A:, date and money.
struct SwiftSettled {
  CivilDate day;
  Amount amount;
};
Result<SwiftSettled> swift_settled(const SwiftField& field);
/// :25:, or :25P: with the bank's BIC on a line of its own.
Result<AccountRef> swift_account(const SwiftField& field);
/// :60F: and its like; its type is what the field is called: OPBD, CLBD, CLAV, FWAV, or ITBD of a page between.
Result<Balance> swift_balance(const SwiftField& field);
/// :61:, in the currency of the account. Status and further information are the caller's.
Result<Entry> swift_entry(const SwiftField& field, Currency currency);

/// Who pays or is paid: option A, F, K or none.
struct SwiftParty {
  std::optional<AccountRef> account;
  std::string name;  ///< empty where only a BIC or a number stands
};
Result<SwiftParty> swift_party(const SwiftField& field);
/// A bank on the way: checked, not kept.
Status check_swift_bank(const SwiftField& field);

/// A line of free text, with a question mark for each byte that is not ASCII: nobody knows which letter it was.
std::string plain(std::string_view line);
/// The lines as one such text with line ends between.
std::string joined(const SwiftField& field);
/// The reference that the code, "/ROC/" or "/EREF/", announces at the beginning of the field; it goes on on the next line where it fills
/// one of `full` characters. Empty if there is none, it is longer than the 35 characters of one, or has one that references have not.
std::string coded_reference(const SwiftField& field, std::string_view code, std::size_t full);

}  // namespace katiwala::api::messages
