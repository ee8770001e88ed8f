/// The room table, read from the one place where it stands: the room() lines of CMakeLists.txt.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace katiwala::house {

/// Room to the rooms it may use; `USES ledger` is written out as every ledger room.
using Rooms = std::map<std::string, std::set<std::string>>;

/// Throws std::runtime_error on a line it can not read: a table half read would allow too much.
Rooms parse_rooms(std::string_view cmake_lists);

/// The innermost room a file lies in.
std::optional<std::string> room_of(const Rooms& rooms, std::string_view path);

}  // namespace katiwala::house
