// R51 returns of payments, R52 corrections, R59 what a court abroad is told.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::corrections_test {
namespace {

using enum book::AccountKind;

SubjectPosting hers(book::AccountKind kind, std::string_view amount, const std::array<std::uint8_t, 16>& owner = kWard.bytes) {
  return {subject(kWard), book::posting(kind, owner, money(amount), book::Category::return_)};
}

ReturnPayment returned(std::string_view amount) {
  ReturnPayment made;
  made.request = kRequest;
  made.ward = kWard;
  made.amount = money(amount);
  made.booked = made.value_date = day("2026-07-06");
  made.reason_code = "AC04";
  return made;
}

/// S10: 35,000.00 that had settled the same day, and came back.
Scene paid_back(std::string_view amount = "35000.00 PHP") {
  Scene scene;
  Request& request = scene.recorded(scene.request(money("35000.00 PHP")), "2026-07-06");
  request.state = RequestState::settled;
  request.released = request.settled = day("2026-07-06");
  scene.plan.postings = {hers(principal, "35000.00 PHP")};
  scene.ask(returned(amount), kOfficer);
  return scene;
}

TEST(R51, WhatComesBackIsWhatHadLeft) {
  for (const auto& [amount, says] : {std::pair{"35000.00 PHP", "allow returned_whole"}, std::pair{"34999.99 PHP", "deny AMOUNT_MISMATCH"},
                                     std::pair{"35000.01 PHP", "deny AMOUNT_MISMATCH"}, std::pair{"35000.00 USD", "deny CURRENCY_MISMATCH"}}) {
    EXPECT_EQ(said(paid_back(amount).hear("R51")), says) << amount;
  }
  EXPECT_EQ(fact_of(paid_back().hear("R51"), "fee"), "stays");
}

TEST(R51, HerAccountsGrowByItAndNoMore) {
  const struct {
    const char* what;
    std::vector<SubjectPosting> lines;
    const char* says;
  } cases[] = {
      {"to principal", {hers(principal, "35000.00 PHP")}, "allow returned_whole"},
      {"to both where it was drawn from both", {hers(principal, "34000.00 PHP"), hers(income, "1000.00 PHP")}, "allow returned_whole"},
      {"a centavo lost", {hers(principal, "34999.99 PHP")}, "deny SUM_NOT_PRESERVED"},
      {"a centavo made", {hers(principal, "35000.00 PHP"), hers(income, "0.01 PHP")}, "deny SUM_NOT_PRESERVED"},
      {"to another ward", {hers(principal, "35000.00 PHP", kSibling.bytes)}, "deny SUM_NOT_PRESERVED"},
      {"nothing at all", {}, "deny SUM_NOT_PRESERVED"},
  };
  for (const auto& c : cases) {
    Scene scene = paid_back();
    scene.plan.postings = c.lines;
    EXPECT_EQ(said(scene.hear("R51")), c.says) << c.what;
  }
}

TEST(R51, AFeeOnlyWhereItWasRefunded) {
  const struct {
    const char* what;
    const char* refunded;
    const char* posted;
    const char* says;
  } cases[] = {
      {"given back", "10.00 PHP", "35010.00 PHP", "allow returned_whole"},
      {"given back and not posted", "10.00 PHP", "35000.00 PHP", "deny SUM_NOT_PRESERVED"},
      {"posted and not given back", "", "35010.00 PHP", "deny SUM_NOT_PRESERVED"},
      {"nothing given back", "0.00 PHP", "35000.00 PHP", "deny AMOUNT_NOT_POSITIVE"},
      {"in another currency", "10.00 USD", "35000.00 PHP", "deny CURRENCY_MISMATCH"},
  };
  for (const auto& c : cases) {
    Scene scene = paid_back();
    ReturnPayment made = returned("35000.00 PHP");
    if (*c.refunded != 0) made.refunded_fee = money(c.refunded);
    scene.ask(made, kOfficer);
    scene.plan.postings = {hers(principal, c.posted)};
    EXPECT_EQ(said(scene.hear("R51")), c.says) << c.what;
  }
}

TEST(R51, CapAndBudgetComeBack) {
  const auto budget = id<BudgetId>(91);
  const struct {
    const char* what;
    bool by_order, by_budget;
    const char* order_cap;
    const char* budget_cap;
    const char* says;
  } cases[] = {
      {"the order's", true, false, "35000.00 PHP", "", "allow returned_whole"},
      {"the order's forgotten", true, false, "", "", "deny SUM_NOT_PRESERVED"},
      {"a centavo of it", true, false, "34999.99 PHP", "", "deny SUM_NOT_PRESERVED"},
      {"the budget's", false, true, "", "35000.00 PHP", "allow returned_whole"},
      {"the budget's forgotten", false, true, "", "", "deny SUM_NOT_PRESERVED"},
      {"both", true, true, "35000.00 PHP", "35000.00 PHP", "allow returned_whole"},
      {"one of both", true, true, "35000.00 PHP", "", "deny SUM_NOT_PRESERVED"},
  };
  for (const auto& c : cases) {
    Scene scene = paid_back();
    Request& request = scene.state.requests.at(kRequest);
    if (c.by_order) request.court_order = kCourtOrder;
    if (c.by_budget) request.budget = budget;
    if (*c.order_cap != 0) scene.plan.postings.push_back(hers(cap, c.order_cap, kCourtOrder.bytes));
    if (*c.budget_cap != 0) scene.plan.postings.push_back(hers(cap, c.budget_cap, budget.bytes));
    EXPECT_EQ(said(scene.hear("R51")), c.says) << c.what;
    RejectPayment rejected;  // before settlement
    rejected.request = kRequest;
    rejected.ward = kWard;
    scene.ask(rejected, kOfficer);
    EXPECT_EQ(said(scene.hear("R51")), std::string_view(c.says).starts_with("allow") ? "silent" : c.says) << c.what;
  }
}

TEST(R51, OfWhatWasWithheldTheRestComesBackAndSheHasItAll) {
  for (const auto& [amount, says] : {std::pair{"32900.00 PHP", "allow returned_whole"}, std::pair{"35000.00 PHP", "deny AMOUNT_MISMATCH"}}) {
    Scene scene = paid_back(amount);
    scene.state.requests.at(kRequest).withheld = money("2100.00 PHP");
    EXPECT_EQ(said(scene.hear("R51")), says) << amount;
  }
}

TEST(R51, NotBeforeItWasPaid) {
  for (const auto& [value_date, says] : {std::pair{"2026-07-06", "allow returned_whole"}, std::pair{"2026-07-05", "deny VALUE_DATE_EARLY"}}) {
    Scene scene = paid_back();
    ReturnPayment made = returned("35000.00 PHP");
    made.value_date = day(value_date);
    scene.ask(made, kOfficer);
    EXPECT_EQ(said(scene.hear("R51")), says) << value_date;
  }
}

TEST(R51, TheReceiptIsOwedNoMore) {
  Scene scene = paid_back();
  Obligation owed;
  owed.number = 5;
  owed.duty = Duty::receipt;
  owed.request = kRequest;
  scene.ward().obligations = {owed};
  EXPECT_EQ(effects_of(scene.hear("R51")), "obligation_closed");
  scene.plan.effects = {{subject(kWard), ObligationClosed{5, day("2026-07-06")}}};
  EXPECT_EQ(effects_of(scene.hear("R51")), "") << "closed once";
  scene.plan.effects.clear();
  scene.ward().obligations.front().closed = day("2026-07-06");
  EXPECT_EQ(effects_of(scene.hear("R51")), "");
  scene.ward().obligations.front().closed.reset();
  scene.ward().obligations.front().request = id<RequestId>(52);
  EXPECT_EQ(effects_of(scene.hear("R51")), "") << "another payment's";
}

// -- R52

Scene undoing(std::string_view reason = "booked twice") {
  Scene scene;
  scene.submission.reversed_postings = {hers(principal, "-12.50 EUR"), {subject(kPool), book::posting(bank, kPool.bytes, money("-12.50 EUR"), book::Category::charge)}};
  scene.plan.postings = {{subject(kPool), book::posting(bank, kPool.bytes, money("12.50 EUR"), book::Category::correction)}, hers(principal, "12.50 EUR")};
  ReverseEntry made;
  made.entry = 17;
  made.about = subject(kWard);
  made.reason = reason;
  scene.ask(made, kOfficer);
  return scene;
}

Approval approval_by(PersonId person) {
  Approval made;
  made.person = person;
  return made;
}

TEST(R52, TwoApprovalsOfTwoOtherPersons) {
  const struct {
    const char* what;
    std::vector<PersonId> before;
    PersonId now;
    const char* says;
  } cases[] = {
      {"two", {kSocialWorker}, kReleaser, "allow undone_by_an_entry"},
      {"one", {}, kReleaser, "deny APPROVALS_MISSING"},
      {"one, twice", {kReleaser}, kReleaser, "deny APPROVALS_MISSING"},
      {"one of them is who proposed it", {kOfficer}, kReleaser, "deny APPROVALS_MISSING"},
      {"three", {kSocialWorker, kStranger}, kReleaser, "allow undone_by_an_entry"},
  };
  for (const auto& c : cases) {
    Scene scene = undoing();
    EXPECT_EQ(said(scene.hear("R52")), "silent") << c.what << ": anybody who may proposes it";
    scene.complete(scene.command, kOfficer, c.now);
    for (const PersonId person : c.before) scene.state.proposals.at(900).approvals.push_back(approval_by(person));
    EXPECT_EQ(said(scene.hear("R52")), c.says) << c.what;
  }
}

TEST(R52, HowManyIsAParameter) {
  for (const auto& [approvals, says] : {std::pair{"approvals = 1", "allow undone_by_an_entry"}, std::pair{"approvals = 3", "deny APPROVALS_MISSING"},
                                        std::pair{"approvals = -1", "deny PARAMETER_INVALID"}}) {
    Scene scene = undoing();
    scene.rulebook = shipped({{"\napprovals = 2", "\n" + std::string(approvals)}});
    scene.complete(scene.command, kOfficer, kReleaser);
    EXPECT_EQ(said(scene.hear("R52")), says) << approvals;
  }
}

TEST(R52, AReasonThatSaysSomethingAndOnlyOnce) {
  for (const auto& [reason, says] : {std::pair{"x", "silent"}, std::pair{"", "deny FIELD_INVALID"}, std::pair{" \t ", "deny FIELD_INVALID"}}) {
    EXPECT_EQ(said(undoing(reason).hear("R52")), says) << "'" << reason << "'";
  }
  Scene scene = undoing();
  scene.state.reversed.insert(16);
  EXPECT_EQ(said(scene.hear("R52")), "silent");
  scene.state.reversed.insert(17);
  EXPECT_EQ(said(scene.hear("R52")), "deny ENTRY_REVERSED");
}

TEST(R52, ExactlyTheOpposite) {
  const struct {
    const char* what;
    std::vector<SubjectPosting> lines;
    const char* says;
  } cases[] = {
      {"both lines", undoing().plan.postings, "silent"},
      {"one of them", {hers(principal, "12.50 EUR")}, "deny SUM_NOT_PRESERVED"},
      {"a cent less", {undoing().plan.postings[0], hers(principal, "12.49 EUR")}, "deny SUM_NOT_PRESERVED"},
      {"the same way again", undoing().submission.reversed_postings, "deny SUM_NOT_PRESERVED"},
      {"a line more", {undoing().plan.postings[0], undoing().plan.postings[1], hers(income, "1.00 EUR")}, "deny SUM_NOT_PRESERVED"},
      {"from another account", {undoing().plan.postings[0], hers(income, "12.50 EUR")}, "deny SUM_NOT_PRESERVED"},
  };
  for (const auto& c : cases) {
    Scene scene = undoing();
    scene.plan.postings = c.lines;
    EXPECT_EQ(said(scene.hear("R52")), c.says) << c.what;
  }
}

// -- R59

TEST(R59, WhatTheCourtIsToldAddsUp) {
  const struct {
    const char* what;
    const char* gross;   // the order's own part: of the credit
    const char* left;    // and what went to nobody
    const char* says;
  } cases[] = {
      {"S01", "20000.00 USD", "0.00 USD", "silent"},
      {"with something left", "20000.01 USD", "0.01 USD", "silent"},
      {"a cent more than the wards have", "20000.01 USD", "0.00 USD", "deny SUM_NOT_PRESERVED"},
      {"a cent less", "19999.99 USD", "0.00 USD", "deny SUM_NOT_PRESERVED"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.matched(money("19975.00 USD"), "2026-03-02", money("25.00 USD"));
    scene.state.awards[kOrder] = {{kAward, kWard}, {kSiblingAward, kSibling}};
    scene.plan.effects.push_back({subject(kOrder), OrderReceipt{kCredit, money(c.gross), money(c.left)}});
    EXPECT_EQ(said(scene.hear("R59")), c.says) << c.what;
  }
}

TEST(R59, AwardsOfThatOrderAndOfThatWard) {
  const struct {
    const char* what;
    WardId ward;
    AwardId award;
    const char* says;
  } cases[] = {
      {"hers", kWard, kAward, "silent"},
      {"her sibling's", kSibling, kSiblingAward, "silent"},
      {"her sibling's, to her", kWard, kSiblingAward, "deny SUBJECT_MISMATCH"},
      {"of no order", kWard, id<AwardId>(73), "deny SUBJECT_MISMATCH"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.matched(money("100.00 USD"), "2026-03-02");
    scene.state.awards[kOrder] = {{kAward, kWard}, {kSiblingAward, kSibling}};
    const Amount sum = money("100.00 USD");
    scene.plan.effects = {{subject(c.ward), AwardCredited{c.award, kCredit, sum, money("0.00 USD"), sum}},
                          {subject(kOrder), OrderReceipt{kCredit, sum, money("0.00 USD")}}};
    EXPECT_EQ(said(scene.hear("R59")), c.says) << c.what;
    scene.plan.effects.pop_back();
    const std::string_view without = std::string_view(c.says) == "silent" ? "deny SUM_NOT_PRESERVED" : c.says;
    EXPECT_EQ(said(scene.hear("R59")), without) << c.what << ", the order's part silent";
  }
}

}  // namespace
}  // namespace katiwala::policies::scene::corrections_test
