// Other people's logs, witnesses and proofs, and our own fixed ones, through the verifier's notes and trees.
//
// The files are not part of the source: where they are absent the tests are skipped by name, except under CI=true.
#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>

#include "audit/verify/note.h"
#include "audit/verify/policy.h"
#include "audit/verify/record.h"
#include "audit/verify/tree.h"
#include "tests/audit/verify/fixture.h"
#include "tests/audit/verify/json.h"

namespace forge::vectors_test {
namespace {

namespace fs = std::filesystem;
using verify::Hash;

const fs::path kVectors = fs::path(KATIWALA_SOURCE_DIR) / ".." / "shared" / "vectors";

class Vectors : public testing::Test {
 protected:
  void SetUp() override {
    if (fs::exists(kVectors / "own-vectors.json")) return;
    const char* const ci = std::getenv("CI");
    if (ci && std::string(ci) == "true") FAIL() << kVectors << " is absent";
    GTEST_SKIP() << kVectors << " is absent";
  }
};

std::optional<Hash> hash_of(const Json& text) {
  const auto bytes = verify::unbase64(text.string);
  if (!bytes || bytes->size() != 32) return std::nullopt;
  return verify::fixed<Hash>(*bytes);
}

std::optional<std::vector<Hash>> hashes_of(const Json& list) {
  std::vector<Hash> out;
  for (const Json& element : list.elements) {
    const auto hash = hash_of(element);
    if (!hash) return std::nullopt;
    out.push_back(*hash);
  }
  return out;
}

std::string refusal(const std::function<void()>& what) {
  try {
    what();
    return "good";
  } catch (const verify::Refused& refused) {
    return refused.check;
  }
}

TEST_F(Vectors, InclusionProbes) {
  int probes = 0;
  for (const auto& file : fs::recursive_directory_iterator(kVectors / "merkle/testdata/inclusion")) {
    if (!file.is_regular_file()) continue;
    const Json probe = parse_json(slurp(file.path()));
    const auto leaf = hash_of(probe.at("leafHash")), root = hash_of(probe.at("root"));
    const auto proof = hashes_of(probe.at("proof"));
    const bool good = leaf && root && proof && verify::proves_inclusion(*leaf, probe.at("leafIdx").number, probe.at("treeSize").number, *proof, *root);
    EXPECT_EQ(good, !probe.at("wantErr").flag) << file.path();
    ++probes;
  }
  EXPECT_EQ(probes, 98);
}

TEST_F(Vectors, GrowthProbes) {
  int probes = 0;
  for (const auto& file : fs::recursive_directory_iterator(kVectors / "merkle/testdata/consistency")) {
    if (!file.is_regular_file()) continue;
    const Json probe = parse_json(slurp(file.path()));
    // One probe has words in place of equal roots; only whether they are equal matters there.
    const auto root_of_probe = [&probe](const char* name) { return hash_of(probe.at(name)).value_or(verify::sha256({probe.at(name).string})); };
    const Hash old_root = root_of_probe("root1"), root = root_of_probe("root2");
    const auto proof = hashes_of(probe.at("proof"));
    const bool good = proof && verify::proves_growth(probe.at("size1").number, old_root, probe.at("size2").number, root, *proof);
    EXPECT_EQ(good, !probe.at("wantErr").flag) << file.path();
    ++probes;
  }
  EXPECT_EQ(probes, 98);
}

struct Own {
  Json json = parse_json(slurp(kVectors / "own-vectors.json"));
  std::vector<Hash> leaves;
  Own() {
    for (int i = 0; i < 600; ++i) leaves.push_back(verify::sha256({verify::Bytes("\0", 1), i == 0 ? "" : i == 1 ? "a" : "entry " + std::to_string(i)}));
  }
  verify::Policy policy() const { return verify::Policy::parse("log " + json.at("log_vkey").string + "\nwitness w " + json.at("witness_vkey").string + "\nquorum w\n"); }
};

TEST_F(Vectors, OwnRootsAndCosignedHeads) {
  const Own own;
  for (const auto& [size, root] : own.json.at("roots_hex").members) {
    verify::Tree tree(nullptr);
    const std::size_t count = std::stoul(size);
    for (std::size_t i = 0; i < count; ++i) tree.append(own.leaves[i]);
    EXPECT_EQ(verify::hex(verify::view(tree.root(count))), root.string) << size;
    EXPECT_EQ(verify::hex(verify::view(verify::root_of(std::span(own.leaves).first(count)))), root.string) << size;
    const auto head = verify::parse_checkpoint(own.json.at("cosigned").at(size).string, "checkpoint");
    EXPECT_EQ(head.root, tree.root(count));
    EXPECT_EQ(verify::check_trust(head, own.policy(), 0, 0, "checkpoint").witnesses.at(0).time, own.json.at("cosignature_time").number);
    const auto alone = verify::parse_checkpoint(own.json.at("checkpoints").at(size).string, "checkpoint");
    EXPECT_EQ(refusal([&] { verify::check_trust(alone, own.policy(), 0, 0, "checkpoint"); }), "quorum");
  }
}

TEST_F(Vectors, OwnProofs) {
  const Own own;
  const Folder folder;
  const auto policy = folder.file("policy", "log " + own.json.at("log_vkey").string + "\nwitness w " + own.json.at("witness_vkey").string + "\nquorum w\n").string();
  for (const Json& growth : own.json.at("consistency").elements) {
    const std::uint64_t old_size = growth.at("old").number, size = growth.at("new").number;
    const auto old_root = verify::root_of(std::span(own.leaves).first(old_size)), root = verify::root_of(std::span(own.leaves).first(size));
    EXPECT_TRUE(verify::proves_growth(old_size, old_root, size, root, *hashes_of(growth.at("proof")))) << old_size << " " << size;
  }
  for (const Json& inclusion : own.json.at("inclusion").elements) {
    const auto leaf = hash_of(inclusion.at("leaf_hash"));
    const auto size = inclusion.at("size").number;
    EXPECT_TRUE(verify::proves_inclusion(*leaf, inclusion.at("index").number, size, *hashes_of(inclusion.at("proof")), verify::root_of(std::span(own.leaves).first(size))));
    const auto file = folder.file("r", inclusion.at("tlog_proof").string).string();
    EXPECT_EQ(run({"receipt", file, "--leaf", verify::hex(verify::view(*leaf)), "--policy", policy}).line, "good");
    EXPECT_EQ(run({"receipt", file, "--leaf", std::string(64, '0'), "--policy", policy}).line, "bad receipt-inclusion at receipt");
  }
  for (const auto& [index, path] : own.json.at("path_vectors").members) EXPECT_EQ(verify::tile_path(std::stoull(index), 256), path.string);
}

TEST_F(Vectors, ARealLogsHeadsAndTiles) {
  const fs::path log = kVectors / "tessera-log/testdata/log";
  const auto key = verify::parse_note_key("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
  ASSERT_TRUE(key);
  for (std::uint64_t size = 0; size <= 15; ++size) {
    const auto head = verify::parse_checkpoint(slurp(log / ("checkpoint." + std::to_string(size))), "checkpoint");
    EXPECT_EQ(head.size, size);
    EXPECT_EQ(verify::verify_note(head.note, {*key}, "checkpoint").size(), 1u);
    if (size == 0) continue;
    const verify::TileFolder folder(log, size);
    EXPECT_EQ(verify::Tree(&folder).root(size), head.root);
    const auto bundle = slurp(log / ("tile/entries/000.p/" + std::to_string(size)));
    std::vector<Hash> leaves;
    for (std::size_t at = 0; at < bundle.size();) {
      const std::size_t length = verify::big_endian(verify::Bytes(bundle).substr(at, 2));
      leaves.push_back(verify::leaf_hash(verify::Bytes(bundle).substr(at + 2, length)));
      at += 2 + length;
    }
    EXPECT_EQ(leaves, folder.read(0, 0));
  }
}

TEST_F(Vectors, ARealWitnessesCosignatures) {
  const fs::path data = kVectors / "sunlight-cosig/cmd/skylight/testdata";
  const std::pair<const char*, const char*> kHeads[] = {
      {"witness/000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706/checkpoint", "witness/witness.v0.json"},
      {"witness/mirror/000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706/checkpoint", "witness/mirror/mirror.v0.json"},
      {"witness2/88ad7a28caeb0b2aa890fdf0304c2fcaf59fca2ee140134ff8c1300bac493482/checkpoint", "witness2/witness.v0.json"},
  };
  for (const auto& [head_file, key_file] : kHeads) {
    const auto key = verify::parse_note_key(parse_json(slurp(data / key_file)).at("verifier_keys").elements.at(0).string);
    ASSERT_TRUE(key) << key_file;
    std::string text = slurp(data / head_file);
    const auto head = verify::parse_checkpoint(text, "checkpoint");
    EXPECT_EQ(head.size, 300u);
    EXPECT_EQ(verify::verify_note(head.note, {*key}, "checkpoint").size(), 1u) << head_file;
    text.replace(text.find("300"), 3, "301");
    EXPECT_EQ(refusal([&] { verify::verify_note(verify::parse_checkpoint(text, "checkpoint").note, {*key}, "checkpoint"); }), "cosignature");
  }
  const auto mirror = data / "witness/mirror/000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706";
  const verify::TileFolder folder(mirror, 300);
  EXPECT_EQ(verify::Tree(&folder).root(300), verify::parse_checkpoint(slurp(mirror / "checkpoint"), "checkpoint").root);
}

// Litewitness answers 200 or 403 to these requests; the log's signature in each is good or not accordingly.
TEST_F(Vectors, ASigsumLogsHeadsAsAWitnessSawThem) {
  const std::string text = slurp(kVectors / "witness-http/litewitness.txt");
  const std::string log_name = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
  const auto raw = verify::unhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f");
  const std::string id(verify::view(verify::sha256({log_name, "\n", "\1", *raw})).substr(0, 4));
  const verify::NoteKey key{log_name, id, verify::NoteKey::Type::log, *raw};
  int good = 0, bad = 0;
  for (std::size_t at = text.find("```\nold "); at != std::string::npos; at = text.find("```\nold ", at + 1)) {
    const std::size_t body = at + 4, end = text.find("\n```", body);
    const std::string request = text.substr(body, end + 1 - body), answer = text.substr(end + 5, 8);
    const std::string note = request.substr(request.find("\n\n") + 2);
    const auto seen = [&] { return verify::verify_note(verify::parse_checkpoint(note, "checkpoint").note, {key}, "checkpoint").size() == 1; };
    if (answer == "HTTP 200") {
      EXPECT_TRUE(seen());
      ++good;
    }
    if (answer == "HTTP 403" && note.rfind(log_name + "\n", 0) == 0) {
      EXPECT_NE(refusal([&] { if (!seen()) throw verify::Refused("unknown", "", ""); }), "good");
      ++bad;
    }
  }
  EXPECT_GE(good, 2);
  EXPECT_GE(bad, 1);
}

// The library's Ed25519 must agree with the log clients of others, whose accepted set these flags describe.
TEST_F(Vectors, Ed25519EdgeCases) {
  const Json cases = parse_json(slurp(kVectors / "ed25519vectors.json"));
  int accepted = 0;
  for (const Json& one : cases.elements) {
    bool want = true;
    for (const Json& flag : one.has("flags") ? one.at("flags").elements : std::vector<Json>{}) want &= flag.string != "low_order_residue" && flag.string != "non_canonical_R";
    const bool got = verify::ed25519_valid(*verify::unhex(one.at("key").string), one.at("msg").string, *verify::unhex(one.at("sig").string));
    EXPECT_EQ(got, want) << one.at("number").number;
    accepted += got;
  }
  EXPECT_EQ(cases.elements.size(), 914u);
  EXPECT_EQ(accepted, 208);
}

}  // namespace
}  // namespace forge::vectors_test
