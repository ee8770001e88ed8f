/// The witness: decides by audit/log/witness_rules, remembers, cosigns, answers; in this order.
///
/// A checkpoint is cosigned once it is durable that it was, and only if the log still stands where the decision took it to stand: of two requests that
/// were decided at the same time one is decided again. After a write that failed, or may have, nothing is answered any more but 503:
/// what the disk holds is known only when it is read again, by a restart.   Source: C2SP tlog-witness.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <shared_mutex>

#include "api/witness/folder.h"

namespace katiwala::api::witness {

struct WitnessAnswer {
  unsigned status = 0;
  std::string content_type;
  std::string body;
};

class Witness {
 public:
  struct Ports {
    std::function<std::int64_t()> wall_micros;       ///< required; since the Unix epoch, from any thread
    std::function<void(const Refusal&)> on_failure;  ///< required; once, from any thread, when the witness has ended
  };
  /// Takes the folder over. STORE_DAMAGED if a state is missing or can not be read, STORE_IO.
  static Result<std::unique_ptr<Witness>> start(WitnessFolder folder, Ports ports);

  /// POST /add-checkpoint. From any thread.
  WitnessAnswer add_checkpoint(std::string_view body);
  /// GET /<name>/checkpoint with the hexadecimal SHA-256 of an origin: the last cosigned note; 404 if there is none. From any thread.
  [[nodiscard]] WitnessAnswer last_checkpoint(std::string_view name) const;

  /// The two halves of add_checkpoint.
  [[nodiscard]] audit::WitnessDecision decide(std::string_view body) const;
  /// Nothing if the log is no longer where the decision took it to be: decide again.
  std::optional<WitnessAnswer> commit(std::string_view body, const audit::WitnessDecision::Accepted& accepted);

 private:
  Witness(WitnessFolder folder, Ports ports) : folder_(std::move(folder)), ports_(std::move(ports)) {}
  [[nodiscard]] std::uint64_t time_s(const std::optional<LastNote>& last) const;
  [[nodiscard]] audit::Note note_of(std::string_view body, const audit::WitnessDecision::Accepted& accepted) const;
  WitnessAnswer fail(const Refusal& refusal);

  WitnessFolder folder_;
  Ports ports_;
  mutable std::shared_mutex mutex_;
  audit::WatchedLogs logs_;                                      ///< under mutex_
  std::map<std::string, std::optional<LastNote>, std::less<>> last_;  ///< under mutex_; by origin
  std::map<std::string, std::string, std::less<>> origins_;           ///< by state_name
  std::atomic<bool> failed_{false};
};

}  // namespace katiwala::api::witness
