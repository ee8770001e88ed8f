// What a rule can say, and the facts it says it with.
#include "policies/rule.h"

namespace katiwala::policies {
namespace {

Verdict reasoned(custody::Outcome outcome, std::string code, std::vector<Fact> facts) {
  Verdict verdict;
  verdict.reason = Reason{outcome, std::move(code), {}, std::move(facts)};  // the judge writes the rule's id
  return verdict;
}

}  // namespace

Verdict allow(std::string_view word, std::vector<Fact> facts) {
  return reasoned(custody::Outcome::allow, std::string(word), std::move(facts));
}
Verdict deny(Code code, std::vector<Fact> facts) {
  return reasoned(custody::Outcome::deny, std::string(name_of(code)), std::move(facts));
}
Verdict hold(Code code, std::vector<Fact> facts) {
  return reasoned(custody::Outcome::hold, std::string(name_of(code)), std::move(facts));
}
Verdict escalate(Code code, custody::Tier at_least, std::vector<Fact> facts) {
  Verdict verdict = reasoned(custody::Outcome::escalate, std::string(name_of(code)), std::move(facts));
  verdict.at_least = at_least;
  return verdict;
}

Fact fact(std::string_view name, std::string_view value) { return {std::string(name), std::string(value)}; }
Fact fact(std::string_view name, CivilDate value) { return {std::string(name), value.text()}; }
Fact fact(std::string_view name, Amount value) { return {std::string(name), value.text() + " " + value.currency().code()}; }
Fact fact(std::string_view name, std::int64_t value) { return {std::string(name), std::to_string(value)}; }

}  // namespace katiwala::policies
