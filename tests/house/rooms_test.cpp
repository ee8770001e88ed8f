// Reading the room table.
#include "tests/house/rooms.h"

#include <gtest/gtest.h>

namespace katiwala::house::rooms_test {
namespace {

constexpr std::string_view kTable =
    "# room(not/this USES x)\n"
    "room(ledger/base     USES)\n"
    "room(ledger/store    USES ledger/base LIBS RocksDB::rocksdb)\n"
    "room(audit           USES ledger)\n"
    "room(api/transport   USES ledger/base LIBS Poco::Net)\n"
    "room(api             USES audit api/transport)\n";

TEST(Rooms, TableSaysWhoMayUseWhom) {
  const Rooms rooms = parse_rooms(kTable);
  EXPECT_EQ(rooms.size(), 5u);
  EXPECT_TRUE(rooms.at("ledger/base").empty());
  EXPECT_EQ(rooms.at("ledger/store"), std::set<std::string>{"ledger/base"});
  EXPECT_EQ(rooms.at("audit"), (std::set<std::string>{"ledger/base", "ledger/store"}));
}

TEST(Rooms, AFileLiesInItsInnermostRoom) {
  const Rooms rooms = parse_rooms(kTable);
  EXPECT_EQ(room_of(rooms, "api/transport/server.h"), "api/transport");
  EXPECT_EQ(room_of(rooms, "api/transporter/server.h"), "api");
  EXPECT_EQ(room_of(rooms, "api/main/main.cpp"), "api");
  EXPECT_EQ(room_of(rooms, "ledger/basement/x.h"), std::nullopt);
  EXPECT_EQ(room_of(rooms, "api"), std::nullopt);
}

TEST(Rooms, ATableThatCanNotBeReadIsRefused) {
  EXPECT_THROW(parse_rooms("room(a/b\n  USES c)\n"), std::runtime_error);
  EXPECT_THROW(parse_rooms("room(a/b LIBS c)\n"), std::runtime_error);
  EXPECT_THROW(parse_rooms("room(a USES)\nroom(a USES)\n"), std::runtime_error);
  EXPECT_THROW(parse_rooms("room(a USES b)\n"), std::runtime_error);
}

}  // namespace
}  // namespace katiwala::house::rooms_test
