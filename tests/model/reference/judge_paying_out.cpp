// Receipts that are owed for what was paid, and accounts that changed a short time ago (RF06, RF11).
#include <algorithm>

#include "tests/model/reference/judgement.h"

namespace reference {
namespace {

constexpr Micros kHour = Micros{3'600} * 1'000'000;

/// RF06: one that is late, of the same purpose, stops the guardian; never what an officer asks for as a court has ordered.
void late_receipt(const Matter& m, const Payment& p, Judgement& out) {
  if (m.stage != Stage::asked || (p.court_order && m.guardian() == nullptr)) return;
  for (const Duty& duty : m.memory.duties_of(m.about)) {
    if (duty.kind != DutyKind::receipt || duty.closed || m.today <= duty.due) continue;
    if (m.memory.requests.at(*duty.request).purpose != p.purpose) continue;
    out.deny("RECEIPT_OVERDUE", "RF06");
    out.raised.push_back({watch_of(m.about.name), "RF06", false, p.id, std::nullopt});
    return;
  }
}

/// RF11: her payee's first account needs no time.
void cooling(const Matter& m, const Payment& p, Judgement& out) {
  const Payee& payee = m.ward->payees.at(p.payee);
  if (m.now >= payee.since + m.book.cooling_hours * kHour) return;
  const bool another = std::any_of(m.ward->payees.begin(), m.ward->payees.end(), [&](const auto& row) {
    const Payee& other = row.second;
    return row.first != p.payee && other.person == payee.person && other.since < payee.since && !share_a_mark(other.marks, payee.marks, kAccountMark);
  });
  if (!payee.before && !another) return;
  if (m.stage == Stage::released) out.say(Outcome::hold, "PAYEE_COOLING", "RF11");
  else out.allow("payee_cooling", "RF11");
}

}  // namespace

void judge_paying_out(const Matter& m, const Payment& p, Judgement& out) {
  late_receipt(m, p, out);
  cooling(m, p, out);
}

void judge_receipt_duties(const Matter& m, Judgement& out) {
  const auto* settled = m.as<Settle>();
  if (settled == nullptr) return;
  const Request& request = m.memory.requests.at(settled->request);
  if (request.receipt) return;
  const DutyOwner owner = guardian_of(*m.ward, request.requester) != nullptr ? DutyOwner::guardian : DutyOwner::trust_officer;
  out.owe(m.about, DutyKind::receipt, owner, "RF06", settled->value_date + m.book.receipt_days).request = settled->request;
  out.allow("receipt_due", "RF06");
}

}  // namespace reference
