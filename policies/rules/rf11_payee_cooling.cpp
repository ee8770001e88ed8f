// RF11  Money does not leave to a changed account before a cooling time has passed.  D; rules.md red flags.
//
// Only a change cools: the first account of a payee does not. A second record of a person who was already this ward's payee, with another
// account, is a change too. Asked for and approved it may be; at release it is held until `cooling_hours` after the change, to the
// microsecond: exactly then it passes.
#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies::rf11_payee_cooling {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"cooling_hours", ParameterType::integer}};

bool one_account(const Payee& a, const Payee& b) {
  return std::any_of(a.marks.begin(), a.marks.end(), [&](const Mark& mark) {
    return mark.kind == MarkKind::account && std::find(b.marks.begin(), b.marks.end(), mark) != b.marks.end();
  });
}

/// The same person was her payee before, at another account.
bool had_another(const Ward& ward, const Payee& payee) {
  return std::any_of(ward.payees.begin(), ward.payees.end(), [&](const Payee& other) {
    const bool before = other.account_since ? *other.account_since < *payee.account_since : other.registered <= payee.registered;
    return other.id != payee.id && other.person == payee.person && before && !one_account(other, payee);
  });
}

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr) return silent();
  const Payee* payee = find_payee(*m.ward, asked->payee);
  if (payee == nullptr || !payee->account_since) return silent();
  constexpr std::int64_t kHour = 3'600'000'000;  // microseconds
  const Instant until{payee->account_since->micros + bounded(m.rulebook, "RF11", "cooling_hours") * kHour};
  if (m.submission.time >= until) return silent();
  if (!payee->account_before && !had_another(*m.ward, *payee)) return silent();
  std::vector<Fact> facts{fact("until", until.manila_text())};
  return m.stage == Stage::release ? hold(Code::PAYEE_COOLING, std::move(facts)) : allow("payee_cooling", std::move(facts));
}

}  // namespace
}  // namespace katiwala::policies::rf11_payee_cooling

KATIWALA_RULE(RF11, rf11_payee_cooling, kParameters, judge, hears<RequestDisbursement>())
