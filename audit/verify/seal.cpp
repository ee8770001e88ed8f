#include "audit/verify/seal.h"

#include <algorithm>

namespace verify {

Hash blinded_subject(Bytes ledger_id, std::uint64_t seal_seq, const SubjectId& subject) {
  const char kind = static_cast<char>(subject.kind);
  return sha256({Bytes("\4", 1), ledger_id, big_endian(seal_seq, 8), Bytes(&kind, 1), view(subject.id)});
}

Hash seal_leaf(const Hash& blinded, const Chain& chain) {
  std::vector<Posting> standings;
  std::copy_if(chain.standings.begin(), chain.standings.end(), std::back_inserter(standings), [](const Posting& s) { return s.minor != 0; });
  std::sort(standings.begin(), standings.end(), [](const Posting& a, const Posting& b) {
    return std::tie(a.account.kind, a.account.owner, a.account.currency) < std::tie(b.account.kind, b.account.owner, b.account.currency);
  });
  std::string balances = cbor_head(Kind::array, standings.size());
  for (const Posting& standing : standings) {
    const Account& account = standing.account;
    balances += cbor_head(Kind::map, 2) + cbor_int(1) + cbor_head(Kind::map, 3) + cbor_int(1) + cbor_int(account.kind) + cbor_int(2) + cbor_bytes(view(account.owner));
    balances += cbor_int(3) + cbor_int(account.currency) + cbor_int(2) + cbor_int(standing.minor);
  }
  const Hash balances_hash = sha256({Bytes("\5", 1), balances});
  return sha256({Bytes("\0", 1), view(blinded), big_endian(chain.parts, 8), view(chain.last), view(balances_hash)});
}

SealTree seal_of(const Chains& chains, Bytes ledger_id, std::uint64_t seal_seq) {
  std::vector<std::pair<Hash, const Chain*>> sorted;
  for (const auto& [subject, chain] : chains.all())
    if (!chain.erased) sorted.emplace_back(blinded_subject(ledger_id, seal_seq, subject), &chain);
  std::sort(sorted.begin(), sorted.end());
  std::vector<Hash> leaves;
  for (const auto& [blinded, chain] : sorted) leaves.push_back(seal_leaf(blinded, *chain));
  return {leaves.size(), root_of(leaves)};
}

}  // namespace verify
