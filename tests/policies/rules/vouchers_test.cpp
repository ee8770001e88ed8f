// RF06 receipts owed, RF07 documents used twice, RF15 documents of another ward; S17 at the level of rules.
#include <gtest/gtest.h>

#include "tests/policies/rules/scene.h"

namespace katiwala::policies::scene::vouchers_test {
namespace {

const WardId kThird = id<WardId>(13);
const Digest kBill = document(7), kReceipt = document(8);

std::string heard(const Scene& scene, std::string_view rule) { return said(scene.hear(rule)) + " " + raised_of(scene.hear(rule)); }

/// A request of one of the wards that rests on a document, made before.
Request& used(Scene& scene, std::uint8_t number, WardId ward, const Digest& bill, const char* amount = "9500.00 PHP") {
  Request& request = scene.state.requests[id<RequestId>(number)];
  request.id = id<RequestId>(number);
  request.ward = ward;
  request.payee = kPayee;
  request.amount = money(amount);
  request.state = RequestState::settled;
  request.day = day("2026-07-01");
  request.voucher = bill;
  scene.state.asked[ward].push_back(request.id);
  scene.state.vouchers[bill].push_back(request.id);
  return request;
}

void ask_on(Scene& scene, const Digest& bill, const char* amount = "9500.00 PHP") {
  RequestDisbursement asked = scene.request(money(amount));
  asked.ward = scene.about;
  asked.voucher = bill;
  scene.ask(asked, kGuardian);
}

// -- RF06

Obligation& owed(Scene& scene, std::uint8_t number, const char* due, Purpose purpose = Purpose::education) {
  Request& request = scene.earlier(number, "2026-06-01", money("100.00 PHP"), purpose);
  Obligation duty;
  duty.number = number;
  duty.duty = Duty::receipt;
  duty.owner = DutyOwner::guardian;
  duty.due = day(due);
  duty.request = request.id;
  scene.ward().obligations.push_back(duty);
  return scene.ward().obligations.back();
}

void settle(Scene& scene, const char* value_date) {
  Settle settled;
  settled.request = kRequest;
  settled.ward = kWard;
  scene.ask(settled, kOfficer);
  scene.plan.effects = {{subject(kWard), RequestMoved{kRequest, RequestState::settled, day(value_date), "", std::nullopt}}};
}

TEST(RF06, ADutyOnceTheBankHasPaid) {
  const struct {
    const char* what;
    std::optional<std::uint32_t> terms, order;
    Purpose purpose;
    PersonId requester;
    const char* duties;
    DutyOwner owner;
  } cases[] = {
      {"S01's", {}, {}, Purpose::education, kGuardian, "receipt 2026-07-21", DutyOwner::guardian},
      {"the trust's terms", 10, {}, Purpose::education, kGuardian, "receipt 2026-07-16", DutyOwner::guardian},
      {"the order it was made under", {}, 3, Purpose::education, kGuardian, "receipt 2026-07-09", DutyOwner::guardian},
      {"the order before the terms", 10, 3, Purpose::education, kGuardian, "receipt 2026-07-09", DutyOwner::guardian},
      {"an officer's request", {}, {}, Purpose::medical, kOfficer, "receipt 2026-07-21", DutyOwner::trust_officer},
      {"an allowance", {}, 3, Purpose::allowance, kGuardian, "", DutyOwner::guardian},
      {"her own money", {}, {}, Purpose::handover, kGuardian, "", DutyOwner::guardian},
  };
  for (const auto& c : cases) {
    Scene scene;
    TrustTerms terms;
    terms.receipt_days = c.terms;
    scene.ward().terms = terms;
    CourtOrder order;
    order.id = kCourtOrder;
    order.receipt_days = c.order;
    scene.ward().court_orders = {order};
    Request& request = scene.earlier(51, "2026-07-06", money("18000.00 PHP"), c.purpose);
    request.requester = c.requester;
    if (c.order) request.court_order = kCourtOrder;
    settle(scene, "2026-07-06");
    const Verdict verdict = scene.hear("RF06");
    EXPECT_EQ(duties_of(verdict), c.duties) << c.what;
    if (verdict.duties.empty()) continue;
    EXPECT_EQ(verdict.duties[0].owner, c.owner) << c.what;
    EXPECT_EQ(verdict.duties[0].request, kRequest) << c.what;
    EXPECT_EQ(verdict.duties[0].about, subject(kWard)) << c.what;
    request.receipt_filed = day("2026-07-06");
    EXPECT_EQ(duties_of(scene.hear("RF06")), "") << c.what << ": filed before";
  }
}

TEST(RF06, WhileOneIsLateNothingMoreOfThatPurpose) {
  const struct {
    const char* what;
    const char* due;
    Purpose owed_for;
    bool closed;
    const char* says;
  } cases[] = {
      {"due today", "2026-07-06", Purpose::education, false, "silent "},
      {"due yesterday", "2026-07-05", Purpose::education, false, "deny RECEIPT_OVERDUE flag"},
      {"for another purpose", "2026-07-05", Purpose::medical, false, "silent "},
      {"filed", "2026-07-05", Purpose::education, true, "silent "},
  };
  for (const auto& c : cases) {
    Scene scene;
    Obligation& duty = owed(scene, 52, c.due, c.owed_for);
    if (c.closed) duty.closed = day("2026-07-06");
    const RequestDisbursement asked = scene.request(money("1.00 PHP"));
    scene.ask(asked, kGuardian);
    EXPECT_EQ(heard(scene, "RF06"), c.says) << c.what;
    scene.execute(asked, kOfficer);
    EXPECT_EQ(heard(scene, "RF06"), "silent ") << c.what << ": asked for in time";
    scene.release(asked, kReleaser);
    EXPECT_EQ(heard(scene, "RF06"), "silent ") << c.what;
  }
}

TEST(RF06, CourtOrderedCareDoesNotWaitForAGuardian) {
  Scene scene;
  owed(scene, 52, "2026-07-05");
  RequestDisbursement asked = scene.request(money("1.00 PHP"));
  scene.ask(asked, kOfficer);
  EXPECT_EQ(said(scene.hear("RF06")), "deny RECEIPT_OVERDUE") << "an officer without an order";
  asked.court_order = kCourtOrder;
  scene.ask(asked, kOfficer);
  EXPECT_EQ(said(scene.hear("RF06")), "silent");
  scene.ask(asked, kGuardian);
  EXPECT_EQ(said(scene.hear("RF06")), "deny RECEIPT_OVERDUE") << "a guardian with one";
}

TEST(RF06, ClosedByTheReceiptOrTheReturn) {
  const FileReceipt filed{kWard, id<RequestId>(52), kReceipt, money("100.00 PHP"), day("2026-06-02"), kPayee, std::nullopt, std::nullopt};
  ReturnPayment returned;
  returned.request = id<RequestId>(52);
  returned.ward = kWard;
  for (const Command& command : {Command(filed), Command(returned)}) {
    Scene scene;
    owed(scene, 52, "2026-07-21");
    owed(scene, 53, "2026-07-21");
    scene.ask(command, kOfficer);
    scene.plan.effects = {{subject(kWard), RequestMoved{id<RequestId>(52), RequestState::returned, std::nullopt, "AC04", std::nullopt}}};
    const Verdict verdict = scene.hear("RF06");
    ASSERT_EQ(effects_of(verdict), "obligation_closed");
    EXPECT_EQ(std::get<ObligationClosed>(verdict.effects[0].event).number, 52U);
    EXPECT_EQ(duties_of(verdict), "");
    scene.plan.effects.push_back({subject(kWard), ObligationClosed{52, day("2026-07-06")}});
    EXPECT_EQ(effects_of(scene.hear("RF06")), "") << "the plan closes it";
    scene.plan.effects.pop_back();
    scene.ward().obligations.front().closed = day("2026-07-01");
    EXPECT_EQ(effects_of(scene.hear("RF06")), "") << "closed before";
  }
}

TEST(RF06, ItsParameters) {
  for (const auto& [edit, duties] : {std::pair{"receipt_days = 0 ", "receipt 2026-07-06"}, std::pair{"receipt_days = 30 ", "receipt 2026-08-05"}}) {
    Scene scene;
    scene.rulebook = shipped({{"receipt_days = 15 ", edit}});
    scene.earlier(51, "2026-07-06", money("1.00 PHP"));
    settle(scene, "2026-07-06");
    EXPECT_EQ(duties_of(scene.hear("RF06")), duties);
  }
  Scene scene;
  scene.rulebook = shipped({{"purposes_without_receipt = [\"allowance\",", "purposes_without_receipt = [\"tips\","}});
  scene.earlier(51, "2026-07-06", money("1.00 PHP"));
  settle(scene, "2026-07-06");
  EXPECT_EQ(said(scene.hear("RF06")), "deny PARAMETER_INVALID");
}

// -- RF07, RF15

TEST(RF07, ABillPaysOnce) {
  const struct {
    const char* what;
    WardId user;
    RequestState state;
    Digest bill;
    const char* reused;
    const char* crosses;
  } cases[] = {
      {"another bill", kWard, RequestState::settled, kReceipt, "silent ", "silent "},
      {"her own, paid", kWard, RequestState::settled, kBill, "deny VOUCHER_REUSED case", "silent "},
      {"her own, pending", kWard, RequestState::judged, kBill, "deny VOUCHER_REUSED case", "silent "},
      {"her own, cancelled", kWard, RequestState::cancelled, kBill, "silent ", "silent "},
      {"her own, came back", kWard, RequestState::returned, kBill, "silent ", "silent "},
      {"another ward's", kSibling, RequestState::settled, kBill, "silent ", "deny CROSS_BENEFICIARY flag"},
      {"another ward's, pending", kSibling, RequestState::judged, kBill, "silent ", "deny CROSS_BENEFICIARY flag"},
      {"another ward's, cancelled", kSibling, RequestState::cancelled, kBill, "silent ", "silent "},
  };
  for (const auto& c : cases) {
    Scene scene;
    used(scene, 52, c.user, c.bill).state = c.state;
    ask_on(scene, kBill);
    EXPECT_EQ(heard(scene, "RF07"), c.reused) << c.what;
    EXPECT_EQ(heard(scene, "RF15"), c.crosses) << c.what;
    const auto asked = std::get<RequestDisbursement>(scene.command);
    scene.release(asked, kReleaser);
    EXPECT_EQ(heard(scene, "RF07"), c.reused) << c.what << ", at release";
    EXPECT_EQ(heard(scene, "RF15"), c.crosses) << c.what << ", at release";
    scene.ask_for(money("9500.00 PHP"));
    EXPECT_EQ(heard(scene, "RF07"), "silent ") << c.what << ": no bill";
  }
}

TEST(RF07, AReceiptSaysWhatWasPaid) {
  const struct {
    const char* what;
    const char* amount;
    const char* dated;
    PayeeId payee;
    const char* differs;
  } cases[] = {
      {"as paid", "9500.00 PHP", "2026-07-02", kPayee, ""},
      {"a centavo less", "9499.99 PHP", "2026-07-02", kPayee, "amount"},
      {"a centavo more", "9500.01 PHP", "2026-07-02", kPayee, "amount"},
      {"another currency", "9500.00 USD", "2026-07-02", kPayee, "amount"},
      {"of today", "9500.00 PHP", "2026-07-06", kPayee, ""},
      {"of tomorrow", "9500.00 PHP", "2026-07-07", kPayee, "date"},
      {"thirty days before", "9500.00 PHP", "2026-06-01", kPayee, ""},
      {"thirty-one", "9500.00 PHP", "2026-05-31", kPayee, "date"},
      {"another of the person's records", "9500.00 PHP", "2026-07-02", id<PayeeId>(32), ""},
      {"another person at the address", "9500.00 PHP", "2026-07-02", id<PayeeId>(33), "payee"},
      {"nobody she pays", "9500.00 PHP", "2026-07-02", id<PayeeId>(34), "payee"},
  };
  for (const auto& c : cases) {
    Scene scene;
    scene.ward().payees.front().marks = {mark(MarkKind::address, 1)};
    Payee again = scene.ward().payees.front();
    again.id = id<PayeeId>(32);
    Payee neighbour = again;
    neighbour.id = id<PayeeId>(33);
    neighbour.person = kStranger;
    scene.ward().payees.push_back(again);
    scene.ward().payees.push_back(neighbour);
    used(scene, 52, kWard, kBill);
    scene.ask(FileReceipt{kWard, id<RequestId>(52), kReceipt, money(c.amount), day(c.dated), c.payee, std::nullopt, std::nullopt}, kGuardian);
    EXPECT_EQ(fact_of(scene.hear("RF07"), "differs"), c.differs) << c.what;
    EXPECT_EQ(heard(scene, "RF07"), *c.differs == '\0' ? "silent " : "deny RECEIPT_MISMATCH case") << c.what;
  }
}

TEST(RF07, AReceiptServesOnce) {
  const struct {
    const char* what;
    WardId user;
    Digest bill;
    const char* reused;
    const char* crosses;
  } cases[] = {
      {"her other bill", kWard, kReceipt, "deny VOUCHER_REUSED case", "silent "},
      {"another document", kWard, document(9), "silent ", "silent "},
      {"another ward's", kSibling, kReceipt, "silent ", "deny CROSS_BENEFICIARY flag"},
  };
  for (const auto& c : cases) {
    Scene scene;
    used(scene, 52, kWard, kBill);
    used(scene, 53, c.user, c.bill);
    scene.ask(FileReceipt{kWard, id<RequestId>(52), kReceipt, money("9500.00 PHP"), day("2026-07-02"), kPayee, std::nullopt, std::nullopt}, kGuardian);
    EXPECT_EQ(heard(scene, "RF07"), c.reused) << c.what;
    EXPECT_EQ(heard(scene, "RF15"), c.crosses) << c.what;
  }
  Scene scene;  // the paid bill itself, receipted
  used(scene, 52, kWard, kBill);
  scene.ask(FileReceipt{kWard, id<RequestId>(52), kBill, money("9500.00 PHP"), day("2026-07-02"), kPayee, std::nullopt, std::nullopt}, kGuardian);
  EXPECT_EQ(heard(scene, "RF07"), "silent ");
}

TEST(RF07, TheDaysAreAParameter) {
  for (const auto& [edit, says] : {std::pair{"receipt_before_days = 29 ", "deny RECEIPT_MISMATCH"}, std::pair{"receipt_before_days = 30 ", "silent"}}) {
    Scene scene;
    scene.rulebook = shipped({{"receipt_before_days = 30 ", edit}});
    used(scene, 52, kWard, kBill);
    scene.ask(FileReceipt{kWard, id<RequestId>(52), kReceipt, money("9500.00 PHP"), day("2026-06-01"), kPayee, std::nullopt, std::nullopt}, kGuardian);
    EXPECT_EQ(said(scene.hear("RF07")), says) << edit;
  }
}

/// Three wards of one order, one bill of 28,500.00 in three equal shares, and a fourth who has nothing to do with it.
Scene shelter() {
  Scene scene;
  Ward third = scene.state.wards.at(kSibling);
  third.id = kThird;
  scene.state.wards[kThird] = third;
  std::uint8_t number = 71;
  for (const WardId& ward : {kWard, kSibling, kThird}) {
    Ward& each = scene.state.wards.at(ward);
    each.payees = scene.ward().payees;
    each.shares = {{kBill, money("28500.00 PHP"), money("9500.00 PHP"), kPayee}};
    each.awards = {{id<AwardId>(number), kOrder, money("1000.00 USD")}};
    scene.state.awards[kOrder].emplace_back(id<AwardId>(number), ward);
    ++number;
  }
  return scene;
}

// S17: a shelter's invoice of 28,500.00 for A, B and C, 9,500.00 each; C has 4,200.00.
TEST(RF15, ASharedBillOnceEachAndForTheShare) {
  Scene scene = shelter();
  scene.put(book::AccountKind::principal, kSibling.bytes, money("38001.00 PHP"));
  scene.put(book::AccountKind::principal, kThird.bytes, money("4200.00 PHP"));
  const auto asked = [&](WardId ward) {
    scene.about = ward;
    ask_on(scene, kBill);
    return said(scene.hear("RF15")) + ", " + said(scene.hear("RF07")) + ", " + said(scene.hear("R35"));
  };
  EXPECT_EQ(asked(kWard), "silent, silent, allow covered");
  used(scene, 61, kWard, kBill);
  EXPECT_EQ(asked(kSibling), "silent, silent, allow covered");
  used(scene, 62, kSibling, kBill);
  EXPECT_EQ(asked(kThird), "silent, silent, deny INSUFFICIENT_FUNDS") << "no partial payment";
  EXPECT_EQ(asked(kWard), "deny CROSS_BENEFICIARY, silent, allow covered") << "C's share charged to A";
  EXPECT_EQ(asked(kSibling), "deny CROSS_BENEFICIARY, silent, allow covered");
}

TEST(RF15, ForTheShareAndToThePayee) {
  const struct {
    const char* what;
    const char* amount;
    PersonId paid;
    const char* crosses;
    const char* mismatch;
  } cases[] = {
      {"the share", "9500.00 PHP", kSchool, "silent ", "silent "},
      {"a centavo more", "9500.01 PHP", kSchool, "deny CROSS_BENEFICIARY flag", "silent "},
      {"a centavo less", "9499.99 PHP", kSchool, "silent ", "deny RECEIPT_MISMATCH case"},
      {"another currency", "100.00 USD", kSchool, "silent ", "deny RECEIPT_MISMATCH case"},
      {"another payee", "9500.00 PHP", kStranger, "silent ", "deny RECEIPT_MISMATCH case"},
  };
  for (const auto& c : cases) {
    Scene scene = shelter();
    Payee other = scene.ward().payees.front();
    other.id = id<PayeeId>(32);
    other.person = c.paid;
    scene.ward().payees.push_back(other);
    RequestDisbursement asked = scene.request(money(c.amount));
    asked.voucher = kBill;
    asked.payee = other.id;
    scene.ask(asked, kGuardian);
    EXPECT_EQ(heard(scene, "RF15"), c.crosses) << c.what;
    EXPECT_EQ(heard(scene, "RF07"), c.mismatch) << c.what;
  }
}

TEST(RF15, WhoHasNoShareOfASharedBill) {
  Scene scene = shelter();
  scene.ward().shares.clear();
  ask_on(scene, kBill);
  EXPECT_EQ(said(scene.hear("RF15")), "deny CROSS_BENEFICIARY") << "registered by her siblings, used by nobody yet";
  scene.ward().awards.clear();
  EXPECT_EQ(said(scene.hear("RF15")), "silent") << "of no common order, and not used: nothing ties them";
  used(scene, 61, kSibling, kBill);
  EXPECT_EQ(said(scene.hear("RF15")), "deny CROSS_BENEFICIARY");
}

TEST(RF15, OneReceiptForASharedBill) {
  Scene scene = shelter();
  used(scene, 61, kWard, kBill);
  used(scene, 62, kSibling, kBill);
  scene.state.vouchers[kReceipt] = {id<RequestId>(62)};  // the shelter's receipt, filed for B
  const auto filed = [&](std::uint8_t request) {
    scene.ask(FileReceipt{kWard, id<RequestId>(request), kReceipt, money("9500.00 PHP"), day("2026-07-02"), kPayee, std::nullopt, std::nullopt}, kGuardian);
    return heard(scene, "RF15") + heard(scene, "RF07");
  };
  EXPECT_EQ(filed(61), "silent silent ");
  used(scene, 63, kWard, document(9));
  EXPECT_EQ(filed(63), "deny CROSS_BENEFICIARY flagsilent ") << "for something else";
}

TEST(RF07, HowABillIsShared) {
  const struct {
    const char* what;
    const char* total;
    const char* share;
    std::optional<WardId> used_by;
    bool user_shares;
    const char* says;
  } cases[] = {
      {"what is left of it", "28500.00 PHP", "9500.00 PHP", {}, true, "silent "},
      {"a centavo more", "28500.00 PHP", "9500.01 PHP", {}, true, "deny RECEIPT_MISMATCH case"},
      {"another total", "28500.01 PHP", "9500.00 PHP", {}, true, "deny RECEIPT_MISMATCH case"},
      {"another currency", "28500.00 PHP", "9500.00 USD", {}, true, "deny RECEIPT_MISMATCH case"},
      {"used by who has a share", "28500.00 PHP", "9500.00 PHP", kSibling, true, "silent "},
      {"used by who has none", "28500.00 PHP", "9500.00 PHP", kSibling, false, "deny VOUCHER_REUSED case"},
      {"used by herself before", "28500.00 PHP", "9500.00 PHP", kWard, true, "deny VOUCHER_REUSED case"},
  };
  for (const auto& c : cases) {
    Scene scene = shelter();
    scene.ward().shares.clear();
    if (!c.user_shares) scene.state.wards.at(kSibling).shares.clear();
    if (c.used_by) used(scene, 61, *c.used_by, kBill);
    scene.ask(ShareVoucher{kWard, kBill, money(c.total), money(c.share), kPayee}, kOfficer);
    EXPECT_EQ(heard(scene, "RF07"), c.says) << c.what;
    EXPECT_EQ(heard(scene, "RF15"), "silent ") << c.what;
  }
}

TEST(RF07, AShareOfABillThatAnotherUsedWithoutOne) {
  Scene scene = shelter();
  scene.state.wards.at(kSibling).shares.clear();
  used(scene, 61, kSibling, kBill);
  ask_on(scene, kBill);
  EXPECT_EQ(heard(scene, "RF07"), "deny VOUCHER_REUSED case");
}

}  // namespace
}  // namespace katiwala::policies::scene::vouchers_test
