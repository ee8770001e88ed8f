#include "ledger/book/book.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include "ledger/money/exact.h"

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

struct Book::Table {
  boost::unordered_flat_map<Account, std::int64_t, AccountHash> minor;
  boost::unordered_flat_map<std::uint32_t, Minor> sums;  ///< of all accounts of a kind and currency; a few dozen

  static std::uint32_t sum_key(AccountKind kind, Currency currency) { return std::uint32_t{static_cast<std::uint8_t>(kind)} << 16 | currency.numeric(); }
  void add(const Account& account, std::int64_t change_minor) {
    minor[account] += change_minor;
    sums[sum_key(account.kind, account.currency)] += change_minor;
  }
};

Book::Book() : table_(std::make_unique<Table>()) {}
Book::~Book() = default;
Book::Book(const Book& other) : table_(std::make_unique<Table>(*other.table_)) {}
Book::Book(Book&& other) noexcept : table_(std::exchange(other.table_, std::make_unique<Table>())) {}
Book& Book::operator=(const Book& other) {
  *table_ = *other.table_;
  return *this;
}
Book& Book::operator=(Book&& other) noexcept {
  std::swap(table_, other.table_);
  return *this;
}
std::size_t Book::size() const { return table_->minor.size(); }
void Book::reserve(std::size_t accounts) { table_->minor.reserve(accounts); }

Amount Book::balance(const Account& account) const {
  const auto found = table_->minor.find(account);
  return Amount(account.currency, found == table_->minor.end() ? 0 : found->second);
}

bool Book::any_stands(AccountKind kind, Currency currency) const {
  KATIWALA_ASSERT(has_floor(kind), "a sum of accounts that may be below zero says nothing of each");
  const auto found = table_->sums.find(Table::sum_key(kind, currency));
  return found != table_->sums.end() && found->second != 0;
}

Status Book::allows(const Balanced& balanced) const {
  const auto& lines = balanced.lines();
  for (const Posting& line : lines) {
    // An account may stand on several lines; its balance after all of them is what counts.
    Minor after = wide(balance(line.account));
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
  for (const Posting& line : balanced.lines()) table_->add(line.account, line.change_minor);
}

void Book::set_balance(const Account& account, Amount balance) {
  KATIWALA_ASSERT(balance.currency() == account.currency, "balance in another currency than its account");
  table_->add(account, balance.minor() - this->balance(account).minor());
  if (balance.is_zero()) table_->minor.erase(account);
}

void Book::for_each(const std::function<void(const Account&, Amount)>& visit) const {
  for (const auto& [account, minor] : table_->minor) {
    if (minor != 0) visit(account, Amount(account.currency, minor));
  }
}

}  // namespace katiwala::book
