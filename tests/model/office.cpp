#include "tests/model/office.h"

#include <gtest/gtest.h>

#include "ledger/crypto/digest.h"
#include "ledger/journal/canonical.h"
#include "ledger/store/engines.h"

namespace katiwala::model {

using namespace custody;
namespace ref = reference;

namespace {

/// 2026-02-18 09:00 in Manila, a Wednesday: where S01 begins.
const Instant kStart = *Instant::parse("2026-02-18T09:00:00+08:00");
const ref::Micros kValidFrom = Instant::parse("2026-01-01T00:00:00Z")->micros;
const ref::Micros kValidTo = Instant::parse("2045-01-01T00:00:00Z")->micros;
/// The certificate of one officer ends in the middle of every history.
const ref::Micros kValidShortly = Instant::parse("2026-10-01T00:00:00+08:00")->micros;

constexpr std::int64_t kSeldomMs = 1000;

}  // namespace

Office::Office(std::uint64_t seed)
    : entropy_(crypto::test_entropy("model " + std::to_string(seed))), keys_(crypto::memory_keystore(*entropy_)),
      store_(store::memory_store(crypto::random_id<store::LedgerTag>(*entropy_))), clock_(kStart),
      judge_([](std::string_view text) { return crypto::sha256(view(text)); }, known_rules()) {
  founding_.ledger = store_->ledger().bytes;
  founding_.origin = "sandbox.example/model";
  founding_.mode = Mode::sandbox;
  founding_.rulebook = rulebook_text(0);
  Dice dice(seed);
  using enum ref::Role;
  for (const ref::Role role : {trust_officer, trust_officer, trust_officer, social_worker, social_worker, releaser, releaser, compliance, compliance,
                               bank_system, administrator, auditor}) {
    enlist(dice, role, nullptr, kValidTo);
  }
  // One person behind two principals, of one role and of two: a quorum counts persons.
  const ref::Name first = founding_.officers[0].person.bytes;
  const ref::Name second = founding_.officers[1].person.bytes;
  enlist(dice, trust_officer, &first, kValidTo);
  enlist(dice, compliance, &second, kValidTo);
  enlist(dice, releaser, &first, kValidTo);
  enlist(dice, trust_officer, nullptr, kValidShortly);
  const Bytes statement = journal::canonical_founding(founding_);
  for (std::size_t i = 0; i < 2; ++i) {
    const Digest& fingerprint = founding_.officers[i].credential.fingerprint;
    for (const auto& [name, person] : people_)
      if (person->spec.credential.fingerprint == fingerprint) founding_.signatures.push_back({fingerprint, *person->signer->sign(statement)});
  }
  auto made = journal::Journal::create(ports(), {.derived_every_ms = kSeldomMs}, founding_);
  KATIWALA_ASSERT(made.ok(), made.ok() ? "" : made.refusal().message.c_str());
  journal_ = std::move(*made);
  founded_ = journal_->read(0)->header.time;
}

Office::~Office() { stop(); }

void Office::stop() {
  if (journal_) journal_->stop();
  journal_.reset();
}

Status Office::restart() {
  stop();
  KATIWALA_TRY(journal_, journal::Journal::open(ports(), {.derived_every_ms = kSeldomMs}));
  return good();
}

journal::Ports Office::ports() {
  journal::Ports out;
  out.store = store_.get();
  out.keys = keys_.get();
  out.clock = &clock_;
  out.sandbox_clock = &clock_;
  out.entropy = entropy_.get();
  out.decide = [this](const State& state, const Submission& submission) { return judge_.decide(state, submission); };
  out.engine_revision = policies::kEngineRevision;
  return out;
}

void Office::enlist(Dice& dice, ref::Role who, const ref::Name* same_person, ref::Micros until) {
  ref::Enrol enrol;
  enrol.principal = dice.name();
  enrol.person = same_person == nullptr ? dice.name() : *same_person;
  enrol.role = who;
  enrol.credential = dice.name();
  enrol.from = kValidFrom;
  enrol.to = until;
  founding_.officers.push_back(person(enrol).spec);
  officers_[enrol.principal] = {enrol.person, who, {{enrol.credential, enrol.from, enrol.to}}, false};
}

const journal::testing::Person& Office::person(const ref::Enrol& enrol) {
  // A history that is played again has the same people: their keys are made once.
  static std::map<ref::Name, std::shared_ptr<journal::testing::Person>> everybody;
  auto& known = people_[enrol.credential];
  if (known == nullptr) {
    auto& made = everybody[enrol.credential];
    if (made == nullptr) made = journal::testing::new_person(role(enrol.role), "somebody");
    known = made;
    known->spec.principal = id<PrincipalTag>(enrol.principal);
    known->spec.person = id<PersonTag>(enrol.person);
  }
  known->spec.credential.valid_from = Instant{enrol.from};
  known->spec.credential.valid_to = Instant{enrol.to};
  return *known;
}

std::optional<Signature> Office::sign(const ref::Operation& operation, const Command& command, const std::string& key) {
  if (operation.signing == ref::Signing::none) return std::nullopt;
  // "Stale" is good, but made for another ledger.
  store::LedgerId ledger = store_->ledger();
  if (operation.signing == ref::Signing::stale) ledger.bytes[0] ^= 1;
  std::optional<Bytes> statement;
  const Status looked = journal_->look([&](const journal::Memory& memory) { statement = journal::canonical_of(ledger, memory.state, command, key); });
  KATIWALA_ASSERT(looked.ok(), "a journal that can not be read");
  const auto signer = people_.find(operation.credential);
  if (signer == people_.end()) return Signature{{}, Bytes(64, 0)};
  Signature out{signer->second->spec.credential.fingerprint, *signer->second->signer->sign(statement.value_or(Bytes{}))};
  if (operation.signing == ref::Signing::broken) out.value[7] ^= 0x20;
  return out;
}

Result<journal::Answer> Office::submit(const ref::Operation& operation, const std::string& key, std::uint64_t body) {
  journal::Ask ask;
  ask.command = command(operation.action, [this](const ref::Enrol& enrol) { return person(enrol).spec.credential; });
  ask.principal = id<PrincipalTag>(operation.who);
  const auto presented = people_.find(operation.credential);
  if (presented != people_.end()) ask.credential = presented->second->spec.credential.fingerprint;
  ask.idempotency_key = key;
  for (std::size_t i = 0; i < 8; ++i) ask.request[i] = static_cast<std::uint8_t>(body >> (8 * i));
  ask.request[31] = 1;
  ask.signature = sign(operation, ask.command, key);
  return journal_->submit(std::move(ask));
}

}  // namespace katiwala::model
