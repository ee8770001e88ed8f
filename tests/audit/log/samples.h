/// What the tests of the log's formats share: keys out of fixed seeds, a small log in memory, the project's own vectors.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "audit/log/checkpoint.h"
#include "audit/log/tiles.h"
#include "ledger/record/entry.h"
#include "ledger/tree/tree.h"

namespace katiwala::audit::samples {

inline constexpr std::string_view kOrigin = "example.com/ledger-vectors";
inline constexpr std::string_view kWitness = "example.com/witness-vectors";

/// Seeds as in own-vectors.json: 00 01 02 .. for the log, 20 21 22 .. for the witness, others for anybody else.
inline SecretKey secret(std::string_view name, std::uint8_t first) {
  SecretKey key{std::string(name), {}};
  for (std::size_t i = 0; i < key.seed.size(); ++i) key.seed[i] = static_cast<std::uint8_t>(first + i);
  return key;
}
inline SecretKey log_secret() { return secret(kOrigin, 0x00); }
inline SecretKey witness_secret() { return secret(kWitness, 0x20); }

inline std::unique_ptr<crypto::Signer> signer(const SecretKey& key) { return signer_of(key).value(); }
inline VerifierKey log_key() { return vkey_of(kOrigin, KeyType::ed25519, *signer(log_secret())).value(); }
inline VerifierKey witness_key() { return vkey_of(kWitness, KeyType::cosignature, *signer(witness_secret())).value(); }

/// e[0] = "", e[1] = "a", then "entry <i>"; full tiles, and the edge asked for leaf by leaf, as a store serves them.
struct Log final : LogSource {
  std::vector<Bytes> entries;
  std::vector<Digest> leaves;
  std::map<tree::TileId, Bytes> tiles;
  tree::Frontier frontier;

  explicit Log(std::size_t size = 0) { grow_to(size); }
  void grow_to(std::size_t size) {
    while (leaves.size() < size) {
      const std::size_t i = leaves.size();
      const std::string entry = i == 0 ? "" : i == 1 ? "a" : "entry " + std::to_string(i);
      entries.emplace_back(entry.begin(), entry.end());
      leaves.push_back(record::leaf_hash(entries.back()));
      std::vector<tree::FullTile> completed;
      frontier.append(leaves.back(), completed);
      for (tree::FullTile& tile : completed) tiles[tile.id] = std::move(tile.hashes);
    }
  }
  [[nodiscard]] tree::SubtreeSource source() const { return tree::from_leaves(leaves); }
  [[nodiscard]] Digest root(std::uint64_t size) const { return tree::root_at(size, source()).value(); }
  [[nodiscard]] Checkpoint checkpoint(std::uint64_t size) const {
    Checkpoint out;
    out.origin = kOrigin;
    out.size = size;
    out.root = root(size);
    return out;
  }
  [[nodiscard]] Note signed_checkpoint(std::uint64_t size) const { return sign_checkpoint(checkpoint(size), *signer(log_secret())).value(); }

  Result<Bytes> full_tile(tree::TileId id) const override {
    const auto found = tiles.find(id);
    if (found == tiles.end()) return refuse(Code::STORE_DAMAGED, "A tile is missing.", tree::tile_path(id, tree::kTileWidth));
    return found->second;
  }
  Result<Digest> leaf_hash(record::Seq seq) const override { return leaves.at(seq); }
  Result<Bytes> header(record::Seq seq) const override { return entries.at(seq); }
};

/// The refusal's code by name, or "accepted".
template <class T>
std::string code_of(const Result<T>& result) {
  return result.ok() ? "accepted" : std::string(name_of(result.refusal().code));
}
template <class T>
std::string place_of(const Result<T>& result) {
  return result.ok() ? "accepted" : result.refusal().place;
}

/// `text` with its first `from` replaced.
inline std::string changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

}  // namespace katiwala::audit::samples
