// R61  After her death her money is her estate's: paid to who represents it or whom a court names, under a court's order, and to nobody
//      else.  s.25; CC 1032.
//
// The record of a death ends every guardian's authority, freezes the money and cancels what was asked for (the plan of record_fact);
// notice to the court is R63's. From then on, on the day itself too:
//   a guardian's act, an appointment, an election     denied: WARD_DIED
//   a payment                                         denied, ESTATE_ONLY, unless its purpose is the estate, the payee is of kind estate, a court's
//                                                     order is named, and the payee's person is the estate's recorded representative or
//                                                     the order names that payee
//   to an heir found unworthy                         denied and, unseen by the others, a case for compliance
// A death that has not happened yet is not recorded.
#include "policies/rules/asking.h"
#include "policies/rules/facts.h"

namespace katiwala::policies::r61_death {
namespace {

using namespace custody;

/// What an estate's payment lacks; empty if nothing.
std::string_view lacking(const Matter& m, const Payment& asked, const Payee& payee) {
  if (asked.purpose != Purpose::estate) return "purpose";
  if (payee.payee_kind != PayeeKind::estate) return "payee_kind";
  const CourtOrder* order = asked.court_order ? find_court_order(*m.ward, *asked.court_order) : nullptr;
  if (order == nullptr) return "court_order";
  if (order->payee == payee.id) return {};
  const WardFact* representative = fact_in_force(m.ward->facts, FactKind::estate_representative, m.today);
  return representative != nullptr && representative->person == payee.person ? std::string_view() : std::string_view("representative");
}

bool is_unworthy(const Matter& m, const PersonId& person) {
  if (m.protection == nullptr) return false;
  for (const WardFact& f : m.protection->facts) {
    if (f.fact == FactKind::unworthy_heir && f.person == person && !f.ended && f.since <= m.today && (!f.until || *f.until >= m.today)) return true;
  }
  return false;
}

Verdict on_payment(const Matter& m, const Payment& asked) {
  const Payee* payee = payee_of(m, asked);
  if (payee == nullptr) return deny(Code::ESTATE_ONLY, {fact("lacking", "payee")});
  const std::string_view missing = lacking(m, asked, *payee);
  if (!missing.empty()) return deny(Code::ESTATE_ONLY, {fact("lacking", missing)});
  if (!is_unworthy(m, payee->person)) return allow("paid_to_her_estate", {fact("died", *m.ward->died)});
  Verdict verdict = deny(Code::ESTATE_ONLY, {fact("lacking", "payee")});
  verdict.raised.push_back({watch_of(m.ward->id), {fact("payee", "found unworthy to inherit")}, true, asked.id, std::nullopt});
  return verdict;
}

Verdict judge(const Matter& m) {
  if (m.ward == nullptr) return silent();
  if (const auto* c = m.as<RecordFact>()) {
    const bool ahead = c->fact == FactKind::death && c->since > m.today;
    return ahead ? deny(Code::FIELD_INVALID, {fact("field", "since"), fact("today", m.today)}) : silent();
  }
  const auto asked = payment(m);
  const auto* purpose_estate = asked && asked->purpose == Purpose::estate ? &*asked : nullptr;
  if (!m.ward->died) return purpose_estate == nullptr ? silent() : deny(Code::ESTATE_ONLY, {fact("died", "not recorded")});
  if (asked) return is_guardian_act(m) ? deny(Code::WARD_DIED, {fact("died", *m.ward->died)}) : on_payment(m, *asked);
  if (is_guardian_act(m) || m.as<AppointGuardian>() != nullptr || m.as<RecordElection>() != nullptr) {
    return deny(Code::WARD_DIED, {fact("died", *m.ward->died)});
  }
  return silent();
}

}  // namespace
}  // namespace katiwala::policies::r61_death

KATIWALA_RULE(R61, r61_death, {}, judge, hears<RecordFact, AppointGuardian, RecordElection, GuardianAct>())
