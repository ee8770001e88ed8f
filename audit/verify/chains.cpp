#include "audit/verify/chains.h"

#include <algorithm>

namespace verify {

void follow(Chain& chain, const Part& part, Bytes part_hash, std::uint64_t entry, const Place& place) {
  CHECK("chain-number", part.number == chain.parts + 1,
        place, subject_name(part.subject) + " has number " + std::to_string(part.number) + " where " + std::to_string(chain.parts + 1) + " was due");
  CHECK("chain-before", part.before == view(chain.last), place, subject_name(part.subject) + " does not name the hash of its part before");
  chain.parts = part.number;
  chain.last = fixed<Hash>(part_hash);
  chain.last_entry = entry;
  const auto standing = [&chain](const Posting& account) -> Standing& {
    const auto same = [&account](const Standing& s) { return s.kind == account.kind && s.currency == account.currency && view(s.owner) == account.owner; };
    const auto found = std::find_if(chain.standings.begin(), chain.standings.end(), same);
    if (found != chain.standings.end()) return *found;
    return chain.standings.emplace_back(Standing{account.kind, account.currency, fixed<Id>(account.owner), 0});
  };
  for (const Posting& balance : part.balances) {
    Standing& account = standing(balance);
    __int128 sum = account.minor;
    for (const Posting& posting : part.postings)
      if (posting.same_account(balance)) sum += posting.minor;
    const auto which = [&] { return "account kind " + std::to_string(balance.kind) + " currency " + std::to_string(balance.currency) + " of " + subject_name(part.subject); };
    CHECK("balance-after", sum == balance.minor, place, which() + ": the balance does not follow from the postings");
    CHECK("balance-range", balance.minor <= kMostMinor && balance.minor >= -kMostMinor,
          place, which() + ": a balance beyond 10^18 minor units");
    CHECK("floor", balance.minor >= 0 || !has_floor(balance.kind), place, which() + " stands below its floor");
    account.minor = balance.minor;
  }
}

bool Chains::erased(const Id& ward) const {
  const auto found = chains_.find({SubjectKind::ward, ward});
  return found != chains_.end() && found->second.erased;
}

void Chains::apply(const Part& part, Bytes part_hash, std::uint64_t entry, const Place& place) {
  Chain& chain = chains_[part.subject];
  CHECK("erased-ends", !chain.erased, place, subject_name(part.subject) + " was erased, and its chain goes on");
  for (const Posting& balance : part.balances) {
    if (balance.kind < 16) continue;
    const auto& owner = owners_.emplace(fixed<Id>(balance.owner), part.subject.id).first->second;
    CHECK("account-subject", owner == part.subject.id, place, "an account that stood in the parts of another ward");
  }
  follow(chain, part, part_hash, entry, place);
}

void Chains::erase(const Id& ward, bool zero_known, std::uint64_t read_from, const Place& place) {
  const auto [at, fresh] = chains_.try_emplace({SubjectKind::ward, ward});
  Chain& chain = at->second;
  CHECK("erased-twice", !chain.erased, place, "a ward erased twice");
  CHECK("erased-clear", chain.parts == 0 || chain.last_entry < read_from,
        place, "parts of the erased ward are in clear: the last in entry " + std::to_string(chain.last_entry));
  const auto stands = [](const Standing& standing) { return standing.minor != 0; };
  CHECK("erased-zero", !zero_known || std::none_of(chain.standings.begin(), chain.standings.end(), stands),
        place, "the erased ward's accounts did not stand at zero");
  chain.erased = true;
  chain.standings.clear();
  ++erased_;
}

}  // namespace verify
