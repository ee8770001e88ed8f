// RF06  A receipt is owed for what was paid; while one is late, nothing more of that purpose is asked for.  D; RTJ-00-1589; rules.md red flags.
//
// The duty opens when the bank confirms the payment: due `receipt_days` calendar days after its value date, or as many as the court order it
// was made under, or else the trust's terms say. Filed on the due date is in time; requests of the same purpose are denied from the day
// after, until it is filed. A guardian's late receipt does not stop what an officer asks for under a court's order: court-ordered care never
// waits for a guardian. A payment that comes back owes nothing any more. No receipt is owed for the purposes of the parameter, nor where one
// was filed before the bank's word came.
#include <algorithm>

#include "policies/rules/asking.h"
#include "policies/rules/authority.h"
#include "policies/rules/duties.h"

namespace katiwala::policies::rf06_receipt_overdue {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"receipt_days", ParameterType::integer}, {"purposes_without_receipt", ParameterType::list}};

/// The word of the list that is no purpose.
std::optional<std::string> unknown_purpose(const std::vector<std::string>& purposes) {
  for (const std::string& p : purposes)
    if (!from_name<Purpose>(p)) return p;
  return std::nullopt;
}

int days_for(const Matter& m, const Request& request) {
  const CourtOrder* order = request.court_order ? find_court_order(*m.ward, *request.court_order) : nullptr;
  std::optional<std::uint32_t> days = order == nullptr ? std::nullopt : order->receipt_days;
  if (!days) days = terms_of(m).receipt_days;
  if (!days) return bounded(m.rulebook, "RF06", "receipt_days");
  return static_cast<int>(std::min(*days, 12'000U));
}

void on_settled(const Matter& m, const RequestMoved& moved, Verdict& verdict) {
  const Request* request = m.state.request(moved.request);
  if (request == nullptr || request->receipt_filed) return;
  const auto& without = m.rulebook.list("RF06", "purposes_without_receipt");
  if (std::find(without.begin(), without.end(), name(request->purpose)) != without.end()) return;
  const CivilDate due = moved.value_date.value_or(m.today) + days_for(m, *request);
  const bool guardian = find_guardian(*m.ward, request->requester) != nullptr;
  DutyDraft duty = duty_of(*m.ward, Duty::receipt, guardian ? DutyOwner::guardian : DutyOwner::trust_officer, due);
  duty.request = request->id;
  verdict.duties.push_back(std::move(duty));
  verdict.reason = allow("receipt_due", {fact("due", due)}).reason;
}

/// Nothing is owed for that request any more: its open duty is closed, unless the plan does so.
void close_duty(const Matter& m, const RequestId& request, Verdict& verdict) {
  for (const Obligation& o : m.ward->obligations) {
    if (o.duty != Duty::receipt || o.closed || o.request != request) continue;
    bool planned = false;
    for_each_planned<ObligationClosed>(m, [&](const Subject& about, const ObligationClosed& e) {
      planned = planned || (about == subject(m.ward->id) && e.number == o.number);
    });
    if (!planned) verdict.effects.push_back({subject(m.ward->id), ObligationClosed{o.number, m.today}});
  }
}

Verdict on_request(const Matter& m, const Payment& asked) {
  if (m.stage != Stage::submit || (asked.court_order && asking_guardian(m) == nullptr)) return silent();
  for (const Obligation& o : m.ward->obligations) {
    if (o.duty != Duty::receipt || o.closed || m.today <= o.due || !o.request) continue;
    const Request* owed = m.state.request(*o.request);
    if (owed == nullptr || owed->purpose != asked.purpose) continue;
    std::vector<Fact> facts{fact("due", o.due), fact("purpose", name(asked.purpose))};
    Verdict verdict = deny(Code::RECEIPT_OVERDUE, facts);
    verdict.raised.push_back({watch_of(m.ward->id), std::move(facts), false, asked.id, std::nullopt});
    return verdict;
  }
  return silent();
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (const auto asked = payment(m)) return on_request(m, *asked);
  Verdict verdict;
  if (const auto* filed = m.as<FileReceipt>()) close_duty(m, filed->request, verdict);
  if (m.as<Settle>() == nullptr && m.as<ReturnPayment>() == nullptr) return verdict;
  if (const auto unknown = unknown_purpose(m.rulebook.list("RF06", "purposes_without_receipt"))) {
    return deny_parameter("RF06", "purposes_without_receipt", *unknown);
  }
  for_each_planned<RequestMoved>(m, [&](const Subject&, const RequestMoved& moved) {
    if (moved.to == RequestState::settled) on_settled(m, moved, verdict);
    else close_duty(m, moved.request, verdict);
  });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::rf06_receipt_overdue

KATIWALA_RULE(RF06, rf06_receipt_overdue, kParameters, judge, hears<RequestDisbursement, FileReceipt, Settle, ReturnPayment>())
