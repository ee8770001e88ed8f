// The code alone; that a reader made by others decodes it from the page is pages_test.cpp.
#include <gtest/gtest.h>

#include "audit/pages/qr_code.h"

namespace katiwala::audit::pages::qr_code_test {
namespace {

TEST(QrCode, IsASquareWithThreeFinders) {
  const auto code = qr_code("katiwala:sandbox.example/ledger/0#" + std::string(64, 'a'));
  ASSERT_TRUE(code.ok());
  const int last = code->side - 1;
  EXPECT_EQ(code->dark.size(), static_cast<std::size_t>(code->side * code->side));
  EXPECT_EQ((code->side - 17) % 4, 0);  // ISO/IEC 18004: 4 * version + 17
  for (int i = 0; i < 7; ++i) EXPECT_TRUE(code->is_dark(0, i) && code->is_dark(0, last - i) && code->is_dark(last, i)) << i;
  EXPECT_FALSE(code->is_dark(0, 7));
}

TEST(QrCode, TakesTheLongestOriginAndNothingThatDoesNotFit) {
  EXPECT_TRUE(qr_code("katiwala:" + std::string(255, 'o') + "/18446744073709551615#" + std::string(64, 'f')).ok());
  EXPECT_TRUE(qr_code(std::string(2331, 'x')).ok());  // version 40, level M, bytes
  const auto refused = qr_code(std::string(2332, 'x'));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().code, Code::FIELD_INVALID);
}

}  // namespace
}  // namespace katiwala::audit::pages::qr_code_test
