#include "tests/model/generator.h"

#include <algorithm>

namespace katiwala::model {

using namespace reference;

Generator::Generator(std::uint64_t seed, std::size_t steps, const Model& model, MakerOf maker_of)
    : dice_(seed ^ 0x6b61746977616c61ULL), steps_(steps), model_(model), maker_of_(std::move(maker_of)) {
  for (int i = 0; i < 12; ++i) marks_.push_back({1 + static_cast<int>(dice_.roll(5)), dice_.name()});
}

Scripted Generator::next() {
  Scripted out = scripted();
  out.number = static_cast<Step>(made_++);
  if (out.kind == Scripted::Kind::ask) {
    constexpr std::size_t kRemembered = 400;
    if (asked_.size() < kRemembered) asked_.push_back(out);
    else asked_[dice_.roll(kRemembered)] = out;
  }
  return out;
}

Scripted Generator::scripted() {
  Scripted out;
  const bool repeats = !asked_.empty() && dice_.in_thousand(30);
  if (repeats) {
    out.kind = dice_.percent(80) ? Scripted::Kind::again : Scripted::Kind::instead;
    out.of = dice_.pick(asked_).number;
    return out;
  }
  if (dice_.roll(2500) == 0) {
    out.kind = Scripted::Kind::restart;
    return out;
  }
  Made made;
  while (!made) made = sensible();
  out.operation = spoiled(*made);
  return out;
}

/// Each with its weight; what can not be done now is not done.
Generator::Made Generator::sensible() {
  struct Way {
    unsigned weight;
    Made (Generator::*make)();
  };
  constexpr Way kWays[] = {
      {260, &Generator::approve},   {130, &Generator::request},    {75, &Generator::release},       {70, &Generator::settle},      {45, &Generator::hand_over},
      {14, &Generator::reject},     {60, &Generator::receive},     {60, &Generator::match},         {40, &Generator::convert},     {10, &Generator::charge},
      {30, &Generator::reconcile},  {14, &Generator::reverse},     {22, &Generator::cancel},        {80, &Generator::file_return}, {20, &Generator::record_rate},
      {40, &Generator::move_clock}, {3, &Generator::open_pool},    {10, &Generator::open_ward},     {9, &Generator::record_order}, {24, &Generator::record_award},
      {16, &Generator::appoint},    {16, &Generator::bond},        {20, &Generator::payee},         {16, &Generator::court_order}, {4, &Generator::adverse},
      {8, &Generator::enrol},       {2, &Generator::revoke},       {4, &Generator::adopt},          {3, &Generator::erase},        {4, &Generator::refuse_input},
      {12, &Generator::change_guardian}, {5, &Generator::change_payee}, {8, &Generator::budget},
      {60, &Generator::receipt},     {3, &Generator::open_case},   {20, &Generator::move_case},
      {2, &Generator::older_pool},  {14, &Generator::note_opening}, {14, &Generator::open_books}, {9, &Generator::file_recall},
      {10, &Generator::answer_recall},
  };
  unsigned all = 0;
  for (const Way& way : kWays) all += way.weight;
  std::uint64_t at = dice_.roll(all);
  for (const Way& way : kWays) {
    if (at < way.weight) return (this->*way.make)();
    at -= way.weight;
  }
  return std::nullopt;
}

Generator::Made Generator::by(const std::optional<Name>& who, Action action) {
  if (!who) return std::nullopt;
  Operation out;
  out.who = *who;
  out.action = std::move(action);
  const Principal& principal = m().principals.at(*who);
  out.credential = dice_.percent(90) ? principal.credentials.front().name : dice_.pick(principal.credentials).name;
  const bool needed = std::holds_alternative<RequestPayment>(out.action) || std::holds_alternative<Approve>(out.action) || std::holds_alternative<Release>(out.action);
  out.signing = needed || dice_.percent(5) ? Signing::right : Signing::none;
  return out;
}

/// A few in a hundred: somebody else asks, with another's key, or unsigned, or with a signature that is not one.
Operation Generator::spoiled(Operation operation) {
  if (dice_.in_thousand(25)) {
    const auto* other = any(m().principals);
    operation.who = other->first;
    if (dice_.percent(60)) operation.credential = other->second.credentials.front().name;
  }
  if (dice_.in_thousand(2)) operation.who = dice_.name();
  if (dice_.in_thousand(12)) {
    constexpr Signing kBad[] = {Signing::none, Signing::broken, Signing::stale};
    operation.signing = kBad[dice_.roll(3)];
  }
  return operation;
}

std::optional<Name> Generator::principal(Role role) {
  const auto in_date = [&](const Principal& p) {
    return std::any_of(p.credentials.begin(), p.credentials.end(), [&](const Credential& c) { return c.from <= m().now && m().now < c.to; });
  };
  const bool any_will_do = dice_.percent(3);
  const auto* found = any(m().principals, [&](const Principal& p) { return p.role == role && !p.revoked && (any_will_do || in_date(p)); });
  if (found == nullptr) return std::nullopt;
  return found->first;
}

/// Nearly always new; now and then used, none, or one twice.
std::vector<Name> Generator::new_references() {
  if (dice_.in_thousand(15)) return {};
  std::vector<Name> out;
  for (std::uint64_t i = 0; i <= dice_.roll(2); ++i) out.push_back(dice_.name());
  if (dice_.in_thousand(30) && !m().references.empty()) out.back() = any(m().references)->first;
  if (dice_.in_thousand(10)) out.push_back(out.front());
  return out;
}

std::vector<Mark> Generator::some_marks() {
  std::vector<Mark> out{{5, dice_.name()}};
  if (dice_.percent(20)) out.push_back(dice_.pick(marks_));
  return out;
}

Name Generator::some_person() {
  if (dice_.percent(85) || m().principals.empty()) return dice_.name();
  return any(m().principals)->second.person;
}

}  // namespace katiwala::model
