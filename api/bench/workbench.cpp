#include "api/bench/workbench.h"

#include <condition_variable>
#include <mutex>

#include "ledger/crypto/digest.h"
#include "ledger/journal/canonical.h"
#include "ledger/store/keyfile.h"

namespace katiwala::api::bench {
namespace {

using namespace custody;

/// The key store of a ledger that lives for minutes need not withstand guessing.
constexpr int kScrypt = 10;

/// What the rulebook's R68 lists.
bool is_signed(const Command& command) {
  return std::holds_alternative<RequestDisbursement>(command) || std::holds_alternative<Approve>(command) || std::holds_alternative<Release>(command);
}

Result<Person> person_of(const transport::Identity& identity, const State& state) {
  KATIWALA_TRY(const crypto::Certificate certificate, crypto::parse_certificate_pem(identity.certificate_pem));
  KATIWALA_TRY(auto signer, crypto::signer_from_pem(identity.key_pem));
  Person out{{}, {}, certificate.fingerprint(), signer->public_key(), std::move(signer)};
  const auto holder = state.credentials.find(out.credential);
  if (holder == state.credentials.end()) return out;
  out.principal = holder->second;
  out.person = state.principal(holder->second)->person;
  return out;
}

}  // namespace

Status accepted(const Result<journal::Answer>& answer) {
  if (!answer.ok()) return answer.refusal();
  const journal::SubjectPart* primary = answer->entry->primary();
  for (const Reason& reason : primary->reasons) {
    if (reason.outcome != Outcome::deny && reason.outcome != Outcome::hold) continue;
    Code code;
    if (code_from_name(reason.code, code)) return refuse(code, std::string(sentence_of(code)), reason.rule + " on " + std::string(name_of(*primary->asked)));
  }
  return good();
}

Result<std::unique_ptr<Workbench>> Workbench::create(const Path& parent, std::string_view name) {
  Founding founding;
  founding.folder = sandbox_folder(parent / name, "sandbox.example/bench");
  KATIWALA_TRY(founding.rulebook, shipped_rulebook());
  founding.sandbox_start = default_sandbox_start();
  founding.scrypt_log2_n = kScrypt;
  KATIWALA_CHECK(found(founding));
  return adopt(founding.folder.root);
}

Result<std::unique_ptr<Workbench>> Workbench::adopt(const Path& root) {
  std::unique_ptr<Workbench> out(new Workbench);
  KATIWALA_TRY(out->folder_, LedgerFolder::read(root));
  if (out->folder_.mode != custody::Mode::sandbox) return refuse(Code::FOLDER_OPTION, "Invented entries go to a sandbox only.", root.string());
  out->judge_ = std::make_unique<policies::Judge>([](std::string_view text) { return crypto::sha256(view(text)); });
  KATIWALA_CHECK(out->open());
  KATIWALA_CHECK(out->meet_people());
  return out;
}

Workbench::~Workbench() { close(); }

Status Workbench::open(const journal::Options& options, journal::Decide decide) {
  KATIWALA_ASSERT(journal_ == nullptr, "a workbench that is open already");
  KATIWALA_TRY(const std::string passphrase, folder_.passphrase());
  KATIWALA_TRY(auto opened, store::open_rocks(folder_.places, {}));
  store_ = std::make_unique<CountingStore>(std::move(opened));
  KATIWALA_TRY(keys_, store::open_keyfile(folder_.places.keys, passphrase, crypto::system_entropy(), {kScrypt, nullptr, false}));
  clock_ = std::make_unique<SandboxClock>(default_sandbox_start());
  journal::Ports ports;
  ports.store = store_.get();
  ports.keys = keys_.get();
  ports.clock = clock_.get();
  ports.sandbox_clock = clock_.get();
  ports.entropy = &crypto::system_entropy();
  ports.decide = std::move(decide);
  if (!ports.decide) ports.decide = [this](const State& state, const Submission& submission) { return judge_->decide(state, submission); };
  ports.engine_revision = policies::kEngineRevision;
  KATIWALA_TRY(journal_, journal::Journal::open(ports, options));
  return good();
}

void Workbench::close() {
  if (journal_) journal_->stop();
  journal_.reset();
  keys_.reset();
  store_.reset();
}

Status Workbench::meet_people() {
  for (const FoundingRole& role : kFoundingRoles) {
    KATIWALA_TRY(const auto identity, sandbox_identity(folder_.root, role.file));
    Result<Person> met = refuse(Code::PRINCIPAL_UNKNOWN);
    KATIWALA_CHECK(journal_->look([&](const journal::Memory& memory) { met = person_of(identity, memory.state); }));
    KATIWALA_TRY(Person person, std::move(met));
    people_.emplace(role.file, std::move(person));
  }
  return good();
}

const Person& Workbench::person(const std::string& name) const {
  const auto found = people_.find(name);
  KATIWALA_ASSERT(found != people_.end(), "nobody of that name");
  return found->second;
}

Result<PrincipalSpec> Workbench::new_person(const std::string& name, Role role) {
  KATIWALA_TRY(const auto identity, new_sandbox_identity(folder_.root, name));
  KATIWALA_TRY(const crypto::Certificate certificate, crypto::parse_certificate_pem(identity.certificate_pem));
  KATIWALA_TRY(Person person, person_of(identity, {}));
  person.principal = draw<PrincipalTag>();
  person.person = draw<PersonTag>();
  PrincipalSpec spec{person.principal, person.person, role, {}};
  spec.credential = {certificate.fingerprint(), certificate.der, Instant{certificate.not_before_micros}, Instant{certificate.not_after_micros}};
  people_.insert_or_assign(name, std::move(person));
  return spec;
}

journal::Ask Workbench::ask(const std::string& who, Command command) {
  const Person& asker = person(who);
  journal::Ask out;
  out.command = std::move(command);
  out.principal = asker.principal;
  out.credential = asker.credential;
  out.idempotency_key = "bench-" + std::to_string(store_->head() ? store_->head()->seq : 0) + "-" + std::to_string(++next_key_);
  out.request = journal_->request_digest({view(name_of(out.command)), view(out.idempotency_key)});
  if (!is_signed(out.command)) return out;
  std::optional<Bytes> statement;
  const Status looked = journal_->look([&](const journal::Memory& memory) {
    statement = journal::canonical_of(memory.ledger, memory.state, out.command, out.idempotency_key);
  });
  KATIWALA_ASSERT(looked.ok() && statement, "nothing to sign");
  auto signature = asker.signer->sign(*statement);
  KATIWALA_ASSERT(signature.ok(), "a sandbox key that does not sign");
  out.signature = Signature{asker.credential, std::move(*signature)};
  return out;
}

Result<std::shared_ptr<const journal::Entry>> Workbench::say(const std::string& who, Command command) {
  const auto answer = journal_->submit(ask(who, std::move(command)));
  KATIWALA_CHECK(accepted(answer));
  return answer->entry;
}

Result<Streamed> Workbench::stream(Asks asks, std::size_t window) {
  std::mutex mutex;
  std::condition_variable answered;
  std::size_t waiting = 0;
  std::optional<Refusal> refused;
  Streamed out;
  out.entries.resize(asks.size());
  const Stopwatch watch;
  for (std::size_t i = 0; i < asks.size(); ++i) {
    {
      std::unique_lock lock(mutex);
      answered.wait(lock, [&] { return waiting < window; });
      if (refused) break;
      ++waiting;
    }
    journal_->submit(std::move(asks[i]), [&, i](Result<journal::Answer> answer) {
      const Status good_one = accepted(answer);
      const std::lock_guard lock(mutex);
      if (!good_one.ok() && !refused) refused = good_one.refusal();
      if (answer.ok()) out.entries[i] = answer->entry->seq();
      --waiting;
      answered.notify_one();
    });
  }
  std::unique_lock lock(mutex);
  answered.wait(lock, [&] { return waiting == 0; });
  out.nanos = watch.nanos();
  if (refused) return *refused;
  return out;
}

Status Workbench::agree(std::vector<Command> commands) {
  constexpr std::size_t kWindow = 8192;
  std::vector<Subject> about;
  Asks proposals, approvals;
  for (Command& command : commands) proposals.push_back(ask("officer-1", std::move(command)));
  KATIWALA_TRY(const Streamed proposed, stream(std::move(proposals), kWindow));
  KATIWALA_CHECK(journal_->look([&](const journal::Memory& memory) {
    for (const record::Seq seq : proposed.entries) {
      const Proposal* proposal = memory.state.proposal(seq);
      KATIWALA_ASSERT(proposal != nullptr, "a command that needed nobody else");
      about.push_back(proposal->about);
    }
  }));
  for (std::size_t i = 0; i < about.size(); ++i) approvals.push_back(ask("officer-2", Approve{proposed.entries[i], about[i]}));
  KATIWALA_TRY(const Streamed approved, stream(std::move(approvals), kWindow));
  static_cast<void>(approved);
  return good();
}

CivilDate Workbench::today() { return manila_date(default_sandbox_start()); }

Digest Workbench::draw_digest() {
  Digest out;
  crypto::system_entropy().fill(out);
  return out;
}
Mark Workbench::draw_mark(MarkKind kind) {
  Mark out{kind, {}};
  crypto::system_entropy().fill(out.value);
  return out;
}
VaultRef Workbench::draw_vault_ref() { return {draw<VaultItemTag>(), draw_digest()}; }

}  // namespace katiwala::api::bench
