// R20 validity of court orders, R21 their cap, purpose and payee, and budgets; R22 written orders only.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::orders_test {
namespace {

CourtOrder order(std::string_view dated) {
  CourtOrder order;
  order.id = kCourtOrder;
  order.dated = day(dated);
  order.cap = money("120000.00 PHP");
  order.document = document(7);
  return order;
}

RequestDisbursement under_order(const Scene& scene, std::string_view amount) {
  RequestDisbursement asked = scene.request(money(amount));
  asked.court_order = kCourtOrder;
  return asked;
}

TEST(R20, Validity) {
  const struct {
    const char* what;
    const char* dated;
    const char* expires;
    const char* now;
    const char* says;
  } cases[] = {
      {"anniversary included", "2026-02-10", "", "2027-02-10", "allow order_in_force"},
      {"the day after", "2026-02-10", "", "2027-02-11", "deny ORDER_EXPIRED"},
      {"of a leap day", "2028-02-29", "", "2029-02-28", "allow order_in_force"},
      {"the day after", "2028-02-29", "", "2029-03-01", "deny ORDER_EXPIRED"},
      {"its own last day", "2026-02-10", "2026-03-31", "2026-03-31", "allow order_in_force"},
      {"the day after", "2026-02-10", "2026-03-31", "2026-04-01", "deny ORDER_EXPIRED"},
      {"its own, longer", "2026-02-10", "2028-03-31", "2028-03-31", "allow order_in_force"},
      {"its own date", "2026-02-10", "", "2026-02-10", "allow order_in_force"},
      {"the day before", "2026-02-10", "", "2026-02-09", "deny ORDER_NOT_IN_FORCE"},
  };
  for (const auto& c : cases) {
    Scene scene;
    CourtOrder recorded = order(c.dated);
    if (*c.expires != 0) recorded.expires = day(c.expires);
    scene.ward().court_orders.push_back(recorded);
    scene.now(morning(c.now));
    scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
    EXPECT_EQ(said(scene.hear("R20")), c.says) << c.what << " " << c.now;
    scene.release(under_order(scene, "1000.00 PHP"), kReleaser);
    EXPECT_EQ(said(scene.hear("R20")), c.says) << c.what << " " << c.now << ", at release";
  }
}

TEST(R20, AnOrderThatIsNotThereAllowsNothing) {
  Scene scene;
  scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
  EXPECT_EQ(said(scene.hear("R20")), "deny COURT_ORDER_UNKNOWN");
  scene.ask_for(money("1000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R20")), "silent");
}

TEST(R20, DatesThatContradictEachOther) {
  for (const auto& [expires, says] : {std::pair{"2026-02-10", "silent"}, std::pair{"2026-02-09", "deny ORDER_NOT_IN_FORCE"}}) {
    Scene scene;
    RecordCourtOrder recorded;
    recorded.dated = day("2026-02-10");
    recorded.expires = day(expires);
    scene.ask(recorded, kOfficer);
    EXPECT_EQ(said(scene.hear("R20")), says) << expires;
  }
}

TEST(R20, MonthsAreAParameter) {
  Scene scene;
  scene.rulebook = shipped({{"order_months = 12", "order_months = 6"}});
  scene.ward().court_orders.push_back(order("2026-01-06"));
  scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
  EXPECT_EQ(said(scene.hear("R20")), "allow order_in_force");
  scene.now(morning("2026-07-07"));
  EXPECT_EQ(said(scene.hear("R20")), "deny ORDER_EXPIRED");
}

TEST(R20, StayedVacatedAmended) {
  const struct {
    OrderStanding standing;
    const char* says;
  } cases[] = {
      {OrderStanding::in_force, "allow order_in_force"},  {OrderStanding::amended, "allow order_in_force"},
      {OrderStanding::stayed, "deny ORDER_STAYED"},       {OrderStanding::vacated, "deny ORDER_VACATED"},
      {OrderStanding::spent, "deny ORDER_EXPIRED"},
  };
  for (const auto& c : cases) {
    Scene scene;
    CourtOrder recorded = order("2026-02-10");
    recorded.standing = c.standing;
    scene.ward().court_orders.push_back(recorded);
    scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
    EXPECT_EQ(said(scene.hear("R20")), c.says) << name(c.standing);
    scene.execute(under_order(scene, "1000.00 PHP"), kOfficer);
    EXPECT_EQ(said(scene.hear("R20")), c.says) << name(c.standing) << ", at execution";
    scene.release(under_order(scene, "1000.00 PHP"), kReleaser);
    EXPECT_EQ(said(scene.hear("R20")), c.says) << name(c.standing) << ", at release";
  }
}

