/// The table of routes: method, pattern, who may ask, and what answers. docs/api.md says the same for people.
#pragma once

#include <span>

#include "api/door/call.h"

namespace katiwala::api::door {

/// Roles as a set of bits, for reads. Who may write what is judged (policies), not decided here.
using Roles = std::uint16_t;
constexpr Roles only(custody::Role role) { return static_cast<Roles>(1U << static_cast<unsigned>(role)); }
inline constexpr Roles kEverybody = 0xffff;

class Writing;
/// What a write is made from. Reads the body whole (Fields::finish) before it has any effect, and asks no ledger before that (writing.h).
using MakeCommand = Result<custody::Command> (*)(Writing& in);

/// What answers: a function of the call, or what makes the command of a write.
struct Handler {
  transport::Response (*answer)(const Call& call) = nullptr;
  MakeCommand make = nullptr;
  constexpr Handler() = default;
  constexpr Handler(transport::Response (*given)(const Call&)) : answer(given) {}
  constexpr Handler(MakeCommand given) : make(given) {}
};

struct Route {
  std::string_view method;
  std::string_view pattern;  ///< below /v1, without a slash in front: "wards/{w}/awards"
  Roles roles = kEverybody;
  Handler handler;
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
transport::Response read_credentials(const Call& call);
transport::Response read_credential_challenge(const Call& call);
transport::Response read_proposals(const Call& call);
transport::Response read_proposal(const Call& call);
transport::Response read_requests(const Call& call);
transport::Response read_request(const Call& call);
transport::Response read_request_file(const Call& call);
transport::Response read_payment_files(const Call& call);
transport::Response read_payment_file(const Call& call);
transport::Response read_entry(const Call& call);
transport::Response read_explanation(const Call& call);
transport::Response read_receipt(const Call& call);
transport::Response read_statement(const Call& call);
/// The public catalogue: `code` empty for all of it.
transport::Response read_problems(std::string_view code, std::string_view request_id);

// Writes. routes_*.cpp, bank_outcome.cpp
Result<custody::Command> post_pool(Writing& in);
Result<custody::Command> post_pool_return(Writing& in);
Result<custody::Command> post_order(Writing& in);
Result<custody::Command> post_rate(Writing& in);
Result<custody::Command> post_match(Writing& in);
Result<custody::Command> post_ward(Writing& in);
Result<custody::Command> post_award(Writing& in);
Result<custody::Command> post_guardian(Writing& in);
Result<custody::Command> post_bond(Writing& in);
Result<custody::Command> post_payee(Writing& in);
Result<custody::Command> post_court_order(Writing& in);
Result<custody::Command> post_fact(Writing& in);
Result<custody::Command> post_guardian_standing(Writing& in);
Result<custody::Command> post_relation(Writing& in);
Result<custody::Command> post_trustee_relation(Writing& in);
Result<custody::Command> post_payee_account(Writing& in);
Result<custody::Command> post_budget(Writing& in);
Result<custody::Command> post_voucher(Writing& in);
Result<custody::Command> post_order_standing(Writing& in);
Result<custody::Command> post_election(Writing& in);
Result<custody::Command> post_paid_receipt(Writing& in);
Result<custody::Command> post_interest(Writing& in);
Result<custody::Command> post_duty(Writing& in);
Result<custody::Command> post_duty_filing(Writing& in);
Result<custody::Command> post_payment_return(Writing& in);
Result<custody::Command> post_remittance(Writing& in);
Result<custody::Command> post_resolution(Writing& in);
Result<custody::Command> post_objection(Writing& in);
Result<custody::Command> post_freeze(Writing& in);
Result<custody::Command> post_freeze_lifting(Writing& in);
Result<custody::Command> post_case(Writing& in);
Result<custody::Command> post_case_standing(Writing& in);
Result<custody::Command> post_incident(Writing& in);
Result<custody::Command> post_adverse(Writing& in);
Result<custody::Command> post_return(Writing& in);
Result<custody::Command> post_erasure(Writing& in);
Result<custody::Command> post_conversion(Writing& in);
Result<custody::Command> post_request(Writing& in);
Result<custody::Command> post_charge(Writing& in);
Result<custody::Command> post_principal(Writing& in);
Result<custody::Command> post_revocation(Writing& in);
Result<custody::Command> post_rulebook(Writing& in);
Result<custody::Command> post_clock(Writing& in);
Result<custody::Command> post_seal(Writing& in);
Result<custody::Command> post_log_key(Writing& in);
Result<custody::Command> post_witnesses(Writing& in);
Result<custody::Command> post_approval(Writing& in);
Result<custody::Command> post_cancellation(Writing& in);
Result<custody::Command> post_release(Writing& in);
Result<custody::Command> post_ward_opening(Writing& in);
Result<custody::Command> post_pool_opening(Writing& in);
transport::Response read_opening(const Call& call);
transport::Response read_recalls(const Call& call);
transport::Response read_resolution(const Call& call);
Result<custody::Command> post_recall_answer(Writing& in);
Result<custody::Command> post_file_release(Writing& in);
Result<custody::Command> post_request_file_release(Writing& in);
Result<custody::Command> post_reversal(Writing& in);
transport::Response post_bank_message(const Call& call);
Result<custody::Command> post_relying_party(Writing& in);
Result<custody::Command> post_credential(Writing& in);
Result<custody::Command> post_credential_removal(Writing& in);
Result<custody::Command> post_recovery(Writing& in);
Result<custody::Command> post_keeping(Writing& in);

}  // namespace katiwala::api::door
