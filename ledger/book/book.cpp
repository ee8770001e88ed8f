#include "ledger/book/book.h"

namespace katiwala::book {
namespace {

#ifdef KATIWALA_SABOTAGE_floor_off_by_one
constexpr std::int64_t kFloorMinor = -1;
#else
constexpr std::int64_t kFloorMinor = 0;
#endif

Refusal below_floor(const Account& account) {
  const Code code = book_of(account.kind) == BookName::custody ? Code::INSUFFICIENT_FUNDS : Code::CAP_EXCEEDED;
  return refuse(code, std::string(sentence_of(code)), std::string(name(account.kind)) + ":" + account.currency.code());
}

}  // namespace

Amount Book::balance(const Account& account) const {
  const auto found = balances_.find(account);
  return Amount(account.currency, found == balances_.end() ? 0 : found->second);
}

Status Book::allows(const Balanced& balanced) const {
  const auto& lines = balanced.lines();
  for (const Posting& line : lines) {
    // An account may stand on several lines; its balance after all of them is what counts.
    Minor after = balance(line.account).wide();
    for (const Posting& other : lines) {
      if (other.account == line.account) after += Minor(other.change_minor);
    }
    if (after > kMaxMinor || after < -kMaxMinor) {
      return refuse(Code::AMOUNT_RANGE, "The balance would pass the largest this ledger keeps.", line.account.text());
    }
    if (has_floor(line.account.kind) && after < kFloorMinor) return below_floor(line.account);
  }
  return good();
}

void Book::post(const Balanced& balanced) {
  KATIWALA_ASSERT(allows(balanced).ok(), "a posting passes a floor");
  for (const Posting& line : balanced.lines()) balances_[line.account] += line.change_minor;
}

void Book::set_balance(const Account& account, Amount balance) {
  KATIWALA_ASSERT(balance.currency() == account.currency, "balance in another currency than its account");
  if (balance.is_zero()) balances_.erase(account);
  else balances_[account] = balance.minor();
}

void Book::for_each(const std::function<void(const Account&, Amount)>& visit) const {
  for (const auto& [account, minor] : balances_) {
    if (minor != 0) visit(account, Amount(account.currency, minor));
  }
}

}  // namespace katiwala::book
