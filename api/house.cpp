#include "api/house.h"

#include "api/door/door.h"
#include "api/door/people.h"
#include "api/heads/log_key.h"
#include "api/heads/public_log.h"
#include "api/heads/witnesses.h"
#include "api/operations/admin.h"
#include "api/ports.h"
#include "audit/cosigned_head.h"
#include "ledger/crypto/digest.h"
#include "ledger/store/keyfile.h"
#include "ledger/store/restored.h"

namespace katiwala::api {

namespace {

/// True if one of the entry's events is one of these.
template <class... Events>
bool has_one_of(const journal::Entry& entry) {
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const custody::Event& event : opened.part->events)
      if ((std::holds_alternative<Events>(event) || ...)) return true;
  }
  return false;
}

}  // namespace

House::House(LedgerFolder folder, HouseOptions options) : folder_(std::move(folder)), options_(options), long_bodies_(folder_.places.data) {}

House::~House() { close(); }

Clock& House::clock() {
  if (sandbox_clock_) return *sandbox_clock_;
  return *system_clock_;
}

bool House::clock_latched() const { return system_clock_ != nullptr && system_clock_->latched(); }

Result<std::unique_ptr<House>> House::open(const LedgerFolder& folder, HouseOptions options) {
  std::unique_ptr<House> house(new House(folder, options));
  KATIWALA_CHECK(house->open_all());
  return house;
}

Status House::open_all() {
  crypto::Entropy& entropy = crypto::system_entropy();
  KATIWALA_TRY(const std::string passphrase, folder_.passphrase());
  // The journal's places come first: an older or locked ledger is told as such, whatever state its keys are in.
  KATIWALA_TRY(store_, options_.restored ? store::open_restored(folder_.places, {}) : store::open_rocks(folder_.places, {}));
  KATIWALA_TRY(keys_, store::open_keyfile(folder_.places.keys, passphrase, entropy, {options_.scrypt_log2_n, nullptr, false}));
  KATIWALA_TRY(vault_, store::open_vault(folder_.places.data / "vault", *keys_, entropy));
  if (folder_.mode == custody::Mode::sandbox) sandbox_clock_ = std::make_unique<SandboxClock>(options_.sandbox_start);
  else system_clock_ = std::make_unique<GuardedClock>(options_.system_clock ? options_.system_clock() : GuardedClock::system(kClockToleranceMs));
  judge_ = std::make_unique<policies::Judge>([](std::string_view text) { return crypto::sha256(view(text)); });
  journal::Ports ports;
  ports.store = store_.get();
  ports.keys = keys_.get();
  ports.clock = &clock();
  ports.sandbox_clock = sandbox_clock_.get();
  ports.entropy = &entropy;
  ports.decide = [this](const custody::State& state, const custody::Submission& submission) { return judge_->decide(state, submission); };
  ports.engine_revision = policies::kEngineRevision;
  ports.read_head = &audit::read_cosigned_head;
  KATIWALA_TRY(journal_, journal::Journal::open(ports, options_.journal));

  std::optional<std::array<std::uint8_t, 16>> vault_key;
  auto mode = custody::Mode::production;
  std::uint32_t accepted_epoch = 0;
  KATIWALA_CHECK(journal_->look([&](const journal::Memory& memory) {
    vault_key = memory.state.ledger.vault_key;
    mode = memory.state.ledger.mode;
    accepted_epoch = memory.state.ledger.epoch.value_or(0);
    witness_quorum_ = memory.state.ledger.witness_quorum;
    callers_.refresh(memory.state);
  }));
  // A clock that can be moved must never stand behind a ledger that says production, whatever the settings say.
  if (mode != folder_.mode) return refuse(Code::FOLDER_MALFORMED, "The settings and entry 0 name different modes.", "mode");
  if (!vault_key) return refuse(Code::FOLDER_MALFORMED, "Entry 0 names no key for the vault.", "entry 0");
  vault_key_ = crypto::KeyId{*vault_key};
  if (!options_.restored) KATIWALA_CHECK(was_accepted(accepted_epoch));
  return folder_.log_key ? open_publisher() : good();
}

