// RF04 guardians and cash, RF05 cash-out, RF08 purposes, RF11 changed accounts; S10 at the level of rules.
#include <gtest/gtest.h>

#include "policies/rules/payees.h"
#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::payees_test {
namespace {

Payee& payee(Scene& scene) { return scene.ward().payees.front(); }

void ask_for(Scene& scene, Purpose purpose, const char* amount = "1000.00 PHP") {
  RequestDisbursement asked = scene.request(money(amount));
  asked.purpose = purpose;
  scene.ask(asked, kGuardian);
}

void order_for(Scene& scene, std::optional<PayeeId> named, bool compensation = false) {
  CourtOrder order;
  order.id = kCourtOrder;
  order.payee = named;
  order.compensation = compensation;
  scene.ward().court_orders = {order};
}

std::string heard(const Scene& scene, std::string_view rule) { return said(scene.hear(rule)) + " " + raised_of(scene.hear(rule)); }

TEST(RF04, WhatIsTheGuardians) {
  const struct {
    const char* what;
    PayeeKind kind;
    PersonId person;
    Mark payees, guardians;
    const char* says;
    const char* shares;
  } cases[] = {
      {"a school", PayeeKind::school, kSchool, mark(MarkKind::account, 1), mark(MarkKind::account, 2), "silent ", ""},
      {"his account", PayeeKind::school, kSchool, mark(MarkKind::account, 1), mark(MarkKind::account, 1), "deny PAYEE_IS_GUARDIAN flag", "account"},
      {"his address", PayeeKind::landlord, kSchool, mark(MarkKind::address, 1), mark(MarkKind::address, 1), "silent ", ""},
      {"his phone, a shop", PayeeKind::shop, kSchool, mark(MarkKind::phone, 1), mark(MarkKind::phone, 1), "silent ", ""},
      {"his phone, a wallet", PayeeKind::e_wallet, kSchool, mark(MarkKind::phone, 1), mark(MarkKind::phone, 1), "deny PAYEE_IS_GUARDIAN flag", "phone"},
      {"another's wallet", PayeeKind::e_wallet, kSchool, mark(MarkKind::phone, 1), mark(MarkKind::phone, 2), "silent ", ""},
      {"himself", PayeeKind::person, kGuardian, mark(MarkKind::account, 1), mark(MarkKind::account, 2), "deny PAYEE_IS_GUARDIAN flag", "person"},
      {"cash", PayeeKind::cash, kStranger, mark(MarkKind::account, 1), mark(MarkKind::account, 2), "deny PAYEE_IS_GUARDIAN flag", "cash"},
      {"as a guardian", PayeeKind::guardian, kStranger, mark(MarkKind::account, 1), mark(MarkKind::account, 2), "deny PAYEE_IS_GUARDIAN flag", "guardian"},
  };
  for (const auto& c : cases) {
    Scene scene;
    payee(scene).payee_kind = c.kind;
    payee(scene).person = c.person;
    payee(scene).marks = {c.payees};
    scene.guardian().marks = {c.guardians};
    scene.guardian().standing = GuardianStanding::removed;  // of before as of now
    ask_for(scene, Purpose::food_clothing);
    EXPECT_EQ(heard(scene, "RF04"), c.says) << c.what;
    EXPECT_EQ(fact_of(scene.hear("RF04"), "shares"), c.shares) << c.what;
  }
}

TEST(RF04, AnAllowanceOfACourtWithinItsMonth) {
  const struct {
    const char* what;
    const char* allowance;
    Purpose purpose;
    const char* on;
    const char* before;
    const char* amount;
    const char* says;
  } cases[] = {
      {"none set", "", Purpose::allowance, "2026-07-01", "0.01 PHP", "100.00 PHP", "deny PAYEE_IS_GUARDIAN"},
      {"exactly", "3000.00 PHP", Purpose::allowance, "2026-07-01", "2000.00 PHP", "1000.00 PHP", "allow within_allowance"},
      {"a centavo more", "3000.00 PHP", Purpose::allowance, "2026-07-01", "2000.00 PHP", "1000.01 PHP", "deny PAYEE_IS_GUARDIAN"},
      {"another purpose", "3000.00 PHP", Purpose::food_clothing, "2026-07-01", "0.01 PHP", "100.00 PHP", "deny PAYEE_IS_GUARDIAN"},
      {"last month's", "3000.00 PHP", Purpose::allowance, "2026-06-30", "2000.00 PHP", "3000.00 PHP", "allow within_allowance"},
      {"last year's", "3000.00 PHP", Purpose::allowance, "2025-07-06", "2000.00 PHP", "3000.00 PHP", "allow within_allowance"},
      {"dollars", "3000.00 PHP", Purpose::allowance, "2026-07-01", "88.25 PHP", "50.00 USD", "allow within_allowance"},  // 2,911.75 at 58.2350
      {"dollars, more", "3000.00 PHP", Purpose::allowance, "2026-07-01", "88.26 PHP", "50.00 USD", "deny PAYEE_IS_GUARDIAN"},
      {"no rate", "3000.00 PHP", Purpose::allowance, "2026-07-01", "88.25 PHP", "50.00 EUR", "deny RATE_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene;
    payee(scene).person = kGuardian;
    TrustTerms terms;
    if (*c.allowance != '\0') terms.allowance = money(c.allowance);
    scene.ward().terms = terms;
    scene.earlier(52, c.on, money(c.before), Purpose::allowance);
    scene.earlier(53, c.on, money("9000.00 PHP"), Purpose::education);
    ask_for(scene, c.purpose, c.amount);
    EXPECT_EQ(said(scene.hear("RF04")), c.says) << c.what;
  }
}

TEST(RF04, WhatWasAskedLaterCountedThisOne) {
  Scene scene;
  payee(scene).person = kGuardian;
  scene.ward().terms = TrustTerms{false, false, money("3000.00 PHP"), std::nullopt};
  RequestDisbursement asked = scene.request(money("2000.00 PHP"));
  asked.purpose = Purpose::allowance;
  scene.recorded(asked, "2026-07-06");
  scene.earlier(52, "2026-07-06", money("2000.00 PHP"), Purpose::allowance);
  scene.release(asked, kReleaser);
  EXPECT_EQ(said(scene.hear("RF04")), "allow within_allowance");
}

TEST(RF04, ACourtOrder) {
  const struct {
    const char* what;
    std::optional<PayeeId> named;
    bool compensation;
    Purpose purpose;
    const char* says;
  } cases[] = {
      {"names the payee", kPayee, false, Purpose::food_clothing, "allow court_order_names_payee"},
      {"names another", id<PayeeId>(32), false, Purpose::food_clothing, "deny PAYEE_IS_GUARDIAN"},
      {"names nobody", std::nullopt, false, Purpose::food_clothing, "deny PAYEE_IS_GUARDIAN"},
      {"allows compensation", std::nullopt, true, Purpose::compensation, "allow court_order_names_payee"},
      {"allows compensation, not this", std::nullopt, true, Purpose::food_clothing, "deny PAYEE_IS_GUARDIAN"},
  };
  for (const auto& c : cases) {
    Scene scene;
    payee(scene).person = kGuardian;
    order_for(scene, c.named, c.compensation);
    RequestDisbursement asked = scene.request(money("100.00 PHP"));
    asked.purpose = c.purpose;
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("RF04")), "deny PAYEE_IS_GUARDIAN") << c.what << ", not named by the request";
    asked.court_order = kCourtOrder;
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("RF04")), c.says) << c.what;
  }
}

