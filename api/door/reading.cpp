#include "api/door/reading.h"

#include <algorithm>
#include <charconv>

namespace katiwala::api::door {
namespace {

constexpr std::size_t kLongestShortCode = 16;
constexpr std::string_view kYears = "A year is one of 1900 to 2999.";

/// By the text: an offset must not lead out of them either, and a day has no other spelling.
bool is_of_known_years(std::string_view text) { return text.starts_with("19") || text.starts_with("2"); }

}  // namespace

Result<CivilDate> parse_date(std::string_view text) {
  KATIWALA_TRY(const CivilDate date, CivilDate::parse(text));
  if (!is_of_known_years(text)) return refuse(Code::DATE_SYNTAX, std::string(kYears));
  return date;
}

Result<Instant> parse_instant(std::string_view text) {
  KATIWALA_TRY(const Instant instant, Instant::parse(text));
  if (!is_of_known_years(text)) return refuse(Code::TIME_SYNTAX, std::string(kYears));
  return instant;
}

Result<Amount> parse_amount(std::string_view text) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return refuse(Code::AMOUNT_SYNTAX, "An amount is a decimal, a space and a currency: 18000.00 PHP.");
  KATIWALA_TRY(const Currency currency, Currency::parse(text.substr(space + 1)));
  return Amount::parse(currency, text.substr(0, space));
}

Result<Digest> parse_digest(std::string_view text) {
  const auto raw = from_hex(text);
  Digest out{};
  if (!raw || raw->size() != out.size()) return refuse(Code::DIGEST_SYNTAX);
  std::ranges::copy(*raw, out.begin());
  return out;
}

Result<Bytes> parse_bytes(std::string_view text) {
  auto raw = from_base64(text);
  if (!raw) return refuse(Code::BYTES_SYNTAX);
  return std::move(*raw);
}

Result<std::string> parse_country(std::string_view text) {
  const bool two_capitals = text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!two_capitals) return refuse(Code::FIELD_INVALID, "A country is two capital letters of ISO 3166-1: US.");
  return std::string(text);
}

Result<std::string> parse_short_code(std::string_view text) {
  const auto is_of_it = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (text.empty() || text.size() > kLongestShortCode || !std::ranges::all_of(text, is_of_it)) {
    return refuse(Code::FIELD_INVALID, "A code is 1 to 16 letters, digits and hyphens.");
  }
  return std::string(text);
}

Result<std::string> parse_reason_code(std::string_view text) {
  const bool four = text.size() == 4 && std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
  if (!four) return refuse(Code::FIELD_INVALID, "A reason's code is four capital letters or digits of the lists of ISO 20022: NOOR.");
  return std::string(text);
}

Result<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || out > kGreatestNumber || (text.size() > 1 && text[0] == '0')) return refuse(Code::ENTRY_MISSING);
  return out;
}

Amount amount(Fields& body, std::string_view key) { return body.parsed(key, &parse_amount, kAmountFormat).value_or(Amount{}); }
CivilDate date(Fields& body, std::string_view key) { return body.parsed(key, &parse_date, kDateFormat).value_or(CivilDate{}); }
Instant instant(Fields& body, std::string_view key) { return body.parsed(key, &parse_instant, kInstantFormat).value_or(Instant{}); }
Currency currency(Fields& body, std::string_view key) { return body.parsed(key, &Currency::parse, kCurrencyFormat).value_or(Currency{}); }
std::string country(Fields& body, std::string_view key) { return body.parsed(key, &parse_country, kCountryFormat).value_or(std::string()); }
std::string short_code(Fields& body, std::string_view key) { return body.parsed(key, &parse_short_code, kShortCodeFormat).value_or(std::string()); }
Digest digest(Fields& body, std::string_view key) { return body.parsed(key, &parse_digest, kDigestFormat).value_or(Digest{}); }

Rate rate(Fields& body, std::string_view key) {
  Rate out;
  body.object(key, [&](Fields& f) {
    const Currency base = currency(f, "base");
    const Currency quote = currency(f, "quote");
    const auto parsed = f.parsed("rate", [&](std::string_view text) { return Rate::parse(base, quote, text); }, kDecimalFormat);
    if (parsed) out = *parsed;
  });
  return out;
}

std::optional<Amount> optional_amount(Fields& body, std::string_view key) { return body.optional_parsed(key, &parse_amount, kAmountFormat); }
std::optional<CivilDate> optional_date(Fields& body, std::string_view key) { return body.optional_parsed(key, &parse_date, kDateFormat); }
std::optional<Digest> optional_digest(Fields& body, std::string_view key) { return body.optional_parsed(key, &parse_digest, kDigestFormat); }

std::optional<std::uint32_t> optional_number(Fields& body, std::string_view key) {
  const auto given = body.optional_integer(key, 1, 0xffffffff);
  return given ? std::optional(static_cast<std::uint32_t>(*given)) : std::nullopt;
}

std::optional<custody::TrustTerms> trust_terms(Fields& body) {
  custody::TrustTerms terms;
  const bool given = body.optional_object("terms", [&](Fields& t) {
    terms.auto_invest = t.optional_boolean("auto_invest").value_or(false);
    terms.no_charges_on_principal = t.optional_boolean("no_charges_on_principal").value_or(false);
    terms.allowance = optional_amount(t, "allowance");
    terms.receipt_days = optional_number(t, "receipt_days");
  });
  return given ? std::optional(terms) : std::nullopt;
}

}  // namespace katiwala::api::door
