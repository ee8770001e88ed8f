#include "api/token/answers.h"

namespace katiwala::api::token {

Status may_try_pin(CK_FLAGS token) {
  if ((token & CKF_USER_PIN_LOCKED) != 0) return refuse(Code::TOKEN_PIN_LOCKED, "The token has locked its PIN after too many wrong ones; its security officer must set it anew.");
  if ((token & CKF_USER_PIN_TO_BE_CHANGED) != 0) return refuse(Code::TOKEN_PIN_LOCKED, "The token's PIN must be changed before it is used.");
  if ((token & CKF_USER_PIN_FINAL_TRY) != 0)
    return refuse(Code::TOKEN_PIN_LOCKED, "The token has one try left before it locks, and that one is not spent here. Log in by hand once with the right PIN; then start again.");
  if ((token & CKF_LOGIN_REQUIRED) == 0) return refuse(Code::TOKEN_KEY_LOOSE, "The token signs for anybody: it asks for no PIN.");
  return good();
}

Status judge_login(CK_RV answer) {
  switch (answer) {
    case CKR_OK: return good();
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE: return refuse(Code::TOKEN_PIN);
    case CKR_PIN_LOCKED:
    case CKR_PIN_EXPIRED:
    case CKR_USER_PIN_NOT_INITIALIZED: return refuse(Code::TOKEN_PIN_LOCKED);
    default: return lost(answer, "when it was logged in to");
  }
}

Refusal lost(CK_RV answer, std::string_view doing) {
  return refuse(Code::TOKEN_FAILED, "The token failed or went away " + std::string(doing) + " (" + name_of_answer(answer) + "). Nothing more is signed with it until a restart.");
}

Status judge_traits(const KeyTraits& traits) {
  if (!traits.signs) return refuse(Code::TOKEN_KEY_UNFIT, "The key on the token is not for signing (CKA_SIGN).");
  if (traits.asks_each_time) return refuse(Code::TOKEN_KEY_UNFIT, "The key wants its PIN for every signature (CKA_ALWAYS_AUTHENTICATE); heads are signed while nobody is there.");
  if (traits.extractable || !traits.sensitive)
    return refuse(Code::TOKEN_KEY_LOOSE, "The private key can be copied off the token (CKA_EXTRACTABLE, CKA_SENSITIVE), so it protects no better than a file. Make one on the token that can not.");
  return good();
}

}  // namespace katiwala::api::token
