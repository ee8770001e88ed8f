/// The table of routes: method, pattern, who may ask, and what answers. docs/api.md says the same for people.
#pragma once

#include <span>

#include "api/door/call.h"

namespace katiwala::api::door {

/// Roles as a set of bits, for reads. Who may write what is judged (policies), not decided here.
using Roles = std::uint16_t;
constexpr Roles only(custody::Role role) { return static_cast<Roles>(1U << static_cast<unsigned>(role)); }
inline constexpr Roles kEverybody = 0xffff;

struct Route {
  std::string_view method;
  std::string_view pattern;  ///< below /v1, without a slash in front: "wards/{w}/awards"
  Roles roles = kEverybody;
  transport::Response (*answer)(const Call& call) = nullptr;
};

std::span<const Route> routes();

/// What stood in the braces, or nothing if the path is not of this pattern.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::span<const std::string> segments);

// Reads. read_*.cpp
transport::Response read_me(const Call& call);
transport::Response read_status(const Call& call);
transport::Response read_pools(const Call& call);
transport::Response read_pool(const Call& call);
transport::Response read_credits(const Call& call);
transport::Response read_order(const Call& call);
transport::Response read_wards(const Call& call);
transport::Response read_ward(const Call& call);
transport::Response read_ward_entries(const Call& call);
transport::Response read_protection(const Call& call);
transport::Response read_ward_watch(const Call& call);
transport::Response read_pool_watch(const Call& call);
transport::Response read_incidents(const Call& call);
transport::Response read_trustee_relations(const Call& call);
transport::Response read_proposals(const Call& call);
transport::Response read_proposal(const Call& call);
transport::Response read_requests(const Call& call);
transport::Response read_request(const Call& call);
transport::Response read_request_file(const Call& call);
transport::Response read_entry(const Call& call);
transport::Response read_explanation(const Call& call);
transport::Response read_receipt(const Call& call);
transport::Response read_statement(const Call& call);
/// The public catalogue: `code` empty for all of it.
transport::Response read_problems(std::string_view code, std::string_view request_id);

// Writes. routes_*.cpp
transport::Response post_pool(const Call& call);
transport::Response post_pool_return(const Call& call);
transport::Response post_order(const Call& call);
transport::Response post_rate(const Call& call);
transport::Response post_match(const Call& call);
transport::Response post_ward(const Call& call);
transport::Response post_award(const Call& call);
transport::Response post_guardian(const Call& call);
transport::Response post_bond(const Call& call);
transport::Response post_payee(const Call& call);
transport::Response post_court_order(const Call& call);
transport::Response post_fact(const Call& call);
transport::Response post_guardian_standing(const Call& call);
transport::Response post_relation(const Call& call);
transport::Response post_trustee_relation(const Call& call);
transport::Response post_payee_account(const Call& call);
transport::Response post_budget(const Call& call);
transport::Response post_voucher(const Call& call);
transport::Response post_order_standing(const Call& call);
transport::Response post_election(const Call& call);
transport::Response post_paid_receipt(const Call& call);
transport::Response post_interest(const Call& call);
transport::Response post_duty(const Call& call);
transport::Response post_duty_filing(const Call& call);
transport::Response post_payment_return(const Call& call);
transport::Response post_remittance(const Call& call);
transport::Response post_resolution(const Call& call);
transport::Response post_objection(const Call& call);
transport::Response post_freeze(const Call& call);
transport::Response post_freeze_lifting(const Call& call);
transport::Response post_case(const Call& call);
transport::Response post_case_standing(const Call& call);
transport::Response post_incident(const Call& call);
transport::Response post_adverse(const Call& call);
transport::Response post_return(const Call& call);
transport::Response post_erasure(const Call& call);
transport::Response post_conversion(const Call& call);
transport::Response post_request(const Call& call);
transport::Response post_charge(const Call& call);
transport::Response post_principal(const Call& call);
transport::Response post_revocation(const Call& call);
transport::Response post_rulebook(const Call& call);
transport::Response post_clock(const Call& call);
transport::Response post_seal(const Call& call);
transport::Response post_log_key(const Call& call);
transport::Response post_witnesses(const Call& call);
transport::Response post_approval(const Call& call);
transport::Response post_cancellation(const Call& call);
transport::Response post_release(const Call& call);
transport::Response post_reversal(const Call& call);
transport::Response post_bank_message(const Call& call);

}  // namespace katiwala::api::door
