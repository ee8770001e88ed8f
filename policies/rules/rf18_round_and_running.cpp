// RF18  Round amounts to one payee again and again, or receipts of one payee whose numbers run on, are noted.  rules.md red flags; [D].
//
// Three requests to one payee (payees.h) in [D-89, D], this one with it, each a whole multiple of 1,000.00 pesos; what was cancelled, came
// back or was ordered by a court is left out. Or three receipts of one payee with consecutive numbers, in whatever order they are filed: a
// shop that serves others too does not write three bills in a row for one child. A flag alone: nothing is held, and no case is opened by it.
#include <algorithm>
#include <set>

#include "policies/rules/patterns.h"
#include "policies/rules/payees.h"
#include "policies/rules/worth.h"

namespace katiwala::policies::rf18_round_and_running {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"count", ParameterType::integer}, {"window_days", ParameterType::integer}, {"round_unit", ParameterType::amount}};

bool is_round(Amount amount, Amount unit) { return amount.currency() == unit.currency() && amount.minor() % unit.minor() == 0; }

Verdict on_request(const Matter& m, const Payment& asked) {
  const Amount unit = m.rulebook.amount("RF18", "round_unit");
  if (!unit.is_positive()) return deny_parameter("RF18", "round_unit", fact("unit", unit).value);
  if (!is_round(asked.amount, unit)) return silent();
  const CivilDate from = window_from(m, "RF18", "window_days");
  std::int64_t count = 1;
  for_each_earlier(m, asked, from, [&](const Request& earlier) {
    const bool counts = is_live(earlier) && was_spending(*m.ward, earlier) && is_round(earlier.amount, unit);
    if (counts && same_payee(*m.ward, asked.payee, earlier.payee)) ++count;
  });
  Verdict verdict;
  if (count >= m.rulebook.integer("RF18", "count")) {
    verdict.raised.push_back(flag_of(asked, *m.ward, false, {fact("round_requests", count), fact("unit", unit), fact("window_from", from)}));
  }
  return verdict;
}

/// How many numbers follow each other without a gap, this one among them.
std::int64_t run_through(const std::set<std::uint64_t>& numbers, std::uint64_t serial) {
  std::int64_t length = 1;
  for (std::uint64_t below = serial; below > 0 && numbers.contains(below - 1); --below) ++length;
  for (std::uint64_t above = serial + 1; above != 0 && numbers.contains(above); ++above) ++length;
  return length;
}

Verdict on_receipt(const Matter& m, const FileReceipt& filed) {
  if (!filed.serial) return silent();
  std::set<std::uint64_t> numbers;
  for (const Receipt& earlier : m.ward->receipts)
    if (earlier.serial && same_payee(*m.ward, filed.payee, earlier.payee)) numbers.insert(*earlier.serial);
  const std::int64_t length = run_through(numbers, *filed.serial);
  Verdict verdict;
  if (length >= m.rulebook.integer("RF18", "count")) {
    verdict.raised.push_back({watch_of(m.ward->id), {fact("consecutive_receipts", length)}, false, filed.request, std::nullopt});
  }
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.stage != Stage::submit || m.ward == nullptr) return silent();
  if (const auto* filed = m.as<FileReceipt>()) return on_receipt(m, *filed);
  const auto asked = spending(m);
  return asked ? on_request(m, *asked) : silent();
}

}  // namespace
}  // namespace katiwala::policies::rf18_round_and_running

KATIWALA_RULE(RF18, rf18_round_and_running, kParameters, judge, hears<FileReceipt, RequestDisbursement>())
