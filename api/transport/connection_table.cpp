#include "api/transport/connection_table.h"

#include <chrono>

namespace katiwala::api::transport {

ConnectionTable::Room ConnectionTable::room_for(const std::string& address) const {
  const std::lock_guard lock(mutex_);
  const auto mine = by_address_.find(address);
  const bool full = open_.size() - above_caps_ >= caps_.connections;
  if (!full && (mine == by_address_.end() || mine->second < caps_.connections_per_address)) return Room::yes;
  return above_caps_ < caps_.refused_connections ? Room::above_caps : Room::none;
}

std::uint64_t ConnectionTable::add(std::shared_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  if (connection->above_caps()) ++above_caps_;
  else ++by_address_[connection->address()];
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
  if (row->second->above_caps()) {
    --above_caps_;
  } else {
    const auto mine = by_address_.find(row->second->address());
    if (--mine->second == 0) by_address_.erase(mine);
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
