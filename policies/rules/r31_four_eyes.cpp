// R31  Requester, approver, releaser and payee are four different persons.  D; MORB 401.  Parents who disagree: FC 225.
//
// Persons are compared, never keys or roles: who holds two keys or two roles is one person still. The requester counts among
// those who agree (`n_approvers` = 2: guardian and officer). One who is of age may pay herself: to her own account she is requester and payee.
//
// What was agreed to holds for `proposal_days`, counted from the day it was asked for, that day not counted and the last one included (D). A proposal
// that is not complete by then lapses, and a payment that was agreed to in time is let go by then or not at all. Nothing extends it: neither a hold that
// outlasts it, nor a court's order, nor that one stands in for another; the circumstances that were judged are those of then, and whoever still wants
// the payment asks for it anew. It can be withdrawn all the same, which frees what was set aside. What was released in time has been let go: its file
// may be released, handed over and come back later. Of a rulebook that has changed since, the shorter period counts.
//
// A file that goes to the bank may need two releasers of its own (`file_releasers` = 2): who proposes that it leaves and who agrees, two persons who have no
// part in any of its payments but that each may have released some of them. Then nothing is handed over before both have, nor when the file has changed
// since. 1 asks for nobody beside who released each payment (D).
//
// Nobody's silence starves what a court has ordered. Under a court order that stands an officer may ask (otherwise only for a handover, an
// estate, a claim or a tax). When `standin_after_days` whole days have gone since it was asked for, that day not counted, one of compliance
// may approve in the place of one class that is silent, and a trust officer who has no other part in it may release. All persons differ
// all the same.
//
// A quorum is of keys that are good when the money leaves (design invariant 6): who asked or agreed under a principal revoked since, be it
// that the key was lost, counts no more, and nobody agrees to what rests on it. Of who holds several credentials the same is true of the one that was
// signed with, or came along where nobody signed: what a stolen telephone agreed to does not leave once it is removed, which is after the pause of R68
// and not before, as the removal may be stopped until then. A certificate that has run out was good, and one that nobody removed counts: of systems and
// officers enrolled with theirs only the principal is ever revoked. So counts nobody whose payee's account was changed after it was asked for: they
// agreed to another destination. All are asked for anew.
//
// Father and mother are guardians jointly; where they disagree the father's decision stands unless a court says otherwise (FC 225). So his
// request passes her objection; hers, and one of a parent not recorded as father, is held. An order in force that names the purpose and the
// payee is the court's decision, and passes either.
#include <algorithm>

#include "policies/releasers.h"
#include "policies/rules/asking.h"
#include "policies/rules/objections.h"
#include "policies/standin.h"

namespace katiwala::policies::r31_four_eyes {
namespace {

using namespace custody;

constexpr ParameterSchema kParameters[] = {{"n_approvers", ParameterType::integer},
                                           {"proposal_days", ParameterType::integer},
                                           {"standin_after_days", ParameterType::integer},
                                           {"file_releasers", ParameterType::integer, true}};

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

/// She asks to be paid herself. That she asks is seen when she does; later stages know the request as hers.
bool pays_herself(const Matter& m, const Payment& asked) {
  const Payee* payee = payee_of(m, asked);
  const bool hers = payee != nullptr && payee->payee_kind == PayeeKind::beneficiary && m.ward->adult;
  return hers && (m.stage != Stage::submit || (m.principal != nullptr && m.principal->role == Role::ward));
}

std::optional<Verdict> two_parts(const std::vector<Part>& all, bool herself) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (all[i].person != all[j].person) continue;
      if (herself && all[i].part == "requester" && all[j].part == "payee") continue;
      return deny(Code::FOUR_EYES, {fact("one_person_is", all[i].part), fact("and", all[j].part)});
    }
  }
  return std::nullopt;
}

/// Under a written order that the court has neither stayed nor vacated; its dates and cap are judged by R20 and R21.
bool is_court_ordered(const Matter& m, const std::optional<CourtOrderId>& named) {
  const CourtOrder* order = m.ward == nullptr || !named ? nullptr : find_court_order(*m.ward, *named);
  return order != nullptr && (order->standing == OrderStanding::in_force || order->standing == OrderStanding::amended);
}

