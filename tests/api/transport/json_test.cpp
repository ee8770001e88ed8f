// What the strict reader takes and refuses, with the place it names; and that what is written is read back.
#include "api/transport/json.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "api/transport/utf8.h"

namespace katiwala::api::transport::json_test {
namespace {

using std::string_literals::operator""s;

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string object_of(std::size_t members) {
  std::string out = "{";
  for (std::size_t i = 0; i < members; ++i) out += (i ? ",\"" : "\"") + std::to_string(i) + "\":1";
  return out + "}";
}

TEST(JsonReader, TakesOneSpellingOfEachValue) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"null", "null"},
      {" true\r\n\t", "true"},
      {"0", "0"},
      {"-1", "-1"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {R"("")", R"("")"},
      {R"("\u0041\/\n\u001f\u007f")", "\"A/\\n\\u001f\x7f\""},
      {R"("\ud83d\ude00")", "\"\xf0\x9f\x98\x80\""},
      {"\"\xf4\x8f\xbf\xbf\"", "\"\xf4\x8f\xbf\xbf\""},
      {R"({"b":1,"a":{"b":[]}})", R"({"b":1,"a":{"b":[]}})"},
      {R"({"a":{"x":1},"b":{"x":1}})", R"({"a":{"x":1},"b":{"x":1}})"},
      {nested(32), nested(32)},
      {object_of(128), object_of(128)},
  };
  for (const auto& [text, written] : cases) {
    const auto value = parse_json(text);
    ASSERT_TRUE(value.ok()) << text << ": " << value.refusal().message;
    EXPECT_EQ(to_text(*value), written);
  }
}

struct Refused {
  std::string text;
  Code code;
  std::string place;
};

TEST(JsonReader, RefusesWithThePlace) {
  const std::vector<Refused> cases = {
      {R"({"a":1,"a":1})", Code::JSON_DUPLICATE_KEY, "/a"},
      {R"([0,{"a":1,"b":{"c":{"x/y":1,"x/y":2}}}])", Code::JSON_DUPLICATE_KEY, "/1/b/c/x~1y"},
      {R"({"a":1,"\u0061":1})", Code::JSON_DUPLICATE_KEY, "/a"},
      {R"({"":1,"":1})", Code::JSON_DUPLICATE_KEY, "/"},
      {"1.0", Code::JSON_NOT_INTEGER, ""},
      {R"({"n":[1,1e3]})", Code::JSON_NOT_INTEGER, "/n/1"},
      {"1E-2", Code::JSON_NOT_INTEGER, ""},
      {"-0", Code::JSON_NOT_INTEGER, ""},
      {R"([{"a~b":-0}])", Code::JSON_NOT_INTEGER, "/0/a~0b"},
      {"9223372036854775808", Code::JSON_NOT_INTEGER, ""},
      {"-9223372036854775809", Code::JSON_NOT_INTEGER, ""},
      {"18446744073709551616", Code::JSON_NOT_INTEGER, ""},
      {std::string(400, '9'), Code::JSON_NOT_INTEGER, ""},
      {nested(33), Code::JSON_TOO_DEEP, ""},
      {object_of(129), Code::JSON_TOO_LARGE, ""},
      {R"("\u0000")", Code::JSON_SYNTAX, ""},
      {R"({"\u0000":1})", Code::JSON_SYNTAX, ""},
      {R"(["\ud800"])", Code::JSON_SYNTAX, "/0"},
      {R"("\ud800x")", Code::JSON_SYNTAX, ""},
      {R"("\udc00")", Code::JSON_SYNTAX, ""},
      {R"("\ude00\ud83d")", Code::JSON_SYNTAX, ""},
      {"\"\xc0\x80\"", Code::TEXT_NOT_UTF8, ""},
      {"\"\xe0\x80\xaf\"", Code::TEXT_NOT_UTF8, ""},
      {"\"\xed\xa0\x80\"", Code::TEXT_NOT_UTF8, ""},
      {"\"\xf4\x90\x80\x80\"", Code::TEXT_NOT_UTF8, ""},
      {"\"\xff\"", Code::TEXT_NOT_UTF8, ""},
      {"\xef\xbb\xbf{}", Code::JSON_SYNTAX, ""},
      {"", Code::JSON_SYNTAX, ""},
      {" ", Code::JSON_SYNTAX, ""},
      {"{}{}", Code::JSON_SYNTAX, ""},
      {"{} x", Code::JSON_SYNTAX, ""},
      {"12 3", Code::JSON_SYNTAX, ""},
      {"1\0"s, Code::JSON_SYNTAX, ""},
      {"[1,]", Code::JSON_SYNTAX, ""},
      {R"({"a":1,})", Code::JSON_SYNTAX, ""},
      {"[1 /* one */]", Code::JSON_SYNTAX, ""},
      {"// one\n1", Code::JSON_SYNTAX, ""},
      {"01", Code::JSON_SYNTAX, ""},
      {"+1", Code::JSON_SYNTAX, ""},
      {"NaN", Code::JSON_SYNTAX, ""},
      {"Infinity", Code::JSON_SYNTAX, ""},
      {"'a'", Code::JSON_SYNTAX, ""},
      {"{a:1}", Code::JSON_SYNTAX, ""},
      {"\"a\nb\"", Code::JSON_SYNTAX, ""},
      {R"("\x41")", Code::JSON_SYNTAX, ""},
      {"[", Code::JSON_SYNTAX, ""},
      {"\"a", Code::JSON_SYNTAX, ""},
      {"tru", Code::JSON_SYNTAX, ""},
      {"\v1", Code::JSON_SYNTAX, ""},
  };
  for (const Refused& c : cases) {
    const auto value = parse_json(c.text);
    ASSERT_FALSE(value.ok()) << c.text;
    EXPECT_EQ(name_of(value.refusal().code), name_of(c.code)) << c.text;
    if (c.code != Code::JSON_SYNTAX && c.code != Code::JSON_TOO_DEEP && c.code != Code::JSON_TOO_LARGE) {
      EXPECT_EQ(value.refusal().place, c.place) << c.text;
    }
  }
}

