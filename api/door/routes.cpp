#include "api/door/routes.h"

#include "api/door/balances.h"
#include "api/door/bulk.h"
#include "api/door/events.h"
#include "api/door/read_daily.h"
#include "api/door/webhooks.h"

namespace katiwala::api::door {
namespace {

using custody::Role;

/// Those from outside who see wards. A foreign court's reader sees none, and of everything else his orders alone: he is in no set but his own.
constexpr Roles kOutside = static_cast<Roles>(only(Role::guardian) | only(Role::ward) | only(Role::guardian_ad_litem) | only(Role::court_recorder));
constexpr Roles kReader = only(Role::foreign_court_reader);
constexpr Roles kNoReader = static_cast<Roles>(kEverybody & ~kReader);
constexpr Roles kInspecting = static_cast<Roles>(only(Role::compliance) | only(Role::auditor));
constexpr Roles kCaring = static_cast<Roles>(kInspecting | only(Role::trust_officer) | only(Role::social_worker));
constexpr Roles kBank = only(Role::bank_system);
constexpr Roles kInside = static_cast<Roles>(kNoReader & ~kOutside);
constexpr Roles kNoBank = static_cast<Roles>(kNoReader & ~kBank);
constexpr Roles kOffice = static_cast<Roles>(only(Role::trust_officer) | only(Role::compliance) | only(Role::auditor) | only(Role::administrator));
/// Those who agree to what an older book brings, and those who look into it.
constexpr Roles kOpening = static_cast<Roles>(kInspecting | only(Role::trust_officer));
/// Those who answer a bank that asks a payment back, and its system, which carries the answer.
constexpr Roles kRecalls = static_cast<Roles>(kOpening | kBank);
/// Those who report an incident, and those who look into it (R40, R67).
constexpr Roles kReporting = static_cast<Roles>(kInspecting | only(Role::administrator));
constexpr Roles kFile = static_cast<Roles>(kBank | only(Role::releaser) | only(Role::auditor));

/// Those who close the day: the office, and who releases.
constexpr Roles kClosing = static_cast<Roles>(kOffice | only(Role::releaser));

/// Who may do the single write at all (policies/roles.cpp): a bulk is no way around that, and tells nobody else a sum.
constexpr Roles kApproving = static_cast<Roles>(only(Role::trust_officer) | only(Role::social_worker) | only(Role::compliance) | only(Role::releaser));
/// What a file comes to is told to nobody else, not even by a refusal.
constexpr Roles kReleasing = only(Role::releaser);
constexpr Roles kRequesting = static_cast<Roles>(only(Role::trust_officer) | only(Role::guardian) | only(Role::ward));

constexpr Route kRoutes[] = {
    {"GET", "me", kEverybody, &read_me},
    {"GET", "status", kEverybody, &read_status},
    {"GET", "pools", kInside, &read_pools},
    {"GET", "pools/{p}", kInside, &read_pool},
    {"GET", "credits", kInside, &read_credits},
    {"GET", "orders/{o}", static_cast<Roles>(kOffice | kReader), &read_order},
    {"GET", "wards", kNoBank, &read_wards},
    {"GET", "wards/{w}", kNoBank, &read_ward},
    {"GET", "wards/{w}/balances", kNoBank, &read_balances},
    {"GET", "wards/{w}/entries", kNoBank, &read_ward_entries},
    {"GET", "wards/{w}/protection", kCaring, &read_protection},
    {"GET", "wards/{w}/watch", kInspecting, &read_ward_watch},
    {"GET", "pools/{p}/watch", kInspecting, &read_pool_watch},
    {"GET", "incidents", kReporting, &read_incidents},
    {"GET", "trustee-relations", kCaring, &read_trustee_relations},
    {"GET", "credentials", kNoBank, &read_credentials},
    {"GET", "credential-challenge", kNoBank, &read_credential_challenge},
    {"GET", "proposals", kNoBank, &read_proposals},
    {"GET", "proposals/{n}", kNoBank, &read_proposal},
    {"GET", "requests", kNoReader, &read_requests},
    {"GET", "requests/{r}", kNoReader, &read_request},
    {"GET", "requests/{r}/file", kFile, &read_request_file},
    {"GET", "payment-files", kFile, &read_payment_files},
    {"GET", "payment-files/{f}", kFile, &read_payment_file},
    {"GET", "entries", kNoBank, &read_entries},
    {"GET", "events", kNoBank, &read_events},
    {"GET", "webhooks", kNoBank, &read_webhooks},
    {"GET", "dead-letters", kNoBank, &read_dead_letters},
    {"GET", "entries/{n}", kNoBank, &read_entry},
    {"GET", "entries/{n}/explain", kOffice, &read_explanation},
    {"GET", "entries/{n}/receipt", kEverybody, &read_receipt},
    {"GET", "wards/{w}/statement", static_cast<Roles>(kOffice | kOutside), &read_statement},
    {"GET", "credits/{c}/suggestions", kOffice, &read_suggestions},
    {"GET", "pools/{p}/reconciliation", kClosing, &read_reconciliation},
    {"GET", "pools/{p}/reconciliation.html", kClosing, &read_reconciliation_page},
    {"GET", "end-of-day", kClosing, &read_end_of_day},
    {"GET", "pools/{p}/openings/{o}", kOpening, &read_opening},
    {"GET", "recalls", kRecalls, &read_recalls},
    {"GET", "recalls/{r}/resolution", kRecalls, &read_resolution},

    {"POST", "pools", kEverybody, &post_pool},
    {"POST", "pools/{p}/returns", kEverybody, &post_pool_return},
    {"POST", "orders", kEverybody, &post_order},
    {"POST", "rates", kEverybody, &post_rate},
    {"POST", "credits/{c}/match", kEverybody, &post_match},
    {"POST", "wards", kEverybody, &post_ward},
    {"POST", "wards/{w}/awards", kEverybody, &post_award},
    {"POST", "wards/{w}/opening", kEverybody, &post_ward_opening},
    {"POST", "pools/{p}/openings", kEverybody, &post_pool_opening},
    {"POST", "wards/{w}/guardians", kEverybody, &post_guardian},
    {"POST", "wards/{w}/bonds", kEverybody, &post_bond},
    {"POST", "wards/{w}/payees", kEverybody, &post_payee},
    {"POST", "wards/{w}/court-orders", kEverybody, &post_court_order},
    {"POST", "wards/{w}/adverse", kEverybody, &post_adverse},
    {"POST", "wards/{w}/returns", kEverybody, &post_return},
    {"POST", "wards/{w}/erasure", kEverybody, &post_erasure},
    {"POST", "wards/{w}/conversions", kEverybody, &post_conversion},
    {"POST", "wards/{w}/requests", kEverybody, &post_request},
    {"POST", "wards/{w}/charges", kEverybody, &post_charge},
    {"POST", "wards/{w}/facts", kEverybody, &post_fact},
    {"POST", "wards/{w}/guardians/{g}/standing", kEverybody, &post_guardian_standing},
    {"POST", "wards/{w}/relations", kEverybody, &post_relation},
    {"POST", "trustee-relations", kEverybody, &post_trustee_relation},
    {"POST", "wards/{w}/payees/{p}/account", kEverybody, &post_payee_account},
    {"POST", "wards/{w}/budgets", kEverybody, &post_budget},
    {"POST", "wards/{w}/vouchers", kEverybody, &post_voucher},
    {"POST", "wards/{w}/court-orders/{c}/standing", kEverybody, &post_order_standing},
    {"POST", "wards/{w}/election", kEverybody, &post_election},
    {"POST", "wards/{w}/receipts", kEverybody, &post_paid_receipt},
    {"POST", "wards/{w}/interest", kEverybody, &post_interest},
    {"POST", "duties", kEverybody, &post_duty},
    {"POST", "duties/filing", kEverybody, &post_duty_filing},
    {"POST", "requests/{r}/return", kEverybody, &post_payment_return},
    {"POST", "pools/{p}/remittances", kEverybody, &post_remittance},
    {"POST", "credits/{c}/resolution", kEverybody, &post_resolution},
    {"POST", "recalls/{r}/answer", kEverybody, &post_recall_answer},
    {"POST", "proposals/{n}/objection", kEverybody, &post_objection},
    {"POST", "freezes", kEverybody, &post_freeze},
    {"POST", "freezes/{f}/lifting", kEverybody, &post_freeze_lifting},
    {"POST", "cases", kEverybody, &post_case},
    {"POST", "cases/standing", kEverybody, &post_case_standing},
    {"POST", "incidents", kEverybody, &post_incident},
    {"POST", "principals", kEverybody, &post_principal},
    {"POST", "principals/{p}/revocation", kEverybody, &post_revocation},
    {"POST", "rulebooks", kEverybody, &post_rulebook},
    {"POST", "proposals/{n}/approvals", kEverybody, &post_approval},
    {"POST", "proposals/{n}/cancellation", kEverybody, &post_cancellation},
    {"POST", "requests/{r}/release", kEverybody, &post_release},
    {"POST", "requests/{r}/file/release", kReleasing, &post_request_file_release},
    {"POST", "payment-files/{f}/release", kReleasing, &post_file_release},
    {"POST", "entries/{n}/reversal", kEverybody, &post_reversal},
    {"POST", "approvals", kApproving, &post_approvals},
    {"POST", "requests", kRequesting, &post_requests},
    {"POST", "bank-messages", kBank, &post_bank_message},
    {"POST", "dead-letters/replays", kNoBank, &post_replay},
    {"POST", "seals", kEverybody, &post_seal},
    {"POST", "log-keys", kEverybody, &post_log_key},
    {"POST", "witnesses", kEverybody, &post_witnesses},
    {"POST", "relying-party", kEverybody, &post_relying_party},
    {"POST", "credentials", kEverybody, &post_credential},
    {"POST", "principals/{p}/removal", kEverybody, &post_credential_removal},
    {"POST", "principals/{p}/recovery", kEverybody, &post_recovery},
    {"POST", "principals/{p}/keeping", kEverybody, &post_keeping},
    {"POST", "sandbox/clock", kEverybody, &post_clock},
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

std::optional<std::vector<std::string>> match(std::string_view pattern, std::span<const std::string> segments) {
  std::vector<std::string> params;
  for (const std::string& segment : segments) {
    if (pattern.empty()) return std::nullopt;
    const auto slash = pattern.find('/');
    const std::string_view piece = pattern.substr(0, slash);
    pattern = slash == std::string_view::npos ? std::string_view{} : pattern.substr(slash + 1);
    if (piece.starts_with('{')) params.push_back(segment);
    else if (piece != segment) return std::nullopt;
  }
  if (!pattern.empty()) return std::nullopt;
  return params;
}

}  // namespace katiwala::api::door
