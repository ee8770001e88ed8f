// What a step asks of the ledger: the command, who sends it, and who of the desk agrees.
#include "tests/interleavings/bank.h"

namespace katiwala::interleavings {

using namespace custody;
using contract::Kind;
using contract::Step;

namespace {

constexpr Purpose kPurposes[] = {Purpose::food_clothing, Purpose::transport, Purpose::shelter, Purpose::legal_documents,
                                 Purpose::livelihood,    Purpose::medical,   Purpose::therapy};

Purpose purpose_of(const Step& step) { return kPurposes[static_cast<std::size_t>(step.purpose)]; }

/// Who sets a freeze, and asks for its end.
Actor freezer(const Bank::Move& move) {
  switch (move.step.freeze) {
    case contract::FreezeKind::guardian: return {move.ward, move.step.who};
    case contract::FreezeKind::amlc: return kCompliance;
    default: return kDeskOfficer;
  }
}

/// Who agrees to its end.
std::vector<Actor> lifters(const Step& step) {
  switch (step.freeze) {
    case contract::FreezeKind::guardian: return {};
    case contract::FreezeKind::amlc: return {kCompliance2};
    default: return {kDeskOfficer2};
  }
}

}  // namespace

Bank::Errand Bank::errand(const Move& move) { return move.step.kind <= Kind::reject ? payment_errand(move) : ward_errand(move); }

Bank::Errand Bank::payment_errand(const Move& move) {
  const auto& [ward, step] = move;
  const Actor who{ward, step.who};
  const RequestId id = request_id(ward, step.request);
  const auto proposed = proposals_.find({ward, step.request});
  const ProposalId proposal = proposed == proposals_.end() ? 0 : proposed->second;
  switch (step.kind) {
    case Kind::request:
    case Kind::request_again: {
      RequestDisbursement c;
      c.request = id;
      c.ward = ward_id(ward);
      c.payee = payee_id(ward, step.payee);
      c.amount = pesos(step.amount);
      c.purpose = purpose_of(step);
      if (step.ordered) c.court_order = court_order_id(ward);
      return {who, c};
    }
    case Kind::approve: return {who, Approve{proposal, subject(ward_id(ward))}};
    case Kind::cancel: return {who, CancelProposal{proposal, subject(ward_id(ward)), "sent back"}};
    case Kind::release: {
      Release c;
      c.request = id;
      c.ward = ward_id(ward);
      c.message_id = c.end_to_end_id = "KTW-" + std::to_string(++drawn_);
      c.uetr = bytes_of<16>(20, ward, drawn_);
      c.file = in_vault(ward, drawn_);
      return {who, c};
    }
    case Kind::propose_file: return {who, file_of(move)};
    case Kind::agree_to_file: {
      const auto waits = files_.find({ward, step.request});
      return {who, Approve{waits == files_.end() ? 0 : waits->second, subject(kPool)}};
    }
    case Kind::hand_over: return {kBankSystem, HandOver{id, ward_id(ward)}};
    case Kind::settle: return {kBankSystem, Settle{id, ward_id(ward), pesos(step.amount), today(), today(), {reference(ward, ++drawn_)}, std::nullopt}};
    default: return {kBankSystem, RejectPayment{id, ward_id(ward), "AC01", {reference(ward, ++drawn_)}}};
  }
}

Bank::Errand Bank::ward_errand(const Move& move) {
  const auto& [ward, step] = move;
  const WardId id = ward_id(ward);
  switch (step.kind) {
    case Kind::revoke: return {kAdministrator, RevokePrincipal{key_id(ward, step.who), "lost"}};
    case Kind::enrol: {
      const contract::Key like = people_.at({ward, step.like});
      people_[{ward, step.who}] = like;
      return {kAdministrator, EnrolPrincipal{spec({ward, step.who}, like.person, role_of(like.role))}, {kDeskOfficer}};
    }
    case Kind::spare: {
      const contract::Key like = people_.at({ward, step.who});
      PrincipalSpec further = spec({ward, step.who + kSpare}, like.person, role_of(like.role));
      further.principal = key_id(ward, step.who);
      return {kAdministrator, EnrolPrincipal{further}, {kDeskOfficer}};
    }
    case Kind::remove: return {kDeskOfficer, RemoveCredential{key_id(ward, step.who), credential_of({ward, step.who}), "stolen"}, {kDeskOfficer2}};
    case Kind::change_account:
      ++drawn_;
      return {kDeskOfficer, ChangePayee{id, payee_id(ward, step.payee), in_vault(ward, drawn_), {account_mark(ward, drawn_)}, std::nullopt}, {kDeskOfficer2}};
    case Kind::freeze: return {freezer(move), freeze(move)};
    case Kind::lift: return {freezer(move), LiftFreeze{freeze_id(ward, step.number), subject(id), today(), document(ward, 3), "lifted"}, lifters(step)};
    case Kind::suspend:
      return {kDeskOfficer, ChangeGuardian{id, person_id(ward, step.who), GuardianStanding::suspended, today(), document(ward, 4), "neglect"}};
    case Kind::reinstate:
      return {kDeskOfficer, ChangeGuardian{id, person_id(ward, step.who), GuardianStanding::active, today(), document(ward, 5), "ruled"}, {kDeskOfficer2}};
    case Kind::letters: return {kDeskOfficer, appointment(ward, step.who, today() + step.days), {kDeskOfficer2}};
    case Kind::stay_order: return {kDeskOfficer, order_change(ward, OrderStanding::stayed)};
    case Kind::restore_order: return {kDeskOfficer, order_change(ward, OrderStanding::in_force), {kDeskOfficer2}};
    case Kind::clock: return {kAdministrator, MoveClock{{step.to}}};
    case Kind::rulebook:
    default: return {kCompliance, AdoptRulebook{rulebook_text(step.edition, opening_.is_signed)}, {kDeskOfficer, kCompliance2}};
  }
}

/// Of this payment alone.
ReleaseFile Bank::file_of(const Move& move) const {
  const bool by_instapay = beginning(std::nullopt).payees.at(static_cast<std::size_t>(move.step.payee)).by_instapay;
  ReleaseFile c;
  c.file = file_id(move.ward, move.step.request);
  c.pool = kPool;
  c.message_id = "KTW-FILE";
  c.rail = by_instapay ? Rail::instapay : Rail::book_transfer;
  c.requests = {request_id(move.ward, move.step.request)};
  c.total = pesos(move.step.amount);
  return c;
}

SetFreeze Bank::freeze(const Move& move) const {
  constexpr FreezeKind kKinds[] = {FreezeKind::court, FreezeKind::bank, FreezeKind::amlc, FreezeKind::guardian};
  SetFreeze c;
  c.freeze = freeze_id(move.ward, move.step.number);
  c.about = subject(ward_id(move.ward));
  c.freeze_kind = kKinds[static_cast<std::size_t>(move.step.freeze)];
  c.dated = today();
  if (move.step.amount != 0) c.amount = pesos(move.step.amount);
  c.document = document(move.ward, 2);
  return c;
}

AppointGuardian Bank::appointment(int ward, int person, CivilDate letters) const {
  AppointGuardian c;
  c.ward = ward_id(ward);
  c.person = person_id(ward, person);
  c.letters = letters;
  c.document = document(ward, 6);
  return c;
}

ChangeCourtOrder Bank::order_change(int ward, OrderStanding to) const {
  ChangeCourtOrder c;
  c.ward = ward_id(ward);
  c.order = court_order_id(ward);
  c.to = to;
  c.dated = today();
  c.document = document(ward, 7);
  return c;
}

}  // namespace katiwala::interleavings
