/// One step of an interleaving, as plain data: it can be left out, and what is left played again. Requests, keys and freezes have numbers that the step
/// gives them that makes them.
#pragma once

#include <vector>

#include "tests/interleavings/contract/words.h"

namespace katiwala::interleavings::contract {

enum class Kind {
  // a payment's own way
  request, request_again, approve, cancel, release, propose_file, agree_to_file, hand_over, settle, reject,
  // what happens around it
  revoke, enrol, spare, remove, change_account, freeze, lift, suspend, reinstate, letters, stay_order, restore_order,
  // for everybody
  clock, rulebook,
};
inline constexpr int kKinds = static_cast<int>(Kind::rulebook) + 1;
std::string_view name(Kind kind);

struct Step {
  Kind kind = Kind::request;
  int who = 0;              ///< the key that acts, that is made, revoked, or given or bereft of a credential; of what happens to a guardian his person
  int request = 0;
  int edits = 0;            ///< of a request: the one before, which it takes the place of; 0: none
  int payee = 0;            ///< 0 or 1
  Centavos amount = 0;      ///< of a request; of a freeze 0: everything
  int purpose = 0;          ///< each is asked for once
  bool ordered = false;     ///< under her court order
  int like = 0;             ///< of `enrol`: the key whose person and role it gets
  int number = 0;           ///< of a freeze; of an account
  FreezeKind freeze = FreezeKind::court;
  int days = 0;             ///< of letters: from today
  Micros to = 0;            ///< of the clock
  int edition = 0;          ///< of a rulebook
};

/// "approve request 1, by worker key 7": for people.
std::string describe(const Step& step);

}  // namespace katiwala::interleavings::contract
