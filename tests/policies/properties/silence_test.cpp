// With any one class of people silent, what a court has ordered is still paid, within the days of R31 and one more; what no court has ordered is not.
//
// Every way on which nobody of that class does anything, exhaustive: who asks, who agrees, who releases, on which day.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "tests/policies/properties/agreement.h"
#include "tests/policies/properties/figures.h"
#include "tests/policies/properties/tampered.h"

namespace katiwala::policies::properties::silence_test {
namespace {

constexpr std::uint64_t kMost = 5'000'000;
constexpr std::uint8_t kRequest = 20;

/// A ward with money, a guardian, a school, and a court's order for 90,000.00.
std::unique_ptr<Story> ward_with_order(int standin_days) {
  auto story = std::make_unique<Story>(all_rules(), with_parameter(shipped_bundle(), "R31", "standin_after_days", std::to_string(standin_days)));
  EXPECT_EQ(said(story->ask(kBank, RecordRate{rate("USD", "50"), manila_date(story->now), "reference rate"})), "allow");
  story->begin();
  story->fund("10000.00 USD", "500000.00 PHP");
  story->record_court_order("90000.00 PHP");
  return story;
}

struct Care {
  std::string name;
  std::string_view amount;
  bool ordered;
};
const Care kOrdered{"ordered care of 80,000.00", "80000.00 PHP", true};
const Care kSmall{"9,000.00 without an order", "9000.00 PHP", false};
const Care kLarger{"30,000.00 without an order", "30000.00 PHP", false};

RequestDisbursement asks(const Care& care) {
  RequestDisbursement c;
  c.request = id<RequestId>(kRequest);
  c.ward = kWard;
  c.payee = kSchool;
  c.amount = money(care.amount);
  if (care.ordered) c.court_order = kCourtOrder;
  return c;
}
Release lets_go() {
  Release c;
  c.request = id<RequestId>(kRequest);
  c.ward = kWard;
  c.message_id = c.end_to_end_id = "KTW-20";
  c.uetr.fill(kRequest);
  c.file = in_vault(kRequest);
  return c;
}

struct Found {
  std::optional<int> first_day;  ///< on which it could leave, counted from the day it was asked for; none: on no way
  std::string broken;
  bool whole = true;
  std::uint64_t states = 0, transitions = 0, refused = 0;

