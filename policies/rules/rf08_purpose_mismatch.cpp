// RF08  The payee or the time does not fit the purpose: tuition outside enrolment or not to a school, treatment not at a medical facility, a
//       purpose the payee is not registered for.  D; rules.md red flags.
//
// Schooling: any month of what the bill is for, or of the request where it does not say, that is closed. Treatment and therapy have no
// seasons. Escalated to T1 as it is asked for, with a case; a request of a higher tier is there already.
#include <algorithm>
#include <charconv>

#include "policies/rules/step_up.h"

namespace katiwala::policies::rf08_purpose_mismatch {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"closed_months", ParameterType::list}, {"tier", ParameterType::text}};

/// "4" is April.
std::optional<unsigned> month_of(const std::string& text) {
  unsigned month = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), month);
  if (error != std::errc() || end != text.data() + text.size() || month < 1 || month > 12) return std::nullopt;
  return month;
}

int months_since_zero(CivilDate day) { return day.year() * 12 + static_cast<int>(day.month()) - 1; }

/// A closed month that what is paid for touches.
std::optional<unsigned> closed_month(const Payment& asked, const std::vector<unsigned>& closed) {
  const CivilDate from = asked.service_from.value_or(asked.service_to.value_or(asked.day));
  const CivilDate to = asked.service_to.value_or(from);
  const int first = months_since_zero(std::min(from, to));
  const int last = std::min(months_since_zero(std::max(from, to)), first + 11);
  for (int at = first; at <= last; ++at) {
    const unsigned month = static_cast<unsigned>(at % 12) + 1;
    if (std::find(closed.begin(), closed.end(), month) != closed.end()) return month;
  }
  return std::nullopt;
}

/// What does not fit.
std::optional<Fact> mismatch(const Payment& asked, const Payee& payee, const std::vector<unsigned>& closed) {
  const bool schooling = asked.purpose == Purpose::education;
  const bool treatment = asked.purpose == Purpose::medical || asked.purpose == Purpose::therapy;
  if (schooling && payee.payee_kind != PayeeKind::school) return fact("payee_kind", name(payee.payee_kind));
  if (treatment && payee.payee_kind != PayeeKind::medical_facility) return fact("payee_kind", name(payee.payee_kind));
  const bool covered = payee.covers.empty() || std::find(payee.covers.begin(), payee.covers.end(), asked.purpose) != payee.covers.end();
  if (!covered) return fact("payee_covers", "other_purposes");
  if (!schooling) return std::nullopt;
  const auto month = closed_month(asked, closed);
  if (!month) return std::nullopt;
  return fact("closed_month", static_cast<std::int64_t>(*month));
}

Verdict judge(const Matter& m) {
  const auto asked = payment(m);
  if (!asked || m.ward == nullptr) return silent();
  const Payee* payee = find_payee(*m.ward, asked->payee);
  if (payee == nullptr) return silent();
  std::vector<unsigned> closed;
  for (const std::string& text : m.rulebook.list("RF08", "closed_months")) {
    const auto month = month_of(text);
    if (!month) return deny_parameter("RF08", "closed_months", text);
    closed.push_back(*month);
  }
  const auto least = tier_of(m, "RF08", "tier");
  if (!least) return deny_parameter("RF08", "tier", m.rulebook.text("RF08", "tier"));
  const auto what = mismatch(*asked, *payee, closed);
  if (!what) return silent();
  const std::vector<Fact> facts{fact("purpose", name(asked->purpose)), *what};
  Verdict verdict = at_least_tier(m, Code::PURPOSE_MISMATCH, *least, facts);
  if (m.stage == Stage::submit) verdict.raised.push_back({watch_of(m.ward->id), facts, true, asked->id, std::nullopt});
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf08_purpose_mismatch

KATIWALA_RULE(RF08, rf08_purpose_mismatch, kParameters, judge, hears<RequestDisbursement>())
