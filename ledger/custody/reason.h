/// Why something was decided: outcomes, facts, reasons.
#pragma once

#include <string>
#include <vector>

#include "ledger/custody/terms.h"

namespace katiwala::custody {

enum class Outcome : std::uint8_t { allow = 1, deny = 2, escalate = 3, hold = 4 };

/// A fact that fired a reason: a name and its plain text value (amounts as decimals with currency, dates as YYYY-MM-DD).
struct Fact {
  std::string name;
  std::string value;
  bool operator==(const Fact&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "name", &Fact::name);
    v(2, "value", &Fact::value);
  }
};

/// Why. The citation and confidence of `rule` are in the rulebook the act names by hash (R72).
struct Reason {
  Outcome outcome = Outcome::allow;
  std::string code;        ///< refusals.def for deny, escalate and hold; a rule's own word for allow
  std::string rule;        ///< "R20"
  std::vector<Fact> facts{};
  bool operator==(const Reason&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "outcome", &Reason::outcome);
    v(2, "code", &Reason::code);
    v(3, "rule", &Reason::rule);
    v(4, "facts", &Reason::facts);
  }
};

}  // namespace katiwala::custody

namespace katiwala {
KATIWALA_NAMES(custody::Outcome, 4, {N::allow, "allow"}, {N::deny, "deny"}, {N::escalate, "escalate"}, {N::hold, "hold"})
}
