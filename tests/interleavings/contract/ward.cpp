// What is there, and what time and steps make of it. What may be done with it: judging.cpp.
#include "tests/interleavings/contract/ward.h"

#include <algorithm>

namespace katiwala::interleavings::contract {

std::string objection(const Expect& expect, const Seen& seen) {
  const std::string against = ", and against it stands " + text(expect.why);
  if (seen.outcome != expect.outcome) {
    constexpr std::string_view kWords[] = {"refused", "taken as one of several that agree", "let through"};
    std::string out = "it was " + std::string(kWords[static_cast<std::size_t>(seen.outcome)]);
    for (const std::string& code : seen.codes) out += " " + code;
    return out + against;
  }
  if (seen.outcome != Seen::Outcome::refused) return "";
  for (const std::string& code : seen.codes) {
    const bool known = std::any_of(expect.why.begin(), expect.why.end(), [&](Why why) { return explains(why, code); });
    if (!known) return "it was refused for " + code + against;
  }
  const bool waiting = std::all_of(expect.why.begin(), expect.why.end(), waits);
  return waiting == seen.held ? "" : std::string("it was ") + (seen.held ? "held" : "denied") + against;
}

std::vector<Role> Request::needs() const {
  return tier == Tier::t0 ? std::vector<Role>{Role::officer} : std::vector<Role>{Role::officer, Role::worker};
}

Ward::Ward(Beginning beginning, Reasons forgotten) : is_(std::move(beginning)), forgotten_(std::move(forgotten)) {}

bool Ward::stands(int person) const {
  return std::any_of(is_.keys.begin(), is_.keys.end(), [&](const auto& key) { return key.second.person == person && !key.second.revoked; });
}

/// It is over, and what was set aside for it is hers again.
void Ward::end(Request& request, State state) {
  if (request.state != State::judged) {
    is_.money += request.amount;
    if (request.ordered) is_.order_cap += request.amount;
  }
  request.state = state;
}

void Ward::pass(Micros now, int edition) {
  now_ = now;
  edition_ = edition;
  for (auto& [number, request] : requests_) {
    if (request.state == State::judged && now >= request.expires) end(request, State::cancelled);
    if (request.file_key != 0 && now >= request.file_expires) request.file_key = 0;
  }
  if (is_.majority) come_of_age(now);
}

/// The guardian's authority ends at once, his keys when ten days for the notice to the court have gone (R01, R63).
void Ward::come_of_age(Micros now) {
  constexpr Day kNoticeDays = 10;
  if (!adult_ && now >= start_of(*is_.majority)) {
    adult_ = true;
    for (auto& [number, request] : requests_)
      if (request.by_guardian && request.is_live()) end(request, State::cancelled);
  }
  if (guardians_gone_ || now < start_of(*is_.majority + kNoticeDays + 1)) return;
  guardians_gone_ = true;
  for (auto& [number, key] : is_.keys)
    if (key.role == Role::guardian) key.revoked = true;
}

bool Ward::knows(const Step& s) const {
  switch (s.kind) {
    case Kind::settle:
    case Kind::reject: return requests_.contains(s.request);
    case Kind::request: return is_.keys.contains(s.who) && !requests_.contains(s.request);
    case Kind::request_again:
    case Kind::approve:
    case Kind::cancel:
    case Kind::propose_file:
    case Kind::agree_to_file:
    case Kind::release: return is_.keys.contains(s.who) && requests_.contains(s.request);
    case Kind::hand_over: return requests_.contains(s.request);
    case Kind::spare:
    case Kind::remove:
    case Kind::revoke: return is_.keys.contains(s.who);
    case Kind::enrol: return is_.keys.contains(s.like) && !is_.keys.contains(s.who);
    case Kind::freeze: return !freezes_.contains(s.number) && is_.keys.contains(s.who);
    case Kind::lift: return freezes_.contains(s.number) && is_.keys.contains(s.who);
    default: return true;
  }
}

void Ward::take(const Step& step, const Seen& seen) {
  if (seen.outcome == Seen::Outcome::refused) return;
  if (step.kind <= Kind::reject) take_payment(step, seen);
  else take_around(step, seen);
}

void Ward::take_payment(const Step& step, const Seen& seen) {
  if (step.kind == Kind::request) {
    const Key& key = is_.keys.at(step.who);
    Request request;
    request.key = step.who;
    request.requester = key.person;
    request.first = !key.spare;
    request.by_guardian = key.role == Role::guardian;
    request.payee = step.payee;
    request.amount = step.amount;
    request.ordered = step.ordered;
    request.tier = tier_of(step);
    request.edition = edition_;
    request.asked = seen.at;
    request.expires = start_of(day_of(seen.at) + figures().proposal_days + 1);
    requests_[step.request] = request;
    return;
  }
  Request& request = requests_.at(step.request);
  switch (step.kind) {
    case Kind::approve: {
      const Key& key = is_.keys.at(step.who);
      request.approvals.push_back({step.who, key.person, key.role, seen.at, !key.spare});
      if (seen.outcome != Seen::Outcome::done) return;
      request.state = State::approved;
      is_.money -= request.amount;
      if (request.ordered) is_.order_cap -= request.amount;
      return;
    }
    case Kind::cancel: return end(request, State::cancelled);
    case Kind::release:
      request.state = State::released;
      request.released = day_of(seen.at);
      return;
    case Kind::propose_file:
      request.file_key = step.who;
      request.file_expires = start_of(day_of(seen.at) + figures().proposal_days + 1);
      return;
    case Kind::agree_to_file:
      request.file_releasers = {is_.keys.at(request.file_key).person, is_.keys.at(step.who).person};
      request.file_key = 0;
      return;
    case Kind::hand_over: request.state = State::handed_over; return;
    case Kind::settle: request.state = State::settled; return;
    case Kind::reject: return end(request, State::returned);
    default: return;
  }
}

void Ward::take_around(const Step& step, const Seen& seen) {
  const Day today = day_of(seen.at);
  switch (step.kind) {
    case Kind::revoke: is_.keys.at(step.who).revoked = true; return;
    case Kind::enrol: is_.keys[step.who] = {is_.keys.at(step.like).person, is_.keys.at(step.like).role, false}; return;
    case Kind::spare: is_.keys.at(step.who).spare = true; return;
    case Kind::remove: is_.keys.at(step.who).first_until = seen.at + kDay; return;  // R68: a pause of 24 hours
    case Kind::change_account: is_.payees.at(static_cast<std::size_t>(step.payee)).changed = seen.at; return;
    case Kind::freeze: {
      // R41: one of the bank's own holds for five days after the day it is set, one of the AMLC's for twenty; the others until they are lifted.
      std::optional<Day> until;
      if (step.freeze == FreezeKind::bank) until = today + 5;
      if (step.freeze == FreezeKind::amlc) until = today + 20;
      freezes_[step.number] = {step.freeze, until, step.amount, is_.keys.at(step.who).person, false};
      return;
    }
    case Kind::lift: freezes_.at(step.number).lifted = true; return;
    case Kind::suspend: is_.guardians.at(step.who).suspended = true; return;
    case Kind::reinstate: is_.guardians.at(step.who).suspended = false; return;
    case Kind::letters: is_.guardians.at(step.who).letters = today + step.days; return;
    case Kind::stay_order: order_stayed_ = true; return;
    case Kind::restore_order: order_stayed_ = false; return;
    default: return;
  }
}

}  // namespace katiwala::interleavings::contract
