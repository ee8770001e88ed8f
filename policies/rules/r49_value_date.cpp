// R49  When a payment took effect is what the bank confirms, not when it was handed in.  BSP 8 Jul 2024.
//
// PESONet settles in cycles, so the value date can be the day of release or any later one; a confirmation dated before it is
// of another payment, or wrong. A payment that was not released has no value date. How many cycles a day has (`cycles`) is said
// beside a PESONet payment's value date; nothing is computed from it.
#include "policies/rules/asking.h"

namespace katiwala::policies::r49_value_date {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"cycles", ParameterType::integer}};

Verdict judge(const Matter& m) {
  const auto* settled = m.as<Settle>();
  if (settled == nullptr) return silent();
  const Request* request = m.state.request(settled->request);
  if (request == nullptr || !request->released) return deny(Code::VALUE_DATE_EARLY, {fact("released", "never")});
  std::vector<Fact> facts{fact("value_date", settled->value_date), fact("released", *request->released)};
  if (settled->value_date < *request->released) return deny(Code::VALUE_DATE_EARLY, std::move(facts));
  if (request->rail == Rail::pesonet) facts.push_back(fact("cycles", m.rulebook.integer("R49", "cycles")));
  return allow("value_date_of_the_bank", std::move(facts));
}

}  // namespace
}  // namespace katiwala::policies::r49_value_date

KATIWALA_RULE(R49, r49_value_date, kParameters, judge, hears<Settle>())
