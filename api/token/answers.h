/// What a token's answer means for us. Pure; private to this room.
#pragma once

#include "api/token/module.h"

namespace katiwala::api::token {

/// Before the PIN is tried. TOKEN_PIN_LOCKED where it is locked or to be changed, and where one try is left: that one is a person's, not that of a
/// program which a supervisor starts again and again. TOKEN_KEY_LOOSE where the token asks for no PIN.
Status may_try_pin(CK_FLAGS token);

/// Of C_Login.
Status judge_login(CK_RV answer);

/// Of everything else: TOKEN_FAILED. `doing` completes "The token failed or went away …".
Refusal lost(CK_RV answer, std::string_view doing);

/// What the token says of a private key.
struct KeyTraits {
  bool signs = false;
  bool sensitive = false;
  bool extractable = true;
  bool asks_each_time = false;  ///< CKA_ALWAYS_AUTHENTICATE
};
/// TOKEN_KEY_LOOSE where it can be copied off the token in clear or wrapped; TOKEN_KEY_UNFIT where it does not sign, or wants its PIN each time.
Status judge_traits(const KeyTraits& traits);

}  // namespace katiwala::api::token
