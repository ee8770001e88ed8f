// What the parsers of api/door/reading.cpp take, and tag.h, as patterns: a test gives each parser what its pattern takes and what it does not. Where a pattern can not
// say all of it (which months have a 31st) a format of JSON Schema says the rest.
#include <map>

#include "api/door/describe/components.h"
#include "api/door/reading.h"

namespace katiwala::api::door::description {
namespace {

constexpr int kMostDigits = 18;  ///< of an amount (kMaxMinor)

// Of the years that reading.h takes; without leap seconds; without "-00:00", which is no place's offset (RFC 3339 §4.3).
constexpr std::string_view kDay = "(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
constexpr std::string_view kTime = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|(?!-00:00)[+-]([01][0-9]|2[0-3]):[0-5][0-9])";

std::string whole(const std::string& pattern) { return "^" + pattern + "$"; }
std::string moment() { return std::string(kDay) + "T" + std::string(kTime); }

/// Codes of currencies by how many decimals they have, with | between.
std::map<int, std::string> codes_by_decimals() {
  std::map<int, std::string> out;
  for (const Currency currency : Currency::all()) {
    std::string& list = out[currency.exponent()];
    list.append(list.empty() ? "" : "|").append(currency.code());
  }
  return out;
}

/// "-0.00" is none: one value has one spelling.
std::string amounts_with(int decimals, const std::string& codes) {
  const std::string some = "[0-9]{" + std::to_string(decimals) + "}", units = "-?[1-9][0-9]{0," + std::to_string(kMostDigits - decimals - 1) + "}";
  if (decimals == 0) return "(0|" + units + ") (" + codes + ")";
  return "(" + units + "\\." + some + "|0\\." + some + "|-0\\.(?!0+ )" + some + ") (" + codes + ")";
}

std::string amount_pattern() {
  std::string ways;
  for (const auto& [decimals, codes] : codes_by_decimals()) ways.append(ways.empty() ? "" : "|").append(amounts_with(decimals, codes));
  return whole("(" + ways + ")");
}

std::string currency_pattern() {
  std::string ways;
  for (const Currency currency : Currency::all()) ways.append(ways.empty() ? "" : "|").append(currency.code());
  return whole("(" + ways + ")");
}

Json format(std::string_view pattern, std::string_view example, std::string_view description) {
  Json out = of_type("string", description);
  return std::move(out.set("pattern", pattern).set("examples", texts({example})));
}

/// With a format of JSON Schema beside its pattern.
Json format_as(std::string_view named, std::string_view pattern, std::string_view example, std::string_view description) {
  Json out = format(pattern, example, description);
  return std::move(out.set("format", named));
}

}  // namespace

Json format_schemas() {
  Json out;
  const auto add = [&](std::string_view name, Json schema) { out.set(std::string(name), std::move(schema)); };
  add(kIdFormat, format("^(?!0{32}$)[0-9a-f]{32}$", "0123456789abcdef0123456789abcdef", "Random, never a name."));
  add(kAmountFormat, format(amount_pattern(), "18000.00 PHP", "Exactly the currency's decimals; at most 18 digits."));
  add(kDateFormat, format_as("date", whole(std::string(kDay)), "2026-03-02", "A civil date in Manila."));
  add(kInstantFormat, format_as("date-time", whole(moment()), "2026-03-02T09:15:00+08:00", "RFC 3339 with offset."));
  add(kAsOfFormat, format(whole("(" + std::string(kDay) + "|" + moment() + "|0|[1-9][0-9]{0,17})"), "2026-03-02",
                          "A day that has ended, an instant that has passed, or the number of an entry."));
  add(kCurrencyFormat, format(currency_pattern(), "PHP", "ISO 4217: those in which somebody can be paid."));
  add(kDecimalFormat, format("^(?=.{1,19}$)(?!0(\\.0+)?$)(0|[1-9][0-9]{0,11})(\\.[0-9]{1,12})?$", "58.2350",
                             "Of a rate: how many of the one cost one of the other; at most 18 digits."));
  add(kDigestFormat, format("^[0-9a-f]{64}$", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "SHA-256 of a document."));
  add(kBytesFormat, format("^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$", "AAEC",
                           "Base64 (RFC 4648 §4), padded; bits of no byte are zero."));
  add(kCountryFormat, format("^[A-Z]{2}$", "US", "ISO 3166-1, two letters."));
  add(kShortCodeFormat, format("^[A-Za-z0-9-]{1,16}$", "SBX-01", "Letters, digits and hyphens, at most 16."));
  add(kReasonCodeFormat, format("^[A-Z0-9]{4}$", "NOOR", "Of the lists of ISO 20022."));
  add(kTagsFormat, format("^(\\*|(W/)?\"[!#-~]*\"([ \\t]*,[ \\t]*(W/)?\"[!#-~]*\")*)$", "\"000102030405060708090a0b0c0d0e0f\"",
                          "What ETag said, more of them with commas between (RFC 9110 §8.8.3), or * for any."));
  return out;
}

}  // namespace katiwala::api::door::description
