#include "policies/rules/asking.h"

#include <algorithm>

namespace katiwala::policies {
namespace {

using namespace custody;

Payment of_request(const Request& r) {
  return {r.id, r.payee, r.amount, r.purpose, r.court_order, r.requester, r.rail, r.day, r.budget, r.voucher, r.invoice, r.service_from, r.service_to, r.asked_at};
}

Payment of_command(const Matter& m, const RequestDisbursement& c) {
  Rail rail = Rail::book_transfer;
  if (c.rail) {
    rail = *c.rail;
  } else if (m.ward != nullptr) {
    const Payee* payee = find_payee(*m.ward, c.payee);
    if (payee != nullptr) rail = payee->rail;
  }
  const PersonId requester = m.principal == nullptr ? PersonId{} : m.principal->person;
  return {c.request, c.payee, c.amount, c.purpose, c.court_order, requester, rail, m.today, c.budget, c.voucher, c.invoice, c.service_from, c.service_to,
          m.submission.time};
}

}  // namespace

std::optional<Payment> payment_of(const Matter& m) {
  if (m.request != nullptr && m.stage != Stage::submit) return of_request(*m.request);
  if (const auto* asked = m.as<RequestDisbursement>()) return of_command(m, *asked);
  return std::nullopt;
}

const Payee* payee_of(const Matter& m, const Payment& asked) { return m.ward == nullptr ? nullptr : find_payee(*m.ward, asked.payee); }

namespace {

/// Who asked for what is judged: at execution the proposal's maker, not who approves it.
const Principal* asker(const Matter& m) {
  const Proposal* proposal = m.stage == Stage::execute ? proposal_at_hand(m) : nullptr;
  return proposal == nullptr ? m.principal : m.state.principal(proposal->proposer);
}

}  // namespace

const Guardian* asking_guardian(const Matter& m) {
  if (m.ward == nullptr) return nullptr;
  if (const auto asked = payment(m)) return find_guardian(*m.ward, asked->requester);
  const Principal* who = asker(m);
  return who == nullptr ? nullptr : find_guardian(*m.ward, who->person);
}

bool is_asked_by_guardian(const Matter& m) {
  const Principal* who = asker(m);
  return who != nullptr && who->role == Role::guardian;
}

bool is_guardian_act(const Matter& m) {
  if (m.ward == nullptr) return false;
  const bool guardian = is_asked_by_guardian(m);
  if (payment(m)) return guardian || asking_guardian(m) != nullptr;
  return guardian && m.as<FileReturn>() == nullptr && m.as<FileReceipt>() == nullptr && m.as<CancelProposal>() == nullptr;
}

const Proposal* proposal_at_hand(const Matter& m) {
  const auto* approval = std::get_if<Approve>(&m.submission.command);
  return approval == nullptr ? nullptr : m.state.proposal(approval->proposal);
}

int bounded(const Rulebook& rulebook, std::string_view rule, std::string_view name) {
  constexpr std::int64_t kMost = 12'000;  // a thousand years of months: no date leaves the calendar
  return static_cast<int>(std::clamp<std::int64_t>(rulebook.integer(rule, name), 0, kMost));
}

CivilDate last_valid_day(const Matter& m, const CourtOrder& order) {
  return order.expires.value_or(add_months(order.dated, bounded(m.rulebook, "R20", "order_months")));
}

Verdict deny(const Refusal& refusal) {
  return deny(refusal.code, {fact("missing", refusal.place.empty() ? refusal.message : refusal.place)});
}

Verdict deny_parameter(std::string_view rule, std::string_view name, std::string_view value) {
  return deny(Code::PARAMETER_INVALID, {fact("parameter", std::string(rule) + "." + std::string(name)), fact("value", value)});
}

}  // namespace katiwala::policies
