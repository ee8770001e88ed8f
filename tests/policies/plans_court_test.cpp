// What a court does with its orders, the duties that are opened, moved and closed, and who objects. The planners alone: no rule says anything here.
#include <map>
#include <set>

#include "tests/policies/planners.h"

namespace katiwala::policies::kit::plans_court_test {
namespace {

using book::AccountKind;

class Court : public Planners {};

// -- court orders

TEST_F(Court, WhereAnOrdersStandingMayGo) {
  using enum OrderStanding;
  story.record_court_order("100.00 PHP");
  const std::map<OrderStanding, std::set<OrderStanding>> kMay = {
      {in_force, {stayed, amended, vacated, spent}},
      {amended, {stayed, amended, vacated, spent}},
      {stayed, {in_force, amended, vacated, spent}},
      {vacated, {}},
      {spent, {}},
  };
  for (const auto& [from, name_of_from] : Names<OrderStanding>::rows) {
    story.state.wards.at(kWard).court_orders[0].standing = from;
    for (const auto& [to, name_of_to] : Names<OrderStanding>::rows) {
      ChangeCourtOrder c{kWard, kCourtOrder, to, today, document(9), std::nullopt, std::nullopt, std::nullopt};
      if (to == amended) c.expires = today + 1;
      EXPECT_EQ(ask(kOfficer, c), kMay.at(from).contains(to) ? "allow" : "deny FIELD_INVALID") << name_of_from << " " << name_of_to;
    }
  }
}

TEST_F(Court, OnlyAnAmendmentChangesCapOrLastDay) {
  story.record_court_order("100.00 PHP");
  ChangeCourtOrder c{kWard, kCourtOrder, OrderStanding::stayed, today, std::nullopt, std::nullopt, std::nullopt, std::nullopt};
  EXPECT_EQ(ask(kOfficer, c), "allow");  // the paper is R22's
  c.cap = money("1.00 PHP");
  EXPECT_EQ(field(kOfficer, c), "cap");
  c.cap.reset();
  c.expires = today;
  EXPECT_EQ(field(kOfficer, c), "expires");
  c.to = OrderStanding::amended;
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.expires.reset();
  EXPECT_EQ(field(kOfficer, c), "to");
  c.cap = money("1.00 USD");
  EXPECT_EQ(ask(kOfficer, c), "deny CURRENCY_MISMATCH");
  c.cap = money("0.00 PHP");
  EXPECT_EQ(ask(kOfficer, c), "deny AMOUNT_NOT_POSITIVE");
  c.cap = money("1.00 PHP");
  c.dated = today + 1;
  EXPECT_EQ(field(kOfficer, c), "dated");
  c.dated = today - 1;  // before the order itself
  EXPECT_EQ(field(kOfficer, c), "dated");
  c.dated = today;
  c.order = id<CourtOrderId>(0x7f);
  EXPECT_EQ(ask(kOfficer, c), "deny COURT_ORDER_UNKNOWN");
}

TEST_F(Court, AnAmendedCapIsNeverBelowWhatIsReservedAndUsed) {
  story.fund();
  story.record_court_order("30000.00 PHP");
  story.approved(20, "10000.00 PHP", kCourtOrder);
  story.approved(21, "5000.00 PHP", kCourtOrder);
  story.release(21);
  story.settle(21, "5000.00 PHP");
  ChangeCourtOrder c{kWard, kCourtOrder, OrderStanding::amended, today, document(9), money("14999.99 PHP"), std::nullopt, std::nullopt};
  const Decision below = story.would(kOfficer, c);
  EXPECT_EQ(said(below), "deny CAP_EXCEEDED");
  EXPECT_EQ(fact_of(below, "reserved_and_used"), "15000.00");
  c.cap = money("15000.00 PHP");
  EXPECT_EQ(postings_of(story.agreed(kOfficer, c, {kOfficer2})), "granted 15000.00 PHP, cap -15000.00 PHP");
  EXPECT_EQ(her().court_orders[0].cap, money("15000.00 PHP"));
  EXPECT_EQ(story.balance(AccountKind::cap, kCourtOrder.bytes, "PHP").text(), "0.00");
  c.cap = money("40000.00 PHP");
  c.expires = day("2026-12-31");
  EXPECT_EQ(postings_of(story.agreed(kOfficer, c, {kOfficer2})), "granted -25000.00 PHP, cap 25000.00 PHP");
  EXPECT_EQ(story.balance(AccountKind::cap, kCourtOrder.bytes, "PHP").text(), "25000.00");
  EXPECT_EQ(her().court_orders[0].expires, day("2026-12-31"));
  EXPECT_EQ(story.balance(AccountKind::granted, kCourtOrder.bytes, "PHP").text(), "-40000.00");
}

TEST_F(Court, AnOrdersTermsAreKept) {
  RecordCourtOrder c;
  c.ward = kWard;
  c.order = kCourtOrder;
  c.dated = today;
  c.cap = money("1.00 PHP");
  c.document = document(4);
  c.account_months = 0;
  EXPECT_EQ(field(kOfficer, c), "account_months");
  c.account_months = 3;
  c.receipt_days = 3;
  c.final_judgment = c.real_estate_title = c.compensation = true;
  story.agreed(kOfficer, c, {kOfficer2});
  const CourtOrder& kept = her().court_orders[0];
  EXPECT_TRUE(kept.final_judgment && kept.real_estate_title && kept.compensation);
  EXPECT_EQ(kept.account_months, 3U);
  EXPECT_EQ(kept.receipt_days, 3U);
  EXPECT_EQ(kept.recorded, today);
  EXPECT_EQ(kept.standing, OrderStanding::in_force);
}

// -- duties

TEST_F(Court, ADutyIsOpenedWhereItBelongs) {
  const auto open = [&](const Subject& about, Duty duty) { return OpenDuty{about, duty, DutyOwner::trust_officer, today, std::nullopt, std::nullopt}; };
  for (const Subject& about : {subject(kWard), protection_of(kWard), subject(kPool), Subject{}}) {
    EXPECT_EQ(said(story.ask(kOfficer, open(about, Duty::court_notice))), "allow") << name(about.kind);
    EXPECT_EQ(story.duties(about), "court_notice 2026-01-05") << name(about.kind);
    if (about == Subject{}) continue;
    // What only compliance knows of is owed where only compliance sees it, and the denial stands there too.
    for (const Duty secret : {Duty::covered_transaction_report, Duty::suspicious_transaction_report, Duty::determination, Duty::law_enforcement_report}) {
      EXPECT_EQ(ask(kCompliance, open(about, secret)), "deny SUBJECT_MISMATCH") << name(secret);
    }
  }
  EXPECT_EQ(said(story.ask(kCompliance, open(watch_of(kWard), Duty::determination))), "allow");
  EXPECT_EQ(said(story.ask(kCompliance, open(watch_of(kPool), Duty::court_notice))), "allow");
  EXPECT_EQ(story.duties(watch_of(kPool)), "court_notice 2026-01-05");
  EXPECT_EQ(story.would(kCompliance, open(subject(kWard), Duty::determination)).about, watch_of(kWard));
  EXPECT_EQ(ask(kOfficer, open(subject(id<WardId>(0x3f)), Duty::court_notice)), "deny WARD_UNKNOWN");
  EXPECT_EQ(ask(kOfficer, open(subject(id<PoolId>(0x2f)), Duty::court_notice)), "deny POOL_UNKNOWN");
  EXPECT_EQ(ask(kOfficer, open(subject(kOrder), Duty::court_notice)), "deny SUBJECT_MISMATCH");
  OpenDuty late = open(subject(kWard), Duty::court_notice);
  late.due = today - 1;
  EXPECT_EQ(field(kOfficer, late), "due");
}

TEST_F(Court, AnotherDayForADutyIsACourtsAndComesWithItsPaper) {
  ASSERT_TRUE(story.ask(kOfficer, OpenDuty{subject(kWard), Duty::annual_account, DutyOwner::guardian, today + 1, std::nullopt, std::nullopt}).accepted());
  OpenDuty moved{subject(kWard), Duty::annual_account, DutyOwner::guardian, today + 30, document(9), 1};
  moved.duty = Duty::inventory;
  EXPECT_EQ(field(kOfficer, moved), "duty");
  moved.duty = Duty::annual_account;
  moved.document.reset();
  EXPECT_EQ(field(kOfficer, moved), "document");
  moved.document = document(9);
  moved.moves = 2;
  EXPECT_EQ(ask(kOfficer, moved), "deny OBLIGATION_UNKNOWN");
  moved.moves = 1;
  EXPECT_EQ(events_of(story.agreed(kOfficer, moved, {kOfficer2})), "proposal_approved obligation_moved proposal_closed");
  EXPECT_TRUE(her().obligations[0].moved);
  story.pass_to(at("2026-02-04"));
  EXPECT_EQ(story.duties(kWard), "annual_account 2026-02-04");  // through the day itself
  story.pass_to(at("2026-02-05", "00:00"));
  EXPECT_EQ(story.duties(kWard), "annual_account 2026-02-04 overdue");
  FileReturn filed{kWard, 1, day("2026-02-05"), std::nullopt, std::nullopt, std::nullopt};
  EXPECT_EQ(said(story.ask(kOfficer, filed)), "allow");
  moved.due = day("2026-03-01");
  EXPECT_EQ(ask(kOfficer, moved), "deny OBLIGATION_CLOSED");
}

TEST_F(Court, AReturnIsFiledOfExactlyOneSubject) {
  ASSERT_TRUE(story.ask(kOfficer, OpenDuty{protection_of(kWard), Duty::interview, DutyOwner::social_worker, today, std::nullopt, std::nullopt}).accepted());
  ASSERT_TRUE(story.ask(kOfficer, OpenDuty{Subject{}, Duty::court_notice, DutyOwner::trust_officer, today, std::nullopt, std::nullopt}).accepted());
  FileReturn c{{}, 1, today, std::nullopt, std::nullopt, protection_of(kWard)};
  FileReturn both = c;
  both.ward = kWard;
  EXPECT_EQ(field(kOfficer, both), "ward");
  both = c;
  both.pool = kPool;
  EXPECT_EQ(field(kOfficer, both), "pool");
  FileReturn early = c;
  early.filed = today - 1;
  EXPECT_EQ(field(kOfficer, early), "filed");
  early.filed = today + 1;
  EXPECT_EQ(field(kOfficer, early), "filed");
  EXPECT_EQ(story.ask(kOfficer, c).about, protection_of(kWard));
  EXPECT_EQ(story.duties(protection_of(kWard)), "interview 2026-01-05 closed");
  EXPECT_EQ(ask(kOfficer, c), "deny OBLIGATION_CLOSED");
  // The ledger has no id: with one it is nothing that is known, and no part is begun about it.
  c.about = Subject{SubjectKind::ledger, kWard.bytes};
  EXPECT_NE(said(story.ask(kOfficer, c)), "allow");
  EXPECT_EQ(story.would(kOfficer, c).about, Subject{});
  c.about = Subject{};
  EXPECT_EQ(said(story.ask(kOfficer, c)), "allow");
  c.about = watch_of(kWard);
  EXPECT_EQ(ask(kCompliance, c), "deny OBLIGATION_UNKNOWN");
  c.about = protection_of(id<WardId>(0x3f));
  EXPECT_EQ(ask(kOfficer, c), "deny WARD_UNKNOWN");
}

// -- objections

TEST_F(Court, AnObjectionIsMadeOnceAndWithdrawn) {
  story.fund();
  ASSERT_TRUE(story.ask(kGuardian, story.request(20, "100.00 PHP")).accepted());
  const ProposalId proposal = story.last();
  ObjectTo c{proposal, subject(kWard), std::nullopt, true};
  EXPECT_EQ(field(kWorker, c), "withdrawn");
  c.withdrawn = false;
  EXPECT_EQ(events_of(story.ask(kWorker, c)), "objection_recorded");
  EXPECT_EQ(story.state.proposal(proposal)->objections, std::vector<PersonId>{person_of(kWorker)});
  EXPECT_EQ(ask(kWorker, c), "deny ALREADY_EXISTS");
  EXPECT_EQ(ask(kGuardian, c), "allow");  // another person's is another
  c.withdrawn = true;
  EXPECT_EQ(said(story.ask(kWorker, c)), "allow");
  EXPECT_TRUE(story.state.proposal(proposal)->objections.empty());
  c.proposal = proposal + 1;
  EXPECT_EQ(ask(kWorker, c), "deny PROPOSAL_UNKNOWN");
}

TEST_F(Court, WhoNamesTheWrongSubjectLearnsOfNoProposal) {
  RecordFact interview;
  interview.ward = kWard;
  interview.fact = FactKind::interview_passed;
  interview.since = today;
  ASSERT_TRUE(story.ask(kWorker, interview).accepted());
  const ProposalId proposal = story.last();
  ASSERT_NE(story.state.proposal(proposal), nullptr);
  EXPECT_EQ(ask(kGuardian, ObjectTo{proposal, subject(kWard), std::nullopt, false}), "deny PROPOSAL_UNKNOWN");
  EXPECT_EQ(ask(kGuardian, CancelProposal{proposal, subject(kWard), "?"}), "deny PROPOSAL_UNKNOWN");
  EXPECT_EQ(story.would(kGuardian, CancelProposal{proposal, subject(kWard), "?"}).about, subject(kWard));
  EXPECT_EQ(ask(kOfficer, Approve{proposal, subject(kWard)}), "deny PROPOSAL_UNKNOWN");
  EXPECT_EQ(ask(kOfficer, Approve{proposal, protection_of(kWard)}), "allow");
  EXPECT_EQ(ask(kWorker, ObjectTo{proposal, protection_of(kWard), std::nullopt, false}), "deny SUBJECT_MISMATCH");
}

}  // namespace
}  // namespace katiwala::policies::kit::plans_court_test
