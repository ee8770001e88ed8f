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
using ProposalId = std::uint64_t;        ///< the number of the entry that opened it

/// HMAC-SHA-256 under the ledger's matching key, first 16 bytes: equality without the plain value (design §3).
using MarkValue = std::array<std::uint8_t, 16>;
enum class MarkKind : std::uint8_t { name = 1, address = 2, phone = 3, device = 4, account = 5, bank_reference = 6, document = 7 };
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
enum class SubjectKind : std::uint8_t { ledger = 1, pool = 2, order = 3, ward = 4 };
struct Subject {
  SubjectKind kind = SubjectKind::ledger;
  std::array<std::uint8_t, 16> id{};
  auto operator<=>(const Subject&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "kind", &Subject::kind);
    v(2, "id", &Subject::id);
  }
};
inline Subject subject(WardId id) { return {SubjectKind::ward, id.bytes}; }
inline Subject subject(PoolId id) { return {SubjectKind::pool, id.bytes}; }
inline Subject subject(OrderId id) { return {SubjectKind::order, id.bytes}; }

enum class Mode : std::uint8_t { sandbox = 1, production = 2 };

enum class Role : std::uint8_t {
  bank_system = 1, trust_officer = 2, social_worker = 3, releaser = 4, compliance = 5, guardian = 6, auditor = 7, administrator = 8,
};

/// Rank of evidence of a birth date, best first. R05; People v. Pruna, G.R. 138471.
enum class EvidenceRank : std::uint8_t { birth_certificate = 1, philsys = 2, baptismal = 3, school_record = 4, affidavit = 5, estimate = 6 };
enum class Residence : std::uint8_t { philippines = 1, abroad = 2 };
enum class GuardianKind : std::uint8_t { parent = 1, court_appointed = 2 };
enum class AdverseStatus : std::uint8_t { alleged = 1, charged = 2, convicted = 3 };  ///< R26
/// R46: only products the child or a relative can not draw on alone.
enum class Product : std::uint8_t { pooled_trust = 1, individual_trust = 2, minor_savings = 3, in_trust_for = 4 };

enum class Purpose : std::uint8_t {
  education = 1, medical = 2, therapy = 3, shelter = 4, food_clothing = 5, transport = 6, legal_documents = 7, livelihood = 8,
  real_estate = 9, allowance = 10,
};
enum class PayeeKind : std::uint8_t { school = 1, medical_facility = 2, shop = 3, landlord = 4, institution = 5, person = 6, government = 7, lawyer = 8 };
enum class Rail : std::uint8_t { book_transfer = 1, instapay = 2, pesonet = 3, philpass = 4, swift = 5 };

enum class Tier : std::uint8_t { t0 = 1, t1 = 2, t2 = 3 };
enum class RequestState : std::uint8_t {
  judged = 1, approved = 2, released = 3, handed_over = 4, settled = 5, cancelled = 6, returned = 7,
};
enum class ProposalState : std::uint8_t { open = 1, executed = 2, expired = 3, cancelled = 4 };

/// Duties with a due date and an owner.
enum class Duty : std::uint8_t {
  inventory = 1, property_report = 2, annual_account = 3, covered_transaction_report = 4, payor_notice = 5, bond = 6,
  suspense_review = 7,
};
enum class DutyOwner : std::uint8_t { guardian = 1, trust_officer = 2, compliance = 3, court = 4 };

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
KATIWALA_NAMES(custody::MarkKind, 7, {N::name, "name"}, {N::address, "address"}, {N::phone, "phone"}, {N::device, "device"},
               {N::account, "account"}, {N::bank_reference, "bank_reference"}, {N::document, "document"})
KATIWALA_NAMES(custody::SubjectKind, 4, {N::ledger, "ledger"}, {N::pool, "pool"}, {N::order, "order"}, {N::ward, "ward"})
KATIWALA_NAMES(custody::KeyStanding, 3, {N::active, "active"}, {N::retired, "retired"}, {N::compromised, "compromised"})
KATIWALA_NAMES(custody::Mode, 2, {N::sandbox, "sandbox"}, {N::production, "production"})
KATIWALA_NAMES(custody::Role, 8, {N::bank_system, "bank_system"}, {N::trust_officer, "trust_officer"}, {N::social_worker, "social_worker"},
               {N::releaser, "releaser"}, {N::compliance, "compliance"}, {N::guardian, "guardian"}, {N::auditor, "auditor"},
               {N::administrator, "administrator"})
KATIWALA_NAMES(custody::EvidenceRank, 6, {N::birth_certificate, "birth_certificate"}, {N::philsys, "philsys"}, {N::baptismal, "baptismal"},
               {N::school_record, "school_record"}, {N::affidavit, "affidavit"}, {N::estimate, "estimate"})
KATIWALA_NAMES(custody::Residence, 2, {N::philippines, "philippines"}, {N::abroad, "abroad"})
KATIWALA_NAMES(custody::GuardianKind, 2, {N::parent, "parent"}, {N::court_appointed, "court_appointed"})
KATIWALA_NAMES(custody::AdverseStatus, 3, {N::alleged, "alleged"}, {N::charged, "charged"}, {N::convicted, "convicted"})
KATIWALA_NAMES(custody::Product, 4, {N::pooled_trust, "pooled_trust"}, {N::individual_trust, "individual_trust"},
               {N::minor_savings, "minor_savings"}, {N::in_trust_for, "in_trust_for"})
KATIWALA_NAMES(custody::Purpose, 10, {N::education, "education"}, {N::medical, "medical"}, {N::therapy, "therapy"}, {N::shelter, "shelter"},
               {N::food_clothing, "food_clothing"}, {N::transport, "transport"}, {N::legal_documents, "legal_documents"},
               {N::livelihood, "livelihood"}, {N::real_estate, "real_estate"}, {N::allowance, "allowance"})
KATIWALA_NAMES(custody::PayeeKind, 8, {N::school, "school"}, {N::medical_facility, "medical_facility"}, {N::shop, "shop"},
               {N::landlord, "landlord"}, {N::institution, "institution"}, {N::person, "person"}, {N::government, "government"},
               {N::lawyer, "lawyer"})
KATIWALA_NAMES(custody::Rail, 5, {N::book_transfer, "book_transfer"}, {N::instapay, "instapay"}, {N::pesonet, "pesonet"},
               {N::philpass, "philpass"}, {N::swift, "swift"})
KATIWALA_NAMES(custody::Tier, 3, {N::t0, "T0"}, {N::t1, "T1"}, {N::t2, "T2"})
KATIWALA_NAMES(custody::RequestState, 7, {N::judged, "judged"}, {N::approved, "approved"}, {N::released, "released"},
               {N::handed_over, "handed_over"}, {N::settled, "settled"}, {N::cancelled, "cancelled"}, {N::returned, "returned"})
KATIWALA_NAMES(custody::ProposalState, 4, {N::open, "open"}, {N::executed, "executed"}, {N::expired, "expired"}, {N::cancelled, "cancelled"})
KATIWALA_NAMES(custody::Duty, 7, {N::inventory, "inventory"}, {N::property_report, "property_report"}, {N::annual_account, "annual_account"},
               {N::covered_transaction_report, "covered_transaction_report"}, {N::payor_notice, "payor_notice"}, {N::bond, "bond"},
               {N::suspense_review, "suspense_review"})
KATIWALA_NAMES(custody::DutyOwner, 4, {N::guardian, "guardian"}, {N::trust_officer, "trust_officer"}, {N::compliance, "compliance"},
               {N::court, "court"})
}  // namespace katiwala
