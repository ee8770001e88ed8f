// traceparent: every field's bound on both sides.
#include "api/transport/trace_context.h"

#include <gtest/gtest.h>

namespace katiwala::api::transport::trace_context_test {
namespace {

const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string kParent = "00f067aa0ba902b7";

std::string header(const std::string& version, const std::string& trace, const std::string& parent, const std::string& flags) {
  return version + "-" + trace + "-" + parent + "-" + flags;
}

TEST(TraceContext, ReadsTheFourFields) {
  const auto read = parse_traceparent(header("00", kTrace, kParent, "01"));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (TraceContext{kTrace, kParent, true}));
}

TEST(TraceContext, TheLowestFlagIsSampled) {
  const std::pair<std::string, bool> cases[] = {{"00", false}, {"01", true}, {"02", false}, {"03", true}, {"0a", false}, {"0b", true}, {"fe", false}, {"ff", true}};
  for (const auto& [flags, sampled] : cases) {
    const auto read = parse_traceparent(header("00", kTrace, kParent, flags));
    ASSERT_TRUE(read) << flags;
    EXPECT_EQ(read->sampled, sampled) << flags;
  }
}

TEST(TraceContext, WhatIsTakenAndWhatIsNot) {
  const std::string good = header("00", kTrace, kParent, "01");
  const std::string one = std::string(31, '0') + "1";
  struct Case {
    std::string text;
    bool taken;
  };
  const Case cases[] = {
      {good, true},
      {header("00", one, std::string(15, '0') + "1", "00"), true},
      {header("00", std::string(32, 'f'), std::string(16, 'f'), "ff"), true},
      {header("00", std::string(32, '0'), kParent, "01"), false},
      {header("00", kTrace, std::string(16, '0'), "01"), false},
      {header("00", kTrace + "0", kParent, "01"), false},
      {header("00", kTrace.substr(1), kParent, "01"), false},
      {header("00", kTrace, kParent.substr(1), "01"), false},
      {header("00", kTrace, kParent, "1"), false},
      {header("00", "4BF92F3577B34DA6A3CE929D0E0E4736", kParent, "01"), false},
      {header("00", kTrace, "00F067AA0BA902B7", "01"), false},
      {header("00", kTrace, kParent, "0A"), false},
      {header("00", kTrace, kParent, "0g"), false},
      {header("0", kTrace, kParent, "001"), false},
      {header("ff", kTrace, kParent, "01"), false},
      {header("0F", kTrace, kParent, "01"), false},
      {header("fe", kTrace, kParent, "01"), true},
      {header("01", kTrace, kParent, "01"), true},
      {good + "-", false},
      {good + "-more", false},
      {good + " ", false},
      {" " + good, false},
      {header("01", kTrace, kParent, "01") + "-what it will be", true},
      {header("01", kTrace, kParent, "01") + "x", false},
      {"00_" + good.substr(3), false},
      {good.substr(0, 35) + "_" + good.substr(36), false},
      {good.substr(0, 52) + "_" + good.substr(53), false},
      {std::string(55, '-'), false},
      {"", false},
      {"00", false},
      {good + "," + good, false},
  };
  for (const Case& c : cases) EXPECT_EQ(parse_traceparent(c.text).has_value(), c.taken) << c.text;
}

}  // namespace
}  // namespace katiwala::api::transport::trace_context_test
