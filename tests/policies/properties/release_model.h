/// The day she comes of age, and her money on it: what may be known of it, written once more, and the small model that is searched.
///
/// The ward of the model is born on 29 February 2008: of age on Sunday 1 March 2026, or on Saturday 28 February by the other leap rule.
#pragma once

#include "tests/policies/properties/agreement.h"
#include "tests/policies/properties/figures.h"

namespace katiwala::policies::properties {

inline const PayeeId kHerAccount = id<PayeeId>(0x64);

/// What stands on record of her birth, from her opening and the facts that were agreed to and not ended.
struct Birth {
  CivilDate latest;
  EvidenceRank rank = EvidenceRank::birth_certificate;
  bool dated_finding = false;            ///< a court's, that names dates
  std::optional<CivilDate> found_of_age; ///< a court's, that names none: from when
};
Birth birth_on_record(const Ward& ward, const OpenWard& opened, CivilDate today);
/// The first day on which she is of age by what is proven; nullopt: it is not.
std::optional<CivilDate> of_age_from(const Birth& birth, const Figures& figures);
/// The first day on which she may be paid: of age by the latest of what is plausible, and that proven. nullopt: not yet on any.
std::optional<CivilDate> payable_from(const Birth& birth, const Figures& figures);

/// Friday 27 February 2026, 09:00: everything there but what must come from her, a court or the bank's people. Her money: 100,000.00.
const Story& eve_of_majority();
/// Monday 2 March 2026, 09:00: of age, her identity proved, her election made.
const Story& morning_after();
const OpenWard& her_opening();

/// "" or what does not hold: her age and her date move only by a quorum or by the day itself, and nothing is paid to her before she may be.
std::string release_holds(const Happened& h);
/// Everybody does at once what they can to pay her now: it is paid exactly where it may be. "" or what went wrong.
std::string paid_when_due(const State& state, Instant now, const Decide& decide);

/// A model with her, in the given slots; nobody acts yet.
Model release_model(const Story& from, const std::vector<Instant>& later);

// What may be said in it.
RecordFact birth_certificate(std::string_view born);
RecordFact affidavit(std::string_view born);
RecordFact found_of_age(std::string_view since);
RecordFact found_born(std::string_view born);
/// The first fact of that kind that stands is true no more.
std::optional<Command> fact_ended(const State& state, FactKind kind);
RecordFact identity();
RecordFact plain_fact(FactKind kind, std::string_view since);
RecordElection election(Election what);
RequestDisbursement asks(std::uint8_t number, std::string_view amount, const PayeeId& payee, Purpose purpose, std::optional<CourtOrderId> order = std::nullopt);
Release lets_go(std::uint8_t number);
Settle pays(std::uint8_t number, std::string_view amount, Instant now);
AdoptRulebook other_rulebook(std::string_view rule, std::string_view name, std::string_view value);

}  // namespace katiwala::policies::properties
