#include "tests/policies/rules/scene.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "policies/hearing.h"
#include "policies/rules/asking.h"
#include "tests/policies/edited.h"

namespace katiwala::policies::scene {

PrincipalId key_of(PersonId person) { return PrincipalId{person.bytes}; }

namespace {

const Digest kRulebookHash = document(99);

void add_principal(State& state, PersonId person, Role role) {
  Principal principal;
  principal.id = key_of(person);
  principal.person = person;
  principal.role = role;
  state.principals[principal.id] = principal;
}

Guardian court_guardian() {
  Guardian guardian;
  guardian.person = kGuardian;
  guardian.letters = day("2026-02-18");
  guardian.bond_ordered = money("210000.00 PHP");
  guardian.bond = Bond{money("210000.00 PHP"), day("2026-02-25")};
  return guardian;
}

Payee school() {
  Payee payee;
  payee.id = kPayee;
  payee.person = kSchool;
  payee.currency = currency("PHP");
  payee.registered = day("2026-02-18");
  return payee;
}

Ward ward_of(WardId id) {
  Ward ward;
  ward.id = id;
  ward.pool = kPool;
  ward.born_earliest = ward.born_latest = day("2012-05-20");
  ward.trust_instrument = document(1);
  return ward;
}

Pool pool() {
  Pool pool;
  pool.id = kPool;
  pool.bank = "bank";
  pool.code = "pool";
  for (const char* code : {"PHP", "USD", "EUR", "GBP", "JPY"}) {
    PoolCash cash;
    cash.account.currency = currency(code);
    pool.cash.push_back(cash);
  }
  return pool;
}

const Rule& rule(std::string_view id) {
  for (const Rule* rule : all_rules())
    if (rule->id == id) return *rule;
  halt("a test asks for a rule that the program does not have", __FILE__, __LINE__);
}

}  // namespace

CivilDate day(std::string_view text) { return CivilDate::parse(text).value(); }
Instant at(std::string_view text) { return Instant::parse(text).value(); }
Instant morning(std::string_view text) { return at(std::string(text) + "T09:00:00+08:00"); }
Currency currency(std::string_view code) { return Currency::parse(code).value(); }
Amount money(std::string_view text) {
  const std::size_t space = text.find(' ');
  return Amount::parse(currency(text.substr(space + 1)), text.substr(0, space)).value();
}
Rate rate(std::string_view base, std::string_view decimal, std::string_view quote) {
  return Rate::parse(currency(base), currency(quote), decimal).value();
}
Mark mark(MarkKind kind, std::uint8_t number) {
  Mark made{kind, {}};
  made.value.fill(number);
  return made;
}
Digest document(std::uint8_t number) {
  Digest made;
  made.fill(number);
  return made;
}
VaultRef in_vault(std::uint8_t number) { return {id<Id<VaultItemTag>>(number), document(number)}; }

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  KATIWALA_ASSERT(file.good(), "a file of the source tree is missing");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Rulebook shipped(Edits edits, Years years) {
  const std::string root = KATIWALA_SOURCE_DIR;
  std::string book = file_text(root + "/policies/data/rulebook.toml");
  for (const auto& [from, to] : edits) book = kit::edited(std::move(book), from, to);
  std::vector<Document> documents{{"rulebook", book}, {"calendar-2026", file_text(root + "/policies/data/calendar-2026.toml")}};
  if (years == Years::with_2027) documents.push_back({"calendar-2027", file_text(root + "/tests/data/calendar-2027-scenario.toml")});
  auto parsed = Rulebook::parse(bundle(documents));
  if (!parsed.ok()) halt((parsed.refusal().message + " " + parsed.refusal().place).c_str(), __FILE__, __LINE__);
  return std::move(parsed).value();
}

Scene::Scene() : rulebook(shipped()) {
  state.ledger.rulebook = kRulebookHash;
  state.rulebooks[kRulebookHash] = {kRulebookHash, "the text", 0};
  add_principal(state, kGuardian, Role::guardian);
  add_principal(state, kOfficer, Role::trust_officer);
  add_principal(state, kSocialWorker, Role::social_worker);
  add_principal(state, kReleaser, Role::releaser);
  state.pools[kPool] = pool();
  state.wards[kWard] = ward_of(kWard);
  state.wards[kSibling] = ward_of(kSibling);
  for (const WardId& each : {kWard, kSibling}) {
    state.protections[each].ward = each;
    state.watches[watch_of(each)].of = watch_of(each);
  }
  state.watches[watch_of(kPool)].of = watch_of(kPool);
  ward().guardians.push_back(court_guardian());
  ward().payees.push_back(school());
  put(book::AccountKind::principal, kWard.bytes, money("500000.00 PHP"));
  day_rate("2026-03-02", rate("USD", "58.2350"));
  submission.seq = 1000;
  now(morning("2026-07-06"));
}

void Scene::put(book::AccountKind kind, const std::array<std::uint8_t, 16>& owner, Amount balance) {
  state.book.set_balance({kind, owner, balance.currency()}, balance);
}

void Scene::day_rate(std::string_view on, Rate value) { state.rates[value.base()].push_back({day(on), value, "sandbox desk"}); }

void Scene::ask(Command asked, PersonId who) {
  command = asked;
  submission.command = std::move(asked);
  actor = who;
  stage = Stage::submit;
}

RequestDisbursement Scene::request(Amount amount) const {
  RequestDisbursement asked;
  asked.request = kRequest;
  asked.ward = kWard;
  asked.payee = kPayee;
  asked.amount = amount;
  return asked;
}

void Scene::ask_for(Amount amount) { ask(request(amount), kGuardian); }

void Scene::note(const Request& request) {
  ward().spends.push_back({request.id, request.day, request.amount, std::nullopt, request.court_order.has_value(), request.purpose, request.payee});
  state.asked[kWard].push_back(request.id);
  if (request.voucher) state.vouchers[*request.voucher].push_back(request.id);
}

Request& Scene::earlier(std::uint8_t number, std::string_view on, Amount amount, Purpose purpose) {
  RequestDisbursement asked = request(amount);
  asked.request = id<RequestId>(number);
  asked.purpose = purpose;
  Request& made = recorded(asked, on);
  made.state = RequestState::settled;
  return made;
}

Request& Scene::recorded(const RequestDisbursement& asked, std::string_view on) {
  Request& request = state.requests[asked.request];
  request.id = asked.request;
  request.ward = kWard;
  request.payee = asked.payee;
  request.amount = asked.amount;
  request.purpose = asked.purpose;
  request.court_order = asked.court_order;
  request.rail = asked.rail.value_or(Rail::book_transfer);
  request.requester = kGuardian;
  request.day = day(on);
  request.rulebook = kRulebookHash;
  request.proposal = 900;
  request.budget = asked.budget;
  request.voucher = asked.voucher;
  request.invoice = asked.invoice;
  request.asked_at = morning(on);
  note(request);
  return request;
}

void Scene::execute(const RequestDisbursement& asked, PersonId approver) {
  if (!state.requests.contains(asked.request)) recorded(asked, manila_date(submission.time).text());
  complete(asked, kGuardian, approver);
}

void Scene::release(const RequestDisbursement& asked, PersonId releaser) {
  if (!state.requests.contains(asked.request)) recorded(asked, manila_date(submission.time).text()).approvers = {kOfficer};
  Release instruction;
  instruction.request = asked.request;
  instruction.ward = kWard;
  ask(instruction, releaser);
  command = asked;
  stage = Stage::release;
}

void Scene::complete(Command asked, PersonId maker, PersonId approver) {
  Proposal proposal;
  proposal.id = 900;
  proposal.command = asked;
  proposal.proposer = key_of(maker);
  proposal.proposer_person = maker;
  proposal.rulebook = kRulebookHash;
  state.proposals[proposal.id] = proposal;
  ask(Approve{900, subject(kWard)}, approver);
  command = std::move(asked);
  stage = Stage::execute;
}

void Scene::matched(Amount net, std::string_view booked, Amount charges) {
  Credit credit;
  credit.id = kCredit;
  credit.pool = kPool;
  credit.amount = net;
  credit.booked = credit.value_date = day(booked);
  state.credits[kCredit] = credit;
  complete(MatchCredit{kCredit, kOrder}, kOfficer, kSocialWorker);
  about = WardId{};
  plan.about = subject(kPool);
  plan.effects.push_back({subject(kWard), AwardCredited{kAward, kCredit, net + charges, charges, net}});
  plan.effects.push_back({subject(kPool), CreditMatched{kCredit, kOrder, net, zero(net.currency())}});
  plan.postings.push_back({subject(kWard), book::posting(book::AccountKind::principal, kWard.bytes, net, book::Category::receipt)});
  put(book::AccountKind::outstanding, kAward.bytes, net + charges);
}

Spend Scene::spent(std::uint8_t number, std::string_view on, Amount amount) {
  ward().spends.push_back({id<RequestId>(number), day(on), amount, std::nullopt, false, Purpose::education, kPayee});
  return ward().spends.back();
}

Verdict Scene::hear(std::string_view id) const {
  const RequestDisbursement* asked = std::get_if<RequestDisbursement>(&command);
  const Request* request = asked == nullptr || stage == Stage::submit ? nullptr : state.request(asked->request);
  Matter matter{state,    submission,           command,
                      stage,    manila_date(submission.time), rulebook,
                      about.is_zero() ? nullptr : state.ward(about),
                      about.is_zero() ? nullptr : state.protection(about),
                      about.is_zero() ? nullptr : state.watch(watch_of(about)),
                      state.principal(key_of(actor)), request, plan, tier};
  const std::optional<Payment> paid = payment_of(matter);
  if (paid) matter.payment = &*paid;
  Verdict verdict = rule(id).judge(matter);
  // Every case of every table holds what the rule says it hears, too.
  const Rule* const alone[] = {&rule(id)};
  if (!Roll(alone).called(matter).has(0)) {
    EXPECT_TRUE(says_nothing(verdict)) << id << " speaks of what it does not hear";
  }
  return verdict;
}

void tick(Scene& scene, Event event) {
  scene.ask(Tick{}, kStranger);
  scene.plan.effects = {{subject(kWard), std::move(event)}};
}

void enrol(Scene& scene, PersonId person, Role role) {
  Principal principal;
  principal.id = PrincipalId{person.bytes};
  principal.person = person;
  principal.role = role;
  scene.state.principals[principal.id] = principal;
}

AppointGuardian appointment(PersonId person, std::string_view letters) {
  AppointGuardian appointed;
  appointed.ward = kWard;
  appointed.person = person;
  if (!letters.empty()) appointed.letters = day(letters);
  return appointed;
}

std::string said(const Verdict& verdict) {
  if (!verdict.reason) return "silent";
  std::string text = std::string(name(verdict.reason->outcome)) + " " + verdict.reason->code;
  if (verdict.at_least) text += " " + std::string(name(*verdict.at_least));
  return text;
}

std::string fact_of(const Verdict& verdict, std::string_view name) {
  if (!verdict.reason) return {};
  for (const Fact& fact : verdict.reason->facts)
    if (fact.name == name) return fact.value;
  return {};
}

std::string duties_of(const Verdict& verdict) {
  std::string text;
  for (const DutyDraft& duty : verdict.duties) {
    text += (text.empty() ? "" : ", ") + std::string(name(duty.duty)) + " " + duty.due.text();
  }
  return text;
}

std::string effects_of(const Verdict& verdict) {
  std::string text;
  for (const Effect& effect : verdict.effects) text += (text.empty() ? "" : ", ") + std::string(name_of(effect.event));
  return text;
}

std::string moved_of(const Verdict& verdict) {
  std::string text;
  for (const Effect& effect : verdict.effects) {
    text += (text.empty() ? "" : " ") + std::string(name_of(effect.event));
    if (const auto* moved = std::get_if<GuardianMoved>(&effect.event)) text += " " + std::string(name(moved->to));
    if (effect.about.kind != SubjectKind::ward) text += "@" + std::string(name(effect.about.kind));
  }
  return text;
}

std::string flag_fact(const Verdict& verdict, std::string_view name) {
  for (const RaisedFlag& flag : verdict.raised)
    for (const Fact& fact : flag.facts)
      if (fact.name == name) return fact.value;
  return {};
}

std::string raised_of(const Verdict& verdict) {
  std::string text;
  for (const RaisedFlag& flag : verdict.raised) text += std::string(text.empty() ? "" : ", ") + (flag.opens_case ? "case" : "flag");
  return text;
}

std::string reminders_of(const Verdict& verdict) {
  std::string text;
  for (const ReminderDraft& reminder : verdict.reminders) {
    text += (text.empty() ? "" : ", ") + std::string(name(reminder.reminder)) + " " + reminder.at.manila_text();
  }
  return text;
}

}  // namespace katiwala::policies::scene
