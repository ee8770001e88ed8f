// The project's own vectors, computed by another program: every text, signature and tile to the byte.
#include <boost/json.hpp>
#include <cstdio>

#include "audit/log/cosignature.h"
#include "audit/log/proof_file.h"
#include "audit/log/witness_rules.h"
#include "ledger/crypto/digest.h"
#include "tests/audit/log/samples.h"
#include "tests/support/shared.h"

namespace katiwala::audit::vectors_test {
namespace {

namespace json = boost::json;
using namespace samples;
using katiwala::testing::read_file;
using katiwala::testing::shared;

const json::object& vectors() {
  static const json::value parsed = json::parse(read_file(shared("vectors/own-vectors.json")));
  return parsed.as_object();
}
std::string text(const json::value& value) { return std::string(value.as_string()); }
std::uint64_t number(const json::object& row, const char* key) { return row.at(key).to_number<std::uint64_t>(); }
std::vector<Digest> hashes(const json::value& value) {
  std::vector<Digest> out;
  for (const auto& row : value.as_array()) {
    const Bytes bytes = from_base64(text(row)).value();
    std::copy_n(bytes.begin(), 32, out.emplace_back().begin());
  }
  return out;
}
const Log& log_of_600() {
  static const Log log(600);
  return log;
}
TrustPolicy policy() {
  return parse_trust_policy("log " + text(vectors().at("log_vkey")) + "\nwitness W " + text(vectors().at("witness_vkey")) + "\nquorum W\n").value();
}

TEST(OwnLogVectors, KeysComeOutOfTheirSeeds) {
  KATIWALA_NEEDS_SHARED("vectors/own-vectors.json");
  EXPECT_EQ(to_hex(log_secret().seed), text(vectors().at("log_seed_hex")));
  EXPECT_EQ(to_hex(witness_secret().seed), text(vectors().at("witness_seed_hex")));
  EXPECT_EQ(print_vkey(log_key()), text(vectors().at("log_vkey")));
  EXPECT_EQ(print_vkey(witness_key()), text(vectors().at("witness_vkey")));
  EXPECT_EQ(print_secret_key(log_secret()), text(vectors().at("log_skey")));
}

TEST(OwnLogVectors, CheckpointsAndCosignaturesToTheByte) {
  KATIWALA_NEEDS_SHARED("vectors/own-vectors.json");
  const std::uint64_t time_s = number(vectors(), "cosignature_time");
  std::size_t seen = 0, refused = 0;
  for (const auto& row : vectors().at("checkpoints").as_object()) {
    const std::uint64_t size = std::stoull(std::string(row.key()));
    Note note = log_of_600().signed_checkpoint(size);
    EXPECT_EQ(print_note(note), text(row.value())) << size;
    note.signatures.push_back(cosign(note.text, time_s, kWitness, *signer(witness_secret())).value());
    const std::string cosigned = text(vectors().at("cosigned").at(row.key()));
    EXPECT_EQ(print_note(note), cosigned) << size;
    const auto judgement = judge(policy(), parse_note(cosigned).value());
    ASSERT_TRUE(judgement.ok()) << judgement.refusal().message;
    EXPECT_EQ(judgement->checkpoint, log_of_600().checkpoint(size));
    EXPECT_EQ(judgement->cosignatures.at(0).time_s, time_s);
    ++seen;
    refused += code_of(judge(policy(), parse_note(text(row.value())).value())) == "QUORUM_MISSING" ? 1u : 0u;
    // Every byte changed in turn: never accepted.
    for (std::size_t at = 0; at < cosigned.size(); at += 7) {
      std::string bad = cosigned;
      bad[at] = static_cast<char>(bad[at] ^ 1);
      const auto parsed = parse_note(bad);
      const bool accepted = parsed.ok() && judge(policy(), *parsed).ok();
      EXPECT_FALSE(accepted) << size << " byte " << at;
      refused += accepted ? 0u : 1u;
    }
  }
  EXPECT_EQ(seen, 10u);
  std::printf("SHOWN: own vectors: %zu checkpoints and cosignatures to the byte; %zu changed ones, all refused\n", seen, refused);
}

TEST(OwnLogVectors, ProofFilesToTheByte) {
  KATIWALA_NEEDS_SHARED("vectors/own-vectors.json");
  std::size_t seen = 0, refused = 0;
  for (const auto& value : vectors().at("inclusion").as_array()) {
    const json::object& row = value.as_object();
    const std::uint64_t index = number(row, "index"), size = number(row, "size");
    const std::string file = text(row.at("tlog_proof"));
    const auto proof = parse_proof_file(file);
    ASSERT_TRUE(proof.ok()) << proof.refusal().place;
    EXPECT_EQ(print_proof_file(*proof), file);
    const ProofFile made{.extra = {}, .index = index, .path = tree::prove_inclusion(index, size, log_of_600().source()).value(), .checkpoint = proof->checkpoint};
    EXPECT_EQ(print_proof_file(made), file);
    EXPECT_EQ(proof->path, hashes(row.at("proof")));
    EXPECT_EQ(code_of(verify_proof_file(*proof, ByteView(log_of_600().entries[index]), policy())), "accepted");
    ++seen;
    for (std::size_t i = 0; i < proof->path.size(); ++i) {
      ProofFile bad = *proof;
      bad.path[i][i] ^= 0x80;
      const bool accepted = verify_proof_file(bad, log_of_600().leaves[index], policy()).ok();
      EXPECT_FALSE(accepted);
      refused += accepted ? 0u : 1u;
    }
  }
  EXPECT_EQ(seen, 7u);
  std::printf("SHOWN: own vectors: %zu proof files to the byte; %zu changed ones, all refused\n", seen, refused);
}

TEST(OwnLogVectors, WitnessRequestsToTheByteAndAccepted) {
  KATIWALA_NEEDS_SHARED("vectors/own-vectors.json");
  std::size_t seen = 0, refused = 0;
  for (const auto& value : vectors().at("add_checkpoint").as_array()) {
    const json::object& row = value.as_object();
    const std::uint64_t old_size = number(row, "old"), size = number(row, "new");
    WitnessRequest made{.old_size = old_size, .proof = {}, .checkpoint = log_of_600().signed_checkpoint(size)};
    if (old_size > 0) made.proof = tree::prove_consistency(old_size, size, log_of_600().source()).value();
    const std::string body = text(row.at("body"));
    EXPECT_EQ(print_witness_request(made), body);
    WatchedLog log{.keys = {log_key()}, .last = {}};
    if (old_size > 0) log.last = Cosigned{old_size, log_of_600().root(old_size)};
    const WatchedLogs logs{{std::string(kOrigin), log}};
    EXPECT_EQ(decide_witness_request(logs, body).status, 200u);
    ++seen;
    for (std::size_t at = 0; at < body.size(); ++at) {
      std::string bad = body;
      bad[at] = static_cast<char>(bad[at] ^ 2);
      const bool accepted = decide_witness_request(logs, bad).status == 200;
      EXPECT_FALSE(accepted) << "byte " << at;
      refused += accepted ? 0u : 1u;
    }
  }
  EXPECT_EQ(seen, 3u);
  std::printf("SHOWN: own vectors: %zu witness requests to the byte; %zu changed ones, all refused\n", seen, refused);
}

TEST(OwnLogVectors, ConsistencyBetweenSignedCheckpoints) {
  KATIWALA_NEEDS_SHARED("vectors/own-vectors.json");
  std::size_t seen = 0;
  for (const auto& value : vectors().at("consistency").as_array()) {
    const json::object& row = value.as_object();
    const std::uint64_t old_size = number(row, "old"), size = number(row, "new");
    WatchedLog log{.keys = {log_key()}, .last = Cosigned{old_size, log_of_600().root(old_size)}};
    WitnessRequest asked{.old_size = old_size, .proof = hashes(row.at("proof")), .checkpoint = log_of_600().signed_checkpoint(size)};
    const WatchedLogs logs{{std::string(kOrigin), log}};
    EXPECT_EQ(decide_witness_request(logs, print_witness_request(asked)).status, 200u) << old_size << " " << size;
    asked.proof.push_back(Digest{});
    EXPECT_EQ(decide_witness_request(logs, print_witness_request(asked)).status, 422u) << old_size << " " << size;
    ++seen;
  }
  EXPECT_EQ(seen, 8u);
}

TEST(OwnLogVectors, TilesBundlesAndPaths) {
  KATIWALA_NEEDS_SHARED("vectors/own-vectors.json");
  std::map<std::string, std::string> made, expected;
  for (const auto& row : vectors().at("tile_sha256_at_600").as_object()) expected[std::string(row.key())] = text(row.value());
  ASSERT_TRUE(visit_tiles(600, [&](const TilePath& path) -> Status {
                KATIWALA_TRY(const Bytes bytes, read_tile(log_of_600(), 600, path));
                made[print_tile_path(path)] = to_hex(crypto::sha256(bytes));
                return good();
              }).ok());
  EXPECT_EQ(made, expected);
  EXPECT_EQ(made.size(), 7u);
  for (const auto& row : vectors().at("path_vectors").as_object()) {
    const TilePath path{TilePath::Kind::entries, {0, std::stoull(std::string(row.key()))}, 256};
    EXPECT_EQ(print_tile_path(path), "tile/entries/" + text(row.value()));
    EXPECT_EQ(parse_tile_path("tile/entries/" + text(row.value())).value(), path);
  }
}

}  // namespace
}  // namespace katiwala::audit::vectors_test
