// The store's test program; started with --damage-worker it is a worker of damage_test.cpp instead.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string_view>

#include "tests/ledger/store/damage.h"

int main(int argc, char** argv) {
  if (argc == 5 && std::string_view(argv[1]) == "--damage-worker") {
    katiwala::store::testing::work(argv[2], std::strtoul(argv[3], nullptr, 10), std::strtoul(argv[4], nullptr, 10));
    return 0;
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