ChangeCourtOrder change(OrderStanding to, std::string_view dated) {
  ChangeCourtOrder changed;
  changed.ward = kWard;
  changed.order = kCourtOrder;
  changed.to = to;
  changed.dated = day(dated);
  changed.document = document(8);
  return changed;
}

TEST(R20, WhatACourtMayMakeOfAnOrder) {
  using enum OrderStanding;
  const struct {
    const char* what;
    OrderStanding from, to;
    const char* dated;
    const char* expires;
    const char* says;
  } cases[] = {
      {"stayed", in_force, stayed, "2026-07-06", "", "silent"},
      {"stayed again", stayed, stayed, "2026-07-06", "", "silent"},
      {"the stay lifted", stayed, in_force, "2026-07-06", "", "silent"},
      {"amended under a stay", stayed, amended, "2026-07-06", "", "deny ORDER_STAYED"},
      {"vacated under a stay", stayed, vacated, "2026-07-06", "", "silent"},
      {"brought back", vacated, in_force, "2026-07-06", "", "deny ORDER_VACATED"},
      {"amended, though vacated", vacated, amended, "2026-07-06", "", "deny ORDER_VACATED"},
      {"amended, though spent", spent, amended, "2026-07-06", "", "deny ORDER_EXPIRED"},
      {"on the order's own day", in_force, amended, "2026-02-10", "", "silent"},
      {"before it", in_force, amended, "2026-02-09", "", "deny ORDER_NOT_IN_FORCE"},
      {"of tomorrow", in_force, amended, "2026-07-07", "", "deny ORDER_NOT_IN_FORCE"},
      {"ends on its own day", in_force, amended, "2026-07-06", "2026-02-10", "silent"},
      {"ends before it", in_force, amended, "2026-07-06", "2026-02-09", "deny ORDER_NOT_IN_FORCE"},
  };
  for (const auto& c : cases) {
    Scene scene;
    CourtOrder recorded = order("2026-02-10");
    recorded.standing = c.from;
    scene.ward().court_orders.push_back(recorded);
    ChangeCourtOrder changed = change(c.to, c.dated);
    if (*c.expires != 0) changed.expires = day(c.expires);
    scene.ask(changed, kOfficer);
    EXPECT_EQ(said(scene.hear("R20")), c.says) << c.what;
  }
  Scene scene;
  scene.ask(change(OrderStanding::stayed, "2026-07-06"), kOfficer);
  EXPECT_EQ(said(scene.hear("R20")), "deny COURT_ORDER_UNKNOWN");
}

const BudgetId kBudget = id<BudgetId>(91);

/// For schooling, from 1 June to 6 July.
Budget& budget(Scene& scene, std::string_view amount = "120000.00 PHP") {
  Budget set;
  set.id = kBudget;
  set.from = day("2026-06-01");
  set.to = day("2026-07-06");
  set.amount = money(amount);
  scene.ward().budgets.push_back(set);
  return scene.ward().budgets.back();
}

TEST(R20, ABudgetStandsAndFallsWithItsOrder) {
  const struct {
    OrderStanding standing;
    const char* says;
  } cases[] = {
      {OrderStanding::in_force, "allow order_in_force"}, {OrderStanding::stayed, "deny ORDER_STAYED"}, {OrderStanding::vacated, "deny ORDER_VACATED"}};
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().court_orders.push_back(order("2026-02-10"));
    scene.ward().court_orders.back().standing = c.standing;
    budget(scene).court_order = kCourtOrder;
    scene.ask_for(money("1000.00 PHP"));
    EXPECT_EQ(said(scene.hear("R20")), c.says) << name(c.standing);
    SetBudget set;
    set.ward = kWard;
    set.court_order = kCourtOrder;
    scene.ask(set, kOfficer);
    EXPECT_EQ(said(scene.hear("R20")), c.says) << name(c.standing) << ", as it is set";
  }
}

