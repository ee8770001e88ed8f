// What is recorded of a ward's life and of the people around her: facts, her own election, guardians' standing, relations, payees. The planners
// alone: no rule says anything here.
#include <map>
#include <set>

#include "tests/policies/planners.h"

namespace katiwala::policies::kit::plans_care_test {
namespace {

class Care : public Planners {
 protected:
  RecordFact fact_of_kind(FactKind kind) const {
    RecordFact c;
    c.ward = kWard;
    c.fact = kind;
    c.since = today;
    return c;
  }
  /// With all that the kind must say.
  RecordFact whole(FactKind kind) const {
    RecordFact c = fact_of_kind(kind);
    switch (kind) {
      case FactKind::birth_evidence:
        c.born_earliest = c.born_latest = day("2012-05-19");
        c.evidence = EvidenceRank::birth_certificate;
        break;
      case FactKind::residence: c.residence = Residence::abroad; break;
      case FactKind::trust_terms: c.terms = TrustTerms{}; break;
      case FactKind::identity_proved:
      case FactKind::estate_representative:
      case FactKind::unworthy_heir: c.person = id<PersonId>(0x91); break;
      case FactKind::age_found_by_court:
      case FactKind::tax_residence_proof:
      case FactKind::estate_clearance: c.document = document(0x91); break;
      default: break;
    }
    return c;
  }
  Decision record(const RecordFact& c) {
    const Decision decision = story.ask(kOfficer, c);
    return story.state.proposal(story.last()) == nullptr ? decision : story.approve(kOfficer2, story.last());
  }
};

// -- facts

TEST_F(Care, EachKindOfFactSaysWhatItMust) {
  const std::map<FactKind, std::string_view> kMissing = {
      {FactKind::birth_evidence, "born_earliest"},  {FactKind::residence, "residence"},
      {FactKind::trust_terms, "terms"},             {FactKind::identity_proved, "person"},
      {FactKind::estate_representative, "person"},  {FactKind::unworthy_heir, "person"},
      {FactKind::age_found_by_court, "document"},   {FactKind::tax_residence_proof, "document"},
      {FactKind::estate_clearance, "document"},
  };
  for (const auto& [kind, word] : Names<FactKind>::rows) {
    const Decision bare = story.would(kOfficer, fact_of_kind(kind));
    const auto missing = kMissing.find(kind);
    EXPECT_EQ(said(bare), missing == kMissing.end() ? "allow" : "deny FACT_INCOMPLETE") << word;
    EXPECT_EQ(fact_of(bare, "missing"), missing == kMissing.end() ? "" : missing->second) << word;
    EXPECT_EQ(ask(kOfficer, whole(kind)), "allow") << word;
  }
}

TEST_F(Care, FromSixtyFourOnAFactStandsWithTheProtection) {
  for (const auto& [kind, word] : Names<FactKind>::rows) {
    const Decision decision = story.would(kOfficer, whole(kind));
    const bool guarded = static_cast<std::uint8_t>(kind) >= 64;
    EXPECT_EQ(decision.about, guarded ? protection_of(kWard) : subject(kWard)) << word;
  }
  record(whole(FactKind::coached));
  record(whole(FactKind::marriage));
  ASSERT_EQ(story.state.protection(kWard)->facts.size(), 1U);
  ASSERT_EQ(her().facts.size(), 1U);
  EXPECT_EQ(story.state.protection(kWard)->facts[0].number, 1U);  // each file has numbers of its own
  EXPECT_EQ(her().facts[0].number, 1U);
  EXPECT_EQ(her().facts[0].recorded, today);
}

TEST_F(Care, NothingIsSaidThatBelongsToAnotherKind) {
  const struct {
    const char* field;
    FactKind right;
    void (*say)(RecordFact&);
  } kCases[] = {
      {"born_earliest", FactKind::birth_evidence, [](RecordFact& c) { c.born_earliest = day("2012-01-01"); }},
      {"born_latest", FactKind::birth_evidence, [](RecordFact& c) { c.born_latest = day("2012-01-01"); }},
      {"evidence", FactKind::birth_evidence, [](RecordFact& c) { c.evidence = EvidenceRank::philsys; }},
      {"residence", FactKind::residence, [](RecordFact& c) { c.residence = Residence::abroad; }},
      {"terms", FactKind::trust_terms, [](RecordFact& c) { c.terms = TrustTerms{}; }},
  };
  for (const auto& c : kCases) {
    RecordFact wrong = fact_of_kind(FactKind::marriage);
    c.say(wrong);
    EXPECT_EQ(field(kOfficer, wrong), c.field);
  }
  RecordFact found = whole(FactKind::age_found_by_court);  // a court says of a birth what evidence says
  found.born_earliest = found.born_latest = day("2012-01-01");
  EXPECT_EQ(ask(kOfficer, found), "allow");
}

TEST_F(Care, DatesOfAFactAreInOrder) {
  RecordFact c = whole(FactKind::residence);
  c.since = today + 1;
  EXPECT_EQ(field(kOfficer, c), "since");
  c.since = today;
  c.until = today;
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.until = today - 1;
  EXPECT_EQ(field(kOfficer, c), "until");
  RecordFact born = whole(FactKind::birth_evidence);
  born.born_latest = today;
  born.born_earliest = today;
  EXPECT_EQ(ask(kOfficer, born), "allow");
  born.born_latest = today + 1;
  EXPECT_EQ(field(kOfficer, born), "born");
  born.born_latest = today - 1;
  EXPECT_EQ(field(kOfficer, born), "born");
  born.born_earliest.reset();
  EXPECT_EQ(field(kOfficer, born), "born");
  RecordFact terms = whole(FactKind::trust_terms);
  terms.terms->allowance = money("0.00 PHP");
  EXPECT_EQ(ask(kOfficer, terms), "deny AMOUNT_NOT_POSITIVE");
  terms.terms->allowance = money("0.01 PHP");
  EXPECT_EQ(ask(kOfficer, terms), "allow");
}

TEST_F(Care, AFactIsEndedOnceFromItsOwnDayOn) {
  EXPECT_EQ(events_of(record(whole(FactKind::adoption))), "fact_recorded");
  RecordFact end = fact_of_kind(FactKind::adoption);
  end.ends = 2;
  EXPECT_EQ(ask(kOfficer, end), "deny FACT_UNKNOWN");
  end.ends = 1;
  end.since = today - 1;
  EXPECT_EQ(field(kOfficer, end), "since");
  end.since = today;
  EXPECT_EQ(events_of(record(end)), "proposal_approved fact_ended proposal_closed");  // an adoption that is over is no new adoption
  EXPECT_EQ(her().facts[0].ended, today);
  EXPECT_EQ(her().facts.size(), 1U);
  EXPECT_EQ(ask(kOfficer, end), "deny FACT_UNKNOWN");
}

TEST_F(Care, WhatTakesThePlaceOfAFactEndsIt) {
  record(whole(FactKind::residence));
  EXPECT_EQ(her().residence, Residence::abroad);
  RecordFact back = whole(FactKind::residence);
  back.residence = Residence::philippines;
  back.ends = 1;
  EXPECT_EQ(events_of(record(back)), "proposal_approved fact_ended fact_recorded proposal_closed");
  EXPECT_EQ(her().residence, Residence::philippines);
  ASSERT_EQ(her().facts.size(), 2U);
  EXPECT_EQ(her().facts[1].number, 2U);
  RecordFact gone = fact_of_kind(FactKind::residence);  // without the new one the end is all that is said
  gone.ends = 2;
  EXPECT_EQ(events_of(record(gone)), "proposal_approved fact_ended proposal_closed");
  // Another kind ends it and stands besides.
  record(whole(FactKind::incapacity_petition));
  RecordFact found = whole(FactKind::incapacity);
  found.ends = 3;
  EXPECT_EQ(events_of(record(found)), "proposal_approved fact_ended fact_recorded proposal_closed");
}

TEST_F(Care, AFileOfAnOldLedgerIsOpenedWhenItIsNeeded) {
  story.state.protections.clear();
  EXPECT_EQ(events_of(story.ask(kWorker, whole(FactKind::coached))), "file_opened fact_recorded");
  EXPECT_EQ(events_of(story.ask(kWorker, whole(FactKind::coached))), "fact_recorded");
}

TEST_F(Care, ADeathStopsEverythingAtOnce) {
  story.fund();
  story.approved(20, "1000.00 PHP");
  story.approved(21, "2000.00 PHP");
  EXPECT_EQ(said(story.release(21)), "allow");
  ASSERT_TRUE(story.ask(kGuardian, story.request(22, "3000.00 PHP")).accepted());
  const ProposalId open = story.last();
  ASSERT_TRUE(story.ask(kOfficer, RecordCharge{kWard, money("1.00 PHP"), today, {mark(30)}}).accepted());
  const ProposalId charge = story.last();
  const Decision died = story.ask(kWorker, whole(FactKind::death));
  EXPECT_EQ(events_of(died), "fact_recorded freeze_set guardian_moved request_moved request_moved proposal_closed");
  EXPECT_EQ(postings_of(died), "Dr reserved 1000.00 PHP, Cr principal 1000.00 PHP");
  EXPECT_EQ(event_of<RequestMoved>(died)->reason, "WARD_DIED");
  EXPECT_EQ(her().died, today);
  ASSERT_EQ(her().freezes.size(), 1U);
  EXPECT_EQ(her().freezes[0].freeze_kind, FreezeKind::death);
  EXPECT_EQ(her().freezes[0].id.bytes, kWard.bytes);
  EXPECT_EQ(her().freezes[0].set_by, person_of(kWorker));
  EXPECT_EQ(her().guardians[0].standing, GuardianStanding::ended);
  EXPECT_EQ(story.state.request(id<RequestId>(21))->state, RequestState::released);  // it had left
  EXPECT_EQ(story.state.proposal(open), nullptr);
  EXPECT_NE(story.state.proposal(charge), nullptr);  // an officer's own, which asks for no money of hers
  EXPECT_EQ(ask(kOfficer, whole(FactKind::death)), "deny ALREADY_EXISTS");
  EXPECT_EQ(ask(kOfficer, RecordElection{kWard, Election::pay_out, today, std::nullopt, std::nullopt, std::nullopt}), "deny WARD_DIED");
  AppointGuardian another;
  another.ward = kWard;
  another.person = id<PersonId>(0x92);
  EXPECT_EQ(ask(kOfficer, another), "deny WARD_DIED");
}

TEST_F(Care, ADeathRecordedByMistakeIsTakenBackByTwo) {
  story.ask(kWorker, whole(FactKind::death));
  RecordFact alive = fact_of_kind(FactKind::death);
  alive.ends = 1;
  EXPECT_EQ(events_of(story.ask(kWorker, alive)), "proposal_opened");
  EXPECT_EQ(said(story.approve(kOfficer, story.last())), "allow");
  EXPECT_EQ(her().died, std::nullopt);
  LiftFreeze lift{FreezeId{kWard.bytes}, subject(kWard), today, document(7), "she lives"};
  story.agreed(kOfficer, lift, {kOfficer2});
  EXPECT_EQ(her().freezes[0].lifted, today);
  EXPECT_EQ(her().guardians[0].standing, GuardianStanding::ended);  // he is appointed anew
}

// -- her own election

TEST_F(Care, OnlyOfAgeSheChooses) {
  RecordElection c{kWard, Election::pay_out, today, std::nullopt, kSchool, std::nullopt};
  EXPECT_EQ(ask(kOfficer, c), "deny NOT_HERSELF");
  Ward& ward = story.state.wards.at(kWard);
  ward.adult = true;
  ward.majority = today;
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.dated = today - 1;
  EXPECT_EQ(field(kOfficer, c), "dated");  // a choice of before is none
  c.dated = today + 1;
  EXPECT_EQ(field(kOfficer, c), "dated");
  c.dated = today;
  c.payee = id<PayeeId>(0x6f);
  EXPECT_EQ(ask(kOfficer, c), "deny PAYEE_UNKNOWN");
  c.payee = kSchool;
  c.until = today;
  EXPECT_EQ(field(kOfficer, c), "until");  // paid out is paid out
  RecordElection stay{kWard, Election::stay, today, std::nullopt, std::nullopt, today};
  EXPECT_EQ(ask(kOfficer, stay), "allow");
  stay.until = today - 1;
  EXPECT_EQ(field(kOfficer, stay), "until");
  stay.until = today;
  stay.payee = kSchool;
  EXPECT_EQ(field(kOfficer, stay), "payee");
  c.until.reset();
  story.agreed(kOfficer, c, {kOfficer2, kWorker});
  EXPECT_EQ(her().election->election, Election::pay_out);
  stay.payee.reset();
  story.agreed(kOfficer, stay, {kOfficer2, kWorker});
  EXPECT_EQ(her().election->election, Election::stay);  // the later one counts
}

// -- guardians

TEST_F(Care, WhereAGuardiansStandingMayGo) {
  using enum GuardianStanding;
  const std::map<GuardianStanding, std::set<GuardianStanding>> kMay = {
      {active, {active, suspended, removed, resigned}}, {suspended, {active, removed, resigned}}, {removed, {discharged}},
      {resigned, {discharged}},                         {discharged, {}},                         {ended, {discharged}},
  };
  for (const auto& [from, name_of_from] : Names<GuardianStanding>::rows) {
    story.state.wards.at(kWard).guardians[0].standing = from;
    for (const auto& [to, name_of_to] : Names<GuardianStanding>::rows) {
      const ChangeGuardian c{kWard, person_of(kGuardian), to, today, document(9), "a court's word"};
      const bool may = kMay.at(from).contains(to);
      EXPECT_EQ(ask(kOfficer, c), may ? "allow" : "deny FIELD_INVALID") << name_of_from << " " << name_of_to;
    }
  }
}

TEST_F(Care, WhatGivesAuthorityIsACourtsToSay) {
  ChangeGuardian c{kWard, person_of(kGuardian), GuardianStanding::active, today, std::nullopt, "confirmed"};
  EXPECT_EQ(field(kOfficer, c), "document");
  c.to = GuardianStanding::suspended;
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.dated = today + 1;
  EXPECT_EQ(field(kOfficer, c), "dated");
  c.dated = today;
  c.reason.clear();
  EXPECT_EQ(field(kOfficer, c), "reason");
  c.reason.assign(501, 'x');
  EXPECT_EQ(field(kOfficer, c), "reason");
  c.reason.assign(500, 'x');
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.person = id<PersonId>(0x92);
  EXPECT_EQ(ask(kOfficer, c), "deny GUARDIAN_UNKNOWN");
  c.person = person_of(kGuardian);
  c.to = GuardianStanding::removed;
  EXPECT_EQ(events_of(story.ask(kOfficer, c)), "guardian_moved");
  c.to = GuardianStanding::discharged;
  EXPECT_EQ(field(kOfficer, c), "document");
}

TEST_F(Care, ASuspensionAndABondOutlastANewRecord) {
  const CivilDate then = today;
  story.agreed(kOfficer, ApproveBond{kWard, person_of(kGuardian), money("5.00 PHP"), today, std::nullopt}, {kOfficer2});
  ASSERT_TRUE(story.ask(kOfficer, ChangeGuardian{kWard, person_of(kGuardian), GuardianStanding::suspended, today, std::nullopt, "late"}).accepted());
  story.pass_to(at("2026-02-01"));
  story.appoint_guardian();
  ASSERT_EQ(her().guardians.size(), 1U);
  EXPECT_EQ(her().guardians[0].standing, GuardianStanding::suspended);
  EXPECT_EQ(her().guardians[0].since, then);
  EXPECT_EQ(her().guardians[0].bond->amount, money("5.00 PHP"));
  EXPECT_EQ(her().guardians[0].appointed, day("2026-02-01"));
  ASSERT_TRUE(story.ask(kOfficer, ChangeGuardian{kWard, person_of(kGuardian), GuardianStanding::removed, day("2026-02-01"), std::nullopt, "x"}).accepted());
  story.appoint_guardian();
  EXPECT_EQ(her().guardians[0].standing, GuardianStanding::active);  // a new appointment brings back who was removed
}

TEST_F(Care, FatherOrMotherIsSaidOfParentsAlone) {
  AppointGuardian c;
  c.ward = kWard;
  c.person = id<PersonId>(0x92);
  c.parent = ParentKind::mother;
  EXPECT_EQ(field(kOfficer, c), "parent");
  c.guardian_kind = GuardianKind::parent;
  EXPECT_EQ(ask(kOfficer, c), "allow");
}

// -- relations

TEST_F(Care, RelationsAreKnownForAWardsSakeAndTheTrusteesOwnForNobodys) {
  const PersonId a = id<PersonId>(0x91), b = id<PersonId>(0x92);
  for (const auto& [kind, word] : Names<RelationKind>::rows) {
    const bool trustees = kind == RelationKind::trustee_related;
    EXPECT_EQ(ask(kWorker, RecordRelation{kWard, a, b, kind, 1, {}}), trustees ? "deny FIELD_INVALID" : "allow") << word;
    EXPECT_EQ(ask(kWorker, RecordRelation{std::nullopt, a, b, kind, 1, {}}), trustees ? "allow" : "deny FIELD_INVALID") << word;
    const bool alone = trustees || kind == RelationKind::guardian_ad_litem || kind == RelationKind::court_recorder;
    const std::optional<WardId> ward = trustees ? std::nullopt : std::optional(kWard);
    EXPECT_EQ(ask(kWorker, RecordRelation{ward, a, {}, kind, 0, {}}), alone ? "allow" : "deny FIELD_INVALID") << word;
  }
  EXPECT_EQ(field(kWorker, RecordRelation{kWard, {}, b, RelationKind::sibling, 2, {}}), "person");
  EXPECT_EQ(field(kWorker, RecordRelation{kWard, a, a, RelationKind::sibling, 2, {}}), "other");
  EXPECT_EQ(ask(kWorker, RecordRelation{kWard, a, b, RelationKind::other_relative, 20, {}}), "allow");
  EXPECT_EQ(field(kWorker, RecordRelation{kWard, a, b, RelationKind::other_relative, 21, {}}), "degree");
  EXPECT_EQ(ask(kWorker, RecordRelation{id<WardId>(0x3f), a, b, RelationKind::sibling, 2, {}}), "deny WARD_UNKNOWN");
}

TEST_F(Care, ARelationIsRecordedOnceAndMayBeSaidBetter) {
  const RecordRelation c{kWard, id<PersonId>(0x91), id<PersonId>(0x92), RelationKind::sibling, 2, {}};
  const Decision recorded = story.ask(kWorker, c);
  EXPECT_EQ(events_of(recorded, protection_of(kWard)), "relation_recorded");
  EXPECT_EQ(recorded.about, protection_of(kWard));
  EXPECT_EQ(ask(kWorker, c), "deny ALREADY_EXISTS");
  RecordRelation marked = c;
  marked.marks = {mark(9, MarkKind::phone)};
  EXPECT_EQ(said(story.ask(kWorker, marked)), "allow");
  ASSERT_EQ(story.state.protection(kWard)->relations.size(), 1U);
  EXPECT_EQ(story.state.protection(kWard)->relations[0].marks.size(), 1U);
  const RecordRelation own{std::nullopt, id<PersonId>(0x93), {}, RelationKind::trustee_related, 0, {}};
  EXPECT_EQ(story.ask(kCompliance, own).about, Subject{});
  EXPECT_EQ(story.state.ledger.trustee_related.size(), 1U);
  EXPECT_EQ(ask(kCompliance, own), "deny ALREADY_EXISTS");
}

TEST_F(Care, AnAdversePersonStandsWithTheProtection) {
  const Decision recorded = story.ask(kWorker, RecordAdverse{kWard, id<PersonId>(0x91), AdverseStatus::charged, {}});
  EXPECT_EQ(recorded.about, protection_of(kWard));
  EXPECT_EQ(parts_of(recorded), std::set{protection_of(kWard)});
  EXPECT_EQ(story.state.protection(kWard)->adverse.size(), 1U);
  EXPECT_EQ(field(kWorker, RecordAdverse{kWard, {}, AdverseStatus::charged, {}}), "person");
  const Decision nobodys = story.would(kWorker, RecordAdverse{id<WardId>(0x3f), id<PersonId>(0x91), AdverseStatus::charged, {}});
  EXPECT_EQ(said(nobodys), "deny WARD_UNKNOWN");
  EXPECT_EQ(nobodys.about, Subject{});
}

// -- payees

TEST_F(Care, OtherDetailsAreAChangeAndKeepWhatElseIsKnown) {
  Payee& known = story.state.wards.at(kWard).payees[0];
  known.marks = {mark(1, MarkKind::account), mark(2, MarkKind::phone), mark(3, MarkKind::address)};
  story.pass_to(at("2026-01-10"));
  ChangePayee c{kWard, kSchool, in_vault(3), {}, std::nullopt};
  EXPECT_EQ(ask(kGuardian, c), "deny ALREADY_EXISTS");  // the same details
  c.details = in_vault(4);
  c.marks = {mark(5, MarkKind::phone)};
  story.agreed(kGuardian, c, {kOfficer});
  const Payee& changed = *find_payee(her(), kSchool);
  const std::vector<Mark> marks{mark(3, MarkKind::address), mark(5, MarkKind::phone)};  // the old account is never the new one's mark
  EXPECT_EQ(changed.marks, marks);
  EXPECT_EQ(changed.details, in_vault(4));
  EXPECT_EQ(changed.rail, Rail::book_transfer);
  EXPECT_TRUE(changed.account_before);
  EXPECT_EQ(*changed.account_since, story.entries.back().time);
  EXPECT_EQ(changed.registered, today);
  c.details = in_vault(5);
  c.rail = Rail::pesonet;
  story.agreed(kOfficer, c, {kOfficer2});
  EXPECT_EQ(find_payee(her(), kSchool)->rail, Rail::pesonet);
  c.payee = id<PayeeId>(0x6f);
  EXPECT_EQ(ask(kOfficer, c), "deny PAYEE_UNKNOWN");
}

TEST_F(Care, ASecondRecordOfOnePayeeIsAChangeUnlessTheAccountIsTheSame) {
  EXPECT_FALSE(her().payees[0].account_before);
  Payee& known = story.state.wards.at(kWard).payees[0];
  known.marks = {mark(1, MarkKind::account), mark(2, MarkKind::name)};
  const struct {
    const char* what;
    PersonId person;
    std::vector<Mark> marks;
    bool before;
  } kCases[] = {
      {"somebody else", id<PersonId>(0x91), {mark(9, MarkKind::account)}, false},
      {"the person, another account", known.person, {mark(9, MarkKind::account)}, true},
      {"the person, the same account", known.person, {mark(1, MarkKind::account)}, false},
      {"the person, an account that is not said", known.person, {}, true},
      {"the name, another account", id<PersonId>(0x91), {mark(2, MarkKind::name), mark(9, MarkKind::account)}, true},
      {"the name, the same account", id<PersonId>(0x91), {mark(2, MarkKind::name), mark(1, MarkKind::account)}, false},
      {"the account alone", id<PersonId>(0x91), {mark(1, MarkKind::account)}, false},
  };
  std::uint8_t number = 0xa0;
  for (const auto& c : kCases) {
    RegisterPayee asked;
    asked.ward = kWard;
    asked.payee = id<PayeeId>(++number);
    asked.person = c.person;
    asked.currency = currency("PHP");
    asked.details = in_vault(number);
    asked.marks = c.marks;
    ASSERT_TRUE(story.ask(kOfficer, asked).accepted()) << c.what;
    const Decision agreed = story.would(kOfficer2, Approve{story.last(), subject(kWard)});
    const auto* registered = event_of<PayeeRegistered>(agreed);
    ASSERT_NE(registered, nullptr) << c.what;
    EXPECT_EQ(registered->payee.account_before, c.before) << c.what;
    EXPECT_EQ(registered->payee.account_since->micros, story.now.micros + 1) << c.what;
  }
}

TEST_F(Care, APayeeHasAPersonAndACurrencyOfThePool) {
  RegisterPayee c;
  c.ward = kWard;
  c.payee = id<PayeeId>(0x62);
  c.person = id<PersonId>(0x62);
  c.currency = currency("EUR");
  EXPECT_EQ(ask(kOfficer, c), "deny POOL_ACCOUNT_UNKNOWN");
  c.currency = currency("PHP");
  EXPECT_EQ(ask(kOfficer, c), "allow");
  c.person = {};
  EXPECT_EQ(field(kOfficer, c), "person");
  c.payee = {};
  EXPECT_EQ(field(kOfficer, c), "payee");
}

}  // namespace
}  // namespace katiwala::policies::kit::plans_care_test
