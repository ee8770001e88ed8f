// Logs and witnesses of others: what Tessera and Sunlight wrote, and what litewitness was asked and answered.
#include <boost/json.hpp>
#include <cstdio>

#include "audit/log/cosignature.h"
#include "audit/log/trust_policy.h"
#include "audit/log/witness_rules.h"
#include "tests/audit/log/samples.h"
#include "tests/support/shared.h"

namespace katiwala::audit::others_test {
namespace {

using namespace samples;
using katiwala::testing::read_file;
using katiwala::testing::shared;

TEST(OthersTessera, SixteenCheckpointsTheirTilesAndBundles) {
  KATIWALA_NEEDS_SHARED("vectors/tessera-log");
  const auto folder = shared("vectors/tessera-log/testdata/log");
  const VerifierKey key = parse_vkey("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx").value();
  Log log;
  std::size_t refused = 0;
  for (std::uint64_t size = 0; size <= 15; ++size) {
    const std::string text = read_file(folder / ("checkpoint." + std::to_string(size)));
    const Note note = parse_note(text).value();
    EXPECT_EQ(print_note(note), text);
    const Checkpoint checkpoint = open_checkpoint(note, std::span(&key, 1)).value();
    EXPECT_EQ(checkpoint.size, size);
    if (size > 0) {
      const TilePath path{TilePath::Kind::entries, {0, 0}, static_cast<unsigned>(size)};
      const std::string bundle = read_file(folder / print_tile_path(path));
      log.entries = parse_bundle(view(bundle), path.width).value();
      log.leaves.push_back(record::leaf_hash(log.entries.back()));
      EXPECT_EQ(text_of(read_tile(log, size, path).value()), bundle);
      const TilePath tile{TilePath::Kind::hashes, {0, 0}, path.width};
      EXPECT_EQ(text_of(read_tile(log, size, tile).value()), read_file(folder / print_tile_path(tile)));
    }
    EXPECT_EQ(log.root(size), checkpoint.root) << size;
    Note other = note;
    other.text = changed(other.text, "\n" + std::to_string(size) + "\n", "\n" + std::to_string(size + 1) + "\n");
    refused += open_checkpoint(other, std::span(&key, 1)).ok() ? 0u : 1u;
  }
  EXPECT_EQ(refused, 16u);
  std::printf("SHOWN: Tessera: 16 checkpoints with tiles and bundles; %zu changed ones, all refused\n", refused);
}

struct SunlightWitness {
  std::string keys, checkpoint;
};

TEST(OthersSunlight, CosignaturesAndTheTilesUnderOne) {
  KATIWALA_NEEDS_SHARED("vectors/sunlight-cosig");
  const auto root = shared("vectors/sunlight-cosig/cmd/skylight/testdata");
  const std::string rome = "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706";
  const SunlightWitness witnesses[] = {{"witness/witness.v0.json", "witness/" + rome},
                                       {"witness/mirror/mirror.v0.json", "witness/mirror/" + rome},
                                       {"witness2/witness.v0.json", "witness2/88ad7a28caeb0b2aa890fdf0304c2fcaf59fca2ee140134ff8c1300bac493482"}};
  std::size_t refused = 0;
  for (const SunlightWitness& witness : witnesses) {
    const auto keys = boost::json::parse(read_file(root / witness.keys)).as_object().at("verifier_keys").as_array();
    const VerifierKey key = parse_vkey(std::string_view(keys.at(0).as_string())).value();
    const Note note = parse_note(read_file(root / witness.checkpoint / "checkpoint")).value();
    const auto verified = verify_note(note, std::span(&key, 1));
    ASSERT_TRUE(verified.ok()) << witness.checkpoint;
    EXPECT_EQ(verified->at(0).time_s, 1767139200u);
    EXPECT_EQ(parse_checkpoint(note.text).value().size, 300u);
    Note other = note;
    other.signatures[verified->at(0).line].blob[7] ^= 1;  // another time
    refused += verify_note(other, std::span(&key, 1)).ok() ? 0u : 1u;
    other = note;
    other.text += "more\n";
    refused += verify_note(other, std::span(&key, 1)).ok() ? 0u : 1u;
  }
  EXPECT_EQ(code_of(parse_note(read_file(root / "witness/checkpoint"))), "NOTE_MALFORMED");
  EXPECT_EQ(refused, 6u);

  // The mirror's hash tiles lead to the root that it cosigned, and its edge is what a tree of that size has.
  const auto log = root / witnesses[1].checkpoint;
  const std::string full = read_file(log / "tile/0/000"), edge = read_file(log / "tile/0/001.p/44");
  Log mirrored;
  mirrored.tiles[{0, 0}] = Bytes(full.begin(), full.end());
  for (const std::string& tile : {full, edge})
    for (std::size_t at = 0; at < tile.size(); at += 32) std::copy_n(tile.begin() + static_cast<std::ptrdiff_t>(at), 32, mirrored.leaves.emplace_back().begin());
  EXPECT_EQ(mirrored.root(300), parse_checkpoint(parse_note(read_file(log / "checkpoint")).value().text).value().root);
  for (const std::string_view path : {"tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"})
    EXPECT_EQ(text_of(read_tile(mirrored, 300, parse_tile_path(path).value()).value()), read_file(log / path)) << path;
  std::printf("SHOWN: Sunlight: 3 cosigned checkpoints and 3 hash tiles; %zu changed ones, all refused\n", refused);
}

struct Exchange {
  std::string body;
  unsigned status = 0;
  std::string equal_body;  ///< empty: not stated
};

/// The hurl part of a txtar file: bodies between lines of ```, then "HTTP <status>", then what must hold of the answer.
std::vector<Exchange> exchanges(const std::string& file) {
  std::vector<Exchange> out;
  const std::string fence = "```\n", status = "HTTP ", equal = "body == \"";
  for (std::size_t at = file.find(fence); at != std::string::npos;) {
    const std::size_t begin = at + fence.size(), end = file.find(fence, begin);
    const std::size_t next = file.find(fence, end + fence.size());
    Exchange exchange{.body = file.substr(begin, end - begin), .status = 0, .equal_body = {}};
    const std::string answer = file.substr(end, next == std::string::npos ? next : next - end);
    exchange.status = static_cast<unsigned>(std::stoul(answer.substr(answer.find(status) + status.size(), 3)));
    const std::size_t stated = answer.find(equal);
    if (stated != std::string::npos) exchange.equal_body = answer.substr(stated + equal.size(), answer.find("\\n", stated) - stated - equal.size()) + "\n";
    out.push_back(exchange);
    at = next;
  }
  return out;
}

struct Replay {
  std::size_t accepted = 0, refused = 0, unknown = 0, stray = 0;
};

/// Plays the exchanges against our rules. Two differences: litewitness answers 403 where the specification says 404 for an unknown log; and
/// its wrong signature ends in "gx=", whose stray low bits Go's decoder does not see: malformed here (400), and 403 once they are cleared.
Replay replay(const std::string& file, WatchedLogs& logs) {
  Replay out;
  for (const Exchange& exchange : exchanges(read_file(shared("vectors/witness-http/" + file)))) {
    WitnessDecision decision = decide_witness_request(logs, exchange.body);
    if (exchange.body.ends_with("gx=\n")) {
      EXPECT_EQ(decision.status, 400u);
      decision = decide_witness_request(logs, changed(exchange.body, "gx=\n", "gw=\n"));
      ++out.stray;
    }
    if (decision.status == 404 && exchange.status == 403) {
      ++out.unknown;
      continue;
    }
    EXPECT_EQ(decision.status, exchange.status) << exchange.body << decision.body;
    if (!exchange.equal_body.empty()) {
      EXPECT_EQ(decision.body, exchange.equal_body);
    }
    (decision.status == 200 ? out.accepted : out.refused) += 1;
    if (!decision.accepted) continue;
    const Checkpoint& checkpoint = decision.accepted->checkpoint;
    logs.at(checkpoint.origin).last = Cosigned{checkpoint.size, checkpoint.root};
  }
  return out;
}

TEST(OthersLitewitness, EveryExchangeIsAnsweredAsThere) {
  KATIWALA_NEEDS_SHARED("vectors/witness-http");
  const std::string origin = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
  const Bytes raw = from_hex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f").value();
  RawKey key;
  std::copy_n(raw.begin(), key.size(), key.begin());
  WatchedLogs sigsum{{origin, {.keys = {vkey_of(origin, KeyType::ed25519, key).value()}, .last = {}}}};
  const Replay first = replay("litewitness.txt", sigsum);
  EXPECT_EQ(first.accepted, 3u);
  EXPECT_EQ(first.refused, 5u);
  EXPECT_EQ(first.unknown, 1u);
  EXPECT_EQ(first.stray, 1u);
  EXPECT_EQ(sigsum.at(origin).last->size, 5u);
  // A log whose key has another name than its origin.
  WatchedLogs sums{{"go.sum database tree", {.keys = {parse_vkey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8").value()}, .last = {}}}};
  const Replay second = replay("sumdb.txt", sums);
  EXPECT_EQ(second.accepted, 1u);
  std::printf("SHOWN: litewitness: %zu exchanges accepted, %zu refused with the same status, %zu with 404 for its 403\n", first.accepted + second.accepted,
              first.refused + second.refused, first.unknown + second.unknown);
}

}  // namespace
}  // namespace katiwala::audit::others_test