bool is_for_an_officer(Purpose purpose) {
  return purpose == Purpose::handover || purpose == Purpose::estate || purpose == Purpose::claim || purpose == Purpose::tax;
}

/// Stands in for one who is silent: not before its time, and not for what no court has ordered.
std::optional<Verdict> standin_too_soon(const Matter& m, const std::optional<CourtOrderId>& order, Instant asked_at, std::string_view part) {
  if (!is_court_ordered(m, order)) return deny(Code::ROLE_FORBIDDEN, {fact("part", part), fact("court_order", "none in force")});
  const std::optional<Instant> from = standin_from(&m.rulebook, asked_at);
  if (!from) return deny(Code::ROLE_FORBIDDEN, {fact("part", part), fact("from", "never")});
  if (m.submission.time < *from) return deny(Code::ROLE_FORBIDDEN, {fact("part", part), fact("from", from->manila_text())});
  return std::nullopt;
}

bool stands_in_by_approving(const Principal& who, const Proposal& proposal) {
  return who.role == Role::compliance && std::find(proposal.needs.begin(), proposal.needs.end(), Role::compliance) == proposal.needs.end();
}

/// One stands in for one: where somebody of compliance has approved already, nobody else does.
std::optional<Verdict> approves_in_place(const Matter& m, const std::optional<CourtOrderId>& order, Instant asked_at, const Proposal& proposal) {
  const auto& given = proposal.approvals;
  const bool second = std::any_of(given.begin(), given.end(), [](const Approval& a) { return a.role == Role::compliance; });
  if (second) return deny(Code::ROLE_FORBIDDEN, {fact("part", "approver"), fact("stands_in", "another")});
  return standin_too_soon(m, order, asked_at, "approver");
}

/// Who acts for a class that is silent.
std::optional<Verdict> on_standin(const Matter& m, const Payment& asked) {
  if (m.principal == nullptr) return std::nullopt;
  if (m.stage == Stage::submit) {
    const bool officer = m.principal->role == Role::trust_officer;
    if (!officer || is_court_ordered(m, asked.court_order) || is_for_an_officer(asked.purpose)) return std::nullopt;
    return deny(Code::ROLE_FORBIDDEN, {fact("part", "requester"), fact("court_order", "none in force")});
  }
  if (m.stage == Stage::release) {
    return m.principal->role == Role::trust_officer ? standin_too_soon(m, asked.court_order, asked.asked_at, "releaser") : std::nullopt;
  }
  const Proposal* proposal = proposal_at_hand(m);
  if (proposal == nullptr || !stands_in_by_approving(*m.principal, *proposal)) return std::nullopt;
  return approves_in_place(m, asked.court_order, asked.asked_at, *proposal);
}

/// Both may act and one objects to what the other asks for.
std::optional<Verdict> parents_disagree(const Matter& m, const Payment& asked) {
  const Guardian* parent = m.ward == nullptr ? nullptr : acting_parent(*m.ward, asked.requester);
  if (parent == nullptr) return std::nullopt;
  const std::vector<PersonId> standing = objectors(m);
  const bool other = std::any_of(standing.begin(), standing.end(), [&](const PersonId& person) {
    return person != asked.requester && acting_parent(*m.ward, person) != nullptr;
  });
  if (!other || parent->parent == ParentKind::father || court_decided(m, asked)) return std::nullopt;
  return hold(Code::PARENTS_DISAGREE, {fact("asked_by", parent->parent ? name(*parent->parent) : "a parent")});
}

/// The first instant at which nothing is carried out or let go any more of what was asked for on that day, by this rulebook: as a proposal expires.
Instant expiry_of(const Rulebook& rulebook, CivilDate asked) {
  const std::int64_t days = std::clamp<std::int64_t>(rulebook.integer("R31", "proposal_days"), 1, 3660);
  return start_of(asked + static_cast<int>(days) + 1);
}

std::optional<Verdict> expired(const Matter& m, CivilDate asked) {
  const Instant from = expiry_of(m.rulebook, asked);
  return m.submission.time < from ? std::nullopt : std::optional(deny(Code::PROPOSAL_EXPIRED, {fact("expired", from.manila_text())}));
}