TEST(RF05, CashAndWallets) {
  const struct {
    PayeeKind kind;
    Purpose purpose;
    const char* asked;
    const char* in_t0;
    const char* in_t1;
  } cases[] = {
      {PayeeKind::e_wallet, Purpose::education, "escalate CASH_OUT T1 case", "deny TIER_INSUFFICIENT ", "allow enough_persons_looked "},
      {PayeeKind::e_wallet, Purpose::medical, "escalate CASH_OUT T1 case", "deny TIER_INSUFFICIENT ", "allow enough_persons_looked "},
      {PayeeKind::cash, Purpose::therapy, "escalate CASH_OUT T1 case", "deny TIER_INSUFFICIENT ", "allow enough_persons_looked "},
      {PayeeKind::e_wallet, Purpose::food_clothing, "silent ", "silent ", "silent "},
      {PayeeKind::person, Purpose::education, "silent ", "silent ", "silent "},
  };
  for (const auto& c : cases) {
    Scene scene;
    payee(scene).payee_kind = c.kind;
    RequestDisbursement asked = scene.request(money("1.00 PHP"));
    asked.purpose = c.purpose;
    scene.ask(asked, kGuardian);
    EXPECT_EQ(heard(scene, "RF05"), c.asked) << name(c.kind) << name(c.purpose);
    scene.execute(asked, kOfficer);
    EXPECT_EQ(heard(scene, "RF05"), c.in_t0) << name(c.kind) << name(c.purpose);
    scene.tier = Tier::t1;
    EXPECT_EQ(heard(scene, "RF05"), c.in_t1) << name(c.kind) << name(c.purpose);
    scene.release(asked, kReleaser);
    EXPECT_EQ(heard(scene, "RF05"), c.in_t1) << name(c.kind) << name(c.purpose);
  }
}

