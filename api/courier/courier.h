/// The courier: takes what happened to where it was asked for (endpoints.h), and again where it was not taken, until it is, or is a dead letter.
///
/// A shell around api/webhooks: a round reads the journal on for each endpoint through the eyes of its principal (door/events.h), asks the mailbag what is
/// due, posts it, and writes the mailbag back before the next letter. What a letter says is drawn when it is sent: whose principal was revoked is sent nothing
/// more, and what is no longer his to see is withdrawn.
///
/// DIR/webhooks/NAME.mailbag is a cache of what was delivered and no part of the record: without it an endpoint begins with what happens from then on.
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

class Courier {
 public:
  /// FOLDER_MALFORMED where a mailbag can not be read.
  static Result<std::unique_ptr<Courier>> open(CourierPorts ports, std::vector<Endpoint> endpoints);

  /// Everything that is due now, at every endpoint. How many letters were taken; STORE_IO, STORE_READ_ONLY.
  Result<std::size_t> round();
  /// Letters that were given up, by endpoint.
  [[nodiscard]] std::vector<std::pair<std::string, webhooks::Letter>> dead() const;
  /// False where there is no such dead letter.
  Result<bool> replay(const std::string& endpoint, std::uint64_t entry);

 private:
  struct Stop {
    Endpoint endpoint;
    webhooks::Mailbag bag;
  };
  Courier(CourierPorts ports, Path folder) : ports_(std::move(ports)), folder_(std::move(folder)) {}
  Result<std::size_t> serve(Stop& stop);
  Status collect(Stop& stop, const door::Caller& reader);
  Result<bool> deliver(Stop& stop, const door::Caller& reader, std::uint64_t entry);
  Result<std::optional<door::Caller>> reader_of(const Endpoint& endpoint) const;
  [[nodiscard]] Path place(const Endpoint& endpoint) const { return folder_ / (endpoint.name + ".mailbag"); }
  Status keep(const Stop& stop) const;
  [[nodiscard]] Instant now() const { return Instant{ports_.wall_micros()}; }

  CourierPorts ports_;
  Path folder_;
  mutable std::mutex mutex_;
  std::vector<Stop> stops_;
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