bool is_revoked([[maybe_unused]] const State& state, [[maybe_unused]] const PrincipalId& id) {
#ifdef KATIWALA_SABOTAGE_revoked_keys_count
  return false;
#else
  const Principal* principal = state.principal(id);
  return principal != nullptr && principal->revoked;
#endif
}

/// Somebody of those who made this agreement whose key is good no more.
std::optional<Verdict> rests_on_revoked(const State& state, const PrincipalId& maker, const std::vector<PrincipalId>& agreed) {
  if (is_revoked(state, maker)) return deny(Code::APPROVALS_MISSING, {fact("revoked", "requester")});
  const bool any = std::any_of(agreed.begin(), agreed.end(), [&](const PrincipalId& id) { return is_revoked(state, id); });
  return any ? std::optional(deny(Code::APPROVALS_MISSING, {fact("revoked", "approver")})) : std::nullopt;
}

/// With one of the credentials that it was asked for and agreed to with nothing can be said any more.
std::optional<Verdict> rests_on_removed(const Matter& m, const Request& request) {
  for (const Digest& fingerprint : request.agreed_with) {
    const auto holder = m.state.credentials.find(fingerprint);
    const Principal* principal = holder == m.state.credentials.end() ? nullptr : m.state.principal(holder->second);
    if (principal == nullptr || counts(*principal, fingerprint, m.submission.time)) continue;
    const bool asked = !request.under.empty() && request.under.front() == principal->id;
    return deny(Code::APPROVALS_MISSING, {fact("removed", asked ? "requester" : "approver")});
  }
  return std::nullopt;
}

/// Another account than the one it was asked for: a first one can only have been there before.
std::optional<Verdict> account_changed(const Payee* payee, Instant asked_at) {
  if (payee == nullptr || !payee->account_before || !payee->account_since || *payee->account_since <= asked_at) return std::nullopt;
  return deny(Code::APPROVALS_MISSING, {fact("account_changed", payee->account_since->manila_text())});
}

/// What was agreed to is agreed to no more.
std::optional<Verdict> voided(const Matter& m, const Payment& asked) {
  if (m.stage == Stage::submit || m.request == nullptr) return std::nullopt;
  if (auto denial = account_changed(payee_of(m, asked), asked.asked_at)) return denial;
  if (auto denial = rests_on_removed(m, *m.request)) return denial;
  const std::vector<PrincipalId>& under = m.request->under;
  if (under.empty()) return std::nullopt;
  return rests_on_revoked(m.state, under.front(), {under.begin() + 1, under.end()});
}

Verdict on_payment(const Matter& m, const Payment& asked) {
  const std::vector<Part> all = parts(m, asked);
  if (auto denial = two_parts(all, pays_herself(m, asked))) return *std::move(denial);
  if (auto denial = on_standin(m, asked)) return *std::move(denial);
  // Before what is held: a hold would say that it is worth waiting.
  if (m.stage != Stage::submit)
    if (auto denial = expired(m, asked.day)) return *std::move(denial);
  if (auto held = parents_disagree(m, asked)) return *std::move(held);
  if (m.stage == Stage::submit) return silent();
  if (auto denial = voided(m, asked)) return *std::move(denial);
  const auto agreed = std::count_if(all.begin(), all.end(), [](const Part& p) { return p.part == "requester" || p.part == "approver"; });
  const std::int64_t needed = m.rulebook.integer("R31", "n_approvers");
  std::vector<Fact> facts{fact("agreed", static_cast<std::int64_t>(agreed)), fact("needed", needed)};
  return agreed < needed ? deny(Code::APPROVALS_MISSING, std::move(facts)) : allow("enough_persons_agreed", std::move(facts));
}

std::optional<Verdict> rests_on_revoked(const State& state, const Proposal& proposal) {
  std::vector<PrincipalId> agreed;
  for (const Approval& given : proposal.approvals) agreed.push_back(given.principal);
  return rests_on_revoked(state, proposal.proposer, agreed);
}

