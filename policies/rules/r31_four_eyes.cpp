// R31  Requester, approver, releaser and payee are four different persons.  D; MORB 401.
//
// Persons are compared, never keys or roles: who holds two keys or two roles is one person still. The requester counts among
// those who agree (`n_approvers` = 2: guardian and officer). A proposal that is not complete after `proposal_days` lapses.
#include <algorithm>

#include "policies/rules/asking.h"

namespace katiwala::policies {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"n_approvers", ParameterType::integer}, {"proposal_days", ParameterType::integer}};

struct Part {
  std::string_view part;
  PersonId person;
};

/// The requester, those who approved (the one who does so now with them), the releaser, the payee: as far as there are any yet.
std::vector<Part> parts(const Matter& m, const Payment& asked) {
  std::vector<Part> all{{"requester", asked.requester}};
  if (m.request != nullptr)
    for (const PersonId& approver : m.request->approvers) all.push_back({"approver", approver});
  if (m.principal != nullptr && m.stage == Stage::release) all.push_back({"releaser", m.principal->person});
  if (m.principal != nullptr && m.stage == Stage::execute && proposal_at_hand(m) != nullptr) {
    // Present at execution, and not yet among those written down.
    all.push_back({"approver", m.principal->person});
  }
  const Payee* payee = m.ward == nullptr ? nullptr : find_payee(*m.ward, asked.payee);
  if (payee != nullptr) all.push_back({"payee", payee->person});
  return all;
}

Verdict on_payment(const Matter& m, const Payment& asked) {
  const std::vector<Part> all = parts(m, asked);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (all[i].person == all[j].person) {
        return deny(Code::FOUR_EYES, {fact("one_person_is", all[i].part), fact("and", all[j].part)});
      }
    }
  }
  if (m.stage == Stage::submit) return silent();
  const auto agreed = std::count_if(all.begin(), all.end(), [](const Part& p) { return p.part == "requester" || p.part == "approver"; });
  const std::int64_t needed = m.rulebook.integer("R31", "n_approvers");
  std::vector<Fact> facts{fact("agreed", static_cast<std::int64_t>(agreed)), fact("needed", needed)};
  return agreed < needed ? deny(Code::APPROVALS_MISSING, std::move(facts)) : allow("enough_persons_agreed", std::move(facts));
}

/// Somebody approves a proposal that may still need others.
Verdict on_approval(const Matter& m, const Approve& approval) {
  const Proposal* proposal = m.state.proposal(approval.proposal);
  if (proposal == nullptr || m.principal == nullptr) return silent();  // nothing to compare: refused before
  const PersonId& person = m.principal->person;
  if (proposal->proposer_person == person) return deny(Code::FOUR_EYES, {fact("one_person_is", "proposer"), fact("and", "approver")});
  const bool again = std::any_of(proposal->approvals.begin(), proposal->approvals.end(), [&](const Approval& a) { return a.person == person; });
  if (again) return deny(Code::FOUR_EYES, {fact("one_person_is", "approver"), fact("and", "approver")});
  const auto* asked = std::get_if<RequestDisbursement>(&proposal->command);
  if (asked == nullptr || m.ward == nullptr) return silent();
  const Payee* payee = find_payee(*m.ward, asked->payee);
  if (payee == nullptr || payee->person != person) return silent();
  return deny(Code::FOUR_EYES, {fact("one_person_is", "approver"), fact("and", "payee")});
}

Verdict judge(const Matter& m) {
  if (const auto asked = payment(m)) return on_payment(m, *asked);
  if (const auto* approval = m.as<Approve>()) return on_approval(m, *approval);
  return silent();
}

}  // namespace
}  // namespace katiwala::policies

KATIWALA_RULE(R31, r31_four_eyes, kParameters, judge)