TEST(R21, TheCap) {
  const struct {
    const char* left;
    const char* amount;
    const char* says;
  } cases[] = {
      {"85000.00 PHP", "85000.00 PHP", "allow within_cap"},
      {"85000.00 PHP", "85000.01 PHP", "deny CAP_EXCEEDED"},
      {"0.00 PHP", "0.01 PHP", "deny CAP_EXCEEDED"},
      {"85000.00 PHP", "1.00 USD", "deny CURRENCY_MISMATCH"},
  };
  for (const auto& c : cases) {
    Scene asked;
    asked.ward().court_orders.push_back(order("2026-02-10"));
    asked.put(book::AccountKind::cap, kCourtOrder.bytes, money(c.left));
    asked.ask(under_order(asked, c.amount), kGuardian);
    EXPECT_EQ(said(asked.hear("R21")), c.says) << c.amount;
    asked.execute(under_order(asked, c.amount), kOfficer);
    EXPECT_EQ(said(asked.hear("R21")), c.says) << c.amount << ", at execution";
    Scene released;  // its own reservation is what counts now
    released.ward().court_orders.push_back(order("2026-02-10"));
    released.put(book::AccountKind::cap_reserved, kCourtOrder.bytes, money(c.left));
    released.release(under_order(released, c.amount), kReleaser);
    EXPECT_EQ(said(released.hear("R21")), c.says) << c.amount << ", at release";
  }
}

TEST(R21, PurposeAndPayee) {
  const struct {
    const char* what;
    std::optional<Purpose> purpose;
    std::optional<PayeeId> payee;
    const char* says;
  } cases[] = {
      {"free", std::nullopt, std::nullopt, "allow within_cap"},
      {"as named", Purpose::education, kPayee, "allow within_cap"},
      {"another purpose", Purpose::medical, kPayee, "deny ORDER_PURPOSE"},
      {"another payee", Purpose::education, id<PayeeId>(32), "deny ORDER_PAYEE"},
  };
  for (const auto& c : cases) {
    Scene scene;
    CourtOrder recorded = order("2026-02-10");
    recorded.purpose = c.purpose;
    recorded.payee = c.payee;
    scene.ward().court_orders.push_back(recorded);
    scene.put(book::AccountKind::cap, kCourtOrder.bytes, money("120000.00 PHP"));
    scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
    EXPECT_EQ(said(scene.hear("R21")), c.says) << c.what;
  }
  Scene scene;
  scene.ask_for(money("1000.00 PHP"));
  EXPECT_EQ(said(scene.hear("R21")), "silent");
}

TEST(R21, ABudgetIsACapLikeAnOrders) {
  const struct {
    const char* left;
    const char* amount;
    const char* says;
  } cases[] = {
      {"85000.00 PHP", "85000.00 PHP", "allow within_budget"},
      {"85000.00 PHP", "85000.01 PHP", "deny CAP_EXCEEDED"},
      {"0.00 PHP", "0.01 PHP", "deny CAP_EXCEEDED"},
      {"85000.00 PHP", "1.00 USD", "deny CURRENCY_MISMATCH"},
  };
  for (const auto& c : cases) {
    RequestDisbursement named = Scene().request(money(c.amount));
    named.budget = kBudget;
    Scene asked;
    budget(asked);
    asked.put(book::AccountKind::cap, kBudget.bytes, money(c.left));
    asked.ask(named, kGuardian);
    EXPECT_EQ(said(asked.hear("R21")), c.says) << c.amount;
    EXPECT_EQ(fact_of(asked.hear("R21"), "of"), "budget");
    asked.execute(named, kOfficer);
    EXPECT_EQ(said(asked.hear("R21")), c.says) << c.amount << ", at execution";
    Scene released;
    budget(released);
    released.put(book::AccountKind::cap_reserved, kBudget.bytes, money(c.left));
    released.release(named, kReleaser);
    EXPECT_EQ(said(released.hear("R21")), c.says) << c.amount << ", at release";
  }
}