  void add(const Found& other) {
    if (other.first_day && (!first_day || *other.first_day < *first_day)) first_day = other.first_day;
    broken += other.broken;
    whole = whole && other.whole;
    states += other.states;
    transitions += other.transitions;
    refused += other.refused;
  }
};

/// Asked for by that person at the first of the instants. `silent`: none, or the class of which nobody acts but the asker.
Found paid(const Story& story, const PrincipalId& asker, const std::string& asked_at, std::optional<Role> silent, const Care& care, int standin_days,
           const Decide& decide) {
  Model model;
  model.start = story.state;
  model.slots = {at(manila_date(story.now).text(), asked_at)};
  const CivilDate first = manila_date(model.slots.front());
  for (int later = 1; later <= 4; ++later) model.slots.push_back(start_of(first + later));
  model.slots.push_back({start_of(first + standin_days + 1).micros - 1});  // the last instant at which nobody stands in
  model.slots.push_back(start_of(first + standin_days + 1));
  for (const int later : {14, 16, 100}) model.slots.push_back(start_of(first + later));
  std::sort(model.slots.begin(), model.slots.end());
  model.slots.erase(std::unique(model.slots.begin(), model.slots.end()), model.slots.end());
  const auto speaking = [&](std::vector<PrincipalId> all) {
    std::erase_if(all, [&](const PrincipalId& who) { return silent == spec(who).role; });
    return all;
  };
  model.acts = by({asker}, "request", asks(care));
  model.acts.front().at_first = true;
  for (Act& release : by(speaking({kReleaser, kOfficer, kOfficer2}), "release", lets_go())) model.acts.push_back(std::move(release));
  model.agreeing = speaking({kOfficer, kOfficer2, kWorker, kCompliance, kCompliance2});
  model.decide = decide;
  Found found;
  model.check = [&](const Happened& h) {
    if (event_of<RequestReleased>(h.decision) != nullptr) {
      const int days = manila_date(h.asked.time).days() - first.days();
      if (!found.first_day || days < *found.first_day) found.first_day = days;
    }
    const std::string wrong = agreed(h, standin_days);
    return wrong.empty() ? four_eyes(h) : wrong;
  };
  const Seen seen = explore(model, kMost);
  found.broken = seen.broken;
  found.whole = seen.whole;
  found.states = seen.states;
  found.transitions = seen.transitions;
  found.refused = seen.refused;
  return found;
}

/// By whoever may ask for it and speaks: the guardian, or an officer, who asks even where his class is silent otherwise.
Found paid(const Story& story, const std::string& asked_at, std::optional<Role> silent, const Care& care, int standin_days, const Decide& decide) {
  Found found = paid(story, kOfficer, asked_at, silent, care, standin_days, decide);
  if (silent != Role::guardian) found.add(paid(story, kGuardian, asked_at, silent, care, standin_days, decide));
  return found;
}

struct Case {
  std::optional<Role> silent;
  std::optional<int> ordered, small, larger;  ///< day; with kStandin: when others may stand in
};
constexpr int kStandin = -1;
const Case kCases[] = {
    {std::nullopt, 0, 0, 0},
    {Role::guardian, 0, std::nullopt, std::nullopt},
    {Role::trust_officer, kStandin, std::nullopt, std::nullopt},
    {Role::social_worker, kStandin, 0, std::nullopt},
    {Role::compliance, 0, 0, 0},
    {Role::releaser, kStandin, std::nullopt, std::nullopt},
};

std::string text(std::optional<int> day) { return day ? "day " + std::to_string(*day) : "never"; }

TEST(Silence, OfOneClassKeepsNothingFromHerThatACourtHasOrdered) {
  std::uint64_t states = 0, transitions = 0, refused = 0;
  for (const int standin : deep() ? std::vector<int>{0, 1, 2, 3, 5, 7, 13} : std::vector<int>{0, 3, 13}) {
    const auto story = ward_with_order(standin);
    for (const std::string_view hour : deep() ? std::vector<std::string_view>{"09:00", "12:00", "21:59"} : std::vector<std::string_view>{"09:00"}) {
      for (const Case& c : kCases) {
        const struct {
          const Care& care;
          std::optional<int> expected;
        } kCare[] = {{kOrdered, c.ordered}, {kSmall, c.small}, {kLarger, c.larger}};
        for (const auto& [care, expected] : kCare) {
          const std::string silent = c.silent ? std::string(name(*c.silent)) : "nobody";
          const Found found = paid(*story, std::string(hour), c.silent, care, standin, the_judge());
          EXPECT_EQ(found.broken, "");
          EXPECT_TRUE(found.whole);
          EXPECT_EQ(text(found.first_day), text(expected == kStandin ? std::optional(standin + 1) : expected))
              << care.name << ", " << silent << " silent, others stand in after " << standin << " days";
          states += found.states;
          transitions += found.transitions;
          refused += found.refused;
        }
      }
    }
  }
  std::cout << "SHOWN: with each class silent: " << states << " states, " << transitions << " transitions, " << refused
            << " refused; ordered care leaves on time, nothing else does\n";
}

// -- what is wrong in one respect is noticed

TEST(Silence, WhereNobodyStandsInItIsNoticed) {
  const auto story = ward_with_order(3);
  const Decide never = misreads_rulebooks([](std::string text) { return with_parameter(std::move(text), "R31", "standin_after_days", "3660"); });
  for (const Case& c : kCases) {
    if (c.ordered != kStandin) continue;
    EXPECT_EQ(text(paid(*story, "09:00", c.silent, kOrdered, 3, never).first_day), "never") << name(*c.silent);
    EXPECT_EQ(text(paid(*story, "09:00", c.silent, kOrdered, 3, the_judge()).first_day), "day 4") << name(*c.silent);
  }
}

TEST(Silence, StandingInADayEarlyIsNoticed) {
  const auto story = ward_with_order(3);
  const Decide early = misreads_rulebooks([](std::string text) { return with_parameter(std::move(text), "R31", "standin_after_days", "2"); });
  const Found found = paid(*story, "09:00", Role::trust_officer, kOrdered, 3, early);
  EXPECT_NE(found.broken.find("of the class compliance counted"), std::string::npos) << found.broken;
}

/// Whoever stands in is shown every request as one under the court's order.
TEST(Silence, StandingInForWhatNobodyOrderedIsNoticed) {
  const auto story = ward_with_order(3);
  const Decide lax = [](const State& state, const Submission& asked) {
    const Principal* who = state.principal(asked.principal);
    const bool stands_in = who != nullptr && (who->role == Role::compliance || std::holds_alternative<Release>(asked.command));
    if (!stands_in) return the_judge()(state, asked);
    State ordered = state;
    for (auto& [number, request] : ordered.requests) {
      request.court_order = kCourtOrder;
      request.tier = Tier::t2;
    }
    return the_judge()(ordered, asked);
  };
  const Found found = paid(*story, "09:00", Role::trust_officer, kSmall, 3, lax);
  EXPECT_NE(found.broken.find("of the class compliance counted"), std::string::npos) << found.broken;
}

}  // namespace
}  // namespace katiwala::policies::properties::silence_test
