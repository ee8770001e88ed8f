// The command line, its exit codes, policies, keys and the tree's own files.
#include <sys/wait.h>

#include <cstdlib>

#include "audit/verify/bundle.h"
#include "tests/audit/verify/cases.h"
#include "tests/audit/verify/json.h"

namespace forge::program_test {
namespace {

TEST(Program, UsageIsExitTwo) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {}, {"export"}, {"exports", "x", "--policy", "x"}, {"export", "x"}, {"export", "x", "--policy"}, {"export", "x", "y", "--policy", "z"}, {"export", "/nowhere", "--policy", "/nowhere"},
           {"export", "x", "--threads", "0", "--policy", "x"}, {"export", "x", "--max-age", "-1"}, {"export", "x", "--unknown", "x"}, {"growth", "x", "--policy", "x"}, {"vkey", "x"}})
    EXPECT_EQ(run(arguments).code, 2);
  EXPECT_EQ(run({"--help"}).code, 0);
  EXPECT_EQ(run({"--version"}).code, 0);
}

TEST(Program, InputThatCanNotBeUsedIsExitTwo) {
  const Built built = World().build();
  const Folder folder;
  built.write(folder.path() / "export");
  const auto policy = (folder.path() / "export.policy").string(), target = (folder.path() / "export").string();
  EXPECT_EQ(run({"export", folder.path().string(), "--policy", policy}).code, 2);  // no checkpoint there
  EXPECT_EQ(run({"export", target, "--policy", policy, "--from-checkpoint", "/nowhere"}).code, 2);
  EXPECT_EQ(run({"statement", "/nowhere", "--policy", policy}).code, 2);
  const auto file = folder.file("receipt", receipt(built, 3)).string();
  EXPECT_EQ(run({"receipt", file, "--policy", policy}).code, 2);
  EXPECT_EQ(run({"receipt", file, "--policy", policy, "--leaf", "abc"}).code, 2);
  EXPECT_EQ(run({"growth", file, file, "--policy", policy}).code, 2);
}