TEST(RF05, ItsParameters) {
  const auto says = [](Edits edits) {
    Scene scene;
    scene.rulebook = shipped(edits);
    payee(scene).payee_kind = PayeeKind::e_wallet;
    ask_for(scene, Purpose::shelter);
    return said(scene.hear("RF05"));
  };
  const char* list = "purposes = [\"education\", \"medical\", \"therapy\"]\ntier = \"T1\"";
  EXPECT_EQ(says({{list, "purposes = [\"shelter\"]\ntier = \"T2\""}}), "escalate CASH_OUT T2");
  EXPECT_EQ(says({{list, "purposes = [\"rent\"]\ntier = \"T1\""}}), "deny PARAMETER_INVALID");
  EXPECT_EQ(says({{list, "purposes = [\"shelter\"]\ntier = \"T9\""}}), "deny PARAMETER_INVALID");
}

TEST(RF08, WhoIsPaidForWhat) {
  const struct {
    Purpose purpose;
    PayeeKind kind;
    std::vector<Purpose> covers;
    const char* says;
  } cases[] = {
      {Purpose::education, PayeeKind::school, {}, "silent "},
      {Purpose::education, PayeeKind::institution, {}, "escalate PURPOSE_MISMATCH T1 case"},
      {Purpose::education, PayeeKind::person, {}, "escalate PURPOSE_MISMATCH T1 case"},
      {Purpose::medical, PayeeKind::medical_facility, {}, "silent "},
      {Purpose::medical, PayeeKind::shop, {}, "escalate PURPOSE_MISMATCH T1 case"},
      {Purpose::therapy, PayeeKind::medical_facility, {}, "silent "},
      {Purpose::therapy, PayeeKind::school, {}, "escalate PURPOSE_MISMATCH T1 case"},
      {Purpose::shelter, PayeeKind::shop, {}, "silent "},
      {Purpose::education, PayeeKind::school, {Purpose::education, Purpose::transport}, "silent "},
      {Purpose::education, PayeeKind::school, {Purpose::transport}, "escalate PURPOSE_MISMATCH T1 case"},
      {Purpose::shelter, PayeeKind::landlord, {Purpose::transport}, "escalate PURPOSE_MISMATCH T1 case"},
  };
  for (const auto& c : cases) {
    Scene scene;
    payee(scene).payee_kind = c.kind;
    payee(scene).covers = c.covers;
    RequestDisbursement asked = scene.request(money("1.00 PHP"));
    asked.purpose = c.purpose;
    scene.ask(asked, kGuardian);
    EXPECT_EQ(heard(scene, "RF08"), c.says) << name(c.purpose) << name(c.kind);
    scene.execute(asked, kOfficer);
    const bool fits = std::string_view(c.says) == "silent ";
    EXPECT_EQ(heard(scene, "RF08"), fits ? "silent " : "deny TIER_INSUFFICIENT ");
    scene.tier = Tier::t1;
    EXPECT_EQ(heard(scene, "RF08"), fits ? "silent " : "allow enough_persons_looked ");
  }
}

