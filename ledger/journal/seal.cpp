#include "ledger/journal/seal.h"

#include <algorithm>

#include "ledger/base/endian.h"
#include "ledger/crypto/digest.h"
#include "ledger/journal/derived.h"
#include "ledger/journal/part_codec.h"
#include "ledger/tree/tree.h"

namespace katiwala::journal {
namespace {

constexpr std::uint8_t kLeaf = 0x00, kBlindedSubject = 0x04, kBalances = 0x05;

ByteView tag(const std::uint8_t& byte) { return {&byte, 1}; }

std::array<std::uint8_t, 8> big_endian(std::uint64_t number) {
  std::array<std::uint8_t, 8> out{};
  store_be(out.data(), number);
  return out;
}

}  // namespace

Digest blinded_subject(const store::LedgerId& ledger, record::Seq seq, const custody::Subject& subject) {
  const auto kind = static_cast<std::uint8_t>(subject.kind);
  return crypto::sha256({tag(kBlindedSubject), ledger.bytes, big_endian(seq), tag(kind), subject.id});
}

Digest balances_digest(const std::vector<Balance>& balances) {
  record::CborWriter out;
  out.begin_array(balances.size());
  for (const Balance& balance : balances) record::put(out, balance);
  return crypto::sha256({tag(kBalances), out.take()});
}

std::vector<Balance> standing_of(const Memory& memory, const custody::Subject& subject) {
  std::vector<Balance> balances = balances_of(memory, subject);
  std::ranges::sort(balances, {}, &Balance::account);
  return balances;
}

Seal make_seal(const Memory& memory) {
  Seal seal;
  seal.seq = memory.next;
  seal.leaves.reserve(memory.chains.size());
  for (const auto& [subject, chain] : memory.chains) {
    const Digest blinded = blinded_subject(memory.ledger, memory.next, subject);
    const Digest balances = balances_digest(standing_of(memory, subject));
    seal.leaves.push_back({subject, blinded, crypto::sha256({tag(kLeaf), blinded, big_endian(chain.number), chain.last, balances})});
  }
  std::ranges::sort(seal.leaves, {}, &SealLeaf::blinded);
  tree::Frontier frontier;
  std::vector<tree::FullTile> completed;
  for (const SealLeaf& leaf : seal.leaves) {
    frontier.append(leaf.hash, completed);
    completed.clear();
  }
  seal.commitment = {seal.leaves.size(), frontier.root()};
  return seal;
}

std::optional<std::size_t> Seal::index_of(const store::LedgerId& ledger, const custody::Subject& subject) const {
  const Digest blinded = blinded_subject(ledger, seq, subject);
  const auto found = std::ranges::lower_bound(leaves, blinded, {}, &SealLeaf::blinded);
  if (found == leaves.end() || found->blinded != blinded) return std::nullopt;
  return static_cast<std::size_t>(found - leaves.begin());
}

std::vector<Digest> Seal::path(std::size_t index) const {
  std::vector<Digest> hashes;
  hashes.reserve(leaves.size());
  for (const SealLeaf& leaf : leaves) hashes.push_back(leaf.hash);
  auto path = tree::prove_inclusion(index, hashes.size(), tree::from_leaves(hashes));
  KATIWALA_ASSERT(path.ok(), "a seal's own leaf without a path");
  return std::move(*path);
}

}  // namespace katiwala::journal
