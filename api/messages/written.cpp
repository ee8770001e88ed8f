#include "api/messages/written.h"

#include "api/messages/fields.h"

namespace katiwala::api::messages {

Refusal field(const std::string& place, const std::string& message) { return refuse(Code::MESSAGE_FIELD, message, place); }

Status check_text(std::string_view text, std::size_t max, const std::string& place) {
  if (text.empty()) return field(place, "The field is empty.");
  if (!is_bank_text(text)) return refuse(Code::MESSAGE_CHARACTER, std::string(sentence_of(Code::MESSAGE_CHARACTER)), place);
  if (text.size() > max) return field(place, "The field has more than " + std::to_string(max) + " characters.");
  if (text.front() == ' ' || text.back() == ' ') return field(place, "The field begins or ends with a space.");
  return good();
}

/// References are carried through systems that give a slash at an end, and two together, a meaning of their own.
Status check_reference(std::string_view text, const std::string& place) {
  KATIWALA_CHECK(check_text(text, 35, place));
  if (text.front() == '/' || text.back() == '/' || text.find("//") != std::string_view::npos)
    return field(place, "A reference neither begins nor ends with a slash and has no two together.");
  return good();
}

Status check_account(const AccountRef& account, const std::string& place) {
  if (!account.is_iban) return check_text(account.number, 34, place);
  if (is_iban(account.number)) return good();
  return field(place, "The account number is not an IBAN with correct check digits.");
}

Status check_bank(const BankRef& bank, const std::string& place) {
  if (bank.bic.empty() && bank.member_id.empty()) return field(place, "A bank needs a BIC or a member number.");
  if (!bank.bic.empty() && !is_bic(bank.bic)) return field(place + "/bic", "The BIC has not the form of one.");
  if (!bank.clearing_system.empty()) {
    KATIWALA_CHECK(check_text(bank.clearing_system, 5, place + "/clearing_system"));
    if (bank.member_id.empty()) return field(place + "/member_id", "A clearing system is named without a member number.");
  }
  if (!bank.member_id.empty()) KATIWALA_CHECK(check_text(bank.member_id, 35, place + "/member_id"));
  return check_lei(bank.lei, place + "/lei");
}

Status check_address(const PostalAddress& address, const std::string& place) {
  if (address.empty()) return good();
  const auto fits = [&](const std::string& text, std::size_t max, const char* name) { return text.empty() ? good() : check_text(text, max, place + name); };
  KATIWALA_CHECK(fits(address.street, 70, "/street"));
  KATIWALA_CHECK(fits(address.building, 16, "/building"));
  KATIWALA_CHECK(fits(address.post_code, 16, "/post_code"));
  KATIWALA_CHECK(check_text(address.town, 35, place + "/town"));
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (address.country.size() == 2 && is_capital(address.country[0]) && is_capital(address.country[1])) return good();
  return field(place + "/country", "The country is not two capital letters (ISO 3166).");
}

Status check_lei(std::string_view lei, const std::string& place) {
  return lei.empty() || is_lei(lei) ? good() : Status(field(place, "The LEI is not one with correct check digits."));
}

void write_account(XmlWriter& xml, std::string_view name, const AccountRef& account) {
  xml.open(name);
  if (account.is_iban) {
    xml.chain({"Id", "IBAN"}, account.number);
  } else {
    xml.chain({"Id", "Othr", "Id"}, account.number);
  }
  if (account.currency) xml.leaf("Ccy", account.currency->code());
  xml.close();
}

void write_bank(XmlWriter& xml, std::string_view name, const BankRef& bank) {
  xml.open(name);
  xml.open("FinInstnId");
  xml.maybe_leaf("BICFI", bank.bic);
  if (!bank.member_id.empty()) {
    xml.open("ClrSysMmbId");
    if (!bank.clearing_system.empty()) xml.chain({"ClrSysId", "Cd"}, bank.clearing_system);
    xml.leaf("MmbId", bank.member_id);
    xml.close();
  }
  xml.maybe_leaf("LEI", bank.lei);
  xml.close();
  xml.close();
}

void write_party(XmlWriter& xml, std::string_view element, std::string_view party_name, const PostalAddress& address, std::string_view lei) {
  xml.open(element);
  xml.leaf("Nm", party_name);
  if (!address.empty()) {
    xml.open("PstlAdr");
    xml.maybe_leaf("StrtNm", address.street);
    xml.maybe_leaf("BldgNb", address.building);
    xml.maybe_leaf("PstCd", address.post_code);
    xml.leaf("TwnNm", address.town);
    xml.leaf("Ctry", address.country);
    xml.close();
  }
  if (!lei.empty()) xml.chain({"Id", "OrgId", "LEI"}, lei);
  xml.close();
}

}  // namespace katiwala::api::messages
