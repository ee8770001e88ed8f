#include "api/messages/swift_fields.h"

#include <algorithm>
#include <cstdlib>

#include "api/messages/characters.h"
#include "api/messages/fields.h"
#include "api/messages/pain001.h"

namespace katiwala::api::messages {
namespace {

constexpr std::size_t kMaxAmount = 15, kMaxAccount = 34, kMaxReference = 35;

int number(std::string_view digits) {
  int out = 0;
  for (const char c : digits) out = out * 10 + (c - '0');
  return out;
}

Refusal misshapen(const SwiftField& field) { return field.refuse_here(Code::MT_SYNTAX, "The field has not the form of its tag."); }

Result<CivilDate> civil(const SwiftField& field, int year, int month, int day) {
  const auto date = CivilDate::from_ymd(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  if (!date.ok()) return field.refuse_here(Code::DATE_SYNTAX, "The date is not one of the calendar.");
  return *date;
}

/// MMDD next to a value date: of its year, the one before or the one after, whichever is nearest.
Result<CivilDate> entry_date(const SwiftField& field, std::string_view text, CivilDate value) {
  std::optional<CivilDate> best;
  for (int year = value.year() - 1; year <= value.year() + 1; ++year) {
    const auto date = CivilDate::from_ymd(year, static_cast<unsigned>(number(text.substr(0, 2))), static_cast<unsigned>(number(text.substr(2))));
    if (date.ok() && (!best || std::abs(date->days() - value.days()) < std::abs(best->days() - value.days()))) best = *date;
  }
  if (!best) return field.refuse_here(Code::DATE_SYNTAX, "The date is not one of the calendar.");
  return *best;
}

/// Takes the leading characters that `belongs` says belong together.
template <class Belongs>
std::string_view take_while(std::string_view& text, const Belongs& belongs) {
  const std::size_t end = static_cast<std::size_t>(std::ranges::find_if_not(text, belongs) - text.begin());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end);
  return taken;
}

std::string_view take_amount(std::string_view& text) {
  return take_while(text, [](char c) { return is_digit(c) || c == ','; });
}

/// C and D, and RC and RD: a credit or debit taken back, which moves the account the other way.
Status take_mark(const SwiftField& field, std::string_view& text, Entry& entry) {
  entry.reversal = text.starts_with('R');
  if (entry.reversal) text.remove_prefix(1);
  if (!text.starts_with('C') && !text.starts_with('D')) return field.refuse_here(Code::MT_SYNTAX, "C, D, RC or RD is expected here.");
  entry.direction = text.starts_with('C') != entry.reversal ? Direction::credit : Direction::debit;
  text.remove_prefix(1);
  return good();
}

/// S103, NTRF, FCHK: how it came about.
Status take_kind(const SwiftField& field, std::string_view& text, Entry& entry) {
  const std::string_view kind = text.substr(0, 4);
  const bool fits = kind.size() == 4 && std::string_view("SNF").find(kind[0]) != std::string_view::npos &&
                    std::ranges::all_of(kind.substr(1), [&kind](char c) { return is_digit(c) || (kind[0] != 'S' && is_capital(c)); });
  if (!fits) return field.refuse_here(Code::MT_SYNTAX, "The kind of transaction is S and three digits, or N or F and three digits or capitals.");
  entry.bank_code = kind;
  text.remove_prefix(4);
  return good();
}

/// The owner's reference, "//" and the bank's.
Status take_references(const SwiftField& field, std::string_view text, Entry& entry, Transaction& transaction) {
  const std::size_t slashes = text.find("//");
  const std::string_view own = text.substr(0, slashes);
  const std::string_view banks = slashes == std::string_view::npos ? std::string_view() : text.substr(slashes + 2);
  // The standard has 16 characters, and one at least; banks put longer ones there, and leave the owner's out.
  const bool fits = own.size() <= kMaxReference && banks.size() <= kMaxReference && (slashes == std::string_view::npos || !banks.empty());
  if (!fits) return field.refuse_here(Code::MT_SYNTAX, "A reference has at most 35 characters, and the bank's one at least.");
  if (own != "NONREF") transaction.references.end_to_end_id = own;
  entry.account_servicer_reference = banks;
  transaction.references.account_servicer_reference = banks;
  return good();
}

}  // namespace

const SwiftField* FieldWalk::maybe(std::initializer_list<std::string_view> tags) {
  if (next_ == message_.fields.size()) return nullptr;
  const SwiftField& field = message_.fields[next_];
  if (std::ranges::find(tags, field.tag) == tags.end()) return nullptr;
  ++next_;
  return &field;
}

Result<const SwiftField*> FieldWalk::one(std::initializer_list<std::string_view> tags) {
  if (const SwiftField* field = maybe(tags)) return field;
  const std::string wanted = ":" + std::string(*tags.begin()) + ": is expected here in an MT" + message_.type + ".";
  if (next_ < message_.fields.size()) return message_.fields[next_].refuse_here(Code::MT_SYNTAX, wanted);
  const SwiftField& last = message_.fields.back();
  return last.refuse_here(Code::MT_SYNTAX, ":" + std::string(*tags.begin()) + ": is missing after this field.");
}

Status FieldWalk::done() const {
  if (next_ == message_.fields.size()) return good();
  return message_.fields[next_].refuse_here(Code::MT_SYNTAX, "The tag does not stand here in an MT" + message_.type + ".");
}

Status check_lines(const SwiftField& field, std::size_t max_lines, std::size_t max) {
  for (std::size_t i = 0; i < field.lines.size(); ++i) {
    if (i == max_lines) return field.refuse_here(Code::MT_SYNTAX, "The field has more than " + std::to_string(max_lines) + " lines.", i);
    if (field.lines[i].size() > max) return field.refuse_here(Code::MT_SYNTAX, "The line has more than " + std::to_string(max) + " characters.", i);
  }
  return good();
}

Result<std::string> swift_line(const SwiftField& field, std::size_t max) {
  KATIWALA_CHECK(check_lines(field, 1, max));
  return std::string(field.lines[0]);
}

Result<std::string> swift_reference(const SwiftField& field) {
  KATIWALA_TRY(std::string text, swift_line(field, 16));
  if (text.front() == '/' || text.back() == '/' || text.find("//") != std::string::npos)
    return field.refuse_here(Code::MT_SYNTAX, "A reference neither begins nor ends with a slash and has no two together.");
  return text;
}

Result<CivilDate> swift_date(const SwiftField& field, std::string_view text) {
  if (text.size() != 6 || !all_digits(text)) return field.refuse_here(Code::DATE_SYNTAX, "A date of six digits is expected here.");
  const int year = number(text.substr(0, 2));
  return civil(field, year + (year >= 80 ? 1900 : 2000), number(text.substr(2, 2)), number(text.substr(4)));
}

Result<Amount> swift_amount(const SwiftField& field, Currency currency, std::string_view text) {
  const std::size_t comma = text.find(',');
  if (text.size() > kMaxAmount || comma == 0 || comma == std::string_view::npos || !all_digits(text.substr(0, comma)) || !all_digits(text.substr(comma + 1)))
    return field.refuse_here(Code::AMOUNT_SYNTAX, "An amount has digits, a comma and digits, at most 15 characters.");
  const std::string_view part = text.substr(comma + 1);
  if (part.size() > static_cast<std::size_t>(currency.exponent()))
    return field.refuse_here(Code::AMOUNT_DECIMALS, currency.code() + " has " + std::to_string(currency.exponent()) + " decimals.");
  const auto amount = amount_from_decimal(currency, std::string(text.substr(0, comma)) + "." + std::string(part));
  if (!amount.ok()) return field.refuse_here(amount.refusal().code, amount.refusal().message);
  return *amount;
}

Result<Amount> swift_money(const SwiftField& field, std::string_view text) {
  const auto currency = Currency::parse(text.substr(0, 3));
  if (!currency.ok()) return field.refuse_here(currency.refusal().code, currency.refusal().message);
  return swift_amount(field, *currency, text.substr(3));
}

Result<Instant> swift_instant(const SwiftField& field) {
  KATIWALA_TRY(const std::string text, swift_line(field, 15));
  const std::string_view view = text;
  if (view.size() != 15 || !all_digits(view.substr(0, 10)) || (view[10] != '+' && view[10] != '-') || !all_digits(view.substr(11))) return misshapen(field);
  KATIWALA_TRY(const CivilDate day, swift_date(field, view.substr(0, 6)));
  const auto instant = instant_from_iso(day.text() + "T" + text.substr(6, 2) + ":" + text.substr(8, 2) + ":00" + text.substr(10, 3) + ":" + text.substr(13));
  if (!instant.ok()) return field.refuse_here(Code::TIME_SYNTAX, "The time is not one of a day, or its offset not one of a zone.");
  return *instant;
}

Result<SwiftSettled> swift_settled(const SwiftField& field) {
  KATIWALA_TRY(const std::string text, swift_line(field, 9 + kMaxAmount));
  const std::string_view view = text;
  SwiftSettled out;
  KATIWALA_TRY(out.day, swift_date(field, view.substr(0, 6)));
  KATIWALA_TRY(out.amount, swift_money(field, view.substr(6)));
  return out;
}

Result<AccountRef> swift_account(const SwiftField& field) {
  KATIWALA_CHECK(check_lines(field, field.tag == "25P" ? 2 : 1, kMaxAccount));
  if (field.tag == "25P" && (field.lines.size() != 2 || !is_bic(field.lines[1]))) return misshapen(field);
  return AccountRef{std::string(field.lines[0]), is_iban(field.lines[0]), std::nullopt};
}

Result<Balance> swift_balance(const SwiftField& field) {
  KATIWALA_TRY(const std::string text, swift_line(field, 10 + kMaxAmount));
  const std::string_view view = text;
  if (!view.starts_with('C') && !view.starts_with('D')) return field.refuse_here(Code::MT_SYNTAX, "C or D is expected here.");
  Balance out;
  KATIWALA_TRY(out.date, swift_date(field, view.substr(1, 6)));
  KATIWALA_TRY(const Amount size, swift_money(field, view.size() > 7 ? view.substr(7) : std::string_view()));
  out.amount = with_sign(size, view.starts_with('C') ? Direction::credit : Direction::debit);
  const std::string_view tag = field.tag;
  out.type = tag.ends_with('M') ? "ITBD" : tag == "60F" ? "OPBD" : tag == "62F" ? "CLBD" : tag == "64" ? "CLAV" : "FWAV";
  if (tag.ends_with('M')) out.subtype = "INTM";
  return out;
}

Result<Entry> swift_entry(const SwiftField& field, Currency currency) {
  if (field.lines.size() > 2) return field.refuse_here(Code::MT_SYNTAX, "The field has more than 2 lines.", 2);
  if (field.lines.size() == 2 && field.lines[1].size() > 34) return field.refuse_here(Code::MT_SYNTAX, "The line has more than 34 characters.", 1);
  std::string_view text = field.lines[0];
  Entry entry;
  Transaction transaction;
  KATIWALA_TRY(const CivilDate value, swift_date(field, text.substr(0, 6)));
  text.remove_prefix(6);
  entry.value_date = value;
  if (text.size() >= 4 && all_digits(text.substr(0, 4))) {
    KATIWALA_TRY(entry.booking_date, entry_date(field, text.substr(0, 4), value));
    text.remove_prefix(4);
  }
  KATIWALA_CHECK(take_mark(field, text, entry));
  if (!text.empty() && is_capital(text.front())) {
    if (text.front() != currency.code()[2])
      return field.refuse_here(Code::CURRENCY_MISMATCH, "The account is in " + currency.code() + "; the funds code is not its third letter.");
    text.remove_prefix(1);
  }
  KATIWALA_TRY(entry.amount, swift_amount(field, currency, take_amount(text)));
  KATIWALA_CHECK(take_kind(field, text, entry));
  KATIWALA_CHECK(take_references(field, text, entry, transaction));
  if (field.lines.size() == 2) transaction.additional_information = plain(field.lines[1]);
  transaction.amount = entry.amount;
  transaction.direction = entry.direction;
  entry.transactions.push_back(std::move(transaction));
  return entry;
}

Result<SwiftParty> swift_party(const SwiftField& field) {
  KATIWALA_CHECK(check_lines(field, 5, 35));
  SwiftParty out;
  std::size_t at = 0;
  if (field.lines[0].starts_with('/')) {
    const std::string_view account = field.lines[0].substr(1);
    if (account.empty()) return misshapen(field);
    out.account = AccountRef{std::string(account), is_iban(account), std::nullopt};
    at = 1;
  }
  const bool numbered = field.tag.ends_with('F');
  // 50F names who has no account by a document: "PASS/PH/...".
  if (at == 0 && field.tag == "50F" && !is_digit(field.lines[0].front())) at = 1;
  if (field.lines.size() == at || field.lines.size() > at + 4) return misshapen(field);
  if (field.tag.ends_with('A')) {
    if (field.lines.size() != at + 1 || !is_bic(field.lines[at])) return field.refuse_here(Code::MT_SYNTAX, "A BIC is expected here.", at);
    return out;
  }
  if (!numbered) {
    out.name = field.lines[at];
    return out;
  }
  char last = '1';
  for (std::size_t i = at; i < field.lines.size(); ++i) {
    const std::string_view line = field.lines[i];
    const bool fits = line.size() > 2 && line[1] == '/' && line[0] >= last && line[0] <= (field.tag == "59F" ? '3' : '8') && (i > at || line[0] == '1');
    if (!fits) return field.refuse_here(Code::MT_SYNTAX, "Lines that are numbered from 1 upwards are expected here.", i);
    last = line[0];
    if (last == '1') out.name += (out.name.empty() ? "" : " ") + std::string(trim_xml(line.substr(2)));
  }
  return out;
}

Status check_swift_bank(const SwiftField& field) {
  KATIWALA_CHECK(check_lines(field, 5, 37));
  if (!field.tag.ends_with('A')) return good();
  if (field.lines.size() > 2 || !is_bic(field.lines.back()) || (field.lines.size() == 2 && !field.lines[0].starts_with('/')))
    return field.refuse_here(Code::MT_SYNTAX, "A BIC is expected here.", field.lines.size() - 1);
  return good();
}

std::string plain(std::string_view line) {
  std::string out(line);
  for (char& c : out)
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  return out;
}

std::string joined(const SwiftField& field) {
  std::string out;
  for (const std::string_view line : field.lines) out.append(out.empty() ? "" : "\n").append(plain(line));
  return out;
}

std::string coded_reference(const SwiftField& field, std::string_view code, std::size_t full) {
  if (!field.lines[0].starts_with(code)) return {};
  std::string out(field.lines[0].substr(code.size()));
  // Past its most characters it is none, however many full lines follow.
  const auto goes_on = [&](std::size_t i) { return i + 1 < field.lines.size() && field.lines[i].size() == full && out.find('/') == std::string::npos; };
  for (std::size_t i = 0; goes_on(i) && out.size() <= kMaxReference; ++i) out += field.lines[i + 1];
  out = out.substr(0, out.find('/'));
  return out.size() <= kMaxReference && is_bank_text(out) ? out : std::string();
}

}  // namespace katiwala::api::messages
