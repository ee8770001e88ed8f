// The ledger itself: its founding, who may act on it, its rulebooks, rates, its sandbox clock.
#include <algorithm>
#include <set>

#include "ledger/custody/note_key.h"
#include "policies/plan/pieces.h"

namespace katiwala::policies {

using namespace custody;

namespace {

constexpr int kLastSandboxYear = 2999;
constexpr std::size_t kMostOrders = 64;

Status founding_officers(const CreateLedger& c) {
  std::set<PrincipalId> principals;
  std::set<Digest> credentials;
  for (const PrincipalSpec& officer : c.officers) {
    if (officer.principal.is_zero() || officer.person.is_zero() || officer.credential.passkey) return wrong_field("officers");
    // Before the first entry there is no order that somebody could read.
    if (officer.role == Role::foreign_court_reader || !officer.orders.empty()) return wrong_field("officers");
    if (!principals.insert(officer.principal).second || !credentials.insert(officer.credential.fingerprint).second) {
      return wrong_field("officers");
    }
  }
  return good();
}

constexpr std::size_t kMostKeyText = 1024;
constexpr std::size_t kMostWitnesses = 64;

/// What auditors could not read would end the proof for good: keys are declared in the one form that they read (C2SP signed-note).
Result<NoteKey> note_key(const Asking& asking, const std::string& text, std::uint8_t type, std::string_view field) {
  KATIWALA_CHECK(some_text(text, kMostKeyText, field));
  const auto key = read_note_key(text);
  if (!key.ok() || key->type != type) return wrong_field(field);
  const Digest hash = asking.hash(hashed_for_id(key->name, key->type, key->key));
  if (!std::ranges::equal(key->id, std::span(hash).first(key->id.size()))) return wrong_field(field);
  return *key;
}

/// Of this ledger's own log: a head is signed in its name alone.
Status log_key(const Asking& asking, const std::string& text, std::string_view origin, std::string_view field) {
  KATIWALA_TRY(const NoteKey key, note_key(asking, text, kLogKeyType, field));
  return key.name == origin ? good() : Status(wrong_field(field));
}

Status log_keys(const Asking& asking, const CreateLedger& c) {
  for (const std::string& text : c.log_keys) {
    KATIWALA_CHECK(log_key(asking, text, c.origin, "log_keys"));
    if (std::ranges::count(c.log_keys, text) > 1) return wrong_field("log_keys");
  }
  return good();
}

/// A quorum that could never be reached would lock the money up. It counts witnesses, so one key under two names is one of them.
Status witness_policy(const Asking& asking, std::uint32_t quorum, const std::vector<std::string>& witnesses) {
  if (witnesses.size() > kMostWitnesses) return wrong_field("witnesses");
  if (quorum > witnesses.size()) return wrong_field("witness_quorum");
  std::set<std::array<std::uint8_t, 32>> keys;
  for (const std::string& text : witnesses) {
    KATIWALA_TRY(const NoteKey key, note_key(asking, text, kWitnessKeyType, "witnesses"));
    if (!keys.insert(key.key).second) return wrong_field("witnesses");
  }
  return good();
}

/// Signed by officers who are two persons; that the signatures are good was seen by the journal.
Status founding_quorum(const CreateLedger& c, bool signatures_valid) {
  std::set<PersonId> persons;
  for (const Signature& signature : c.signatures)
    for (const PrincipalSpec& officer : c.officers)
      if (officer.credential.fingerprint == signature.credential) persons.insert(officer.person);
  if (persons.size() < 2 || !signatures_valid) return refuse(Code::FOUNDING_QUORUM);
  return good();
}

/// A foreign court's reader has 1 to 64 orders that there are, ascending, each once; nobody else has any.
Status fits_orders(const State& state, const PrincipalSpec& who) {
  if (who.role != Role::foreign_court_reader) return who.orders.empty() ? good() : Status(wrong_field("orders"));
  const bool ascending = std::ranges::adjacent_find(who.orders, std::greater_equal<>{}) == who.orders.end();
  if (who.orders.empty() || who.orders.size() > kMostOrders || !ascending) return wrong_field("orders");
  const bool known = std::ranges::all_of(who.orders, [&](const OrderId& order) { return state.order(order) != nullptr; });
  return known ? good() : Status(refuse(Code::ORDER_UNKNOWN));
}

Result<RulebookAdopted> adoption(const Asking& asking, const std::string& text) {
  KATIWALA_CHECK(Rulebook::parse(text, asking.rules));
  return RulebookAdopted{asking.hash(text), text};
}

}  // namespace

Result<Plan> plan_of(const Asking& asking, const CreateLedger& c) {
  if (c.origin.size() > 255 || !is_key_name(c.origin)) return wrong_field("origin");
  // A sandbox says so in the log's own name, so that nobody takes its heads for another's.
  if ((c.mode == Mode::sandbox) != (c.origin.find("sandbox") != std::string::npos)) return wrong_field("origin");
  if (c.ledger == std::array<std::uint8_t, 16>{}) return wrong_field("ledger");
  KATIWALA_CHECK(witness_policy(asking, c.witness_quorum, c.witnesses));
  KATIWALA_CHECK(log_keys(asking, c));
  KATIWALA_CHECK(founding_officers(c));
  KATIWALA_CHECK(founding_quorum(c, asking.submission.signature_valid));
  KATIWALA_TRY(RulebookAdopted rulebook, adoption(asking, c.rulebook));
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, LedgerCreated{c.ledger, c.origin, c.mode, c.witness_quorum, c.vault_key, c.log_keys, c.witnesses});
  happen(plan, plan.about, std::move(rulebook));
  for (const PrincipalSpec& officer : c.officers) happen(plan, plan.about, PrincipalEnrolled{officer});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const MoveClock& c) {
  if (c.to <= asking.submission.time) return refuse(Code::CLOCK_BACKWARDS);
  // Periods are counted from the clock: none of them may leave the calendar.
  if (!c.to.has_date() || manila_date(c.to).year() > kLastSandboxYear) return wrong_field("to");
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, ClockMoved{c.to});
  return plan;
}

