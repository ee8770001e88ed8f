// What is open at the end of a day: each kind with both sides of its bound, who is shown what, and how old what waits is.
#include <gtest/gtest.h>

#include "audit/daily/ageing.h"
#include "audit/daily/open_items.h"
#include "tests/audit/values.h"

namespace katiwala::audit::daily::testing::open_items_test {
namespace {

using namespace custody;
using audit::testing::amount;
using audit::testing::currency;
using audit::testing::date;
using audit::testing::owner;

const CivilDate kDay = date("2026-03-06");  // a Friday
const Reader kAll{true, true, true}, kOfficer{true, true, false}, kNone{};

Calendar calendar() { return *Calendar::from({{2026, "invented", {{date("2026-03-05"), true, "a holiday"}}}}); }

DayAsked asked(CivilDate day = kDay) {
  static const Calendar year = calendar();
  return {day, day + 1, &year, true};
}

std::string told(const State& state, const DayAsked& day, const Reader& reader) {
  std::string out;
  for (const OpenItem& one : open_items(state, day, reader)) out += std::string(out.empty() ? "" : " ") + std::string(name(one.kind)) + "/" + one.what + (one.overdue ? "!" : "");
  return out;
}

PoolId add_pool(State& state, std::optional<CivilDate> reconciled, const std::string& bank = "100.00") {
  Pool pool;
  pool.id = PoolId{owner(1)};
  pool.cash.push_back({{currency("PHP"), {}, {}}, reconciled, std::nullopt});
  state.book.set_balance({book::AccountKind::bank, pool.id.bytes, currency("PHP")}, amount(bank, "PHP"));
  return state.pools.emplace(pool.id, pool).first->first;
}

TEST(OpenItems, AStatementIsDueForEveryWorkingDay) {
  struct Case {
    const char *what, *day, *reconciled, *told;
  };
  const Case cases[] = {{"the day itself", "2026-03-06", "2026-03-06", ""},          {"a day behind", "2026-03-06", "2026-03-05", "missing_statement/PHP"},
                        {"Saturday asks for Friday's", "2026-03-07", "2026-03-06", ""}, {"Saturday, without it", "2026-03-07", "2026-03-05", "missing_statement/PHP!"},
                        {"a holiday asks for the day before", "2026-03-05", "2026-03-04", ""}, {"a holiday, without it", "2026-03-05", "2026-03-03", "missing_statement/PHP!"}};
  for (const Case& one : cases) {
    State state;
    add_pool(state, date(one.reconciled));
    EXPECT_EQ(told(state, asked(date(one.day)), kNone), one.told) << one.what;
  }
  State never, unused;
  add_pool(never, std::nullopt);
  add_pool(unused, std::nullopt, "0.00");
  EXPECT_EQ(told(never, asked(), kNone), "missing_statement/PHP");
  EXPECT_EQ(told(unused, asked(), kNone), "") << "an account that never held anything";
}

TEST(OpenItems, ABreakIsListedWithWhatItComesTo) {
  State state;
  const PoolId pool = add_pool(state, kDay);
  state.pools[pool].cash[0].difference = amount("-12.50", "PHP");
  const auto items = open_items(state, asked(), kNone);
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].kind, OpenKind::reconciliation_break);
  EXPECT_EQ(items[0].amount->text(), "-12.50");
}

TEST(OpenItems, ARecallIsListedFromTheDayItCameUntilItIsAnswered) {
  State state;
  const RecallId id{owner(9)};
  Recall& recall = state.recalls[id];
  recall.id = id;
  recall.filed = kDay;
  recall.reason = "DUPL";
  EXPECT_EQ(told(state, asked(), kNone), "recall/DUPL");
  EXPECT_EQ(told(state, asked(kDay - 1), kNone), "") << "it had not come";
  recall.reason.clear();
  EXPECT_EQ(told(state, asked(), kNone), "recall/no_reason");
  for (const RecallStanding answer : {RecallStanding::promised, RecallStanding::refused}) {
    recall.standing = answer;
    EXPECT_EQ(told(state, asked(), kNone), "") << name(answer);
  }
}

/// The principal's certificates, each by the last day on which it is good, and of a removal that has begun.
struct Certificate {
  const char* last_day;
  bool is_removed = false;
};

