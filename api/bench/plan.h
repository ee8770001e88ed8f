/// How much is measured, and where.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/bench/row.h"
#include "api/ledger_folder.h"

namespace katiwala::api::bench {

struct Sizes {
  std::size_t wards = 3'000;           ///< that payments are made on
  std::size_t rounds = 3;              ///< a stream and its baseline take turns, so that a disk that slows down slows both
  std::size_t payments = 16'000;       ///< settled in streams, a round
  std::size_t credits = 30'000;        ///< received in streams, a round
  std::size_t clients = 64;
  std::size_t client_payments = 8'000; ///< settled by the clients, a round
  std::size_t alone = 200;             ///< disbursements one command at a time
  std::size_t decisions = 20'000;
  std::size_t proofs = 2'000;
  std::vector<std::size_t> connections{1, 32, 256};  ///< of the door, one after the other
  std::size_t requests = 24'000;       ///< through the door by all connections in all rounds, of each kind
  std::uint64_t ledger_entries = 1'000'000;  ///< of the ledger that is proved, folded again, verified, read and restarted
  std::size_t statement_lines = 8'189; ///< of one ward
  std::size_t stopped_entries = 50'000;///< made, faster than their derived rows are written, before a hard stop
  std::size_t idle_wards = 1'000'000;  ///< for memory and restart.wards
  std::size_t statement_bytes = std::size_t{74} << 20;  ///< of the bank's statement that is imported
};
/// Everything once, in seconds: to see that it runs. Its figures mean nothing.
Sizes quick_sizes();

struct Run {
  Sizes sizes;
  Path folder;               ///< an empty one on the disk that is measured
  std::string schemas;       ///< a folder of the official schemas, or empty
  std::function<void(const std::string&)> say;   ///< what is being done now
  std::function<void(const Row&)> row;
};

}  // namespace katiwala::api::bench
