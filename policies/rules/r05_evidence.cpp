// R05  How well a birth date is proven decides what may follow from it: birth certificate and PhilSys, then baptismal and school
//      records, prove it; an affidavit or an estimate does not.  Pruna G.R. 138471; EO 162.
//
// Nothing is paid to herself on a rank worse than `min_rank_release` ("AUTHENTIC_DOC": down to a school record, that rank included;
// "BIRTH_CERT": birth certificate or PhilSys alone), unless a court has found her age. Until then a child without papers is kept an account all
// the same:
//   opening   somebody vouches for her, with a document: a court, the DSWD or an accredited agency; or two different witnesses. Her
//             papers are then owed within `age_proof_months`.
//   paying    in the lowest tier alone, and to who renders the service: no person, guardian, e-wallet or cash, and not to herself. What a
//             court's order names is the court's decision and passes, as do payments after death (R61), claims and tax.
//   witnesses who vouched in place of an authority is not appointed her guardian; one who turns out adverse to her is an alert.
//   evidence  better or equal evidence takes the place of what was known and, once it proves her age, closes what was owed; worse is
//             kept and changes nothing. Evidence that claims to be a document comes with one.
//   a court's finding that named dates is not ended but by what takes its place: what was known before it is on record no more, and the
//             dates of a finding that is true no more would stand without anything that proves them.
// This file also speaks what is practice of the handover at 18 and has no rule number (handover.h): the notice `majority_notice_days` before, her
// identity proved anew, her own election.
#include <algorithm>

#include "policies/rules/age.h"
#include "policies/rules/handover.h"

namespace katiwala::policies::r05_evidence {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"min_rank_release", ParameterType::text},
                                           {"age_proof_months", ParameterType::integer},
                                           {"majority_notice_days", ParameterType::integer},
                                           {"identity_days", ParameterType::integer}};

/// The authority that vouched; nullptr without one. Its word is a document.
const Vouching* authority(const std::vector<Vouching>& vouched) {
  const auto found = std::find_if(vouched.begin(), vouched.end(), [](const Vouching& v) { return v.voucher != VoucherKind::two_witnesses && v.document; });
  return found == vouched.end() ? nullptr : &*found;
}

bool is_witness(const std::vector<Vouching>& vouched, const PersonId& person) {
  return std::any_of(vouched.begin(), vouched.end(), [&](const Vouching& v) { return v.voucher == VoucherKind::two_witnesses && v.person == person; });
}

/// Two different persons among them.
bool two_witnesses(const std::vector<Vouching>& vouched) {
  const PersonId* first = nullptr;
  for (const Vouching& v : vouched) {
    if (v.voucher != VoucherKind::two_witnesses || v.person.is_zero()) continue;
    if (first != nullptr && *first != v.person) return true;
    first = &v.person;
  }
  return false;
}

Verdict on_opening(const Matter& m, const OpenWard& opening) {
  Verdict verdict;
  if (const auto majority = majority_day(opening.born_latest, m.rulebook)) announce_majority(m, opening.ward, *majority, verdict);
  if (is_proven({opening.born_earliest, opening.born_latest, opening.evidence, false, std::nullopt}, m.rulebook)) return verdict;
  const Vouching* by = authority(opening.vouched);
  if (by == nullptr && !two_witnesses(opening.vouched)) {
    return deny(Code::AGE_NOT_PROVEN, {fact("evidence", name(opening.evidence)), fact("vouched", "by nobody who may")});
  }
  const CivilDate due = add_months(m.today, std::max(1, bounded(m.rulebook, "R05", "age_proof_months")));
  const VoucherKind kind = by == nullptr ? VoucherKind::two_witnesses : by->voucher;
  verdict.reason = allow("vouched_for", {fact("evidence", name(opening.evidence)), fact("by", name(kind)), fact("age_proof_due", due)}).reason;
  verdict.duties.push_back({subject(opening.ward), Duty::age_proof, DutyOwner::trust_officer, due});
  return verdict;
}

bool plans_closing(const Matter& m, std::uint32_t number) {
  bool planned = false;
  for_each_planned<ObligationClosed>(m, [&](const Subject& about, const ObligationClosed& e) {
    planned = planned || (about == subject(m.ward->id) && e.number == number);
  });
  return planned;
}

/// What was owed is there.
void close(const Matter& m, Duty duty, Verdict& verdict) {
  for (const Obligation& o : m.ward->obligations) {
    if (o.duty != duty || o.closed || plans_closing(m, o.number)) continue;
    verdict.effects.push_back({subject(m.ward->id), ObligationClosed{o.number, m.today}});
  }
}

Verdict on_birth(const Matter& m, const WardFact& recorded, const Birth& birth) {
  if (auto refused = refuse_birth(recorded, m.today, m.rulebook)) return *std::move(refused);
  if (recorded.fact == FactKind::birth_evidence && *recorded.evidence > m.ward->evidence) {
    return allow("evidence_kept_as_it_was", {fact("recorded", name(*recorded.evidence)), fact("evidence", name(m.ward->evidence))});
  }
  Verdict verdict;
  const auto majority = majority_of(birth, m.rulebook);
  if (majority && !m.ward->adult) announce_majority(m, m.ward->id, majority->proven.value_or(majority->latest), verdict);
  if (!is_proven(birth, m.rulebook)) return verdict;
  verdict.reason = allow("age_proven", {recorded.fact == FactKind::birth_evidence ? fact("evidence", name(birth.evidence)) : fact("found_by", "court")}).reason;
  close(m, Duty::age_proof, verdict);
  return verdict;
}

