#include "api/transport/connection_table.h"

#include <chrono>

namespace katiwala::api::transport {

ConnectionTable::Room ConnectionTable::room_for(const std::string& address) const {
  const std::lock_guard lock(mutex_);
  const auto mine = by_address_.find(address);
  const bool answered = above_caps_ < caps_.refused_connections;
  if (open_.size() - above_caps_ >= caps_.connections) return {Cap::connections, answered};
  if (mine != by_address_.end() && mine->second >= caps_.connections_per_address) return {Cap::connections_of_address, answered};
  return {};
}

std::uint64_t ConnectionTable::add(std::shared_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  if (connection->counts_for_address()) ++by_address_[connection->address()];
  else ++above_caps_;
  connection->number = next_;
  open_.emplace(next_, std::move(connection));
  return next_++;
}

std::shared_ptr<Connection> ConnectionTable::find(std::uint64_t number) const {
  const std::lock_guard lock(mutex_);
  const auto row = open_.find(number);
  return row == open_.end() ? nullptr : row->second;
}

void ConnectionTable::remove(std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  const auto row = open_.find(number);
  KATIWALA_ASSERT(row != open_.end(), "a connection removed twice");
  if (row->second->counts_for_address()) {
    const auto mine = by_address_.find(row->second->address());
    if (--mine->second == 0) by_address_.erase(mine);
  } else {
    --above_caps_;
  }
  open_.erase(row);
  if (open_.empty()) changed_.notify_all();
}

std::vector<ConnectionTable::Entry> ConnectionTable::all() const {
  const std::lock_guard lock(mutex_);
  return {open_.begin(), open_.end()};
}

std::vector<ConnectionTable::Entry> ConnectionTable::expired() const {
  const std::lock_guard lock(mutex_);
  std::vector<Entry> out;
  const std::int64_t now = monotonic_ms();
  for (const auto& row : open_)
    if (now >= row.second->deadline_ms()) out.emplace_back(row);
  return out;
}

bool ConnectionTable::wait_empty(std::int64_t span_ms) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, std::chrono::milliseconds(span_ms), [this] { return open_.empty(); });
}

}  // namespace katiwala::api::transport