State state_with(const std::vector<Certificate>& certificates, bool revoked = false) {
  State state;
  Principal& one = state.principals[PrincipalId{owner(7)}];
  one.id = PrincipalId{owner(7)};
  one.role = Role::releaser;
  one.revoked = revoked;
  for (const Certificate& given : certificates) {
    Credential credential;
    credential.fingerprint.fill(static_cast<std::uint8_t>(one.credentials.size() + 1));
    credential.valid_to = Instant{start_of(date(given.last_day) + 1).micros - 1};
    CredentialStanding standing;
    standing.credential = credential.fingerprint;
    if (given.is_removed) standing.until = start_of(kDay + 1);
    one.credentials.push_back(credential);
    one.standings.push_back(standing);
  }
  return state;
}

TEST(OpenItems, ACertificateThatEndsIsListedAMonthBefore) {
  struct Case {
    const char* what;
    std::vector<Certificate> certificates;
    const char* told;
  };
  const Case cases[] = {{"a day early", {{"2026-04-06"}}, ""},
                        {"thirty days before", {{"2026-04-05"}}, "credential/releaser"},
                        {"its last day is over when the day is", {{"2026-03-06"}}, "credential/releaser!"},
                        {"the day before its last", {{"2026-03-07"}}, "credential/releaser"},
                        {"there is a new one", {{"2026-03-07"}, {"2027-03-06"}}, ""},
                        {"which is being removed", {{"2026-03-07"}, {"2027-03-06", true}}, "credential/releaser"},
                        {"all are being removed, as somebody wished", {{"2026-03-07", true}}, ""},
                        {"there is none", {}, ""}};
  for (const Case& one : cases) {
    EXPECT_EQ(told(state_with(one.certificates), asked(), kNone), one.told) << one.what;
    EXPECT_EQ(told(state_with(one.certificates, true), asked(), kNone), "") << "who was revoked renews nothing";
  }
  const auto items = open_items(state_with({{"2026-04-05"}}), asked(), kNone);
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].id, PrincipalId{owner(7)}.hex());
  EXPECT_EQ(items[0].since, kDay);
  EXPECT_EQ(items[0].due->text(), "2026-04-05");
}

Obligation duty(Duty what, const std::string& due, bool confidential = false) {
  Obligation out;
  out.number = 1;
  out.duty = what;
  out.opened = date("2026-03-01");
  out.due = date(due);
  out.confidential = confidential;
  return out;
}

TEST(OpenItems, DutiesAreDueAndThenOverdue) {
  struct Case {
    const char* due;
    const char* told;
  };
  for (const Case& one : {Case{"2026-03-07", ""}, {"2026-03-06", "duty/inventory"}, {"2026-03-05", "duty/inventory!"}}) {
    State state;
    state.wards[WardId{owner(2)}].obligations = {duty(Duty::inventory, one.due)};
    EXPECT_EQ(told(state, asked(), kNone), one.told) << one.due;
    state.wards[WardId{owner(2)}].obligations[0].closed = kDay;
    EXPECT_EQ(told(state, asked(), kNone), "") << "met";
  }
  // Of a duty in hours: the last instant of the day is over when the day is, the first of the next is not.
  for (const auto& [micros, overdue] : {std::pair{-1, true}, {0, false}}) {
    State state;
    Obligation hours = duty(Duty::risk_event_report, micros < 0 ? "2026-03-06" : "2026-03-07");
    hours.due = kDay;
    hours.due_at = Instant{start_of(kDay + 1).micros + micros};
    state.ledger.obligations = {hours};
    EXPECT_EQ(told(state, asked(), kAll), std::string("duty/risk_event_report") + (overdue ? "!" : ""));
    EXPECT_EQ(told(state, asked(), kNone), "") << "the ledger's own are the office's";
  }
}

TEST(OpenItems, ClocksAndCasesAreForThoseWhoMayReadThem) {
  State state;
  const Subject watched = watch_of(WardId{owner(2)});
  Watch& watch = state.watches[watched];
  watch.obligations = {duty(Duty::covered_transaction_report, "2026-03-13", true)};
  WatchCase open;
  open.flag = "RF10";
  open.opened = kDay;
  watch.cases = {open, open, open};
  watch.cases[1].state = CaseState::clear;
  watch.cases[2].state = CaseState::suspicious;
  state.wards[WardId{owner(2)}].obligations = {duty(Duty::covered_transaction_report, "2026-03-05", true)};
  EXPECT_EQ(told(state, asked(), kAll), "duty/covered_transaction_report! clock/covered_transaction_report case/RF10 open case/RF10 suspicious");
  EXPECT_EQ(told(state, asked(), kOfficer), "");
  for (const OpenItem& one : open_items(state, asked(), kAll)) EXPECT_TRUE(one.confidential) << one.what;
  watch.obligations[0].due = date("2026-03-05");
  EXPECT_EQ(told(state, asked(), kAll), "duty/covered_transaction_report! clock/covered_transaction_report! case/RF10 open case/RF10 suspicious");
  EXPECT_EQ(told(state, asked(date("2026-02-28")), kAll), "") << "nothing of it was there then";
}

