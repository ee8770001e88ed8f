// No schedule of requests, returns, back-dated values, other rulebooks and moves of the clock passes a limit in any window.
//
//   KATIWALA_DEEP=1      8,000 histories instead of 300
#include <gtest/gtest.h>

#include <iostream>

#include "tests/policies/properties/histories.h"
#include "tests/policies/properties/limits.h"
#include "tests/policies/properties/tampered.h"

namespace katiwala::policies::properties::limits_test {
namespace {

constexpr std::uint64_t kSeed = 20'260'500;
constexpr std::size_t kSteps = 150;
constexpr std::uint64_t kFew = 300, kMany = 8'000, kControl = 300;

struct Tally {
  std::uint64_t histories = 0, entries = 0, payments = 0;
  std::map<std::string, std::uint64_t> met, denied;
};

/// "" or what was passed, with the seed and the entry.
std::string plays(std::uint64_t seed, const Decide& decide, Tally& tally, bool misreads_caps = false) {
  History history(seed, decide);
  history.play(kSteps);
  Limits limits;
  limits.misreads_caps = misreads_caps;
  std::string wrong;
  for (std::size_t i = 0; i < history.entries().size() && wrong.empty(); ++i) {
    const Entry& entry = history.entries()[i];
    wrong = limits.see(entry);
    if (!wrong.empty()) wrong = "seed " + std::to_string(seed) + " entry " + std::to_string(i) + " " + std::string(name_of(entry.command)) + ": " + wrong;
    if (!entry.decision.accepted()) ++tally.denied[entry.decision.reasons.front().code];
    if (std::holds_alternative<Release>(entry.command) && entry.decision.accepted()) ++tally.payments;
  }
  if (wrong.empty()) wrong = limits.every_window();
  ++tally.histories;
  tally.entries += history.entries().size();
  for (const auto& [limit, times] : limits.met()) tally.met[limit] += times;
  return wrong;
}

std::string missing(const std::map<std::string, std::uint64_t>& seen, std::initializer_list<std::string_view> wanted) {
  std::string out;
  for (const std::string_view word : wanted)
    if (!seen.contains(std::string(word))) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

TEST(Limits, NoScheduleOfEventsPassesOneInAnyWindow) {
  Tally tally;
  const std::uint64_t histories = deep() ? kMany : kFew;
  for (std::uint64_t i = 0; i < histories; ++i) ASSERT_EQ(plays(kSeed + i, the_judge(), tally), "");
  EXPECT_EQ(missing(tally.met, {"R19 T0 request", "R19 T0 window", "R19 T1 request", "R19 T1 window", "R21 order", "R21 budget", "R25 share",
                                "R36 threshold", "R36 reported", "R48 day", "R60 share", "RF04 month", "RF09 share"}), "");
  EXPECT_EQ(missing(tally.denied, {"COURT_ORDER_REQUIRED", "CAP_EXCEEDED", "NO_SPLIT", "INSTAPAY_LIMIT", "COMPENSATION_FORBIDDEN", "LAWYER_CAP",
                                   "PAYEE_IS_GUARDIAN", "TIER_INSUFFICIENT", "ORDER_EXPIRED", "ORDER_STAYED", "CALENDAR_YEAR_MISSING", "CLOCK_BACKWARDS"}), "");
  for (const auto& [limit, times] : tally.met) std::cout << "  met to the centavo: " << limit << " " << times << "\n";
  for (const auto& [code, times] : tally.denied) std::cout << "  denied: " << code << " " << times << "\n";
  std::cout << "SHOWN: " << tally.histories << " random histories, " << tally.entries << " entries, " << tally.payments
            << " payments that left: no limit passed in any window\n";
}

// -- what is wrong in one respect is noticed

/// The first complaint about that rule, of some histories of a program that decides otherwise.
std::string first_noticed(const Decide& decide, std::string_view rule, bool misreads_caps) {
  Tally tally;
  for (std::uint64_t i = 0; i < kControl; ++i) {
    const std::string wrong = plays(kSeed + i, decide, tally, misreads_caps);
    if (wrong.find(rule) != std::string::npos) return wrong;
  }
  return "";
}

void expect_noticed(const Decide& decide, std::string_view rule, bool misreads_caps = false) {
  const std::string noticed = first_noticed(decide, std::string(rule) + ":", misreads_caps);
  std::cout << "noticed: " << noticed << "\n";
  EXPECT_NE(noticed, "") << rule << ": not in " << kControl << " histories";
}

Decide with_more(std::string_view rule, std::string_view name) {
  return misreads_rulebooks([=](std::string text) { return raised(std::move(text), rule, name); });
}

TEST(Limits, ACentavoTooMuchIsNoticed) {
  expect_noticed(with_more("R19", "t0_request_limit"), "R19");
  expect_noticed(with_more("R19", "t0_window_limit"), "R19");
  expect_noticed(with_more("R19", "t1_request_limit"), "R19");
  expect_noticed(with_more("R19", "t1_window_limit"), "R19");
  expect_noticed(with_more("R48", "limit"), "R48");
  expect_noticed(with_more("R36", "threshold"), "R36");
}

TEST(Limits, ACapACentavoTooHighIsNoticed) { expect_noticed(the_judge(), "R21", true); }

TEST(Limits, AWindowThatIsTooShortIsNoticed) {
  const auto shorter = [](std::string_view rule, int by) {
    return misreads_rulebooks([=](std::string text) {
      const int days = std::stoi(parameter(text, rule, "window_days"));
      return with_parameter(std::move(text), rule, "window_days", std::to_string(days - by));
    });
  };
  expect_noticed(shorter("R19", 1), "R19");
  expect_noticed(shorter("RF02", 1), "RF02");
  expect_noticed(shorter("RF09", 7), "RF09");
}

TEST(Limits, AShareTooLargeIsNoticed) {
  const auto larger = [](std::string_view rule, std::string_view name) {
    return misreads_rulebooks([=](std::string text) {
      const int percent = std::stoi(parameter(text, rule, name));
      return with_parameter(std::move(text), rule, name, std::to_string(percent + 1));
    });
  };
  expect_noticed(larger("R25", "cap_percent"), "R25");
  expect_noticed(larger("R60", "percent"), "R60");
  expect_noticed(larger("RF09", "percent"), "RF09");
}

/// What the rule sees of her spending.
template <class Keep>
Verdict heard_with(const Matter& m, const Rule& rule, Keep keep) {
  if (m.ward == nullptr) return rule.judge(m);
  Ward some = *m.ward;
  std::erase_if(some.spends, [&](const Spend& spend) { return !keep(m, spend); });
  return rule.judge({m.state, m.submission, m.command, m.stage, m.today, m.rulebook, &some, m.protection, m.watch, m.principal, m.request, m.plan, m.tier});
}
bool has_left(const Matter& m, const Spend& spend) { return m.state.request(spend.request)->released.has_value(); }
bool is_this_month(const Matter& m, const Spend& spend) { return spend.day.year() == m.today.year() && spend.day.month() == m.today.month(); }

TEST(Limits, WhatIsPendingLeftOutIsNoticed) {
  expect_noticed(with_rule("R19", [](const Matter& m) { return heard_with(m, rule_of("R19"), has_left); }), "R19");
  expect_noticed(with_rule("R48", [](const Matter& m) { return heard_with(m, rule_of("R48"), has_left); }), "R48");
}

TEST(Limits, AWindowThatIsACalendarMonthIsNoticed) {
  expect_noticed(with_rule("R19", [](const Matter& m) { return heard_with(m, rule_of("R19"), is_this_month); }), "R19");
}

TEST(Limits, ARuleThatIsSilentIsNoticed) {
  for (const std::string_view rule : {"R20", "RF02", "RF04", "RF09", "RF14", "R25", "R36", "R48", "R60"}) expect_noticed(without_rules({rule}), rule);
  expect_noticed(without_rules({"R36", "R71"}), "R71");
}

/// Whatever was noticed on the way is passed over: the windows of what stands at the end show it too.
TEST(Limits, EveryWindowAloneShowsIt) {
  const Decide more = with_more("R19", "t1_window_limit");
  std::string shown;
  for (std::uint64_t seed = kSeed; seed < kSeed + kControl && shown.empty(); ++seed) {
    History history(seed, more);
    history.play(kSteps);
    Limits limits;
    for (const Entry& entry : history.entries()) static_cast<void>(limits.see(entry));
    shown = limits.every_window();
  }
  EXPECT_NE(shown, "");
  std::cout << "noticed: " << shown << "\n";
}

/// The book itself keeps accounts from going below nothing: so it is a record without her credits that is looked at.
TEST(Limits, MoneyThatNeverCameIsNoticed) {
  History history(kSeed, the_judge());
  history.play(kSteps);
  Limits limits;
  std::string noticed;
  for (Entry entry : history.entries()) {
    if (event_of<AwardCredited>(entry.decision) != nullptr) entry.decision.postings.clear();
    noticed = limits.see(entry);
    if (noticed.starts_with("R35")) break;
  }
  EXPECT_EQ(noticed.substr(0, 3), "R35") << noticed;
}

/// Agreed to and let go as it was asked for, whatever the rulebook says by then.
TEST(Limits, ARuleThatIsHeardOnceIsNoticed) {
  expect_noticed(with_rule("R19", [](const Matter& m) { return m.stage == Stage::submit ? rule_of("R19").judge(m) : silent(); }), "R19");
}

}  // namespace
}  // namespace katiwala::policies::properties::limits_test
