// What the parsers of api/door/reading.cpp take, as patterns. A test gives each parser the examples.
#include "api/door/describe/components.h"
#include "api/door/reading.h"

namespace katiwala::api::door::description {
namespace {

struct Format {
  std::string_view name, pattern, example, description;
};

constexpr Format kFormats[] = {
    {kIdFormat, "^(?!0{32}$)[0-9a-f]{32}$", "0123456789abcdef0123456789abcdef", "Random, never a name."},
    {kAmountFormat, "^(0|-?(0\\.[0-9]+|[1-9][0-9]{0,17}(\\.[0-9]+)?)) [A-Z]{3}$", "18000.00 PHP", "Exactly the currency's decimals; at most 18 digits."},
    {kDateFormat, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2026-03-02", "A civil date in Manila."},
    {kInstantFormat, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$", "2026-03-02T09:15:00+08:00",
     "RFC 3339 with offset."},
    {kCurrencyFormat, "^[A-Z]{3}$", "PHP", "ISO 4217."},
    {kDecimalFormat, "^[0-9]{1,12}(\\.[0-9]{1,12})?$", "58.2350", "Of a rate: how many of the one cost one of the other; at most 18 digits."},
    {kDigestFormat, "^[0-9a-f]{64}$", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "SHA-256 of a document."},
    {kBytesFormat, "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", "AAEC", "Base64 (RFC 4648 §4), padded."},
};

}  // namespace

Json format_schemas() {
  Json out;
  for (const Format& one : kFormats) {
    Json schema = of_type("string", one.description);
    schema.set("pattern", one.pattern).set("examples", texts({one.example}));
    out.set(std::string(one.name), std::move(schema));
  }
  return out;
}

}  // namespace katiwala::api::door::description
