// Vectors of others: proofs of transparency-dev/merkle, logs written by Tessera and Sunlight, and the project's own vectors that
// were computed by another program.
#include <gtest/gtest.h>

#include <bit>
#include <boost/json.hpp>
#include <cstdio>
#include <map>

#include "ledger/base/endian.h"
#include "ledger/crypto/digest.h"
#include "ledger/record/entry.h"
#include "ledger/tree/tree.h"
#include "tests/support/shared.h"

namespace katiwala::tree::vectors_test {
namespace {

namespace json = boost::json;
using katiwala::testing::read_file;
using katiwala::testing::shared;

Bytes base64(const json::value& value) {
  const auto bytes = from_base64(std::string_view(value.as_string()));
  EXPECT_TRUE(bytes) << value.as_string().c_str();
  return bytes.value_or(Bytes{});
}

Digest digest(ByteView bytes) {
  Digest out{};
  EXPECT_EQ(bytes.size(), out.size());
  if (bytes.size() == out.size()) std::ranges::copy(bytes, out.begin());
  return out;
}

/// The proof, or nothing if one of its hashes is no hash at all (then no verifier can be asked).
std::optional<std::vector<Digest>> proof_of(const json::value& value) {
  std::vector<Digest> out;
  if (value.is_null()) return out;
  for (const auto& row : value.as_array()) {
    const Bytes bytes = base64(row);
    if (bytes.size() != 32) return std::nullopt;
    out.push_back(digest(bytes));
  }
  return out;
}

struct Tally {
  std::size_t files = 0, refused = 0, no_proof = 0, stricter = 0;
};

bool is_hash(const json::object& row, const char* key) { return !row.contains(key) || base64(row.at(key)).size() == 32; }

/// Runs `verify` on every JSON file under `folder` and holds its answer against `wantErr`. Stricter than the vectors: a root
/// that is no SHA-256 hash is never accepted, not even beside an equal one.
template <class Verify>
Tally judge_folder(const std::string& folder, const Verify& verify) {
  Tally tally;
  for (const auto& file : std::filesystem::recursive_directory_iterator(shared(folder))) {
    if (file.path().extension() != ".json") continue;
    const json::value parsed = json::parse(read_file(file.path()));
    const auto& row = parsed.as_object();
    const auto proof = proof_of(row.at("proof"));
    const bool refused = !proof || !verify(row, *proof).ok();
    const bool want_refused = row.at("wantErr").as_bool();
    const bool hashes = is_hash(row, "root") && is_hash(row, "root1") && is_hash(row, "root2");
    EXPECT_EQ(refused, want_refused || !hashes) << file.path() << ": " << row.at("desc").as_string().c_str();
    ++tally.files;
    tally.refused += refused ? 1u : 0u;
    tally.no_proof += proof ? 0u : 1u;
    tally.stricter += refused && !want_refused ? 1u : 0u;
  }
  std::printf("SHOWN: %s: %zu files, %zu refused (%zu with a hash of another length)\n", folder.c_str(), tally.files, tally.refused, tally.no_proof);
  return tally;
}

std::uint64_t number(const json::object& row, const char* key) { return row.at(key).to_number<std::uint64_t>(); }

TEST(MerkleVectors, Inclusion) {
  KATIWALA_NEEDS_SHARED("vectors/merkle");
  const Tally tally = judge_folder("vectors/merkle/testdata/inclusion", [](const json::object& row, const std::vector<Digest>& proof) {
    return verify_inclusion(number(row, "leafIdx"), number(row, "treeSize"), base64(row.at("leafHash")), proof, base64(row.at("root")));
  });
  EXPECT_EQ(tally.files, 98u);
  EXPECT_EQ(tally.refused, 92u);
  EXPECT_EQ(tally.stricter, 0u);
}

TEST(MerkleVectors, Consistency) {
  KATIWALA_NEEDS_SHARED("vectors/merkle");
  const Tally tally = judge_folder("vectors/merkle/testdata/consistency", [](const json::object& row, const std::vector<Digest>& proof) {
    return verify_consistency(number(row, "size1"), number(row, "size2"), base64(row.at("root1")), base64(row.at("root2")), proof);
  });
  EXPECT_EQ(tally.files, 98u);
  EXPECT_EQ(tally.refused, 93u);
  EXPECT_EQ(tally.stricter, 1u);
}

/// A subtree of 2^k leaves or fewer that begins at a multiple of 2^k is a tree by itself: its proofs are those of its leaves alone.
TEST(MerkleVectors, InclusionInASubtree) {
  KATIWALA_NEEDS_SHARED("vectors/merkle");
  const Tally tally = judge_folder("vectors/merkle/testdata/subtreeinclusion", [](const json::object& row, const std::vector<Digest>& proof) -> Status {
    const std::uint64_t start = number(row, "start"), end = number(row, "end"), index = number(row, "leafIdx");
    if (start >= end || index < start || end - start > std::uint64_t{1} << 62 || start % std::bit_ceil(end - start) != 0) return refuse(Code::PROOF_INVALID);
    return verify_inclusion(index - start, end - start, base64(row.at("leafHash")), proof, base64(row.at("root")));
  });
  EXPECT_EQ(tally.files, 204u);
  EXPECT_EQ(tally.refused, 192u);
  EXPECT_EQ(tally.stricter, 0u);
}

/// e[0] = "", e[1] = "a", then "entry <i>".
struct OwnLog {
  std::vector<Digest> leaves;
  std::map<TileId, Bytes> tiles;
  Frontier frontier;

