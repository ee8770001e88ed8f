// What a token's answers mean: when a PIN is tried, and what is told of each refusal.
#include "api/token/answers.h"

#include <gtest/gtest.h>

namespace katiwala::api::token::answers_test {
namespace {

std::string code(const Status& status) { return status.ok() ? "good" : std::string(name_of(status.refusal().code)); }

TEST(TokenAnswers, ThePinIsTriedOnlyWhereATryCanBeLost) {
  const CK_FLAGS usual = CKF_TOKEN_INITIALIZED | CKF_LOGIN_REQUIRED | CKF_USER_PIN_INITIALIZED;
  EXPECT_EQ(code(may_try_pin(usual)), "good");
  EXPECT_EQ(code(may_try_pin(usual | CKF_USER_PIN_COUNT_LOW)), "good");
  EXPECT_EQ(code(may_try_pin(usual | CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY)), "TOKEN_PIN_LOCKED") << "the last try is a person's";
  EXPECT_EQ(code(may_try_pin(usual | CKF_USER_PIN_LOCKED)), "TOKEN_PIN_LOCKED");
  EXPECT_EQ(code(may_try_pin(usual | CKF_USER_PIN_TO_BE_CHANGED)), "TOKEN_PIN_LOCKED");
  EXPECT_EQ(code(may_try_pin(usual & ~CKF_LOGIN_REQUIRED)), "TOKEN_KEY_LOOSE");
}

TEST(TokenAnswers, OfALogin) {
  struct Case {
    CK_RV answer;
    std::string code;
  };
  const Case cases[] = {{CKR_OK, "good"},
                        {CKR_PIN_INCORRECT, "TOKEN_PIN"},
                        {CKR_PIN_INVALID, "TOKEN_PIN"},
                        {CKR_PIN_LEN_RANGE, "TOKEN_PIN"},
                        {CKR_PIN_LOCKED, "TOKEN_PIN_LOCKED"},
                        {CKR_PIN_EXPIRED, "TOKEN_PIN_LOCKED"},
                        {CKR_USER_PIN_NOT_INITIALIZED, "TOKEN_PIN_LOCKED"},
                        {CKR_USER_ALREADY_LOGGED_IN, "TOKEN_FAILED"},
                        {CKR_DEVICE_REMOVED, "TOKEN_FAILED"}};
  for (const Case& one : cases) EXPECT_EQ(code(judge_login(one.answer)), one.code) << name_of_answer(one.answer);
}

TEST(TokenAnswers, TheMakersNumberIsTold) {
  EXPECT_EQ(name_of_answer(CKR_TOKEN_NOT_PRESENT), "CKR_0x000000e0");
  EXPECT_EQ(name_of_answer(CKR_VENDOR_DEFINED), "CKR_0x80000000");
  EXPECT_NE(lost(CKR_DEVICE_REMOVED, "when it should sign").message.find("CKR_0x00000032"), std::string::npos);
}

TEST(TokenAnswers, AKeyThatProtectsNothingIsNotUsed) {
  const KeyTraits fit{true, true, false, false};
  EXPECT_EQ(code(judge_traits(fit)), "good");
  EXPECT_EQ(code(judge_traits({false, true, false, false})), "TOKEN_KEY_UNFIT");
  EXPECT_EQ(code(judge_traits({true, false, false, false})), "TOKEN_KEY_LOOSE");
  EXPECT_EQ(code(judge_traits({true, true, true, false})), "TOKEN_KEY_LOOSE");
  EXPECT_EQ(code(judge_traits({true, true, false, true})), "TOKEN_KEY_UNFIT");
}

}  // namespace
}  // namespace katiwala::api::token::answers_test
