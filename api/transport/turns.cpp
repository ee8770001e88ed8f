#include "api/transport/turns.h"

#include <algorithm>

#include "ledger/base/assert.h"

namespace katiwala::api::transport {

Turns::Turns(std::size_t at_once) : at_once_(at_once) { KATIWALA_ASSERT(at_once > 0, "nobody would ever have a turn"); }

bool Turns::enter(const Digest& who, std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  Row& row = rows_[who];
  if (row.running < at_once_) {
    ++row.running;
    return true;
  }
  row.line.push_back(number);
  return false;
}

std::optional<std::uint64_t> Turns::leave(const Digest& who) {
  const std::lock_guard lock(mutex_);
  const auto found = rows_.find(who);
  KATIWALA_ASSERT(found != rows_.end() && found->second.running > 0, "a turn that nobody had");
  Row& row = found->second;
  if (!row.line.empty()) {
    const std::uint64_t next = row.line.front();
    row.line.pop_front();
    return next;
  }
  if (--row.running == 0) rows_.erase(found);
  return std::nullopt;
}

bool Turns::is_in_line(const Digest& who, std::uint64_t number) const {
  const std::lock_guard lock(mutex_);
  const auto found = rows_.find(who);
  return found != rows_.end() && std::ranges::find(found->second.line, number) != found->second.line.end();
}

bool Turns::give_up(const Digest& who, std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  const auto found = rows_.find(who);
  return found != rows_.end() && std::erase(found->second.line, number) > 0;
}

std::size_t Turns::in_line() const {
  const std::lock_guard lock(mutex_);
  std::size_t out = 0;
  for (const auto& [who, row] : rows_) out += row.line.size();
  return out;
}

}  // namespace katiwala::api::transport