  void grow_to(std::size_t size) {
    while (leaves.size() < size) {
      const std::size_t i = leaves.size();
      const std::string entry = i == 0 ? "" : i == 1 ? "a" : "entry " + std::to_string(i);
      leaves.push_back(record::leaf_hash(view(entry)));
      std::vector<FullTile> completed;
      frontier.append(leaves.back(), completed);
      for (FullTile& tile : completed) tiles[tile.id] = std::move(tile.hashes);
    }
  }
};

const json::object& own_vectors() {
  static const json::value parsed = json::parse(read_file(shared("vectors/own-vectors.json")));
  return parsed.as_object();
}

TEST(OwnVectors, Roots) {
  KATIWALA_NEEDS_SHARED("vectors/own-vectors.json");
  std::map<std::size_t, std::string> roots;
  for (const auto& row : own_vectors().at("roots_hex").as_object()) roots[std::stoul(std::string(row.key()))] = std::string(row.value().as_string());
  ASSERT_EQ(roots.rbegin()->first, 600u);
  OwnLog log;
  for (const auto& [size, root] : roots) {
    log.grow_to(size);
    EXPECT_EQ(to_hex(log.frontier.root()), root) << size;
    EXPECT_EQ(to_hex(root_at(size, from_leaves(log.leaves)).value()), root) << size;
  }
}

TEST(OwnVectors, ProofsAreMadeToTheByteAndVerify) {
  KATIWALA_NEEDS_SHARED("vectors/own-vectors.json");
  OwnLog log;
  log.grow_to(600);
  const SubtreeSource source = from_leaves(log.leaves);
  std::size_t seen = 0;
  for (const auto& value : own_vectors().at("consistency").as_array()) {
    const auto& row = value.as_object();
    const std::uint64_t old_size = number(row, "old"), new_size = number(row, "new");
    const auto expected = proof_of(row.at("proof")).value();
    EXPECT_EQ(prove_consistency(old_size, new_size, source).value(), expected) << old_size << " " << new_size;
    const Digest old_root = root_at(old_size, source).value(), new_root = root_at(new_size, source).value();
    EXPECT_TRUE(verify_consistency(old_size, new_size, old_root, new_root, expected).ok());
    ++seen;
  }
  for (const auto& value : own_vectors().at("inclusion").as_array()) {
    const auto& row = value.as_object();
    const std::uint64_t index = number(row, "index"), size = number(row, "size");
    const auto expected = proof_of(row.at("proof")).value();
    EXPECT_EQ(log.leaves.at(index), digest(base64(row.at("leaf_hash"))));
    EXPECT_EQ(prove_inclusion(index, size, source).value(), expected) << index << " " << size;
    EXPECT_TRUE(verify_inclusion(index, size, log.leaves.at(index), expected, root_at(size, source).value()).ok());
    ++seen;
  }
  EXPECT_GE(seen, 4u);
}

TEST(OwnVectors, TilesAndTheirPaths) {
  KATIWALA_NEEDS_SHARED("vectors/own-vectors.json");
  OwnLog log;
  log.grow_to(600);
  std::map<std::string, std::string> made;
  const auto note = [&](TileId id, const Bytes& hashes) {
    made[tile_path(id, static_cast<unsigned>(hashes.size() / 32))] = to_hex(crypto::sha256(ByteView(hashes)));
  };
  for (const auto& [id, hashes] : log.tiles) note(id, hashes);
  note({0, 2}, log.frontier.partial(0));
  note({1, 0}, log.frontier.partial(1));
  std::size_t seen = 0;
  for (const auto& row : own_vectors().at("tile_sha256_at_600").as_object()) {
    const std::string path(row.key());
    if (path.starts_with("tile/entries/")) continue;  // bundles of entries are not this room's
    EXPECT_EQ(made[path], std::string_view(row.value().as_string())) << path;
    ++seen;
  }
  EXPECT_EQ(seen, made.size());
  for (const auto& row : own_vectors().at("path_vectors").as_object()) {
    EXPECT_EQ(tile_path({0, std::stoull(std::string(row.key()))}, 256), "tile/0/" + std::string(row.value().as_string()));
  }
}

/// The root hash of a checkpoint: its third line.
Digest root_of_checkpoint(const std::string& text) {
  const std::size_t second = text.find('\n') + 1;
  const std::size_t third = text.find('\n', second) + 1;
  return digest(from_base64(std::string_view(text).substr(third, text.find('\n', third) - third)).value());
}

/// A bundle of entries: each a u16 length and that many bytes.
std::vector<Digest> leaves_of_bundle(const std::string& bundle) {
  std::vector<Digest> out;
  ByteView rest = view(bundle);
  while (rest.size() >= 2) {
    const std::size_t length = load_be<std::uint16_t>(rest.data());
    EXPECT_LE(length + 2, rest.size());
    out.push_back(record::leaf_hash(rest.subspan(2, length)));
    rest = rest.subspan(2 + length);
  }
  return out;
}

TEST(TesseraLog, EverySizeHasTheRootThatWasSigned) {
  KATIWALA_NEEDS_SHARED("vectors/tessera-log");
  const auto log = shared("vectors/tessera-log/testdata/log");
  EXPECT_EQ(root_of_checkpoint(read_file(log / "checkpoint.0")), empty_root());
  Frontier frontier;
  std::vector<FullTile> completed;
  for (std::size_t size = 1; size <= 15; ++size) {
    const std::string number = std::to_string(size);
    const auto leaves = leaves_of_bundle(read_file(log / "tile/entries/000.p" / number));
    ASSERT_EQ(leaves.size(), size);
    frontier.append(leaves.back(), completed);
    EXPECT_EQ(frontier.root(), root_of_checkpoint(read_file(log / ("checkpoint." + number)))) << size;
    EXPECT_EQ(text_of(frontier.partial(0)), read_file(log / tile_path({0, 0}, static_cast<unsigned>(size)))) << size;
  }
}

TEST(SunlightLog, TilesLeadToTheRootThatWasSigned) {
  KATIWALA_NEEDS_SHARED("vectors/sunlight-cosig");
  const auto mirror = shared("vectors/sunlight-cosig/cmd/skylight/testdata/witness/mirror");
  const auto log = mirror / "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706";
  const std::string full = read_file(log / "tile/0/000"), edge = read_file(log / "tile/0/001.p/44");
  ASSERT_EQ(full.size(), kTileBytes);
  ASSERT_EQ(edge.size(), 44u * 32u);
  std::vector<Digest> tail;
  for (std::size_t at = 0; at < edge.size(); at += 32) tail.push_back(digest(view(std::string_view(edge).substr(at, 32))));
  const auto tile = [&](TileId id) -> std::optional<Bytes> {
    if (id != TileId{0, 0}) return std::nullopt;
    return Bytes(view(full).begin(), view(full).end());
  };
  const auto frontier = Frontier::load(300, tile, tail);
  ASSERT_TRUE(frontier.ok());
  EXPECT_EQ(frontier->root(), root_of_checkpoint(read_file(log / "checkpoint")));
  EXPECT_EQ(text_of(frontier->partial(1)), read_file(log / "tile/1/000.p/1"));
}

}  // namespace
}  // namespace katiwala::tree::vectors_test
