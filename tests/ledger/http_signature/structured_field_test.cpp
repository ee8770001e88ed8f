// Structured fields are read in one spelling: what RFC 8941 would serialize, and nothing that two readers could see differently.
#include "ledger/http_signature/structured_field.h"

#include <gtest/gtest.h>

namespace katiwala::http_signature {
namespace structured_field {

constexpr FieldAt kAt{Code::SIGNATURE_INPUT, "signature-input"};

/// As RFC 8941 §4.1 serializes it.
std::string printed(const InnerList& list) {
  std::string out = "(";
  for (const std::string& item : list.items) out += (out.size() > 1 ? " \"" : "\"") + item + "\"";
  out += ")";
  for (const Parameter& one : list.parameters) {
    const auto* number = std::get_if<std::int64_t>(&one.value);
    out += ";" + one.key + "=";
    if (number != nullptr) out += std::to_string(*number);
    else {
      out += '"';
      for (const char c : std::get<std::string>(one.value)) out += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
      out += '"';
    }
  }
  return out;
}

TEST(StructuredField, WhatIsReadIsWrittenAgainTheSame) {
  for (const std::string& good : std::vector<std::string>{
           "()", "(\"a\")", "(\"a\" \"b\")", "();a=1", "();a=-1", "();a=0", "();a=999999999999999", "();a=-999999999999999", "();a=\"\"", "();a=\" ~\"", "();a=\"\\\"\\\\\"",
           "();*a_-.9=1", "(\"@method\" \"@path\");created=1618884473;keyid=\"k\";tag=\"t\""}) {
    const auto read = read_inner_list(good, kAt);
    ASSERT_TRUE(read.ok()) << good << " " << read.refusal().message;
    EXPECT_EQ(printed(*read), good);
  }
}

TEST(StructuredField, EveryOtherSpellingIsRefusedWithItsByte) {
  const struct {
    std::string text;
    int byte;
  } cases[] = {{"", 0},           {"\"a\"", 0},       {"(", 1},            {"(\"a\"", 4},       {"( \"a\")", 1},     {"(\"a\" )", 5},    {"(\"a\"  \"b\")", 5}, {"(\"a\"\"b\")", 4},
               {"(a)", 1},        {"(\"a\";sf)", 4},  {"() ", 2},          {" ()", 0},          {"();", 3},          {"();a", 4},        {"();a=", 5},          {"(); a=1", 3},
               {"();a =1", 4},    {"();a= 1", 5},     {"();A=1", 3},       {"();1=1", 3},       {"();a=01", 7},      {"();a=-0", 7},     {"();a=+1", 5},        {"();a=1.0", 6},
               {"();a=?1", 5},    {"();a=:YQ==:", 5}, {"();a=b", 5},       {"();a=-", 6},       {"();a=\"", 6},      {"();a=\"\\", 7},   {"();a=\"\\a\"", 7},   {"();a=\"\t\"", 6},
               {"();a=\"\x7f\"", 6}, {"();a=\"\xc3\xa9\"", 6}, {"();a=1;a=2", 10}, {"();a=1,b=()", 6}, {"();a=1000000000000000", 21}, {"();a=1\n", 6}};
  for (const auto& c : cases) {
    const auto read = read_inner_list(c.text, kAt);
    ASSERT_FALSE(read.ok()) << c.text;
    EXPECT_EQ(read.refusal().code, Code::SIGNATURE_INPUT) << c.text;
    EXPECT_EQ(read.refusal().place, "signature-input");
    EXPECT_TRUE(read.refusal().message.starts_with("At byte " + std::to_string(c.byte) + ":")) << c.text << ": " << read.refusal().message;
  }
}

TEST(StructuredField, ByteSequencesAreCanonicalBase64) {
  const auto two = read_byte_sequences("a=:YQ==:, b=::", kAt);
  ASSERT_TRUE(two.ok()) << two.refusal().message;
  EXPECT_EQ(two->at(0), (std::pair<std::string, Bytes>{"a", {'a'}}));
  EXPECT_TRUE(two->at(1).second.empty());
  EXPECT_EQ(print_byte_sequence("a", two->at(0).second), "a=:YQ==:");
  for (const char* bad : {"", "a", "a=", "a=:", "a=::,", "a=::, ", "a=::,b=::", "a=::  ", "a=::, a=::", "a=:YR==:", "a=:YQ:", "a=:YQ=:", "a=:Y Q==:", "a=:YQ_=:", "a=\"YQ==\"", "a=::;b=1",
                          "A=::", "a =::", "=::"})
    EXPECT_FALSE(read_byte_sequences(bad, kAt).ok()) << bad;
}

TEST(StructuredField, AMemberIsSplitAtItsFirstEqualsSign) {
  const auto member = split_member("sig1=(\"a\");created=1", kAt);
  ASSERT_TRUE(member.ok());
  EXPECT_EQ(member->first, "sig1");
  EXPECT_EQ(member->second, "(\"a\");created=1");
  for (const char* bad : {"", "sig", "=()", "Sig=()", "1=()", "sig =()"}) EXPECT_FALSE(split_member(bad, kAt).ok()) << bad;
}

}  // namespace structured_field
}  // namespace katiwala::http_signature
