// docs/format.cddl is what the codec writes, and one worked entry is what docs/format.md shows.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/ledger/journal/cddl.h"

namespace katiwala::journal::format_test {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

TEST(Format, TheCddlInTheDocsIsDrawnFromTheCode) {
  const std::string path = std::string(KATIWALA_SOURCE_DIR) + "/docs/format.cddl";
  const std::string drawn = testing::format_cddl();
  if (std::getenv("KATIWALA_UPDATE_DOCS") != nullptr) std::ofstream(path, std::ios::binary) << drawn;
  EXPECT_EQ(read_file(path), drawn) << "the record's descriptions have changed; if that is meant, KATIWALA_UPDATE_DOCS=1 writes the file anew";
}

TEST(Format, EveryKindOfCommandAndEventIsInTheCddl) {
  const std::string drawn = testing::format_cddl();
  EXPECT_NE(drawn.find("[33, request-disbursement]"), std::string::npos);
  EXPECT_NE(drawn.find("[40, award-credited]"), std::string::npos);
  EXPECT_NE(drawn.find("subject-part = {"), std::string::npos);
}

}  // namespace
}  // namespace katiwala::journal::format_test
