// What the description says a text looks like is what its parser takes, on both sides of each bound.
#include <gtest/gtest.h>

#include <regex>

#include "api/door/balances.h"
#include "api/door/describe/components.h"
#include "api/door/reading.h"
#include "api/door/tag.h"

namespace katiwala::api::door::testing::formats_test {
namespace {
namespace of_formats {

const Json& schema_named(std::string_view name) {
  static const Json all = description::format_schemas();
  const Json* found = all.find(name);
  KATIWALA_ASSERT(found != nullptr, "a format that is not described");
  return *found;
}

bool is_described(std::string_view name, const std::string& text) { return std::regex_search(text, std::regex(*schema_named(name).find("pattern")->text())); }

template <class Parse>
void expect_same(std::string_view name, Parse parse, const std::vector<std::string>& taken, const std::vector<std::string>& refused) {
  for (const std::string& text : taken) {
    EXPECT_TRUE(parse(text)) << name << " " << text;
    EXPECT_TRUE(is_described(name, text)) << name << " " << text;
  }
  for (const std::string& text : refused) {
    EXPECT_FALSE(parse(text)) << name << " " << text;
    EXPECT_FALSE(is_described(name, text)) << name << " " << text;
  }
  EXPECT_TRUE(parse(*(*schema_named(name).find("examples")->array())[0].text())) << name;
}

TEST(Formats, OfAmountsAreThoseOfEachCurrency) {
  const auto parse = [](const std::string& text) { return parse_amount(text).ok(); };
  for (const Currency currency : Currency::all()) {
    const std::string code = " " + currency.code();
    const auto decimals = static_cast<std::size_t>(currency.exponent());
    const std::string point = decimals == 0 ? "" : ".", most(18 - decimals, '9');
    const auto amount = [&](const std::string& whole, const std::string& fraction) { return whole + point + fraction + code; };
    const std::string none(decimals, '0'), one = decimals == 0 ? "" : std::string(decimals - 1, '0') + "1", nines(decimals, '9');
    std::vector<std::string> taken = {amount("0", none), amount("1", none), amount("-1", none), amount(most, nines), amount("-" + most, nines)};
    std::vector<std::string> refused = {amount("-0", none), amount("00", none), amount("01", none), amount(most + "9", nines), amount("+1", none), amount("", nines),
                                        "1." + none + "0" + code, "1" + point + nines, amount("1", none) + " ", " " + amount("1", none)};
    if (decimals > 0) {
      for (const std::string& more : {amount("0", one), amount("-0", one)}) taken.push_back(more);
      for (const std::string& more : {"1" + code, "1." + code, "1." + std::string(decimals - 1, '0') + code}) refused.push_back(more);
    }
    expect_same(kAmountFormat, parse, taken, refused);
  }
  expect_same(kAmountFormat, parse, {}, {"1.00 XXX", "1.00 php", "1.00PHP", "1,000.00 PHP", "1e3 JPY", "", " PHP", "1.00  PHP"});
}

TEST(Formats, OfCurrenciesAreTheTable) {
  std::vector<std::string> codes;
  for (const Currency currency : Currency::all()) codes.push_back(currency.code());
  expect_same(kCurrencyFormat, [](const std::string& text) { return Currency::parse(text).ok(); }, codes, {"XXX", "XAU", "php", "PHPP", "PH", "", " PHP", "608"});
}

TEST(Formats, OfRates) {
  const auto parse = [](const std::string& text) { return Rate::parse(Currency::parse("USD").value(), Currency::parse("PHP").value(), text).ok(); };
  expect_same(kDecimalFormat, parse,
              {"1", "58.2350", "0.000000000001", "999999999999", "999999999999.999999", "0.10", "10.0"},
              {"0", "0.0", "0.000000000000", "-1", "01", "1.", ".5", "1000000000000", "0.0000000000001", "999999999999.9999999", "1e3", "", "1,5"});
}

TEST(Formats, OfDaysAndInstants) {
  const auto day = [](const std::string& text) { return parse_date(text).ok(); };
  expect_same(kDateFormat, day, {"1900-01-01", "2999-12-31", "2024-02-29", "2026-12-31"},
              {"1899-12-31", "3000-01-01", "9999-12-31", "0000-01-01", "2026-00-10", "2026-13-01", "2026-01-00", "2026-01-32", "2026-1-1", "26-01-01", "2026-01-01T", "2026/01/01", ""});
  // What no pattern says: the format does.
  EXPECT_FALSE(day("2026-02-29") || day("2026-04-31"));
  EXPECT_EQ(*schema_named(kDateFormat).find("format")->text(), "date");

  const auto instant = [](const std::string& text) { return parse_instant(text).ok(); };
  expect_same(kInstantFormat, instant,
              {"1900-01-01T00:00:00+23:59", "2999-12-31T23:59:59.999999-23:59", "2026-03-02T09:15:00+08:00", "2026-03-02T00:00:00Z", "2026-03-02T23:59:59.999999-23:59", "2026-03-02T09:15:00.1+00:00"},
              {"1899-12-31T23:59:59Z", "3000-01-01T00:00:00Z", "9999-12-31T00:00:00Z", "2026-03-02T09:15:00", "2026-03-02T24:00:00Z", "2026-03-02T09:60:00Z", "2026-03-02T09:15:60Z", "2026-03-02T09:15:00.1234567Z", "2026-03-02T09:15:00.Z",
               "2026-03-02T09:15:00-00:00", "2026-03-02T09:15:00+24:00", "2026-03-02T09:15:00+0800", "2026-03-02t09:15:00Z", "2026-03-02T09:15:00z", "2026-03-02 09:15:00Z", "2026-03-02"});
  EXPECT_EQ(*schema_named(kInstantFormat).find("format")->text(), "date-time");
}

TEST(Formats, OfAMoment) {
  const Instant now = Instant::parse("2026-03-02T00:00:00+08:00").value();
  const auto parse = [&](const std::string& text) {
    const auto read = parse_as_of(text, now, record::Seq{9});
    return read.ok() || read.refusal().code == Code::AS_OF_UNKNOWN;
  };
  expect_same(kAsOfFormat, parse, {"1900-01-01", "2999-12-31", "2026-03-01T09:00:00Z", "0", "9", "10", "999999999999999999"}, {"", "9999-12-31", "9999-12-31T00:00:00Z", "-1", "09", "x", "2026-03-01T09:00:00", "1.0", "2026-13-01"});
}

TEST(Formats, OfTags) {
  expect_same(kTagsFormat, [](const std::string& text) { return has_tag(text, "\"a\"", Compare::weak).ok(); },
              {"*", "\"\"", "\"a\"", "W/\"a\"", "\"a\",\"b\"", "\"a\" ,\tW/\"!#~\""},
              {"", "a", "**", "*,*", "\"a\",*", "\"a", "a\"", "\"a\",", ",\"a\"", "\"a\" \"b\"", "\"a b\"", "w/\"a\"", "W/a", "W/ \"a\"", "\"a\"\""});
}

TEST(Formats, OfCodesAndCountries) {
  expect_same(kCountryFormat, [](const std::string& text) { return parse_country(text).ok(); }, {"AA", "US", "ZZ"}, {"", "U", "USA", "us", "U1", "U ", " US", "@A", "[A"});
  expect_same(kReasonCodeFormat, [](const std::string& text) { return parse_reason_code(text).ok(); }, {"NOOR", "AM04", "ZZZ9"}, {"", "NOO", "NOORS", "noor", "NO R", "@OOR", "[OOR", "/OOR", ":OOR"});
  expect_same(kShortCodeFormat, [](const std::string& text) { return parse_short_code(text).ok(); }, {"0", "-", "SBXBANK", "RF01", "azAZ09-", std::string(16, 'x')},
              {"", std::string(17, 'x'), "a b", "a_b", "a/b", "@", "[", "`", "{", ":", "/", "\xc3\xb1"});
}

TEST(Formats, OfIdsDigestsAndBytes) {
  const std::string id(32, 'a'), digest(64, '0');
  expect_same(kIdFormat, [](const std::string& text) { return parse_id<custody::WardTag>(text).ok(); }, {id, std::string(31, '0') + "1"},
              {std::string(32, '0'), std::string(31, 'a'), std::string(33, 'a'), std::string(32, 'A'), std::string(32, 'g'), ""});
  expect_same(kDigestFormat, [](const std::string& text) { return parse_digest(text).ok(); }, {digest, std::string(64, 'f')},
              {std::string(63, '0'), std::string(65, '0'), std::string(64, 'F'), ""});
  expect_same(kBytesFormat, [](const std::string& text) { return parse_bytes(text).ok(); }, {"", "AA==", "/w==", "AAA=", "//8=", "AAAA", "AAECAw==", "++//"},
              {"A", "AA", "AAA", "A===", "====", "AB==", "AAB=", "AA==AAAA", "AA-_", "AAAA\n", " AAAA"});
}

}  // namespace of_formats
}  // namespace
}  // namespace katiwala::api::door::testing::formats_test
