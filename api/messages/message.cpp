#include "api/messages/message.h"

namespace katiwala::api::messages {
namespace {

const Balance* find_balance(const std::vector<Balance>& balances, std::string_view type) {
  for (const Balance& balance : balances)
    if (balance.type == type && balance.subtype.empty()) return &balance;
  return nullptr;
}

}  // namespace

const Balance* AccountReport::opening() const {
  const Balance* booked = find_balance(balances, "OPBD");
  return booked != nullptr ? booked : find_balance(balances, "PRCD");
}

const Balance* AccountReport::closing() const { return find_balance(balances, "CLBD"); }

Outcome outcome_of(std::string_view status) {
  if (status == "ACSC" || status == "ACCC") return Outcome::settled;
  if (status == "RJCT" || status == "CANC") return Outcome::rejected;
  return Outcome::pending;
}

}  // namespace katiwala::api::messages
