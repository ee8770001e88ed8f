// R49  When a payment took effect is what the bank confirms, not when it was handed in.  BSP 8 Jul 2024.
//
// PESONet settles in cycles, so the value date can be the day of release or any later one; a confirmation dated before it is
// of another payment, or wrong. A payment that was not released has no value date. How many cycles a day has (`cycles`) is said
// beside a PESONet payment's value date; nothing is computed from it.
//
// Until when a rail takes payments is said here too, as what is handed in after it takes effect later (D: `*_cut_offs`, Manila; policies/cut_offs.h). Released
// payments of one pool, rail and currency gather to one file between two cut-offs, by the hours of the rulebook that was in force when each was
// released; what comes after a day's last cut-off is executed as of the next day. A rulebook from before the hours were parameters has the first ones.
#include "policies/rules/asking.h"

namespace katiwala::policies::r49_value_date {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"cycles", ParameterType::integer},
                                           {"book_transfer_cut_offs", ParameterType::hours, true},
                                           {"instapay_cut_offs", ParameterType::hours, true},
                                           {"pesonet_cut_offs", ParameterType::hours, true},
                                           {"philpass_cut_offs", ParameterType::hours, true},
                                           {"swift_cut_offs", ParameterType::hours, true}};

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
