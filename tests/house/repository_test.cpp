// The repository itself keeps the house's rules.
#include <gtest/gtest.h>

#include "tests/house/checks.h"

namespace katiwala::house::repository_test {
namespace {

const SourceTree& repository() {
  static const SourceTree tree = load_tree(KATIWALA_SOURCE_DIR);
  return tree;
}
Rooms rooms() { return parse_rooms(repository().at("CMakeLists.txt")); }

void expect_none(const Complaints& complaints) {
  for (const std::string& complaint : complaints) ADD_FAILURE() << complaint;
}

TEST(Repository, IsSeenAtAll) {
  std::size_t product = 0;
  for (const auto& [path, text] : repository()) product += is_cpp(path) && is_product(path) ? 1u : 0u;
  EXPECT_GE(product, 100u);
  EXPECT_GE(rooms().size(), 12u);
}

TEST(Repository, EverySourceOfTheProductLiesInARoom) {
  const Rooms table = rooms();
  for (const auto& [path, text] : repository()) {
    if (!is_cpp(path) || !is_product(path) || is_under(path, "audit/verify")) continue;
    EXPECT_TRUE(room_of(table, path)) << path;
  }
}

TEST(Repository, IncludesFollowTheRoomTable) { expect_none(check_includes(repository(), rooms())); }
TEST(Repository, TheSecondImplementationSharesNothing) {
  std::size_t files = 0;
  for (const auto& [path, text] : repository()) files += is_cpp(path) && is_under(path, "tests/model/reference") ? 1u : 0u;
  EXPECT_GE(files, 10u);
  expect_none(check_reference(repository()));
}
TEST(Repository, PartsFromOthersStayInTheirRooms) { expect_none(check_system_includes(repository())); }
TEST(Repository, NumbersAreExact) { expect_none(check_exact_numbers(repository())); }
TEST(Repository, AssertionsStayOn) { expect_none(check_assertions(repository())); }
TEST(Repository, HeadersSayWhatTheyAreFor) { expect_none(check_headers(repository())); }
TEST(Repository, FilesAreForReading) {
  expect_none(check_lengths(repository(), {}));
}
TEST(Repository, NoPathOfAMachine) { expect_none(check_machine_paths(repository())); }
TEST(Repository, TestsNeitherSleepNorAreOff) { expect_none(check_tests(repository())); }

}  // namespace
}  // namespace katiwala::house::repository_test
