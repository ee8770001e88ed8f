// What happens around a payment, and what makes it good again; and how time passes.
#include <algorithm>

#include "tests/interleavings/generator.h"

namespace katiwala::interleavings {

using contract::Key;
using contract::Kind;
using contract::Micros;
using contract::Request;
using contract::Role;
using contract::State;
using contract::Step;

Generator::Made Generator::around() {
  using G = Generator;
  const auto& guardians = ward_->guardians();
  const bool suspended = std::any_of(guardians.begin(), guardians.end(), [](const auto& g) { return g.second.suspended; });
  const bool frozen = std::any_of(ward_->freezes().begin(), ward_->freezes().end(), [](const auto& f) { return !f.second.lifted; });
  return one_of({{20, &G::revoke},
                 {16, &G::enrol},
                 {16, &G::spare},
                 {8, &G::remove},
                 {16, &G::change_account},
                 {14, &G::freeze},
                 {frozen ? 26 : 0, &G::lift},
                 {suspended ? 22 : 10, &G::guardian_moves},
                 {8, &G::letters},
                 {ward_->order_stayed() ? 16 : 6, &G::order_moves}});
}

Generator::Made Generator::revoke() {
  const bool with_a_part = dice_.percent(60), releaser = dice_.percent(40);
  Step step;
  step.kind = Kind::revoke;
  const auto who = key([&](const Key& k) { return with_a_part ? has_a_part(k.person) : !releaser || k.role == Role::releaser; });
  // Two keys of one person go together more often than not.
  if (who && dice_.percent(60)) {
    for (const auto& [number, other] : ward_->keys()) {
      if (number == *who || other.revoked || other.person != ward_->keys().at(*who).person) continue;
      Step also = step;
      also.who = number;
      next_.push_back(also);
    }
  }
  return by(who, step);
}

/// Rather somebody who has no key left.
Generator::Made Generator::enrol() {
  const bool gone = dice_.percent(80);
  const auto like = key([&](const Key& k) { return !gone || !ward_->stands(k.person); }, false);
  if (!like) return std::nullopt;
  Step step;
  step.kind = Kind::enrol;
  step.like = *like;
  return by(++keys_, step);
}

/// A second one for somebody with a part in it, whose first is then removed more often than not. A guardian's would count as new at night (RF12).
Generator::Made Generator::spare() {
  const bool with_a_part = dice_.percent(85);
  Step step;
  step.kind = Kind::spare;
  const auto who = key([&](const Key& k) { return k.role != Role::guardian && !k.spare && (!with_a_part || has_a_part(k.person)); });
  if (who && dice_.percent(80)) {
    Step also = step;
    also.kind = Kind::remove;
    also.who = *who;
    next_.push_back(also);
  }
  return by(who, step);
}

Generator::Made Generator::remove() {
  Step step;
  step.kind = Kind::remove;
  return by(key([](const Key& k) { return k.spare && !k.first_until; }), step);
}

Generator::Made Generator::change_account() {
  Step step;
  step.kind = Kind::change_account;
  step.payee = focus_ != 0 && dice_.percent(80) ? at_hand().payee : dice_.roll(2);
  return step;
}

Generator::Made Generator::freeze() {
  Step step;
  step.kind = Kind::freeze;
  step.freeze = dice_.among({contract::FreezeKind::court, contract::FreezeKind::bank, contract::FreezeKind::amlc, contract::FreezeKind::guardian});
  step.amount = dice_.percent(70) ? 0 : dice_.among<contract::Centavos>({100, 20'000'000, 39'000'000, 39'999'900});
  step.number = ++freezes_;
  return by(key([](const Key& k) { return k.role == Role::guardian; }), step);
}

Generator::Made Generator::lift() {
  std::vector<int> standing;
  for (const auto& [number, freeze] : ward_->freezes())
    if (!freeze.lifted) standing.push_back(number);
  if (standing.empty()) return std::nullopt;
  Step step;
  step.kind = Kind::lift;
  step.number = dice_.pick(standing);
  const contract::Freeze& freeze = ward_->freezes().at(step.number);
  step.freeze = freeze.kind;
  return by(key([&](const Key& k) { return freeze.kind != contract::FreezeKind::guardian || k.person == freeze.by; }), step);
}

Generator::Made Generator::guardian_moves() {
  std::vector<int> acting, suspended;
  for (const auto& [person, guardian] : ward_->guardians()) (guardian.suspended ? suspended : acting).push_back(person);
  Step step;
  const bool back = acting.empty() || (!suspended.empty() && dice_.percent(70));
  step.kind = back ? Kind::reinstate : Kind::suspend;
  step.who = dice_.pick(back ? suspended : acting);
  if (!back && focus_ != 0 && ward_->guardians().contains(at_hand().requester) && dice_.percent(70) && !ward_->guardians().at(at_hand().requester).suspended) {
    step.who = at_hand().requester;
  }
  return step;
}

Generator::Made Generator::letters() {
  Step step;
  step.kind = Kind::letters;
  step.who = focus_ != 0 && ward_->guardians().contains(at_hand().requester) ? at_hand().requester : dice_.roll(2);
  step.days = dice_.among({-1, 0, 1, 1, 2});
  return step;
}

Generator::Made Generator::order_moves() {
  Step step;
  step.kind = ward_->order_stayed() ? Kind::restore_order : Kind::stay_order;
  return step;
}

namespace {

/// Instants from which something is otherwise than before.
std::vector<Micros> edges_of(const contract::Ward& ward) {
  using namespace contract;
  std::vector<Micros> edges;
  for (const auto& [number, request] : ward.requests()) {
    if (!request.is_live()) continue;
    for (const int edition : {ward.edition(), request.edition}) {
      const Figures& figures = kEditions[static_cast<std::size_t>(edition)];
      edges.push_back(start_of(day_of(request.asked) + figures.proposal_days + 1));
      if (request.ordered) edges.push_back(start_of(day_of(request.asked) + figures.standin_days + 1));
      const auto changed = ward.payees().at(static_cast<std::size_t>(request.payee)).changed;
      if (changed) edges.push_back(*changed + figures.cooling_hours * kHour);
      for (const Approval& approval : request.approvals)
        if (approval.role == Role::worker) edges.push_back(start_of(day_of(approval.at) + figures.endorsed_days + 1));
    }
  }
  for (const auto& [number, key] : ward.keys())
    if (key.first_until) edges.push_back(*key.first_until);
  for (const auto& [number, freeze] : ward.freezes())
    if (!freeze.lifted && freeze.until) edges.push_back(start_of(*freeze.until + 1));
  for (const auto& [person, guardian] : ward.guardians()) edges.push_back(start_of(guardian.letters));
  if (ward.majority()) edges.push_back(start_of(*ward.majority()));
  return edges;
}

}  // namespace

Micros next_instant(Dice& dice, const std::vector<const contract::Ward*>& wards, Micros now, std::size_t& whose) {
  constexpr Micros kSecond = 1'000'000;
  if (!wards.empty() && dice.percent(70)) {
    whose = static_cast<std::size_t>(dice.roll(static_cast<int>(wards.size())));
    std::vector<Micros> edges = edges_of(*wards[whose]);
    std::erase_if(edges, [&](Micros edge) { return edge - kSecond <= now; });
    if (!edges.empty()) return dice.pick(edges) - (dice.percent(40) ? kSecond : 0);
  }
  const contract::Day today = contract::day_of(now);
  switch (dice.roll(4)) {
    case 0: return now + contract::kHour;
    case 1: return contract::start_of(today + 1) + 9 * contract::kHour;
    case 2: return contract::start_of(today + 2) + 10 * contract::kHour;
    default: return contract::start_of(today + 4) + 11 * contract::kHour;
  }
}

}  // namespace katiwala::interleavings
