#include "api/messages/fields.h"

#include <algorithm>

#include "api/messages/characters.h"

namespace katiwala::api::messages {
namespace {

constexpr std::size_t kMaxDecimalText = 64;
constexpr std::size_t kMaxCode = 35;

/// A refusal of a value, with the node it came from.
Refusal at(const Node& node, const Refusal& refusal) { return refuse(refusal.code, refusal.message, node.place()); }

/// Whether `text` is empty, "Z" or "+hh:mm".
bool is_zone(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && all_digits(text.substr(1, 2)) && text[3] == ':' &&
         all_digits(text.substr(4));
}

}  // namespace

Result<Amount> amount_from_decimal(Currency currency, std::string_view text) {
  if (currency.is_none()) return refuse(Code::CURRENCY_UNKNOWN);
  if (text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (text.size() > kMaxDecimalText || (whole.empty() && fraction.empty()) || !all_digits(whole) || !all_digits(fraction))
    return refuse(Code::AMOUNT_SYNTAX);
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  const auto exponent = static_cast<std::size_t>(currency.exponent());
  if (fraction.size() > exponent)
    return refuse(Code::AMOUNT_DECIMALS, currency.code() + " has " + std::to_string(exponent) +
                                             " decimals; the amount is not a whole number of its minor units.");
  // From here on it is the ledger's own spelling, and the ledger's own parser decides.
  std::string spelled = whole.empty() ? "0" : std::string(whole);
#ifdef KATIWALA_SABOTAGE_decimals_to_the_right
  if (exponent > 0) spelled.append(".").append(exponent - fraction.size(), '0').append(fraction);
#else
  if (exponent > 0) spelled.append(".").append(fraction).append(exponent - fraction.size(), '0');
#endif
  return Amount::parse(currency, spelled);
}

Result<Instant> instant_from_iso(std::string_view text) {
  const std::size_t seconds_end = 19;
  if (text.size() < seconds_end) return refuse(Code::TIME_SYNTAX);
  std::string spelled(text.substr(0, seconds_end));
  std::string_view rest = text.substr(seconds_end);
  if (rest.starts_with('.')) {
    const std::string_view digits = rest.substr(1, rest.find_first_not_of("0123456789", 1) - 1);
    if (digits.empty()) return refuse(Code::TIME_SYNTAX);
    spelled.append(".").append(digits.substr(0, 6));
    rest.remove_prefix(1 + digits.size());
  }
  if (!is_zone(rest)) return refuse(Code::TIME_SYNTAX);
  if (rest.empty()) {
    spelled += "+08:00";
  } else {
    spelled += rest == "-00:00" ? "Z" : rest;
  }
  return Instant::parse(spelled);
}

Result<CivilDate> date_from_iso(std::string_view text) {
  if (text.size() < 10 || !is_zone(text.substr(10))) return refuse(Code::DATE_SYNTAX);
  return CivilDate::parse(text.substr(0, 10));
}

std::size_t characters_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Result<std::string> text_field(const Node& node, std::size_t max_characters) {
  if (node.has_children()) return node.refuse_here(Code::MESSAGE_SCHEMA, "Text is expected here, not elements.");
  const std::string_view text = node.text();
  if (text.empty()) return node.refuse_here(Code::MESSAGE_SCHEMA, "The element is empty.");
  if (characters_of(text) > max_characters)
    return node.refuse_here(Code::MESSAGE_SCHEMA, "The text has more than " + std::to_string(max_characters) + " characters.");
  return std::string(text);
}

Result<std::string> maybe_text(const Node& parent, std::string_view name, std::size_t max_characters) {
  KATIWALA_TRY(const Node node, parent.maybe(name));
  if (!node) return std::string();
  return text_field(node, max_characters);
}

Result<std::string> maybe_code(const Node& parent, std::string_view name) {
  KATIWALA_TRY(const Node choice, parent.maybe(name));
  if (!choice) return std::string();
  KATIWALA_TRY(const Node code, choice.maybe("Cd"));
  KATIWALA_TRY(const Node own, choice.maybe("Prtry"));
  if (static_cast<bool>(code) == static_cast<bool>(own))
    return choice.refuse_here(Code::MESSAGE_SCHEMA, "Exactly one of Cd and Prtry is expected here.");
  // Some own words come with their issuer: Prtry/Id or Prtry/Cd.
  if (own && own.has_children()) {
    KATIWALA_TRY(const Node id, own.maybe("Id"));
    return id ? text_field(id, kMaxCode) : maybe_text(own, "Cd", kMaxCode);
  }
  return text_field(code ? code : own, kMaxCode);
}

Result<Amount> amount_field(const Node& node) {
  if (node.has_children()) return node.refuse_here(Code::MESSAGE_SCHEMA, "An amount is expected here, not elements.");
  if (node.currency().empty()) return node.refuse_here(Code::MESSAGE_SCHEMA, "The amount has no Ccy.");
  const auto currency = Currency::parse(node.currency());
  if (!currency.ok()) return at(node, currency.refusal());
  const auto amount = amount_from_decimal(*currency, node.text());
  if (!amount.ok()) return at(node, amount.refusal());
  return *amount;
}

Result<std::optional<Amount>> maybe_amount(const Node& parent, std::string_view name) {
  KATIWALA_TRY(const Node node, parent.maybe(name));
  if (!node) return std::optional<Amount>();
  KATIWALA_TRY(const Amount amount, amount_field(node));
  return std::optional<Amount>(amount);
}

Result<Instant> instant_field(const Node& node) {
  const auto instant = instant_from_iso(node.text());
  if (!instant.ok()) return at(node, instant.refusal());
  return *instant;
}

Result<CivilDate> date_choice(const Node& node) {
  KATIWALA_TRY(const Node day, node.maybe("Dt"));
  KATIWALA_TRY(const Node time, node.maybe("DtTm"));
  if (static_cast<bool>(day) == static_cast<bool>(time))
    return node.refuse_here(Code::MESSAGE_SCHEMA, "Exactly one of Dt and DtTm is expected here.");
  if (time) {
    KATIWALA_CHECK([&time]() -> Status {
      KATIWALA_TRY([[maybe_unused]] const Instant checked, instant_field(time));
      return good();
    }());
  }
  const auto date = date_from_iso(day ? day.text() : time.text().substr(0, 10));
  if (!date.ok()) return at(day ? day : time, date.refusal());
  return *date;
}

Result<std::optional<CivilDate>> maybe_date(const Node& parent, std::string_view name) {
  KATIWALA_TRY(const Node node, parent.maybe(name));
  if (!node) return std::optional<CivilDate>();
  KATIWALA_TRY(const CivilDate date, date_choice(node));
  return std::optional<CivilDate>(date);
}

Result<Direction> direction_field(const Node& node) {
  if (node.text() == "CRDT") return Direction::credit;
  if (node.text() == "DBIT") return Direction::debit;
  return node.refuse_here(Code::MESSAGE_SCHEMA, "CRDT or DBIT is expected here.");
}

Result<bool> flag_field(const Node& node) {
  const std::string_view text = node.text();
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return node.refuse_here(Code::MESSAGE_SCHEMA, "true or false is expected here.");
}

Result<bool> maybe_flag(const Node& parent, std::string_view name, bool otherwise) {
  KATIWALA_TRY(const Node node, parent.maybe(name));
  if (!node) return otherwise;
  return flag_field(node);
}

Result<std::uint64_t> count_field(const Node& node) {
  const std::string_view text = node.text();
  if (text.empty() || text.size() > 15 || !all_digits(text))
    return node.refuse_here(Code::MESSAGE_SCHEMA, "A count of at most 15 digits is expected here.");
  std::uint64_t count = 0;
  for (const char c : text) count = count * 10 + static_cast<std::uint64_t>(c - '0');
  return count;
}

Result<std::optional<CivilDate>> maybe_day(const Node& parent, std::string_view name) {
  KATIWALA_TRY(const Node node, parent.maybe(name));
  if (!node) return std::optional<CivilDate>();
  const auto day = date_from_iso(node.text());
  if (!day.ok()) return node.refuse_here(day.refusal().code, day.refusal().message);
  return std::optional<CivilDate>(*day);
}

bool is_uetr(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? c != '-' : !(is_digit(c) || (c >= 'a' && c <= 'f'))) return false;
  }
  return text[14] == '4' && std::string_view("89ab").find(text[19]) != std::string_view::npos;
}