TEST(RF08, TuitionOutsideEnrolment) {
  const struct {
    Purpose purpose;
    const char* on;
    const char* from;
    const char* to;
    const char* month;
  } cases[] = {
      {Purpose::education, "2026-03-31", "", "", ""},
      {Purpose::education, "2026-04-01", "", "", "4"},
      {Purpose::education, "2026-05-31", "", "", "5"},
      {Purpose::education, "2026-06-01", "", "", ""},
      {Purpose::food_clothing, "2026-04-15", "", "", ""},
      {Purpose::education, "2026-05-31", "2026-06-01", "", ""},             // paid before, for what begins in June
      {Purpose::education, "2026-05-31", "2026-06-01", "2027-03-31", ""},   // a school year
      {Purpose::education, "2026-05-31", "2026-06-01", "2027-04-01", "4"},
      {Purpose::education, "2026-07-06", "2026-04-30", "", "4"},
      {Purpose::education, "2026-07-06", "2026-06-01", "2026-05-31", "5"},  // the wrong way round
      {Purpose::education, "2026-07-06", "", "2026-05-01", "5"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.now(morning(c.on));
    RequestDisbursement asked = scene.request(money("1.00 PHP"));
    asked.purpose = c.purpose;
    if (*c.from != '\0') asked.service_from = day(c.from);
    if (*c.to != '\0') asked.service_to = day(c.to);
    scene.ask(asked, kGuardian);
    EXPECT_EQ(fact_of(scene.hear("RF08"), "closed_month"), c.month) << c.on << " " << c.from << " " << c.to;
    EXPECT_EQ(said(scene.hear("RF08")), *c.month == '\0' ? "silent" : "escalate PURPOSE_MISMATCH T1") << c.on;
  }
}

TEST(RF08, ItsParameters) {
  const auto says = [](std::string_view list) {
    Scene scene;
    scene.rulebook = shipped({{"closed_months = [\"4\", \"5\"]", list}});
    scene.ask_for(money("1.00 PHP"));  // in July
    return said(scene.hear("RF08"));
  };
  EXPECT_EQ(says("closed_months = []"), "silent");
  EXPECT_EQ(says("closed_months = [\"7\"]"), "escalate PURPOSE_MISMATCH T1");
  for (const char* wrong : {"closed_months = [\"0\"]", "closed_months = [\"13\"]", "closed_months = [\"July\"]", "closed_months = [\"7x\"]", "closed_months = [\"\"]"})
    EXPECT_EQ(says(wrong), "deny PARAMETER_INVALID") << wrong;
}

TEST(RF11, SeventyTwoHoursAfterAChange) {
  const struct {
    const char* what;
    const char* since;
    bool before;
    const char* asked;
    const char* released;
  } cases[] = {
      {"the first account", "2026-07-06T08:59:59+08:00", false, "silent", "silent"},
      {"never changed", "", true, "silent", "silent"},
      {"just changed", "2026-07-06T09:00:00+08:00", true, "allow payee_cooling", "hold PAYEE_COOLING"},
      {"a microsecond less", "2026-07-03T09:00:00.000001+08:00", true, "allow payee_cooling", "hold PAYEE_COOLING"},
      {"exactly", "2026-07-03T09:00:00+08:00", true, "silent", "silent"},
      {"long ago", "2026-06-01T09:00:00+08:00", true, "silent", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    if (*c.since != '\0') payee(scene).account_since = at(c.since);
    payee(scene).account_before = c.before;
    const RequestDisbursement asked = scene.request(money("1.00 PHP"));
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("RF11")), c.asked) << c.what;
    scene.execute(asked, kOfficer);
    EXPECT_EQ(said(scene.hear("RF11")), c.asked) << c.what;
    scene.release(asked, kReleaser);
    EXPECT_EQ(said(scene.hear("RF11")), c.released) << c.what;
  }
}

TEST(RF11, ASecondRecordOfThePersonIsAChange) {
  const struct {
    const char* what;
    PersonId person;
    std::uint8_t account;
    const char* since;
    const char* says;
  } cases[] = {
      {"another account", kSchool, 2, "2026-03-01T09:00:00+08:00", "hold PAYEE_COOLING"},
      {"the same account", kSchool, 1, "2026-03-01T09:00:00+08:00", "silent"},
      {"another person", kStranger, 2, "2026-03-01T09:00:00+08:00", "silent"},
      {"a record made later", kSchool, 2, "2026-07-06T08:30:00+08:00", "silent"},
      {"a record from before this rule", kSchool, 2, "", "hold PAYEE_COOLING"},
  };
  for (const auto& c : cases) {
    Scene scene;
    payee(scene).account_since = at("2026-07-05T09:00:00+08:00");
    payee(scene).registered = day("2026-07-05");
    payee(scene).marks = {mark(MarkKind::account, 1), mark(MarkKind::address, 1)};
    Payee other = payee(scene);
    other.id = id<PayeeId>(32);
    other.person = c.person;
    other.registered = day("2026-03-01");
    other.marks = {mark(MarkKind::account, c.account), mark(MarkKind::address, 1)};
    other.account_since.reset();
    if (*c.since != '\0') other.account_since = at(c.since);
    scene.ward().payees.push_back(other);
    scene.release(scene.request(money("1.00 PHP")), kReleaser);
    EXPECT_EQ(said(scene.hear("RF11")), c.says) << c.what;
  }
}

