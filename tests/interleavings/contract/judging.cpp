// What may be done, and what stands against it.
#include <algorithm>

#include "tests/interleavings/contract/ward.h"

namespace katiwala::interleavings::contract {
namespace {

Expect unless(Reasons why, Seen::Outcome otherwise) { return why.empty() ? Expect{otherwise, {}} : Expect{Seen::Outcome::refused, std::move(why)}; }
Expect done_unless(Reasons why) { return unless(std::move(why), Seen::Outcome::done); }
Expect recorded_unless(Reasons why) { return unless(std::move(why), Seen::Outcome::recorded); }

/// Whole days after the day it was asked for, that day not counted (R31).
Micros standin_from(const Request& request, const Figures& figures) { return start_of(day_of(request.asked) + figures.standin_days + 1); }

Tier by_size(Centavos amount, const Figures& figures) {
  if (amount <= figures.t0_limit) return Tier::t0;
  return amount <= figures.t1_limit ? Tier::t1 : Tier::t2;
}

}  // namespace

std::optional<Expect> Ward::expects(const Step& step) const {
  switch (step.kind) {
    case Kind::request: return on_request(step);
    case Kind::request_again: {
      // What was asked for is not changed: another version is another request.
      Reasons why;
      add(why, Why::state);
      if (is_.keys.at(step.who).revoked) add(why, Why::nobody);
      if (is_.keys.at(step.who).role != Role::guardian) add(why, Why::role);
      if (adult_) add(why, Why::majority);
      return done_unless(std::move(why));
    }
    case Kind::approve: return on_approval(step);
    case Kind::cancel: return on_cancel(step);
    case Kind::release: return on_release(step);
    case Kind::propose_file:
    case Kind::agree_to_file: return on_file(step);
    case Kind::hand_over:
    case Kind::settle:
    case Kind::reject: return on_bank(step);
    default: return std::nullopt;
  }
}

// -- asking

/// A guardian's requests at night need more eyes (RF12).
Tier Ward::tier_of(const Step& step) const {
  if (step.ordered) return Tier::t2;
  const Tier size = by_size(step.amount, figures());
  const int hour = hour_of(now_);
  const bool night = is_.keys.at(step.who).role == Role::guardian && (hour >= 22 || hour < 6);
  return night ? std::max(size, Tier::t1) : size;
}

void Ward::authority(int person, Reasons& why) const {
  const auto guardian = is_.guardians.find(person);
  if (guardian == is_.guardians.end()) return;
  if (adult_) return add(why, Why::majority);
  if (guardian->second.suspended) add(why, Why::suspended);
  if (guardian->second.letters > day_of(now_)) add(why, Why::letters);
}

Expect Ward::on_request(const Step& step) const {
  const Key& key = is_.keys.at(step.who);
  const Payee& payee = is_.payees.at(static_cast<std::size_t>(step.payee));
  Reasons why;
  if (key.revoked) add(why, Why::nobody);
  if (key.role != Role::guardian && (key.role != Role::officer || !step.ordered)) add(why, Why::role);
  if (key.role == Role::guardian) authority(key.person, why);
  if (key.person == payee.person) add(why, Why::four_eyes);
  if (step.ordered) {
    if (order_stayed_) add(why, Why::order);
    if (step.amount > is_.order_cap) add(why, Why::cap);
  } else if (by_size(step.amount, figures()) == Tier::t2) {
    add(why, Why::tier);
  }
  if (payee.by_instapay) {
    Request asked;
    asked.payee = step.payee;
    asked.asked = now_;
    if (step.amount + beside(step.request, asked, Stage::execute) > figures().instapay) add(why, Why::instapay);
  }
  if (step.amount > is_.money) add(why, Why::funds);
  return recorded_unless(std::move(why));
}

// -- persons

/// Every class that must agree has, but for one in whose place compliance did.
bool Ward::is_complete(const Request& request) const {
  const std::vector<Role> needs = request.needs();
  std::size_t covered = 0;
  for (const Approval& approval : request.approvals)
    covered += approval.role == Role::compliance || std::find(needs.begin(), needs.end(), approval.role) != needs.end() ? 1U : 0U;
  return covered >= needs.size();
}

void Ward::missing_persons(const Request& request, Reasons& why) const {
  if (!is_complete(request)) add(why, Why::few);
  for (const int edition : {edition_, request.edition})
    if (1 + static_cast<int>(request.approvals.size()) < kEditions[static_cast<std::size_t>(edition)].persons) add(why, Why::few);
}

bool Ward::is_void(const Request& request) const {
  Reasons why;
  voided(request, why);
  for (const int edition : {edition_, request.edition}) lapsed(request, edition, why);
  return !why.empty();
}

void Ward::lapsed(const Request& request, int edition, Reasons& why) const {
  const Day last = day_of(request.asked) + kEditions[static_cast<std::size_t>(edition)].proposal_days;
  if (day_of(now_) > last) add(why, Why::expired);
}

void Ward::voided(const Request& request, Reasons& why) const {
  bool gone = is_.keys.at(request.key).revoked;
  for (const Approval& approval : request.approvals) gone = gone || is_.keys.at(approval.key).revoked;
  if (gone) add(why, Why::revoked);
  const auto is_removed = [&](int number, bool first) {
    const Key& key = is_.keys.at(number);
    return first && key.first_until && now_ >= *key.first_until;
  };
  bool removed = is_removed(request.key, request.first);
  for (const Approval& approval : request.approvals) removed = removed || is_removed(approval.key, approval.first);
  if (removed) add(why, Why::removed);
  const Payee& payee = is_.payees.at(static_cast<std::size_t>(request.payee));
  if (payee.changed && *payee.changed > request.asked) add(why, Why::account_changed);
}

bool Ward::may_stand_in(const Request& request, int edition) const {
  return request.ordered && !order_stayed_ && now_ >= standin_from(request, kEditions[static_cast<std::size_t>(edition)]);
}

// -- what stands against a payment

int Ward::number_of(const Request& request) const {
  for (const auto& [number, one] : requests_)
    if (one.asked == request.asked) return number;
  return 0;
}

Centavos Ward::beside(int number, const Request& request, Stage stage) const {
  Centavos sum = 0;
  for (const auto& [other, one] : requests_) {
    if (other == number || one.payee != request.payee || one.state == State::cancelled || one.state == State::returned) continue;
    const bool counts = stage == Stage::release ? one.released == day_of(now_) : one.asked < request.asked && day_of(one.asked) == day_of(request.asked);
    if (counts) sum += one.amount;
  }
  return sum;
}

void Ward::limits(const Request& request, Stage stage, const Figures& figures, Reasons& why) const {
  const Payee& payee = is_.payees.at(static_cast<std::size_t>(request.payee));
  if (!request.ordered && by_size(request.amount, figures) > request.tier) add(why, Why::tier);
  if (payee.by_instapay && request.amount + beside(number_of(request), request, stage) > figures.instapay) add(why, Why::instapay);
  if (stage == Stage::release && payee.changed && now_ < *payee.changed + figures.cooling_hours * kHour) add(why, Why::cooling);
  if (request.tier == Tier::t0) return;
  for (const Approval& approval : request.approvals)
    if (approval.role == Role::worker && day_of(now_) > day_of(approval.at) + figures.endorsed_days) add(why, Why::endorsement);
}

void Ward::freezes(const Request& request, Stage stage, Reasons& why) const {
  const Centavos left = stage == Stage::release ? is_.money : is_.money - request.amount;
  Centavos open = 0, secret = 0;  // of an amount: those that stand in one file count together
  for (const auto& [number, freeze] : freezes_) {
    if (freeze.lifted || (freeze.until && day_of(now_) > *freeze.until)) continue;
    const bool is_secret = freeze.kind == FreezeKind::amlc;
    Centavos& kept = is_secret ? secret : open;
    kept += freeze.amount;
    if (freeze.amount == 0 || kept > left) add(why, is_secret ? Why::review : Why::frozen);
  }
}

Reasons Ward::obstacles(const Request& request, Stage stage) const {
  Reasons why;
  missing_persons(request, why);
  voided(request, why);
  for (const int edition : {edition_, request.edition}) {
    lapsed(request, edition, why);
    limits(request, stage, kEditions[static_cast<std::size_t>(edition)], why);
  }
  freezes(request, stage, why);
  if (request.by_guardian) authority(request.requester, why);
  if (request.ordered && order_stayed_) add(why, Why::order);
  if (stage == Stage::release) return why;
  if (request.ordered && request.amount > is_.order_cap) add(why, Why::cap);
  if (request.amount > is_.money) add(why, Why::funds);
  return why;
}

// -- approving, withdrawing, letting go

/// Whose approval is of no use, whatever else stands.
void Ward::not_his_to_approve(const Request& request, const Key& key, Reasons& why) const {
  const std::vector<Role> needs = request.needs();
  const auto given = [&](Role role) {
    return std::any_of(request.approvals.begin(), request.approvals.end(), [&](const Approval& a) { return a.role == role; });
  };
  const bool completes = request.approvals.size() + 1 >= needs.size();
  bool needed = std::find(needs.begin(), needs.end(), key.role) != needs.end() && !given(key.role);
  // One stands in for one; what is carried out by it is judged by both rulebooks.
  if (key.role == Role::compliance) {
    needed = !given(key.role) && may_stand_in(request, edition_) && (!completes || may_stand_in(request, request.edition));
  }
  if (!needed) add(why, Why::not_needed);
  if (key.person == request.requester) add(why, Why::own);
  const bool again = std::any_of(request.approvals.begin(), request.approvals.end(), [&](const Approval& a) { return a.person == key.person; });
  if (again) add(why, Why::repeated);
  if (key.person == is_.payees.at(static_cast<std::size_t>(request.payee)).person) add(why, Why::four_eyes);
}

Expect Ward::on_approval(const Step& step) const {
  const Key& key = is_.keys.at(step.who);
  const Request& request = requests_.at(step.request);
  Reasons why;
  if (key.revoked) add(why, Why::nobody);
  // A releaser agrees to files, and to no payment: his class is never the one that is missing.
  if (key.role == Role::guardian) add(why, Why::role);
  if (request.state != State::judged) add(why, Why::closed);
  if (!why.empty() || request.state != State::judged) return recorded_unless(std::move(why));
  not_his_to_approve(request, key, why);
  voided(request, why);
  lapsed(request, edition_, why);
  Request with = request;
  with.approvals.push_back({step.who, key.person, key.role, now_, !key.spare});
  if (with.approvals.size() < with.needs().size()) return recorded_unless(std::move(why));
  why.merge(obstacles(with, Stage::execute));
  return done_unless(std::move(why));
}

Expect Ward::on_cancel(const Step& step) const {
  const Key& key = is_.keys.at(step.who);
  const Request& request = requests_.at(step.request);
  Reasons why;
  if (key.revoked) add(why, Why::nobody);
  if (!request.is_live()) add(why, Why::closed);
  const bool officer = key.role == Role::officer || key.role == Role::compliance;
  if (key.role == Role::releaser || (!officer && key.person != request.requester)) add(why, Why::role);
  return done_unless(std::move(why));
}

Expect Ward::on_release(const Step& step) const {
  const Key& key = is_.keys.at(step.who);
  const Request& request = requests_.at(step.request);
  Reasons why;
  if (key.revoked) add(why, Why::nobody);
  const bool stands_in = key.role == Role::officer;
  if (stands_in && !(may_stand_in(request, edition_) && may_stand_in(request, request.edition))) add(why, Why::role);
  if (!stands_in && key.role != Role::releaser) add(why, Why::role);
  if (request.state != State::approved) add(why, Why::state);
  if (has_a_part(request, key.person)) add(why, Why::four_eyes);
  if (request.state == State::approved) {
    why.merge(obstacles(request, Stage::release));
  }
  return done_unless(std::move(why));
}

/// Of this one payment: what a file says of several is not told apart here.
Expect Ward::on_file(const Step& step) const {
  const Key& key = is_.keys.at(step.who);
  const Request& request = requests_.at(step.request);
  const bool agrees = step.kind == Kind::agree_to_file;
  Reasons why;
  if (key.revoked) add(why, Why::nobody);
  if (agrees ? key.role == Role::guardian : key.role != Role::releaser) add(why, Why::role);
  if (agrees && request.file_key == 0) add(why, Why::closed);
  if (!agrees || request.file_key != 0) {
    if (request.state != State::released) add(why, Why::state);
    if (has_a_part(request, key.person)) add(why, Why::four_eyes);
  }
  if (agrees && request.file_key != 0) {
    const Key& proposer = is_.keys.at(request.file_key);
    if (key.role != Role::releaser) add(why, Why::not_needed);
    if (key.person == proposer.person) add(why, Why::own);
    if (proposer.revoked) add(why, Why::revoked);
  }
  return agrees ? done_unless(std::move(why)) : recorded_unless(std::move(why));
}

bool Ward::has_a_part(const Request& request, int person) const {
  const bool approved = std::any_of(request.approvals.begin(), request.approvals.end(), [&](const Approval& a) { return a.person == person; });
  return approved || request.requester == person || is_.payees.at(static_cast<std::size_t>(request.payee)).person == person;
}

/// The bank does what was let go, each once.
Expect Ward::on_bank(const Step& step) const {
  const Request& request = requests_.at(step.request);
  const bool handing = step.kind == Kind::hand_over;
  Reasons why;
  if (request.state != State::released && (handing || request.state != State::handed_over)) add(why, Why::state);
  const bool released_by_enough = figures().file_releasers == 1 || !request.file_releasers.empty();
  if (handing && request.state == State::released && !released_by_enough) add(why, Why::file);
  return done_unless(std::move(why));
}

}  // namespace katiwala::interleavings::contract