/// The head file knows of a restoring that no entry accepts: somebody has taken the mark away by hand.
Status House::was_accepted(std::uint32_t epoch) const {
  KATIWALA_TRY(const auto head, store::read_head_file(store::posix_filesystem(), folder_.places.head / "head"));
  if (head.last.epoch / store::kOpeningsOfALife <= epoch / store::kOpeningsOfALife) return good();
  return refuse(Code::STORE_RESTORED, std::string(sentence_of(Code::STORE_RESTORED)), folder_.places.head.string());
}

Status House::open_publisher() {
  KATIWALA_TRY(log_key_, open_log_key(*folder_.log_key));
  std::vector<custody::LogKey> declared;
  KATIWALA_CHECK(journal_->look([&](const journal::Memory& memory) { declared = memory.state.ledger.log_keys; }));
  KATIWALA_CHECK(check_declared(folder_.origin, *log_key_, declared));
  KATIWALA_TRY(auto witnesses, folder_.witnesses.empty() ? Result(std::vector<WitnessAddress>{}) : read_witness_addresses(folder_.witnesses));
  PublisherPorts ports{journal_.get(), &store::posix_filesystem(), log_key_.get(), options_.call_witness ? options_.call_witness : call_over_the_net(&wall_micros)};
  KATIWALA_TRY(publisher_, Publisher::open(std::move(ports), folder_.heads, folder_.origin, std::move(witnesses)));
  return good();
}

std::string House::about() const {
  std::string keys;
  static_cast<void>(journal_->look([&](const journal::Memory& memory) {
    for (const custody::LogKey& key : memory.state.ledger.log_keys) keys.append("  ").append(key.key).append("  ").append(name(key.standing)).append("\n");
  }).ok());
  return folder_.origin + "\n\nA ledger of trust money for children, kept by Katiwala (" + std::string(name(folder_.mode)) +
         "). This is its transparency log (C2SP tlog-tiles):\n\n  /checkpoint\n  /tile/...\n\nKeys of its heads:\n\n" + keys;
}

Status House::serve(std::string_view address, std::uint16_t port) { return serve(address, port, DoorOptions{}); }

Status House::serve(std::string_view address, std::uint16_t port, DoorOptions given) {
  transport::ServerOptions options;
  options.rate = std::move(given.rate);
  options.observers = std::move(given.observers);
  options.caps = given.caps;
  options.deadlines = given.deadlines;
  options.labels = [this](const transport::Request& request, const transport::Peer& peer) { return door::labels_of(*this, request, peer); };
  options.methods_of = &door::methods_of;
  options.address = std::string(address);
  options.port = port;
  KATIWALA_TRY(options.identity, folder_.server_identity());
  KATIWALA_TRY(options.authorities_pem, read_text_file(folder_.authorities));
  if (!folder_.revocation_lists.empty()) {
    revocation_lists_ = std::make_shared<transport::RevocationFile>(folder_.revocation_lists.string(), options.authorities_pem, options.observers);
    revocation_lists_->look(wall_micros());
    options.revocation_lists = revocation_lists_;
  }
  options.limits.max_body_bytes = door::kMostInMemory;
  options.limits.long_bodies = true;
  options.long_body = [this](const transport::Request& head, const transport::Peer& peer, std::size_t bytes) { return door::place_of_body(*this, head, peer, bytes); };
  options.is_revoked = [this](const Digest& fingerprint) { return callers_.is_revoked(fingerprint); };
  options.new_request_id = &fresh_request_id;
  options.wall_micros = &wall_micros;
  auto handler = [this](const transport::Request& request, const transport::Peer& peer) { return door::answer(*this, request, peer); };
  if (publisher_) KATIWALA_CHECK(publisher_->publish_at_start());
  KATIWALA_TRY(server_, transport::HttpsServer::start(std::move(options), std::move(handler)));
  if (publisher_) publisher_->start();
  return good();
}