/// It is recorded that it was refused, and why: the refusal is the record.
Result<Plan> plan_of(const Asking&, const RefuseInput& c) {
  Code code{};
  if (!code_from_name(c.code, code)) return wrong_field("code");
  return refuse(code, std::string(sentence_of(code)), "route " + c.route);
}

/// Of a court that has awarded again the list grows, as two persons agree to it. It never shrinks: what he has read he has read, and whoever is to
/// read less is revoked and enrolled anew, which can be seen.
Result<Plan> plan_of(const Asking& asking, const EnrolPrincipal& c) {
  const PrincipalSpec& who = c.who;
  if (who.principal.is_zero() || who.person.is_zero()) return wrong_field("principal");
  if (who.credential.passkey) return wrong_field("credential");  // enrol_credential's, with its pause
  if (who.credential.valid_from >= who.credential.valid_to) return wrong_field("credential");
  if (who.credential.valid_to <= asking.submission.time) return refuse(Code::CREDENTIAL_EXPIRED);
  if (asking.state.credentials.contains(who.credential.fingerprint)) return refuse(Code::ALREADY_EXISTS);
  const Principal* known = asking.state.principal(who.principal);
  if (known != nullptr) {
    // A further key of the same principal; never a way to another role, nor back from a revocation.
    if (known->revoked) return refuse(Code::PRINCIPAL_REVOKED);
    if (known->person != who.person || known->role != who.role) return refuse(Code::ALREADY_EXISTS);
  }
  KATIWALA_CHECK(fits_orders(asking.state, who));
  if (known != nullptr && !std::ranges::includes(who.orders, known->orders)) return wrong_field("orders");
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, PrincipalEnrolled{who});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const RevokePrincipal& c) {
  const Principal* known = asking.state.principal(c.principal);
  if (known == nullptr) return refuse(Code::PRINCIPAL_UNKNOWN);
  if (known->revoked) return refuse(Code::PRINCIPAL_REVOKED);
  KATIWALA_CHECK(some_text(c.reason, 500, "reason"));
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, PrincipalRevoked{c.principal});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const AdoptRulebook& c) {
  KATIWALA_TRY(RulebookAdopted rulebook, adoption(asking, c.rulebook));
  if (rulebook.hash == asking.state.ledger.rulebook) return refuse(Code::ALREADY_EXISTS);
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, std::move(rulebook));
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const TakeSeal& c) {
  if (c.day > asking.today) return wrong_field("day");
  KATIWALA_ASSERT(asking.submission.seal.has_value(), "a seal without what it commits to");
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, LedgerSealed{c.day, asking.submission.seal->subjects, asking.submission.seal->root});
  return plan;
}

/// A key that was declared compromised stays so: what it signs can never be trusted again.
Result<Plan> plan_of(const Asking& asking, const DeclareLogKey& c) {
  KATIWALA_CHECK(log_key(asking, c.key, asking.state.ledger.origin, "key"));
  const auto& keys = asking.state.ledger.log_keys;
  const auto known = std::ranges::find(keys, c.key, &LogKey::key);
  if (known == keys.end() && c.standing != KeyStanding::active) return wrong_field("key");
  if (known != keys.end() && known->standing == c.standing) return refuse(Code::ALREADY_EXISTS);
  if (known != keys.end() && known->standing == KeyStanding::compromised) return wrong_field("standing");
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, LogKeyDeclared{c.key, c.standing});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const AdoptWitnesses& c) {
  KATIWALA_CHECK(witness_policy(asking, c.quorum, c.witnesses));
  if (c.quorum == asking.state.ledger.witness_quorum && c.witnesses == asking.state.ledger.witnesses) return refuse(Code::ALREADY_EXISTS);
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, WitnessesAdopted{c.quorum, c.witnesses});
  return plan;
}

/// The entries named must be there: what was accepted is this copy, as the officers saw it.
Result<Plan> plan_of(const Asking& asking, const AcceptRestore& c) {
  if (c.epoch <= asking.state.ledger.epoch.value_or(0)) return wrong_field("epoch");
  if (c.entries > asking.submission.seq) return wrong_field("entries");
  if (c.from_backup > c.entries) return wrong_field("from_backup");
  if (c.seen.size() > kMostWitnesses) return wrong_field("seen");
  for (const WitnessSeen& seen : c.seen) {
    KATIWALA_CHECK(some_text(seen.witness, kMostKeyText, "seen"));
    if (seen.size > c.entries) return refuse(Code::WITNESS_AHEAD);
  }
  KATIWALA_CHECK(some_text(c.reason, 500, "reason"));
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, LedgerRestored{c.epoch, c.entries, c.from_backup});
  return plan;
}

Result<Plan> plan_of(const Asking& asking, const RecordRate& c) {
  KATIWALA_TRY(const Currency peso, Currency::parse("PHP"));
  if (c.rate.quote() != peso || c.rate.base() == peso || c.rate.base().is_none()) return refuse(Code::CURRENCY_MISMATCH);
  if (c.day > asking.today) return wrong_field("day");
  KATIWALA_CHECK(some_text(c.source, 140, "source"));
  Plan plan = plan_about(ledger_subject());
  happen(plan, plan.about, RateRecorded{{c.day, c.rate, c.source}});
  return plan;
}

}  // namespace katiwala::policies
