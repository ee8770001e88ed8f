/// What a body's texts mean: parsers of one value each, for Fields::parsed, and readers that draw what the caller may leave out.
/// Every parser is strict: one value, one spelling, and a name by which that spelling is described (api/door/describe).
#pragma once

#include "api/transport/fields.h"
#include "ledger/crypto/keystore.h"
#include "ledger/custody/commands.h"

namespace katiwala::api::door {

using transport::Fields;
using transport::Json;

/// "18000.00 PHP". AMOUNT_*, CURRENCY_UNKNOWN.
Result<Amount> parse_amount(std::string_view text);
/// "2026-03-02", of the years 1900 to 2999: any day that a person, an order or a duty may be of, and far enough from the ends of the calendar that no
/// deadline reckoned from it can pass them. DATE_SYNTAX.
Result<CivilDate> parse_date(std::string_view text);
/// RFC 3339 with offset, on such a day where it is told. TIME_SYNTAX.
Result<Instant> parse_instant(std::string_view text);
/// DIGEST_SYNTAX.
Result<Digest> parse_digest(std::string_view text);
/// BYTES_SYNTAX.
Result<Bytes> parse_bytes(std::string_view text);
/// "US": two capital letters. FIELD_INVALID.
Result<std::string> parse_country(std::string_view text);
/// Of a bank, a pool, a flag of a watch: 1 to 16 of A-Z a-z 0-9 -. FIELD_INVALID.
Result<std::string> parse_short_code(std::string_view text);
/// Of the lists of ISO 20022: "NOOR", four of A-Z 0-9. FIELD_INVALID.
Result<std::string> parse_reason_code(std::string_view text);
inline constexpr std::uint64_t kGreatestNumber = std::uint64_t{1} << 62;
/// A number of an entry, as it stands in a path. ENTRY_MISSING.
Result<std::uint64_t> parse_number(std::string_view text);

template <class Tag>
Result<Id<Tag>> parse_id(std::string_view text) {
  const auto id = Id<Tag>::parse(text);
  if (!id || id->is_zero()) return refuse(Code::ID_SYNTAX);
  return *id;
}

inline constexpr std::string_view kIdFormat = "Id", kAmountFormat = "Amount", kDateFormat = "Date", kInstantFormat = "Instant",
                                  kCurrencyFormat = "Currency", kDecimalFormat = "Decimal", kDigestFormat = "Digest", kBytesFormat = "Bytes",
                                  kAsOfFormat = "AsOf", kCommandFormat = "Command", kTagsFormat = "Tags",
                                  kCountryFormat = "Country", kShortCodeFormat = "ShortCode", kReasonCodeFormat = "ReasonCode";

// Required members: a default value after a fault, which finish() reports.
Amount amount(Fields& body, std::string_view key);
CivilDate date(Fields& body, std::string_view key);
Instant instant(Fields& body, std::string_view key);
Currency currency(Fields& body, std::string_view key);
/// {"base","quote","rate"}
Rate rate(Fields& body, std::string_view key);

Digest digest(Fields& body, std::string_view key);
std::string country(Fields& body, std::string_view key);
std::string short_code(Fields& body, std::string_view key);

std::optional<Amount> optional_amount(Fields& body, std::string_view key);
std::optional<CivilDate> optional_date(Fields& body, std::string_view key);
std::optional<Digest> optional_digest(Fields& body, std::string_view key);

/// 1..2^32-1.
std::optional<std::uint32_t> optional_number(Fields& body, std::string_view key);
/// {auto_invest?, no_charges_on_principal?, allowance?, receipt_days?} under "terms": what the trust instrument says beyond the rulebook.
std::optional<custody::TrustTerms> trust_terms(Fields& body);

template <class Tag>
Id<Tag> id(Fields& body, std::string_view key) {
  return body.parsed(key, &parse_id<Tag>, kIdFormat).value_or(Id<Tag>{});
}
template <class Tag>
std::optional<Id<Tag>> optional_id(Fields& body, std::string_view key) {
  return body.optional_parsed(key, &parse_id<Tag>, kIdFormat);
}
/// The caller's id, or a fresh one.
template <class Tag>
Id<Tag> id_or_new(Fields& body, std::string_view key, crypto::Entropy& entropy) {
  const auto given = optional_id<Tag>(body, key);
  return given ? *given : crypto::random_id<Tag>(entropy);
}
template <Named E>
E named(Fields& body, std::string_view key) {
  return body.named<E>(key).value_or(E{});
}

}  // namespace katiwala::api::door
