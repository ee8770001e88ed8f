/// The open connections of a server and their caps. Private to the server. Thread-safe.
///
/// Lock order: a connection's mutex before the table's.
#pragma once

#include <condition_variable>
#include <map>
#include <unordered_map>

#include "api/transport/connection.h"

namespace katiwala::api::transport {

class ConnectionTable {
 public:
  explicit ConnectionTable(const Caps& caps) : caps_(caps) {}

  /// Where a new connection from `address` stands.
  struct Room {
    std::optional<Cap> met{};  ///< nothing: it is let in
    bool answered = true;      ///< there is room to tell it so
  };
  [[nodiscard]] Room room_for(const std::string& address) const;
  /// Numbers are never used again, so an event for a connection that is gone finds nothing.
  std::uint64_t add(std::shared_ptr<Connection> connection);
  [[nodiscard]] std::shared_ptr<Connection> find(std::uint64_t number) const;
  void remove(std::uint64_t number);

  using Entry = std::pair<std::uint64_t, std::shared_ptr<Connection>>;
  [[nodiscard]] std::vector<Entry> all() const;
  [[nodiscard]] std::vector<Entry> expired() const;
  /// True if the table is empty, waiting for that at most `span_ms`.
  bool wait_empty(std::int64_t span_ms);

 private:
  const Caps& caps_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<std::uint64_t, std::shared_ptr<Connection>> open_;
  std::map<std::string, std::size_t> by_address_;  ///< within the caps
  std::size_t above_caps_ = 0;
  std::uint64_t next_ = 1;
};

}  // namespace katiwala::api::transport