Verdict on_fact(const Matter& m, const WardFact& recorded) {
  if (recorded.fact == FactKind::birth_evidence || recorded.fact == FactKind::age_found_by_court) {
    const auto birth = planned_birth(m);
    return birth ? on_birth(m, recorded, *birth) : silent();
  }
  if (recorded.fact != FactKind::identity_proved || !m.ward->adult) return silent();
  Verdict verdict;
  close(m, Duty::identity_proof, verdict);
  return verdict;
}

Verdict on_unproven_payment(const Matter& m, const Payment& asked) {
  if (asked.court_order || asked.purpose == Purpose::estate || asked.purpose == Purpose::claim || asked.purpose == Purpose::tax) return silent();
  if (m.tier > Tier::t0) return deny(Code::AGE_NOT_PROVEN, {fact("evidence", name(m.ward->evidence)), fact("tier", name(m.tier))});
  const Payee* payee = payee_of(m, asked);
  if (payee == nullptr) return silent();  // refused before
  switch (payee->payee_kind) {
    case PayeeKind::person:
    case PayeeKind::guardian:
    case PayeeKind::e_wallet:
    case PayeeKind::cash:
      return deny(Code::AGE_NOT_PROVEN, {fact("evidence", name(m.ward->evidence)), fact("payee_kind", name(payee->payee_kind))});
    default: return silent();
  }
}

Verdict on_payment(const Matter& m, const Payment& asked) {
  const bool proven = is_proven(birth_of(*m.ward, m.today), m.rulebook);
  if (!is_release(m, asked)) return proven ? silent() : on_unproven_payment(m, asked);
  if (!proven) return deny(Code::AGE_NOT_PROVEN, {fact("evidence", name(m.ward->evidence))});
  const auto majority = majority_of(birth_of(*m.ward, m.today), m.rulebook);
  if (!majority || !m.ward->adult) return silent();  // R06
  return handover_gate(m, asked, *majority->proven).value_or(silent());
}

Verdict on_appointment(const Matter& m, const PersonId& person) {
  if (is_proven(birth_of(*m.ward, m.today), m.rulebook) || authority(m.ward->vouched) != nullptr || !is_witness(m.ward->vouched, person)) return silent();
  return deny(Code::AGE_NOT_PROVEN, {fact("evidence", name(m.ward->evidence)), fact("witness", "would be her guardian")});
}

Verdict on_adverse(const Matter& m, const PersonId& person) {
  if (is_proven(birth_of(*m.ward, m.today), m.rulebook) || !is_witness(m.ward->vouched, person)) return silent();
  Verdict verdict;
  verdict.effects.push_back({protection_of(m.ward->id), AlertRaised{"R05", "WITNESS_IS_ADVERSE"}});
  return verdict;
}

/// Of facts that name her birth dates, and are taken in (see birth_of).
bool names_dates(const WardFact& f, const Ward& ward) {
  if (!f.born_latest) return false;
  return f.fact == FactKind::age_found_by_court || (f.fact == FactKind::birth_evidence && f.evidence && *f.evidence <= ward.evidence);
}

/// A finding is ended whose dates are what is known of her birth, and nothing comes in its place.
std::optional<Verdict> leaves_dates_unproven(const Matter& m) {
  const WardFact* ended = nullptr;
  bool replaced = false;
  for_each_planned<FactEnded>(m, [&](const Subject& about, const FactEnded& e) {
    if (about == subject(m.ward->id)) ended = find_fact(m.ward->facts, e.number);
  });
  if (ended == nullptr || ended->fact != FactKind::age_found_by_court || !ended->born_latest) return std::nullopt;
  for (const WardFact& later : m.ward->facts)
    replaced = replaced || (later.number > ended->number && !later.ended && names_dates(later, *m.ward));
  for_each_planned<FactRecorded>(m, [&](const Subject&, const FactRecorded& e) { replaced = replaced || names_dates(e.fact, *m.ward); });
  if (replaced) return std::nullopt;
  return deny(Code::FACT_INCOMPLETE, {fact("missing", "birth dates"), fact("ends", static_cast<std::int64_t>(ended->number))});
}

Verdict judge(const Matter& m) {
  if (m.as<Tick>() != nullptr) return on_majority_notice(m);
  const auto* opening = m.as<OpenWard>();
  const auto* appointment = m.as<AppointGuardian>();
  const auto* adverse = m.as<RecordAdverse>();
  const bool facts = m.as<RecordFact>() != nullptr;
  const Payment* asked = m.ward == nullptr ? nullptr : payment(m);
  if (opening == nullptr && (m.ward == nullptr || !(facts || asked || appointment != nullptr || adverse != nullptr))) return silent();
  if (!least_evidence(m.rulebook)) return deny_parameter("R05", "min_rank_release", m.rulebook.text("R05", "min_rank_release"));
  if (opening != nullptr) return on_opening(m, *opening);
  if (asked) return on_payment(m, *asked);
  if (appointment != nullptr) return on_appointment(m, appointment->person);
  if (adverse != nullptr) return on_adverse(m, adverse->person);
  if (auto denial = leaves_dates_unproven(m)) return *std::move(denial);
  Verdict verdict;
  for_each_planned<FactRecorded>(m, [&](const Subject&, const FactRecorded& e) { verdict = on_fact(m, e.fact); });
  return verdict;
}

}  // namespace
}  // namespace katiwala::policies::r05_evidence

KATIWALA_RULE(R05, r05_evidence, kParameters, judge, hears<Tick, OpenWard, RequestDisbursement, RecordFact, AppointGuardian, RecordAdverse>())
