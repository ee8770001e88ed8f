#include "audit/verify/chains.h"

#include <algorithm>

namespace verify {

void follow(Chain& chain, const Part& part, std::uint64_t entry, const Place& place) {
  CHECK("chain-number", part.number == chain.parts + 1,
        place, subject_name(part.subject) + " has number " + std::to_string(part.number) + " where " + std::to_string(chain.parts + 1) + " was due");
  CHECK("chain-before", part.before == view(chain.last), place, subject_name(part.subject) + " does not name the hash of its part before");
  chain.parts = part.number;
  chain.last = fixed<Hash>(part.hash);
  chain.last_entry = entry;
  for (const Posting& balance : part.balances) {
    const Account& account = balance.account;
    const auto same = [&account](const Posting& other) { return other.account == account; };
    auto standing = std::find_if(chain.standings.begin(), chain.standings.end(), same);
    if (standing == chain.standings.end()) standing = chain.standings.insert(standing, {account, 0});
    __int128 sum = standing->minor;
    for (const Posting& posting : part.postings)
      if (same(posting)) sum += posting.minor;
    const auto which = [&] { return "account kind " + std::to_string(account.kind) + " currency " + std::to_string(account.currency) + " of " + subject_name(part.subject); };
    CHECK("balance-after", sum == balance.minor, place, which() + ": the balance does not follow from the postings");
    CHECK("balance-range", in_range(balance.minor), place, which() + ": a balance beyond 10^18 minor units");
    CHECK("floor", balance.minor >= 0 || !has_floor(account), place, which() + " stands below its floor");
    standing->minor = balance.minor;
  }
}

void Chains::apply(const Part& part, std::uint64_t entry, const Place& place) {
  Chain& chain = chains_[part.subject];
  CHECK("erased-ends", !chain.erased, place, subject_name(part.subject) + " was erased, and its chain goes on");
  for (const Posting& balance : part.balances) {
    if (balance.account.kind < 16) continue;
    const auto& owner = owners_.try_emplace(balance.account.owner, part.subject.id).first->second;
    CHECK("account-subject", owner == part.subject.id, place, "an account that stood in the parts of another ward");
  }
  follow(chain, part, entry, place);
}

void Chains::erase(const SubjectId& subject, bool zero_known, std::uint64_t read_from, const Place& place) {
  Chain& chain = chains_[subject];
  CHECK("erased-twice", !chain.erased, place, subject_name(subject) + " erased twice");
  CHECK("erased-clear", chain.parts == 0 || chain.last_entry < read_from,
        place, "parts of " + subject_name(subject) + ", erased, are in clear: the last in entry " + std::to_string(chain.last_entry));
  const auto stands = [](const Posting& standing) { return standing.minor != 0; };
  CHECK("erased-zero", !zero_known || std::none_of(chain.standings.begin(), chain.standings.end(), stands),
        place, "the erased ward's accounts did not stand at zero");
  chain.erased = true;
  chain.standings.clear();
  ++erased_;
}

}  // namespace verify
