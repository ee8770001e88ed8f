#include "tests/policies/properties/quorum_examples.h"

#include <gtest/gtest.h>

#include "ledger/custody/note_key.h"
#include "policies/opening.h"
#include "tests/policies/properties/figures.h"

namespace katiwala::policies::properties {
namespace {

const PoolId kOtherPool = id<PoolId>(0x22);
const OrderId kPesos = id<OrderId>(0x43), kUnshared = id<OrderId>(0x45);
const PayeeId kHerOwn = id<PayeeId>(0x64);
const WardId kWardD = id<WardId>(0x35);

const RequestId kLetGo = id<RequestId>(0x21);  ///< approved by officer two and released: a file of it waits for two persons
const PaymentFileId kPaymentFile = id<PaymentFileId>(0x23);
const RecallId kAskedBack = id<RecallId>(0x25);     ///< of credit 112
const OpeningId kOlderBook = id<OpeningId>(0x24);  ///< noted for `kWardC`, in euros, which nothing has moved

/// `kWard` is a minor, `kWardB` comes of age on 15 January 2026, `kWardC` has no money, `kWardD` nothing at all.
void people(Story& story) {
  story.open_pool({"USD", "PHP", "EUR"});
  story.open_ward(kWard);
  story.open_ward(kWardB, "2008-01-15");
  story.open_ward(kWardC);
  story.open_ward(kWardD);
  story.record_order("100000.00 USD");
  story.record_award(kWard, kAward, "100000.00 USD");
  story.agreed(kOfficer, RecordOrder{kPesos, "US", day("2026-01-02"), money("300000.00 PHP"), document(2), std::nullopt, std::nullopt, {}}, {kOfficer2});
  story.agreed(kOfficer, RecordAward{kAwardB, kPesos, kWardB, money("300000.00 PHP")}, {kOfficer2});
  story.agreed(kOfficer, RecordOrder{kUnshared, "US", day("2026-01-02"), money("100.00 USD"), document(2), std::nullopt, std::nullopt, {}}, {kOfficer2});
  story.appoint_guardian();
  story.appoint_guardian(kWardB);
  story.register_payee();
  RegisterPayee account;
  account.ward = kWardB;
  account.payee = kHerOwn;
  account.person = person_of(kHerself);
  account.payee_kind = PayeeKind::beneficiary;
  account.currency = currency("PHP");
  account.details = in_vault(9);
  story.agreed(kOfficer, account, {kOfficer2});
}

/// Ten days' of 365,000.00 at 1.25 %.
RecordInterest interest(const WardId& ward, CivilDate to, std::uint8_t reference) {
  RecordInterest c;
  c.ward = ward;
  c.gross = money("125.00 PHP");
  c.tax = money("25.00 PHP");
  c.booked = c.to = to;
  c.from = c.placed = to - 9;
  c.on = money("365000.00 PHP");
  c.rate_ppm = 12'500;
  c.day_count = 365;
  c.references = {mark(reference)};
  return c;
}

void matched_credit(Story& story, std::uint8_t number, std::string_view amount, const OrderId& order) {
  EXPECT_EQ(said(story.receive(number, amount)), "allow");
  story.agreed(kOfficer, MatchCredit{id<CreditId>(number), order}, {kOfficer2});
}

void money_and_matters(Story& story) {
  story.fund("10000.00 USD", "500000.00 PHP");
  matched_credit(story, 110, "300000.00 PHP", kPesos);
  matched_credit(story, 113, "1000.00 USD", kOrder);
  EXPECT_EQ(said(story.ask(kBank, interest(kWard, manila_date(story.now), 150))), "allow");
  story.record_court_order("90000.00 PHP");
  EXPECT_EQ(said(story.receive(111, "500.00 USD")), "allow");  // waits to be matched
  EXPECT_EQ(said(story.receive(112, "24.00 USD")), "allow");
  EXPECT_EQ(said(story.ask(kBank, FileRecall{kAskedBack, id<CreditId>(112), std::nullopt, "DUPL", 1, {mark(165)}, in_vault(11)})), "allow");
  SetFreeze freeze;
  freeze.freeze = id<FreezeId>(0x91);
  freeze.about = subject(kWardC);
  freeze.dated = manila_date(story.now);
  freeze.document = document(30);
  EXPECT_EQ(said(story.ask(kOfficer, freeze)), "allow");
  freeze.freeze = id<FreezeId>(0x92);
  freeze.freeze_kind = FreezeKind::amlc;
  EXPECT_EQ(said(story.ask(kCompliance, freeze)), "allow");
  EXPECT_EQ(said(story.ask(kCompliance, OpenCase{watch_of(kWardC), "RF10", std::nullopt, std::nullopt, std::nullopt})), "allow");
  RecordFact finding;
  finding.ward = kWard;
  finding.fact = FactKind::trust_terms;
  finding.since = manila_date(story.now);
  finding.terms.emplace();
  finding.document = document(31);
  story.agreed(kOfficer, finding, {kOfficer2});
}

void older_book(Story& story) {
  NoteOpening noted{kOlderBook, kWardC, {}};
  noted.lines.resize(1);
  noted.lines[0].paper = document(40);
  noted.lines[0].amount = money("100.00 EUR");
  EXPECT_EQ(said(story.ask(kOfficer, noted)), "allow");
}

void let_go(Story& story) {
  ASSERT_TRUE(story.ask(kGuardian, story.request(kLetGo.bytes[0], "10.00 PHP")).accepted());
  EXPECT_EQ(said(story.approve(kOfficer2, story.last())), "allow");
  EXPECT_EQ(said(story.release(kLetGo.bytes[0])), "allow");
}

void of_age(Story& story) {
  story.pass_to(at("2026-01-20"));
  RecordFact proved;
  proved.ward = kWardB;
  proved.fact = FactKind::identity_proved;
  proved.since = manila_date(story.now);
  proved.person = person_of(kHerself);
  proved.document = document(90);
  story.agreed(kOfficer, proved, {kOfficer2});
  story.agreed(kHerself, RecordElection{kWardB, Election::pay_out, manila_date(story.now), document(91), kHerOwn, std::nullopt}, {kOfficer, kWorker});
}

}  // namespace

const std::vector<FurtherKey>& further_keys() {
  static const std::vector<FurtherKey> kKeys{
      {kOfficerAgain, kOfficer, Role::trust_officer},        {kOfficerAsCompliance, kOfficer, Role::compliance},
      {kOfficerAsWorker, kOfficer, Role::social_worker},     {kOfficerAsReleaser, kOfficer, Role::releaser},
      {kOfficer2Again, kOfficer2, Role::trust_officer},      {kOfficer2AsCompliance, kOfficer2, Role::compliance},
      {kOfficer2AsWorker, kOfficer2, Role::social_worker},   {kComplianceAsOfficer, kCompliance, Role::trust_officer},
      {kComplianceAgain, kCompliance, Role::compliance},     {kWorkerAsOfficer, kWorker, Role::trust_officer},
      {kGuardianAsOfficer, kGuardian, Role::trust_officer},  {kGuardianAsReleaser, kGuardian, Role::releaser},
      {kReleaserAgain, kReleaser, Role::releaser},
      {kAdministratorAsOfficer, kAdministrator, Role::trust_officer},
  };
  return kKeys;
}

PrincipalSpec spec_of(const FurtherKey& key) {
  PrincipalSpec made = spec(key.of);
  made.principal = key.key;
  made.role = key.role;
  made.credential.fingerprint = document(key.key.bytes[0]);
  return made;
}

const Sandbox& the_bank() {
  static const Story* const kThere = [] {
    auto* story = new Story();
    EXPECT_EQ(said(story->ask(kit::kBank, RecordRate{rate("USD", "50"), manila_date(story->now), "reference rate"})), "allow");
    people(*story);
    money_and_matters(*story);
    older_book(*story);
    let_go(*story);
    of_age(*story);
    for (const FurtherKey& key : further_keys())
      if (key.key != kOfficerAgain) story->agreed(kAdministrator, EnrolPrincipal{spec_of(key)}, {kOfficer});
    PrincipalSpec further = spec(kAuditor);
    further.credential.fingerprint = document(0x7c);
    story->agreed(kAdministrator, EnrolPrincipal{further}, {kOfficer});
    return story;
  }();
  return *kThere;
}

namespace {

Credential certified(std::string_view name) {
  Credential made = spec(kAuditor).credential;
  made.certificate.assign(name.begin(), name.end());
  made.fingerprint = kit::hash(name);
  return made;
}

std::vector<Example> of_the_ledger() {
  PrincipalSpec new_key = spec(kAuditor);
  new_key.principal = id<PrincipalId>(0x70);
  new_key.credential.fingerprint = document(0x70);
  PrincipalSpec with_pause = new_key;
  with_pause.credential = certified("a sandbox certificate");
  const std::uint64_t entries = the_bank().entries.size();
  OpenPool pool;
  pool.pool = kOtherPool;
  pool.bank = "TESTBANK";
  pool.code = "other";
  pool.accounts = {{currency("PHP"), mark(210, MarkKind::account), in_vault(1)}};
  return {
      {"a key", kAdministrator, EnrolPrincipal{new_key}},
      {"a key, by an officer", kOfficer, EnrolPrincipal{new_key}},
      {"a rulebook", kCompliance, AdoptRulebook{with_parameter(shipped_bundle(), "R31", "standin_after_days", "4")}},
      {"a rulebook, by an officer", kOfficer, AdoptRulebook{with_parameter(shipped_bundle(), "R31", "standin_after_days", "4")}},
      {"an erasure", kCompliance, EraseWard{kWardD, "not needed", {}}},
      {"a pool", kOfficer, pool},
      {"a log key", kOfficer, DeclareLogKey{note_key("sandbox.example/katiwala", kLogKeyType), KeyStanding::active}},
      {"witnesses", kAdministrator, AdoptWitnesses{1, {note_key("north", kWitnessKeyType, 1), note_key("south", kWitnessKeyType, 2)}}},
      {"a site", kAdministrator, AdoptRelyingParty{{"trust.sandbox.example", "https://trust.sandbox.example"}}},
      {"a key after a pause", kOfficer, EnrolCredential{with_pause}},
      {"a key that goes", kOfficer, RemoveCredential{kAuditor, document(0x7c), "not used any more"}},
      {"a key in place of a lost one", kWorker,
       RecoverCredential{kGuardian, certified("another sandbox certificate"), {spec(kGuardian).credential.fingerprint}, "lost"}},
      {"a restored copy", kOfficer, AcceptRestore{1U << 16, entries, entries, {}, "the disk died"}},
  };
}

std::vector<Example> of_wards() {
  const CivilDate today = manila_date(the_bank().now);
  OpenWard ward;
  ward.ward = id<WardId>(0x34);
  ward.pool = kPool;
  ward.born_earliest = ward.born_latest = day("2014-05-05");
  ward.trust_instrument = document(1);
  AppointGuardian guardian;
  guardian.ward = kWardC;
  guardian.person = id<PersonId>(0x7a);
  guardian.letters = today;
  RegisterPayee payee;
  payee.ward = kWard;
  payee.payee = id<PayeeId>(0x65);
  payee.person = id<PersonId>(0x65);
  payee.currency = currency("PHP");
  payee.details = in_vault(8);
  RecordCourtOrder order;
  order.ward = kWard;
  order.order = id<CourtOrderId>(0x72);
  order.dated = today;
  order.cap = money("10000.00 PHP");
  order.document = document(4);
  order.docket = in_vault(4);
  RecordFact fact;
  fact.ward = kWard;
  fact.fact = FactKind::residence;
  fact.since = today;
  fact.residence = Residence::abroad;
  fact.document = document(5);
  RecordFact end;
  end.ward = kWard;
  end.fact = FactKind::trust_terms;
  end.since = today;
  end.ends = 1;
  OpenDuty duty;
  duty.about = subject(kWard);
  duty.duty = Duty::inventory;
  duty.due = today + 200;
  duty.document = document(6);
  for (const Obligation& o : the_bank().state.wards.at(kWard).obligations)
    if (o.duty == Duty::inventory) duty.moves = o.number;
  return {
      {"a ward", kOfficer, ward},
      {"an order", kOfficer, RecordOrder{id<OrderId>(0x44), "NL", day("2026-01-02"), money("100.00 USD"), document(2), std::nullopt, std::nullopt, {}}},
      {"an award", kOfficer, RecordAward{id<AwardId>(0x54), kUnshared, kWardC, money("100.00 USD")}},
      {"a guardian", kOfficer, guardian},
      {"a bond", kOfficer, ApproveBond{kWard, person_of(kGuardian), money("100.00 PHP"), today, document(7)}},
      {"a payee", kOfficer, payee},
      {"a payee, by the guardian", kGuardian, payee},
      {"a court's order", kOfficer, order},
      {"a fact", kWorker, fact},
      {"a fact, by an officer", kOfficer, fact},
      {"the end of a fact", kCompliance, end},
      {"a resignation", kOfficer, ChangeGuardian{kWard, person_of(kGuardian), GuardianStanding::resigned, today, document(8), "moves away"}},
      {"other details", kGuardian, ChangePayee{kWard, kSchool, in_vault(10), {}, std::nullopt}},
      {"a budget", kOfficer, SetBudget{kWard, id<BudgetId>(0x81), Purpose::education, today, today + 30, money("9000.00 PHP"), std::nullopt}},
      {"a shared bill", kOfficer, ShareVoucher{kWard, document(9), money("10.00 PHP"), money("5.00 PHP"), kSchool}},
      {"an amended order", kOfficer,
       ChangeCourtOrder{kWard, kCourtOrder, OrderStanding::amended, today, document(10), money("95000.00 PHP"), std::nullopt, std::nullopt}},
      {"another day for a duty", kOfficer, duty},
      {"an election", kHerself, RecordElection{kWardB, Election::stay, today, document(92), std::nullopt, std::nullopt}},
      {"an election, by an officer", kOfficer, RecordElection{kWardB, Election::stay, today, document(92), std::nullopt, std::nullopt}},
      {"the end of a freeze", kOfficer, LiftFreeze{id<FreezeId>(0x91), subject(kWardC), today, document(33), "lifted by the court"}},
      {"the end of a secret freeze", kCompliance, LiftFreeze{id<FreezeId>(0x92), watch_of(kWardC), today, document(33), "lifted by the court"}},
      {"a case that is clear", kCompliance, MoveCase{watch_of(kWardC), 1, CaseState::clear, today, std::nullopt, std::nullopt, false}},
  };
}

OpenBooks opening() {
  const State& state = the_bank().state;
  const Amount none = money("0.00 EUR"), all = money("100.00 EUR");
  return {kOlderBook, kPool, manila_date(the_bank().now) - 1, document(41), kit::hash(opening_text(noted_under(state, kPool, kOlderBook))),
          {{1, all, none, none, none, none, all}}, {}};
}

std::vector<Example> of_money() {
  const CivilDate today = manila_date(the_bank().now);
  const auto asks = [](const WardId& ward, const PayeeId& payee, std::string_view amount, Purpose purpose, std::optional<CourtOrderId> order) {
    RequestDisbursement c;
    c.request = id<RequestId>(0x20);
    c.ward = ward;
    c.payee = payee;
    c.amount = money(amount);
    c.purpose = purpose;
    c.court_order = order;
    return c;
  };
  Convert convert;
  convert.ward = kWard;
  convert.sold = money("100.00 USD");
  convert.bought = money("5000.00 PHP");
  convert.rate = rate("USD", "50");
  convert.source = "deal ticket";
  convert.dealt = the_bank().now;
  convert.references = {mark(160)};
  std::uint64_t converted = 0;
  for (std::uint64_t i = 0; i < the_bank().entries.size(); ++i)
    if (event_of<Converted>(the_bank().entries[i].decision) != nullptr) converted = i;
  return {
      {"a match", kOfficer, MatchCredit{id<CreditId>(111), kOrder}},
      {"a conversion", kOfficer, convert},
      {"a small payment", kGuardian, asks(kWard, kSchool, "9000.00 PHP", Purpose::education, std::nullopt)},
      {"a larger payment", kGuardian, asks(kWard, kSchool, "30000.00 PHP", Purpose::education, std::nullopt)},
      {"an ordered payment", kGuardian, asks(kWard, kSchool, "80000.00 PHP", Purpose::education, kCourtOrder)},
      {"an ordered payment, by an officer", kOfficer, asks(kWard, kSchool, "80000.00 PHP", Purpose::education, kCourtOrder)},
      {"a handover", kHerself, asks(kWardB, kHerOwn, "300000.00 PHP", Purpose::handover, std::nullopt)},
      {"a reversal", kOfficer, ReverseEntry{converted, subject(kWard), "the wrong ward"}},
      {"a charge", kOfficer, RecordCharge{kWard, money("1.00 PHP"), today, {mark(162)}, std::nullopt}},
      {"interest, by an officer", kOfficer, interest(kWardB, today, 161)},
      {"a remittance", kOfficer, Remit{kPool, RemitAccount::tax, money("25.00 PHP"), today, {mark(163)}, std::nullopt}},
      {"a payment file", kReleaser, ReleaseFile{kPaymentFile, kPool, "KTB-1", Rail::book_transfer, {kLetGo}, money("10.00 PHP")}},
      {"an older book", kOfficer, opening()},
      {"a payment promised back", kOfficer, AnswerRecall{kAskedBack, RecallStanding::promised, "", std::nullopt, document(42)}},
      {"a payment not given back", kOfficer, AnswerRecall{kAskedBack, RecallStanding::refused, "LEGL", std::nullopt, std::nullopt}},
      {"a credit that goes back", kOfficer, ResolveCredit{id<CreditId>(112), CreditEnd::returned, money("24.00 USD"), document(34), {mark(164)}}},
  };
}

}  // namespace

const std::vector<Example>& examples() {
  static const std::vector<Example> kAll = [] {
    std::vector<Example> all = of_the_ledger();
    for (auto* more : {+[] { return of_wards(); }, +[] { return of_money(); }})
      for (Example& one : more()) all.push_back(std::move(one));
    return all;
  }();
  return kAll;
}

}  // namespace katiwala::policies::properties
