/// Everything of an open ledger behind one class: places, keys, vault, clock, judge, journal, and the door when it is served.
///
/// Thread-safe but for open, serve and close. The scenario player and the tests open one on a throw-away folder.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>

#include "api/door/callers.h"
#include "api/door/challenges.h"
#include "api/door/rulebooks.h"
#include "api/door/sessions.h"
#include "api/door/ward_entries.h"
#include "api/heads/publisher.h"
#include "api/ledger_folder.h"
#include "api/long_bodies.h"
#include "api/transport/server.h"
#include "ledger/journal/journal.h"
#include "ledger/store/vault.h"
#include "policies/judge.h"

namespace katiwala::api {

class Courier;

struct HouseOptions {
  journal::Options journal;
  int scrypt_log2_n = 15;
  Instant sandbox_start;  ///< for a sandbox whose journal is older than this it has no effect
  WitnessCall call_witness{};  ///< nothing: over the net
  bool restored = false;       ///< opens the copy that is being restored there, and nothing else (store/restored.h)
  std::function<GuardedClock()> system_clock{};  ///< of a production ledger; nothing: the machine's
};

/// How the door is kept, and who watches it. Observers must outlive the house.
struct DoorOptions {
  std::optional<transport::RateLimit> rate{};  ///< of each credential; nothing: no limit
  std::vector<transport::Observer*> observers{};
  transport::Caps caps{};
  transport::Deadlines deadlines{};
};

class House {
 public:
  /// What store, key store and journal refuse at the start (STORE_LOCKED, STORE_BEHIND_HEAD ...), KEY_STORE_*, FOLDER_*.
  static Result<std::unique_ptr<House>> open(const LedgerFolder& folder, HouseOptions options);
  ~House();  ///< close()
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  /// Asks the witnesses, and listens when it returns. Port 0: any free one. WITNESS_AHEAD, CHECKPOINT_FORK: a witness knows another history.
  Status serve(std::string_view address, std::uint16_t port);
  Status serve(std::string_view address, std::uint16_t port, DoorOptions options);
  /// The read-only listener for anybody. Pre: `publisher()` is there.
  Status serve_public(std::string_view address, std::uint16_t port, std::vector<transport::Observer*> observers = {});
  /// The listener of people who sign in with passkeys (door/people.h): plain HTTP, behind what holds the site's certificate. The quota is each passkey's.
  /// FOLDER_OPTION if the address is not a loopback address.
  Status serve_people(std::string_view address, std::uint16_t port, DoorOptions options = {});
  [[nodiscard]] std::uint16_t people_port() const;  ///< pre: serve_people
  [[nodiscard]] std::uint16_t public_port() const;  ///< pre: serve_public
  [[nodiscard]] std::uint16_t port() const;  ///< pre: served
  /// The door first, so that nobody is answered by a journal that has stopped.
  void close();

  [[nodiscard]] const LedgerFolder& folder() const { return folder_; }
  [[nodiscard]] store::LedgerId ledger() const { return store_->ledger(); }
  [[nodiscard]] journal::Journal& journal() { return *journal_; }
  [[nodiscard]] store::LogStore& store() { return *store_; }
  [[nodiscard]] crypto::KeyStore& keys() { return *keys_; }
  [[nodiscard]] store::Vault& vault() { return *vault_; }
  [[nodiscard]] Clock& clock();
  /// The machine's clock jumped, and no write is taken until a restart; noticed when the clock is read next: by a write, or when the writer looks for what
  /// is due. Never of a sandbox, whose clock is its own.
  [[nodiscard]] bool clock_latched() const;
  [[nodiscard]] crypto::KeyId vault_key() const { return vault_key_; }  ///< of items that are about no ward
  [[nodiscard]] Publisher* publisher() { return publisher_.get(); }  ///< nullptr: this ledger signs no heads
  /// nullptr: the door asks no lists, or was not opened.
  [[nodiscard]] const transport::RevocationFile* revocation_lists() const { return revocation_lists_.get(); }
  /// Who takes webhooks where they go, for the door to ask; nullptr: nobody does. Must outlive the open door.
  void set_courier(Courier* courier) { courier_.store(courier); }
  [[nodiscard]] Courier* courier() const { return courier_.load(); }
  /// Cosignatures that must cover what is released, as the newest entry says that went through this door; never waits.
  [[nodiscard]] std::uint32_t witness_quorum() const { return witness_quorum_.load(); }
  [[nodiscard]] door::Callers& callers() { return callers_; }
  [[nodiscard]] door::Challenges& challenges() { return challenges_; }
  [[nodiscard]] door::Sessions& sessions() { return sessions_; }
  [[nodiscard]] door::Rulebooks& rulebooks() { return rulebooks_; }
  [[nodiscard]] LongBodies& long_bodies() { return long_bodies_; }
  [[nodiscard]] door::WardEntries& ward_entries() { return ward_entries_; }

  /// The key her vault items lie under; nothing if there is no such ward, or it was destroyed.
  [[nodiscard]] std::optional<crypto::KeyId> key_of(const custody::Subject& about);
  /// To be told of every entry made through the door: enrolments and revocations act at once.
  void follow(const journal::Entry& entry);

 private:
  explicit House(LedgerFolder folder, HouseOptions options);
  Status open_all();
  Status open_publisher();
  [[nodiscard]] Status was_accepted(std::uint32_t epoch) const;
  [[nodiscard]] std::string about() const;

  LedgerFolder folder_;
  HouseOptions options_;
  std::unique_ptr<crypto::KeyStore> keys_;
  std::unique_ptr<store::LogStore> store_;
  std::unique_ptr<store::Vault> vault_;
  std::unique_ptr<GuardedClock> system_clock_;
  std::unique_ptr<SandboxClock> sandbox_clock_;
  std::unique_ptr<policies::Judge> judge_;
  std::unique_ptr<journal::Journal> journal_;
  crypto::KeyId vault_key_;
  door::Callers callers_;
  door::Challenges challenges_;
  door::Sessions sessions_;
  door::Rulebooks rulebooks_;
  door::WardEntries ward_entries_;
  std::unique_ptr<crypto::Signer> log_key_;
  std::unique_ptr<Publisher> publisher_;
  LongBodies long_bodies_;
  std::shared_ptr<transport::RevocationFile> revocation_lists_;  ///< stays when the door is closed: figures are shown until the end
  std::unique_ptr<transport::HttpsServer> server_;
  std::unique_ptr<transport::HttpServer> public_server_, people_server_;
  std::atomic<std::uint32_t> witness_quorum_{0};
  std::atomic<Courier*> courier_{nullptr};
};

}  // namespace katiwala::api