TEST(Program, AKeyIsTakenApart) {
  const Verdict verdict = run({"vkey", "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"});
  EXPECT_EQ(verdict.code, 0);
  EXPECT_NE(verdict.output.find("key id  530d903a"), std::string::npos);
  for (const char* const bad : {"example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "example.com/foo+530d903a+AekyeRrm", "foo", "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"})
    EXPECT_EQ(run({"vkey", bad}).code, 2) << bad;
}

TEST(Program, JsonIsOneObject) {
  World world;
  const Folder good, bad;
  Json said = parse_json(verify_export(world.build(), good, {"--json"}).output);
  EXPECT_EQ(said.at("result").string, "good");
  EXPECT_EQ(said.at("checked").at("entries").number, 37u);
  EXPECT_GE(said.at("not_checked").elements.size(), 6u);
  world.part(9, 1).edit_hash = flip;
  said = parse_json(verify_export(world.build(), bad, {"--json"}).output);
  EXPECT_EQ(said.at("result").string, "bad");
  EXPECT_EQ(said.at("place").string, "entry 9 part 1");
  EXPECT_EQ(said.at("check").string, "part-hash");
  EXPECT_EQ(parse_json(run({"export", "/nowhere", "--policy", "/nowhere", "--json"}).output).at("result").string, "unusable");
  EXPECT_EQ(verify_export(World().build(), good, {"--quiet"}).output, "");
}

/// Bytes are for ever: an export of the first revision of the rules, made when it was the newest.
TEST(Program, AnExportOfTheFirstRevisionIsGood) {
  const std::string folder = std::string(KATIWALA_SOURCE_DIR) + "/tests/golden/revision-1";
  const Verdict verdict = run({"export", folder, "--policy", folder + "/trust-policy", "--json"});
  EXPECT_EQ(verdict.code, 0) << verdict.output;
  EXPECT_EQ(parse_json(verdict.output).at("checked").at("entries").number, 52u);
}

TEST(Program, PoliciesThatAreRefused) {
  const std::string log = "log " + vkey("example.org/log", 1, "log") + "\n", w = "witness w " + vkey("example.org/w", 4, "w") + "\n", v = "witness v " + vkey("example.org/v", 4, "v") + "\n";
  const auto accepted = [](const std::string& text) {
    try {
      verify::Policy::parse(text);
      return true;
    } catch (const verify::Unusable&) {
      return false;
    }
  };
  for (const std::string& good : {log + "quorum none\n", log + w + "quorum w\n", "# c\n\n" + log + w + v + "group g 1 w v\ngroup h any g\nquorum h\n", log + w + "  quorum\tw \n \t# all\n"}) EXPECT_TRUE(accepted(good)) << good;
  for (const std::string& bad :
       {std::string(), log, log + "quorum w\n", w + "quorum w\n", log + w + "quorum w\nquorum w\n", log + w + w + "quorum w\n", log + w + "witness x " + vkey("example.org/w", 4, "w") + "\nquorum w\n", log + w + "witness none " + vkey("example.org/v", 4, "v") + "\nquorum w\n",
        log + w + "group g 0 w\nquorum g\n", log + w + "group g 2 w\nquorum g\n", log + w + "group g all\nquorum w\n", log + w + "group g all x\nquorum g\n", log + w + "group g all w w\nquorum g\n", log + w + "group g all w\ngroup h all w\nquorum g\n", log + w + "group w all w\nquorum w\n",
        log + "log x\nquorum none\n", "log " + vkey("example.org/log", 4, "log") + "\nquorum none\n", log + "witness w " + vkey("example.org/w", 1, "w") + "\nquorum w\n", log + "else\nquorum none\n", log + w + "quorum w w\n",
        log + w + "quorum w", log + w + "quorum w # all\n", log + w + "group g any w #x\nquorum g\n", log + "# \x7f\nquorum none\n", log + "quorum none\r\n", log + log + "quorum none\n"})
    EXPECT_FALSE(accepted(bad)) << bad;
}

TEST(Program, QuorumsOfGroups) {
  std::string text = "log " + vkey("example.org/log", 1, "log") + "\n";
  for (const char* const name : {"a", "b", "c", "d"}) text += std::string("witness ") + name + " " + vkey(std::string("example.org/") + name, 4, name) + "\n";
  const auto policy = verify::Policy::parse(text + "group two 2 a b c\ngroup all all two d\nquorum all\n");
  EXPECT_TRUE(policy.quorum_met({"a", "c", "d"}));
  EXPECT_FALSE(policy.quorum_met({"a", "d"}));
  EXPECT_FALSE(policy.quorum_met({"a", "b", "c"}));
  EXPECT_TRUE(verify::Policy::parse(text + "quorum none\n").quorum_met({}));
}

// The thousandth file and those after it lie in folders of their own.
TEST(Files, file_unexpected_among_more_than_a_thousand) {
  const Folder folder;
  for (const char* const tile : {"tile/entries/999", "tile/entries/x001/472", "parts/x001/000", "tile/0/x001/952", "tile/0/x001/953.p/32", "tile/1/007.p/161"}) folder.file(tile, "x");
  EXPECT_EQ(verify::Bundle(folder.path(), 500'000).check_files(), 0u);
  for (const char* const tile : {"tile/entries/x001/953", "parts/x002/000", "parts/x001/47", "parts/001/472"}) {
    const Folder other;
    other.file(tile, "x");
    try {
      verify::Bundle(other.path(), 500'000).check_files();
      ADD_FAILURE() << tile;
    } catch (const verify::Refused& refused) {
      EXPECT_EQ(refused.check + " at " + refused.place, std::string("file-unexpected at ") + tile);
    }
  }
}

// A tile above the first level only fills after 65,536 entries.
TEST(Files, tile_hash_0) {
  const Folder folder;
  std::vector<verify::Hash> leaves(65'536), above;
  for (std::size_t i = 0; i < leaves.size(); ++i) leaves[i] = verify::sha256({verify::big_endian(i, 4)});
  std::string tile;
  for (std::size_t i = 0; i < leaves.size(); i += 256) {
    above.push_back(verify::root_of(std::span(leaves).subspan(i, 256)));
    tile += verify::view(above.back());
  }
  const auto appended = [&](const std::string& bytes) -> std::string {
    folder.file("tile/1/000", bytes);
    const verify::TileFolder tiles(folder.path(), leaves.size());
    verify::Tree tree(&tiles);
    try {
      for (const verify::Hash& leaf : leaves) tree.append(leaf);
      return tree.root(leaves.size()) == verify::root_of(above) ? "good" : "another root";
    } catch (const verify::Refused& refused) {
      return refused.check + " at " + refused.place;
    }
  };
  EXPECT_EQ(appended(tile), "good");
  flip(tile);
  EXPECT_EQ(appended(tile), "tile-hash at tile/1/000");
}

// The program itself, not only its functions: exit codes are what scripts see.
TEST(Program, TheProgramExitsAsItSays) {
#ifdef KATIWALA_VERIFY_PROGRAM
  const Folder good, bad;
  World world;
  world.build().write(good.path() / "export");
  world.part(9, 1).edit_hash = flip;
  world.build().write(bad.path() / "export");
  const auto code = [](const std::string& arguments) { return WEXITSTATUS(std::system((std::string(KATIWALA_VERIFY_PROGRAM) + " " + arguments + " >/dev/null 2>&1").c_str())); };
  EXPECT_EQ(code("export " + (good.path() / "export").string() + " --policy " + (good.path() / "export.policy").string()), 0);
  EXPECT_EQ(code("export " + (bad.path() / "export").string() + " --policy " + (bad.path() / "export.policy").string()), 1);
  EXPECT_EQ(code("export"), 2);
#else
  const char* const ci = std::getenv("CI");
  if (ci && std::string(ci) == "true") FAIL() << "built without KATIWALA_VERIFY_PROGRAM";
  GTEST_SKIP() << "built without KATIWALA_VERIFY_PROGRAM";
#endif
}

// Whatever a file says, it is answered: bytes changed at random in every file, and files cut.
TEST(Program, DamagedFilesNeverCrash) {
  const World world;
  const Built built = world.build();
  std::uint64_t random = 1;
  const auto draw = [&random](std::uint64_t below) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    return (random >> 33) % below;
  };
  const std::string whole = statement(world, built, 4, id("ward a"), at::seal), proof = receipt(built, 9);
  for (int round = 0; round < 300; ++round) {
    const Folder folder;
    Built spoilt = built;
    auto file = std::next(spoilt.files.begin(), static_cast<std::ptrdiff_t>(draw(spoilt.files.size())));
    file->second[draw(file->second.size())] ^= static_cast<char>(1 + draw(255));
    if (draw(4) == 0) file->second.resize(draw(file->second.size()));
    EXPECT_EQ(verify_export(spoilt, folder).code, 1) << round << " " << file->first;
    const auto policy = (folder.path() / "export.policy").string();
    std::string text = whole;
    text[draw(text.size())] ^= static_cast<char>(1 + draw(255));
    EXPECT_EQ(run({"statement", folder.file("s", text).string(), "--policy", policy}).code, 1) << round;
    text = proof;
    text[draw(text.size())] ^= static_cast<char>(1 + draw(255));
    EXPECT_LE(run({"receipt", folder.file("r", text).string(), "--header", folder.file("h", built.headers[9]).string(), "--policy", policy}).code, 1);
  }
}

}  // namespace
}  // namespace forge::program_test