/// Somebody approves a proposal that may still need others.
Verdict on_approval(const Matter& m, const Approve& approval) {
  const Proposal* proposal = m.state.proposal(approval.proposal);
  if (proposal == nullptr || m.principal == nullptr) return silent();  // nothing to compare: refused before
  const PersonId& person = m.principal->person;
  if (proposal->proposer_person == person) return deny(Code::FOUR_EYES, {fact("one_person_is", "proposer"), fact("and", "approver")});
  const bool again = std::any_of(proposal->approvals.begin(), proposal->approvals.end(), [&](const Approval& a) { return a.person == person; });
  if (again) return deny(Code::FOUR_EYES, {fact("one_person_is", "approver"), fact("and", "approver")});
  if (auto denial = rests_on_revoked(m.state, *proposal)) return *std::move(denial);
  const auto* asked = std::get_if<RequestDisbursement>(&proposal->command);
  if (asked == nullptr || m.ward == nullptr) return silent();
  const Payee* payee = find_payee(*m.ward, asked->payee);
  if (payee != nullptr && payee->person == person) return deny(Code::FOUR_EYES, {fact("one_person_is", "approver"), fact("and", "payee")});
  const Request* request = m.state.request(asked->request);
  if (request == nullptr) return silent();
  if (auto denial = expired(m, request->day)) return *std::move(denial);
  if (auto denial = account_changed(payee, request->asked_at)) return *std::move(denial);
  if (auto denial = rests_on_removed(m, *request)) return *std::move(denial);
  if (!stands_in_by_approving(*m.principal, *proposal)) return silent();
  const auto denial = approves_in_place(m, request->court_order, request->asked_at, *proposal);
  return denial ? *denial : silent();
}

/// All that were seen in it wait still, or have left already: none was sent back meanwhile.
bool is_as_released(const Matter& m, const ReleasedFile& file) {
  return std::all_of(file.requests.begin(), file.requests.end(), [&](const RequestId& id) {
    const Request* request = m.state.request(id);
    if (request == nullptr) return false;
    return request->state == RequestState::released || request->state == RequestState::handed_over || request->state == RequestState::settled;
  });
}

/// What leaves for the bank now, alone or with others.
Verdict on_hand_over(const Matter& m, const HandOver& c) {
  const std::optional<std::int64_t> needed = file_releasers(m.rulebook);
  if (!needed) return deny_parameter("R31", "file_releasers", std::to_string(m.rulebook.integer("R31", "file_releasers")));
  const Request* request = m.state.request(c.request);
  const ReleasedFile* file = m.state.file_of(c.request);
  if (request == nullptr || m.ward == nullptr || (file == nullptr && *needed == 1)) return silent();
  const auto released = static_cast<std::int64_t>(file == nullptr ? 0 : file->releasers.size());
  std::vector<Fact> facts{fact("released_by", released), fact("needed", *needed)};
  if (released < *needed || !is_as_released(m, *file)) return deny(Code::PAYMENT_FILE_UNRELEASED, std::move(facts));
  std::vector<Part> all{{"requester", request->requester}};
  for (const PersonId& approver : request->approvers) all.push_back({"approver", approver});
  for (const PersonId& releaser : file->releasers) all.push_back({"releaser", releaser});
  const Payee* payee = find_payee(*m.ward, request->payee);
  if (payee != nullptr) all.push_back({"payee", payee->person});
  const bool herself = payee != nullptr && payee->payee_kind == PayeeKind::beneficiary && m.ward->adult;
  if (auto denial = two_parts(all, herself)) return *std::move(denial);
  return allow("file_released_by_two", std::move(facts));
}

Verdict judge(const Matter& m) {
  if (const auto asked = payment(m)) return on_payment(m, *asked);
  if (const auto* leaving = m.as<HandOver>()) return on_hand_over(m, *leaving);
  if (const auto* approval = m.as<Approve>()) return on_approval(m, *approval);
  const Proposal* proposal = m.stage == Stage::execute ? proposal_at_hand(m) : nullptr;
  if (proposal == nullptr) return silent();
  const auto denial = rests_on_revoked(m.state, *proposal);
  return denial ? *denial : silent();
}

}  // namespace
}  // namespace katiwala::policies::r31_four_eyes

KATIWALA_RULE(R31, r31_four_eyes, kParameters, judge, hears_everything())
