/// Whose requests are being answered, and who stands in line for that. Thread-safe.
///
/// A handler holds a worker while it runs, so nobody may have all workers: of one certificate at most so many requests are handled at once, and the
/// next ones wait their turn, first come, first served, each holding a table row and no worker. A connection stands here by its number, with one request at
/// most, so the line is as long as the certificate has connections and no longer.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <optional>

#include "ledger/base/bytes.h"

namespace katiwala::api::transport {

class Turns {
 public:
  /// Pre: at_once > 0.
  explicit Turns(std::size_t at_once);

  /// True: it is this one's turn now, until `leave`. False: it stands in line.
  bool enter(const Digest& who, std::uint64_t number);
  /// A turn is over; gives it to the next in line, whose number comes back: tell it.
  std::optional<std::uint64_t> leave(const Digest& who);
  /// False: it has been given a turn, which it must `leave`.
  [[nodiscard]] bool is_in_line(const Digest& who, std::uint64_t number) const;
  /// Out of the line; false if it was not in it any more, as above.
  bool give_up(const Digest& who, std::uint64_t number);
  /// Over all certificates.
  [[nodiscard]] std::size_t in_line() const;

 private:
  struct Row {
    std::size_t running = 0;
    std::deque<std::uint64_t> line;
  };
  const std::size_t at_once_;
  mutable std::mutex mutex_;
  std::map<Digest, Row> rows_;  ///< only of those who have something running
};

}  // namespace katiwala::api::transport
