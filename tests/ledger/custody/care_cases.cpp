// Events of the care for a ward, of the files that go with her, of freezes, reminders and cases.
#include "tests/ledger/custody/world.h"

namespace katiwala::custody::testing {
namespace {

const Subject kProtection = protection_of(kWard), kWatch = watch_of(kWard);
const Rows kWardRow = {row(Table::ward, 0x40)}, kProtectionRow = {row(Table::protection, 0x40)}, kWatchRow = {row(Table::watch, 0x40)};

WardFact fact(std::uint32_t number, FactKind kind, const char* since) {
  WardFact out;
  out.number = number;
  out.fact = kind;
  out.since = day(since);
  return out;
}
WardFact birth(EvidenceRank rank, const char* born) {
  WardFact out = fact(1, FactKind::birth_evidence, "2027-01-01");
  out.evidence = rank;
  out.born_earliest = out.born_latest = day(born);
  return out;
}
Freeze freeze(FreezeKind kind, std::optional<CivilDate> until) { return {id_of<FreezeId>(0xf1), kind, day("2027-01-05"), until, {}, {}, {}, kOfficerPerson}; }
Reminder reminder(std::uint32_t number) { return {number, ReminderKind::grace, Instant{1'900'000'000'000'000}, 3, {}}; }
void remind(World& w) { w.apply(kWatch, ReminderSet{reminder(2)}); }
void open_case(World& w) { w.apply(kWatch, CaseOpened{{1, "RF01", day("2027-01-05"), kRequest, {}, CaseState::open, {}, false, 9}}); }
void order(World& w) {
  CourtOrder out;
  out.id = id_of<CourtOrderId>(0x55);
  out.cap = Amount(php(), 5'000);
  w.apply(subject(kWard), CourtOrderRecorded{out});
}
void appoint(World& w) {
  Guardian guardian;
  guardian.person = kGuardian;
  w.apply(subject(kWard), GuardianAppointed{guardian});
}
Payee payee(std::uint8_t details) {
  Payee out;
  out.id = kPayee;
  out.details.digest = digest_of(details);
  return out;
}

std::vector<Case> of_files() {
  return {
      {"a protection file is opened", nothing, kProtection, FileOpened{SubjectKind::ward}, kProtectionRow,
       [](const World& w) { EXPECT_EQ(w.state.protection(kWard)->ward, kWard); }},
      {"a watch is opened", nothing, watch_of(kPool), FileOpened{SubjectKind::pool}, {row(Table::watch, 0x20)},
       [](const World& w) { EXPECT_EQ(w.state.watch(watch_of(kPool))->of, watch_of(kPool)); }},
      {"an adverse person stands in her protection file", nothing, kProtection, AdverseRecorded{{kGuardian, AdverseStatus::charged, {}}}, kProtectionRow,
       [](const World& w) { EXPECT_EQ(w.state.protection(kWard)->adverse.size(), 1u); }},
      {"an alert is kept there with its day", nothing, kProtection, AlertRaised{"R26", "OFFENDER_IS_PAYEE"}, kProtectionRow,
       [](const World& w) { EXPECT_EQ(w.state.protection(kWard)->alerts[0].code, "OFFENDER_IS_PAYEE"); }},
      {"reasons are for their readers", nothing, kWatch, ReasonsKept{{{Outcome::hold, "STRUCTURING", "RF01", {}}}}, {}, [](const World&) {}},
      {"nothing was found", nothing, kWatch, FlagsWeighed{}, {}, [](const World& w) { EXPECT_EQ(w.state.watch(kWatch), nullptr); }},
      {"flags are counted", nothing, kWatch, FlagsWeighed{kRequest, {}, {{"RF01", {}}, {"RF02", {}}}}, kWatchRow,
       [](const World& w) { EXPECT_EQ(w.state.watch(kWatch)->flags, 2u); }},
      {"a case is opened", nothing, kWatch, CaseOpened{{1, "RF01", day("2027-01-05"), kRequest, {}, CaseState::open, {}, false, 9}}, kWatchRow,
       [](const World& w) { EXPECT_EQ(find_case(*w.state.watch(kWatch), 1)->flag, "RF01"); }},
      {"a case moves, and what it is about stays known", open_case, kWatch, CaseMoved{1, CaseState::suspicious, day("2027-01-08"), true}, kWatchRow,
       [](const World& w) {
         EXPECT_EQ(find_case(*w.state.watch(kWatch), 1)->state, CaseState::suspicious);
         EXPECT_TRUE(find_case(*w.state.watch(kWatch), 1)->trafficking);
       }},
      {"a relation is recorded", nothing, kProtection, RelationRecorded{{kGuardian, kOfficerPerson, RelationKind::sibling, 2, {}}}, kProtectionRow,
       [](const World& w) { EXPECT_EQ(w.state.protection(kWard)->relations[0].degree, 2u); }},
      {"a relation of the trustee's own people", nothing, ledger_subject(), RelationRecorded{{kGuardian, kOfficerPerson, RelationKind::trustee_related, 1, {}}},
       {row(Table::ledger, ByteView{})}, [](const World& w) { EXPECT_EQ(w.state.ledger.trustee_related.size(), 1u); }},
      {"an incident is recorded", nothing, ledger_subject(), IncidentRecorded{{id_of<IncidentId>(0xd1), IncidentKind::risk_event, Instant{7}}},
       {row(Table::ledger, ByteView{})}, [](const World& w) { EXPECT_EQ(w.state.ledger.incidents[0].known, Instant{7}); }},
  };
}

std::vector<Case> of_time() {
  return {
      {"a freeze is set", nothing, subject(kWard), FreezeSet{freeze(FreezeKind::court, std::nullopt)}, kWardRow,
       [](const World& w) { EXPECT_FALSE(find_freeze(w.ward().freezes, id_of<FreezeId>(0xf1))->lifted); }},
      {"a freeze is extended, not doubled", [](World& w) { w.apply(kWatch, FreezeSet{freeze(FreezeKind::amlc, day("2027-01-25"))}); }, kWatch,
       FreezeSet{freeze(FreezeKind::amlc, day("2027-07-25"))}, kWatchRow,
       [](const World& w) {
         ASSERT_EQ(w.state.watch(kWatch)->freezes.size(), 1u);
         EXPECT_EQ(w.state.watch(kWatch)->freezes[0].until, day("2027-07-25"));
       }},
      {"a freeze is lifted", [](World& w) { w.apply(subject(kPool), FreezeSet{freeze(FreezeKind::bank, std::nullopt)}); }, subject(kPool),
       FreezeLifted{id_of<FreezeId>(0xf1), day("2027-01-09"), true}, {row(Table::pool, 0x20)},
       [](const World& w) { EXPECT_EQ(w.state.pool(kPool)->freezes[0].lifted, day("2027-01-09")); }},
      {"a reminder is set", nothing, kWatch, ReminderSet{reminder(2)}, kWatchRow,
       [](const World& w) { EXPECT_TRUE(w.due(Instant{1'900'000'000'000'000}, Matter::reminder, kWatch, 2)); }},
      {"a reminder that came is gone", remind, kWatch, ReminderDue{2}, kWatchRow,
       [](const World& w) {
         EXPECT_TRUE(w.state.agenda.empty());
         EXPECT_TRUE(w.state.watch(kWatch)->reminders.empty());
       }},
      {"a court sets another day", [](World& w) {
         Obligation owed;
         owed.number = 3;
         owed.due = day("2027-04-01");
         w.apply(subject(kWard), ObligationOpened{owed});
         w.apply(subject(kWard), ObligationOverdue{3});
       }, subject(kWard), ObligationMoved{3, day("2027-05-01"), {}}, kWardRow,
       [](const World& w) {
         EXPECT_FALSE(find_obligation(w.ward().obligations, 3)->overdue);
         EXPECT_TRUE(w.due(start_of(day("2027-05-02")), Matter::deadline, subject(kWard), 3));
         EXPECT_EQ(w.state.agenda.size(), 1u);
       }},
  };
}

std::vector<Case> of_her() {
  CourtOrderMoved amended{id_of<CourtOrderId>(0x55), OrderStanding::amended, day("2027-02-01"), Amount(php(), 7'000), {}, {}};
  WardFact death = fact(4, FactKind::death, "2027-03-01");
  return {
      {"better evidence takes the place of her birth date", nothing, subject(kWard), FactRecorded{birth(EvidenceRank::birth_certificate, "2010-06-06")}, kWardRow,
       [](const World& w) { EXPECT_EQ(w.ward().born_latest, day("2010-06-06")); }},
      {"worse evidence does not", nothing, subject(kWard), FactRecorded{birth(EvidenceRank::philsys, "2010-06-06")}, kWardRow,
       [](const World& w) {
         EXPECT_EQ(w.ward().born_latest, day("2010-05-05"));
         EXPECT_EQ(w.ward().facts.size(), 1u);
       }},
      {"she dies", nothing, subject(kWard), FactRecorded{death}, kWardRow, [](const World& w) { EXPECT_EQ(w.ward().died, day("2027-03-01")); }},
      {"what was said in the interview is in her protection file", nothing, kProtection, FactRecorded{fact(1, FactKind::coached, "2027-01-01")}, kProtectionRow,
       [](const World& w) {
         EXPECT_TRUE(w.ward().facts.empty());
         EXPECT_EQ(w.state.protection(kWard)->facts.size(), 1u);
       }},
      {"a fact ends", [](World& w) { w.apply(subject(kWard), FactRecorded{fact(2, FactKind::incapacity_petition, "2027-01-01")}); }, subject(kWard),
       FactEnded{2, day("2027-02-01")}, kWardRow, [](const World& w) { EXPECT_EQ(find_fact(w.ward().facts, 2)->ended, day("2027-02-01")); }},
      {"a guardian is suspended", appoint, subject(kWard), GuardianMoved{kGuardian, GuardianStanding::suspended, day("2027-02-01"), "R15"}, kWardRow,
       [](const World& w) {
         EXPECT_FALSE(is_acting(*find_guardian(w.ward(), kGuardian)));
         EXPECT_EQ(w.state.guarded.at(kGuardian), std::vector<WardId>{kWard});
       }},
      {"a payee's account changes", [](World& w) { w.apply(subject(kWard), PayeeRegistered{payee(1)}); }, subject(kWard), PayeeChanged{payee(2)}, kWardRow,
       [](const World& w) {
         ASSERT_EQ(w.ward().payees.size(), 1u);
         EXPECT_EQ(w.ward().payees[0].details.digest, digest_of(2));
       }},
      {"a budget is set", nothing, subject(kWard), BudgetSet{{id_of<BudgetId>(0xb1), Purpose::education, day("2027-01-01"), day("2027-12-31"), Amount(php(), 9), {}}},
       kWardRow, [](const World& w) { EXPECT_NE(find_budget(w.ward(), id_of<BudgetId>(0xb1)), nullptr); }},
      {"a voucher is shared", nothing, subject(kWard), VoucherShared{{digest_of(0x61), Amount(php(), 9), Amount(php(), 4), kPayee}}, kWardRow,
       [](const World& w) { EXPECT_EQ(w.ward().shares[0].share, Amount(php(), 4)); }},
      {"a court amends its order", order, subject(kWard), amended, kWardRow,
       [](const World& w) {
         EXPECT_EQ(w.ward().court_orders[0].standing, OrderStanding::amended);
         EXPECT_EQ(w.ward().court_orders[0].cap, Amount(php(), 7'000));
       }},
      {"a receipt is filed", ask, subject(kWard), ReceiptFiled{{kRequest, digest_of(0x62), Amount(php(), 5), day("2027-01-16"), kPayee, {}, 17}},
       {row(Table::ward, 0x40), row(Table::request, 0x70)},
       [](const World& w) {
         EXPECT_TRUE(w.state.request(kRequest)->receipt_filed.has_value());
         EXPECT_EQ(w.state.vouchers.at(digest_of(0x62)), std::vector<RequestId>{kRequest});
       }},
      {"interest is credited", nothing, subject(kWard), InterestCredited{Amount(php(), 100), Amount(php(), 20), {}, {}, 12'500, {}, day("2027-01-31")}, kWardRow,
       [](const World& w) {
         EXPECT_EQ(w.ward().interest[0].tax, Amount(php(), 20));
         EXPECT_EQ(w.ward().moved, manila_date(w.time));
       }},
      {"she chooses", nothing, subject(kWard), ElectionRecorded{{Election::pay_out, day("2028-05-06"), kPayee, {}}}, kWardRow,
       [](const World& w) { EXPECT_EQ(w.ward().election->election, Election::pay_out); }},
  };
}

std::vector<Case> of_others() {
  const auto received = [](World& w) { w.apply(subject(kPool), CreditReceived{kCredit, Amount(usd(), 5), {}, {}, {}}); };
  return {
      {"a credit goes back", received, subject(kPool), CreditResolved{kCredit, CreditEnd::returned, Amount(usd(), 5)}, {row(Table::credit, 0x60)},
       [](const World& w) {
         EXPECT_TRUE(w.state.credit(kCredit)->matched);
         EXPECT_EQ(w.state.credit(kCredit)->resolved, CreditEnd::returned);
       }},
  };
}

}  // namespace

TEST(ApplyCare, AnObjectionStandsUntilItIsWithdrawn) {
  World world;
  propose(world);
  const ProposalId proposal = world.seq;
  world.apply(subject(kWard), ObjectionRecorded{proposal, kGuardian, Role::guardian_ad_litem, false});
  EXPECT_EQ(world.touched, Rows{row_number(Table::proposal, proposal)});
  EXPECT_EQ(world.state.proposal(proposal)->objections, std::vector<PersonId>{kGuardian});
  world.apply(subject(kWard), ObjectionRecorded{proposal, kGuardian, Role::guardian_ad_litem, true});
  EXPECT_TRUE(world.state.proposal(proposal)->objections.empty());
}

TEST(ApplyCare, AnErasureTakesTheFilesAndTheDocumentsWithHer) {
  World world;
  ask(world);
  world.apply(subject(kWard), ReceiptFiled{{kRequest, digest_of(0x62), Amount(php(), 5), day("2027-01-16"), kPayee, {}, {}}});
  appoint(world);
  remind(world);
  world.apply(kProtection, FileOpened{SubjectKind::ward});
  world.apply(ledger_subject(), WardErased{kWard, kPool, sixteen(0xcc), {}});
  EXPECT_EQ(world.state.protection(kWard), nullptr);
  EXPECT_EQ(world.state.watch(kWatch), nullptr);
  EXPECT_TRUE(world.state.agenda.empty());
  EXPECT_TRUE(world.state.vouchers.empty());
  EXPECT_FALSE(world.state.asked.contains(kWard));
  EXPECT_TRUE(world.state.guarded.at(kGuardian).empty());
  EXPECT_TRUE(world.touched.contains(row(Table::protection, 0x40)));
  EXPECT_TRUE(world.touched.contains(row(Table::watch, 0x40)));
}

std::vector<Case> care_cases() {
  std::vector<Case> out = of_files();
  for (const auto& more : {of_time(), of_her(), of_others()}) out.insert(out.end(), more.begin(), more.end());
  return out;
}

}  // namespace katiwala::custody::testing
