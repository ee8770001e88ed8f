/// The words of the trust: identifiers, roles, purposes, kinds. Numbers are in the record, so they are for ever; names are
/// what the door, the scenario files and people see.
#pragma once

#include <cstdint>

#include "ledger/base/bytes.h"
#include "ledger/base/named.h"

namespace katiwala::custody {

// Random pseudonyms. A person (natural or legal) has one PersonId however many keys, roles or wards.
struct PersonTag {};
struct PrincipalTag {};
struct WardTag {};
struct PoolTag {};
struct OrderTag {};
struct AwardTag {};
struct CourtOrderTag {};
struct PayeeTag {};
struct CreditTag {};
struct RequestTag {};
struct VaultItemTag {};
struct FreezeTag {};
struct BudgetTag {};
struct IncidentTag {};
struct PaymentFileTag {};
struct OpeningTag {};
struct RecallTag {};
using PersonId = Id<PersonTag>;
using PrincipalId = Id<PrincipalTag>;
using WardId = Id<WardTag>;
using PoolId = Id<PoolTag>;
using OrderId = Id<OrderTag>;            ///< a foreign court's restitution order, with one award a victim
using AwardId = Id<AwardTag>;            ///< one ward's share of it
using CourtOrderId = Id<CourtOrderTag>;  ///< a Philippine court's order allowing an expense
using PayeeId = Id<PayeeTag>;
using CreditId = Id<CreditTag>;
using RequestId = Id<RequestTag>;
using FreezeId = Id<FreezeTag>;
using BudgetId = Id<BudgetTag>;
using IncidentId = Id<IncidentTag>;
using PaymentFileId = Id<PaymentFileTag>;  ///< of a file that goes to the bank: the hexadecimal digits of its message id
using OpeningId = Id<OpeningTag>;  ///< of opening balances that are brought in together
using RecallId = Id<RecallTag>;
using ProposalId = std::uint64_t;        ///< the number of the entry that opened it

/// HMAC-SHA-256 under the ledger's matching key, first 16 bytes: equality without the plain value (docs/format.md).
using MarkValue = std::array<std::uint8_t, 16>;
enum class MarkKind : std::uint8_t {
  name = 1, address = 2, phone = 3, device = 4, account = 5, bank_reference = 6, document = 7, invoice_number = 8,
};
struct Mark {
  MarkKind kind = MarkKind::account;
  MarkValue value{};
  bool operator==(const Mark&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "kind", &Mark::kind);
    v(2, "value", &Mark::value);
  }
};

/// What an entry says of an item in the vault.
struct VaultRef {
  Id<VaultItemTag> item;
  Digest digest{};
  bool operator==(const VaultRef&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "item", &VaultRef::item);
    v(2, "digest", &VaultRef::digest);
  }
};

/// What a part is about.
enum class SubjectKind : std::uint8_t { ledger = 1, pool = 2, order = 3, ward = 4, protection = 5, watch = 6 };
struct Subject {
  SubjectKind kind = SubjectKind::ledger;
  std::array<std::uint8_t, 16> id{};
  auto operator<=>(const Subject&) const = default;
  bool operator==(const Subject& other) const noexcept { return kind == other.kind && equal_ids(id, other.id); }
  template <class V>
  static void fields(V& v) {
    v(1, "kind", &Subject::kind);
    v(2, "id", &Subject::id);
  }
};
inline Subject subject(WardId id) { return {SubjectKind::ward, id.bytes}; }
inline Subject subject(PoolId id) { return {SubjectKind::pool, id.bytes}; }
inline Subject subject(OrderId id) { return {SubjectKind::order, id.bytes}; }
/// What the bank's people know of the danger around a ward: never her guardian. The ward's id, another kind.
inline Subject protection_of(WardId id) { return {SubjectKind::protection, id.bytes}; }
/// What compliance alone knows (R38): of a ward, or of a pool (credits that nobody can place). The ward's or pool's id, another kind.
inline Subject watch_of(WardId id) { return {SubjectKind::watch, id.bytes}; }
inline Subject watch_of(PoolId id) { return {SubjectKind::watch, id.bytes}; }
/// Sealed at rest, each under a key of its own.
constexpr bool is_sealed(SubjectKind kind) { return kind == SubjectKind::ward || kind == SubjectKind::protection || kind == SubjectKind::watch; }

enum class Mode : std::uint8_t { sandbox = 1, production = 2 };

