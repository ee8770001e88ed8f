#include "api/door/plain.h"

#include "api/transport/grammar.h"
#include "api/transport/json.h"

namespace katiwala::api::door {
namespace {

using transport::Fields;
using transport::Json;
using transport::grammar::is_alpha;
using transport::grammar::is_digit;
using transport::grammar::lower;

constexpr std::string_view kParticulars[] = {"name", "address", "phone", "device", "account", "notes"};
constexpr std::string_view kMore[] = {"address", "phone", "device"};

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
/// Bytes above ASCII are letters of names.
bool is_word(char c) { return is_digit(c) || is_alpha(c) || static_cast<unsigned char>(c) >= 0x80; }

std::string words(std::string_view plain) {
  std::string out;
  for (const char c : plain) {
    if (is_word(c)) out.push_back(lower(c));
    else if (!out.empty() && out.back() != ' ') out.push_back(' ');
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string code(std::string_view plain) {
  std::string out;
  for (const char c : plain)
    if (is_word(c)) out.push_back(upper(c));
  return out;
}

std::string phone(std::string_view plain) {
  std::string out;
  for (const char c : plain)
    if (is_digit(c)) out.push_back(c);
  if (!out.empty() && out.front() == '0') out.replace(0, 1, "63");
  return out;
}

Json json_of(const PlainTexts& texts) {
  Json out{Json::Object{}};
  for (const auto& [key, text] : texts) out.set(key, text);
  return out;
}

Bytes bytes_of(const Json& json) {
  const std::string text = to_text(json);
  return {text.begin(), text.end()};
}

void read_details(Fields& f, AccountDetails& out) {
  out.name = f.text("name", 140);
  out.account_number = f.text("account_number", 34);
  out.iban = f.optional_boolean("iban").value_or(false);
  out.bank_bic = f.optional_text("bank_bic", 11).value_or("");
  out.bank_member = f.optional_text("bank_member", 35).value_or("");
  out.bank_name = f.optional_text("bank_name", 140).value_or("");
  for (const std::string_view key : kMore)
    if (auto text = f.optional_text(key)) out.more.emplace_back(key, std::move(*text));
  out.lei = f.optional_text("lei", 20).value_or("");
  out.bank_lei = f.optional_text("bank_lei", 20).value_or("");
  f.optional_object("postal", [&](Fields& postal) {
    out.postal.street = postal.optional_text("street", 70).value_or("");
    out.postal.building = postal.optional_text("building", 16).value_or("");
    out.postal.post_code = postal.optional_text("post_code", 16).value_or("");
    out.postal.town = postal.text("town", 35);
    out.postal.country = postal.text("country", 2);
  });
}

Json postal_json(const messages::PostalAddress& postal) {
  Json out;
  for (const auto& [key, text] : {std::pair("street", &postal.street), std::pair("building", &postal.building), std::pair("post_code", &postal.post_code)})
    if (!text->empty()) out.set(key, *text);
  return std::move(out.set("town", postal.town).set("country", postal.country));
}

}  // namespace

PlainTexts read_particulars(Fields& body, std::string_view key) {
  PlainTexts out;
  body.optional_object(key, [&](Fields& f) {
    for (const std::string_view name : kParticulars)
      if (auto text = f.optional_text(name)) out.emplace_back(name, std::move(*text));
  });
  return out;
}

AccountDetails read_account_details(Fields& body, std::string_view key) {
  AccountDetails out;
  body.object(key, [&](Fields& f) { read_details(f, out); });
  return out;
}

Bytes to_vault_bytes(const PlainTexts& texts) { return bytes_of(json_of(texts)); }

Bytes to_vault_bytes(const AccountDetails& details) {
  Json out;
  out.set("name", details.name).set("account_number", details.account_number).set("iban", details.iban);
  if (!details.bank_bic.empty()) out.set("bank_bic", details.bank_bic);
  if (!details.bank_member.empty()) out.set("bank_member", details.bank_member);
  if (!details.bank_name.empty()) out.set("bank_name", details.bank_name);
  for (const auto& [key, text] : details.more) out.set(key, text);
  if (!details.lei.empty()) out.set("lei", details.lei);
  if (!details.bank_lei.empty()) out.set("bank_lei", details.bank_lei);
  if (!details.postal.empty()) out.set("postal", postal_json(details.postal));
  return bytes_of(out);
}

Result<AccountDetails> account_details_from(ByteView vault_bytes) {
  const auto json = transport::parse_json(text_of(vault_bytes));
  if (!json.ok()) return refuse(Code::RECORD_MALFORMED, "A vault item is not what was put there.");
  AccountDetails out;
  Fields f(*json);
  if (!f.failed()) read_details(f, out);
  if (!f.finish().ok()) return refuse(Code::RECORD_MALFORMED, "A vault item is not what was put there.");
  return out;
}

std::string normalised(custody::MarkKind kind, std::string_view plain) {
  switch (kind) {
    case custody::MarkKind::name:
    case custody::MarkKind::address: return words(plain);
    case custody::MarkKind::phone: return phone(plain);
    case custody::MarkKind::device:
    case custody::MarkKind::account:
    case custody::MarkKind::invoice_number: return code(plain);
    case custody::MarkKind::bank_reference:
    case custody::MarkKind::document: return std::string(plain);
  }
  halt("a kind of mark that has no normal form", __FILE__, __LINE__);
}

std::vector<custody::Mark> marks_of(const PlainTexts& texts, const MakeMark& mark) {
  std::vector<custody::Mark> out;
  for (const auto& [key, text] : texts) {
    const auto kind = from_name<custody::MarkKind>(key);
    if (!kind) continue;
    const std::string normal = normalised(*kind, text);
    if (!normal.empty()) out.push_back({*kind, mark(*kind, normal)});
  }
  return out;
}

std::vector<custody::Mark> marks_of(const AccountDetails& details, const MakeMark& mark) {
  PlainTexts texts = details.more;
  texts.emplace_back("name", details.name);
  texts.emplace_back("account", details.account_number);
  return marks_of(texts, mark);
}

}  // namespace katiwala::api::door
