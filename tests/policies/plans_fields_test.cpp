// Where a refusal stands, what of a command arrives in its event, which references are kept, whose the named ward is. The planners alone.
#include "tests/policies/planners.h"

namespace katiwala::policies::kit::plans_fields_test {
namespace {

class Fields : public PlannersWithMoney {
 protected:
  template <class C>
  std::string lengths(const PrincipalId& who, C command, std::size_t most) {
    std::string taken;
    for (const std::size_t length : {std::size_t{0}, std::size_t{1}, most, most + 1}) {
      command.reason = std::string(length, 'x');
      if (story.would(who, command).accepted()) taken += std::to_string(length) + " ";
    }
    return taken;
  }
  Convert deal() const {
    Convert c;
    c.ward = kWard;
    c.sold = money("50.00 PHP");
    c.bought = money("1.00 USD");
    c.rate = rate("PHP", "0.02", "USD");
    c.references = {mark(40), mark(41)};
    return c;
  }
  RecordFact fact(FactKind kind) const {
    RecordFact c;
    c.ward = kWard;
    c.fact = kind;
    c.since = today;
    return c;
  }
};

// -- in whose part a refusal stands

TEST_F(Fields, ARefusalStandsWithWhatWasNamed) {
  OpenPool pool;
  pool.pool = kPool;
  OpenWard ward;
  ward.ward = kWard;
  RecordOrder order;
  order.order = kOrder;
  ReceiveCredit credit;
  credit.pool = kPool;
  Remit remit;
  remit.pool = kPool;
  FileReturn hers, pooled, filed;
  hers.ward = kWard;
  pooled.pool = kPool;
  filed.about = protection_of(kWard);
  SetFreeze court, amlc;
  court.about = amlc.about = subject(kWard);
  amlc.freeze_kind = FreezeKind::amlc;
  RecordFact marriage = fact(FactKind::marriage), coached = fact(FactKind::coached);
  marriage.since = coached.since = today + 1;
  ASSERT_EQ(said(story.receive(1, "1.00 USD")), "allow");
  const struct {
    PrincipalId who;
    Command command;
    Subject about;
  } kCases[] = {
      {kOfficer, pool, subject(kPool)},
      {kOfficer, ward, subject(kWard)},
      {kOfficer, order, subject(kOrder)},
      {kBank, credit, subject(kPool)},
      {kBank, Reconcile{kPool, today, money("1.00 EUR"), std::nullopt, std::nullopt}, subject(kPool)},
      {kOfficer, remit, subject(kPool)},
      {kCompliance, EraseWard{kWard, ""}, Subject{}},
      {kOfficer, hers, subject(kWard)},
      {kOfficer, pooled, subject(kPool)},
      {kOfficer, filed, protection_of(kWard)},
      {kOfficer, MatchCredit{id<CreditId>(1), id<OrderId>(0x4f)}, subject(kPool)},
      {kOfficer, MatchCredit{id<CreditId>(9), kOrder}, Subject{}},
      {kOfficer, ResolveCredit{id<CreditId>(1), CreditEnd::returned, money("9.00 USD"), std::nullopt, {}}, subject(kPool)},
      {kWorker, ObjectTo{999, subject(kWard), std::nullopt, false}, subject(kWard)},
      {kOfficer, ReverseEntry{1, subject(kWard), ""}, subject(kWard)},
      {kWorker, RecordAdverse{kWard, {}, AdverseStatus::alleged, {}}, protection_of(kWard)},
      {kWorker, RecordRelation{kWard, {}, {}, RelationKind::other_relative, 1, {}}, protection_of(kWard)},
      {kWorker, RecordRelation{std::nullopt, {}, {}, RelationKind::trustee_related, 1, {}}, Subject{}},
      {kWorker, marriage, subject(kWard)},
      {kWorker, coached, protection_of(kWard)},
      {kOfficer, court, subject(kWard)},
      {kCompliance, amlc, watch_of(kWard)},
      {kCompliance, OpenCase{watch_of(kWard), "", std::nullopt, std::nullopt, std::nullopt}, watch_of(kWard)},
      {kCompliance, MoveCase{watch_of(kWard), 9, CaseState::clear, today, std::nullopt, std::nullopt, false}, watch_of(kWard)},
  };
  for (const auto& c : kCases) {
    const Decision refused = story.would(c.who, c.command);
    EXPECT_FALSE(refused.accepted()) << name_of(c.command);
    EXPECT_EQ(refused.about, c.about) << name_of(c.command);
  }
}

TEST_F(Fields, AProposalOfAFileIsNotShownToWhoNamesAnother) {
  ASSERT_TRUE(story.ask(kCompliance, OpenCase{watch_of(kWard), "RF10", std::nullopt, std::nullopt, std::nullopt}).accepted());
  ASSERT_TRUE(story.ask(kCompliance, MoveCase{watch_of(kWard), 1, CaseState::clear, today, std::nullopt, std::nullopt, false}).accepted());
  const ProposalId secret = story.last();
  ASSERT_TRUE(story.ask(kGuardian, story.request(20, "1.00 PHP")).accepted());
  const ProposalId open = story.last();
  const struct {
    ProposalId proposal;
    Subject named, about;
  } kCases[] = {{secret, subject(kPool), subject(kPool)}, {secret, watch_of(kWard), watch_of(kWard)},
                {open, subject(kPool), subject(kWard)},   {open, subject(kWard), subject(kWard)}};
  for (const auto& c : kCases) EXPECT_EQ(story.would(kCompliance2, Approve{c.proposal, c.named}).about, c.about) << c.proposal;
}

// -- what arrives

TEST_F(Fields, OfACourtsOrder) {
  RecordCourtOrder c;
  c.ward = kWard;
  c.order = kCourtOrder;
  c.dated = today - 1;
  c.expires = today + 9;
  c.cap = money("7.00 PHP");
  c.purpose = Purpose::medical;
  c.payee = kSchool;
  EXPECT_EQ(ask(kOfficer, c), "allow");
  const auto refused = [&](auto change) {
    RecordCourtOrder other = c;
    change(other);
    return ask(kOfficer, other);
  };
  EXPECT_EQ(refused([](RecordCourtOrder& o) { o.payee = id<PayeeId>(0x6f); }), "deny PAYEE_UNKNOWN");
  EXPECT_EQ(refused([](RecordCourtOrder& o) { o.cap = money("0.00 PHP"); }), "deny AMOUNT_NOT_POSITIVE");
  EXPECT_EQ(refused([](RecordCourtOrder& o) { o.cap = money("1.00 EUR"); }), "deny POOL_ACCOUNT_UNKNOWN");
  story.agreed(kOfficer, c, {kOfficer2});
  const CourtOrder& kept = story.state.wards.at(kWard).court_orders.front();
  EXPECT_EQ(kept.expires, c.expires);
  EXPECT_EQ(kept.purpose, c.purpose);
  EXPECT_EQ(kept.payee, c.payee);
}

TEST_F(Fields, OfAGuardian) {
  AppointGuardian c;
  c.ward = kWard;
  c.person = id<PersonId>(0x92);
  c.guardian_kind = GuardianKind::parent;
  c.bond_ordered = money("5.00 PHP");
  c.other_property = money("6.00 PHP");
  c.marks = {mark(50, MarkKind::name)};
  c.parent = ParentKind::mother;
  story.agreed(kOfficer, c, {kOfficer2});
  const Guardian* kept = find_guardian(*story.state.ward(kWard), c.person);
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(kept->bond_ordered, c.bond_ordered);
  EXPECT_EQ(kept->other_property, c.other_property);
  EXPECT_EQ(kept->marks, c.marks);
  EXPECT_EQ(kept->parent, c.parent);
  EXPECT_EQ(kept->since, today);
  EXPECT_EQ(ask(kOfficer, ApproveBond{kWard, c.person, money("0.00 PHP"), today, std::nullopt}), "deny AMOUNT_NOT_POSITIVE");
}

TEST_F(Fields, OfAFact) {
  RecordFact c = fact(FactKind::age_found_by_court);
  c.until = today + 1;
  c.document = document(5);
  c.born_earliest = day("2012-01-01");
  c.born_latest = day("2012-01-02");
  c.evidence = EvidenceRank::philsys;
  story.agreed(kOfficer, c, {kOfficer2});
  const WardFact& kept = story.state.wards.at(kWard).facts.front();
  EXPECT_EQ(kept.until, c.until);
  EXPECT_EQ(kept.document, c.document);
  EXPECT_EQ(kept.born_earliest, c.born_earliest);
  EXPECT_EQ(kept.born_latest, c.born_latest);
  EXPECT_EQ(kept.evidence, c.evidence);
  RecordFact terms = fact(FactKind::trust_terms);
  terms.terms = TrustTerms{true, false, money("3.00 PHP"), 8};
  story.agreed(kOfficer, terms, {kOfficer2});
  const auto& said_terms = story.state.wards.at(kWard).facts.back().terms;
  ASSERT_TRUE(said_terms);
  EXPECT_EQ(said_terms->allowance, money("3.00 PHP"));
}

TEST_F(Fields, OfADeath) {
  story.state.wards.at(kWard).guardians.front().standing = GuardianStanding::suspended;
  RecordFact c = fact(FactKind::death);
  c.since = today - 2;
  const Decision died = story.would(kWorker, c);
  ASSERT_NE(event_of<FreezeSet>(died), nullptr);
  EXPECT_EQ(event_of<FreezeSet>(died)->freeze.dated, today - 2);
  ASSERT_NE(event_of<GuardianMoved>(died), nullptr);  // one whose authority was suspended has none left either
  story.state.wards.at(kWard).guardians.front().standing = GuardianStanding::removed;
  EXPECT_EQ(event_of<GuardianMoved>(story.would(kWorker, c)), nullptr);
}

TEST_F(Fields, OfACaseAndOfADuty) {
  ASSERT_EQ(said(story.receive(1, "1.00 USD")), "allow");
  const Decision opened = story.would(kCompliance, OpenCase{watch_of(kPool), "RF10", std::nullopt, id<CreditId>(1), std::nullopt});
  ASSERT_NE(event_of<CaseOpened>(opened), nullptr);
  EXPECT_EQ(event_of<CaseOpened>(opened)->watch_case.credit, id<CreditId>(1));
  const OpenDuty duty{subject(kWard), Duty::inventory, DutyOwner::social_worker, today, std::nullopt, std::nullopt};
  ASSERT_TRUE(story.ask(kOfficer, duty).accepted());
  EXPECT_EQ(story.state.wards.at(kWard).obligations.back().owner, DutyOwner::social_worker);
}

TEST_F(Fields, OfADealAndWhatItMayNotBe) {
  const auto refused = [&](auto change) {
    Convert c = deal();
    change(c);
    return ask(kOfficer, c);
  };
  EXPECT_EQ(refused([](Convert&) {}), "allow");
  EXPECT_EQ(refused([](Convert& c) { c.sold = money("0.00 PHP"); }), "deny AMOUNT_NOT_POSITIVE");
  EXPECT_EQ(refused([](Convert& c) { c.bought = money("0.00 USD"); }), "deny AMOUNT_NOT_POSITIVE");
  EXPECT_EQ(refused([](Convert& c) { c.sold = money("1.00 EUR"); }), "deny POOL_ACCOUNT_UNKNOWN");
  EXPECT_EQ(refused([](Convert& c) { c.sold = {}; }), "deny CURRENCY_MISMATCH");
  EXPECT_EQ(refused([](Convert& c) { c.bought = {}; }), "deny CURRENCY_MISMATCH");
  const Decision done = story.agreed(kOfficer, deal(), {kOfficer2});
  const auto* event = event_of<Converted>(done);
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(event->sold, money("50.00 PHP"));
  EXPECT_EQ(event->bought, money("1.00 USD"));
  EXPECT_EQ(event->rate, deal().rate);
}

TEST_F(Fields, AReferenceIsKeptAndRefusedTheSecondTimeAndTwiceInOne) {
  RecordCharge charge{kWard, money("1.00 PHP"), today, {mark(42), mark(43)}};
  ASSERT_EQ(said(story.receive(1, "5.00 USD")), "allow");
  ResolveCredit resolve{id<CreditId>(1), CreditEnd::returned, money("5.00 USD"), document(3), {mark(44)}};
  const auto with = [&](auto c, std::vector<Mark> references) {
    c.references = std::move(references);
    return story.would(kOfficer, c);
  };
  const auto check = [&](const auto& c) {
    EXPECT_EQ(said(with(c, {mark(100)})), "deny DUPLICATE_MESSAGE") << name_of(c);
    const Decision twice = with(c, {mark(60), mark(61), mark(60)});
    EXPECT_EQ(said(twice) + " " + fact_of(twice, "field"), "deny FIELD_INVALID references") << name_of(c);
  };
  check(deal());
  check(charge);
  check(resolve);
  charge.amount = money("0.00 PHP");
  EXPECT_EQ(ask(kOfficer, charge), "deny AMOUNT_NOT_POSITIVE");
  charge.amount = money("1.00 PHP");
  resolve.amount = money("0.00 USD");
  EXPECT_EQ(ask(kOfficer, resolve), "deny AMOUNT_NOT_POSITIVE");
  story.agreed(kOfficer, deal(), {kOfficer2});
  EXPECT_EQ(story.state.references.at(mark(41).value), story.last());
  story.agreed(kOfficer, charge, {kOfficer2, kCompliance});
  EXPECT_EQ(story.state.references.at(mark(43).value), story.last());
}

TEST_F(Fields, DaysOfServiceAreInOrder) {
  RequestDisbursement c = story.request(20, "1.00 PHP");
  c.service_to = today;
  EXPECT_EQ(ask(kGuardian, c), "deny FIELD_INVALID");
  c.service_from = today;
  EXPECT_EQ(ask(kGuardian, c), "allow");
  c.service_from = today + 1;
  EXPECT_EQ(ask(kGuardian, c), "deny FIELD_INVALID");
  c.service_to.reset();
  EXPECT_EQ(ask(kGuardian, c), "allow");
}

TEST_F(Fields, AReasonIsATextOfFiveHundredAtMost) {
  ASSERT_EQ(said(story.receive(1, "5.00 USD")), "allow");
  EXPECT_EQ(lengths(kOfficer, ReverseEntry{story.last(), subject(kPool), ""}, 500), "1 500 ");
  ASSERT_TRUE(story.ask(kGuardian, story.request(20, "1.00 PHP")).accepted());
  const CancelProposal cancel{story.last(), subject(kWard), ""};
  EXPECT_EQ(lengths(kGuardian, cancel, 500), "1 500 ");
  EXPECT_EQ(ask(kWorker, CancelProposal{story.last(), subject(kWard), "not hers to stop"}), "deny ROLE_FORBIDDEN");
  SetFreeze freeze{id<FreezeId>(0xb1), subject(kWard), FreezeKind::court, today, {}, {}, document(1), {}};
  ASSERT_TRUE(story.ask(kOfficer, freeze).accepted());
  EXPECT_EQ(lengths(kOfficer, LiftFreeze{freeze.freeze, subject(kWard), today, document(2), ""}, 500), "1 500 ");
  Story empty{silent_rules(), shipped_bundle()};
  empty.begin();
  std::string taken;
  for (const std::size_t length : {0U, 1U, 500U, 501U})
    if (empty.would(kCompliance, EraseWard{kWard, std::string(length, 'x')}).accepted()) taken += std::to_string(length) + " ";
  EXPECT_EQ(taken, "1 500 ");
}

TEST_F(Fields, WhatStandsInAnyOfHerPartsKeepsHerFromErasure) {
  Story empty{silent_rules(), shipped_bundle()};
  empty.begin();
  const EraseWard erasure{kWard, "retention has passed"};
  ASSERT_EQ(said(empty.would(kCompliance, erasure)), "allow");
  empty.state.watches.at(watch_of(kWard)).cases.push_back({1, "RF10", today});
  for (const auto& [state, word] : Names<CaseState>::rows) {
    empty.state.watches.at(watch_of(kWard)).cases.front().state = state;
    const bool goes_on = state == CaseState::open || state == CaseState::suspicious;
    EXPECT_EQ(said(empty.would(kCompliance, erasure)), goes_on ? "deny WARD_BUSY" : "allow") << word;
  }
  ASSERT_TRUE(empty.ask(kOfficer, ApproveBond{kWard, person_of(kGuardian), money("1.00 PHP"), today, std::nullopt}).accepted());
  Proposal& open = empty.state.proposals.at(empty.last());
  for (const Subject& about : {subject(kWard), protection_of(kWard), watch_of(kWard), subject(kPool)}) {
    open.about = about;
    EXPECT_EQ(said(empty.would(kCompliance, erasure)), about == subject(kPool) ? "allow" : "deny WARD_BUSY") << name(about.kind);
  }
}

TEST_F(Fields, ARelationIsTheSameOnlyIfAllOfItIs) {
  const PersonId a = id<PersonId>(0x91), b = id<PersonId>(0x92), c = id<PersonId>(0x93);
  ASSERT_TRUE(story.ask(kWorker, RecordRelation{kWard, a, b, RelationKind::other_relative, 2, {}}).accepted());
  const auto known = [&](const PersonId& one, const PersonId& other, RelationKind kind, std::uint32_t degree) {
    return ask(kWorker, RecordRelation{kWard, one, other, kind, degree, {}});
  };
  EXPECT_EQ(known(a, b, RelationKind::other_relative, 2), "deny ALREADY_EXISTS");
  EXPECT_EQ(known(c, b, RelationKind::other_relative, 2), "allow");
  EXPECT_EQ(known(a, c, RelationKind::other_relative, 2), "allow");
  EXPECT_EQ(known(a, b, RelationKind::guardian_ad_litem, 2), "allow");
  EXPECT_EQ(known(a, b, RelationKind::other_relative, 3), "allow");
  story.state.protections.clear();  // a ledger of before the files
  EXPECT_EQ(events_of(story.would(kWorker, RecordAdverse{kWard, a, AdverseStatus::alleged, {}})), "file_opened adverse_recorded");
  EXPECT_EQ(events_of(story.would(kWorker, RecordRelation{kWard, a, b, RelationKind::other_relative, 2, {}})), "file_opened relation_recorded");
}

// -- whose ward

TEST_F(Fields, AGuardianIsNobodysElse) {
  story.open_ward(kWardB);
  story.register_payee(kWardB, id<PayeeId>(0x62));
  const SetFreeze freeze{id<FreezeId>(0xb1), subject(kWardB), FreezeKind::guardian, today, {}, {}, {}, {}};
  const Command kOthers[] = {
      ChangePayee{kWardB, id<PayeeId>(0x62), in_vault(9), {}, std::nullopt},
      freeze,
      LiftFreeze{freeze.freeze, subject(kWardB), today, std::nullopt, "x"},
      FileReceipt{kWardB, id<RequestId>(20), document(1), money("1.00 PHP"), today, id<PayeeId>(0x62), std::nullopt, std::nullopt},
      ObjectTo{1, subject(kWardB), std::nullopt, false},
  };
  for (const Command& c : kOthers) EXPECT_EQ(ask(kGuardian, c), "deny NOT_GUARDIAN") << name_of(c);
  EXPECT_EQ(ask(kGuardian, ChangePayee{kWard, kSchool, in_vault(9), {}, std::nullopt}), "allow");
  SetFreeze own = freeze;
  own.about = subject(kWard);
  ASSERT_EQ(said(story.ask(kGuardian, own)), "allow");
  story.state.wards.at(kWard).guardians.front().standing = GuardianStanding::suspended;
  EXPECT_EQ(ask(kGuardian, LiftFreeze{own.freeze, subject(kWard), today, std::nullopt, "x"}), "deny NOT_GUARDIAN");
}

TEST_F(Fields, AGuardianAdLitemIsByThatRelationAndHimself) {
  ASSERT_TRUE(story.ask(kGuardian, story.request(20, "1.00 PHP")).accepted());
  const ObjectTo objection{story.last(), subject(kWard), std::nullopt, false};
  auto& relations = story.state.protections.at(kWard).relations;
  const PersonId other = id<PersonId>(0x91);
  relations = {{other, {}, RelationKind::guardian_ad_litem, 0, {}}, {person_of(kAdLitem), other, RelationKind::other_relative, 1, {}}};
  EXPECT_EQ(ask(kAdLitem, objection), "deny NOT_GUARDIAN");
  relations.push_back({person_of(kAdLitem), {}, RelationKind::guardian_ad_litem, 0, {}});
  EXPECT_EQ(ask(kAdLitem, objection), "allow");
}

}  // namespace
}  // namespace katiwala::policies::kit::plans_fields_test
