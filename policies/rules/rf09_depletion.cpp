// RF09  More than a quarter of what a ward has, gone within 90 days, needs a court's order, and the court is told.  rules.md red flags; [D];
//       RTJ-00-1589 (20,000 of 52,155 in three months: 38%).
//
// Strictly more: 25.00% passes. The window is [D-89, D], both included, and holds what is paid, reserved or pending, this request with it;
// what a court ordered is left out. The whole is what is held now in every currency (principal, income, reserved) and what of those payments
// has left already. Pesos unrounded: earlier ones at the rate of their day, the rest at today's. At execution and release it holds what was
// asked for before this request. A request that names an order passes. The notice to the court is owed even though nothing is paid; one at
// a time.
#include <algorithm>

#include "policies/rules/patterns.h"
#include "policies/rules/worth.h"

namespace katiwala::policies::rf09_depletion {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"percent", ParameterType::integer}, {"window_days", ParameterType::integer}, {"notice_days", ParameterType::integer}};

struct Velocity {
  Rational spent;  ///< in the window, this request with it
  Rational whole;
};

bool has_left(const State& state, const Spend& spend) {
  const Request* request = state.request(spend.request);
  return request != nullptr && request->released && is_live(*request);
}

Result<Velocity> velocity(const Matter& m, const Payment& asked) {
  Velocity found;
  KATIWALA_TRY(found.spent, peso_worth(m.state, asked.amount, m.today));
  KATIWALA_TRY(found.whole, holdings_worth(m, *m.ward, false));
  const CivilDate from = window_from(m, "RF09", "window_days");
  bool before = true;
  for (const Spend& spend : m.ward->spends) {
    before = before && spend.request != asked.id;
    if (spend.request == asked.id || spend.by_order || !is_spending(*m.ward, spend.purpose, spend.payee) || spend.day < from || spend.day > m.today) continue;
    if (spend.amount.currency() != peso() && !spend.rate) {
      return refuse(Code::RATE_MISSING, std::string(sentence_of(Code::RATE_MISSING)), spend.amount.currency().code() + " " + spend.day.text());
    }
    const Rational worth = peso_worth(spend.amount, spend.rate);
    if (before) found.spent += worth;
    if (has_left(m.state, spend)) found.whole += worth;
  }
  return found;
}

/// The court's notice is not asked for again while one is owed.
bool notice_owed(const Ward& ward) {
  return std::any_of(ward.obligations.begin(), ward.obligations.end(),
                     [](const Obligation& o) { return o.duty == Duty::court_notice && o.rule == "RF09" && !o.closed; });
}

Verdict judge(const Matter& m) {
  const auto asked = spending(m);
  if (!asked) return silent();
  const Result<Velocity> found = velocity(m, *asked);
  if (!found.ok()) return deny(found.refusal());
  const int percent = bounded(m.rulebook, "RF09", "percent");
  if (found->spent * 100 <= found->whole * percent) return silent();
  std::vector<Fact> facts{peso_fact("spent", found->spent), peso_fact("whole", found->whole), fact("percent", static_cast<std::int64_t>(percent)),
                                fact("window_from", window_from(m, "RF09", "window_days"))};
  Verdict verdict;
  if (m.stage == Stage::submit) verdict.raised.push_back(flag_of(*asked, *m.ward, false, facts));
  facts.insert(facts.begin(), fact("because", name_of(Code::DEPLETION)));
  verdict.reason = deny(Code::COURT_ORDER_REQUIRED, std::move(facts)).reason;
  verdict.at_least = Tier::t2;
  if (!notice_owed(*m.ward)) {
    const CivilDate due = m.today + std::max(1, bounded(m.rulebook, "RF09", "notice_days"));
    verdict.duties.push_back({subject(m.ward->id), Duty::court_notice, DutyOwner::trust_officer, due, asked->id, std::nullopt, std::nullopt, true});
  }
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf09_depletion

KATIWALA_RULE(RF09, rf09_depletion, kParameters, judge, hears<RequestDisbursement>())
