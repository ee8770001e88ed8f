/// What the messages that we write have in common: the form of their fields, accounts and banks. Internal to this room.
///
/// Refusals: MESSAGE_FIELD, MESSAGE_CHARACTER with the field's name as place.
#pragma once

#include <string>
#include <string_view>

#include "api/messages/pain001.h"
#include "api/messages/xml_writer.h"

namespace katiwala::api::messages {

Refusal field(const std::string& place, const std::string& message);
/// 1 to `max` characters that all banks carry, without a space at an end.
Status check_text(std::string_view text, std::size_t max, const std::string& place);
/// A reference of ours, of at most 35 characters.
Status check_reference(std::string_view text, const std::string& place);
Status check_account(const AccountRef& account, const std::string& place);
Status check_bank(const BankRef& bank, const std::string& place);
/// Nothing at all, or town and country at least.
Status check_address(const PostalAddress& address, const std::string& place);
/// Empty, or one with correct check digits.
Status check_lei(std::string_view lei, const std::string& place);

void write_account(XmlWriter& xml, std::string_view name, const AccountRef& account);
void write_bank(XmlWriter& xml, std::string_view name, const BankRef& bank);
/// A party by its name, and what else is known of it.
void write_party(XmlWriter& xml, std::string_view element, std::string_view party_name, const PostalAddress& address, std::string_view lei);

}  // namespace katiwala::api::messages
