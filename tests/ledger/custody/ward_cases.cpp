// Events of wards: what is known of a child, her guardians, payees, orders and deadlines, and her majority.
#include "tests/ledger/custody/world.h"

namespace katiwala::custody::testing {
namespace {

const CivilDate kEighteenth = CivilDate::parse("2028-05-05").value();

Guardian guardian(PersonId person, GuardianKind kind) {
  Guardian out;
  out.person = person;
  out.guardian_kind = kind;
  return out;
}
void appoint_parent(World& w) { w.apply(subject(kWard), GuardianAppointed{guardian(kGuardian, GuardianKind::parent)}); }
void schedule(World& w) {
  appoint_parent(w);
  w.apply(subject(kWard), MajorityScheduled{kEighteenth});
}

Obligation obligation(std::uint32_t number, const char* due) {
  Obligation out;
  out.number = number;
  out.rule = "R12";
  out.opened = day("2027-01-01");
  out.due = day(due);
  return out;
}
void oblige(World& w) { w.apply(subject(kWard), ObligationOpened{obligation(3, "2027-04-01")}); }
/// First instant after the last day.
const Instant kOverdue = start_of(CivilDate::parse("2027-04-02").value());

std::vector<Case> of_persons() {
  OpenWard other;
  other.ward = kOtherWard;
  other.pool = kPool;
  other.born_earliest = day("2011-01-01");
  other.born_latest = day("2011-12-31");
  other.evidence = EvidenceRank::affidavit;
  AdversePerson charged{kGuardian, AdverseStatus::charged, {}};
  Payee payee;
  payee.id = kPayee;
  payee.currency = php();
  CourtOrder order;
  order.id = id_of<CourtOrderId>(0x55);
  order.cap = Amount(php(), 5'000);
  return {
      {"a ward is opened", nothing, subject(kOtherWard), WardOpened{other}, {row(Table::ward, 0x41)},
       [](const World& w) {
         const Ward* ward = w.state.ward(kOtherWard);
         ASSERT_NE(ward, nullptr);
         EXPECT_EQ(ward->pool, kPool);
         EXPECT_EQ(ward->born_latest, day("2011-12-31"));
         EXPECT_EQ(ward->evidence, EvidenceRank::affidavit);
         EXPECT_EQ(ward->trust_instrument, Digest{});
         EXPECT_FALSE(ward->adult);
         EXPECT_EQ(w.ward().trust_instrument, digest_of(0x42));
       }},
      {"awards of an order are kept in the order of their ids", nothing, subject(kWard),
       AwardRecorded{{id_of<AwardId>(0x4f), kOrder, Amount(usd(), 400'000)}}, {row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_EQ(find_award(w.ward(), id_of<AwardId>(0x4f))->amount, Amount(usd(), 400'000));
         const auto& list = w.state.awards.at(kOrder);
         ASSERT_EQ(list.size(), 2u);
         EXPECT_EQ(list[0].first, id_of<AwardId>(0x4f));
         EXPECT_EQ(list[1].first, kAward);
       }},
      {"a guardian is appointed anew", appoint, subject(kWard), GuardianAppointed{guardian(kGuardian, GuardianKind::court_appointed)},
       {row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_EQ(w.ward().guardians.size(), 1u);
         EXPECT_EQ(find_guardian(w.ward(), kGuardian)->guardian_kind, GuardianKind::court_appointed);
       }},
      {"a bond is approved, for that guardian alone",
       [](World& w) {
         appoint_parent(w);
         w.apply(subject(kWard), GuardianAppointed{guardian(kOfficerPerson, GuardianKind::parent)});
       },
       subject(kWard), BondApproved{kGuardian, {Amount(php(), 500), day("2027-02-01")}}, {row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_EQ(find_guardian(w.ward(), kGuardian)->bond->amount, Amount(php(), 500));
         EXPECT_FALSE(find_guardian(w.ward(), kOfficerPerson)->bond);
       }},
      {"a payee is registered", nothing, subject(kWard), PayeeRegistered{payee}, {row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_NE(find_payee(w.ward(), kPayee), nullptr);
         EXPECT_EQ(find_payee(w.ward(), id_of<PayeeId>(0x81)), nullptr);
       }},
      {"a court order is recorded", nothing, subject(kWard), CourtOrderRecorded{order}, {row(Table::ward, 0x40)},
       [](const World& w) { EXPECT_EQ(find_court_order(w.ward(), id_of<CourtOrderId>(0x55))->cap, Amount(php(), 5'000)); }},
      {"as the first revision wrote it: an adverse person's status changes", [](World& w) { w.apply(subject(kWard), AdverseRecorded{{kGuardian, AdverseStatus::alleged, {}}}); },
       subject(kWard), AdverseRecorded{charged}, {row(Table::protection, 0x40)},
       [](const World& w) {
         ASSERT_EQ(w.state.protection(kWard)->adverse.size(), 1u);
         EXPECT_EQ(w.state.protection(kWard)->adverse[0].status, AdverseStatus::charged);
       }},
      {"a share of a receipt moves her money", nothing, subject(kWard),
       AwardCredited{kAward, kCredit, Amount(usd(), 5), zero(usd()), Amount(usd(), 5)}, {row(Table::ward, 0x40)},
       [](const World& w) { EXPECT_EQ(w.ward().moved, manila_date(w.time)); }},
      {"a conversion moves her money", nothing, subject(kWard),
       Converted{Amount(usd(), 100), Amount(php(), 5'800), Rate::parse(usd(), php(), "58").value()}, {row(Table::ward, 0x40)},
       [](const World& w) { EXPECT_EQ(w.ward().moved, manila_date(w.time)); }},
  };
}

std::vector<Case> of_deadlines() {
  return {
      {"a deadline falls due the day after its last day", nothing, subject(kWard), ObligationOpened{obligation(3, "2027-04-01")},
       {row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_TRUE(w.due(kOverdue, Matter::deadline, subject(kWard), 3));
         EXPECT_EQ(find_obligation(w.ward().obligations, 3)->rule, "R12");
       }},
      {"a pool has deadlines too", nothing, subject(kPool), ObligationOpened{obligation(1, "2027-04-01")}, {row(Table::pool, 0x20)},
       [](const World& w) {
         EXPECT_TRUE(w.due(kOverdue, Matter::deadline, subject(kPool), 1));
         EXPECT_NE(find_obligation(w.state.pool(kPool)->obligations, 1), nullptr);
         EXPECT_TRUE(w.ward().obligations.empty());
       }},
      {"what was done falls due no more", oblige, subject(kWard), ObligationClosed{3, day("2027-03-30")}, {row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_EQ(find_obligation(w.ward().obligations, 3)->closed, day("2027-03-30"));
         EXPECT_TRUE(w.state.agenda.empty());
       }},
      {"what was not done is overdue", oblige, subject(kWard), ObligationOverdue{3}, {row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_TRUE(find_obligation(w.ward().obligations, 3)->overdue);
         EXPECT_FALSE(find_obligation(w.ward().obligations, 3)->closed);
         EXPECT_TRUE(w.state.agenda.empty());
       }},
      {"majority is scheduled anew", schedule, subject(kWard), MajorityScheduled{kEighteenth + 10}, {row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_EQ(w.state.agenda.size(), 1u);
         EXPECT_TRUE(w.due(start_of(kEighteenth + 10), Matter::majority, subject(kWard), 0));
       }},
      {"she is of age", schedule, subject(kWard), MajorityReached{kEighteenth}, {row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_TRUE(w.ward().adult);
         EXPECT_TRUE(find_guardian(w.ward(), kGuardian)->standing == GuardianStanding::ended);
         EXPECT_TRUE(w.state.agenda.empty());
       }},
      {"covered amounts are kept for good", [](World& w) { w.apply(subject(kWard), CoveredCounted{{day("2026-01-01"), Amount(php(), 1), {}}}); },
       subject(kWard), CoveredCounted{{day("2029-01-03"), Amount(php(), 2), {}}}, {row(Table::watch, 0x40)},
       [](const World& w) { EXPECT_EQ(w.state.watch(watch_of(kWard))->covered.size(), 2u); }},
  };
}

}  // namespace

std::vector<Case> ward_cases() {
  std::vector<Case> out = of_persons();
  const auto more = of_deadlines();
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

}  // namespace katiwala::custody::testing
