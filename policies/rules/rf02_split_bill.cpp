// RF02  What is asked for one payee and one purpose within seven days is judged as one bill.  rules.md red flags; [D].
//
// The window is [D-6, D], seven days with today: requests a week apart are not split. The payee is who stands behind the record (payees.h).
// Where the sum needs a higher tier by its size than this request does alone, the request needs that tier: exactly a limit is still below
// it. What was cancelled or came back is not paid, and is left out; so is what a court ordered. The flag opens a case.
#include "policies/rules/patterns.h"
#include "policies/rules/payees.h"
#include "policies/rules/worth.h"

namespace katiwala::policies::rf02_split_bill {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"window_days", ParameterType::integer}};

struct Bill {
  Rational alone, sum;
  std::int64_t parts = 1;
};

Result<Bill> bill_of(const Matter& m, const Payment& asked) {
  KATIWALA_TRY(const Rational alone, peso_worth(m.state, asked.amount, m.today));
  Bill bill{alone, alone, 1};
  Status valued = good();
  for_each_earlier(m, asked, window_from(m, "RF02", "window_days"), [&](const Request& earlier) {
    if (!valued.ok() || !is_live(earlier) || earlier.court_order || earlier.purpose != asked.purpose) return;
    if (!same_payee(*m.ward, asked.payee, earlier.payee)) return;
    const Result<Rational> then = worth_then(m, earlier);
    if (!then.ok()) {
      valued = then.refusal();
      return;
    }
    bill.sum += *then;
    ++bill.parts;
  });
  if (!valued.ok()) return valued.refusal();
  return bill;
}

Verdict judge(const Matter& m) {
  const auto asked = spending(m);
  if (!asked) return silent();
  const Result<Bill> bill = bill_of(m, *asked);
  if (!bill.ok()) return deny(bill.refusal());
  const Tier found = tier_by_size(m.rulebook, bill->sum);
  if (found <= tier_by_size(m.rulebook, bill->alone)) return silent();
  const std::vector<Fact> facts{fact("tier", name(found)), peso_fact("sum", bill->sum), fact("parts", bill->parts),
                                fact("window_from", window_from(m, "RF02", "window_days"))};
  Verdict verdict = ask_tier(m, Code::SPLIT_BILL, found, facts);
  if (m.stage == Stage::submit) verdict.raised.push_back(flag_of(*asked, *m.ward, true, facts));
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf02_split_bill

KATIWALA_RULE(RF02, rf02_split_bill, kParameters, judge, hears<RequestDisbursement>())
