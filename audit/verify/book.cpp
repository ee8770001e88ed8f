#include "audit/verify/book.h"

#include <algorithm>

namespace verify {
namespace {

enum class Owner : std::uint8_t { nobody, pool, ward, claim };  // a claim: an award or a court order, in a ward's parts

struct AccountRule {
  char book;  // c custody, a authority
  int sign;
  bool floor;
  Owner owner;
};

AccountRule rule_of(std::uint8_t kind) {
  switch (kind) {
    case 1: return {'c', +1, true, Owner::pool};                             // bank
    case 2: case 3: case 4: return {'c', -1, true, Owner::ward};             // principal, income, reserved
    case 5: case 6: case 7: case 8: return {'c', -1, true, Owner::pool};     // transit, suspense, tax, fee
    case 16: case 24: return {'a', +1, false, Owner::claim};                 // awarded, granted
    case 17: case 18: case 19: return {'a', +1, true, Owner::claim};         // outstanding, received, charged
    case 25: case 26: case 27: return {'a', +1, true, Owner::claim};         // cap, cap_reserved, cap_used
    default: return {'c', -1, true, Owner::nobody};                          // unreadable: never posted
  }
}

struct Sum {
  char book;
  std::uint16_t currency;
  __int128 total;
};

}  // namespace

bool has_floor(std::uint8_t account_kind) { return rule_of(account_kind).floor; }

void check_postings(const Part& part, const Place& place) {
  std::size_t accounts = 0;  // how many of the balances are accounted for: they come in the order of first posting
  for (std::size_t i = 0; i < part.postings.size(); ++i) {
    const Posting& posting = part.postings[i];
    const AccountRule rule = rule_of(posting.kind);
    const auto which = [&] { return "posting " + std::to_string(i + 1) + ": "; };
    CHECK("posting-never", rule.owner != Owner::nobody, place, which() + "account kind 9 is never posted");
    CHECK("posting-zero", posting.minor != 0, place, which() + "a change of zero");
    CHECK("posting-range", posting.minor <= kMostMinor && posting.minor >= -kMostMinor, place, which() + "beyond 10^18 minor units");
    const SubjectKind home = rule.owner == Owner::pool ? SubjectKind::pool : SubjectKind::ward;
    CHECK("posting-subject", part.subject.kind == home,
          place, which() + "account kind " + std::to_string(posting.kind) + " does not stand in the parts of this kind of subject");
    CHECK("posting-owner", rule.owner == Owner::claim || posting.owner == view(part.subject.id),
          place, which() + "an account of another owner than the part's subject");
    const auto earlier = [&posting](const Posting& other) { return other.same_account(posting); };
    if (std::any_of(part.postings.begin(), part.postings.begin() + static_cast<std::ptrdiff_t>(i), earlier)) continue;
    CHECK("balance-account", accounts < part.balances.size() && part.balances[accounts].same_account(posting),
          place, "balance " + std::to_string(accounts + 1) + " is not of the account posted to");
    ++accounts;
  }
  CHECK("balance-extra", accounts == part.balances.size(), place, "a balance of an account that was not posted to");
}

void check_zero_sum(std::span<const Part> parts, const Place& place) {
  std::vector<Sum> sums;
  for (const Part& part : parts)
    for (const Posting& posting : part.postings) {
      const AccountRule rule = rule_of(posting.kind);
      auto sum = std::find_if(sums.begin(), sums.end(), [&](const Sum& s) { return s.book == rule.book && s.currency == posting.currency; });
      if (sum == sums.end()) sum = sums.insert(sum, {rule.book, posting.currency, 0});
      sum->total += rule.sign * static_cast<__int128>(posting.minor);
    }
  for (const Sum& sum : sums)
    CHECK("zero-sum", sum.total == 0,
          place, std::string("the book of ") + (sum.book == 'c' ? "custody" : "authority") + " does not come to zero in currency " + std::to_string(sum.currency));
}

}  // namespace verify