enum class Role : std::uint8_t {
  bank_system = 1, trust_officer = 2, social_worker = 3, releaser = 4, compliance = 5, guardian = 6, auditor = 7, administrator = 8,
  ward = 9,                 ///< herself, of age
  guardian_ad_litem = 10,   ///< sees and objects, never moves money (R28)
  court_recorder = 11,      ///< of the court that oversees a ward: sees her, and records what that court has ordered
  foreign_court_reader = 12,  ///< of a court that awarded: reads what came in on its own orders, and nothing of anybody else (R59)
};

/// Rank of evidence of a birth date, best first. R05; People v. Pruna, G.R. 138471.
enum class EvidenceRank : std::uint8_t { birth_certificate = 1, philsys = 2, baptismal = 3, school_record = 4, affidavit = 5, estimate = 6 };
enum class Residence : std::uint8_t { philippines = 1, abroad = 2 };
enum class GuardianKind : std::uint8_t { parent = 1, court_appointed = 2, institution = 3 };  ///< institution: child-caring agency, trust corporation
enum class ParentKind : std::uint8_t { father = 1, mother = 2 };                              ///< FC 225
enum class GuardianStanding : std::uint8_t { active = 1, suspended = 2, removed = 3, resigned = 4, discharged = 5, ended = 6 };
enum class AdverseStatus : std::uint8_t { alleged = 1, charged = 2, convicted = 3 };  ///< R26
/// R46: only products the child or a relative can not draw on alone.
enum class Product : std::uint8_t { pooled_trust = 1, individual_trust = 2, minor_savings = 3, in_trust_for = 4, basic_deposit = 5 };

enum class Purpose : std::uint8_t {
  education = 1, medical = 2, therapy = 3, shelter = 4, food_clothing = 5, transport = 6, legal_documents = 7, livelihood = 8,
  real_estate = 9, allowance = 10, family_needs = 11, compensation = 12, investment = 13, handover = 14, claim = 15, estate = 16, tax = 17,
};
enum class PayeeKind : std::uint8_t {
  school = 1, medical_facility = 2, shop = 3, landlord = 4, institution = 5, person = 6, government = 7, lawyer = 8, beneficiary = 9, estate = 10,
  payor = 11, e_wallet = 12, cash = 13, guardian = 14, bank_product = 15,
};
enum class Rail : std::uint8_t { book_transfer = 1, instapay = 2, pesonet = 3, philpass = 4, swift = 5 };

enum class Tier : std::uint8_t { t0 = 1, t1 = 2, t2 = 3 };
enum class RequestState : std::uint8_t {
  judged = 1, approved = 2, released = 3, handed_over = 4, settled = 5, cancelled = 6, returned = 7,
};
/// Of a bank that asks for a payment back. Refused is final; what is promised goes back by resolve_credit, or by a payment under the order named.
enum class RecallStanding : std::uint8_t { open = 1, promised = 2, refused = 3 };
enum class ProposalState : std::uint8_t { open = 1, executed = 2, expired = 3, cancelled = 4 };

/// Duties with a due date and an owner.
enum class Duty : std::uint8_t {
  inventory = 1, property_report = 2, annual_account = 3, covered_transaction_report = 4, payor_notice = 5, bond = 6,
  suspense_review = 7, receipt = 8, suspicious_transaction_report = 9, determination = 10, law_enforcement_report = 11, risk_event_report = 12,
  breach_notice = 13, court_notice = 14, final_account = 15, account_review = 16, heartbeat = 17, unclaimed_report = 18, age_proof = 19,
  identity_proof = 20, interview = 21, guardian_review = 22, bond_increase = 23, account_approval = 24, tax_remittance = 25,
  concentration_review = 26, reconciliation = 27,
  credential_notice = 28,  ///< whoever has a part in a person's affairs is told that what she acts with changes
  credential_review = 29,  ///< a passkey that may have been copied
};
enum class DutyOwner : std::uint8_t { guardian = 1, trust_officer = 2, compliance = 3, court = 4, social_worker = 5, ward = 6 };

