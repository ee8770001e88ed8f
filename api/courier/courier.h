/// The courier: takes what happened to where it was asked for (endpoints.h), and again where it was not taken, until it is, or is a dead letter.
///
/// A shell around api/webhooks: a round reads the journal on for each endpoint through the eyes of its principal (door/events.h), asks the mailbag what is
/// due, posts it, and writes the mailbag back before the next letter. What a letter says is drawn when it is sent: whose principal was revoked is sent nothing
/// more, and what is no longer his to see is withdrawn.
///
/// DIR/webhooks/NAME.mailbag is a cache of what was delivered and no part of the record: without it an endpoint begins with what happens from then on.
///
/// What was given up is a dead letter: who the endpoint is of lists them and has them sent again, and nobody else, not even within the bank: which entries are
/// for compliance's endpoint tells what compliance looks into (R38).
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "api/courier/endpoints.h"
#include "api/door/events.h"
#include "api/transport/web_client.h"
#include "api/webhooks/mailbag.h"

namespace katiwala::api {

/// One attempt at one endpoint. Any answer is a value, whatever its status.
using PostLetter = std::function<Result<transport::WebAnswer>(const Endpoint& endpoint, const transport::Headers& headers, const std::string& body)>;

/// Over the net: https alone, no redirect followed, ten seconds, and in production no address but a public one.
PostLetter post_over_the_net(custody::Mode mode, transport::WallClock wall_micros);

struct CourierPorts {
  House* house = nullptr;             ///< must outlive the courier
  PostLetter post;
  transport::WallClock wall_micros;   ///< of the machine, and not the ledger's: receivers hold the stamp against their own clocks
};

/// How one endpoint stands.
struct WebhookState {
  std::string name;
  std::vector<std::string> types;
  std::vector<crypto::PublicKey> keys;  ///< a letter has a signature of each
  std::uint64_t waiting = 0, dead = 0, dropped = 0;
  std::optional<Instant> next;          ///< when the next attempt is due
};

struct DeadLetter {
  std::string webhook;
  webhooks::Letter letter;
};

struct ReplayAsked {
  std::string webhook;
  std::uint64_t entry = 0;
  bool and_later = false;              ///< all dead letters of that entry and of later ones, else the one
  std::array<std::uint8_t, 16> key{};  ///< of who asks and of his idempotency key
  Digest request{};
};

/// Thread-safe. No lock is held while a letter is under way.
class Courier {
 public:
  /// FOLDER_MALFORMED where a mailbag can not be read.
  static Result<std::unique_ptr<Courier>> open(CourierPorts ports, std::vector<Endpoint> endpoints);

  /// Everything that is due now, at every endpoint. How many letters were taken; STORE_IO, STORE_READ_ONLY.
  Result<std::size_t> round();

  // Of the endpoints of one principal, in the order of webhooks.toml.
  [[nodiscard]] std::vector<WebhookState> webhooks_of(const custody::PrincipalId& principal) const;
  /// By entry.
  [[nodiscard]] std::vector<DeadLetter> dead_letters_of(const custody::PrincipalId& principal) const;
  struct Replayed {
    std::uint64_t letters = 0;
    bool before = false;  ///< asked for under this key already: nothing was done now
  };
  /// They are due at once, and tried as if they were new. WEBHOOK_UNKNOWN: none of his has that name; LETTER_UNKNOWN: the one is not there;
  /// IDEMPOTENCY_MISMATCH; STORE_IO: unknown.
  Result<Replayed> replay(const custody::PrincipalId& principal, const ReplayAsked& asked);

 private:
  struct Stop {
    Endpoint endpoint;
    webhooks::Mailbag bag;
  };
  Courier(CourierPorts ports, Path folder) : ports_(std::move(ports)), folder_(std::move(folder)) {}
  Result<std::size_t> serve(Stop& stop);
  Status collect(Stop& stop, const door::Caller& reader);
  Result<bool> deliver(Stop& stop, const door::Caller& reader, std::uint64_t entry);
  Status withdraw(Stop& stop, std::uint64_t entry);
  Status note(Stop& stop, std::uint64_t entry, const Result<transport::WebAnswer>& answer);
  Result<std::optional<door::Caller>> reader_of(const Endpoint& endpoint) const;
  [[nodiscard]] Path place(const Endpoint& endpoint) const { return folder_ / (endpoint.name + ".mailbag"); }
  Status keep(const Stop& stop) const;  ///< pre: `bags_` is held, or nobody else is there yet
  [[nodiscard]] Instant now() const { return Instant{ports_.wall_micros()}; }

  CourierPorts ports_;
  Path folder_;
  std::mutex rounds_;          ///< one round after another; taken before `bags_`
  mutable std::mutex bags_;    ///< of all mailbags and their files
  std::vector<Stop> stops_;    ///< which there are never changes
};

/// Rounds, some a minute, until destroyed.
class CourierRounds {
 public:
  explicit CourierRounds(Courier& courier);
  ~CourierRounds() { thread_.request_stop(); }

 private:
  std::mutex mutex_;
  std::condition_variable_any never_;
  std::jthread thread_;
};

}  // namespace katiwala::api
