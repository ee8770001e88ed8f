// What is good is found good, and says what was looked at.
#include "tests/audit/verify/fixture.h"

namespace forge::good_test {
namespace {

TEST(Good, AWholeLedger) {
  const Folder folder;
  const Verdict verdict = verify_export(World().build(), folder);
  EXPECT_EQ(verdict.line, "good") << verdict.output;
  for (const char* const said : {"37  entries", "2  cosignatures on the checkpoint", "2  founding signatures", "1  releases on a witnessed checkpoint", "2  seals recomputed", "1  wards erased", "3  parts withheld", "not checked:"})
    EXPECT_NE(verdict.output.find(said), std::string::npos) << said << "\n" << verdict.output;
  EXPECT_EQ(verdict.output.find("no erasure accounts for"), std::string::npos) << verdict.output;
}

TEST(Good, AStatementOfEverySubject) {
  const World world;
  const Built built = world.build();
  const Folder folder;
  const auto policy = folder.file("policy", built.policy).string();
  for (const auto& [kind, who] : std::vector<std::pair<int, std::string>>{{1, std::string(16, '\0')}, {2, id("pool")}, {3, id("order")}, {4, id("ward a")}, {4, id("ward b")}, {5, id("ward a")}, {6, id("ward a")}})
    for (const std::size_t seal : {at::seal, at::seal_2}) {
      const auto file = folder.file("statement", statement(world, built, kind, who, seal)).string();
      const Verdict verdict = run({"statement", file, "--policy", policy});
      EXPECT_EQ(verdict.line, "good") << verdict.output;
    }
}

TEST(Good, AReceiptForEveryEntry) {
  const Built built = World().build();
  const Folder folder;
  const auto policy = folder.file("policy", built.policy).string();
  for (std::size_t seq = 0; seq < built.headers.size(); ++seq) {
    const auto file = folder.file("receipt", receipt(built, seq)).string(), header = folder.file("header", built.headers[seq]).string();
    EXPECT_EQ(run({"receipt", file, "--header", header, "--policy", policy}).line, "good");
  }
}

}  // namespace
}  // namespace forge::good_test