enum class OrderStanding : std::uint8_t { in_force = 1, stayed = 2, amended = 3, vacated = 4, spent = 5 };
/// Of a foreign order: what the money is (R58, R60).
enum class OrderKind : std::uint8_t { restitution = 1, state_advance = 2, defined_monetary_assistance = 3, civil = 4, settlement = 5 };
/// Who vouches for a child without papers (R05).
enum class VoucherKind : std::uint8_t { court = 1, dswd = 2, accredited_agency = 3, two_witnesses = 4 };
/// What becomes true of a ward. Up to 63 it stands in her own part, from 64 on in her protection file.
enum class FactKind : std::uint8_t {
  birth_evidence = 1, residence = 2, marriage = 3, death = 4, adoption = 5, foster_care = 6, child_welfare_event = 7, incapacity = 8,
  incapacity_petition = 9, age_found_by_court = 10, identity_proved = 11, heartbeat = 12, tax_residence_proof = 13, estate_clearance = 14,
  estate_representative = 15, trust_terms = 16, appeal_pending = 17, restitution_vacated = 18,
  interview_passed = 64, interview_concern = 65, coached = 66, unworthy_heir = 67,
};
constexpr bool is_guarded(FactKind kind) { return static_cast<std::uint8_t>(kind) >= 64; }
enum class RelationKind : std::uint8_t {
  spouse = 1, cohabitant = 2, parent = 3, child = 4, sibling = 5, other_relative = 6, household = 7,
  trustee_related = 8,     ///< RA 8791 s.80; of no ward
  employer = 9,
  guardian_ad_litem = 10,  ///< of this ward: by it that role sees her
  court_recorder = 11,     ///< of her court, likewise
};
enum class FreezeKind : std::uint8_t {
  court = 1, amlc = 2,
  bank = 3,    ///< AFASA, disputed funds
  claim = 4,   ///< of a payor who wants it back (R57)
  death = 5, guardian = 6, review = 7,
};
enum class CaseState : std::uint8_t { open = 1, suspicious = 2, clear = 3, reported = 4, closed = 5 };
enum class IncidentKind : std::uint8_t { personal_data_breach = 1, risk_event = 2 };
enum class ChargeKind : std::uint8_t { bank_charge = 1, trustee_fee = 2 };
enum class Election : std::uint8_t { pay_out = 1, stay = 2 };
enum class CreditEnd : std::uint8_t { returned = 1, third_party = 2 };
enum class RemitAccount : std::uint8_t { tax = 1, fee = 2 };
enum class ReminderKind : std::uint8_t {
  grace = 1, freeze_lapse = 2, review = 3, heartbeat = 4, majority_notice = 5, hours = 6, unclaimed_report = 7, retention = 8, standin = 9,
};

/// Of a key that signs the log's heads.
enum class KeyStanding : std::uint8_t { active = 1, retired = 2, compromised = 3 };

}  // namespace katiwala::custody