Result<std::string> maybe_uetr(const Node& parent, std::string_view name) {
  KATIWALA_TRY(const Node node, parent.maybe(name));
  if (!node) return std::string();
  if (!is_uetr(node.text())) return node.refuse_here(Code::MESSAGE_SCHEMA, "A lower-case UUID of version 4 is expected here.");
  return std::string(node.text());
}

Result<AccountRef> account_field(const Node& node) {
  AccountRef account;
  KATIWALA_TRY(const Node id, node.one("Id"));
  KATIWALA_TRY(const Node iban, id.maybe("IBAN"));
  KATIWALA_TRY(const Node other, id.maybe("Othr"));
  if (static_cast<bool>(iban) == static_cast<bool>(other))
    return id.refuse_here(Code::MESSAGE_SCHEMA, "Exactly one of IBAN and Othr is expected here.");
  account.is_iban = static_cast<bool>(iban);
  if (iban) {
    KATIWALA_TRY(account.number, text_field(iban, 34));
  } else {
    KATIWALA_TRY(const Node number, other.one("Id"));
    KATIWALA_TRY(account.number, text_field(number, 34));
  }
  KATIWALA_TRY(const Node currency, node.maybe("Ccy"));
  if (currency) {
    const auto known = Currency::parse(currency.text());
    if (!known.ok()) return at(currency, known.refusal());
    account.currency = *known;
  }
  return account;
}

}  // namespace katiwala::api::messages
