#include "tests/house/rooms.h"

#include <sstream>
#include <stdexcept>

#include "tests/house/source_tree.h"

namespace katiwala::house {
namespace {

/// What stands between the brackets of `room(...)` at `line`, or nothing if the line is none.
std::optional<std::string> arguments(const std::string& line) {
  if (!line.starts_with("room(")) return std::nullopt;
  const std::size_t end = line.find(')');
  if (end == std::string::npos) throw std::runtime_error("a room stands on one line: " + line);
  return line.substr(5, end - 5);
}

}  // namespace

Rooms parse_rooms(std::string_view cmake_lists) {
  Rooms rooms;
  for (const std::string& line : lines_of(cmake_lists)) {
    const auto inside = arguments(line);
    if (!inside) continue;
    std::istringstream words(*inside);
    std::string room, keyword;
    words >> room >> keyword;
    if (room.empty() || keyword != "USES") throw std::runtime_error("not room(FOLDER USES ...): " + line);
    if (rooms.contains(room)) throw std::runtime_error("a room stands twice in the table: " + room);
    std::set<std::string>& uses = rooms[room];
    for (std::string word; words >> word && word != "LIBS";) uses.insert(word);
  }
  for (auto& [room, uses] : rooms) {
    if (uses.erase("ledger") == 0) continue;
    for (const auto& [other, ignored] : rooms)
      if (is_under(other, "ledger")) uses.insert(other);
  }
  for (const auto& [room, uses] : rooms)
    for (const std::string& use : uses)
      if (!rooms.contains(use)) throw std::runtime_error(room + " uses a room that is not in the table: " + use);
  return rooms;
}

std::optional<std::string> room_of(const Rooms& rooms, std::string_view path) {
  std::optional<std::string> best;
  for (const auto& [room, uses] : rooms)
    if (is_under(path, room) && (!best || room.size() > best->size())) best = room;
  return best;
}

}  // namespace katiwala::house
