// R48 InstaPay, R49 value dates, R50 references act once.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::rails_test {
namespace {

RequestDisbursement by(Rail rail, const Scene& scene, std::string_view amount) {
  RequestDisbursement asked = scene.request(money(amount));
  asked.rail = rail;
  return asked;
}

TEST(R48, TheLimit) {
  const struct {
    Rail rail;
    const char* amount;
    const char* says;
  } cases[] = {
      {Rail::instapay, "50000.00 PHP", "silent"},
      {Rail::instapay, "50000.01 PHP", "deny INSTAPAY_LIMIT"},
      {Rail::pesonet, "50000.01 PHP", "silent"},
      {Rail::book_transfer, "50000.01 PHP", "silent"},
      {Rail::instapay, "1.00 USD", "deny CURRENCY_MISMATCH"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ask(by(c.rail, scene, c.amount), kGuardian);
    const Verdict verdict = scene.hear("R48");
    EXPECT_EQ(said(verdict), c.says) << name(c.rail) << " " << c.amount;
    if (said(verdict) == "deny INSTAPAY_LIMIT") {
      EXPECT_EQ(fact_of(verdict, "offered"), "pesonet");
    }
  }
  Scene scene;  // the payee's own rail, where the request names none
  scene.ward().payees.front().rail = Rail::instapay;
  scene.ask_for(money("50000.01 PHP"));
  EXPECT_EQ(said(scene.hear("R48")), "deny INSTAPAY_LIMIT");
}

/// A request of today to the same payee by InstaPay, already recorded.
Request& earlier(Scene& scene, std::string_view amount, std::string_view on) {
  RequestDisbursement asked = by(Rail::instapay, scene, amount);
  asked.request = id<RequestId>(52);
  return scene.recorded(asked, on);
}

TEST(R48, NoSplitting) {
  const struct {
    const char* what;
    const char* first;
    const char* first_day;
    const char* second;
    const char* says;
  } cases[] = {
      {"S10", "35000.00 PHP", "2026-07-06", "35000.00 PHP", "deny NO_SPLIT"},
      {"together the limit", "25000.00 PHP", "2026-07-06", "25000.00 PHP", "silent"},
      {"a centavo more", "25000.00 PHP", "2026-07-06", "25000.01 PHP", "deny NO_SPLIT"},
      {"another day", "35000.00 PHP", "2026-07-05", "35000.00 PHP", "silent"},
  };
  for (const auto& c : cases) {
    Scene scene;
    earlier(scene, c.first, c.first_day);
    scene.ask(by(Rail::instapay, scene, c.second), kGuardian);
    EXPECT_EQ(said(scene.hear("R48")), c.says) << c.what;
    scene.ask(by(Rail::pesonet, scene, c.second), kGuardian);
    EXPECT_EQ(said(scene.hear("R48")), "silent") << c.what << ", by PESONet";
  }
}

TEST(R48, ThePayeeIsThePersonNotTheRecord) {
  Scene scene;
  Payee again = scene.ward().payees.front();
  again.id = id<PayeeId>(32);
  scene.ward().payees.push_back(again);
  earlier(scene, "35000.00 PHP", "2026-07-06").payee = again.id;
  scene.ask(by(Rail::instapay, scene, "35000.00 PHP"), kGuardian);
  EXPECT_EQ(said(scene.hear("R48")), "deny NO_SPLIT");
  scene.ward().payees.back().person = kStranger;
  EXPECT_EQ(said(scene.hear("R48")), "silent");
  scene.ward().payees.front().marks = scene.ward().payees.back().marks = {mark(MarkKind::account, 1)};
  EXPECT_EQ(said(scene.hear("R48")), "deny NO_SPLIT");
  scene.state.requests.at(id<RequestId>(52)).rail = Rail::pesonet;
  EXPECT_EQ(said(scene.hear("R48")), "silent");
}

TEST(R48, WhatCameBackDoesNotCount) {
  Scene scene;
  earlier(scene, "35000.00 PHP", "2026-07-06");
  scene.ward().spends.clear();  // as the fold does when a payment is cancelled or returned
  scene.ask(by(Rail::instapay, scene, "35000.00 PHP"), kGuardian);
  EXPECT_EQ(said(scene.hear("R48")), "silent");
}

TEST(R48, AskedForOnTwoDaysButReleasedOnOne) {
  for (const auto& [released, says] : {std::pair{"2026-07-06", "deny NO_SPLIT"}, std::pair{"2026-07-05", "silent"}, std::pair{"", "silent"}}) {
    Scene scene;
    Request& first = earlier(scene, "35000.00 PHP", "2026-07-03");
    if (*released != 0) first.released = day(released);
    scene.release(by(Rail::instapay, scene, "35000.00 PHP"), kReleaser);
    EXPECT_EQ(said(scene.hear("R48")), says) << released;
  }
}

TEST(R49, NotBeforeTheDayOfRelease) {
  const struct {
    const char* what;
    const char* released;
    const char* value_date;
    const char* says;
  } cases[] = {
      {"the same day", "2026-07-06", "2026-07-06", "allow value_date_of_the_bank"},
      {"a later cycle", "2026-07-06", "2026-07-07", "allow value_date_of_the_bank"},
      {"the day before", "2026-07-06", "2026-07-05", "deny VALUE_DATE_EARLY"},
      {"never released", "", "2026-07-06", "deny VALUE_DATE_EARLY"},
  };
  for (const auto& c : cases) {
    Scene scene;
    Request& request = scene.recorded(scene.request(money("18000.00 PHP")), "2026-07-01");
    if (*c.released != 0) request.released = day(c.released);
    Settle settled;
    settled.request = kRequest;
    settled.ward = kWard;
    settled.amount = money("18000.00 PHP");
    settled.booked = day("2026-07-07");
    settled.value_date = day(c.value_date);
    scene.ask(settled, kReleaser);
    EXPECT_EQ(said(scene.hear("R49")), c.says) << c.what;
  }
  Scene scene;
  scene.ask_for(money("1.00 PHP"));
  EXPECT_EQ(said(scene.hear("R49")), "silent");
}

TEST(R49, HowManyCyclesADayHasIsSaidOfPesonet) {
  for (const auto& [rail, cycles] : {std::pair{Rail::pesonet, "4"}, std::pair{Rail::instapay, ""}}) {
    Scene scene;
    scene.rulebook = shipped({{"cycles = 3", "cycles = 4"}});
    Request& request = scene.recorded(by(rail, scene, "18000.00 PHP"), "2026-07-06");
    request.released = day("2026-07-06");
    Settle settled;
    settled.request = kRequest;
    settled.ward = kWard;
    settled.value_date = day("2026-07-06");
    scene.ask(settled, kReleaser);
    EXPECT_EQ(fact_of(scene.hear("R49"), "cycles"), cycles) << name(rail);
  }
}

TEST(R50, AReferenceActsOnce) {
  Scene scene;
  scene.state.references[mark(MarkKind::bank_reference, 1).value] = 17;
  ReceiveCredit credit;
  credit.references = {mark(MarkKind::bank_reference, 2), mark(MarkKind::bank_reference, 3)};
  scene.ask(credit, kOfficer);
  EXPECT_EQ(said(scene.hear("R50")), "silent");
  credit.references.push_back(mark(MarkKind::bank_reference, 1));  // one of three is enough
  scene.ask(credit, kOfficer);
  const Verdict verdict = scene.hear("R50");
  EXPECT_EQ(said(verdict), "deny DUPLICATE_MESSAGE");
  EXPECT_EQ(fact_of(verdict, "entry"), "17");
}

template <class C>
std::string with(std::vector<Mark> references) {
  Scene scene;
  scene.state.references[mark(MarkKind::bank_reference, 1).value] = 17;
  C command;
  command.references = std::move(references);
  scene.ask(command, kOfficer);
  return said(scene.hear("R50"));
}

TEST(R50, EveryMessageOfTheBank) {
  const std::vector<Mark> used{mark(MarkKind::bank_reference, 1)}, fresh{mark(MarkKind::bank_reference, 2)};
  const std::pair<std::vector<Mark>, const char*> cases[] = {{used, "deny DUPLICATE_MESSAGE"}, {fresh, "silent"}};
  for (const auto& [references, says] : cases) {
    EXPECT_EQ(with<ReceiveCredit>(references), says);
    EXPECT_EQ(with<Settle>(references), says);
    EXPECT_EQ(with<RejectPayment>(references), says);
    EXPECT_EQ(with<Convert>(references), says);
    EXPECT_EQ(with<RecordCharge>(references), says);
    EXPECT_EQ(with<ReturnPayment>(references), says);
    EXPECT_EQ(with<RecordInterest>(references), says);
    EXPECT_EQ(with<Remit>(references), says);
    EXPECT_EQ(with<ResolveCredit>(references), says);
  }
}

TEST(R50, WhatCanNotBeToldFromItsDuplicate) {
  EXPECT_EQ(with<ReceiveCredit>({}), "deny REFERENCE_MISSING");
  EXPECT_EQ(with<Convert>({}), "deny REFERENCE_MISSING");
  EXPECT_EQ(with<RecordCharge>({}), "deny REFERENCE_MISSING");
  EXPECT_EQ(with<Settle>({}), "silent");  // its request tells it
  EXPECT_EQ(with<RejectPayment>({}), "silent");
}

TEST(R50, AProposalIsNotItsOwnDuplicate) {
  Scene scene;
  Convert deal;
  deal.references = {mark(MarkKind::bank_reference, 1)};
  scene.complete(deal, kOfficer, kSocialWorker);
  scene.state.references[mark(MarkKind::bank_reference, 1).value] = 900;  // the proposal that is completed
  EXPECT_EQ(said(scene.hear("R50")), "silent");
  scene.state.references[mark(MarkKind::bank_reference, 1).value] = 899;
  EXPECT_EQ(said(scene.hear("R50")), "deny DUPLICATE_MESSAGE");
}

}  // namespace
}  // namespace katiwala::policies::scene::rails_test