namespace katiwala {
#define KATIWALA_NAMES(E, COUNT, ...)                                                      \
  template <>                                                                              \
  struct Names<E> {                                                                        \
    using N = E;                                                                           \
    static constexpr std::array<std::pair<N, std::string_view>, COUNT> rows{{__VA_ARGS__}}; \
  };
KATIWALA_NAMES(custody::MarkKind, 8, {N::name, "name"}, {N::address, "address"}, {N::phone, "phone"}, {N::device, "device"},
               {N::account, "account"}, {N::bank_reference, "bank_reference"}, {N::document, "document"},
               {N::invoice_number, "invoice_number"})
KATIWALA_NAMES(custody::SubjectKind, 6, {N::ledger, "ledger"}, {N::pool, "pool"}, {N::order, "order"}, {N::ward, "ward"},
               {N::protection, "protection"}, {N::watch, "watch"})
KATIWALA_NAMES(custody::KeyStanding, 3, {N::active, "active"}, {N::retired, "retired"}, {N::compromised, "compromised"})
KATIWALA_NAMES(custody::Mode, 2, {N::sandbox, "sandbox"}, {N::production, "production"})
KATIWALA_NAMES(custody::Role, 12, {N::bank_system, "bank_system"}, {N::trust_officer, "trust_officer"}, {N::social_worker, "social_worker"},
               {N::releaser, "releaser"}, {N::compliance, "compliance"}, {N::guardian, "guardian"}, {N::auditor, "auditor"},
               {N::administrator, "administrator"}, {N::ward, "ward"}, {N::guardian_ad_litem, "guardian_ad_litem"},
               {N::court_recorder, "court_recorder"}, {N::foreign_court_reader, "foreign_court_reader"})
KATIWALA_NAMES(custody::EvidenceRank, 6, {N::birth_certificate, "birth_certificate"}, {N::philsys, "philsys"}, {N::baptismal, "baptismal"},
               {N::school_record, "school_record"}, {N::affidavit, "affidavit"}, {N::estimate, "estimate"})
KATIWALA_NAMES(custody::Residence, 2, {N::philippines, "philippines"}, {N::abroad, "abroad"})
KATIWALA_NAMES(custody::GuardianKind, 3, {N::parent, "parent"}, {N::court_appointed, "court_appointed"}, {N::institution, "institution"})
KATIWALA_NAMES(custody::AdverseStatus, 3, {N::alleged, "alleged"}, {N::charged, "charged"}, {N::convicted, "convicted"})
KATIWALA_NAMES(custody::Product, 5, {N::pooled_trust, "pooled_trust"}, {N::individual_trust, "individual_trust"},
               {N::minor_savings, "minor_savings"}, {N::in_trust_for, "in_trust_for"}, {N::basic_deposit, "basic_deposit"})
KATIWALA_NAMES(custody::Purpose, 17, {N::education, "education"}, {N::medical, "medical"}, {N::therapy, "therapy"}, {N::shelter, "shelter"},
               {N::food_clothing, "food_clothing"}, {N::transport, "transport"}, {N::legal_documents, "legal_documents"},
               {N::livelihood, "livelihood"}, {N::real_estate, "real_estate"}, {N::allowance, "allowance"},
               {N::family_needs, "family_needs"}, {N::compensation, "compensation"}, {N::investment, "investment"},
               {N::handover, "handover"}, {N::claim, "claim"}, {N::estate, "estate"}, {N::tax, "tax"})
KATIWALA_NAMES(custody::PayeeKind, 15, {N::school, "school"}, {N::medical_facility, "medical_facility"}, {N::shop, "shop"},
               {N::landlord, "landlord"}, {N::institution, "institution"}, {N::person, "person"}, {N::government, "government"},
               {N::lawyer, "lawyer"}, {N::beneficiary, "beneficiary"}, {N::estate, "estate"}, {N::payor, "payor"},
               {N::e_wallet, "e_wallet"}, {N::cash, "cash"}, {N::guardian, "guardian"}, {N::bank_product, "bank_product"})
KATIWALA_NAMES(custody::Rail, 5, {N::book_transfer, "book_transfer"}, {N::instapay, "instapay"}, {N::pesonet, "pesonet"},
               {N::philpass, "philpass"}, {N::swift, "swift"})
KATIWALA_NAMES(custody::Tier, 3, {N::t0, "T0"}, {N::t1, "T1"}, {N::t2, "T2"})
KATIWALA_NAMES(custody::RequestState, 7, {N::judged, "judged"}, {N::approved, "approved"}, {N::released, "released"},
               {N::handed_over, "handed_over"}, {N::settled, "settled"}, {N::cancelled, "cancelled"}, {N::returned, "returned"})
KATIWALA_NAMES(custody::ProposalState, 4, {N::open, "open"}, {N::executed, "executed"}, {N::expired, "expired"}, {N::cancelled, "cancelled"})
KATIWALA_NAMES(custody::Duty, 29, {N::inventory, "inventory"}, {N::property_report, "property_report"},
               {N::annual_account, "annual_account"}, {N::covered_transaction_report, "covered_transaction_report"},
               {N::payor_notice, "payor_notice"}, {N::bond, "bond"}, {N::suspense_review, "suspense_review"}, {N::receipt, "receipt"},
               {N::suspicious_transaction_report, "suspicious_transaction_report"}, {N::determination, "determination"},
               {N::law_enforcement_report, "law_enforcement_report"}, {N::risk_event_report, "risk_event_report"},
               {N::breach_notice, "breach_notice"}, {N::court_notice, "court_notice"}, {N::final_account, "final_account"},
               {N::account_review, "account_review"}, {N::heartbeat, "heartbeat"}, {N::unclaimed_report, "unclaimed_report"},
               {N::age_proof, "age_proof"}, {N::identity_proof, "identity_proof"}, {N::interview, "interview"},
               {N::guardian_review, "guardian_review"}, {N::bond_increase, "bond_increase"}, {N::account_approval, "account_approval"},
               {N::tax_remittance, "tax_remittance"}, {N::concentration_review, "concentration_review"},
               {N::reconciliation, "reconciliation"}, {N::credential_notice, "credential_notice"},
               {N::credential_review, "credential_review"})
KATIWALA_NAMES(custody::DutyOwner, 6, {N::guardian, "guardian"}, {N::trust_officer, "trust_officer"}, {N::compliance, "compliance"},
               {N::court, "court"}, {N::social_worker, "social_worker"}, {N::ward, "ward"})
KATIWALA_NAMES(custody::ParentKind, 2, {N::father, "father"}, {N::mother, "mother"})
KATIWALA_NAMES(custody::GuardianStanding, 6, {N::active, "active"}, {N::suspended, "suspended"}, {N::removed, "removed"},
               {N::resigned, "resigned"}, {N::discharged, "discharged"}, {N::ended, "ended"})
KATIWALA_NAMES(custody::OrderStanding, 5, {N::in_force, "in_force"}, {N::stayed, "stayed"}, {N::amended, "amended"},
               {N::vacated, "vacated"}, {N::spent, "spent"})
KATIWALA_NAMES(custody::OrderKind, 5, {N::restitution, "restitution"}, {N::state_advance, "state_advance"},
               {N::defined_monetary_assistance, "defined_monetary_assistance"}, {N::civil, "civil"}, {N::settlement, "settlement"})
KATIWALA_NAMES(custody::VoucherKind, 4, {N::court, "court"}, {N::dswd, "dswd"}, {N::accredited_agency, "accredited_agency"},
               {N::two_witnesses, "two_witnesses"})
KATIWALA_NAMES(custody::FactKind, 22, {N::birth_evidence, "birth_evidence"}, {N::residence, "residence"}, {N::marriage, "marriage"},
               {N::death, "death"}, {N::adoption, "adoption"}, {N::foster_care, "foster_care"},
               {N::child_welfare_event, "child_welfare_event"}, {N::incapacity, "incapacity"},
               {N::incapacity_petition, "incapacity_petition"}, {N::age_found_by_court, "age_found_by_court"},
               {N::identity_proved, "identity_proved"}, {N::heartbeat, "heartbeat"}, {N::tax_residence_proof, "tax_residence_proof"},
               {N::estate_clearance, "estate_clearance"}, {N::estate_representative, "estate_representative"},
               {N::trust_terms, "trust_terms"}, {N::appeal_pending, "appeal_pending"}, {N::restitution_vacated, "restitution_vacated"},
               {N::interview_passed, "interview_passed"}, {N::interview_concern, "interview_concern"}, {N::coached, "coached"},
               {N::unworthy_heir, "unworthy_heir"})
KATIWALA_NAMES(custody::RelationKind, 11, {N::spouse, "spouse"}, {N::cohabitant, "cohabitant"}, {N::parent, "parent"}, {N::child, "child"},
               {N::sibling, "sibling"}, {N::other_relative, "other_relative"}, {N::household, "household"},
               {N::trustee_related, "trustee_related"}, {N::employer, "employer"}, {N::guardian_ad_litem, "guardian_ad_litem"},
               {N::court_recorder, "court_recorder"})
KATIWALA_NAMES(custody::FreezeKind, 7, {N::court, "court"}, {N::amlc, "amlc"}, {N::bank, "bank"}, {N::claim, "claim"}, {N::death, "death"},
               {N::guardian, "guardian"}, {N::review, "review"})
KATIWALA_NAMES(custody::CaseState, 5, {N::open, "open"}, {N::suspicious, "suspicious"}, {N::clear, "clear"}, {N::reported, "reported"},
               {N::closed, "closed"})
KATIWALA_NAMES(custody::IncidentKind, 2, {N::personal_data_breach, "personal_data_breach"}, {N::risk_event, "risk_event"})
KATIWALA_NAMES(custody::ChargeKind, 2, {N::bank_charge, "bank_charge"}, {N::trustee_fee, "trustee_fee"})
KATIWALA_NAMES(custody::Election, 2, {N::pay_out, "pay_out"}, {N::stay, "stay"})
KATIWALA_NAMES(custody::RecallStanding, 3, {N::open, "open"}, {N::promised, "promised"}, {N::refused, "refused"})
KATIWALA_NAMES(custody::CreditEnd, 2, {N::returned, "returned"}, {N::third_party, "third_party"})
KATIWALA_NAMES(custody::RemitAccount, 2, {N::tax, "tax"}, {N::fee, "fee"})
KATIWALA_NAMES(custody::ReminderKind, 9, {N::grace, "grace"}, {N::freeze_lapse, "freeze_lapse"}, {N::review, "review"},
               {N::heartbeat, "heartbeat"}, {N::majority_notice, "majority_notice"}, {N::hours, "hours"},
               {N::unclaimed_report, "unclaimed_report"}, {N::retention, "retention"}, {N::standin, "standin"})
}  // namespace katiwala