TEST(JsonReader, TooDeepNamesTheDepth) {
  const auto value = parse_json(R"({"a":)" + nested(32) + "}");
  ASSERT_FALSE(value.ok());
  EXPECT_EQ(value.refusal().code, Code::JSON_TOO_DEEP);
  EXPECT_TRUE(value.refusal().place.starts_with("/a/0/0"));
}

TEST(JsonReader, SizeIsBoundedOnBothSides) {
  EXPECT_TRUE(parse_json("\"abc\"", 5).ok());
  const auto value = parse_json("\"abcd\"", 5);
  ASSERT_FALSE(value.ok());
  EXPECT_EQ(value.refusal().code, Code::JSON_TOO_LARGE);
}

TEST(Utf8, PrefixEndsAtTheFirstBadByte) {
  EXPECT_EQ(utf8_prefix("ab\xc3\xb1"), 4u);
  EXPECT_EQ(utf8_prefix("ab\xc3"), 2u);
  EXPECT_EQ(utf8_prefix("\x80"), 0u);
  EXPECT_EQ(utf8_prefix("\xc1\xbf"), 0u);
  EXPECT_EQ(utf8_prefix("\xed\x9f\xbf"), 3u);
  EXPECT_EQ(utf8_prefix("\xf0\x8f\xbf\xbf"), 0u);
  EXPECT_EQ(utf8_prefix("\xf0\x90\x80\x80"), 4u);
  EXPECT_EQ(utf8_prefix("\xf5\x80\x80\x80"), 0u);
}

// Random values of bounded depth, with text of any code points but U+0000.
rc::Gen<std::string> any_text() {
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(1, 0x110000)), [](const auto& points) {
    std::string out;
    for (const std::uint32_t p : points) {
      if (p >= 0xd800 && p < 0xe000) continue;
      const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
      if (p < 0x80) put(p);
      else if (p < 0x800) { put(0xc0 | p >> 6); put(0x80 | (p & 63)); }
      else if (p < 0x10000) { put(0xe0 | p >> 12); put(0x80 | (p >> 6 & 63)); put(0x80 | (p & 63)); }
      else { put(0xf0 | p >> 18); put(0x80 | (p >> 12 & 63)); put(0x80 | (p >> 6 & 63)); put(0x80 | (p & 63)); }
    }
    return out;
  });
}

Json any_json(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 6 : 4)) {
    case 0: return Json();
    case 1: return Json(*rc::gen::arbitrary<bool>());
    case 2: return Json(*rc::gen::arbitrary<std::int64_t>());
    case 3: return Json(*any_text());
    case 4: {
      Json::Array elements;
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) elements.push_back(any_json(depth - 1));
      return Json(std::move(elements));
    }
    default: {
      Json object{Json::Object{}};
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
        std::string key = *any_text();
        if (object.find(key) == nullptr) object.set(std::move(key), any_json(depth - 1));
      }
      return object;
    }
  }
}

TEST(JsonProperties, WhatIsWrittenIsReadBack) {
  EXPECT_TRUE(rc::check([] {
    const Json value = any_json(4);
    const std::string text = to_text(value);
    const auto read = parse_json(text);
    RC_ASSERT(read.ok());
    RC_ASSERT(*read == value);
    RC_ASSERT(to_text(*read) == text);
  }));
}

TEST(JsonProperties, NoBytesBreakTheReader) {
  EXPECT_TRUE(rc::check([] {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf("{}[]\",:0123456789-+.eE\\u dnatrulfs\x80\xc3\xff\0"s));
    const auto value = parse_json(text);
    if (value.ok()) {
      RC_ASSERT(*parse_json(to_text(*value)) == *value);
    }
  }));
}

TEST(JsonWriterDeath, HaltsWhenUsedOutOfOrder) {
  EXPECT_DEATH(JsonWriter().begin_object().integer(1), "without its key");
  EXPECT_DEATH(JsonWriter().begin_array().end_object(), "no JSON object");
  EXPECT_DEATH(JsonWriter().integer(1).integer(2), "second JSON value");
  EXPECT_DEATH(JsonWriter().begin_array().take(), "before it was whole");
  EXPECT_DEATH(JsonWriter().text("\xff"), "not UTF-8");
  EXPECT_DEATH(Json().set("a", 1).set("a", 2), "set twice");
}

}  // namespace
}  // namespace katiwala::api::transport::json_test