TEST(RF11, TheHoursAreAParameter) {
  for (const auto& [edit, says] : {std::pair{"cooling_hours = 0 ", "silent"}, std::pair{"cooling_hours = 73 ", "hold PAYEE_COOLING"}}) {
    Scene scene;
    scene.rulebook = shipped({{"cooling_hours = 72 ", edit}});
    payee(scene).account_before = true;
    payee(scene).account_since = at("2026-07-03T09:00:00+08:00");
    scene.release(scene.request(money("1.00 PHP")), kReleaser);
    EXPECT_EQ(said(scene.hear("RF11")), says) << edit;
  }
}

// S10: 35,000.00 by InstaPay came back (AC04); the retry to the corrected account cools for 72 hours, and owes a receipt of its own.
TEST(RF11, ARetryAfterAReturn) {
  Scene scene;
  payee(scene).rail = Rail::instapay;
  RequestDisbursement first = scene.request(money("35000.00 PHP"));
  first.request = id<RequestId>(52);
  first.rail = Rail::instapay;
  first.voucher = document(7);
  Request& returned = scene.recorded(first, "2026-07-06");
  returned.state = RequestState::returned;
  returned.released = day("2026-07-06");
  returned.returned = day("2026-07-06");
  scene.ward().spends.clear();  // a returned payment is no spend
  payee(scene).account_before = true;
  payee(scene).account_since = at("2026-07-06T10:00:00+08:00");

  RequestDisbursement retry = first;
  retry.request = kRequest;
  scene.now(at("2026-07-06T10:05:00+08:00"));
  scene.ask(retry, kGuardian);
  EXPECT_EQ(said(scene.hear("RF07")), "silent") << "the bill of what came back pays again";
  EXPECT_EQ(said(scene.hear("RF15")), "silent");
  EXPECT_EQ(said(scene.hear("RF11")), "allow payee_cooling");
  scene.recorded(retry, "2026-07-06");
  scene.now(at("2026-07-09T09:59:59+08:00"));
  scene.release(retry, kReleaser);
  EXPECT_EQ(said(scene.hear("RF11")), "hold PAYEE_COOLING");
  EXPECT_EQ(fact_of(scene.hear("RF11"), "until"), "2026-07-09T10:00:00+08:00");
  scene.now(at("2026-07-09T10:00:00+08:00"));
  EXPECT_EQ(said(scene.hear("RF11")), "silent");
  EXPECT_EQ(said(scene.hear("R48")), "silent");

  // 70,000.00 as two of 35,000.00 on one day.
  Request& sent = scene.state.requests.at(kRequest);
  sent.state = RequestState::released;
  sent.released = day("2026-07-09");
  sent.day = day("2026-07-09");
  RequestDisbursement second = retry;
  second.request = id<RequestId>(54);
  second.voucher.reset();
  scene.ask(second, kGuardian);
  EXPECT_EQ(said(scene.hear("R48")), "deny NO_SPLIT");
  EXPECT_EQ(fact_of(scene.hear("R48"), "offered"), "pesonet");
}

TEST(RF11, WhoIsReallyPaid) {
  Payee a, b;
  a.id = id<PayeeId>(1);
  b.id = id<PayeeId>(2);
  a.person = kSchool;
  b.person = kStranger;
  a.marks = {mark(MarkKind::account, 1), mark(MarkKind::phone, 3)};
  b.marks = {mark(MarkKind::account, 2), mark(MarkKind::address, 1)};
  EXPECT_FALSE(same_payee(a, b));
  b.marks.push_back(mark(MarkKind::phone, 3));
  EXPECT_TRUE(same_payee(a, b)) << "a mark";
  b.marks.clear();
  b.person = kSchool;
  EXPECT_TRUE(same_payee(a, b)) << "the person";
  Ward ward;
  ward.payees = {a};
  EXPECT_TRUE(same_payee(ward, a.id, a.id));
  EXPECT_TRUE(same_payee(ward, b.id, b.id)) << "not hers, but itself";
  EXPECT_FALSE(same_payee(ward, a.id, b.id));
  ward.payees.push_back(b);
  EXPECT_TRUE(same_payee(ward, a.id, b.id));
}

}  // namespace
}  // namespace katiwala::policies::scene::payees_test