TEST(R21, PeriodAndPurposeOfABudget) {
  const struct {
    const char* what;
    Purpose purpose;
    const char* now;
    bool named;
    const char* says;
  } cases[] = {
      {"its first day", Purpose::education, "2026-06-01", true, "allow within_budget"},
      {"the day before", Purpose::education, "2026-05-31", true, "deny BUDGET_PERIOD"},
      {"its last day", Purpose::education, "2026-07-06", true, "allow within_budget"},
      {"the day after", Purpose::education, "2026-07-07", true, "deny BUDGET_PERIOD"},
      {"another purpose", Purpose::medical, "2026-07-06", true, "deny BUDGET_PERIOD"},
      {"not named, its last day", Purpose::education, "2026-07-06", false, "allow within_budget"},
      {"not named, the day after", Purpose::education, "2026-07-07", false, "silent"},
      {"not named, another purpose", Purpose::medical, "2026-07-06", false, "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    budget(scene);
    scene.put(book::AccountKind::cap, kBudget.bytes, money("1000.00 PHP"));
    scene.now(morning(c.now));
    RequestDisbursement asked = scene.request(money("1000.00 PHP"));
    asked.purpose = c.purpose;
    if (c.named) asked.budget = kBudget;
    scene.ask(asked, kGuardian);
    EXPECT_EQ(said(scene.hear("R21")), c.says) << c.what;
  }
}

TEST(R21, WhatWasAskedForInTimeMayBePaidLater) {
  Scene scene;
  budget(scene);
  scene.put(book::AccountKind::cap_reserved, kBudget.bytes, money("1000.00 PHP"));
  RequestDisbursement asked = scene.request(money("1000.00 PHP"));
  asked.budget = kBudget;
  scene.recorded(asked, "2026-07-06").approvers = {kOfficer};
  scene.now(morning("2026-07-20"));
  scene.release(asked, kReleaser);
  EXPECT_EQ(said(scene.hear("R21")), "allow within_budget");
}

TEST(R21, ABudgetSetLaterDoesNotBindWhatWasAskedForBefore) {
  Scene scene;
  const RequestDisbursement asked = scene.request(money("1000.00 PHP"));
  scene.recorded(asked, "2026-07-06");
  budget(scene);
  scene.execute(asked, kOfficer);
  EXPECT_EQ(said(scene.hear("R21")), "silent");
}

TEST(R21, ThePlansChoiceOfBudgetCounts) {
  Scene scene;
  budget(scene);
  Budget& second = budget(scene);
  second.id = id<BudgetId>(92);
  scene.put(book::AccountKind::cap, second.id.bytes, money("1000.00 PHP"));
  const RequestDisbursement asked = scene.request(money("1000.00 PHP"));
  Request judged;
  judged.id = asked.request;
  judged.budget = second.id;
  scene.ask(asked, kGuardian);
  EXPECT_EQ(said(scene.hear("R21")), "deny CAP_EXCEEDED") << "the first, of which nothing is left";
  scene.plan.effects.push_back({subject(kWard), RequestJudged{judged, std::nullopt}});
  EXPECT_EQ(said(scene.hear("R21")), "allow within_budget");
}

TEST(R21, UnderAnOrderAndABudgetBothBind) {
  const struct {
    const char* cap;
    const char* budget;
    const char* says;
    const char* of;
  } cases[] = {
      {"1000.00 PHP", "1000.00 PHP", "allow within_cap", ""},
      {"999.99 PHP", "1000.00 PHP", "deny CAP_EXCEEDED", ""},
      {"1000.00 PHP", "999.99 PHP", "deny CAP_EXCEEDED", "budget"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().court_orders.push_back(order("2026-02-10"));
    budget(scene);
    scene.put(book::AccountKind::cap, kCourtOrder.bytes, money(c.cap));
    scene.put(book::AccountKind::cap, kBudget.bytes, money(c.budget));
    RequestDisbursement asked = under_order(scene, "1000.00 PHP");
    asked.budget = kBudget;
    scene.ask(asked, kGuardian);
    const Verdict verdict = scene.hear("R21");
    EXPECT_EQ(said(verdict), c.says) << c.cap << " " << c.budget;
    EXPECT_EQ(fact_of(verdict, "of"), c.of);
    EXPECT_EQ(fact_of(verdict, "budget_left"), said(verdict) == "allow within_cap" ? "1000.00 PHP" : "");
  }
  Scene scene;  // an order's request that names no budget uses none up
  scene.ward().court_orders.push_back(order("2026-02-10"));
  budget(scene);
  scene.put(book::AccountKind::cap, kCourtOrder.bytes, money("1000.00 PHP"));
  scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
  EXPECT_EQ(said(scene.hear("R21")), "allow within_cap");
}

TEST(R21, ABudgetThatIsNotThere) {
  Scene scene;
  RequestDisbursement asked = scene.request(money("1000.00 PHP"));
  asked.budget = kBudget;
  scene.ask(asked, kGuardian);
  EXPECT_EQ(said(scene.hear("R21")), "deny BUDGET_UNKNOWN");
}

TEST(R21, SettingABudget) {
  const struct {
    const char* what;
    const char* to;
    const char* amount;
    std::optional<Purpose> ordered;
    const char* says;
  } cases[] = {
      {"a day long, all of the cap", "2026-06-01", "120000.00 PHP", std::nullopt, "allow within_cap"},
      {"ends before it begins", "2026-05-31", "1.00 PHP", std::nullopt, "deny BUDGET_PERIOD"},
      {"a centavo more than the order", "2026-06-01", "120000.01 PHP", std::nullopt, "deny CAP_EXCEEDED"},
      {"another currency", "2026-06-01", "1.00 USD", std::nullopt, "deny CURRENCY_MISMATCH"},
      {"the order's purpose", "2026-06-01", "1.00 PHP", Purpose::education, "allow within_cap"},
      {"not the order's purpose", "2026-06-01", "1.00 PHP", Purpose::medical, "deny ORDER_PURPOSE"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().court_orders.push_back(order("2026-02-10"));
    scene.ward().court_orders.back().purpose = c.ordered;
    SetBudget set;
    set.ward = kWard;
    set.budget = kBudget;
    set.from = day("2026-06-01");
    set.to = day(c.to);
    set.amount = money(c.amount);
    set.court_order = kCourtOrder;
    scene.ask(set, kOfficer);
    EXPECT_EQ(said(scene.hear("R21")), c.says) << c.what;
  }
}

TEST(R21, AnOrderIsNotAmendedToLessThanWasSpent) {
  const struct {
    const char* cap;
    const char* says;
  } cases[] = {{"70000.00 PHP", "allow covers_what_was_spent"}, {"69999.99 PHP", "deny CAP_EXCEEDED"}, {"70000.00 USD", "deny CURRENCY_MISMATCH"}};
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().court_orders.push_back(order("2026-02-10"));
    scene.put(book::AccountKind::cap_reserved, kCourtOrder.bytes, money("30000.00 PHP"));
    scene.put(book::AccountKind::cap_used, kCourtOrder.bytes, money("40000.00 PHP"));
    ChangeCourtOrder changed = change(OrderStanding::amended, "2026-07-06");
    changed.cap = money(c.cap);
    scene.ask(changed, kOfficer);
    EXPECT_EQ(said(scene.hear("R21")), c.says) << c.cap;
  }
}

TEST(R22, DocumentAndDocket) {
  const struct {
    const char* what;
    std::optional<Digest> document;
    bool docket;
    const char* says;
  } cases[] = {
      {"both", document(7), true, "allow written_order"},
      {"no docket", document(7), false, "deny ORDER_DOCUMENT_MISSING"},
      {"no document", std::nullopt, true, "deny ORDER_DOCUMENT_MISSING"},
      {"a document of zeros", Digest{}, true, "deny ORDER_DOCUMENT_MISSING"},
  };
  for (const auto& c : cases) {
    Scene scene;
    RecordCourtOrder recorded;
    recorded.document = c.document;
    if (c.docket) recorded.docket = in_vault(9);
    scene.ask(recorded, kOfficer);
    EXPECT_EQ(said(scene.hear("R22")), c.says) << c.what;
    scene.rulebook = shipped({{"order_document_required = true", "order_document_required = false"}});
    EXPECT_EQ(said(scene.hear("R22")), "silent") << c.what;
  }
}

TEST(R22, WhatACourtChangesItChangesInWriting) {
  const struct {
    const char* what;
    std::optional<Digest> document;
    const char* says;
  } cases[] = {
      {"a document", document(8), "allow written_order"},
      {"none", std::nullopt, "deny ORDER_DOCUMENT_MISSING"},
      {"a document of zeros", Digest{}, "deny ORDER_DOCUMENT_MISSING"},
  };
  for (const auto& c : cases) {
    for (const OrderStanding to : {OrderStanding::stayed, OrderStanding::vacated, OrderStanding::amended, OrderStanding::in_force}) {
      Scene scene;
      ChangeCourtOrder changed = change(to, "2026-07-06");
      changed.document = c.document;
      scene.ask(changed, kOfficer);
      EXPECT_EQ(said(scene.hear("R22")), c.says) << c.what << " " << name(to);
      scene.rulebook = shipped({{"order_document_required = true", "order_document_required = false"}});
      EXPECT_EQ(said(scene.hear("R22")), "silent") << c.what;
    }
  }
}

TEST(R22, NothingIsPaidUnderAnOrderWithoutItsDocument) {
  Scene scene;
  scene.ward().court_orders.push_back(order("2026-02-10"));
  scene.ask(under_order(scene, "1000.00 PHP"), kGuardian);
  EXPECT_EQ(said(scene.hear("R22")), "silent");
  scene.ward().court_orders.back().document = Digest{};
  EXPECT_EQ(said(scene.hear("R22")), "deny ORDER_DOCUMENT_MISSING");
}

}  // namespace
}  // namespace katiwala::policies::scene::orders_test
