#include "audit/verify/book.h"

#include <algorithm>

namespace verify {
namespace {

enum class AccountHome : std::uint8_t { nowhere, pool, ward, claim };  // a claim: an award or a court order, in a ward's parts

struct AccountRule {
  AccountHome home = AccountHome::nowhere;
  char book = 'c';  // c custody, a authority
  int sign = -1;
  bool floor = true;
};

/// By account kind; a kind that is not listed is never posted.
constexpr auto kAccounts = [] {
  std::array<AccountRule, 32> out{};
  out[1] = {AccountHome::pool, 'c', +1, true};                                                // bank
  for (const int kind : {2, 3, 4}) out[kind] = {AccountHome::ward, 'c', -1, true};            // principal, income, reserved
  for (const int kind : {5, 6, 7, 8}) out[kind] = {AccountHome::pool, 'c', -1, true};         // transit, suspense, tax, fee
  for (const int kind : {16, 24}) out[kind] = {AccountHome::claim, 'a', +1, false};           // awarded, granted
  for (const int kind : {17, 18, 19}) out[kind] = {AccountHome::claim, 'a', +1, true};        // outstanding, received, charged
  for (const int kind : {25, 26, 27}) out[kind] = {AccountHome::claim, 'a', +1, true};        // cap, cap_reserved, cap_used
  return out;
}();

const AccountRule& rule_of(const Account& account) { return kAccounts[account.kind & 31]; }

struct Sum {
  char book;
  std::uint16_t currency;
  __int128 total;
};

}  // namespace

bool has_floor(const Account& account) { return rule_of(account).floor; }

void check_postings(const Part& part, const Place& place) {
  std::size_t accounts = 0;  // how many of the balances are accounted for: they come in the order of first posting
  for (const Posting& posting : part.postings) {
    const AccountRule& rule = rule_of(posting.account);
    const auto which = [&] { return "posting " + std::to_string(&posting - part.postings.data() + 1) + ": "; };
    CHECK("posting-never", rule.home != AccountHome::nowhere, place, which() + "account kind 9 is never posted");
    CHECK("posting-zero", posting.minor != 0, place, which() + "a change of zero");
    CHECK("posting-range", in_range(posting.minor), place, which() + "beyond 10^18 minor units");
    CHECK("posting-subject", part.subject.kind == (rule.home == AccountHome::pool ? SubjectKind::pool : SubjectKind::ward),
          place, which() + "account kind " + std::to_string(posting.account.kind) + " does not stand in the parts of this kind of subject");
    CHECK("posting-owner", rule.home == AccountHome::claim || posting.account.owner == part.subject.id,
          place, which() + "an account of another owner than the part's subject");
    const auto same = [&posting](const Posting& balance) { return balance.account == posting.account; };
    const auto stated = part.balances.begin() + static_cast<std::ptrdiff_t>(std::min(accounts, part.balances.size()));
    if (std::any_of(part.balances.begin(), stated, same)) continue;
    CHECK("balance-account", stated != part.balances.end() && same(*stated), place, "balance " + std::to_string(accounts + 1) + " is not of the account posted to");
    ++accounts;
  }
  CHECK("balance-extra", accounts == part.balances.size(), place, "a balance of an account that was not posted to");
}

void check_zero_sum(std::span<const Part> parts, const Place& place) {
  std::vector<Sum> sums;
  for (const Part& part : parts)
    for (const Posting& posting : part.postings) {
      const AccountRule& rule = rule_of(posting.account);
      auto sum = std::find_if(sums.begin(), sums.end(), [&](const Sum& s) { return s.book == rule.book && s.currency == posting.account.currency; });
      if (sum == sums.end()) sum = sums.insert(sum, {rule.book, posting.account.currency, 0});
      sum->total += rule.sign * static_cast<__int128>(posting.minor);
    }
  for (const Sum& sum : sums)
    CHECK("zero-sum", sum.total == 0,
          place, std::string("the book of ") + (sum.book == 'c' ? "custody" : "authority") + " does not come to zero in currency " + std::to_string(sum.currency));
}

}  // namespace verify
