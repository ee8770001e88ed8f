#include "ledger/journal/seal.h"

#include <algorithm>

#include "ledger/base/endian.h"
#include "ledger/crypto/digest.h"
#include "ledger/journal/derived.h"
#include "ledger/record/codec.h"
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

std::vector<SealLeaf> seal_leaves(const Memory& memory) {
  std::vector<SealLeaf> leaves;
  leaves.reserve(memory.chains.size());
  for (const auto& [subject, chain] : memory.chains) {
    const Digest blinded = blinded_subject(memory.ledger, memory.next, subject);
    const Digest balances = balances_digest(standing_of(memory, subject));
    leaves.push_back({subject, blinded, crypto::sha256({tag(kLeaf), blinded, big_endian(chain.number), chain.last, balances})});
  }
  std::ranges::sort(leaves, {}, &SealLeaf::blinded);
  return leaves;
}

custody::SealCommitment seal_of(const Memory& memory) {
  const std::vector<SealLeaf> leaves = seal_leaves(memory);
  tree::Frontier frontier;
  std::vector<tree::FullTile> completed;
  for (const SealLeaf& leaf : leaves) {
    frontier.append(leaf.hash, completed);
    completed.clear();
  }
  return {leaves.size(), frontier.root()};
}

}  // namespace katiwala::journal
