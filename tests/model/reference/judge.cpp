// What the rules have to say of every matter, and of the persons in it.
#include <algorithm>

#include "tests/model/reference/judgement.h"

namespace reference {

Outcome Judgement::outcome() const {
  Outcome strictest = Outcome::allow;
  for (const Reason& reason : reasons) strictest = std::max(strictest, reason.outcome);
  return strictest;
}

Duty& Judgement::owe(const Subject& about, DutyKind kind, DutyOwner owner, const char* rule, Day due) {
  Duty duty;
  duty.kind = kind;
  duty.owner = owner;
  duty.rule = rule;
  duty.due = due;
  duties.push_back({about, duty, false});
  return duties.back().duty;
}

const Principal* Matter::maker() const {
  if (stage != Stage::executed || proposal == nullptr) return who;
  return &memory.principals.at(proposal->proposer);
}

const Guardian* Matter::guardian() const {
  if (ward == nullptr) return nullptr;
  if (payment) return guardian_of(*ward, payment->requester);
  return maker() == nullptr ? nullptr : guardian_of(*ward, maker()->person);
}

bool Matter::is_guardians_act() const {
  if (ward == nullptr) return false;
  const bool asks = maker() != nullptr && maker()->role == Role::guardian;
  if (payment) return asks || guardian() != nullptr;
  return asks && as<FileReturn>() == nullptr && as<FileReceipt>() == nullptr && as<Cancel>() == nullptr;
}

namespace {

/// R68: these are taken only with a signature; a bad one is never passed over.
void signature(const Matter& m, Judgement& out) {
  const Action& submitted = m.operation.action;
  const bool needed = std::holds_alternative<RequestPayment>(submitted) || std::holds_alternative<Approve>(submitted) || std::holds_alternative<Release>(submitted);
  if (m.operation.signing == Signing::none) {
    if (needed) out.deny("SIGNATURE_MISSING", "R68");
  } else if (m.signature_good) {
    out.allow("signed", "R68");
  } else {
    out.deny("SIGNATURE_INVALID", "R68");
  }
}

struct Party {
  Name person{};
  std::vector<Mark> marks;
};

/// R26: everybody who has a part in it, with the marks he is known by here.
std::vector<Party> parties(const Matter& m) {
  const auto acting = [&](const Name& person) {
    const Guardian* guardian = guardian_of(*m.ward, person);
    return Party{person, guardian == nullptr ? std::vector<Mark>{} : guardian->marks};
  };
  std::vector<Party> all;
  if (m.who != nullptr) all.push_back(acting(m.who->person));
  if (m.proposal != nullptr) all.push_back(acting(m.proposal->proposer_person));
  if (const auto* c = m.as<RegisterPayee>()) all.push_back({c->person, c->marks});
  if (const auto* c = m.as<ChangePayee>()) {
    const Payee& known = m.ward->payees.at(c->payee);
    all.push_back({known.person, known.marks});
    all.push_back({known.person, c->marks});
  }
  if (const auto* c = m.as<AppointGuardian>()) all.push_back({c->person, c->marks});
  if (const auto* c = m.as<ChangeGuardian>(); c != nullptr && c->to == Standing::active) all.push_back(acting(c->person));
  if (!m.payment) return all;
  all.push_back(acting(m.payment->requester));
  const auto payee = m.ward->payees.find(m.payment->payee);
  if (payee != m.ward->payees.end()) all.push_back({payee->second.person, payee->second.marks});
  if (m.request != nullptr)
    for (const Name& approver : m.request->approvers) all.push_back(acting(approver));
  return all;
}

bool tied(const Name& person, const std::vector<Mark>& marks, const Party& party) { return person == party.person || share_a_mark(marks, party.marks); }

void offenders(const Matter& m, Judgement& out) {
  if (m.ward == nullptr) return;
  const std::vector<Party> all = parties(m);
  for (const auto& [person, adverse] : m.ward->adverse)
    for (const Party& party : all)
      if (tied(person, adverse.marks, party)) return out.deny("OFFENDER_EXCLUDED", "R26");
  const auto* recorded = m.as<RecordAdverse>();
  if (recorded == nullptr) return;
  const auto alert = [&](const Party& party, const char* text) {
    if (!tied(recorded->person, recorded->marks, party)) return;
    out.alerts.emplace_back(recorded->ward, text);
    out.allow("offender_has_a_part", "R26");
  };
  for (const auto& [name, payee] : m.ward->payees) alert({payee.person, payee.marks}, "R26 OFFENDER_IS_PAYEE");
  for (const Guardian& guardian : m.ward->guardians) alert({guardian.person, guardian.marks}, "R26 OFFENDER_IS_GUARDIAN");
}

/// R31: who stands in for one that is silent does so when a court has ordered it and it has waited.
bool stands_in_too_soon(const Matter& m, const std::optional<Name>& order, Micros asked_at) {
  return !order || m.now < standin_from(m.book, asked_at);
}

bool stands_in_by_approving(const Matter& m) {
  return m.proposal != nullptr && m.who->role == Role::compliance &&
         std::find(m.proposal->needs.begin(), m.proposal->needs.end(), Role::compliance) == m.proposal->needs.end();
}

/// R31: an officer asks for what a court has ordered, and may release it when the releaser is silent; compliance may agree.
bool stand_in_fails(const Matter& m, const Payment& p) {
  const bool officer = m.who->role == Role::trust_officer;
  if (m.stage == Stage::asked) return officer && !p.court_order;
  const bool stands_in = m.stage == Stage::released ? officer : stands_in_by_approving(m);
  return stands_in && stands_in_too_soon(m, p.court_order, p.at);
}

bool any_revoked(const Matter& m, const std::vector<Name>& keys) {
  return std::any_of(keys.begin(), keys.end(), [&](const Name& key) { return m.memory.principals.at(key).revoked; });
}

/// R31: a proposal stands only on keys that are good still.
bool rests_on_revoked(const Matter& m) {
  std::vector<Name> keys{m.proposal->proposer};
  for (const Approval& given : m.proposal->approvals) keys.push_back(given.key);
  return any_revoked(m, keys);
}

/// R31: what was agreed to goes to where it was asked for.
bool another_account(const Ward& ward, const Payment& p) {
  const auto payee = ward.payees.find(p.payee);
  return payee != ward.payees.end() && payee->second.before && payee->second.since > p.at;
}

/// R31: what was asked for on a day is let go until the end of so many days after it, and then no more.
bool is_too_late(const Matter& m, Day asked) { return m.today > asked + m.book.proposal_days; }

/// R31: of a payment, all are different persons, and enough of them agree.
void four_eyes(const Matter& m, const Payment& p, Judgement& out) {
  std::vector<Name> agree{p.requester};
  if (m.request != nullptr) agree.insert(agree.end(), m.request->approvers.begin(), m.request->approvers.end());
  if (m.stage == Stage::executed) agree.push_back(m.who->person);
  std::vector<Name> all = agree;
  if (m.stage == Stage::released) all.push_back(m.who->person);
  const auto payee = m.ward->payees.find(p.payee);
  if (payee != m.ward->payees.end()) all.push_back(payee->second.person);
  if (std::set<Name>(all.begin(), all.end()).size() != all.size()) return out.deny("FOUR_EYES", "R31");
  if (stand_in_fails(m, p)) return out.deny("ROLE_FORBIDDEN", "R31");
  if (!m.asked_again()) return;
  if (is_too_late(m, p.day)) return out.deny("PROPOSAL_EXPIRED", "R31");
  if (m.request != nullptr && (another_account(*m.ward, p) || any_revoked(m, m.request->keys))) return out.deny("APPROVALS_MISSING", "R31");
  if (static_cast<std::int64_t>(agree.size()) < m.book.persons_who_agree) out.deny("APPROVALS_MISSING", "R31");
  else out.allow("enough_persons_agreed", "R31");
}

/// R31: who agrees to a payment, before all have, is not paid by it, and where he stands in for another it has waited.
void one_of_several_agrees(const Matter& m, Judgement& out) {
  if (m.proposal != nullptr && !m.payment && rests_on_revoked(m)) return out.deny("APPROVALS_MISSING", "R31");
  const auto* asked = m.proposal == nullptr || m.as<Approve>() == nullptr ? nullptr : std::get_if<RequestPayment>(&m.proposal->action);
  if (asked == nullptr || m.ward == nullptr) return;
  const Request& request = m.memory.requests.at(asked->request);
  const Payee& payee = m.ward->payees.at(asked->payee);
  if (payee.person == m.who->person) out.deny("FOUR_EYES", "R31");
  else if (is_too_late(m, request.day)) out.deny("PROPOSAL_EXPIRED", "R31");
  else if (payee.before && payee.since > request.at) out.deny("APPROVALS_MISSING", "R31");
  else if (stands_in_by_approving(m) && stands_in_too_soon(m, request.court_order, request.at)) out.deny("ROLE_FORBIDDEN", "R31");
}

/// R35: no ward's account below zero; a matter of one ward moves no other's money.
void own_money_only(const Matter& m, Judgement& out) {
  bool below = false;
  for (const auto& [account, change] : growths(m.draft.moves)) {
    if (!is_wards_money(account.book)) continue;
    if (m.draft.about.kind == Kind::ward && account.owner != m.draft.about.name) return out.deny("CROSS_BENEFICIARY", "R35");
    below = below || m.memory.balance(account.book, account.owner, account.currency) + change < 0;
  }
  if (below) out.deny("INSUFFICIENT_FUNDS", "R35");
}

/// R22, R20: of an order that is recorded.
void written_order(const RecordCourtOrder& order, Judgement& out) {
  if (order.expires && *order.expires < order.dated) out.deny("ORDER_NOT_IN_FORCE", "R20");
  if (order.document && order.docket) out.allow("written_order", "R22");
  else out.deny("ORDER_DOCUMENT_MISSING", "R22");
}

void product(Product product, Judgement& out) {
  if (product == Product::pooled_trust || product == Product::individual_trust) out.allow("product_allowed", "R46");
  else out.deny("PRODUCT_NOT_ALLOWED", "R46");
}

}  // namespace

void judge_persons(const Matter& m, Judgement& out) {
  offenders(m, out);
  if (m.payment && m.ward != nullptr) four_eyes(m, *m.payment, out);
  one_of_several_agrees(m, out);
}

void judge(const Matter& m, Judgement& out) {
  signature(m, out);
  if (m.asked_again()) out.allow("rulebook_adopted", "R72");
  judge_persons(m, out);
  own_money_only(m, out);
  judge_guardian(m, out);
  judge_receipts(m, out);
  judge_cases(m, out);
  judge_recalls(m, out);
  judge_receipt_duties(m, out);
  if (const auto* c = m.as<SetBudget>()) judge_budget(m, *c, out);
  if (m.payment && m.ward != nullptr) judge_payment(m, *m.payment, out);
  if (const auto* c = m.as<RecordCourtOrder>()) written_order(*c, out);
  if (const auto* c = m.as<OpenPool>()) product(c->product, out);
  if (const auto* c = m.as<OpenWard>()) {
    product(m.memory.pools.at(c->pool).product, out);
    if (c->instrument) out.allow("trust_instrument_on_file", "R33");
    else out.deny("TRUST_INSTRUMENT_MISSING", "R33");
  }
}

}  // namespace reference
