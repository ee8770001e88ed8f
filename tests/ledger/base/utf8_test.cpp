#include "ledger/base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace katiwala::utf8_test {
namespace {

/// ASCII is passed over in words: a character, or a byte that is none, is seen wherever it stands in one, and at the end of the text.
TEST(Utf8, IsSeenAtEveryPlaceOfAWord) {
  for (std::size_t before = 0; before < 25; ++before) {
    for (std::size_t after = 0; after < 18; ++after) {
      const std::string head(before, 'a'), tail(after, 'z');
      EXPECT_TRUE(is_valid_utf8(head + tail));
      EXPECT_TRUE(is_valid_utf8(head + "\xe2\x82\xb1" + tail)) << before << " " << after;
      EXPECT_FALSE(is_valid_utf8(head + "\x80" + tail)) << before << " " << after;
      EXPECT_FALSE(is_valid_utf8(head + "\xe2\x82" + tail)) << before << " " << after;
      EXPECT_FALSE(is_valid_utf8(head + "\xc3\xb1\xff" + tail)) << before << " " << after;
    }
  }
}

TEST(Utf8, BoundariesOfEveryLength) {
  struct Case {
    std::string_view text;
    bool valid;
  };
  const Case cases[] = {
      {"", true},
      {"Katiwala \xc3\xb1 \xe2\x82\xb1", true},
      {std::string_view("\x00", 1), true},
      {"\x7f", true},
      {"\x80", false},              // a continuation alone
      {"\xc1\xbf", false},          // overlong U+007F
      {"\xc2\x80", true},           // U+0080
      {"\xdf\xbf", true},           // U+07FF
      {"\xc2", false},              // cut off
      {"\xc2\x41", false},
      {"\xc2\xc0", false},
      {"\xe0\x9f\xbf", false},      // overlong U+07FF
      {"\xe0\xa0\x80", true},       // U+0800
      {"\xed\x9f\xbf", true},       // U+D7FF
      {"\xed\xa0\x80", false},      // U+D800, a surrogate
      {"\xed\xbf\xbf", false},      // U+DFFF
      {"\xee\x80\x80", true},       // U+E000
      {"\xef\xbf\xbf", true},       // U+FFFF
      {"\xe2\x82", false},
      {"\xe2\x82\x41", false},
      {"\xf0\x8f\xbf\xbf", false},  // overlong U+FFFF
      {"\xf0\x90\x80\x80", true},   // U+10000
      {"\xf4\x8f\xbf\xbf", true},   // U+10FFFF
      {"\xf4\x90\x80\x80", false},  // U+110000
      {"\xf5\x80\x80\x80", false},
      {"\xff", false},
      {"\xf0\x90\x80", false},
      {"\xf0\x90\x80\xc0", false},
      {"good then \x80", false},
  };
  for (const Case& c : cases) EXPECT_EQ(is_valid_utf8(c.text), c.valid) << std::string(c.text);
}

}  // namespace
}  // namespace katiwala::utf8_test
