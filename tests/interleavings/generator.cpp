#include "tests/interleavings/generator.h"

#include <algorithm>

namespace katiwala::interleavings {

using contract::Key;
using contract::Kind;
using contract::Request;
using contract::Role;
using contract::State;
using contract::Step;

namespace {

constexpr int kPurposeCount = 7, kShopPurposes = 5;

bool is_over(State state) { return state == State::settled || state == State::cancelled || state == State::returned; }
bool approved_by(const Request& request, int person) {
  return std::any_of(request.approvals.begin(), request.approvals.end(), [&](const contract::Approval& a) { return a.person == person; });
}
bool approved_by_class(const Request& request, Role role) {
  return std::any_of(request.approvals.begin(), request.approvals.end(), [&](const contract::Approval& a) { return a.role == role; });
}

}  // namespace

/// Mostly the newest request that is not over.
void Generator::look_at(const contract::Ward& ward) {
  ward_ = &ward;
  focus_ = 0;
  std::vector<int> all;
  for (const auto& [number, request] : ward.requests()) {
    all.push_back(number);
    if (!is_over(request.state)) focus_ = number;
  }
  if (!all.empty() && dice_.percent(12)) focus_ = dice_.pick(all);
}

Step Generator::next(const contract::Ward& ward) {
  look_at(ward);
  if (!next_.empty()) {
    const Step step = next_.front();
    next_.pop_front();
    return step;
  }
  using G = Generator;
  Made made;
  for (int tries = 0; !made && tries < 1000; ++tries) {
    const State state = focus_ == 0 ? State::cancelled : at_hand().state;
    if (is_over(state)) {
      made = one_of({{74, &G::request}, {18, &G::around}, {3, &G::approve_somehow}, {3, &G::release_somehow}, {2, &G::settle}});
    } else if (state == State::judged) {
      made = one_of({{50, &G::approve_rightly}, {11, &G::approve_somehow}, {2, &G::request_again}, {4, &G::cancel}, {5, &G::edit}, {5, &G::release_somehow},
                     {19, &G::around}, {6, &G::request}});
    } else if (state == State::approved && ward.is_void(at_hand())) {
      made = one_of({{30, &G::release_rightly}, {8, &G::release_somehow}, {18, &G::cancel}, {32, &G::edit}, {12, &G::around}});
    } else if (state == State::approved) {
      made = one_of({{40, &G::release_rightly}, {10, &G::release_somehow}, {4, &G::approve_somehow}, {3, &G::request_again}, {3, &G::cancel}, {5, &G::edit},
                     {32, &G::around}, {7, &G::request}});
    } else {
      const bool waits = at_hand().file_key != 0;
      made = one_of({{waits ? 40 : 0, &G::agree_to_file}, {state == State::released ? 20 : 3, &G::propose_file}, {2, &G::agree_to_file},
                     {18, &G::release_somehow}, {20, &G::hand_over}, {26, &G::settle}, {12, &G::reject}, {12, &G::around}, {4, &G::cancel}, {12, &G::request}});
    }
  }
  KATIWALA_ASSERT(made.has_value(), "an interleaving that can not go on");
  return *made;
}

Generator::Made Generator::one_of(std::initializer_list<Way> ways) {
  int all = 0;
  for (const Way& way : ways) all += way.weight;
  int at = dice_.roll(all);
  for (const Way& way : ways) {
    if (at < way.weight) return (this->*way.make)();
    at -= way.weight;
  }
  return std::nullopt;
}

Generator::Made Generator::by(std::optional<int> who, Step step) {
  if (!who) return std::nullopt;
  step.who = *who;
  step.request = step.request == 0 ? focus_ : step.request;
  return step;
}

std::optional<int> Generator::key(const std::function<bool(const Key&)>& fits, bool live) {
  std::vector<int> all;
  for (const auto& [number, one] : ward_->keys())
    if (fits(one) && !(live && one.revoked)) all.push_back(number);
  return all.empty() ? std::nullopt : std::optional(dice_.pick(all));
}

int Generator::purposes_left() const {
  int left = 0;
  for (unsigned i = 0; i < kPurposeCount; ++i) left += (purposes_ >> i & 1U) == 0 ? 1 : 0;
  return left;
}

/// Each purpose once, so that no two requests are one bill (RF02), and no receipt is owed for another (RF06).
std::optional<int> Generator::purpose_for(int payee) {
  std::vector<int> free;
  for (int i = 0; i < (payee == 0 ? kShopPurposes : kPurposeCount); ++i)
    if ((purposes_ >> static_cast<unsigned>(i) & 1U) == 0) free.push_back(i);
  if (free.empty()) return std::nullopt;
  const int purpose = dice_.percent(60) ? free.back() : dice_.pick(free);
  purposes_ |= 1U << static_cast<unsigned>(purpose);
  return purpose;
}

/// On both sides of the limits of the editions.
contract::Centavos Generator::amount(bool ordered) {
  if (ordered) return dice_.among<contract::Centavos>({170'000, 900'000, 900'000, 2'500'000, 6'000'000, 6'000'001});
  if (dice_.percent(62)) return dice_.among<contract::Centavos>({50'000, 80'000, 80'001, 100'000, 100'001, 170'000, 200'000});
  return dice_.among<contract::Centavos>({200'001, 300'000, 300'001, 400'000, 500'000, 800'000, 800'001});
}

Generator::Made Generator::request() {
  Step step;
  step.kind = Kind::request;
  step.ordered = dice_.percent(22);
  step.payee = dice_.roll(2);
  step.amount = amount(step.ordered);
  const bool officer = step.ordered && dice_.percent(35);
  auto who = key([&](const Key& k) { return k.role == (officer ? Role::officer : Role::guardian); });
  if (dice_.percent(5)) who = key([](const Key&) { return true; }, false);
  if (!who) return std::nullopt;
  const auto purpose = purpose_for(step.payee);
  if (!purpose) return std::nullopt;
  step.purpose = *purpose;
  step.request = ++requests_;
  return by(who, step);
}

Generator::Made Generator::request_again() {
  Step step;
  step.kind = Kind::request_again;
  step.payee = at_hand().payee;
  step.amount = at_hand().amount + dice_.among<contract::Centavos>({-1, 1, 5'000});
  return by(key([&](const Key& k) { return k.person == at_hand().requester; }), step);
}

/// Another version: the first is withdrawn, the second is asked for.
Generator::Made Generator::edit() {
  const auto who = key([&](const Key& k) { return k.person == at_hand().requester; });
  if (!who) return std::nullopt;
  Step again;
  again.kind = Kind::request;
  again.edits = focus_;
  again.payee = dice_.percent(70) ? at_hand().payee : dice_.roll(2);
  again.ordered = at_hand().ordered;
  again.amount = amount(again.ordered);
  const auto purpose = purpose_for(again.payee);
  if (!purpose) return std::nullopt;
  again.purpose = *purpose;
  again.request = ++requests_;
  again.who = *who;
  next_.push_back(again);
  Step withdrawn;
  withdrawn.kind = Kind::cancel;
  return by(who, withdrawn);
}

Generator::Made Generator::approve_rightly() {
  const Request& request = at_hand();
  std::vector<Role> missing;
  for (const Role role : request.needs())
    if (!approved_by_class(request, role)) missing.push_back(role);
  if (missing.empty() || (request.ordered && dice_.percent(20))) missing.push_back(Role::compliance);
  const Role role = dice_.pick(missing);
  const int paid = ward_->payees().at(static_cast<std::size_t>(request.payee)).person;
  Step step;
  step.kind = Kind::approve;
  return by(key([&](const Key& k) { return k.role == role && k.person != request.requester && k.person != paid && !approved_by(request, k.person); }), step);
}

Generator::Made Generator::approve_somehow() {
  if (focus_ == 0) return std::nullopt;
  Step step;
  step.kind = Kind::approve;
  const bool with_a_part = dice_.percent(50);
  const auto fits = [&](const Key& k) { return (k.role != Role::guardian || dice_.percent(20)) && (!with_a_part || has_a_part(k.person)); };
  return by(key(fits, dice_.percent(85)), step);
}

Generator::Made Generator::cancel() {
  Step step;
  step.kind = Kind::cancel;
  const bool returned = dice_.percent(60);
  return by(key([&](const Key& k) { return returned ? k.role == Role::officer || k.role == Role::compliance : true; }, dice_.percent(90)), step);
}

Generator::Made Generator::release_rightly() {
  Step step;
  step.kind = Kind::release;
  const Role role = at_hand().ordered && dice_.percent(35) ? Role::officer : Role::releaser;
  return by(key([&](const Key& k) { return k.role == role && !has_a_part(k.person); }, dice_.percent(90)), step);
}

Generator::Made Generator::release_somehow() {
  if (focus_ == 0) return std::nullopt;
  Step step;
  step.kind = Kind::release;
  const bool with_a_part = dice_.percent(40);
  const auto fits = [&](const Key& k) {
    return (k.role == Role::releaser || k.role == Role::officer || dice_.percent(10)) && (!with_a_part || has_a_part(k.person));
  };
  return by(key(fits, dice_.percent(85)), step);
}

Generator::Made Generator::propose_file() {
  Step step;
  step.kind = Kind::propose_file;
  step.payee = at_hand().payee;
  step.amount = at_hand().amount;
  const bool rightly = dice_.percent(85);
  return by(key([&](const Key& k) { return rightly ? k.role == Role::releaser && !has_a_part(k.person) : k.role != Role::guardian; }, dice_.percent(90)), step);
}
Generator::Made Generator::agree_to_file() {
  Step step;
  step.kind = Kind::agree_to_file;
  const bool rightly = dice_.percent(75);
  return by(key([&](const Key& k) { return rightly ? k.role == Role::releaser && !has_a_part(k.person) : true; }, dice_.percent(90)), step);
}
Generator::Made Generator::hand_over() {
  Step step;
  step.kind = Kind::hand_over;
  return by(0, step);
}
Generator::Made Generator::settle() {
  if (focus_ == 0) return std::nullopt;
  Step step;
  step.kind = Kind::settle;
  step.amount = at_hand().amount;
  return by(0, step);
}
Generator::Made Generator::reject() {
  Step step;
  step.kind = Kind::reject;
  return by(0, step);
}

bool Generator::has_a_part(int person) const {
  if (focus_ == 0) return false;
  const Request& request = at_hand();
  return request.requester == person || approved_by(request, person) || ward_->payees().at(static_cast<std::size_t>(request.payee)).person == person;
}

}  // namespace katiwala::interleavings