TEST(OpenItems, DutiesOfAProtectionFileAreForThoseWhoCare) {
  State state;
  state.protections[WardId{owner(2)}].obligations = {duty(Duty::interview, "2026-03-06")};
  EXPECT_EQ(told(state, asked(), kOfficer), "duty/interview");
  EXPECT_EQ(told(state, asked(), kNone), "");
}

TEST(OpenItems, PaymentsBetweenAgreementAndAnswer) {
  struct Case {
    RequestState state;
    const char* told;
  };
  const Case cases[] = {{RequestState::judged, ""}, {RequestState::approved, "unreleased/instapay"}, {RequestState::released, "not_handed_over/instapay"},
                        {RequestState::handed_over, "unanswered/instapay"}, {RequestState::settled, ""}, {RequestState::cancelled, ""}, {RequestState::returned, ""}};
  for (const Case& one : cases) {
    State state;
    Request& request = state.requests[RequestId{owner(3)}];
    request.state = one.state;
    request.rail = Rail::instapay;
    request.amount = amount("1.00", "PHP");
    request.day = kDay - 4;
    request.released = kDay - 3;
    EXPECT_EQ(told(state, asked(), kNone), one.told);
    if (one.told[0] == 0) continue;
    EXPECT_EQ(open_items(state, asked(), kNone)[0].days, one.state == RequestState::approved ? 4 : 3);
  }
}

TEST(OpenItems, ASealIsDueWhenTheDayHasEnded) {
  State state;
  DayAsked day = asked();
  day.seal_is_last = false;
  EXPECT_EQ(told(state, day, kNone), "seal/seal");
  day.today = kDay;
  EXPECT_EQ(told(state, day, kNone), "") << "the day goes on";
  day.today = kDay + 1;
  state.ledger.sealed = kDay - 1;
  EXPECT_EQ(told(state, day, kNone), "seal/seal");
  state.ledger.sealed = kDay;
  EXPECT_EQ(told(state, day, kNone), "");
  state.ledger.sealed.reset();
  day.seal_is_last = true;
  EXPECT_EQ(told(state, day, kNone), "") << "nothing was booked since";
}

Credit credit(const std::string& of, CivilDate booked) {
  Credit out;
  out.amount = amount(of, "PHP");
  out.booked = booked;
  return out;
}

TEST(Ageing, WhatOfACreditIsInSuspense) {
  Credit one = credit("100.00", kDay);
  EXPECT_EQ(in_suspense(one).text(), "100.00");
  one.matched = true;
  EXPECT_EQ(in_suspense(one).text(), "0.00") << "the receipt was reversed";
  one.left = amount("14.25", "PHP");
  EXPECT_EQ(in_suspense(one).text(), "14.25") << "more than was outstanding";
}

TEST(Ageing, BucketsAtTheirBounds) {
  struct Case {
    int days;
    AgeBucket bucket;
  };
  using B = AgeBucket;
  for (const Case& one : {Case{0, B::days_0_5}, {5, B::days_0_5}, {6, B::days_6_30}, {30, B::days_6_30}, {31, B::days_31_90}, {90, B::days_31_90}, {91, B::days_91_on}})
    EXPECT_EQ(bucket_of(one.days), one.bucket) << one.days;
}

TEST(Ageing, SumsByCurrencyAndBucket) {
  State state;
  const std::pair<int, const char*> credits[] = {{0, "1.00"}, {5, "2.00"}, {6, "4.00"}, {91, "8.00"}, {-1, "16.00"}};
  std::uint8_t id = 1;
  for (const auto& [days, text] : credits) {
    Credit one = credit(text, kDay - days);
    one.id = CreditId{owner(id++)};
    state.credits[one.id] = one;
  }
  const auto aged = aged_credits(state, std::nullopt, kDay);
  ASSERT_EQ(aged.size(), 4U) << "what is booked tomorrow is not there yet";
  EXPECT_EQ(aged[0].days, 91) << "oldest first";
  const auto rows = ageing(aged);
  EXPECT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows.at({currency("PHP"), AgeBucket::days_0_5}).amount.text(), "3.00");
  EXPECT_EQ(rows.at({currency("PHP"), AgeBucket::days_0_5}).credits, 2U);
  EXPECT_TRUE(aged_credits(state, PoolId{owner(9)}, kDay).empty());
}

}  // namespace
}  // namespace katiwala::audit::daily::testing::open_items_test
