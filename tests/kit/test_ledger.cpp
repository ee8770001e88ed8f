#include "tests/kit/test_ledger.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "ledger/crypto/certificate.h"
#include "ledger/crypto/digest.h"
#include "ledger/journal/canonical.h"
#include "ledger/store/engines.h"

namespace katiwala::journal::testing {
namespace {

using namespace custody;

constexpr std::int64_t kYear = std::int64_t{365} * 24 * 3600 * 1'000'000;

std::string read_file(const std::string& name) {
  std::ifstream in(std::string(KATIWALA_SOURCE_DIR) + "/" + name, std::ios::binary);
  KATIWALA_ASSERT(in.good(), name.c_str());
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

Instant instant(const std::string& text) { return *Instant::parse(text); }

}  // namespace

CivilDate date(const std::string& text) { return *CivilDate::parse(text); }

std::string test_rulebook() {
  // Erasure is tested without waiting five years for it (R42 has cases of its own).
  std::string rulebook = read_file("policies/data/rulebook.toml");
  const std::string kept = "\nyears = 5 ";
  const std::size_t at = rulebook.find(kept);
  if (at != std::string::npos) rulebook.replace(at, kept.size(), "\nyears = 0 ");
  return policies::bundle({{"rulebook.toml", std::move(rulebook)},
                           {"calendar-2026.toml", read_file("policies/data/calendar-2026.toml")},
                           {"calendar-2027.toml", read_file("tests/data/calendar-2027-scenario.toml")}});
}

std::shared_ptr<Person> new_person(Role role, const std::string& name) {
  auto out = std::make_shared<Person>();
  const std::string pem = crypto::generate_key_pem(crypto::Algorithm::ed25519);
  out->signer = std::move(*crypto::signer_from_pem(pem));
  crypto::IssueRequest request;
  request.common_name = name;
  request.key = out->signer->public_key();
  request.not_before_micros = instant("2026-01-01T00:00:00Z").micros;
  request.not_after_micros = request.not_before_micros + 20 * kYear;
  const auto der = crypto::issue_certificate(request, pem, nullptr);
  const auto certificate = crypto::parse_certificate_der(*der);
  auto& entropy = crypto::system_entropy();
  out->spec.principal = crypto::random_id<PrincipalTag>(entropy);
  out->spec.person = crypto::random_id<PersonTag>(entropy);
  out->spec.role = role;
  out->spec.credential = {certificate->fingerprint(), *der, Instant{request.not_before_micros}, Instant{request.not_after_micros}};
  return out;
}

TestLedger::TestLedger(store::LogStore* store, crypto::KeyStore* keys)
    : entropy_(crypto::test_entropy("journal tests")), store_(store), keys_(keys), clock_(std::make_unique<SandboxClock>(instant("2026-02-18T09:00:00+08:00"))) {
  if (keys_ == nullptr) {
    own_keys_ = crypto::memory_keystore(crypto::system_entropy());
    keys_ = own_keys_.get();
  }
  if (store_ == nullptr) {
    own_store_ = store::memory_store(crypto::random_id<store::LedgerTag>(*entropy_));
    store_ = own_store_.get();
  }
  judge_ = std::make_unique<policies::Judge>([](std::string_view text) { return crypto::sha256(view(text)); });
}

TestLedger::~TestLedger() { stop(); }

Ports TestLedger::ports() {
  Ports out;
  out.store = store_;
  out.keys = keys_;
  out.clock = clock_.get();
  out.sandbox_clock = clock_.get();
  out.entropy = &crypto::system_entropy();
  out.decide = [this](const State& state, const Submission& submission) { return judge_->decide(state, submission); };
  out.engine_revision = policies::kEngineRevision;
  out.read_head = read_head;
  return out;
}

void TestLedger::found() {
  CreateLedger founding;
  founding.ledger = store_->ledger().bytes;
  founding.origin = "sandbox.example/journal-tests";
  founding.mode = Mode::sandbox;
  founding.rulebook = test_rulebook();
  founding.vault_key = crypto::random_id<crypto::KeyTag>(*entropy_).bytes;
  const std::pair<const char*, Role> roles[] = {{"officer-1", Role::trust_officer}, {"officer-2", Role::trust_officer}, {"officer-3", Role::trust_officer},
                                                {"worker", Role::social_worker},    {"releaser", Role::releaser},       {"compliance", Role::compliance}, {"compliance-2", Role::compliance},
                                                {"bank", Role::bank_system},        {"admin", Role::administrator},     {"auditor", Role::auditor}};
  for (const auto& [name, role] : roles) {
    people_[name] = new_person(role, name);
    founding.officers.push_back(people_[name]->spec);
  }
  const Bytes statement = canonical_founding(founding);
  for (const char* name : {"officer-1", "officer-2"}) {
    founding.signatures.push_back({people_[name]->spec.credential.fingerprint, *people_[name]->signer->sign(statement)});
  }
  auto made = Journal::create(ports(), {}, founding);
  ASSERT_TRUE(made.ok()) << made.refusal().message << " " << made.refusal().place;
  journal_ = std::move(*made);
}

Status TestLedger::reopen(Options options) {
  stop();
  KATIWALA_TRY(journal_, Journal::open(ports(), options));
  return good();
}

void TestLedger::stop() {
  if (journal_) journal_->stop();
  journal_.reset();
}

Ask TestLedger::ask(const std::string& who, Command command, const std::string& key) {
  const Person& person = *people_.at(who);
  Ask out;
  out.command = std::move(command);
  out.principal = person.spec.principal;
  out.credential = person.spec.credential.fingerprint;
  out.idempotency_key = key.empty() ? "key-" + std::to_string(++next_key_) : key;
  out.request = journal_->request_digest({view(name_of(out.command)), view(out.idempotency_key)});
  std::optional<Bytes> statement;
  const Status looked = journal_->look([&](const Memory& memory) { statement = canonical_of(store_->ledger(), memory.state, out.command, out.idempotency_key); });
  EXPECT_TRUE(looked.ok());
  if (statement) out.signature = Signature{person.spec.credential.fingerprint, *person.signer->sign(*statement)};
  return out;
}

Answer TestLedger::say(const std::string& who, Command command, const std::string& key) {
  auto answer = journal_->submit(ask(who, std::move(command), key));
  KATIWALA_ASSERT(answer.ok(), answer.ok() ? "" : answer.refusal().message.c_str());
  return *answer;
}

Command TestLedger::approval(const Answer& proposed) const {
  const SubjectPart* primary = proposed.entry->primary();
  return Approve{proposed.entry->seq(), primary->about};
}

namespace {
std::string reasons_of(const Answer& answer) {
  std::string out;
  for (const Reason& r : answer.entry->primary()->reasons) {
    out += r.code + " " + r.rule + " ";
    for (const Fact& f : r.facts) out += f.name + "=" + f.value + " ";
  }
  return out;
}
bool is_accepted(const Answer& answer) {
  const auto outcome = *answer.entry->primary()->outcome;
  return outcome == Outcome::allow || outcome == Outcome::escalate;
}
}  // namespace

Answer TestLedger::allowed(const std::string& who, Command command) {
  const std::string what(name_of(command));
  Answer answer = say(who, std::move(command));
  EXPECT_TRUE(is_accepted(answer)) << what << ": " << reasons_of(answer);
  return answer;
}

Answer TestLedger::agree(Command command) {
  const Answer proposed = allowed("officer-1", std::move(command));
  return allowed("officer-2", approval(proposed));
}

void TestLedger::move_clock(const std::string& to) { allowed("admin", MoveClock{instant(to)}); }

Amount TestLedger::amount(const std::string& text, const std::string& currency) const { return *Amount::parse(*Currency::parse(currency), text); }

Amount TestLedger::balance(book::AccountKind kind, const std::array<std::uint8_t, 16>& owner, const std::string& currency) {
  Amount out;
  EXPECT_TRUE(journal_->look([&](const Memory& memory) { out = memory.state.balance(kind, owner, *Currency::parse(currency)); }).ok());
  return out;
}

Digest TestLedger::draw_digest() {
  Digest out;
  entropy_->fill(out);
  return out;
}
Mark TestLedger::draw_reference() {
  Mark out{MarkKind::bank_reference, {}};
  entropy_->fill(out.value);
  return out;
}
VaultRef TestLedger::draw_vault_ref() { return {draw<VaultItemTag>(), draw_digest()}; }

WardId TestLedger::open_ward(const PoolId& pool, const std::string& born) {
  OpenWard ward;
  ward.ward = draw<WardTag>();
  ward.pool = pool;
  ward.born_earliest = ward.born_latest = date(born);
  ward.trust_instrument = draw_digest();
  agree(ward);
  return ward.ward;
}

Answer TestLedger::receive(const PoolId& pool, const std::string& text, const std::string& currency, CreditId* credit) {
  ReceiveCredit received;
  received.credit = draw<CreditTag>();
  received.pool = pool;
  received.amount = amount(text, currency);
  Instant now;
  EXPECT_TRUE(journal_->look([&](const Memory& memory) { now = memory.last_time; }).ok());
  received.booked = received.value_date = manila_date(now);
  received.references.push_back(draw_reference());
  if (credit != nullptr) *credit = received.credit;
  return allowed("bank", received);
}

Answer TestLedger::convert(const WardId& ward) {
  const Rate rate = *Rate::parse(*Currency::parse("USD"), *Currency::parse("PHP"), "58.2350");
  allowed("officer-1", RecordRate{rate, date("2026-03-02"), "test desk"});
  Convert deal;
  deal.ward = ward;
  deal.sold = amount("10000.00", "USD");
  deal.bought = amount("582350.00", "PHP");
  deal.rate = rate;
  deal.source = "test desk";
  deal.dealt = *Instant::parse("2026-03-02T09:00:00+08:00");
  deal.references.push_back(draw_reference());
  return agree(deal);
}

Ids TestLedger::open_story() {
  Ids ids;
  OpenPool pool;
  pool.pool = ids.pool = draw<PoolTag>();
  pool.bank = "TESTBANK";
  pool.code = "POOL1";
  for (const char* currency : {"PHP", "USD"}) {
    Mark mark{MarkKind::account, {}};
    entropy_->fill(mark.value);
    pool.accounts.push_back({*Currency::parse(currency), mark, draw_vault_ref()});
  }
  agree(pool);
  allowed("officer-1", RecordRate{*Rate::parse(*Currency::parse("USD"), *Currency::parse("PHP"), "58.2350"), date("2026-02-18"), "invented"});
  ids.ward = open_ward(ids.pool);
  RecordOrder order;
  order.order = ids.order = draw<OrderTag>();
  order.country = "US";
  order.dated = date("2026-01-12");
  order.total = amount("35000.00", "USD");
  order.document = draw_digest();
  agree(order);
  ids.award = draw<AwardTag>();
  agree(RecordAward{ids.award, ids.order, ids.ward, order.total});

  people_["guardian"] = new_person(Role::guardian, "guardian");
  agree(EnrolPrincipal{people_["guardian"]->spec});
  AppointGuardian guardian;
  guardian.ward = ids.ward;
  guardian.person = people_["guardian"]->spec.person;
  guardian.letters = date("2026-02-18");
  guardian.bond_ordered = amount("210000.00", "PHP");
  guardian.no_other_property = true;
  guardian.document = draw_digest();
  agree(guardian);
  agree(ApproveBond{ids.ward, guardian.person, amount("210000.00", "PHP"), date("2026-02-18"), draw_digest()});
  RegisterPayee school;
  school.ward = ids.ward;
  school.payee = ids.school = draw<PayeeTag>();
  school.person = draw<PersonTag>();
  school.currency = *Currency::parse("PHP");
  school.details = draw_vault_ref();
  agree(school);
  return ids;
}

}  // namespace katiwala::journal::testing
