// What may be done, and what stands against it.
#include <algorithm>

#include "tests/interleavings/contract/ward.h"

namespace katiwala::interleavings::contract {
namespace {

Expect refused(Reasons why) { return {true, false, false, std::move(why)}; }
Expect done_unless(Reasons why) { return why.empty() ? Expect{false, false, true, {}} : refused(std::move(why)); }
Expect recorded_unless(Reasons why) { return why.empty() ? Expect{false, true, false, {}} : refused(std::move(why)); }
Expect anything() { return {true, true, true, {}}; }

bool has(const Reasons& why, std::initializer_list<Why> among) {
  return std::all_of(why.begin(), why.end(), [&](Why one) { return std::find(among.begin(), among.end(), one) != among.end(); });
}

/// Whole days after the day it was asked for, that day not counted (R31).
Micros standin_from(const Request& request, const Figures& figures) { return start_of(day_of(request.asked) + figures.standin_days + 1); }

Tier by_size(Centavos amount, const Figures& figures) {
  if (amount <= figures.t0_limit) return Tier::t0;
  return amount <= figures.t1_limit ? Tier::t1 : Tier::t2;
}

}  // namespace

Expect Ward::expects(const Step& step) const {
  switch (step.kind) {
    case Kind::request: return on_request(step);
    case Kind::request_again: {
      // What was asked for is not changed: another version is another request.
      Reasons why;
      add(why, Why::state);
      if (is_.keys.at(step.who).revoked) add(why, Why::nobody);
      if (is_.keys.at(step.who).role != Role::guardian) add(why, Why::role);
      Expect out = refused(std::move(why));
      if (adult_) out = {true, false, false, {Why::majority, Why::state, Why::nobody, Why::role}};
      return out;
    }
    case Kind::approve: return on_approval(step);
    case Kind::cancel: return on_cancel(step);
    case Kind::release: return on_release(step);
    case Kind::hand_over:
    case Kind::settle:
    case Kind::reject: return on_bank(step);
    default: return anything();
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

Ward::Quorum Ward::quorum(const Request& request) const {
  Quorum found;
  const Payee& payee = is_.payees.at(static_cast<std::size_t>(request.payee));
  const auto is_gone = [&](int person) { return !forgets(Why::revoked) && !stands(person); };
  found.asker_gone = is_gone(request.requester);
  if (!found.asker_gone) ++found.persons;
  for (const Approval& approval : request.approvals) {
    if (approval.role == Role::worker) found.endorsed = day_of(approval.at);
    const bool changed = !forgets(Why::account_changed) && payee.changed && *payee.changed > approval.at;
    found.somebody_gone = found.somebody_gone || is_gone(approval.person);
    found.account_changed = found.account_changed || changed;
    if (changed || is_gone(approval.person)) continue;
    const bool same_class = std::any_of(is_.keys.begin(), is_.keys.end(), [&](const auto& key) {
      return key.second.person == approval.person && key.second.role == approval.role && !key.second.revoked;
    });
    found.part_gone = found.part_gone || !same_class;
    if (approval.role == Role::compliance) found.stood_in = true;
    else found.classes.insert(approval.role);
    ++found.persons;
  }
  return found;
}

bool Ward::is_complete(const Request& request, const Quorum& found) const {
  std::size_t covered = found.stood_in ? 1 : 0;
  for (const Role role : request.needs()) covered += found.classes.contains(role) ? 1U : 0U;
  return covered >= request.needs().size();
}

/// The contract does not say it in so many words.
bool Ward::is_open_question(const Request& request, const Quorum& found) const {
  const Payee& payee = is_.payees.at(static_cast<std::size_t>(request.payee));
  const bool asked_for_another_account = payee.changed && *payee.changed > request.asked;
  return found.part_gone || found.asker_gone || asked_for_another_account;
}

void Ward::missing_persons(const Request& request, Reasons& why) const {
  const Quorum found = quorum(request);
  bool missing = !is_complete(request, found);
  for (const int edition : {edition_, request.edition}) missing = missing || found.persons < kEditions[static_cast<std::size_t>(edition)].persons;
  if (!missing) return;
  if (found.somebody_gone || found.asker_gone) add(why, Why::revoked);
  if (found.account_changed) add(why, Why::account_changed);
  if (why.empty() || !(found.somebody_gone || found.asker_gone || found.account_changed)) add(why, Why::few);
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
  const auto endorsed = quorum(request).endorsed;
  if (endorsed && day_of(now_) > *endorsed + figures.endorsed_days) add(why, Why::endorsement);
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
  for (const int edition : {edition_, request.edition}) limits(request, stage, kEditions[static_cast<std::size_t>(edition)], why);
  freezes(request, stage, why);
  if (request.by_guardian) authority(request.requester, why);
  if (request.ordered && order_stayed_) add(why, Why::order);
  if (stage == Stage::release) return why;
  if (request.ordered && request.amount > is_.order_cap) add(why, Why::cap);
  if (request.amount > is_.money) add(why, Why::funds);
  return why;
}

// -- approving, withdrawing, letting go

Expect Ward::on_approval(const Step& step) const {
  const Key& key = is_.keys.at(step.who);
  const Request& request = requests_.at(step.request);
  Reasons why;
  if (key.revoked) add(why, Why::nobody);
  if (key.role == Role::guardian || key.role == Role::releaser) add(why, Why::role);
  if (request.state != State::judged) add(why, Why::closed);
  if (!why.empty()) return refused(std::move(why));

  const Quorum before = quorum(request);
  const bool stands_in = key.role == Role::compliance;
  const bool again = std::any_of(request.approvals.begin(), request.approvals.end(), [&](const Approval& a) { return a.person == key.person; });
  bool needed = !stands_in;
  for (const Approval& a : request.approvals) needed = needed && a.role != key.role;
  const auto needs = request.needs();
  if (!stands_in) needed = needed && std::find(needs.begin(), needs.end(), key.role) != needs.end();
  const bool second = std::any_of(request.approvals.begin(), request.approvals.end(), [](const Approval& a) { return a.role == Role::compliance; });
  const bool completing = request.approvals.size() + 1 >= needs.size();
  if (stands_in) needed = !second && may_stand_in(request, edition_) && (!completing || may_stand_in(request, request.edition));
  if (key.person == request.requester) add(why, Why::own);
  if (again) add(why, Why::repeated);
  if (!needed) add(why, Why::not_needed);
  if (key.person == is_.payees.at(static_cast<std::size_t>(request.payee)).person) add(why, Why::four_eyes);

  Request with = request;
  std::erase_if(with.approvals, [&](const Approval& a) { return a.person == key.person; });
  with.approvals.push_back({key.person, key.role, now_});
  const bool muddled = before.somebody_gone || before.account_changed;
  const bool stopped = !why.empty() && !(muddled && has(why, {Why::repeated, Why::not_needed}));
  if (stopped) return refused(std::move(why));
  const Quorum after = quorum(with);
  if (!muddled && !completing) return recorded_unless({});
  const Reasons against = obstacles(with, Stage::execute);
  Expect out = done_unless(against);
  if (!muddled) return is_open_question(with, after) ? Expect{true, false, against.empty(), against} : out;
  // Whether an approval that counts no more leaves its place to another, the contract leaves open; that the payment is not approved by it, it does not.
  out.refuse = true;
  out.record = !is_complete(with, after);
  out.why.insert(why.begin(), why.end());
  return out;
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
  const bool has_a_part = std::any_of(request.approvals.begin(), request.approvals.end(), [&](const Approval& a) { return a.person == key.person; });
  const int paid = is_.payees.at(static_cast<std::size_t>(request.payee)).person;
  if (has_a_part || request.requester == key.person || paid == key.person) add(why, Why::four_eyes);
  if (request.state == State::approved) {
    Reasons against = obstacles(request, Stage::release);
    why.merge(against);
  }
  if (why.empty() && is_open_question(request, quorum(request))) return {true, false, true, {}};
  return done_unless(std::move(why));
}

/// The bank does what was let go, each once.
Expect Ward::on_bank(const Step& step) const {
  const Request& request = requests_.at(step.request);
  const bool handing = step.kind == Kind::hand_over;
  Reasons why;
  if (request.state != State::released && (handing || request.state != State::handed_over)) add(why, Why::state);
  return done_unless(std::move(why));
}

}  // namespace katiwala::interleavings::contract
