/// Postings and the only thing the journal takes: a `Balanced` set of them.
#pragma once

#include <span>
#include <vector>

#include "ledger/book/account.h"

namespace katiwala::book {

/// One line: how much an account's own balance changes (positive: grows on its natural side).
struct Posting {
  Account account;
  std::int64_t change_minor = 0;
  Category category = Category::receipt;

  [[nodiscard]] Amount change() const { return Amount(account.currency, change_minor); }
  [[nodiscard]] bool is_debit() const { return (change_minor > 0) == (sign_of(account.kind) > 0); }
  bool operator==(const Posting&) const = default;
  template <class V>
  static void fields(V& v) {
    v(1, "account", &Posting::account);
    v(2, "change_minor", &Posting::change_minor);
    v(3, "category", &Posting::category);
  }
};

/// `account` grows (or shrinks, when negative) by `amount`. Pre: amount's currency is set.
Posting posting(AccountKind kind, const std::array<std::uint8_t, 16>& owner, Amount amount, Category category);

/// Lines that sum to zero per currency and per book. Only `check` makes one.
class Balanced {
 public:
  /// POSTING_UNBALANCED names the book and currency; POSTING_EMPTY for a line of zero.
  static Result<Balanced> check(std::vector<Posting> lines);
  [[nodiscard]] const std::vector<Posting>& lines() const { return lines_; }

 private:
  explicit Balanced(std::vector<Posting> lines) : lines_(std::move(lines)) {}
  std::vector<Posting> lines_;
};

/// What is missing to zero, per currency, in the book of custody, as the growth of a credit account that would close it; used
/// where parts of an entry can not be read any more.
std::vector<Amount> residue(std::span<const Posting> lines);

}  // namespace katiwala::book