Status House::serve_public(std::string_view address, std::uint16_t port, std::vector<transport::Observer*> observers) {
  KATIWALA_ASSERT(publisher_ != nullptr, "heads of a ledger that signs none");
  transport::PlainOptions options;
  options.observers = std::move(observers);
  options.labels = [](const transport::Request& request, const transport::Peer&) { return transport::Labels{std::string(public_route(request)), {}}; };
  options.address = std::string(address);
  options.port = port;
  options.limits.max_body_bytes = std::size_t{16} << 10;  // a browser's report of what the page's policy stopped
  options.new_request_id = &fresh_request_id;
  options.wall_micros = &wall_micros;
  auto handler = [this](const transport::Request& request, const transport::Peer&) { return answer_public(request, publisher_->published(), *store_, about()); };
  KATIWALA_TRY(public_server_, transport::HttpServer::start_plain(std::move(options), std::move(handler)));
  return good();
}

/// In clear, so on this machine alone: what stands before it holds the site's certificate.
Status House::serve_people(std::string_view address, std::uint16_t port, DoorOptions given) {
  if (!is_loopback(address)) {
    return refuse(Code::FOLDER_OPTION, "People's listener stands behind a proxy on this machine: name a numeric loopback address.", std::string(address));
  }
  transport::PlainOptions options;
  options.rate = std::move(given.rate);
  if (options.rate) options.rate->policy = "passkey";
  options.observers = std::move(given.observers);
  options.caps = given.caps;
  options.deadlines = given.deadlines;
  options.labels = [this](const transport::Request& request, const transport::Peer&) { return door::labels_of_people(*this, request); };
  options.caller_of = [this](const transport::Request& request) { return door::passkey_of(*this, request); };
  options.methods_of = &door::methods_of_people;
  options.address = std::string(address);
  options.port = port;
  options.limits = transport::Limits{};
  options.caps.connections_per_address = options.caps.connections;  // the proxy's
  options.new_request_id = &fresh_request_id;
  options.wall_micros = &wall_micros;
  auto handler = [this](const transport::Request& request, const transport::Peer&) { return door::answer_people(*this, request); };
  KATIWALA_TRY(people_server_, transport::HttpServer::start_plain(std::move(options), std::move(handler)));
  return good();
}

std::uint16_t House::people_port() const {
  KATIWALA_ASSERT(people_server_ != nullptr, "the port of a listener that is not open");
  return people_server_->port();
}

std::uint16_t House::public_port() const {
  KATIWALA_ASSERT(public_server_ != nullptr, "the port of a listener that is not open");
  return public_server_->port();
}

std::uint16_t House::port() const {
  KATIWALA_ASSERT(server_ != nullptr, "the port of a door that is not open");
  return server_->port();
}

void House::close() {
  if (server_) server_->stop();
  server_.reset();
  if (people_server_) people_server_->stop();
  people_server_.reset();
  if (public_server_) public_server_->stop();
  public_server_.reset();
  if (publisher_) publisher_->stop();
  if (journal_) journal_->stop();
}

std::optional<crypto::KeyId> House::key_of(const custody::Subject& about) {
  std::optional<crypto::KeyId> out;
  const Status looked = journal_->look([&](const journal::Memory& memory) {
    if (const crypto::KeyId* found = memory.key_of(about)) out = *found;
  });
  if (!looked.ok() || !out || !keys_->find(*out)) return std::nullopt;
  return out;
}

void House::follow(const journal::Entry& entry) {
  if (publisher_) publisher_->wake();
  const bool changes_callers = has_one_of<custody::PrincipalEnrolled, custody::PrincipalRevoked, custody::CredentialEnrolled, custody::CredentialRemoved,
                                          custody::CredentialsKept>(entry);
  if (!changes_callers && !has_one_of<custody::WitnessesAdopted>(entry)) return;
  // A failed look means that the writer has ended: then nobody is answered any more.
  const Status looked = journal_->look([&](const journal::Memory& memory) {
    witness_quorum_ = memory.state.ledger.witness_quorum;
    if (changes_callers) callers_.refresh(memory.state);
  });
  if (!looked.ok() || !changes_callers) return;
  if (server_) server_->drop_revoked();
}

}  // namespace katiwala::api
