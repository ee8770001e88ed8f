// Refusals in a guardian's words: in the language asked for, drafts marked, and nothing beyond the reasons that she is given.
#include "story.h"

namespace katiwala::api::door::testing::words_test {
namespace {

TEST(Words, ADenialIsAnsweredInTheLanguageAskedFor) {
  Story s;
  const Reply denied = s.request(kRequest, "600000.00 PHP");
  ASSERT_EQ(denied.status, 403) << denied.raw;
  const std::string entry = denied.text("instance"), code = denied.code();
  ASSERT_EQ(code, "COURT_ORDER_REQUIRED") << denied.raw;
  const Reply plain = s.get("guardian", entry), english = s.get("guardian", entry + "?lang=en"), filipino = s.get("guardian", entry + "?lang=fil");
  EXPECT_EQ(plain.raw.find("\"words\""), std::string::npos) << "only where it is asked for";
  EXPECT_EQ(english.text("words/0/code"), code) << english.raw;
  EXPECT_EQ(english.text("words/0/language"), "en");
  EXPECT_EQ(filipino.text("words/0/language"), "fil") << filipino.raw;
  EXPECT_NE(filipino.text("words/0/text"), english.text("words/0/text"));
  EXPECT_NE(filipino.raw.find("\"reviewed\":false"), std::string::npos) << "a draft says so";
  EXPECT_EQ(s.get("guardian", entry + "?lang=ceb").text("words/0/language"), "ceb");
}

TEST(Words, AnotherLanguageOrQueryIsRefused) {
  Story s;
  EXPECT_EQ(s.get("auditor", "/v1/entries/0?lang=de").code(), "HTTP_TARGET");
  EXPECT_EQ(s.get("auditor", "/v1/entries/0?language=en").code(), "HTTP_TARGET");
  EXPECT_EQ(s.get("auditor", "/v1/entries/0?lang=en&lang=fil").code(), "HTTP_TARGET");
  EXPECT_EQ(s.get("auditor", "/v1/entries/0?lang=en").status, 200);
}

}  // namespace
}  // namespace katiwala::api::door::testing::words_test
